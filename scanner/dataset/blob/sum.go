package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"math"
	"sync"
)

// sum is the hash and number of all stored bytes.
type sum struct {
	known bool
	hex   string
	size  int64
}

// keep remembers the sum of the stored bytes.
func (b *Blob) keep(s sum) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.sum.known {
		b.sum = s
	}
}

// Sum gives the SHA-256 (hex) and the number of the stored bytes: those of the
// stream that was read to its end, otherwise from a pass of its own over the
// file. For a pipe that was not read to its end the sum is empty.
func (b *Blob) Sum() (string, int64, error) {
	b.mu.Lock()
	known := b.sum
	b.mu.Unlock()
	if known.known {
		return known.hex, known.size, nil
	}
	if b.at == nil {
		return "", 0, nil
	}
	h := sha256.New()
	n, err := io.Copy(h, io.NewSectionReader(b.at, 0, math.MaxInt64))
	if err != nil {
		return "", 0, fmt.Errorf("cannot read %q for its checksum: %w", b.Name, cause(err))
	}
	s := sum{known: true, hex: hex.EncodeToString(h.Sum(nil)), size: n}
	b.keep(s)
	return s.hex, s.size, nil
}

const (
	tapBuffer = 64 << 10
	tapQueue  = 8
)

// part is bytes to be hashed; hold is told when they are no longer needed.
type part struct {
	data []byte
	hold *sync.WaitGroup
}

// tap passes stored bytes on and hashes them on a goroutine of its own, so that
// the reader is not slowed down.
type tap struct {
	src    io.Reader
	parts  chan part
	free   chan []byte // buffers for copies
	hasher hash.Hash
	size   int64
	done   chan struct{}

	mu     sync.Mutex // guards the sending to and closing of parts
	closed bool
}

// newTap starts the hashing goroutine; close or finish ends it.
func newTap(src io.Reader) *tap {
	t := &tap{
		src: src, hasher: sha256.New(), done: make(chan struct{}),
		parts: make(chan part, tapQueue), free: make(chan []byte, tapQueue),
	}
	go t.run()
	return t
}

// run hashes the parts in order.
func (t *tap) run() {
	defer close(t.done)
	for p := range t.parts {
		t.hasher.Write(p.data)
		t.size += int64(len(p.data))
		if p.hold != nil {
			p.hold.Done()
			continue
		}
		select {
		case t.free <- p.data[:0]:
		default:
		}
	}
}

// Read passes stored bytes on, hashing a copy of them.
func (t *tap) Read(p []byte) (int, error) {
	return t.readBlock(p, nil)
}

// readBlock reads into p and hashes p itself when hold is given.
func (t *tap) readBlock(p []byte, hold *sync.WaitGroup) (int, error) {
	n, err := t.src.Read(p)
	if n == 0 {
		return n, err
	}
	if hold != nil {
		hold.Add(1)
		t.send(part{p[:n], hold})
		return n, err
	}
	for rest := p[:n]; len(rest) > 0; {
		buf := t.buffer()
		take := min(len(rest), cap(buf))
		t.send(part{append(buf, rest[:take]...), nil})
		rest = rest[take:]
	}
	return n, err
}

// send hands a part to the hashing goroutine; after close it is dropped.
func (t *tap) send(p part) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.closed {
		t.parts <- p
		return
	}
	if p.hold != nil {
		p.hold.Done()
	}
}

// buffer gives an empty buffer for a copy.
func (t *tap) buffer() []byte {
	select {
	case buf := <-t.free:
		return buf
	default:
		return make([]byte, 0, tapBuffer)
	}
}

// close ends the hashing goroutine after what was handed to it.
func (t *tap) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.closed {
		t.closed = true
		close(t.parts)
	}
}

// finish waits for the hash of everything read.
func (t *tap) finish() sum {
	t.close()
	<-t.done
	return sum{known: true, hex: hex.EncodeToString(t.hasher.Sum(nil)), size: t.size}
}
