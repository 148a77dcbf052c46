package propose

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"

	"leadlint/scanner/finding"
)

// Write writes the audit file: what is sure as it counts, what is unsure and
// what is asked of the controller as comments, in French for the language "fr"
// and in English for every other.
func (p *Proposal) Write(w io.Writer, lang string) error {
	o := &writer{w: bufio.NewWriter(w), lang: lang}
	o.line("# %s", o.say("Proposed by leadlint init. Check it line by line, then run leadlint audit in this folder.",
		"Proposé par leadlint init. Vérifiez-le ligne par ligne, puis lancez leadlint audit dans ce dossier."))
	o.line("# %s", o.say("What is not given is unknown, never false. docs/audit-file.md lists every key.",
		"Ce qui n'est pas indiqué est inconnu, jamais faux. docs/audit-file.md donne la liste des clés."))
	o.line("version: 1")
	o.section("datasets", o.say("The contacts that are audited.", "Les contacts qui sont audités."), p.Entries, Dataset)
	o.section("registers", o.say("What the contacts, and the law, are held against. Where several tables hold\n# identifiers of one system, name it in each, as in ids: crm.",
		"Ce à quoi les contacts, et la loi, sont confrontés. Lorsque plusieurs tables contiennent\n# des identifiants d'un même système, nommez-le dans chacune, par exemple ids: crm."), p.Entries, Register)
	o.section("notices", o.say("What persons are told. Say of each where it is given (place), and direct: true where the data\n# come from the persons, false where they come from elsewhere.",
		"Ce qui est dit aux personnes. Indiquez pour chaque texte où il est donné (place) et, sous direct, true si\n# les données viennent des personnes, false si elles viennent d'ailleurs."), p.Entries, Notice)
	o.section("forms", o.say("The pages whose forms are read.", "Les pages dont les formulaires sont lus."), p.Entries, Form)
	o.section("code", o.say("The collection code: programs, schemas, settings and templates, read and never run.",
		"Le code de collecte : programmes, schémas, réglages et modèles, lus et jamais exécutés."), p.Entries, Code)
	o.unsure(p.Entries)
	o.missing(p.Missing)
	o.left(p.Entries)
	o.asked(p.Asked, p.rows)
	return o.w.Flush()
}

type writer struct {
	w    *bufio.Writer
	lang string
}

// say gives the sentence in the language of the file.
func (o *writer) say(en, fr string) string { return o.text(finding.Text{EN: en, FR: fr}) }

func (o *writer) text(t finding.Text) string { return t.In(o.lang) }

func (o *writer) percent(share float64) string {
	return fmt.Sprintf(o.say("%d%%", "%d %%"), int(share*100+0.5))
}

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
		o.line("  # %s", comment(fmt.Sprintf("%s: %s", o.percent(c.Score), o.text(c.Reason))))
		for _, n := range c.Notes {
			o.line("  # %s", comment(o.text(n)))
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
			o.line("\n# %s", o.say("Not sure: move the line that is right to its section, and take its comment sign away.",
				"Incertain : déplacez la bonne ligne dans sa section et ôtez-en le signe de commentaire."))
			first = false
		}
		o.line("#\n# %s: %s", comment(o.name(&e)), comment(o.text(e.Reason)))
		for i := range e.Choices {
			c := &e.Choices[i]
			section := "registers"
			if c.Relation == Contacts {
				section = "datasets"
			}
			o.line("# %s, %s: %s", section, o.percent(c.Score), comment(o.text(c.Reason)))
			for _, n := range c.Notes {
				o.line("# %s", comment(o.text(n)))
			}
			o.line("#  - %s", e.item(c))
		}
	}
}

// name names the table of an entry in words.
func (o *writer) name(e *Entry) string {
	if e.Table == "" {
		return e.Path
	}
	return e.Path + o.say(", table ", ", table ") + e.Table
}

func (o *writer) missing(list []Missing) {
	if len(list) == 0 {
		return
	}
	o.line("\n# %s", o.say("No file was taken for these registers, and rules wait for them. List them under",
		"Aucun fichier n'a été pris pour ces registres, et des règles les attendent. Indiquez-les sous"))
	o.line(o.say("# registers, or say that you do not keep them, as in absent: [%s].",
		"# registers, ou dites que vous n'en tenez pas, par exemple absent: [%s]."), list[0].Relation)
	for _, m := range list {
		o.line("#   %s: %s %s", m.Relation, comment(o.text(m.Meaning)), o.waiting(m.Rules))
	}
}

// waiting counts the rules that wait, and names them.
func (o *writer) waiting(ids []string) string {
	if len(ids) == 1 {
		return o.say("1 rule: ", "1 règle : ") + ids[0]
	}
	return fmt.Sprintf(o.say("%d rules: %s", "%d règles : %s"), len(ids), strings.Join(ids, ", "))
}

func (o *writer) asked(list []Asked, rows []rowHint) {
	o.line("\n%s", o.say("# What the rules ask of the controller. Take the comment sign from a section and from the keys\n# that you know, and fill them in.",
		"# Ce que les règles demandent au responsable du traitement. Ôtez le signe de commentaire d'une section et\n# des clés que vous connaissez, et complétez-les."))
	o.line("# controller:")
	o.key("  ", Asked{Name: "name", Values: aText(), Meaning: finding.Text{EN: "Who is audited.", FR: "Qui est audité."}})
	o.key("  ", Asked{Name: "country", Values: aCountry(), Meaning: finding.Text{EN: "Where the controller is established.", FR: "Où le responsable du traitement est établi."}})
	o.key("  ", Asked{Name: "turnover", Values: aNumber(), Meaning: finding.Text{
		EN: "Worldwide annual turnover in euros, for the order of magnitude of fines.",
		FR: "Chiffre d'affaires annuel mondial en euros, pour l'ordre de grandeur des amendes."}})
	section := "controller"
	for _, a := range list {
		if a.Section != section {
			section = a.Section
			o.line("#\n# %s:", section)
		}
		o.key("  ", a)
	}
	for _, r := range rows {
		o.line("#\n# %s:   # %s", r.section, o.say("one item for each", "un élément pour chacun"))
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
	o.line("# %s%s:   # %s. %s%s", indent, a.Name, comment(o.text(a.Values)), comment(o.text(a.Meaning)), rules)
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
			o.line("\n# %s", o.say("Left out:", "Écartés :"))
		}
		if n++; n <= ListedLeftOut {
			o.line("#   %s: %s", comment(o.name(&e)), comment(o.text(e.Reason)))
		}
	}
	if n > ListedLeftOut {
		o.line(o.say("#   and %d more", "#   et %d autres"), n-ListedLeftOut)
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
