package jsonrows

import (
	"bytes"
	"errors"
	"io"
	"sync"

	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/dataset/read/damage"
)

const (
	// blockSize is how much is handed to a worker at a time.
	blockSize = 1 << 20
	// maxRecord is the longest record that is read.
	maxRecord = 4 << 20
)

// span is one record in a block.
type span struct {
	start, end int
	line       int64
}

// block is a piece of input that holds whole records.
type block struct {
	buf  []byte
	data []byte
	// The records are the lines of data, the first of which is number line, or
	// else the spans.
	lines bool
	line  int64
	spans []span
	// number counts the blocks from 0; passed are the records behind the last one
	// that were passed over.
	number int64
	passed []passed
	// hold is done when the checksum of the stored bytes no longer needs buf.
	hold sync.WaitGroup
}

// passed is a record that is passed over; text is nil when it was too long.
type passed struct {
	line int64
	text []byte
}

// feeder fills blocks with whole records. It gives io.EOF with the last block
// or after it.
type feeder interface {
	fill(b *block) error
}

// input reads a stream into blocks, carrying over what a block could not hold.
type input struct {
	stream *blob.Stream
	// decoded gives the stream as UTF-8, behind a mark of so many bytes; nil
	// when the stream is UTF-8.
	decoded io.Reader
	mark    int
	rest    []byte
	ended   bool
	// skipped counts the records passed over for their length.
	skipped int64
	// passed are the lines of those behind the block being filled.
	passed []int64
	blocks int64
}

// number gives the block its number and what was passed over behind it.
func (in *input) number(b *block) {
	b.number, b.passed = in.blocks, b.passed[:0]
	in.blocks++
	for _, line := range in.passed {
		b.passed = append(b.passed, passed{line: line})
	}
	in.passed = in.passed[:0]
}

// read gives further bytes.
func (in *input) read(p []byte, b *block) (int, error) {
	if in.decoded == nil {
		return in.stream.ReadBlock(p, &b.hold)
	}
	if in.mark > 0 {
		if _, err := io.ReadFull(in.stream, make([]byte, in.mark)); err != nil {
			return 0, err
		}
		in.mark = 0
	}
	return in.decoded.Read(p)
}

// load puts the carried bytes and new ones into the block until it is full or
// the stream ends, and gives the bytes.
func (in *input) load(b *block) ([]byte, error) {
	b.hold.Wait()
	size := max(blockSize, 2*len(in.rest))
	if len(b.buf) != size {
		b.buf = make([]byte, size)
	}
	n := copy(b.buf, in.rest)
	in.rest = in.rest[:0]
	for n < len(b.buf) && !in.ended {
		got, err := in.read(b.buf[n:], b)
		n += got
		if errors.Is(err, io.EOF) {
			in.ended = true
		} else if err != nil {
			in.ended = true
			return b.buf[:n], err
		}
	}
	return b.buf[:n], nil
}

// carry keeps bytes for the next block.
func (in *input) carry(rest []byte) { in.rest = append(in.rest, rest...) }

// lineFeeder cuts the stream at newlines.
type lineFeeder struct {
	input
	line int64
	log  *damage.Log
	// skipping is set inside a line that is too long.
	skipping bool
}

func (l *lineFeeder) fill(b *block) error {
	data, err := l.load(b)
	if l.skipping {
		data = l.skip(data)
	}
	if !l.ended {
		data = l.cut(data)
	}
	b.data, b.line, b.lines = data, l.line, true
	l.line += int64(bytes.Count(data, []byte{'\n'}))
	l.number(b)
	if err == nil && l.ended {
		err = io.EOF
	}
	return err
}

// cut keeps what follows the last newline for the next block.
func (l *lineFeeder) cut(data []byte) []byte {
	last := bytes.LastIndexByte(data, '\n') + 1
	if len(data)-last >= maxRecord {
		l.log.Add(damage.Lost, l.line+int64(bytes.Count(data[:last], []byte{'\n'})), 0, tooLong.text())
		l.skipped++
		l.skipping = true
		l.passed = append(l.passed, l.line+int64(bytes.Count(data[:last], []byte{'\n'})))
	} else {
		l.carry(data[last:])
	}
	return data[:last]
}

// skip drops the rest of a line that is too long.
func (l *lineFeeder) skip(data []byte) []byte {
	i := bytes.IndexByte(data, '\n')
	if i < 0 {
		return nil
	}
	l.skipping = false
	l.line++
	return data[i+1:]
}
