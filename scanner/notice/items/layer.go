package items

import (
	_ "embed"
	"strings"

	"leadlint/scanner/notice/document"
)

//go:embed lexicon/links.txt
var linkWords string

//go:embed lexicon/terms.txt
var termsWords string

// refersToNotice says whether a document links to a notice, by the words of the
// link or of its address, which may be written out in the text.
func (r *Reader) refersToNotice(doc *document.Document) bool {
	for i := range doc.Blocks {
		for w := range strings.FieldsSeq(doc.Blocks[i].Text) {
			if strings.Contains(w, ".") && strings.Contains(w, "/") && r.speaksOf(w, linkWords) {
				return true
			}
		}
		for _, l := range doc.Blocks[i].Links {
			if r.speaksOf(l.Text+" "+l.Target, linkWords) {
				return true
			}
		}
	}
	return false
}

// Titled says whether a document calls itself a notice, in its title or in one of
// its first headings.
func (r *Reader) Titled(doc *document.Document) bool {
	return r.titled(doc, linkWords)
}

// Terms says whether a document calls itself terms of use or conditions of sale
// there, and no notice.
func (r *Reader) Terms(doc *document.Document) bool {
	return r.titled(doc, termsWords) && !r.titled(doc, linkWords)
}

func (r *Reader) titled(doc *document.Document, words string) bool {
	if r.speaksOf(doc.Title, words) {
		return true
	}
	n := 0
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind != document.Heading || b.Aside {
			continue
		}
		if r.speaksOf(b.Text, words) {
			return true
		}
		if n++; n == firstHeadings {
			break
		}
	}
	return false
}

// firstHeadings is how many headings may hold what a document calls itself.
const firstHeadings = 3

// speaksOf says whether one of the words, which are folded and without blanks, is in
// a text.
func (r *Reader) speaksOf(s, words string) bool {
	folded := strings.ReplaceAll(r.fold.String(s), " ", "")
	for w := range strings.FieldsSeq(words) {
		if strings.Contains(folded, w) {
			return true
		}
	}
	return false
}
