package values

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed *.tsv
var tables embed.FS

// rows gives the rows of an embedded table, without comments and blank lines.
// A missing table or a short row is a fault of the build, which the tests of
// this package would show; it panics.
func rows(name string, columns int) [][]string {
	text, err := tables.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("embedded table %s: %v", name, err))
	}
	var out [][]string
	for i, line := range strings.Split(string(text), "\n") {
		if line == "" || line[0] == '#' {
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

// terms cuts a cell of an embedded table at its bars.
func terms(cell string) []string {
	var out []string
	for _, t := range strings.Split(cell, "|") {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	return out
}
