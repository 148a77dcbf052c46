package values

import (
	"embed"
	"strings"

	"leadlint/scanner/dataset/tsv"
)

//go:embed *.tsv
var tables embed.FS

// rows gives the rows of a table of this package.
func rows(name string, columns int) [][]string { return tsv.Rows(tables, name, columns) }

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
