// Package letter words what is to be asked of the supplier of a bought file: for what the
// file does not show, by which rule that is needed, and what would prove it. It is a view
// of a report, and holds masked values only.
package letter

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"leadlint/reports/decision"
	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/dataset/tsv"
	"leadlint/scanner/finding"
)

// letter.tsv holds the texts of the letter: key, English, French.
//
//go:embed letter.tsv
var table embed.FS

// Options say what is written to whom.
type Options struct {
	// Vendor is the supplier's name; empty leaves it open.
	Vendor string
	// Dataset is the input that the letter is about, as the report names it; empty is
	// the one there is.
	Dataset string
	// By is the day by which an answer is expected, YYYY-MM-DD.
	By string
}

// Datasets lists the inputs of a report that hold persons.
func Datasets(r *finding.Report) []string {
	var out []string
	for _, in := range r.Inputs {
		if in.Relation == "contact" && !slices.Contains(out, in.Name) {
			out = append(out, in.Name)
		}
	}
	return out
}

// New composes the letter on one dataset of a report, in the language of p. A dataset
// that the report does not know, or none where it knows several, is an error that lists
// them.
func New(p *l10n.Printer, r *finding.Report, opt Options) (*decision.Document, error) {
	known := Datasets(r)
	switch {
	case len(known) == 0:
		return nil, fmt.Errorf("the audit read no dataset of persons, which a letter could be about")
	case opt.Dataset == "" && len(known) == 1:
		opt.Dataset = known[0]
	case opt.Dataset == "":
		return nil, fmt.Errorf("the audit read several datasets: name the one that was supplied (--dataset), one of %s", strings.Join(known, ", "))
	case !slices.Contains(known, opt.Dataset):
		return nil, fmt.Errorf("the audit read no dataset %q: expected one of %s", opt.Dataset, strings.Join(known, ", "))
	}
	w := &writer{p: p, c: view.New(r), opt: opt, texts: texts(p)}
	w.r = w.c.Report
	w.gather()
	return w.document(), nil
}

// texts reads the table in the language of p.
func texts(p *l10n.Printer) map[string]string {
	out := map[string]string{}
	for _, row := range tsv.Rows(table, "letter.tsv", 3) {
		out[row[0]] = p.Text(finding.Text{EN: row[1], FR: row[2]})
	}
	return out
}

// writer words one letter.
type writer struct {
	p     *l10n.Printer
	c     *view.Case
	r     *finding.Report
	opt   Options
	texts map[string]string
	rows  int64
	// questions are those that are asked, in order.
	questions []question
}

// question is a topic that is asked about.
type question struct {
	topic    topic
	columns  []string
	findings []*finding.Finding
}

// t gives a text with its %s replaced by args.
func (w *writer) t(key string, args ...any) string {
	if len(args) == 0 {
		return w.texts[key]
	}
	return fmt.Sprintf(w.texts[key], args...)
}

// gather finds out what is to be asked.
func (w *writer) gather() {
	for _, in := range w.r.Inputs {
		if in.Name == w.opt.Dataset || in.Dataset == w.opt.Dataset {
			w.rows += in.Rows
		}
	}
	of := map[string][]*finding.Finding{}
	for i := range w.r.Findings {
		f := &w.r.Findings[i]
		if f.Subject.Relation == "contact" && f.Subject.Dataset == w.opt.Dataset && (f.Outcome == finding.Breach || f.Outcome == finding.NotShown) {
			name := topicOf(f)
			of[name] = append(of[name], f)
		}
	}
	for _, t := range topics() {
		q := question{topic: t, findings: of[t.name]}
		columns, whole := w.columns(t.columns)
		q.columns = columns
		if len(q.findings) > 0 && t.shown || !whole && !t.quiet {
			w.questions = append(w.questions, q)
		}
	}
}

// columns says which columns of the file hold one of the canonical fields, and whether
// one of them is filled throughout.
func (w *writer) columns(fields []string) (said []string, whole bool) {
	for i := range w.r.Mapping {
		t := &w.r.Mapping[i]
		if t.Dataset != w.opt.Dataset || t.Relation != "contact" {
			continue
		}
		for k := range t.Columns {
			c := &t.Columns[k]
			if !slices.Contains(fields, c.Field) || c.State == "not_understood" {
				continue
			}
			if c.Filled >= w.rows || c.Filled < 0 {
				whole = true
				said = append(said, w.t("column.whole", c.Header))
			} else {
				said = append(said, w.t("column.some", c.Header, w.p.Int(c.Filled), w.p.Int(w.rows)))
			}
		}
	}
	return said, whole
}

func (w *writer) document() *decision.Document {
	d := &decision.Document{
		Lang: w.p.Lang(), Kind: w.t("kind"), Title: w.t("title"), Head: w.head(), Lost: w.lost(),
		Sections: []*decision.Section{w.why(), w.asked(), w.samples(), w.answer(), w.otherwise()},
		Foot:     []string{w.t("made", strings.TrimSpace(w.r.Tool.Name+" "+w.r.Tool.Version), w.p.Date(w.r.Now))},
		Words: decision.Words{
			Contents: w.p.T("doc.contents"), Skip: w.p.T("doc.skip"), Figures: w.p.T("doc.figures"), Continued: w.p.T("doc.continued"),
			Page: w.p.T("doc.page"), Author: strings.TrimSpace(w.r.Tool.Name + " " + w.r.Tool.Version), Subject: w.t("kind"),
		},
	}
	d.Key = []decision.Pair{
		{Term: w.t("key.questions"), Text: said(w.p.Int(int64(len(w.questions) + len(always()))))},
		{Term: w.t("key.records"), Text: said(w.p.Int(w.rows))},
		{Term: w.t("key.samples"), Text: said(w.p.Int(int64(len(w.sampled()))))},
	}
	for i, s := range d.Sections {
		s.Number = []string{"I.", "II.", "III.", "IV.", "V."}[i]
	}
	return d
}

// always are the questions that do not depend on the data.
func always() []string { return []string{"role", "chain"} }

func (w *writer) head() []decision.Pair {
	var out []decision.Pair
	add := func(key, value string) {
		if value != "" {
			out = append(out, decision.Pair{Term: w.t(key), Text: said(value)})
		}
	}
	add("head.to", cmp.Or(w.opt.Vendor, w.t("supplier")))
	add("head.from", w.r.Controller.Name)
	add("head.day", w.p.Date(w.r.Now))
	add("head.reference", w.r.Controller.Reference)
	add("head.file", w.opt.Dataset)
	add("head.by", w.p.Date(w.opt.By))
	return out
}

// lost tells what the audit did not read of the file; other files are not the supplier's
// business.
func (w *writer) lost() *decision.Alert {
	a := &decision.Alert{Title: w.t("lost.title")}
	for _, i := range w.c.Unread() {
		if i.Input == w.opt.Dataset {
			a.Items = append(a.Items, w.p.Text(i.Message))
		}
	}
	if a.Items == nil {
		return nil
	}
	return a
}

func (w *writer) why() *decision.Section {
	s := &decision.Section{ID: "why", Role: decision.Part, Title: w.t("part.why")}
	open := "why.3"
	if len(w.questions) == 0 {
		open = "why.none"
	}
	s.Blocks = []decision.Block{
		paragraph(w.t("dear")), paragraph(w.t("why.1", w.opt.Dataset, w.p.Int(w.rows))), paragraph(w.t("why.2")), paragraph(w.t(open, w.p.Date(w.r.Now))),
	}
	for _, in := range w.r.Inputs {
		if in.Name == w.opt.Dataset && in.SHA256 != "" {
			s.Blocks = append(s.Blocks, &decision.Paragraph{Style: decision.Aside, Runs: []decision.Run{{Text: w.t("hash")}, {Text: in.SHA256, Code: true}}})
		}
	}
	return s
}

// asked are the questions, numbered throughout.
func (w *writer) asked() *decision.Section {
	s := &decision.Section{ID: "questions", Role: decision.Part, Title: w.t("part.questions")}
	data := &decision.Section{ID: "questions-data", Role: decision.Topic, Number: "A.", Title: w.t("topic.data")}
	n := 0
	for i := range w.questions {
		n++
		data.Sections = append(data.Sections, w.question(n, &w.questions[i]))
	}
	roles := &decision.Section{ID: "questions-roles", Role: decision.Topic, Number: "B.", Title: w.t("topic.roles")}
	for _, name := range always() {
		n++
		roles.Sections = append(roles.Sections, w.section(n, name))
	}
	if n > len(always()) {
		s.Sections = append(s.Sections, data)
	}
	s.Sections = append(s.Sections, roles)
	return s
}

// section begins a question: what is asked, by which article, and what would prove it.
func (w *writer) section(n int, name string) *decision.Section {
	s := &decision.Section{ID: "question-" + strconv.Itoa(n), Role: decision.Move, Number: strconv.Itoa(n) + ".", Title: w.t(name + ".title")}
	s.Blocks = []decision.Block{
		&decision.Paragraph{Runs: []decision.Run{{Text: w.t(name + ".ask")}}},
		&decision.Paragraph{Style: decision.Meta, Runs: said(w.t(name + ".law"))},
		&decision.Paragraph{Style: decision.Measure, Runs: []decision.Run{{Text: w.t("proof"), Strong: true}, {Text: w.t(name + ".proof")}}},
	}
	return s
}

// question adds to a question why it is put: what the columns hold, and which rules need it.
func (w *writer) question(n int, q *question) *decision.Section {
	s := w.section(n, q.topic.name)
	l := &decision.List{}
	add := func(text string) { l.Items = append(l.Items, decision.Item{Runs: said(text)}) }
	for _, c := range q.columns {
		add(c)
	}
	if q.columns == nil && len(q.topic.columns) > 0 {
		add(w.t("column.none"))
	}
	for _, f := range q.findings {
		add(w.rule(f))
	}
	if len(l.Items) > 0 {
		s.Blocks = append(s.Blocks, &decision.Paragraph{Style: decision.Lead, Runs: said(w.p.Colon(w.t("needed"), ""))}, l)
	}
	return s
}

// rule says which rule needs it, and for how many records. Whether they are in breach or
// not shown is between the controller and itself.
func (w *writer) rule(f *finding.Finding) string {
	return w.t("rule", f.Rule, w.p.Articles(f.Articles.Primary), w.p.Text(f.Title), w.p.Int(f.Counts.Breach+f.Counts.NotShown), w.p.Int(f.Counts.Examined))
}

func (w *writer) answer() *decision.Section {
	return &decision.Section{ID: "answer", Role: decision.Part, Title: w.t("part.answer"), Blocks: []decision.Block{
		paragraph(w.t("answer.1", w.p.Date(w.opt.By))), paragraph(w.t("answer.2")),
	}}
}

func (w *writer) otherwise() *decision.Section {
	sign := w.t("sign.plain")
	if name := w.r.Controller.Name; name != "" {
		sign = w.t("sign", name)
	}
	return &decision.Section{ID: "otherwise", Role: decision.Part, Title: w.t("part.else"), Blocks: []decision.Block{
		paragraph(w.t("else.1")), paragraph(w.t("else.2")), paragraph(w.t("close")), paragraph(sign),
	}}
}

func said(s string) []decision.Run { return []decision.Run{{Text: s}} }

func paragraph(s string) *decision.Paragraph { return &decision.Paragraph{Runs: said(s)} }
