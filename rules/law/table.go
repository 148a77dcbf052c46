package law

import "strings"

// table splits an embedded tab-separated table with a header line into rows of
// the given number of cells. The tests hold the tables to that form; a row of
// another width is left out.
func table(text string, cells int) [][]string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	rows := make([][]string, 0, len(lines)-1)
	for _, line := range lines[1:] {
		if row := strings.Split(strings.TrimSuffix(line, "\r"), "\t"); len(row) == cells {
			rows = append(rows, row)
		}
	}
	return rows
}

// list splits a cell that holds several items.
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "; ")
}
