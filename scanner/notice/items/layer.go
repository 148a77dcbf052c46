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
	words := strings.Fields(linkWords)
	for i := range doc.Blocks {
		for _, l := range doc.Blocks[i].Links {
			folded := strings.ReplaceAll(r.fold.String(l.Text+" "+l.Target), " ", "")
			for _, w := range words {
				if strings.Contains(folded, w) {
					return true
				}
			}
		}
	}
	return false
}
