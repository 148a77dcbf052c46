// Package tsv reads the tables of words and forms that packages embed.
package tsv

import (
	"fmt"
	"io/fs"
	"strings"
)

// Rows gives the rows of an embedded table, each cut at its tabs, without blank
// lines and comments (lines that begin with "# "). A missing table or a row of
// another number of columns is a fault of the build, which the tests of the
// package that embeds it would show; it panics.
func Rows(files fs.FS, name string, columns int) [][]string {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		panic(fmt.Sprintf("embedded table %s: %v", name, err))
	}
	var out [][]string
	for i, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != columns {
			panic(fmt.Sprintf("embedded table %s:%d has %d columns, want %d", name, i+1, len(row), columns))
		}
		out = append(out, row)
	}
	return out
}
