// Command leadlint audits lead and contact-enrichment data as a
// data-protection authority would.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	env := environment{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, clock: time.Now}
	code := env.run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}
