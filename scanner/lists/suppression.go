package lists

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"io"
	"slices"
	"sync"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/suppress"
	"leadlint/scanner/take"
)

// Suppression gathers who objected, withdrew consent or was to be erased, as the lead
// files and the registers of objections have it, and writes them as a list of keyed
// hashes (package suppress) against which later imports are held.
type Suppression struct {
	head    suppress.Head
	file    io.Writer
	mu      sync.Mutex
	entries map[string]*suppress.Entry
	// nameless are entries of persons without an address, number or profile to be hashed.
	nameless int64
	objected, withdrawn, erased, registered,
	other int64
}

var (
	_ take.Taker     = (*Suppression)(nil)
	_ take.Registrar = (*Suppression)(nil)
)

// NewSuppression starts a list that is written to file at Close.
func NewSuppression(file io.Writer, head suppress.Head) *Suppression {
	return &Suppression{head: head, file: file, entries: map[string]*suppress.Entry{}}
}

// Made sets the day of the audit that the list comes from.
func (s *Suppression) Made(day string) { s.head.Made = day }

// Table starts the gathering from a table.
func (s *Suppression) Table(t *take.Table) (take.Sink, error) { return newWantedSheet(t, s), nil }

// Counts gives the rows by why they are listed, then the entries of the list.
func (s *Suppression) Counts() []Count {
	return []Count{
		{State: "objected", Rows: s.objected, Sure: true}, {State: "withdrew", Rows: s.withdrawn, Sure: true},
		{State: "asked for erasure or were entered as erased", Rows: s.erased, Sure: true},
		{State: "entries of registers", Rows: s.registered, Sure: true}, {State: "lines in the list", Rows: int64(len(s.entries)), Sure: true},
	}
}

// Other is the number of rows of persons who did none of this.
func (s *Suppression) Other() int64 { return s.other }

// Nameless is the number of reasons that could not be listed: the row or entry has no
// address, number or profile that can be hashed, or only a fingerprint of one.
func (s *Suppression) Nameless() int64 { return s.nameless }

// Guarded is 0: the list holds nothing that a spreadsheet would run.
func (s *Suppression) Guarded() int64 { return 0 }

// Close writes the list.
func (s *Suppression) Close() error {
	list := make([]suppress.Entry, 0, len(s.entries))
	for _, e := range s.entries {
		list = append(list, *e)
	}
	return suppress.Write(s.file, s.head, list)
}

// add lists a person; of several days of one reason the first counts.
func (s *Suppression) add(keys []facts.Hash, kind, channel string, since int32) {
	sealed := make([]facts.Hash, 0, len(keys))
	for _, k := range keys {
		if k.Sealed() {
			sealed = append(sealed, k)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(sealed) == 0 {
		s.nameless++
		return
	}
	slices.SortFunc(sealed, func(a, b facts.Hash) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	var id bytes.Buffer
	id.WriteString(kind + " " + channel + " ")
	for _, k := range sealed {
		id.Write(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, k[0]), k[1]))
	}
	e := s.entries[id.String()]
	if e == nil {
		s.entries[id.String()] = &suppress.Entry{Kind: kind, Channel: channel, Since: since, Keys: sealed}
		return
	}
	if e.Since == facts.UnknownDay || since != facts.UnknownDay && since < e.Since {
		e.Since = since
	}
}

// Register lists the entries of registers of objections that are in force for every base.
func (s *Suppression) Register(rel *facts.Relation, b *facts.Batch) error {
	if rel.Name != "suppression" {
		return nil
	}
	code := func(name string, row int) string {
		f, v := rel.Field(name), &b.Cols[rel.Index(name)]
		if v.Absent || v.Codes[row] == facts.UnknownCode {
			return ""
		}
		return f.Values[v.Codes[row]-1]
	}
	day := func(name string, row int) int32 {
		v := &b.Cols[rel.Index(name)]
		if v.Absent {
			return facts.UnknownDay
		}
		return v.Days[row]
	}
	person := &b.Cols[rel.Index("person")]
	for row := range b.N {
		if day("lifted_at", row) != facts.UnknownDay || code("scope", row) == "one_base" || code("kind", row) == "complaint" {
			continue
		}
		s.add(person.RowKeys(row), cmp.Or(code("kind", row), "objection"), cmp.Or(code("channel", row), "all"), day("recorded_at", row))
		s.mu.Lock()
		s.registered++
		s.mu.Unlock()
	}
	return nil
}

// wantedSheet gathers from one table of persons.
type wantedSheet struct {
	t *take.Table
	s *Suppression
	// since is the day of the objection, person who the row is about.
	since, person, erasure int
	// erased are the rules that a person was erased or asked for it, asked those on any
	// request.
	erased, asked []int
	channels      []wantedChannel
}

// wantedChannel are the fields on one channel.
type wantedChannel struct {
	name            string
	optOut, consent int
}

func newWantedSheet(t *take.Table, s *Suppression) *wantedSheet {
	w := &wantedSheet{t: t, s: s, since: field(t, "opt_out_at"), person: field(t, "person"), erasure: field(t, "erasure_requested")}
	for _, id := range []string{"RTS-05", "RTS-05-REQUEST", "RTS-04-PRESENT"} {
		if i := ruleIndex(t, id); i >= 0 {
			w.erased = append(w.erased, i)
		}
	}
	if i := ruleIndex(t, "RTS-04-ASKED"); i >= 0 {
		w.asked = append(w.asked, i)
	}
	for _, c := range []string{"email", "phone", "sms"} {
		w.channels = append(w.channels, wantedChannel{c, field(t, "opt_out_"+c), field(t, "consent_"+c)})
	}
	return w
}

// Needs asks for the identities.
func (w *wantedSheet) Needs() take.Needs { return take.Needs{Keys: true} }

// Rows gathers.
func (w *wantedSheet) Rows(b *take.Batch) error {
	for i := range b.Rows {
		w.row(entry{b, i})
	}
	return nil
}

// Skipped leaves out what could not be read.
func (w *wantedSheet) Skipped(dataset.Place, []byte) error { return nil }

// End does nothing: the list is written when every table is read.
func (w *wantedSheet) End(dataset.Stats, bool) error { return nil }

// wantedReason is one reason why a person may not be prospected.
type wantedReason struct {
	kind, channel string
	since         int32
}

// reasons gives those of a row.
func (w *wantedSheet) reasons(e entry) []wantedReason {
	since := facts.UnknownDay
	if v := &e.b.Facts.Cols[w.since]; !v.Absent {
		since = v.Days[e.row]
	}
	objected, withdrawn := w.chosen(e)
	erased := enum(w.t, e, w.erasure) == "true" || slices.ContainsFunc(w.erased, e.breach)
	if !erased && slices.ContainsFunc(w.asked, e.breach) {
		objected = []string{"all"} // some request of the register: the strictest that is not erasure
	}
	var out []wantedReason
	if erased {
		out = append(out, wantedReason{"erasure", "all", facts.UnknownDay})
	}
	for _, c := range objected {
		out = append(out, wantedReason{"objection", c, since})
	}
	for _, c := range withdrawn {
		out = append(out, wantedReason{"withdrawal", c, facts.UnknownDay})
	}
	return out
}

func (w *wantedSheet) row(e entry) {
	reasons := w.reasons(e)
	for _, r := range reasons {
		w.s.add(e.b.Facts.Cols[w.person].RowKeys(e.row), r.kind, r.channel, r.since)
	}
	switch {
	case len(reasons) == 0:
		w.s.other++
	case reasons[0].kind == "erasure":
		w.s.erased++
	case reasons[0].kind == "objection":
		w.s.objected++
	default:
		w.s.withdrawn++
	}
}

// chosen gives the channels on which the person objected, and withdrew consent; all three
// are every channel. Consent that was refused is an objection.
func (w *wantedSheet) chosen(e entry) (objected, withdrawn []string) {
	for _, c := range w.channels {
		consent := enum(w.t, e, c.consent)
		if enum(w.t, e, c.optOut) == "true" || consent == "refused" {
			objected = append(objected, c.name)
		}
		if consent == "withdrawn" {
			withdrawn = append(withdrawn, c.name)
		}
	}
	if len(objected) == len(w.channels) {
		objected = []string{"all"}
	}
	if len(withdrawn) == len(w.channels) {
		withdrawn = []string{"all"}
	}
	return objected, withdrawn
}
