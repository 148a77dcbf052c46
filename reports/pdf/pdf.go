// Package pdf writes a report as the decision document in a PDF file, set in type here,
// without a browser.
package pdf

import (
	"fmt"
	"io"
	"time"

	"leadlint/reports/decision"
	"leadlint/reports/pdf/internal/sheet"
	"leadlint/reports/pdf/internal/typeset"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// Write writes r to w as a PDF file on A4, in the language of opt. The same report gives
// the same bytes: the file's dates are the day of the audit. It returns the errors of w.
func Write(w io.Writer, r *finding.Report, opt view.Options) error {
	c := view.New(r)
	return Render(w, decision.New(view.Printer(opt.Lang, r), c), c.Report.Now)
}

// Render writes d to w; now is the day (YYYY-MM-DD) that the file is dated, any other
// text dates it 1 January 1970. It returns the errors of w.
func Render(w io.Writer, d *decision.Document, now string) error {
	fonts, err := typeset.Load()
	if err != nil {
		return err
	}
	c := &composer{d: d, fonts: fonts, anchors: map[string]bool{}}
	pages := c.document()
	day, err := time.Parse(time.DateOnly, now)
	if err != nil {
		day = time.Unix(0, 0).UTC()
	}
	return sheet.Paint(w, pages, sheet.File{Title: d.Title, Author: d.Words.Author, Subject: d.Words.Subject, Lang: d.Lang, Day: day}, fonts)
}

// composer sets a document in type, from its head to its foot.
type composer struct {
	d     *decision.Document
	fonts *typeset.Fonts
	items []sheet.Item
	// anchors are the ids that something stands under, so that nothing links to others.
	anchors map[string]bool
	// coverage is the annex that lists what was not read; nil when there is none.
	coverage *decision.Section
	// annexed says that what is set stands in the annexes, whose tables are for looking up
	// and take less room.
	annexed bool
}

func (c *composer) add(items ...sheet.Item) { c.items = append(c.items, items...) }

// document gives the pages.
func (c *composer) document() []sheet.Page {
	c.known()
	c.title()
	c.contents()
	for i, s := range c.d.Sections {
		c.section(s, 1, i == 0)
	}
	c.foot()
	pages := sheet.Paginate(c.items, sheet.Frame{Left: left, Top: top, Bottom: sheet.PageHeight - bottom})
	c.frame(pages)
	return pages
}

// frame puts the running head and the number on each page.
func (c *composer) frame(pages []sheet.Page) {
	const y, size = 46.0, 8.5
	title := c.fonts.Clean(typeset.Italic, c.d.Title)
	kind := c.fonts.Clean(typeset.Regular, c.d.Kind)
	kind = c.fonts.Cut(typeset.Regular, size, kind, textWidth*0.4)
	wide := c.fonts.Width(typeset.Regular, size, kind)
	title = c.fonts.Cut(typeset.Italic, size, title, textWidth-wide-18)
	for i := range pages {
		var marks []sheet.Mark
		if i > 0 {
			marks = append(marks,
				&sheet.Text{X: 0, Y: y, Face: typeset.Italic, Size: size, Colour: soft, Text: title},
				&sheet.Text{X: textWidth - wide, Y: y, Face: typeset.Regular, Size: size, Colour: soft, Text: kind},
				&sheet.Line{X1: 0, Y1: y + 7, X2: textWidth, Y2: y + 7, Width: 0.4, Colour: rule})
		}
		number := c.fonts.Clean(typeset.Regular, fmt.Sprintf(c.d.Words.Page, fmt.Sprint(i+1), fmt.Sprint(len(pages))))
		at := (textWidth - c.fonts.Width(typeset.Regular, size, number)) / 2
		marks = append(marks, &sheet.Text{X: at, Y: sheet.PageHeight - 40, Face: typeset.Regular, Size: size, Colour: soft, Text: number})
		pages[i].Placed = append(pages[i].Placed, sheet.Placed{X: left, Marks: marks})
	}
}
