package python

import (
	"strings"
	"testing"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// TestBroken: what stands around a mistake is read all the same, and marked inside.
func TestBroken(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"open bracket", "a(1)\nx = f(\n", "(call a 1)"},
		{"stray sign", "x = f(a, $, b)\ny = 1", "y"},
		{"no body", "def f(\n  a\nprint(b)", "print"},
		{"merge marks", "<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> x\nb(3)", "(call b 3)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := lower(t, tt.text)
			got := tree.Line(f.Root)
			if f.Errors == 0 || !strings.Contains(got, tt.want) {
				t.Errorf("%d errors, got %s, want %s in it", f.Errors, got, tt.want)
			}
		})
	}
}

// TestDeep: nesting is bounded, and chains of elif do not nest.
func TestDeep(t *testing.T) {
	for _, text := range []string{
		"x = " + strings.Repeat("(", 5000) + "1" + strings.Repeat(")", 5000),
		"x = " + strings.Repeat("a + ", 5000) + "1",
		"x = " + strings.Repeat("f(", 5000),
		"if a: b\n" + strings.Repeat("elif a: b\n", 5000),
		"x = [a " + strings.Repeat("for a in b ", 5000) + "]",
		"match a:\n case " + strings.Repeat("[", 3000) + strings.Repeat("]", 3000) + ": pass",
	} {
		f := lower(t, text)
		if d := depth(f.Root); d > 5000 {
			t.Errorf("depth %d of %.30q...", d, text)
		}
	}
}

func depth(n *tree.Node) int {
	d := 0
	if n != nil {
		for _, k := range n.Kids {
			d = max(d, depth(k))
		}
	}
	return d + 1
}

// TestComments: comments are kept beside the tree.
func TestComments(t *testing.T) {
	f := lower(t, "# a\nx = 1 # b\n")
	if len(f.Comments) != 2 || string(f.Source[f.Comments[1].Start:f.Comments[1].End]) != "# b" {
		t.Errorf("comments %v", f.Comments)
	}
}

func FuzzLower(f *testing.F) {
	for _, s := range []string{
		"x = f(a, *b, c=1)\n", "match a:\n  case {'k': v}: pass\n", "class A(B):\n  x: int = 1\n", "f'{a!r:>{w}}'", "@a.b(1)\nasync def f(*a, **k): yield",
		"try:\n a\nexcept A as e:\n b\nfinally: c", "[a for b in c if d]", "a < b < c", "import a.b as c, d\nfrom . import *", "print >>f, x", "with a as b: pass",
	} {
		f.Add(s)
	}
	p, err := syntax.NewParser(syntax.Python)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		parsed, err := p.Parse([]byte(s))
		if err != nil {
			t.Skip()
		}
		file := Lower(parsed)
		if file.Root == nil || file.Root.Kind != tree.Block {
			t.Fatal("the root is no block")
		}
		var walk func(n *tree.Node)
		walk = func(n *tree.Node) {
			if n == nil {
				return
			}
			if n.Start > n.End || int(n.End) > len(s) {
				t.Fatalf("%s stands at %d to %d of %d bytes", n.Kind, n.Start, n.End, len(s))
			}
			for _, k := range n.Kids {
				walk(k)
			}
		}
		walk(file.Root)
		_ = tree.Line(file.Root)
	})
}

func BenchmarkLower(b *testing.B) {
	text := []byte(strings.Repeat(sample, 2_000_000/len(sample)))
	p, err := syntax.NewParser(syntax.Python)
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	parsed, err := p.Parse(text)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if _, err := p.Parse(text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("lower", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			Lower(parsed)
		}
	})
}

const sample = `
class LeadSpider(scrapy.Spider):
    name = "leads"
    custom_settings = {"ROBOTSTXT_OBEY": False, "DOWNLOAD_DELAY": 0.5}

    def parse(self, response):
        """Reads a page."""
        for row in response.css("div.person"):
            email = row.css("a::attr(href)").get(default="").strip().lower()
            if not email or email in self.seen:
                continue  # had before
            self.seen.add(email)
            yield {"email": email, "name": row.css("h2::text").get(), "url": f"https://{self.host}/p/{row.attrib['id']}"}
        try:
            self.db.execute("INSERT INTO leads (email) VALUES (%s)" % email)
        except DatabaseError as e:
            logger.error("failed for %s: %s", email, e)
`
