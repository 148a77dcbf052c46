package items

import (
	_ "embed"
	"strings"

	"leadlint/scanner/notice/document"
)

//go:embed lexicon/links.txt
var linkWords string

// refersToNotice says whether a document links to a notice, by the words of the
// link or of its address.
func (r *Reader) refersToNotice(doc *document.Document) bool {
	for i := range doc.Blocks {
		for _, l := range doc.Blocks[i].Links {
			if r.ofNotice(l.Text + " " + l.Target) {
				return true
			}
		}
	}
	return false
}

// Titled says whether a document calls itself a notice, in its title or in one of
// its first headings.
func (r *Reader) Titled(doc *document.Document) bool {
	if r.ofNotice(doc.Title) {
		return true
	}
	n := 0
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind != document.Heading || b.Aside {
			continue
		}
		if r.ofNotice(b.Text) {
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

func (r *Reader) ofNotice(s string) bool {
	folded := strings.ReplaceAll(r.fold.String(s), " ", "")
	for w := range strings.FieldsSeq(linkWords) {
		if strings.Contains(folded, w) {
			return true
		}
	}
	return false
}
