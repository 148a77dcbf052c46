package rows

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/damage"
)

const (
	// bufferSize is how much is asked of the pipe at a time.
	bufferSize = 1 << 20
	// MaxRecord is the longest row that is read, in bytes; a longer one is passed over
	// and told as lost.
	MaxRecord = 64 << 20
	// cancelEvery is after how many rows a cancelled context is noticed.
	cancelEvery = 1024
)

// Table is the rows of one partition.
type Table struct {
	in        io.Reader
	columns   []Column
	partition int64
}

var _ dataset.Table = (*Table)(nil)

// Open gives the rows of a stream as a table, which can be scanned once. It has no
// sample: how its columns are to be understood was decided before.
func Open(in io.Reader, columns []Column) (*Table, error) {
	for i, c := range columns {
		if !c.Kind.Valid() {
			return nil, fmt.Errorf("column %d of the plan is of a kind that is not known: the plan is of another version", i)
		}
	}
	return &Table{in: in, columns: columns, partition: -1}, nil
}

// Name is empty: a partition is of one table.
func (t *Table) Name() string { return "" }

// Columns are the headers of the plan.
func (t *Table) Columns() []string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.Name
	}
	return names
}

// Sample gives none.
func (t *Table) Sample(context.Context, int) ([][][]byte, error) { return nil, nil }

// Scan hands every row to the first sink: Spark runs as many programs at once as it has
// cores, so each keeps to one.
func (t *Table) Scan(ctx context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	s := &scan{parser: newParser(t.columns), in: bufio.NewReaderSize(t.in, bufferSize), sink: sinks[0]}
	err := s.run(ctx)
	t.partition = s.partition
	s.tellUnreadable()
	s.stats.Issues = s.log.Issues()
	return s.stats, err
}

// Partition gives the number of the partition, as its rows tell it: after Scan, and -1
// where none did.
func (t *Table) Partition() int64 { return t.partition }

// scan is one pass over the rows.
type scan struct {
	*parser
	in    *bufio.Reader
	sink  dataset.Sink
	stats dataset.Stats
	log   damage.Log
	// long holds a line that is longer than the buffer.
	long []byte
}

func (s *scan) run(ctx context.Context) error {
	for n := 0; ; n++ {
		if n%cancelEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		line, ok, err := s.next()
		if errors.Is(err, io.EOF) && len(line) == 0 && ok {
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read the rows of the partition: %w", err)
		}
		if !ok {
			s.skip(tooLong())
			continue
		}
		if err != nil {
			return errCut
		}
		if err := s.record(line); err != nil {
			return err
		}
		if s.damaged {
			s.skip(notCells())
			continue
		}
		s.stats.Rows++
		s.sink.Row(dataset.Place{Line: s.line}, s.cells)
	}
}

// errCut is told of a stream that does not end with a line's end: whatever wrote it was
// stopped.
var errCut = errors.New("the rows of the partition end in the middle of one")

// next gives the next line without its end; ok is false for one that is too long, whose
// rest is passed over.
func (s *scan) next() (line []byte, ok bool, err error) {
	line, err = s.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		s.long = append(s.long[:0], line...)
		for errors.Is(err, bufio.ErrBufferFull) {
			line, err = s.in.ReadSlice('\n')
			if len(s.long) <= MaxRecord {
				s.long = append(s.long, line...)
			}
		}
		line = s.long
		if len(line) > MaxRecord {
			s.long = nil
			return nil, false, err
		}
	}
	return bytes.TrimSuffix(line, []byte{'\n'}), true, err
}
