package propose

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"
)

// Write writes the audit file: what is sure as it counts, what is unsure and
// what is asked of the controller as comments.
func (p *Proposal) Write(w io.Writer) error {
	o := &writer{w: bufio.NewWriter(w)}
	o.line("# Proposed by leadlint init. Check it line by line, then run leadlint audit in this folder.")
	o.line("# What is not given is unknown, never false. docs/audit-file.md lists every key.")
	o.line("version: 1")
	o.section("datasets", "The contacts that are audited.", p.Entries, Dataset)
	o.section("registers", "What the contacts, and the law, are held against. Where several tables hold\n# identifiers of one system, name it in each, as in ids: crm.", p.Entries, Register)
	o.section("notices", "What persons are told. Say of each where it is given (place), and direct: true where the data\n# come from the persons, false where they come from elsewhere.", p.Entries, Notice)
	o.section("forms", "The pages whose forms are read.", p.Entries, Form)
	o.section("code", "The collection code: programs, schemas, settings and templates, read and never run.", p.Entries, Code)
	o.unsure(p.Entries)
	o.missing(p.Missing)
	o.left(p.Entries)
	o.asked(p.Asked, p.rows)
	return o.w.Flush()
}

type writer struct{ w *bufio.Writer }

// line writes one line; errors come out at Flush.
func (o *writer) line(format string, args ...any) {
	_, _ = fmt.Fprintf(o.w, format, args...)
	_ = o.w.WriteByte('\n')
}

func (o *writer) section(key, meaning string, entries []Entry, kind Kind) {
	var list []Entry
	for _, e := range entries {
		if e.Kind == kind {
			list = append(list, e)
		}
	}
	if len(list) == 0 {
		return
	}
	o.line("\n# %s\n%s:", meaning, key)
	for _, e := range list {
		c := &e.Choices[0]
		o.line("  # %s", comment(fmt.Sprintf("%s: %s", percent(c.Score), c.Reason)))
		for _, n := range c.Notes {
			o.line("  # %s", comment(n))
		}
		o.line("  - %s", e.item(c))
	}
}

// item writes an entry as a choice makes it.
func (e *Entry) item(c *Choice) string {
	if c.Relation == Contacts {
		if e.Table != "" {
			return fmt.Sprintf("{path: %s, table: %s}", quote(e.Path), quote(e.Table))
		}
		return fmt.Sprintf("{path: %s}", quote(e.Path))
	}
	if e.Kind == Notice || e.Kind == Form || e.Kind == Code {
		s := "{path: " + quote(e.Path)
		for _, f := range c.Facts {
			s += ", " + f.Field + ": " + f.Value
		}
		return s + "}"
	}
	s := fmt.Sprintf("{relation: %s, path: %s", c.Relation, quote(e.Path))
	if e.Table != "" {
		s += ", table: " + quote(e.Table)
	}
	if len(c.Facts) > 0 {
		var list []string
		for _, f := range c.Facts {
			list = append(list, f.Field+": "+f.Value)
		}
		s += ", facts: {" + strings.Join(list, ", ") + "}"
	}
	return s + "}"
}

func (o *writer) unsure(entries []Entry) {
	first := true
	for _, e := range entries {
		if e.Kind != Unsure {
			continue
		}
		if first {
			o.line("\n# Not sure: move the line that is right to its section, and take its comment sign away.")
			first = false
		}
		o.line("#\n# %s: %s", comment(name(&e)), comment(e.Reason))
		for i := range e.Choices {
			c := &e.Choices[i]
			section := "registers"
			if c.Relation == Contacts {
				section = "datasets"
			}
			o.line("# %s, %s: %s", section, percent(c.Score), comment(c.Reason))
			for _, n := range c.Notes {
				o.line("# %s", comment(n))
			}
			o.line("#  - %s", e.item(c))
		}
	}
}

// name names the table of an entry in words.
func name(e *Entry) string {
	if e.Table == "" {
		return e.Path
	}
	return e.Path + ", table " + e.Table
}

func (o *writer) missing(list []Missing) {
	if len(list) == 0 {
		return
	}
	o.line("\n# No file was taken for these registers, and rules wait for them. List them under")
	o.line("# registers, or say that you do not keep them, as in absent: [%s].", list[0].Relation)
	for _, m := range list {
		o.line("#   %s: %s %s", m.Relation, comment(m.Meaning), waiting(m.Rules))
	}
}

// waiting counts the rules that wait, and names them.
func waiting(ids []string) string {
	if len(ids) == 1 {
		return "1 rule: " + ids[0]
	}
	return fmt.Sprintf("%d rules: %s", len(ids), strings.Join(ids, ", "))
}

func (o *writer) asked(list []Asked, rows []rowHint) {
	o.line("\n# What the rules ask of the controller. Take the comment sign from a section and from the keys")
	o.line("# that you know, and fill them in.")
	o.line("# controller:")
	o.key("  ", Asked{Name: "name", Values: "a text", Meaning: "Who is audited."})
	o.key("  ", Asked{Name: "country", Values: "a country code (ISO 3166-1)", Meaning: "Where the controller is established."})
	o.key("  ", Asked{Name: "turnover", Values: "a number", Meaning: "Worldwide annual turnover in euros, for the order of magnitude of fines."})
	section := "controller"
	for _, a := range list {
		if a.Section != section {
			section = a.Section
			o.line("#\n# %s:", section)
		}
		o.key("  ", a)
	}
	for _, r := range rows {
		o.line("#\n# %s:   # one item for each", r.section)
		for i, a := range r.keys {
			indent := "    "
			if i == 0 {
				indent = "  - "
			}
			o.key(indent, a)
		}
	}
}

// key writes a key to be filled in.
func (o *writer) key(indent string, a Asked) {
	rules := ""
	if len(a.Rules) > 0 {
		rules = " (" + strings.Join(a.Rules, ", ") + ")"
	}
	o.line("# %s%s:   # %s. %s%s", indent, a.Name, comment(a.Values), comment(a.Meaning), rules)
}

// ListedLeftOut is the number of tables left out that are listed one by one.
const ListedLeftOut = 100

func (o *writer) left(entries []Entry) {
	n := 0
	for _, e := range entries {
		if e.Kind != LeftOut {
			continue
		}
		if n == 0 {
			o.line("\n# Left out:")
		}
		if n++; n <= ListedLeftOut {
			o.line("#   %s: %s", comment(name(&e)), comment(e.Reason))
		}
	}
	if n > ListedLeftOut {
		o.line("#   and %d more", n-ListedLeftOut)
	}
}

var (
	plain    = regexp.MustCompile(`^[\p{L}_./][\p{L}\p{N}_./ -]*$`)
	reserved = regexp.MustCompile(`^(?i:true|false|null|yes|no|on|off|y|n|\.inf|\.nan)$`)
)

// quote writes a scalar so that it is read as the same text.
func quote(s string) string {
	if plain.MatchString(s) && !reserved.MatchString(s) && !strings.HasSuffix(s, " ") && !strings.Contains(s, "  ") {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"', r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r == ' ', unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// comment makes a text fit for one line of a comment.
func comment(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\r', r == '\u2028', r == '\u2029', r == '\u0085':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
