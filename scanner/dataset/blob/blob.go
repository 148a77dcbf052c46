// Package blob gives the bytes of an input, whatever it comes from: a file, a
// pipe or memory; plain, gzip or zstd. It takes the SHA-256 of the stored bytes
// on the way and never writes to the input or to a temporary file.
package blob

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"sync"
)

const (
	// HeadMax is how many decoded bytes of a pipe are kept for sniffing and
	// sampling, and the most that Head gives of any input.
	HeadMax = 8 << 20
	// MemoryMax is the largest decoded size of an input that is read into
	// memory because its format needs random access and it is no plain file.
	MemoryMax = 256 << 20
	// WindowMax is the largest zstd window that is decoded (that of the zstd
	// command without --long).
	WindowMax = 128 << 20
)

// ErrConsumed is returned when a pipe larger than HeadMax is opened twice.
var ErrConsumed = errors.New("standard input or a pipe can be read only once; save it as a file first")

// ErrTooLarge is wrapped by the error of ReaderAt for an input that would not
// fit MemoryMax.
var ErrTooLarge = errors.New("too large to be read in memory")

// Blob is the bytes of one input. Its methods may be called by one goroutine
// at a time; the streams it opens may be read by others.
type Blob struct {
	// Name is the input's name for messages ("-" for standard input).
	Name string
	// Path is the path of a regular file; empty for pipes and memory.
	Path string
	// Size is the stored size in bytes when it was opened, -1 when unknown.
	Size int64
	// Seekable is true when ReaderAt costs nothing: a regular, uncompressed
	// file or bytes in memory.
	Seekable bool
	// Compression is "", "gzip" or "zstd", recognised by the first bytes.
	Compression string

	at    io.ReaderAt // nil for pipes
	once  *Stream     // the only stream of a pipe
	taken bool        // once was given away by Open
	head  []byte      // decoded
	whole bool        // head is everything
	file  *os.File
	limit int64  // of ReaderAt; 0 means MemoryMax
	all   []byte // decoded, once ReaderAt has read it; nil before

	mu  sync.Mutex
	sum sum
}

// File opens a path read-only under the name given for messages. A named pipe
// or device is taken as a pipe; a folder is an error.
func File(path, name string) (*Blob, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cannot open %q: %w", name, cause(err))
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("cannot open %q: %w", name, cause(err)), f.Close())
	}
	if info.IsDir() {
		return nil, errors.Join(fmt.Errorf("%q is a folder; expected a file", name), f.Close())
	}
	if !info.Mode().IsRegular() {
		b, err := Pipe(name, f)
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
		b.file = f
		return b, nil
	}
	b := &Blob{Name: name, Path: path, Size: info.Size(), at: f, file: f}
	if err := b.detect(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return b, nil
}

// Bytes makes a Blob of bytes in memory, which must not be changed afterwards.
func Bytes(name string, data []byte) *Blob {
	b := &Blob{Name: name, Size: int64(len(data)), at: bytes.NewReader(data)}
	b.Compression = compression(data)
	b.Seekable = b.Compression == ""
	return b
}

// Pipe makes a Blob of a stream that can be read once, such as standard input.
// It waits for the first bytes.
func Pipe(name string, r io.Reader) (*Blob, error) {
	b := &Blob{Name: name, Size: -1}
	magic := make([]byte, 4)
	n, err := io.ReadFull(r, magic)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("cannot read %q: %w", name, cause(err))
	}
	b.Compression = compression(magic[:n])
	b.once, err = b.stream(io.MultiReader(bytes.NewReader(magic[:n]), r))
	return b, err
}

// detect sets Compression and Seekable from the first stored bytes.
func (b *Blob) detect() error {
	magic := make([]byte, 4)
	n, err := b.at.ReadAt(magic, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("cannot read %q: %w", b.Name, cause(err))
	}
	b.Compression = compression(magic[:n])
	b.Seekable = b.Compression == ""
	return nil
}

// compression names the compression that the first bytes of an input show.
func compression(magic []byte) string {
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b, 0x08}):
		return "gzip"
	case bytes.HasPrefix(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return "zstd"
	}
	return ""
}

// Open gives the decoded bytes from the start. A pipe can be opened once,
// unless all of it fits HeadMax and was asked for by Head.
func (b *Blob) Open() (*Stream, error) {
	if b.all != nil {
		return &Stream{blob: b, lead: b.all}, nil
	}
	if b.at != nil {
		return b.stream(io.NewSectionReader(b.at, 0, math.MaxInt64))
	}
	if b.taken && !b.whole {
		return nil, ErrConsumed
	}
	b.taken = true
	s := &Stream{blob: b, src: b.once.src, decoded: b.once.decoded, tap: b.once.tap, lead: b.head}
	if b.whole {
		s.src, s.decoded, s.tap = nil, nil, nil
	}
	return s, nil
}

// Head gives up to n decoded bytes from the start (at most HeadMax), fewer only
// when the input is shorter or damaged; the error then says why. The bytes must
// not be changed.
func (b *Blob) Head(n int) ([]byte, error) {
	n = min(n, HeadMax)
	if b.whole || len(b.head) >= n {
		return b.head[:min(n, len(b.head))], nil
	}
	if b.at == nil {
		return b.headOfPipe(n)
	}
	s, err := b.Open()
	if err != nil {
		return nil, err
	}
	head := make([]byte, n)
	got, err := io.ReadFull(s, head)
	if closed := s.Close(); err == nil {
		err = closed
	}
	b.head = head[:got]
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) && s.ended {
		err, b.whole = nil, true
	}
	return b.head, err
}

// headOfPipe grows the kept head of a pipe to n bytes.
func (b *Blob) headOfPipe(n int) ([]byte, error) {
	if b.taken {
		return b.head, ErrConsumed
	}
	head := make([]byte, n)
	have := copy(head, b.head)
	got, err := io.ReadFull(b.once, head[have:])
	b.head = head[:have+got]
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) && b.once.ended {
		err, b.whole = nil, true
	}
	return b.head, err
}

// Whole says whether the last Head gave the whole input.
func (b *Blob) Whole() bool { return b.whole }

// ReaderAt gives random access to the decoded bytes and their number: the file
// itself when it is plain, otherwise a copy in memory of at most MemoryMax.
func (b *Blob) ReaderAt() (io.ReaderAt, int64, error) {
	if b.Seekable {
		return b.at, b.Size, nil
	}
	if b.all != nil {
		return bytes.NewReader(b.all), int64(len(b.all)), nil
	}
	s, err := b.Open()
	if err != nil {
		return nil, 0, err
	}
	limit := b.limit
	if limit == 0 {
		limit = MemoryMax
	}
	data, err := io.ReadAll(io.LimitReader(s, limit+1))
	if closed := s.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, 0, fmt.Errorf("cannot read %q: %w", b.Name, err)
	}
	if int64(len(data)) > limit {
		return nil, 0, fmt.Errorf("%q is %w (more than %d MiB when decompressed); save it as an uncompressed file first",
			b.Name, ErrTooLarge, limit>>20)
	}
	b.all = data
	return bytes.NewReader(data), int64(len(data)), nil
}

// Close releases the input. The streams that were opened are closed by those
// who opened them.
func (b *Blob) Close() error {
	if b.once != nil && (!b.taken || b.whole) {
		if err := b.once.Close(); err != nil {
			return err
		}
	}
	if b.file == nil {
		return nil
	}
	return b.file.Close()
}

// cause strips the path from a path error: the caller names the input.
func cause(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
