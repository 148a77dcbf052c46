// Package html writes a report as one self-contained HTML document in the order
// of a decision of a supervisory authority: what was examined, the facts, the
// reasons duty by duty, the measures, and annexes. It has no script and loads
// nothing; it can be read on screen, printed and read aloud.
package html

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"

	"leadlint/reports/decision"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

//go:embed templates
var templates embed.FS

// Write writes r in the language of opt; the other options have no effect.
func Write(w io.Writer, r *finding.Report, opt view.Options) error {
	return Render(w, decision.New(view.Printer(opt.Lang, r), view.New(r)))
}

// Render writes a document. Its errors are those of w.
func Render(w io.Writer, d *decision.Document) error {
	t, err := template.New("").Funcs(functions()).ParseFS(templates, "templates/*")
	if err != nil {
		return fmt.Errorf("read the document's templates: %w", err)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "document.html", d); err != nil {
		return fmt.Errorf("fill in the document: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// functions are what the templates ask beside the document.
func functions() template.FuncMap {
	return template.FuncMap{
		"at":  func(s *decision.Section, level int) placed { return placed{s, level} },
		"set": set, "rtl": rtl, "class": class, "short": short, "plain": plain, "listed": listed,
		"local": func(href string) bool { return strings.HasPrefix(href, "#") },
	}
}

// placed is a section with the level of its heading.
type placed struct {
	*decision.Section
	Level int
}

// Below is the level of the headings in it; there is none below the sixth.
func (p placed) Below() int { return min(p.Level+1, 6) }

// Region says whether the section is a part that a reader may want to jump to.
func (p placed) Region() bool {
	return p.Role == decision.Part || p.Role == decision.Duty || p.Role == decision.Topic && p.Number != ""
}

// block is a block under the one name of its kind.
type block struct {
	Paragraph *decision.Paragraph
	List      *decision.List
	Table     *decision.Table
	Bars      *chart
	Histogram *histogram
}

// set lays out what is drawn, and names the kind of every block.
func set(b decision.Block) block {
	switch b := b.(type) {
	case *decision.Paragraph:
		return block{Paragraph: b}
	case *decision.List:
		return block{List: b}
	case *decision.Table:
		return block{Table: b}
	case *decision.Bars:
		return block{Bars: bars(b)}
	case *decision.Histogram:
		return block{Histogram: ages(b)}
	}
	return block{}
}

// class gives the classes of a paragraph in the style sheet.
func class(p *decision.Paragraph) string {
	names := []string{}
	if p.Number > 0 {
		names = append(names, "n")
	}
	if p.Style != decision.Body {
		names = append(names, string(p.Style))
	}
	return strings.Join(names, " ")
}

// shortest is the greatest number of rows of a table that is not to be broken over two
// pages.
const shortest = 8

// short says whether a table has few rows.
func short(t *decision.Table) bool { return len(t.Rows) <= shortest }

// plain gives the text of runs without their setting.
func plain(runs []decision.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// listed gives the sections that the table of contents shows under a part.
func listed(s *decision.Section) []*decision.Section {
	return slices.DeleteFunc(slices.Clone(s.Sections), func(one *decision.Section) bool { return one.Number == "" })
}

// rtl says whether a text has letters that run from right to left, which must not turn
// the text around it.
func rtl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		if r < 0x590 {
			return false
		}
		p, _ := bidi.LookupString(string(r))
		return p.Class() == bidi.R || p.Class() == bidi.AL || p.Class() == bidi.AN
	})
}
