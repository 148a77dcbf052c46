package engine

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"

	"leadlint/rules/facts"
)

// fingerprint tells tables apart that are not made alike: by what they keep of
// their relation, and how it is declared.
type fingerprint [16]byte

// String gives the fingerprint in hexadecimal digits.
func (f fingerprint) String() string { return hex.EncodeToString(f[:]) }

func (l *layout) fingerprint() fingerprint {
	h := sha256.New()
	fmt.Fprintf(h, "%q %d %t", l.need.ID(), l.rel.Fields[l.key].Type, l.state)
	if l.rel.State != nil {
		fmt.Fprintf(h, " %q", *l.rel.State)
	}
	for i, c := range l.cells {
		fmt.Fprintf(h, " %q %d %t %t %q", l.names[i], c.typ, c.recorded, c.keys, l.rel.Fields[l.fields[i]].Values)
	}
	return fingerprint(h.Sum(nil))
}

// Export gives what was added so far, to be sent and imported elsewhere: the same
// bytes for the same rows, whatever their order. The builder can go on.
func (t *TableBuilder) Export() (*JoinedRows, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err != nil {
		return nil, t.err
	}
	out := &joined{
		print: t.layout.fingerprint(), kinds: t.kinds, many: t.keyless.many, incomplete: t.incomplete,
		kept: t.stats.Kept, size: recordSize(entryHead, t.layout.cells),
	}
	for i := range t.keyless.rows.n {
		out.keyless = append(out.keyless, t.layout.text(nil, t.keyless.rows.cols, i))
	}
	slices.SortFunc(out.keyless, bytes.Compare)
	records, err := t.records()
	if err != nil {
		return nil, err
	}
	slices.SortFunc(records, bytes.Compare)
	out.count = int64(len(records))
	for _, rec := range records {
		out.records = appendRecord(out.records, rec, out.size)
	}
	return &JoinedRows{Rows: t.stats.Rows, Keyless: t.stats.Keyless, Data: out.encode()}, nil
}

// text appends the cells of a row.
func (l *layout) text(dst []byte, cols []facts.Vec, row int) []byte {
	for i, c := range l.cells {
		dst = c.encode(dst, &cols[i], row)
	}
	return dst
}

// record appends the record of an entry of the rows.
func (l *layout) record(dst []byte, cols []facts.Vec, e *entry) []byte {
	return l.text(append(appendHash(dst, e.hash), e.kinds, e.flags), cols, int(e.row))
}

// records gives those of the entries added so far.
func (t *TableBuilder) records() (out [][]byte, err error) {
	var arena []byte
	keep := func(rec []byte) { out = append(out, rec[:len(rec):len(rec)]) }
	for i := range t.rows.entries {
		from := len(arena)
		arena = t.layout.record(arena, t.rows.cols, &t.rows.entries[i])
		keep(arena[from:])
	}
	if t.parts == nil {
		return out, nil
	}
	return out, t.parts.root.leaves(func(at *part) error {
		if err := at.file.flush(); err != nil {
			return err
		}
		return at.file.each(func(r *record) error {
			keep(slices.Clone(r.rest))
			return nil
		})
	})
}

// importStep is the number of records that are imported at a time.
const importStep = 4096

// Import adds rows that Export gave of a builder for the same need, as if their
// batches had been added. It fails, and adds nothing, where they are of another need
// or schema or not what was written. Only does not concern them.
func (t *TableBuilder) Import(rows *JoinedRows) error {
	in, err := rows.open()
	if err == nil && !in.empty {
		err = t.layout.check(in)
	}
	if err != nil {
		return fmt.Errorf("join %s: %w", t.layout.need.ID(), err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err == nil && !in.empty {
		t.err = t.take(rows, in)
	}
	return t.err
}

func (t *TableBuilder) take(rows *JoinedRows, in *joined) error {
	t.stats.Rows += rows.Rows
	t.stats.Keyless += rows.Keyless
	t.stats.Kept += in.kept
	t.kinds |= in.kinds
	for _, text := range in.keyless {
		t.keyless.addText(t.layout, text)
	}
	if in.incomplete {
		t.becomeIncomplete()
	}
	if in.many {
		t.keyless.lose()
	}
	records := in.reader()
	for left := in.count; left > 0; {
		n := int(min(left, importStep))
		if len(t.rows.entries)+n > math.MaxUint32 {
			return t.layout.tooMany()
		}
		size := int64(0)
		for range n {
			rec := records.next()
			t.layout.load(t.rows, &record{rec})
			size += entrySize + t.layout.rowSize()
		}
		if err := t.settle(size); err != nil {
			return err
		}
		left -= int64(n)
	}
	return nil
}

// load adds a record as a row with its entry.
func (l *layout) load(out *rows, r *record) {
	out.entries = append(out.entries, entry{hash: r.hash(), row: uint32(out.n), kinds: r.byte(), flags: r.byte()})
	for i, c := range l.cells {
		c.decode(&out.cols[i], out.n, r)
	}
	out.n++
}

// check fails where the records are not such as the layout gives.
func (l *layout) check(in *joined) error {
	if in.print != l.fingerprint() || in.size != recordSize(entryHead, l.cells) {
		return fmt.Errorf("joined rows: they were written for other rules or by another version")
	}
	for _, text := range in.keyless {
		if !l.checkCells(text) {
			return errJoined
		}
	}
	records := in.reader()
	for range in.count {
		rec := &record{records.next()}
		h, kinds, flags := rec.hash(), rec.byte(), rec.byte()
		if kinds>>h.Kind()&1 == 0 || kinds&^in.kinds != 0 || flags&^leads != 0 || !l.checkCells(rec.rest) {
			return errJoined
		}
	}
	return nil
}

func (l *layout) checkCells(text []byte) bool {
	in := &cursor{rest: text}
	for i, c := range l.cells {
		if !c.check(in, &l.rel.Fields[l.fields[i]]) {
			return false
		}
	}
	return !in.failed && len(in.rest) == 0
}

// farthestDay bounds the days that a date may be before or after 1970: some
// thousands of years more than any reader gives.
const farthestDay = 10_000_000

// check passes over a value of the field and says whether it can be one.
func (c cell) check(in *cursor, f *facts.Field) bool {
	ok := true
	switch c.typ {
	case facts.Enum:
		ok = int(in.byte()) <= len(f.Values)
	case facts.Bool:
		ok = in.byte() <= facts.TrueCode
	case facts.Date:
		day := int32(in.uint32())
		ok = day == facts.UnknownDay || day > -farthestDay && day < farthestDay
	case facts.Int:
		in.uint64()
	case facts.Set:
		set := in.uint64()
		ok = set == 0 || set&facts.SetKnown != 0 && set&^facts.SetKnown < 1<<uint(len(f.Values))
	default:
		ok = in.byte() <= 1
	}
	if c.recorded {
		ok = ok && in.byte() <= 1
	}
	if c.keys {
		keys := int(in.uint32())
		in.bytes(keys * hashSize)
	}
	return ok
}
