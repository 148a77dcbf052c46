package rules

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/law"
)

// Docs writes the reference of rules as Markdown: the whole catalogue with the
// state of each rule, a section for every rule of the packs, and for authors of
// rules the language of conditions and the facts they read. lang is "en" or
// "fr"; titles of rules that are not implemented and meanings of facts are
// English in both. The error is that of writing.
func Docs(w io.Writer, packs []*Pack, catalogue []Entry, lang string) error {
	d := &docs{out: bufio.NewWriter(w), lang: lang, words: docWords(lang), rules: map[string][]*Rule{}}
	for _, p := range packs {
		for _, r := range p.Rules {
			d.rules[r.Catalogue] = append(d.rules[r.Catalogue], r)
		}
	}
	d.overview(catalogue)
	for _, p := range packs {
		d.pack(p, catalogue)
	}
	d.language()
	d.schema(facts.NewSchema())
	return d.out.Flush()
}

// docs writes one document. Errors of writing stay in the buffer until Flush.
type docs struct {
	out   *bufio.Writer
	lang  string
	words words
	// rules are the implemented rules by catalogue number.
	rules map[string][]*Rule
}

func (d *docs) printf(format string, args ...any) { fmt.Fprintf(d.out, format, args...) }

func (d *docs) overview(catalogue []Entry) {
	w := d.words
	implemented := 0
	for _, e := range catalogue {
		if len(d.rules[e.ID]) > 0 {
			implemented++
		}
	}
	d.printf("# %s\n\n%s\n\n", w.title, fmt.Sprintf(w.intro, len(catalogue), implemented))
	d.printf("| %s | %s | %s | %s | %s |\n|---|---|---|---|---|\n", w.rule, w.what, w.kind, w.articles, w.state)
	for _, e := range catalogue {
		title, kind, state := e.Title, w.kinds[e.Kind], w.notYet
		if list := d.rules[e.ID]; len(list) > 0 {
			title, kind, state = list[0].Title.In(d.lang), d.kinds(list), d.links(list)
		}
		d.printf("| %s | %s | %s | %s | %s |\n", e.ID, escape(title), kind, escape(strings.Join(e.Primary, ", ")), state)
	}
	d.printf("\n%s\n", w.notAdvice)
}

// kinds names the kinds of the rules that implement one number, each once.
func (d *docs) kinds(list []*Rule) string {
	var out []string
	for _, r := range list {
		if name := d.words.kinds[r.Kind]; !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

func (d *docs) links(list []*Rule) string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = fmt.Sprintf("[%s](#%s)", r.ID, anchor(r))
	}
	return strings.Join(out, ", ")
}

func anchor(r *Rule) string { return strings.ToLower(r.ID) }

// pack writes a pack's rules in the order of the catalogue.
func (d *docs) pack(p *Pack, catalogue []Entry) {
	d.printf("\n## %s\n\n%s %s, %s %s", escape(p.Title.In(d.lang)), d.words.pack, code(p.Name), d.words.version, code(p.Version))
	if len(p.Countries) > 0 {
		d.printf(", %s %s", d.words.countries, strings.Join(p.Countries, ", "))
	}
	d.printf(".\n")
	place := func(r *Rule) int {
		if i := slices.IndexFunc(catalogue, func(e Entry) bool { return e.ID == r.Catalogue }); i >= 0 {
			return i
		}
		return len(catalogue)
	}
	rules := slices.Clone(p.Rules)
	slices.SortStableFunc(rules, func(a, b *Rule) int { return cmp.Compare(place(a), place(b)) })
	for _, r := range rules {
		d.rule(r)
	}
}

func (d *docs) rule(r *Rule) {
	w, lang := d.words, d.lang
	d.printf("\n<a id=\"%s\"></a>\n\n### %s: %s\n\n", anchor(r), r.ID, escape(r.Title.In(lang)))
	d.printf("- %s: %s; %s: %s; %s: %s\n", w.kind, w.kinds[r.Kind], w.severity, w.severities[r.Severity], w.examines, code(r.On))
	if r.Catalogue != r.ID {
		d.printf("- %s: %s\n", w.implements, r.Catalogue)
	}
	if len(r.Articles.Primary) > 0 {
		d.printf("- %s: %s\n", w.articles, d.cite(r.Articles.Primary))
	}
	if len(r.Articles.Related) > 0 {
		d.printf("- %s: %s\n", w.related, d.cite(r.Articles.Related))
	}
	if len(r.Precedents) > 0 {
		d.printf("- %s: %s\n", w.precedents, d.precedents(r.Precedents))
	}
	if r.Effect != "" {
		d.printf("- %s: %s\n", w.effect, w.applicabilityNotShown)
	}
	if r.Use != "" && (r.Kind != Gate || r.Use.Bars()) {
		d.printf("- %s: %s\n", w.use, w.uses[r.Use])
	}
	if r.Remedy.Within != (expr.Period{}) {
		d.printf("- %s: %s\n", w.deadline, d.period(r.Remedy.Within))
	}
	for _, part := range []struct{ name, text string }{
		{w.law, r.Law.In(lang)}, {w.condition, r.Condition.In(lang)}, {w.why, r.Why.In(lang)}, {w.evidence, r.Evidence.In(lang)},
		{w.remedy, r.Remedy.In(lang)}, {w.note, r.Note.In(lang)},
	} {
		if part.text != "" {
			d.printf("\n**%s** %s\n", part.name, escape(part.text))
		}
	}
	d.conditions(r)
	d.examples(r)
}

func (d *docs) cite(codes []string) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = escape(law.Cite(c, d.lang))
	}
	return strings.Join(out, ", ")
}

func (d *docs) precedents(keys []string) string {
	out := make([]string, len(keys))
	for i, key := range keys {
		p, known := law.FindPrecedent(key)
		if !known {
			out[i] = escape(key)
			continue
		}
		about := p.Authority
		for _, more := range []string{p.Reference, p.Date} {
			if more != "" {
				about += ", " + more
			}
		}
		out[i] = link(key, p.URL) + " (" + escape(about) + ")"
	}
	return strings.Join(out, "; ")
}

// period writes a period in words.
func (d *docs) period(p expr.Period) string {
	var out []string
	for i, n := range []int{p.Months / 12, p.Months % 12, p.Days} {
		switch {
		case n == 1:
			out = append(out, "1 "+d.words.units[i][0])
		case n > 1:
			out = append(out, strconv.Itoa(n)+" "+d.words.units[i][1])
		}
	}
	return strings.Join(out, ", ")
}

func (d *docs) conditions(r *Rule) {
	text := "breach:" + indent(r.BreachText)
	if r.AppliesText != "" {
		text = "applies:" + indent(r.AppliesText) + "\n" + text
	}
	d.printf("\n%s", codeBlock("cel", text))
}

// indent sets the lines of a condition under its key.
func indent(s string) string {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "\n") {
		return " " + s
	}
	return "\n  " + strings.ReplaceAll(s, "\n", "\n  ")
}

func (d *docs) examples(r *Rule) {
	if len(r.Tests) == 0 {
		return
	}
	w := d.words
	d.printf("\n| %s | %s | %s |\n|---|---|---|\n", w.example, w.factsHead, w.outcome)
	for _, t := range r.Tests {
		d.printf("| %s | %s | %s |\n", escape(t.Name), d.facts(r, t), w.outcomes[t.Want])
	}
}

// facts writes the facts of an example, those of the rule's relation first.
func (d *docs) facts(r *Rule, t Test) string {
	relations := slices.SortedFunc(maps.Keys(t.Facts), func(a, b string) int {
		return cmp.Or(-cmp.Compare(bit(a == r.On), bit(b == r.On)), cmp.Compare(a, b))
	})
	var out []string
	for _, relation := range relations {
		row := t.Facts[relation]
		for _, field := range slices.Sorted(maps.Keys(row)) {
			out = append(out, code(relation+"."+field+" = "+d.fact(row[field])))
		}
	}
	for _, relation := range slices.Sorted(maps.Keys(t.Joined)) {
		rows := t.Joined[relation]
		if len(rows) == 0 {
			out = append(out, code(relation+" []"))
		}
		for _, row := range rows {
			var cells []string
			for _, field := range slices.Sorted(maps.Keys(row)) {
				cells = append(cells, field+" = "+d.fact(row[field]))
			}
			out = append(out, code(relation+" {"+strings.Join(cells, ", ")+"}"))
		}
	}
	if t.Now != "" {
		out = append(out, code("now = "+t.Now))
	}
	return strings.Join(out, "<br>")
}

func (d *docs) fact(value any) string {
	switch v := value.(type) {
	case nil:
		return d.words.empty
	case []string:
		return "[" + strings.Join(v, ", ") + "]"
	}
	return fmt.Sprint(value)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
