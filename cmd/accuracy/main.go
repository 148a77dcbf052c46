// Command accuracy measures how well notices are read.
package main

import (
	"context"
	"fmt"
	"os"

	"leadlint/scanner/notice/accuracy/measure"
)

func main() {
	if err := measure.Run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "accuracy:", err)
		os.Exit(2)
	}
}
