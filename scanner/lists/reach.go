package lists

import (
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/take"
)

// reachable finds the address by which a person can be reached.
type reachable struct {
	t                      *take.Table
	email, post, phone     []int
	kind, status, employer int
}

func newReachable(t *take.Table) *reachable {
	return &reachable{t: t, email: bind.Feeders(t.Mapping, "email"), post: bind.Feeders(t.Mapping, "address"), phone: bind.Feeders(t.Mapping, "phone"),
		kind: field(t, "email_kind"), status: field(t, "email_status"), employer: field(t, "email_employer")}
}

func (r *reachable) columns() []int { return slices.Concat(r.email, r.post, r.phone) }

// enum gives the value of an Enum of a row, empty when unknown.
func enum(t *take.Table, e entry, index int) string {
	v := &e.b.Facts.Cols[index]
	if v.Absent || v.Codes[e.row] == facts.UnknownCode {
		return ""
	}
	f := &t.Relation.Fields[index]
	if f.Type == facts.Bool {
		return map[uint8]string{facts.TrueCode: "true", facts.FalseCode: "false"}[v.Codes[e.row]]
	}
	return f.Values[v.Codes[e.row]-1]
}

// dead says whether the e-mail address on the row is known not to reach the person.
func (r *reachable) dead(e entry) bool {
	switch enum(r.t, e, r.kind) {
	case "malformed", "disposable":
		return true
	}
	switch enum(r.t, e, r.status) {
	case "bounced", "invalid":
		return true
	}
	return enum(r.t, e, r.employer) == "previous"
}

// of gives the channel by which to tell the person, and the address: e-mail where there
// is one that works, else post, else telephone.
func (r *reachable) of(e entry, l *list) (channel string, address []byte) {
	if cell := first(e.cells(), r.email); len(cell) > 0 && !r.dead(e) {
		return l.pick("e-mail", "courriel"), cell
	}
	if cell := first(e.cells(), r.post); len(cell) > 0 {
		return l.pick("post", "courrier"), cell
	}
	if cell := first(e.cells(), r.phone); len(cell) > 0 {
		return l.pick("telephone", "téléphone"), cell
	}
	return l.pick("none", "aucun"), nil
}

// first gives the first filled cell of some columns.
func first(cells [][]byte, columns []int) []byte {
	for _, c := range columns {
		if cell := trimmed(cells, c); len(cell) > 0 {
			return cell
		}
	}
	return nil
}

// spoken finds the language to write to a person in.
type spoken struct {
	t                            *take.Table
	column                       []int
	languages, country, informed int
	declared                     *facts.Vec
}

func newSpoken(t *take.Table) *spoken {
	return &spoken{t: t, column: bind.Feeders(t.Mapping, "languages"), languages: field(t, "languages"), country: field(t, "country"),
		informed: field(t, "notice_languages"), declared: caseVec(t, facts.NewSchema().Relation("case"), "notice_languages")}
}

func (s *spoken) columns() []int { return s.column }

func (s *spoken) set(e entry, index int) uint64 {
	v := &e.b.Facts.Cols[index]
	if v.Absent {
		return 0
	}
	return v.Sets[e.row]
}

// notice gives the languages that the notice exists in, 0 where that is not known.
func (s *spoken) notice(e entry) uint64 {
	if !s.declared.Absent && s.declared.Sets[0] != 0 {
		return s.declared.Sets[0]
	}
	return s.set(e, s.informed)
}

func (s *spoken) members(set uint64) string {
	return strings.ReplaceAll(s.t.Relation.Fields[s.languages].Members(set|facts.SetKnown), "none", "")
}

// of gives the languages to write in, one of which will do: those of the person in which
// the notice exists, else those of the person.
func (s *spoken) of(e entry, _ *list) string {
	own := s.set(e, s.languages)
	if own == 0 {
		return ""
	}
	if both := own & s.notice(e) &^ facts.SetKnown; both != 0 {
		own = both
	}
	return s.members(own)
}

// by says how the languages were chosen.
func (s *spoken) by(e entry, l *list) string {
	own, notice := s.set(e, s.languages), s.notice(e)
	out := l.pick("language of the person not known", "langue de la personne inconnue")
	switch country := enum(s.t, e, s.country); {
	case own == 0:
	case len(first(e.cells(), s.column)) > 0 && !facts.Has(e.b.Facts.Cols[s.languages].Unread, e.row):
		out = l.pick("column ", "colonne ") + l.quoted(header(s.t.Mapping, s.column[0]))
	case country != "":
		out = l.pick("official language of ", "langue officielle du pays : ") + country
	}
	switch {
	case notice == 0:
		return out
	case own&notice&^facts.SetKnown != 0:
		return out + l.pick("; the notice exists in it", " ; la mention existe dans cette langue")
	}
	return out + l.pick("; the notice exists only in: ", " ; la mention n'existe que dans : ") + orNone(s.members(notice), l)
}

func orNone(s string, l *list) string {
	if s == "" {
		return l.pick("no language", "aucune langue")
	}
	return s
}
