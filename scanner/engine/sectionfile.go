package engine

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"

	"leadlint/rules/facts"
)

// sectionFiles are the sections of a table while it is gathered a unit at a time.
type sectionFiles struct {
	layout *layout
	dir    string
	files  []*sectionFile
	at     int // the next of files
	// rows and entries are those added so far.
	rows, entries int64
	digest        multiset
}

// sectionFile is a section in a temporary file.
type sectionFile struct {
	file *os.File
	w    *bufio.Writer
	checksum
	// bits are the last n bits of a bitmap, not yet written.
	bits uint64
	n    uint
	// base is added to positions of identities.
	base int64
}

// make opens the files in a folder of their own.
func (s *sectionFiles) make(dir string) error {
	var err error
	if s.dir, err = spillFolder(dir); err != nil {
		return err
	}
	count := 2
	for _, c := range s.layout.cells {
		count += len(c.sectionSizes(0))
	}
	for i := range count {
		f, err := os.OpenFile(filepath.Join(s.dir, strconv.Itoa(i)), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return spillError(err)
		}
		s.files = append(s.files, &sectionFile{file: f, w: bufio.NewWriterSize(f, spillBuffer)})
	}
	return nil
}

// next gives the next of the files.
func (s *sectionFiles) next() *sectionFile {
	s.at++
	return s.files[s.at-1]
}

// column appends the values of so many rows to the sections of a column.
func (s *sectionFiles) column(c cell, v *facts.Vec, n int) error {
	var err error
	switch c.typ {
	case facts.Enum, facts.Bool, facts.Date, facts.Int, facts.Set:
		_, err = s.next().Write(c.sectionsOf(v)[0])
	default:
		err = s.next().addBits(v.Present, n)
	}
	if c.recorded {
		err = errors.Join(err, s.next().addBits(v.Unread, n))
	}
	if !c.keys {
		return err
	}
	at, keys := s.next(), s.next()
	if n == 0 || err != nil {
		return err
	}
	if at.base+int64(len(v.Keys)) > math.MaxUint32 {
		return s.layout.tooMany()
	}
	err = at.numbers(v.KeyAt[:n], at.base)
	at.base += int64(len(v.Keys))
	_, failed := keys.Write(bytesOf(v.Keys))
	return errors.Join(err, failed)
}

// end writes what only the whole shows, and what is gathered.
func (s *sectionFiles) end() error {
	if len(s.files) == 0 {
		return nil
	}
	err := s.files[1].numbers([]uint32{0}, s.entries)
	end := 2
	for _, c := range s.layout.cells {
		end += len(c.sectionSizes(0))
		if c.keys {
			at := s.files[end-2]
			err = errors.Join(err, at.numbers([]uint32{0}, at.base))
		}
	}
	for _, f := range s.files {
		if f.n > 0 {
			_, failed := f.Write(binary.NativeEndian.AppendUint64(nil, f.bits))
			err = errors.Join(err, failed)
		}
		if failed := f.w.Flush(); failed != nil {
			err = errors.Join(err, spillError(failed))
		}
	}
	return err
}

// sections gives what was gathered.
func (s *sectionFiles) sections() []section {
	var out []section
	for _, f := range s.files {
		out = append(out, section{f.sectionHead, func(w io.Writer) error {
			if _, err := f.file.Seek(0, io.SeekStart); err != nil {
				return spillError(err)
			}
			_, err := io.Copy(w, f.file)
			return err
		}})
	}
	return out
}

// remove closes and removes the files.
func (s *sectionFiles) remove() {
	for _, f := range s.files {
		// They are removed: nothing that closing could tell matters.
		_ = f.file.Close()
	}
	if s.dir != "" {
		_ = os.RemoveAll(s.dir)
	}
}

// Write implements io.Writer.
func (f *sectionFile) Write(b []byte) (int, error) {
	n, err := f.w.Write(b)
	if err != nil {
		return n, spillError(err)
	}
	return f.checksum.Write(b)
}

// numbers writes positions, counted from base on.
func (f *sectionFile) numbers(list []uint32, base int64) error {
	buffer := make([]byte, 0, 4096)
	for i, n := range list {
		buffer = binary.NativeEndian.AppendUint32(buffer, n+uint32(base))
		if len(buffer) == cap(buffer) || i == len(list)-1 {
			if _, err := f.Write(buffer); err != nil {
				return err
			}
			buffer = buffer[:0]
		}
	}
	return nil
}

// addBits appends the first n bits of a bitmap.
func (f *sectionFile) addBits(set []uint64, n int) error {
	var buffer []byte
	for i := range n {
		if facts.Has(set, i) {
			f.bits |= 1 << f.n
		}
		if f.n++; f.n == 64 {
			buffer = binary.NativeEndian.AppendUint64(buffer, f.bits)
			f.bits, f.n = 0, 0
		}
	}
	_, err := f.Write(buffer)
	return err
}
