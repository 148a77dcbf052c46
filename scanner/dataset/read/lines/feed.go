package lines

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
	// maxLine is the longest line that is read.
	maxLine = 4 << 20
)

// block is a piece of input that holds whole lines.
type block struct {
	buf  []byte
	data []byte
	line int64 // number of the first
	// hold is done when the checksum of the stored bytes no longer needs buf.
	hold sync.WaitGroup
}

// feeder cuts a stream into blocks at line ends, carrying over what a block
// could not hold.
type feeder struct {
	stream *blob.Stream
	// decoded gives the stream as UTF-8; nil when it is UTF-8.
	decoded io.Reader
	end     byte
	log     *damage.Log

	rest    []byte
	line    int64
	ended   bool
	passing bool // inside a line that is too long
	skipped int64
}

// fill puts the next lines into a block. It gives io.EOF with the last block,
// or the error that the input broke off with.
func (f *feeder) fill(b *block) error {
	data, err := f.load(b)
	if f.passing {
		data = f.pass(data)
	}
	if !f.ended || err != nil {
		data = f.cut(data, err != nil)
	}
	b.data, b.line = data, f.line
	f.line += int64(bytes.Count(data, []byte{f.end}))
	if err == nil && f.ended {
		err = io.EOF
	}
	return err
}

// load puts the carried bytes and new ones into the block until it is full or
// the stream ends, and gives the bytes.
func (f *feeder) load(b *block) ([]byte, error) {
	b.hold.Wait()
	if size := max(blockSize, 2*len(f.rest)); len(b.buf) != size {
		b.buf = make([]byte, size)
	}
	n := copy(b.buf, f.rest)
	f.rest = f.rest[:0]
	for n < len(b.buf) && !f.ended {
		got, err := f.read(b.buf[n:], b)
		n += got
		if errors.Is(err, io.EOF) {
			f.ended = true
		} else if err != nil {
			f.ended = true
			return b.buf[:n], err
		}
	}
	return b.buf[:n], nil
}

func (f *feeder) read(p []byte, b *block) (int, error) {
	if f.decoded != nil {
		return f.decoded.Read(p)
	}
	return f.stream.ReadBlock(p, &b.hold)
}

// cut keeps what follows the last line end for the next block. Of an input that
// broke off, it is left out: half a line would be read as a false one.
func (f *feeder) cut(data []byte, broken bool) []byte {
	last := bytes.LastIndexByte(data, f.end) + 1
	why := tooLong
	switch {
	case broken && last < len(data):
		why = cutOff
	case broken:
		return data
	case len(data)-last > maxLine:
		f.passing = true
	default:
		f.rest = append(f.rest, data[last:]...)
		return data[:last]
	}
	f.log.Add(damage.Lost, f.line+int64(bytes.Count(data[:last], []byte{f.end})), 0, why)
	f.skipped++
	return data[:last]
}

// pass drops the rest of a line that is too long.
func (f *feeder) pass(data []byte) []byte {
	i := bytes.IndexByte(data, f.end)
	if i < 0 {
		return nil
	}
	f.passing = false
	f.line++
	return data[i+1:]
}
