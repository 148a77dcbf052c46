// Package suppress keeps lists of persons who may not be prospected: keyed hashes of who
// objected, withdrew or was erased, against which every import is held. A list holds no
// address, and nothing can be told from it without the secret it was made with.
package suppress

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
)

// Magic is the first line of a list. The number is raised when the form changes.
const Magic = "leadlint suppression list 1"

// magicStem is what lists of every form begin with.
const magicStem = "leadlint suppression list "

// Entry is one person on a list, for one reason.
type Entry struct {
	// Kind and Channel are values of the relation suppression.
	Kind, Channel string
	// Since is the day of the objection, UnknownDay when it is not recorded.
	Since int32
	// Keys are the sealed hashes of the person's identities, at least one.
	Keys []facts.Hash
}

// Head is what a list says of itself.
type Head struct {
	// Check tells whether the list is read with the secret that it was made with.
	Check string
	// Made is the day of the audit that it comes from.
	Made string
}

// ErrKey is the error of reading a list with another secret than it was made with.
var ErrKey = errors.New("the list was made under another LEADLINT_KEY: give that key, or have the list made anew")

// Is says whether a file that begins with these bytes is a list of this package.
func Is(head []byte) bool { return strings.HasPrefix(string(head), magicStem) }

// Write writes a list: three lines on itself, an entry a line in the order of their
// hashes, which is none of the input's, and a last line with their number.
func Write(w io.Writer, head Head, entries []Entry) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s\nkey %s\nmade %s\n", Magic, head.Check, head.Made)
	lines := make([]string, len(entries))
	for i, e := range entries {
		var keys []string
		for _, k := range e.Keys {
			keys = append(keys, text(k))
		}
		slices.Sort(keys)
		since := ""
		if e.Since != facts.UnknownDay {
			since = calendar.Format(e.Since)
		}
		lines[i] = strings.Join(keys, " ") + "\t" + e.Kind + "\t" + e.Channel + "\t" + since + "\n"
	}
	slices.Sort(lines)
	for _, l := range lines {
		b.WriteString(l)
	}
	fmt.Fprintf(b, "end %d\n", len(lines))
	return b.Flush()
}

// text writes a hash.
func text(h facts.Hash) string {
	var raw [16]byte
	binary.BigEndian.PutUint64(raw[:], h[0])
	binary.BigEndian.PutUint64(raw[8:], h[1])
	return hex.EncodeToString(raw[:])
}

// Read reads a list that was made with the secret of check; ErrKey tells that it was not.
// A list that is cut short, or of a later form, is refused.
func Read(r io.Reader, schema *facts.Schema, check string) (Head, []Entry, error) {
	p := &reader{lines: bufio.NewScanner(r), rel: schema.Relation("suppression")}
	p.lines.Buffer(nil, 1<<20)
	head, err := p.head()
	if err != nil {
		return head, nil, err
	}
	if head.Check != check {
		return head, nil, ErrKey
	}
	entries, err := p.entries()
	return head, entries, err
}

// reader reads a list line by line.
type reader struct {
	lines *bufio.Scanner
	rel   *facts.Relation
	at    int
}

// line gives the next line; an error at the end.
func (p *reader) line() (string, error) {
	if !p.lines.Scan() {
		if err := p.lines.Err(); err != nil {
			return "", err
		}
		return "", fmt.Errorf("line %d: the list ends before its line \"end\": it was cut short, have it made anew", p.at+1)
	}
	p.at++
	return strings.TrimSuffix(p.lines.Text(), "\r"), nil
}

func (p *reader) head() (Head, error) {
	var h Head
	first, err := p.line()
	if err != nil {
		return h, err
	}
	if first != Magic {
		return h, fmt.Errorf("line 1: expected %q: a list of another form is read by another version of leadlint", Magic)
	}
	for _, f := range []struct {
		word string
		to   *string
	}{{"key ", &h.Check}, {"made ", &h.Made}} {
		line, err := p.line()
		if err != nil {
			return h, err
		}
		rest, found := strings.CutPrefix(line, f.word)
		if !found {
			return h, fmt.Errorf("line %d: expected a line that begins with %q", p.at, f.word)
		}
		*f.to = rest
	}
	return h, nil
}

func (p *reader) entries() ([]Entry, error) {
	var out []Entry
	for {
		line, err := p.line()
		if err != nil {
			return nil, err
		}
		if rest, found := strings.CutPrefix(line, "end "); found {
			if n, err := strconv.Atoi(rest); err != nil || n != len(out) {
				return nil, fmt.Errorf("line %d: the list says %q and has %d entries: have it made anew", p.at, line, len(out))
			}
			return out, nil
		}
		e, err := p.entry(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", p.at, err)
		}
		out = append(out, e)
	}
}

func (p *reader) entry(line string) (Entry, error) {
	parts := strings.Split(line, "\t")
	if len(parts) != 4 {
		return Entry{}, fmt.Errorf("expected hashes, kind, channel and day apart by tabs, got %d parts", len(parts))
	}
	e := Entry{Kind: parts[1], Channel: parts[2], Since: facts.UnknownDay}
	for _, f := range []struct{ name, value string }{{"kind", e.Kind}, {"channel", e.Channel}} {
		if field := p.rel.Field(f.name); field.Code(f.value) == 0 {
			return e, fmt.Errorf("%s %q: expected one of %s", f.name, f.value, strings.Join(field.Values, ", "))
		}
	}
	if parts[3] != "" {
		day, err := calendar.Parse(parts[3])
		if err != nil {
			return e, err
		}
		e.Since = day
	}
	for _, word := range strings.Fields(parts[0]) {
		key, err := parse(word)
		if err != nil {
			return e, err
		}
		e.Keys = append(e.Keys, key)
	}
	if len(e.Keys) == 0 {
		return e, errors.New("an entry without a hash")
	}
	return e, nil
}

// parse reads a hash.
func parse(word string) (facts.Hash, error) {
	raw, err := hex.DecodeString(word)
	if err != nil || len(raw) != 16 {
		return facts.Hash{}, errors.New("expected hashes of 32 hexadecimal digits")
	}
	h := facts.Hash{binary.BigEndian.Uint64(raw), binary.BigEndian.Uint64(raw[8:])}
	switch h.Kind() {
	case facts.KindEmail, facts.KindPhone, facts.KindProfile:
		if h.Sealed() {
			return h, nil
		}
	}
	return h, errors.New("a hash that is none of an address, number or profile")
}

// BatchRows is the number of entries in a batch.
const BatchRows = 4096

// Batches hands the entries on as rows of the relation suppression.
func Batches(schema *facts.Schema, entries []Entry, consume func(*facts.Batch) error) error {
	rel := schema.Relation("suppression")
	for part := range slices.Chunk(entries, BatchRows) {
		if err := consume(batch(rel, part)); err != nil {
			return err
		}
	}
	return nil
}

func batch(rel *facts.Relation, part []Entry) *facts.Batch {
	b := &facts.Batch{N: len(part), Cols: make([]facts.Vec, len(rel.Fields)), Key: make([]uint64, len(part))}
	for i := range b.Cols {
		b.Cols[i] = facts.Vec{Absent: true}
	}
	kind, channel, scope, form := make([]uint8, b.N), make([]uint8, b.N), make([]uint8, b.N), make([]uint8, b.N)
	days, none := make([]int32, b.N), make([]int32, b.N)
	person := facts.Vec{KeyAt: make([]uint32, 1, b.N+1)}
	for i, e := range part {
		kind[i], channel[i] = rel.Field("kind").Code(e.Kind), rel.Field("channel").Code(e.Channel)
		scope[i], form[i] = rel.Field("scope").Code("all_bases"), rel.Field("form").Code("fingerprint")
		days[i], none[i] = e.Since, facts.UnknownDay
		person.Keys = append(person.Keys, e.Keys...)
		person.KeyAt = append(person.KeyAt, uint32(len(person.Keys)))
		b.Key[i] = e.Keys[0][0]
	}
	b.Cols[rel.Index("person")] = person
	b.Cols[rel.Index("kind")] = facts.Vec{Codes: kind}
	b.Cols[rel.Index("channel")] = facts.Vec{Codes: channel}
	b.Cols[rel.Index("scope")] = facts.Vec{Codes: scope}
	b.Cols[rel.Index("form")] = facts.Vec{Codes: form}
	b.Cols[rel.Index("recorded_at")] = facts.Vec{Days: days}
	b.Cols[rel.Index("lifted_at")] = facts.Vec{Days: none}
	return b
}
