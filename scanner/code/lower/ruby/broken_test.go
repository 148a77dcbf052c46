package ruby

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
		{"no end", "def f\n  a(2)\n", "(call+recovered"},
		{"stray sign", "x = f(a, =>, b)\ny(1)", "y"},
		{"merge marks", "<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> x\nb(3)", "b"},
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
		"x = a" + strings.Repeat(".b(1)", 5000),
		"if a\n b\n" + strings.Repeat("elsif a\n b\n", 5000) + "end",
		"x = if a\n b\n" + strings.Repeat("elsif a\n b\n", 5000) + "end",
		"x = case a\n" + strings.Repeat("when b then c\n", 5000) + "end",
		"case a\nin " + strings.Repeat("[", 3000) + strings.Repeat("]", 3000) + " then b\nend",
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
		"x = f(a, *b, c: 1, **d, &:e)", "f(<<~A, <<-'B')\n  x #{y}\nA\n z\n  B\n", "case h\nin {a: [b, *c] => d} | nil if e then 1\nelse 2\nend", "class A < B[7]\n include C\n def x=(v) = @v = v\nend",
		"x = case a when 1, *b then c else d end", "begin; a; rescue E => e; b; ensure; c; end while d", "a.each do |x, (y, z), k: 1| next x end", "x ||= y rescue raise 'a'", "a, (b, *c) = d, e", "`ls #{x}` =~ /a#{b}/", "x.(1)&.y ? -> { z } : %w[a b]",
	} {
		f.Add(s)
	}
	p, err := syntax.NewParser(syntax.Ruby)
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
	p, err := syntax.NewParser(syntax.Ruby)
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
class LeadImporter < ApplicationService
  ENDPOINT = "https://people.example.com/v1"

  def call(rows)
    rows.each do |row|
      email = row[:email].to_s.strip.downcase
      next if email.empty? || seen?(email)
      lead = Lead.find_or_initialize_by(email: email)
      lead.consent ||= true # had none
      lead.update!(name: row["name"], source: "#{ENDPOINT}/#{row[:id]}", consent_at: Time.now)
    rescue ActiveRecord::RecordInvalid => e
      Rails.logger.error "failed for #{email}: #{e.message}"
    end
    Lead.connection.execute(<<~SQL)
      UPDATE leads SET consent = TRUE
      WHERE consent IS NULL
    SQL
  end
end
`
