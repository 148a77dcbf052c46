package message

import "strings"

// link is one hyperlink, or a bare address of a page, with what is known of it.
type link struct {
	label, target string
	block         int // -1 when no block shows it
	at            int // byte of the label in the block's text, -1 when it is not there
	from, to      int // the sentence
	words         text
	address       text
}

// collect gathers the links of the blocks, those that only the HTML has, and
// pages whose address stands in the text.
func (v *reading) collect() []link {
	var out []link
	seen := map[string]bool{}
	for b := range v.doc.Blocks {
		block := &v.doc.Blocks[b]
		next := 0
		for _, l := range block.Links {
			seen[l.Target] = true
			k := v.newLink(l.Text, l.Target)
			k.block, k.at = b, -1
			if i := strings.Index(block.Text[next:], l.Text); i >= 0 && l.Text != "" {
				k.at = next + i
				next = k.at + len(l.Text)
			}
			k.from, k.to = v.texts[b].around(max(k.at, 0))
			out = append(out, k)
		}
		out = append(out, v.bare(b, seen)...)
	}
	for _, s := range v.styles.links {
		if !seen[s.target] {
			seen[s.target] = true
			k := v.newLink(s.label, s.target)
			k.block, k.at = -1, -1
			out = append(out, k)
		}
	}
	return out
}

func (v *reading) newLink(label, target string) link {
	return link{label: label, target: target, words: v.search(label), address: v.lex.read(target)}
}

// bare finds the pages whose address stands in a block without being a link.
func (v *reading) bare(b int, seen map[string]bool) []link {
	var out []link
	s := v.doc.Blocks[b].Text
	for from := 0; from < len(s); {
		word := s[from:]
		if i := strings.IndexByte(word, ' '); i >= 0 {
			word = word[:i]
		}
		trimmed := strings.Trim(word, "<>()[]\"'“”«».,;:!")
		if isWeb(trimmed) && !seen[trimmed] {
			seen[trimmed] = true
			k := v.newLink("", trimmed)
			k.block, k.at = b, from
			k.from, k.to = v.texts[b].around(from)
			out = append(out, k)
		}
		from += len(word) + 1
	}
	return out
}

// around gives the bytes of the sentence that holds a byte.
func (t *text) around(at int) (int, int) {
	from := 0
	for _, end := range t.ends {
		if at < end {
			return from, end
		}
		from = end
	}
	return from, len(t.raw)
}
