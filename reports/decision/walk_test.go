package decision_test

import (
	"fmt"
	"strings"

	"leadlint/reports/decision"
)

// texts gives every text of a document that a reader may see, with where it stands.
func texts(d *decision.Document, visit func(where, text string)) {
	visit("title", d.Title)
	visit("kind", d.Kind)
	for _, p := range append(append([]decision.Pair{}, d.Head...), d.Key...) {
		visit("term", p.Term)
		visit("what is said of "+p.Term, flat(p.Text))
	}
	if d.Lost != nil {
		visit("alert", d.Lost.Title)
		each("alert", d.Lost.Items, visit)
	}
	each("remark", d.Remarks, visit)
	each("foot", d.Foot, visit)
	for _, w := range []string{d.Words.Contents, d.Words.Skip, d.Words.Figures, d.Words.Continued, d.Words.Page, d.Words.Subject} {
		visit("words", w)
	}
	d.Walk(func(s *decision.Section, _ int) {
		visit("title of "+s.ID, s.Title)
		if v := s.Verdict; v != nil {
			each("verdict of "+s.ID, []string{v.Code, v.Lead, v.Text}, visit)
		}
		for i, b := range s.Blocks {
			ofBlock(fmt.Sprintf("block %d of %s", i, s.ID), b, visit)
		}
	})
}

func ofBlock(where string, b decision.Block, visit func(where, text string)) {
	switch b := b.(type) {
	case *decision.Paragraph:
		ofRuns(where, b.Runs, visit)
	case *decision.List:
		for _, it := range b.Items {
			ofRuns(where, it.Runs, visit)
			if it.Below != nil {
				ofRuns(where, it.Below, visit)
			}
		}
	case *decision.Table:
		ofTable(where, b, visit)
	case *decision.Bars:
		each(where, []string{b.Title, b.Text}, visit)
		for _, f := range b.Fills {
			each(where, []string{f.Name, f.Text}, visit)
		}
		for _, r := range b.Rows {
			each(where, append([]string{r.Label, r.Total}, r.Shown...), visit)
		}
		ofTable(where, b.Figures, visit)
	case *decision.Histogram:
		each(where, append([]string{b.Title, b.Text, b.Axis}, b.Shown...), visit)
		ofTable(where, b.Figures, visit)
	}
}

func ofTable(where string, t *decision.Table, visit func(where, text string)) {
	visit("caption of "+where, t.Caption)
	for _, h := range t.Head {
		visit("head of "+where, h.Text)
	}
	for _, row := range t.Rows {
		for _, c := range row {
			visit("cell of "+where, c.Text)
			if c.Sub != "" {
				visit("cell of "+where, c.Sub)
			}
		}
	}
}

func ofRuns(where string, runs []decision.Run, visit func(where, text string)) {
	if len(runs) == 0 {
		visit(where, "")
	}
	visit(where, flat(runs))
	for _, r := range runs {
		if r.Text == "" {
			visit("run of "+where, "")
		}
	}
}

func each(where string, list []string, visit func(where, text string)) {
	for _, s := range list {
		visit(where, s)
	}
}

func flat(runs []decision.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// all gives the text of a document in one string.
func all(d *decision.Document) string {
	var b strings.Builder
	texts(d, func(_, text string) { b.WriteString(text + "\n") })
	return b.String()
}

// find gives the section with an ID, nil when there is none.
func find(d *decision.Document, id string) *decision.Section {
	var out *decision.Section
	d.Walk(func(s *decision.Section, _ int) {
		if s.ID == id {
			out = s
		}
	})
	return out
}

// within gives the text of a section and of all below it.
func within(s *decision.Section) string {
	return all(&decision.Document{Sections: []*decision.Section{s}})
}

// shape describes a document without its words: what one language has and the other
// must have too.
func shape(d *decision.Document) string {
	var b strings.Builder
	fmt.Fprintln(&b, len(d.Head), len(d.Key), len(d.Remarks), len(d.Foot), d.Lost != nil)
	d.Walk(func(s *decision.Section, depth int) {
		fmt.Fprintln(&b, strings.Repeat(" ", depth), s.ID, s.Role, s.Number, s.Verdict != nil)
		for _, block := range s.Blocks {
			shapeOf(&b, block)
		}
	})
	return b.String()
}

func shapeOf(b *strings.Builder, block decision.Block) {
	switch x := block.(type) {
	case *decision.Paragraph:
		fmt.Fprintln(b, "p", x.Style, x.Number, len(x.Runs))
	case *decision.List:
		fmt.Fprintln(b, "list", x.Ordered, x.Operative, len(x.Items))
		for _, it := range x.Items {
			fmt.Fprintln(b, "item", it.ID, len(it.Runs), len(it.Below), it.Advised)
		}
	case *decision.Table:
		fmt.Fprintln(b, "table", len(x.Head), len(x.Rows), x.Code)
	case *decision.Bars:
		fmt.Fprintln(b, "bars", x.ID, len(x.Fills), len(x.Rows), len(x.Figures.Rows))
	case *decision.Histogram:
		fmt.Fprintln(b, "histogram", x.ID, x.Bins, x.Limit, len(x.Marks), len(x.Figures.Rows))
	}
}
