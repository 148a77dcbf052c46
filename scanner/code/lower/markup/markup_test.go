package markup

import (
	"strings"
	"testing"

	"leadlint/scanner/code/tree"
)

// lines gives the nodes at the top of a page, one a line.
func lines(f *tree.File) string {
	var out []string
	for _, k := range f.Root.Kids {
		out = append(out, tree.Line(k))
	}
	return strings.Join(out, "\n")
}

type example struct{ name, in, want string }

func check(t *testing.T, dialect string, tests []example) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Lower([]byte(tt.in), dialect)
			if err != nil {
				t.Fatal(err)
			}
			if got := lines(f); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			sane(t, f)
		})
	}
}

// sane checks what holds of every tree: offsets inside the file, no node twice, the
// depth bounded.
func sane(t testing.TB, f *tree.File) {
	t.Helper()
	seen := map[*tree.Node]bool{}
	var walk func(n *tree.Node, depth int)
	walk = func(n *tree.Node, depth int) {
		if n == nil {
			return
		}
		if seen[n] {
			t.Fatalf("node %s stands twice", tree.Line(n))
		}
		seen[n] = true
		if n.Start > n.End || int(n.End) > len(f.Source) {
			t.Fatalf("node %s from %d to %d in a text of %d", n.Kind, n.Start, n.End, len(f.Source))
		}
		if depth > 5000 {
			t.Fatal("the tree is too deep")
		}
		for _, k := range n.Kids {
			walk(k, depth+1)
		}
	}
	walk(f.Root, 0)
}

// seeds are a page for each dialect.
var seeds = [...]struct{ dialect, page string }{
	{"html", `<div class="a {{ b }}">{% if user.ok %}<input type=checkbox {% if c %}checked{% endif %}>{% else %}{{ user.email|mask:"x" }}{% endif %}</div>` +
		`<script>gtag("set", {email: "{{ user.email }}"})</script><% if a %><?php echo $b ?></p>`},
	{"vue", `<template><p v-if="a" :class="{b: c}" @click="() => d(e)">{{ f ?? "g" }}</p><p v-else/></template><script lang="ts">const a: B = 1</script>`},
	{"svelte", `{#if a}<b {c} on:click={() => d()}>{e}</b>{:else if f}{/if}{#each g as h (h.i)}{@html j}{/each}`},
	{"erb", `<% if @a&.b? %><%= form_with model: @c do |f| %><%= f.check_box :d, {checked: true}, "#{e}" %><% end %><% end %>`},
	{"ejs", `<% if (a) { %><%= b.c %><% } else { %><% d.forEach((e) => { %><%- e %><% }) %><% } %>`},
	{"twig", `{% for a in b if c %}{{ a.d|e(f)|g }}{% endfor %}{% set h = {"i": j} %}{# k #}<p {{ l ? "checked" : "" }}>`},
	{"handlebars", `{{#each a}}{{b.c}} {{d "e" f=g}}{{else}}{{{h}}}{{/each}}{{^i}}{{/i}}`},
	{"blade", `@if($a->b) {{ $c ?? "d" }} @elseif(e($f)) @else {!! $g !!} @endif @foreach($h as $i => $j) @endforeach @php $k = [1 => 2]; @endphp <input @checked($l)>`},
	{"jsp", `<% String a = b.c(); for (D e : f) { %>${g.h eq "i" ? empty j : k}<% } %><c:forEach items="${l}" var="m"><c:if test="${n}"/></c:forEach>`},
	{"phtml", `<?php foreach ($a as $b => $c): ?><?= $d["e"] ?><?php endforeach; if ($f) { ?><i><?php } else { ?></i><?php } ?>`},
}

func FuzzLower(f *testing.F) {
	for i, s := range seeds {
		f.Add([]byte(s.page), uint8(i))
	}
	r := NewReader()
	defer r.Close()
	f.Fuzz(func(t *testing.T, src []byte, dialect uint8) {
		out, err := r.Lower(src, seeds[int(dialect)%len(seeds)].dialect)
		if err == nil {
			sane(t, out)
		}
	})
}

// TestDepth: what lies too deep is cut, and long texts without ends cost little.
func TestDepth(t *testing.T) {
	const n = 3000
	for name, text := range map[string]string{
		"elements":        strings.Repeat("<a>", n) + strings.Repeat("</a>", n),
		"open elements":   strings.Repeat("<div>", n),
		"open conditions": strings.Repeat("{% if a %}", n),
		"conditions":      strings.Repeat("{% if a %}<b>", n) + strings.Repeat("</b>{% endif %}", n),
		"branches":        "{% if a %}" + strings.Repeat("{% elif b %}c", n) + "{% endif %}",
		"else by else":    "<p v-if=a>" + strings.Repeat("<p v-else-if=b>", n),
		"brackets":        "{{ " + strings.Repeat("(", n) + " }}",
		"signs":           "{{ " + strings.Repeat("!", n) + "a }}",
		"members":         "{{ a" + strings.Repeat(".b", n) + "|c }}",
		"open tags":       strings.Repeat("{{ a ", 10*n),
		"braces":          strings.Repeat("{", 10*n),
		"attributes":      "<p {% if " + strings.Repeat("a and ", n) + "b %}" + strings.Repeat(" c=d", n) + ">",
		"scripts":         strings.Repeat("<script>a({{ b }})</script>", n),
	} {
		for _, dialect := range []string{"html", "twig", "svelte", "blade"} {
			t.Run(name+" "+dialect, func(t *testing.T) {
				f, err := Lower([]byte(text), dialect)
				if err != nil {
					t.Fatal(err)
				}
				sane(t, f)
			})
		}
	}
}

func TestDialect(t *testing.T) {
	for name, want := range map[string]string{
		"a/b.html": "html", "B.HTM": "html", "x.html.erb": "erb", "x.blade.php": "blade", "x.php": "", "x.vue": "vue", "x.svelte": "svelte", "x.j2": "twig",
		"x.liquid": "twig", "x.hbs": "handlebars", "x.mustache": "handlebars", "x.jsp": "jsp", "x.phtml": "phtml", "x.ejs": "ejs", "x": "", "": "",
	} {
		if got := Dialect(name); got != want {
			t.Errorf("Dialect(%q): got %q, want %q", name, got, want)
		}
	}
	if _, err := Lower(nil, "none"); err == nil {
		t.Error("there is a dialect none, want an error")
	}
}

// TestOffsets: what is put back stands where it stands in the file.
func TestOffsets(t *testing.T) {
	for _, s := range seeds {
		src := "\n\n" + s.page
		f, err := Lower([]byte(src), s.dialect)
		if err != nil {
			t.Fatal(err)
		}
		var walk func(n *tree.Node)
		walk = func(n *tree.Node) {
			if n == nil {
				return
			}
			if n.Kind == tree.Name && n.End > n.Start && !strings.Contains(src[n.Start:n.End], n.Text) {
				t.Errorf("%s: name %q stands at %q", s.dialect, n.Text, src[n.Start:n.End])
			}
			for _, k := range n.Kids {
				walk(k)
			}
		}
		walk(f.Root)
	}
}

func TestComments(t *testing.T) {
	src := "<script>\n// one\nf()</script><!-- two --><b>\n<script>/* three */</script>"
	f, err := Lower([]byte(src), "html")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range f.Comments {
		got = append(got, src[c.Start:c.End])
	}
	if want := "// one|<!-- two -->|/* three */"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func BenchmarkLower(b *testing.B) {
	page := strings.ReplaceAll(seeds[0].page, "</p>", "<p>text of the page</p><ul><li>a</li><li>b</li></ul>")
	src := []byte(strings.Repeat(page+"\n", 500))
	d, _ := describe("html", src)
	masked, _ := mask(src, d)
	r := NewReader()
	defer r.Close()
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			if _, err := r.parse("html", masked); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("whole", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			if _, err := r.Lower(src, "html"); err != nil {
				b.Fatal(err)
			}
		}
	})
}
