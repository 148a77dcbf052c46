package recognise

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"
)

// WriteMapping writes the mapping file of one or more tables of a dataset, for
// the user to edit: every column with its field, how sure that is and why, and
// the values of governance columns with their meanings. It is the one output
// that shows values of governance columns as they are.
func WriteMapping(w io.Writer, tables ...*Mapping) error {
	out := &mapWriter{w: bufio.NewWriter(w), contact: facts.NewSchema().Relation("contact"), fields: map[string]Field{}}
	for _, f := range Canonical() {
		out.fields[f.Name] = f
	}
	out.line(0, "# How leadlint reads this dataset. Edit it, then pass it to the scan.")
	out.line(0, "# A column is given a field, or ignored with a reason: {ignore: true, reason: \"…\"}.")
	out.line(0, "# An entry without a field leaves the column to leadlint.")
	out.line(0, "version: 1")
	if len(tables) == 1 && tables[0].Table == "" {
		out.table(0, tables[0])
	} else if len(tables) > 0 {
		out.line(0, "tables:")
		for _, m := range tables {
			out.line(1, "%s:", quote(m.Table))
			out.table(2, m)
		}
	}
	return out.w.Flush()
}

type mapWriter struct {
	w       *bufio.Writer
	contact *facts.Relation
	fields  map[string]Field
}

// line writes one line; errors come out at Flush.
func (o *mapWriter) line(indent int, format string, args ...any) {
	_, _ = o.w.WriteString(strings.Repeat("  ", indent))
	_, _ = fmt.Fprintf(o.w, format, args...)
	_ = o.w.WriteByte('\n')
}

func (o *mapWriter) table(indent int, m *Mapping) {
	o.source(indent, m)
	o.line(indent, "columns:")
	first := map[string]int{}
	for i := range m.Columns {
		c := &m.Columns[i]
		if at, twice := first[c.Header]; twice {
			o.line(indent+1, "# column %d has the same header as column %d; the entry above is for both", i+1, at)
			continue
		}
		first[c.Header] = i + 1
		o.column(indent+1, c)
	}
	if len(m.Columns) == 0 {
		o.line(indent+1, "{}")
	}
}

// source writes what is declared of the whole file, and the rest as hints.
func (o *mapWriter) source(indent int, m *Mapping) {
	d := &m.Declared
	if m.Reason != "" {
		holds := "holds no persons"
		if m.Person {
			holds = "holds persons"
		}
		o.line(indent, "# %s: %s", holds, comment(m.Reason))
	}
	o.line(indent, "source:")
	o.line(indent+1, "# What you know of the whole file: collected_at: YYYY-MM-DD, origin: \"…\", source_type, lawful_basis,")
	o.line(indent+1, "# controller_country: FR, notice: {sent_at: YYYY-MM-DD or never, languages: [fr]}")
	pair := func(key, value string) {
		if value != "" {
			o.line(indent+1, "%s: %s", key, quote(value))
		}
	}
	if m.Preset != "" {
		o.line(indent+1, "preset: %s  # %s", m.Preset, comment(m.PresetEvidence))
	}
	pair("controller_country", d.ControllerCountry)
	pair("collected_at", d.CollectedAt)
	pair("origin", d.Origin)
	pair("source_type", d.SourceType)
	pair("lawful_basis", d.LegalBasis)
	if d.NoticeSentAt == "" && d.NoticeLanguages == nil {
		return
	}
	o.line(indent+1, "notice:")
	if d.NoticeSentAt != "" {
		o.line(indent+2, "sent_at: %s", quote(d.NoticeSentAt))
	}
	if d.NoticeLanguages != nil {
		o.line(indent+2, "languages: [%s]", strings.Join(d.NoticeLanguages, ", "))
	}
}

func (o *mapWriter) column(indent int, c *Column) {
	key := quote(c.Header)
	why := comment(strings.Join(c.Trace, "; "))
	switch {
	case c.State == Ignored && c.Field == "":
		o.line(indent, "%s: {ignore: true, reason: %s}", key, quote(reason(c)))
	case c.Field == "":
		o.line(indent, "%s: {}  # not understood: %s", key, why)
	case len(c.Distinct)+len(c.Meanings) > 0 && meanings(o.fields[c.Field], o.contact) != nil:
		o.line(indent, "%s:  # %.2f %s: %s", key, c.Confidence, c.State, why)
		o.line(indent+1, "field: %s", c.Field)
		o.values(indent+1, c)
	default:
		format := ""
		if name := formatName(c.Dates); name != "" && o.fields[c.Field].Type == "date" {
			format = ", format: " + quote(name)
		}
		o.line(indent, "%s: {field: %s%s}  # %.2f %s: %s", key, c.Field, format, c.Confidence, c.State, why)
	}
}

func reason(c *Column) string {
	for _, t := range c.Trace {
		if r, ok := strings.CutPrefix(t, "ignored: "); ok {
			return r
		}
	}
	return "ignored"
}

// values writes the distinct values of a column with their meanings, and the
// user's own meanings of values that were not met.
func (o *mapWriter) values(indent int, c *Column) {
	known := strings.Join(meanings(o.fields[c.Field], o.contact), ", ")
	rest := maps.Clone(c.Meanings)
	written := map[string]bool{}
	blank := false
	o.line(indent, "values:  # %s", known)
	for _, d := range c.Distinct {
		key := quote(d.Raw)
		if written[key] {
			continue
		}
		written[key] = true
		delete(rest, values.Fold(d.Raw))
		switch {
		case d.Raw == "" && c.Meanings[""] == "":
			blank = true
			o.line(indent+1, "# empty in %d sampled rows: unknown", d.Count)
		case d.Understood:
			o.line(indent+1, "%s: %s  # %d", key, quote(d.Meaning), d.Count)
		default:
			o.line(indent+1, "%s: \"\"  # %d; not understood: say what it means", key, d.Count)
		}
	}
	for _, word := range slices.Sorted(maps.Keys(rest)) {
		if key := quote(word); !written[key] {
			written[key] = true
			o.line(indent+1, "%s: %s", key, quote(rest[word]))
		}
	}
	if len(written) == 0 || blank && len(written) == 1 {
		o.line(indent+1, "{}")
	}
}

// comment makes a text safe to stand in a comment.
func comment(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)
}

// quote writes a double-quoted YAML scalar.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsPrint(r) && r != '\ufeff':
			b.WriteRune(r)
		case r <= 0xffff:
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			fmt.Fprintf(&b, "\\U%08x", r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
