package dossier

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"leadlint/reports/l10n"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/dataset/tsv"
	"leadlint/scanner/finding"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// words.tsv holds the texts, fields.tsv the names of fields, one a line: key and the
// languages in the order of Languages. Terms are those of the language versions of
// Regulation (EU) 2016/679.
//
//go:embed words.tsv fields.tsv
var tables embed.FS

// Languages are the codes of the languages that a dossier can be written in.
func Languages() []string { return []string{"en", "fr", "de", "es", "it", "nl", "pl", "pt"} }

// words are the texts of one language. They are used by one goroutine.
type words struct {
	lang   string
	texts  map[string]string
	fields map[string]string
	schema *facts.Schema
	canon  map[string]string
	french *l10n.Printer
	// borrowed says that a name was given in English for want of one.
	borrowed bool
}

func newWords(lang string) *words {
	w := &words{lang: lang, schema: facts.NewSchema(), french: l10n.New("fr"), canon: map[string]string{}}
	w.texts, w.fields = w.table("words.tsv"), w.table("fields.tsv")
	for _, f := range recognise.Canonical() {
		w.canon[f.Name] = f.Meaning
	}
	return w
}

func (w *words) table(name string) map[string]string {
	all := Languages()
	out := map[string]string{}
	for _, row := range tsv.Rows(tables, name, len(all)+1) {
		s := row[1+slices.Index(all, w.lang)]
		if w.lang == "fr" {
			s = w.french.Text(finding.Text{EN: s, FR: s})
		}
		out[row[0]] = s
	}
	return out
}

// t gives a text with its %s replaced by args; the key itself where there is none.
func (w *words) t(key string, args ...any) string {
	s, ok := w.texts[key]
	if !ok {
		return key
	}
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}

// field names a field of a relation; empty for none.
func (w *words) field(relation, name string) string {
	if name == "" || name == "ops" || name == "none" {
		return "" // nothing is said of what it means
	}
	for _, key := range []string{relation + "." + name, name} {
		if s, ok := w.fields[key]; ok {
			return s
		}
	}
	label := finding.Text{EN: strings.ReplaceAll(name, "_", " ")}
	if rel := w.schema.Relation(relation); rel != nil && rel.Field(name) != nil {
		l := rel.Field(name).Label
		label = finding.Text{EN: l.EN, FR: l.FR}
	} else if meaning := w.canon[name]; meaning != "" {
		label.EN = meaning
	}
	if w.lang == "fr" && label.FR != "" {
		return w.french.Text(label)
	}
	w.borrowed = w.borrowed || w.lang != "en"
	return label.EN
}

// relation names a relation.
func (w *words) relation(name string) string {
	if s, ok := w.texts["relation."+name]; ok {
		return s
	}
	if rel := w.schema.Relation(name); rel != nil {
		if w.lang == "fr" {
			return rel.Label.FR
		}
		w.borrowed = w.borrowed || w.lang != "en"
		return rel.Label.EN
	}
	return name
}

// day words a day, and gives back what is none.
func (w *words) day(iso string) string {
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	switch w.lang {
	case "en", "fr":
		return l10n.New(w.lang).Date(iso)
	case "de", "pl":
		return d.Format("2.1.2006")
	case "nl":
		return d.Format("2-1-2006")
	}
	return d.Format("2/1/2006")
}

// period words a period of ISO 8601, and gives back what is none.
func (w *words) period(iso string) string {
	p, err := expr.ParsePeriod(iso)
	if err != nil {
		return iso
	}
	var parts []string
	add := func(n int, unit string) {
		if n > 0 {
			parts = append(parts, strconv.Itoa(n)+"\u00a0"+w.form(n, unit))
		}
	}
	add(p.Months/12, "unit.year")
	add(p.Months%12, "unit.month")
	add(p.Days, "unit.day")
	if parts == nil {
		return iso
	}
	return strings.Join(parts, ", ")
}

// form gives the form of a unit for a number: one and many, in Polish also few.
func (w *words) form(n int, unit string) string {
	forms := strings.Split(w.t(unit), "|")
	few := n%10 >= 2 && n%10 <= 4 && (n%100 < 12 || n%100 > 14)
	switch {
	case n == 1:
		return forms[0]
	case len(forms) == 3 && !few:
		return forms[2]
	}
	return forms[1]
}

// country names a country by its code.
func (w *words) country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	return display.Regions(language.Make(w.lang)).Name(region)
}

// own names a language in itself.
func own(code string) string { return display.Self.Name(language.Make(code)) }
