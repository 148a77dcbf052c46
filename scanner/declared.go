package scanner

import (
	"strings"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/dataset/values"
)

// declaring collects declared facts about the rows of a table.
type declaring struct {
	schema *facts.Schema
	rel    *facts.Relation
	list   []bind.Declared
}

// add keeps a fact; the first one stated for a field holds.
func (d *declaring) add(f bind.Declared) {
	for _, e := range d.list {
		if e.Field == f.Field {
			return
		}
	}
	d.list = append(d.list, f)
}

func (d *declaring) enum(field, value, where string) {
	if value == "" {
		return
	}
	if c := d.rel.Field(field).Code(value); c != 0 {
		d.add(bind.Declared{Field: field, Code: c, Shown: value, Where: where})
	}
}

func (d *declaring) bool(field string, b *bool, where string) {
	switch {
	case b == nil:
	case *b:
		d.add(bind.Declared{Field: field, Code: facts.TrueCode, Shown: "true", Where: where})
	default:
		d.add(bind.Declared{Field: field, Code: facts.FalseCode, Shown: "false", Where: where})
	}
}

func (d *declaring) set(field string, members []string, where string) {
	if members == nil {
		return
	}
	if bits, ok := d.rel.Field(field).Bits(members...); ok {
		d.add(bind.Declared{Field: field, Set: bits, Shown: strings.Join(members, " "), Where: where})
	}
}

func (d *declaring) date(field, date, where string) {
	if date == "" {
		return
	}
	if day, err := calendar.Parse(date); err == nil {
		d.add(bind.Declared{Field: field, Day: day, Shown: date, Where: where})
	}
}

func (d *declaring) never(field, where string) {
	d.add(bind.Declared{Field: field, Day: facts.UnknownDay, Empty: true, Shown: "never", Where: where})
}

// declaredContact gathers what the mapping file and the audit file state for
// every record of a table; the mapping file, being nearer, comes first.
func (a *audit) declaredContact(m *recognise.Mapping) []bind.Declared {
	d := &declaring{schema: a.schema, rel: a.schema.Relation("contact")}
	d.fromMapping(&m.Declared)
	if m.Preset == "linkedin_connections" {
		// The file is itself the source: a member's download of his connections.
		d.enum("source_type", "connections_export", "preset "+m.Preset)
	}
	if languages := a.noticeLanguages(); languages != nil {
		d.set("notice_languages", readAs(languages), a.noticeNames())
	}
	if a.file != nil {
		d.fromFile(a.file)
	}
	return d.list
}

func (d *declaring) fromMapping(m *recognise.Declared) {
	d.date("collected_at", m.CollectedAt, m.Where)
	d.enum("source_type", m.SourceType, m.Where)
	if m.Origin != "" {
		d.add(bind.Declared{Field: "source", Shown: "stated", Where: m.Where})
		reader := values.NewSourceReader(d.schema)
		if q := reader.Quality([]byte(m.Origin)); q != 0 {
			quality := d.rel.Field("source_quality")
			d.add(bind.Declared{Field: "source_quality", Code: q, Shown: quality.Values[q-1], Where: m.Where})
		}
		if t := reader.Type([]byte(m.Origin)); t != 0 {
			d.enum("source_type", d.rel.Field("source_type").Values[t-1], m.Where)
		}
	}
	d.enum("legal_basis", m.LegalBasis, m.Where)
	if m.NoticeSentAt == "never" {
		d.never("notified_at", m.Where)
	} else {
		d.date("notified_at", m.NoticeSentAt, m.Where)
	}
	d.set("notice_languages", m.NoticeLanguages, m.Where)
}

func (d *declaring) fromFile(f *auditfile.File) {
	p, n := &f.Processing, &f.Notice
	switch p.Audience {
	case "consumer", "professional":
		d.enum("recipient", string(p.Audience), p.Pos.Key("audience").Where())
	}
	d.enum("legal_basis", string(p.LegalBasis), p.Pos.Key("legal_basis").Where())
	d.bool("compatibility_assessed", p.CompatibilityAssessed, p.Pos.Key("compatibility_assessed").Where())
	switch {
	case n.SentAt.Never:
		d.never("notified_at", n.Pos.Key("sent_at").Where())
	case n.SentAt.Date != "":
		d.date("notified_at", string(n.SentAt.Date), n.Pos.Key("sent_at").Where())
	case n.Delivery == "none" || n.Delivery == "website_only":
		d.never("notified_at", n.Pos.Key("delivery").Where())
	}
	d.set("notice_languages", names(n.Languages), n.Pos.Key("languages").Where())
}

func names[T ~string](list []T) []string {
	if list == nil {
		return nil
	}
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}
