package engine

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
)

// WriteTo writes the table as a file that OpenTable opens, on this machine or on one
// of the same byte order; it implements io.WriterTo. Of a table on disk, no more than
// a part at a time is in memory, and its temporary files take twice the room while it
// is written.
func (t *Table) WriteTo(w io.Writer) (int64, error) {
	var list []section
	head, err := t.head(), error(nil)
	if t.parts == nil {
		list = t.memorySections()
		head.Stored = int64(t.n)
		head.Digest, err = t.Digest()
	} else {
		s, made := t.fileSections()
		if s != nil {
			defer s.remove()
			list, head.Stored, head.Digest = s.sections(), s.rows, t.sum(&s.digest)
		}
		err = made
	}
	if err != nil {
		return 0, err
	}
	head.Sections = headsOf(list)
	n, err := writeMapped(w, tableMagic, &head, list)
	if err != nil {
		return n, fmt.Errorf("join %s: write the table: %w", t.layout.need.ID(), err)
	}
	return n, nil
}

// memorySections gives the sections of a table in memory.
func (t *Table) memorySections() []section {
	list := []section{
		sectionOf(func(w io.Writer) error { return writeEntries(w, t.index.entries, 0) }),
		memorySection(bytesOf(t.index.starts)),
	}
	for i, c := range t.layout.cells {
		v := t.cols[i]
		if c.keys && v.KeyAt == nil {
			v.KeyAt = []uint32{0} // of no rows
		}
		for _, b := range c.sectionsOf(&v) {
			list = append(list, memorySection(b))
		}
	}
	return list
}

// entryBytes is the size of an entry in memory and in a table file.
const entryBytes = 24

// writeEntries writes entries as they lie in memory, with the numbers of their rows
// from base on.
func writeEntries(w io.Writer, list []entry, base int64) error {
	ne, buffer := binary.NativeEndian, make([]byte, 0, 1024*entryBytes)
	for chunk := range slices.Chunk(list, 1024) {
		buffer = buffer[:0]
		for _, e := range chunk {
			buffer = ne.AppendUint64(ne.AppendUint64(buffer, e.hash[0]), e.hash[1])
			buffer = append(ne.AppendUint32(buffer, e.row+uint32(base)), e.kinds, e.flags, 0, 0)
		}
		if _, err := w.Write(buffer); err != nil {
			return err
		}
	}
	return nil
}

// fileSections gathers the sections of a table on disk, each in a temporary file.
func (t *Table) fileSections() (*sectionFiles, error) {
	s := &sectionFiles{layout: t.layout}
	if err := s.make(t.parts.dir); err != nil {
		return s, err
	}
	return s, errors.Join(t.units(s.add), s.end())
}

// add appends the sections of a unit.
func (s *sectionFiles) add(u unit) error {
	if s.rows+int64(u.n) > math.MaxUint32 || s.entries+int64(len(u.index.entries)) > math.MaxUint32 {
		return s.layout.tooMany()
	}
	s.layout.digest(&s.digest, &u)
	s.at = 0
	if err := writeEntries(s.next(), u.index.entries, s.rows); err != nil {
		return err
	}
	if err := s.next().numbers(u.index.starts[:len(u.index.starts)-1], s.entries); err != nil {
		return err
	}
	for i, c := range s.layout.cells {
		if err := s.column(c, &u.cols[i], u.n); err != nil {
			return err
		}
	}
	s.rows += int64(u.n)
	s.entries += int64(len(u.index.entries))
	return nil
}
