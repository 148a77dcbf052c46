package code

import (
	"strings"
	"testing"

	"leadlint/scanner/code/files"
	"leadlint/scanner/code/tree"
)

// TestEmbedded: controls in texts and around PHP are elements that stand where they do in
// the file.
func TestEmbedded(t *testing.T) {
	for _, c := range []struct{ name, path, language, src string }{
		{"template string", "a.js", "javascript", "const f = (u) => `<label><input type=\"checkbox\" ${u.news} name=\"news\"> News</label>`;"},
		{"escaped quotes", "A.java", "java", "class A { String s = \"<input type=\\\"checkbox\\\" name=\\\"news\\\">\"; }"},
		{"raw string", "a.go", "go", "package a\n\nvar s = `\n<p><input type=\"checkbox\" name=\"news\" {{if .X}}checked{{end}}></p>`\n"},
		{"around PHP", "a.php", "php", "<?php $a = 1; ?>\n<p><input type=\"checkbox\" name=\"news\" <?= $a ? 'checked' : '' ?>></p>\n"},
		{"echoed", "b.php", "php", "<?php\necho '<input type=\"checkbox\" name=\"news\">';\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newParsers()
			defer p.close()
			f, err := p.lower(&files.File{Path: c.path, Language: c.language}, []byte(c.src))
			if err != nil {
				t.Fatal(err)
			}
			found := 0
			var visit func(n *tree.Node)
			visit = func(n *tree.Node) {
				if n == nil {
					return
				}
				if n.Kind == tree.Element && n.Text == "input" {
					found++
					if got := c.src[n.Start:]; !strings.HasPrefix(got, "<input") {
						t.Errorf("got an input at %q, want it at <input", got)
					}
					if name := attribute(n, "name"); name != "news" {
						t.Errorf("got name %q, want news", name)
					}
				}
				for _, k := range n.Kids {
					visit(k)
				}
			}
			visit(f.Root)
			if found != 1 {
				t.Errorf("got %d inputs, want 1", found)
			}
		})
	}
}

func attribute(n *tree.Node, name string) string {
	for _, k := range n.Kids {
		if k != nil && k.Kind == tree.Attribute && k.Text == name && k.Kid(0) != nil {
			return strings.TrimSpace(k.Kids[0].Text)
		}
	}
	return ""
}
