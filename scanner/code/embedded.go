package code

import (
	"bytes"
	"strings"

	"leadlint/scanner/code/lower/markup"
	"leadlint/scanner/code/tree"
)

// mostEmbedded bounds how many texts of a file are read as parts of a page, and mostText
// how long one may be, in bytes.
const (
	mostEmbedded = 64
	mostText     = 1 << 18
)

// withPages adds to a file of a program the elements of the pages that it writes: of the
// text around PHP, and of texts that hold controls of a form.
func (p *parsers) withPages(f *tree.File, src []byte) (*tree.File, error) {
	var added []*tree.Node
	if f.Language == "php" && aroundPHP(src) {
		page, err := p.pages(src, "phtml")
		if err != nil {
			return nil, err
		}
		added = elements(added, page.Root, 0)
	}
	if bytes.Contains(src, []byte("<input")) {
		for _, n := range formTexts(nil, f.Root, 0) {
			page, err := p.pages(plain(src, n), markup.Dialect(".html"))
			if err != nil {
				return nil, err
			}
			for _, e := range elements(nil, page.Root, 0) {
				added = append(added, moved(e, n.Start))
			}
		}
	}
	if len(added) == 0 {
		return f, nil
	}
	out, root := *f, *f.Root
	root.Kids = append(root.Kids[:len(root.Kids):len(root.Kids)], added...)
	out.Root = &root
	return &out, nil
}

// aroundPHP says whether a file of PHP has a page around its code.
func aroundPHP(src []byte) bool {
	at := bytes.Index(src, []byte("?>"))
	head := bytes.Index(src, []byte("<?"))
	rest := src
	if head <= 0 {
		if at < 0 {
			return false
		}
		rest = src[at:]
	}
	for _, tag := range []string{"<input", "<script", "<iframe", "<form"} {
		if bytes.Contains(rest, []byte(tag)) {
			return true
		}
	}
	return false
}

// formTexts adds the texts that hold controls of a form.
func formTexts(out []*tree.Node, n *tree.Node, depth int) []*tree.Node {
	if n == nil || depth > 1000 || len(out) >= mostEmbedded {
		return out
	}
	if n.Kind == tree.String {
		if n.End-n.Start < mostText && holdsControl(n) {
			out = append(out, n)
		}
		return out
	}
	for _, k := range n.Kids {
		out = formTexts(out, k, depth+1)
	}
	return out
}

func holdsControl(n *tree.Node) bool {
	if strings.Contains(n.Text, "<input") {
		return true
	}
	for _, k := range n.Kids {
		if k != nil && k.Kind == tree.String && strings.Contains(k.Text, "<input") {
			return true
		}
	}
	return false
}

// plain gives the text of a string as it stands in the file, with what is put into it and
// the signs of escapes blanked, so that offsets hold.
func plain(src []byte, n *tree.Node) []byte {
	if int(n.End) > len(src) || n.Start >= n.End {
		return nil
	}
	out := bytes.Clone(src[n.Start:n.End])
	for _, k := range n.Kids {
		if k == nil || k.Kind == tree.String || k.Start < n.Start || k.End > n.End {
			continue
		}
		for i := k.Start - n.Start; i < k.End-n.Start; i++ {
			out[i] = ' '
		}
	}
	for i := 0; i+1 < len(out); i++ {
		if out[i] != '\\' {
			continue
		}
		switch out[i+1] {
		case '"', '\'':
			if i > 0 && out[i-1] == '=' {
				out[i] = ' '
			} else {
				out[i], out[i+1] = out[i+1], ' '
			}
		case 'n', 't', 'r', '\n':
			out[i], out[i+1] = ' ', ' '
		}
		i++
	}
	return out
}

// elements adds the elements among nodes; a condition that they stand under is kept.
func elements(out []*tree.Node, n *tree.Node, depth int) []*tree.Node {
	if n == nil || depth > 1000 {
		return out
	}
	switch n.Kind {
	case tree.Element:
		e := *n
		e.Kids = nil
		for _, k := range n.Kids {
			if k != nil && (k.Kind == tree.Attribute || k.Kind == tree.String) {
				e.Kids = append(e.Kids, k)
			} else {
				e.Kids = elements(e.Kids, k, depth+1)
			}
		}
		return append(out, &e)
	case tree.If:
		c := *n
		c.Kids = []*tree.Node{n.Kid(0), under(n.Kid(1), depth), under(n.Kid(2), depth)}
		if c.Kids[1] == nil && c.Kids[2] == nil {
			return out
		}
		return append(out, &c)
	}
	for _, k := range n.Kids {
		out = elements(out, k, depth+1)
	}
	return out
}

// under gives the elements of a branch as a Block, nil for none.
func under(n *tree.Node, depth int) *tree.Node {
	kids := elements(nil, n, depth+1)
	if len(kids) == 0 {
		return nil
	}
	return &tree.Node{Kind: tree.Block, Start: n.Start, End: n.End, Kids: kids}
}

// moved gives an element of a text as it stands in the file: by an offset further on, and
// without what loads or leads to something, which the text itself is noted for.
func moved(n *tree.Node, by uint32) *tree.Node {
	out := *n
	out.Start, out.End = n.Start+by, n.End+by
	out.Kids = nil
	for _, k := range n.Kids {
		switch {
		case k == nil:
			out.Kids = append(out.Kids, nil)
		case k.Kind == tree.Attribute && (k.Text == "src" || k.Text == "href" || k.Text == "action"):
		case k.Kind == tree.Element && (k.Text == "script" || k.Text == "iframe" || k.Text == "style"):
		default:
			out.Kids = append(out.Kids, moved(k, by))
		}
	}
	return &out
}
