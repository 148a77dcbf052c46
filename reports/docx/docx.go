// Package docx writes the decision document as a Word document (Office Open XML,
// ECMA-376 transitional) that people go on editing: its heads, lists, numbered
// paragraphs and tables are those of the program, not drawn ones. It holds no picture,
// no macro, and nothing that is fetched.
package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"time"

	"leadlint/reports/decision"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// Write writes the decision document of r in the language of opt; the other options have
// no effect. It returns the errors of w.
func Write(w io.Writer, r *finding.Report, opt view.Options) error {
	c := view.New(r)
	return Render(w, decision.New(view.Printer(opt.Lang, r), c), c.Report.Now)
}

// Render writes d as a Word document. The day (YYYY-MM-DD) stands in the file's
// properties as that of its making; a text that is no day leaves it out. The same
// document and day give the same bytes. It returns the errors of w.
func Render(w io.Writer, d *decision.Document, day string) error {
	doc := newWriter(d)
	doc.document()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range doc.parts(day) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: epoch()})
		if err != nil {
			return fmt.Errorf("pack the document: %w", err)
		}
		if _, err := f.Write(p.data); err != nil {
			return fmt.Errorf("pack the document: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("pack the document: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// epoch is the first time that a zip file can hold; the parts all bear it, so that the
// bytes do not depend on when they were made.
func epoch() time.Time { return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) }

// writer collects what the parts of one document share.
type writer struct {
	d *decision.Document
	// marks gives the bookmark of each anchor of the document, used the names taken.
	marks map[string]string
	used  map[string]bool
	// bookmarks counts those that were set, heads the entries for the contents.
	bookmarks int
	heads     []head
	// links are the addresses linked to, in the order of their first use.
	links []string
	// lists are the lists begun, paragraph the number of the last numbered paragraph.
	lists     []list
	paragraph int
	body      []*node
}

func newWriter(d *decision.Document) *writer {
	w := &writer{d: d, marks: map[string]string{}, used: map[string]bool{}}
	w.lists = []list{{kind: numbered, start: 1}, {kind: bulleted}, {kind: dashed}}
	d.Walk(func(s *decision.Section, _ int) {
		w.mark(s.ID)
		for _, b := range s.Blocks {
			if l, ok := b.(*decision.List); ok {
				for _, it := range l.Items {
					w.mark(it.ID)
				}
			}
		}
	})
	return w
}

func (w *writer) put(n ...*node) {
	for _, x := range n {
		if x != nil {
			w.body = append(w.body, x)
		}
	}
}
