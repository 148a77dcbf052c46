package split

import (
	"bytes"

	"leadlint/scanner/dataset"
	"leadlint/scanner/take"
)

// cells writes rows of a format that is no text as CSV in UTF-8.
type cells struct {
	out     text
	columns []string
	reasons bool
	count   int64
}

func (c *cells) guarded() int64 { return c.count }

func (c *cells) head() error {
	var names [][]byte
	for _, name := range c.columns {
		names = append(names, []byte(name))
	}
	var why *reason
	if c.reasons {
		why = &reason{values: columns()}
	}
	return c.row(&take.Row{Cells: names}, why)
}

func (c *cells) row(r *take.Row, why *reason) error {
	if c.reasons && why != nil {
		if why.written == nil {
			for _, v := range why.values {
				why.written = append(quoted(why.written, []byte(v), ','), ',')
			}
		}
		c.out.buf = append(c.out.buf, why.written...)
	}
	for i, cell := range r.Cells {
		if i > 0 {
			c.out.buf = append(c.out.buf, ',')
		}
		if bytes.IndexByte(cell, dataset.MultiSep) >= 0 {
			cell = bytes.ReplaceAll(cell, []byte{dataset.MultiSep}, []byte("; "))
		}
		if runs(cell) {
			cell = append([]byte{'\''}, cell...)
			c.count++
		}
		c.out.buf = quoted(c.out.buf, cell, ',')
	}
	c.out.buf = append(c.out.buf, '\n')
	return c.out.flush()
}

func (c *cells) skipped(_ []byte, why *reason) error {
	return c.row(&take.Row{Cells: make([][]byte, len(c.columns))}, why)
}

func (c *cells) end() error { return c.out.last() }
