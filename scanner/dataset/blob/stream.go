package blob

import (
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Stream is the decoded bytes of a Blob. When it is read to its end, the Blob
// knows the SHA-256 of the stored bytes.
type Stream struct {
	blob    *Blob
	lead    []byte        // decoded bytes that come first
	src     io.Reader     // stored bytes after the tap, nil when lead is all
	decoded io.ReadCloser // nil when plain
	tap     *tap
	ended   bool
}

// stream opens the decoder over the stored bytes.
func (b *Blob) stream(stored io.Reader) (*Stream, error) {
	t := newTap(stored)
	s := &Stream{blob: b, src: t, tap: t}
	switch b.Compression {
	case "gzip":
		z, err := gzip.NewReader(t)
		if err != nil {
			t.close()
			return nil, fmt.Errorf("%q is a damaged gzip file: %w", b.Name, err)
		}
		s.decoded = z
	case "zstd":
		z, err := zstd.NewReader(t, zstd.WithDecoderConcurrency(1),
			zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(WindowMax))
		if err != nil {
			t.close()
			return nil, fmt.Errorf("%q is a damaged zstd file: %w", b.Name, err)
		}
		s.decoded = z.IOReadCloser()
	}
	return s, nil
}

// Read gives the next decoded bytes. A damaged input gives the bytes up to the
// damage, then an error that wraps the decoder's.
func (s *Stream) Read(p []byte) (int, error) {
	return s.ReadBlock(p, nil)
}

// ReadBlock is Read without a copy for the hash: the bytes of p are hashed in
// the background, and must not be changed until hold is done. A nil hold makes
// it Read.
func (s *Stream) ReadBlock(p []byte, hold *sync.WaitGroup) (int, error) {
	if len(s.lead) > 0 {
		n := copy(p, s.lead)
		s.lead = s.lead[n:]
		return n, nil
	}
	if s.src == nil || s.ended {
		s.ended = true
		return 0, io.EOF
	}
	n, err := s.next(p, hold)
	if errors.Is(err, io.EOF) {
		s.ended = true
		s.finish()
		return n, io.EOF
	}
	if err != nil {
		return n, s.damage(err)
	}
	return n, nil
}

// next reads from the decoder, or from the stored bytes when they are plain.
func (s *Stream) next(p []byte, hold *sync.WaitGroup) (int, error) {
	if s.decoded != nil {
		return s.decoded.Read(p)
	}
	return s.tap.readBlock(p, hold)
}

// finish reads what is stored behind the end of the compressed data and hands
// the hash to the Blob.
func (s *Stream) finish() {
	if s.decoded != nil {
		if _, err := io.Copy(io.Discard, s.src); err != nil {
			return
		}
	}
	s.blob.keep(s.tap.finish())
}

// damage words a reading error.
func (s *Stream) damage(err error) error {
	if s.blob.Compression != "" {
		return fmt.Errorf("%q is cut short or damaged (%s): %w", s.blob.Name, s.blob.Compression, cause(err))
	}
	return fmt.Errorf("cannot read %q: %w", s.blob.Name, cause(err))
}

// Close releases the decoder. It does not close the Blob.
func (s *Stream) Close() error {
	var err error
	if s.decoded != nil {
		err = s.decoded.Close()
		s.decoded = nil
	}
	if s.tap != nil {
		s.tap.close()
	}
	s.src, s.lead = nil, nil
	return err
}
