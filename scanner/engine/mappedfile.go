package engine

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"unsafe"
)

// A mapped file is a preamble, a head in JSON and sections. The preamble is eight
// letters that say what it is, a mark that shows the byte order, the length of the
// head and its checksum. Every section begins at a multiple of 8 bytes and is in the
// byte order and layout of the memory of the machine, so that it is used where it
// lies.

// orderMark is written in the byte order of the machine.
const orderMark uint64 = 0x0807060504030201

// preambleSize is the size of letters, order mark, length and checksum of the head.
const preambleSize = 32

// mostHead bounds the length of a head.
const mostHead = 64 << 20

// sectionHead gives the size in bytes, and the CRC-32C, of a section.
type sectionHead struct {
	Size int64  `json:"size"`
	Sum  uint32 `json:"sum"`
}

// section is what a section of a file is made of.
type section struct {
	sectionHead
	copy func(w io.Writer) error
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum measures what is written to it.
type checksum struct{ sectionHead }

// Write implements io.Writer.
func (c *checksum) Write(b []byte) (int, error) {
	c.Size += int64(len(b))
	c.Sum = crc32.Update(c.Sum, castagnoli, b)
	return len(b), nil
}

// sectionOf makes a section of what copy writes, the same every time.
func sectionOf(copy func(w io.Writer) error) section {
	var sum checksum
	// Nothing that is written to a checksum can fail.
	_ = copy(&sum)
	return section{sum.sectionHead, copy}
}

// memorySection makes a section of what lies in memory.
func memorySection(b []byte) section {
	return sectionOf(func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

func headsOf(list []section) []sectionHead {
	out := make([]sectionHead, len(list))
	for i := range list {
		out[i] = list[i].sectionHead
	}
	return out
}

// counter counts the bytes written.
type counter struct {
	w *bufio.Writer
	n int64
}

// Write implements io.Writer.
func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// align writes zeros up to the next multiple of 8.
func (c *counter) align() error {
	_, err := c.Write(make([]byte, aligned(c.n)-c.n))
	return err
}

// writeMapped writes a file of a head and sections.
func writeMapped(w io.Writer, magic string, head any, list []section) (int64, error) {
	text, err := json.Marshal(head)
	if err != nil {
		return 0, err
	}
	out := &counter{w: bufio.NewWriterSize(w, 256<<10)}
	preamble := binary.NativeEndian.AppendUint64([]byte(magic), orderMark)
	preamble = binary.LittleEndian.AppendUint64(preamble, uint64(len(text)))
	preamble = binary.LittleEndian.AppendUint64(preamble, uint64(crc32.Checksum(text, castagnoli)))
	if _, err := out.Write(append(preamble, text...)); err != nil {
		return out.n, err
	}
	for i := range list {
		if err := errors.Join(out.align(), list[i].copy(out)); err != nil {
			return out.n, err
		}
	}
	return out.n, errors.Join(out.align(), out.w.Flush())
}

// readMapped gives the head's text, and where the sections begin. What names the
// kind of file in errors.
func readMapped(data []byte, magic, what string) (head []byte, at int64, err error) {
	if len(data) < preambleSize || string(data[:8]) != magic {
		return nil, 0, fmt.Errorf("the file is no %s file", what)
	}
	if binary.NativeEndian.Uint64(data[8:]) != orderMark {
		return nil, 0, fmt.Errorf("the %s file is of a machine with another byte order: write it on this one", what)
	}
	size, sum := binary.LittleEndian.Uint64(data[16:]), binary.LittleEndian.Uint64(data[24:])
	if size > mostHead || int64(size) > int64(len(data)-preambleSize) {
		return nil, 0, damaged(what)
	}
	head = data[preambleSize : preambleSize+size]
	at, ok := skipPadding(data, preambleSize+int64(size))
	if !ok || uint64(crc32.Checksum(head, castagnoli)) != sum {
		return nil, 0, damaged(what)
	}
	return head, at, nil
}

func damaged(what string) error { return fmt.Errorf("the %s file is damaged: write it anew", what) }

// sliceSections gives the sections that begin at a place and run to the end, when
// they have the sizes that they should (-1: any).
func sliceSections(data []byte, at int64, heads []sectionHead, sizes []int64) ([][]byte, bool) {
	if len(sizes) != len(heads) {
		return nil, false
	}
	out := make([][]byte, len(sizes))
	for i, s := range heads {
		if s.Size < 0 || sizes[i] >= 0 && s.Size != sizes[i] || s.Size > int64(len(data))-at {
			return nil, false
		}
		out[i] = data[at : at+s.Size : at+s.Size]
		var ok bool
		if at, ok = skipPadding(data, at+s.Size); !ok {
			return nil, false
		}
	}
	return out, at == int64(len(data))
}

// skipPadding gives the next multiple of 8, up to which there must be zeros.
func skipPadding(data []byte, at int64) (int64, bool) {
	end := aligned(at)
	if end > int64(len(data)) {
		return 0, false
	}
	return end, !slices.ContainsFunc(data[at:end], func(b byte) bool { return b != 0 })
}

// unchanged says whether sections are as they were written.
func unchanged(sections [][]byte, heads []sectionHead) bool {
	for i, s := range sections {
		if crc32.Checksum(s, castagnoli) != heads[i].Sum {
			return false
		}
	}
	return true
}

// aligned gives the next multiple of 8.
func aligned(n int64) int64 { return (n + 7) &^ 7 }

// bytesOf gives the memory of values without pointers.
func bytesOf[T any](s []T) []byte {
	var one T
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(one)))
}

// viewOf gives the values that lie in aligned memory.
func viewOf[T any](b []byte) []T {
	var one T
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/int(unsafe.Sizeof(one)))
}
