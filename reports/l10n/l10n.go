// Package l10n words reports in their two languages: messages, numbers, shares,
// dates, periods, and the names of countries, languages and coded values.
package l10n

import (
	_ "embed"
	"fmt"
	"maps"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/finding"
)

// messages.tsv holds one message a line: key, English, French. French spacing
// before punctuation is added when the table is read.
//
//go:embed messages.tsv
var table string

// Printer words things in one language. It is not changed after New and may be
// used by several goroutines.
type Printer struct {
	lang     string
	messages map[string]string
	names    *names
}

// New gives the printer for lang: "fr" for French, English for every other value.
func New(lang string) *Printer {
	p := &Printer{lang: "en", messages: map[string]string{}}
	if lang == "fr" {
		p.lang = "fr"
	}
	p.names = newNames(p.lang)
	for line := range strings.Lines(table) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 3 {
			continue
		}
		p.messages[fields[0]] = fields[1]
		if p.lang == "fr" {
			p.messages[fields[0]] = spaced(fields[2])
		}
	}
	return p
}

// ofSample ends the key of a message that stands in for the one of the rest of the key
// where the report is on a sample.
const ofSample = "@sample"

// OfSample gives a printer whose messages say that what is told is of a sample of the
// records, wherever they would otherwise tell it of the whole.
func (p *Printer) OfSample() *Printer {
	out := *p
	out.messages = maps.Clone(p.messages)
	for key, m := range p.messages {
		if plain, ok := strings.CutSuffix(key, ofSample); ok {
			out.messages[plain] = m
		}
	}
	return &out
}

// Lang gives the language as a BCP 47 tag, "en" or "fr".
func (p *Printer) Lang() string { return p.lang }

// T gives the message of key with its %s replaced by args, and the key itself
// when there is no such message.
func (p *Printer) T(key string, args ...any) string {
	m, ok := p.messages[key]
	if !ok {
		return key
	}
	if len(args) == 0 || !strings.Contains(m, "%") {
		return m
	}
	return fmt.Sprintf(m, args...)
}

// N gives the message of key for n things, "key.one" or "key.other" by the
// language's rule, or "key.zero" for none of them where there is such a message; its
// first %s is the number, the further ones are args. A form without any %s stands as it
// is.
func (p *Printer) N(key string, n int64, args ...any) string {
	if m, ok := p.messages[key+".zero"]; ok && n == 0 {
		return m
	}
	form := ".other"
	if n == 1 || n == 0 && p.lang == "fr" {
		form = ".one"
	}
	return p.T(key+form, append([]any{p.Int(n)}, args...)...)
}

// Text gives t in the printer's language, with French spacing.
func (p *Printer) Text(t finding.Text) string {
	s := t.In(p.lang)
	if p.lang == "fr" {
		return strings.ReplaceAll(spaced(s), " %", "\u202f%")
	}
	return s
}

// Label gives l in the printer's language, with French spacing.
func (p *Printer) Label(l facts.Label) string { return p.Text(finding.Text{EN: l.EN, FR: l.FR}) }

// Colon puts a colon between what is named and what is said of it.
func (p *Printer) Colon(name, said string) string { return p.T("word.colon", name, said) }

// Opt is Text for a text that may be missing.
func (p *Printer) Opt(t *finding.Text) string {
	if t == nil {
		return ""
	}
	return p.Text(*t)
}

// Code gives the name of a coded value: the message "kind.code", or the code
// itself, with spaces for its underscores, when it has no name.
func (p *Printer) Code(kind, code string) string {
	if m, ok := p.messages[kind+"."+code]; ok {
		return m
	}
	return strings.ReplaceAll(code, "_", " ")
}

// List joins the items as an enumeration: "a, b and c". A nil list gives "".
func (p *Printer) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " " + p.T("list.and") + " " + items[last]
}

// Series joins items that may hold commas, by semicolons. A nil list gives "".
func (p *Printer) Series(items []string) string {
	if p.lang == "fr" {
		return strings.Join(items, "\u202f; ")
	}
	return strings.Join(items, "; ")
}

// Keys lists the keys of all messages in the order of the table.
func Keys() []string {
	var keys []string
	for line := range strings.Lines(table) {
		key, _, _ := strings.Cut(line, "\t")
		keys = append(keys, key)
	}
	return keys
}

// spaced puts no-break spaces where French typography wants them (Lexique des
// règles typographiques en usage à l'Imprimerie nationale).
func spaced(s string) string {
	if !strings.ContainsAny(s, ":;?!€»«") {
		return s
	}
	return strings.NewReplacer(
		" :", "\u00a0:", " ;", "\u202f;", " ?", "\u202f?", " !", "\u202f!",
		" €", "\u00a0€", "« ", "«\u00a0", " »", "\u00a0»",
	).Replace(s)
}
