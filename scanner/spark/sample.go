package spark

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/spark/rows"
)

// rowMark starts a line of output that holds a row.
const rowMark = "leadlint-row:"

// Rows gives rows of the relation as the program that they are piped to would read them:
// all, or those of a clause that stands behind the relation ("LIMIT 10"). They are held
// in memory only.
func (s *Spark) Rows(ctx context.Context, r *Relation, clause string) ([][][]byte, error) {
	list, err := s.lines(ctx, r, clause)
	if err != nil {
		return nil, err
	}
	return cellsOf(list, r)
}

// lines gives rows as Spark writes them for a program, one a line.
func (s *Spark) lines(ctx context.Context, r *Relation, clause string) (*bytes.Buffer, error) {
	all := make([]int, len(r.columns))
	for i := range all {
		all[i] = i
	}
	script := fmt.Sprintf("SELECT concat(%s, %s) FROM %s %s;\n", text(rowMark), r.json(all), r.from, clause)
	list := &bytes.Buffer{}
	err := s.script(ctx, strings.Join(append(r.setup, ""), ";\n")+script, func(line []byte) error {
		if row, ok := bytes.CutPrefix(line, []byte(rowMark)); ok {
			list.Write(row)
			list.WriteByte('\n')
		}
		return nil
	})
	return list, err
}

// cellsOf gives the cells of lines.
func cellsOf(lines io.Reader, r *Relation) ([][][]byte, error) {
	table, err := rows.Open(lines, r.Columns())
	if err != nil {
		return nil, err
	}
	var out kept
	_, err = table.Scan(context.Background(), []dataset.Sink{&out})
	return out.rows, err
}

// kept holds copies of rows.
type kept struct{ rows [][][]byte }

// Row copies a record.
func (k *kept) Row(_ dataset.Place, cells [][]byte) {
	row := make([][]byte, len(cells))
	for i, cell := range cells {
		if cell != nil {
			row[i] = append([]byte{}, cell...)
		}
	}
	k.rows = append(k.rows, row)
}

// script runs a script in a folder of its own, which is removed behind it.
func (s *Spark) script(ctx context.Context, script string, line func([]byte) error) error {
	dir, err := os.MkdirTemp(s.opt.TempDir, "leadlint-spark-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, scriptName), []byte(script), 0o600); err != nil {
		return err
	}
	return s.run(ctx, dir, scriptName, nil, line)
}

// scriptName is the file of statements in the working folder.
const scriptName = "audit.sql"
