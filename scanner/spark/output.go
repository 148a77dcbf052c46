package spark

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strconv"

	"leadlint/scanner/partial"
)

// WritePart writes what was counted of a partition as the one line that the program which
// rows are piped to answers with.
func WritePart(w io.Writer, p *partial.Partial) error {
	var body bytes.Buffer
	if err := partial.Encode(&body, p); err != nil {
		return err
	}
	line := append([]byte(PartialMark), base64.StdEncoding.AppendEncode(nil, body.Bytes())...)
	_, err := w.Write(append(line, '\n'))
	return err
}

// Output is what the statements of an audit gave.
type Output struct {
	// Parts are what was counted of the partitions, by their number.
	Parts []*partial.Partial
	// Rows is Spark's own count of the rows; -1 where it is not there.
	Rows int64
}

// collector reads the lines of the output.
type collector struct {
	Output
	name string
	seen map[string]bool
}

func newCollector(name string) *collector {
	return &collector{Output: Output{Rows: -1}, name: name, seen: map[string]bool{}}
}

// line takes a line of the output; lines that are not ours are passed over.
func (c *collector) line(line []byte) error {
	if count, ok := bytes.CutPrefix(line, []byte(CountMark)); ok {
		n, err := strconv.ParseInt(string(count), 10, 64)
		if err != nil || n < 0 || c.Rows >= 0 {
			return fmt.Errorf("%s: the count of the rows is none, or there are two of them", c.name)
		}
		c.Rows = n
		return nil
	}
	body, ok := bytes.CutPrefix(line, []byte(PartialMark))
	if !ok {
		return nil
	}
	data, err := base64.StdEncoding.AppendDecode(nil, body)
	if err != nil {
		return fmt.Errorf("%s: what was counted of a partition is damaged", c.name)
	}
	p, err := partial.Decode(c.name, bytes.NewReader(data))
	if err != nil {
		return err
	}
	if c.seen[p.Partition] {
		return fmt.Errorf("%s: %s was counted twice", c.name, p.Partition)
	}
	c.seen[p.Partition] = true
	c.Parts = append(c.Parts, p)
	return nil
}

// finish gives the output in an order that does not depend on when partitions ended.
func (c *collector) finish() *Output {
	slices.SortFunc(c.Parts, func(a, b *partial.Partial) int {
		if len(a.Partition) != len(b.Partition) { // numbers, as text
			return len(a.Partition) - len(b.Partition)
		}
		return bytes.Compare([]byte(a.Partition), []byte(b.Partition))
	})
	return &c.Output
}

// ReadOutput reads the output that was kept of the statements of an audit, in a file of
// that name.
func ReadOutput(name string, r io.Reader) (*Output, error) {
	c := newCollector(name)
	if err := each(r, c.line); err != nil {
		return nil, err
	}
	return c.finish(), nil
}
