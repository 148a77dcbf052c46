package observe_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"leadlint/scanner/source/observe"
)

// hostile are pages made to cost time or memory.
func hostile() map[string]string {
	wide := strings.Builder{}
	for i := range 100_000 {
		fmt.Fprintf(&wide, `<a href="/privacy/%d">Privacy policy %d</a>`, i, i)
	}
	many := strings.Builder{}
	for i := range 400 {
		fmt.Fprintf(&many, "<b a=%d>", i)
	}
	attrs := strings.Builder{}
	attrs.WriteString("<p ")
	for i := range 300_000 {
		fmt.Fprintf(&attrs, "a%d=x ", i)
	}
	attrs.WriteString(">x")
	return map[string]string{
		"ten megabytes of text":       strings.Repeat("No sales calls, please. ", 450_000),
		"ten megabytes of one word":   strings.Repeat("a", 10<<20),
		"ten megabytes of tags":       strings.Repeat("<p>x", 2_600_000),
		"deep":                        strings.Repeat("<div>", 1_000_000),
		"deep quotes":                 strings.Repeat("<blockquote><ul><li>", 300_000),
		"links":                       wide.String(),
		"formatting to be repeated":   "<p>" + many.String() + strings.Repeat("</p><p>x", 200_000),
		"attributes":                  attrs.String(),
		"zeros":                       strings.Repeat("\x00<p>\x00(at)\x00.", 300_000),
		"broken encoding":             strings.Repeat("\xff\xfe<p>\xc3\x28 a\xf0@b.example", 200_000),
		"signs":                       strings.Repeat("@", 1<<20),
		"addresses":                   strings.Repeat("a@b.example x (at) ", 200_000),
		"quotes":                      "<p>" + strings.Repeat(`"we object to advertising at this email address" `, 20_000),
		"references":                  strings.Repeat("a&#64;", 300_000),
		"half tags":                   strings.Repeat("<a href='", 500_000),
		"nested data":                 `<script type="application/ld+json">` + strings.Repeat(`{"a":[`, 100_000) + `</script>`,
		"wide data":                   `<script type="application/ld+json">[` + strings.Repeat(`{"@type":"Person","name":"x"},`, 30_000) + `0]</script>`,
		"empty lists":                 `<script type="application/ld+json">[` + strings.Repeat(`[],`, 300_000) + `0]</script>`,
		"many scripts":                strings.Repeat(`<script type="application/ld+json">{"@type":"Person"}</script>`, 20_000),
		"shell with data":             `<div id=__next></div><script src=x></script><script id=__NEXT_DATA__ type="application/json">[` + strings.Repeat(`"<b>no sales calls please</b> ",`, 30_000) + `0]</script>`,
		"tables":                      strings.Repeat("<table><tr><td>Email<td>1st-degree connections", 30_000),
		"visibilities":                "<p>Email</p>" + strings.Repeat("<p>1st-degree connections</p>", 30_000),
		"inputs":                      strings.Repeat("<input type=password>", 100_000),
		"labels":                      "<div>" + strings.Repeat("<label for=x>y</label>", 50_000) + "</div>",
		"images":                      "<p>" + strings.Repeat("<img alt='e-mail address' src=x>", 50_000),
		"forms":                       strings.Repeat("<form><textarea>", 50_000),
		"conditions without an end":   strings.Repeat("you may not scrape ", 100_000),
		"lists of terms":              "<p>You may not:</p><ul>" + strings.Repeat("<li>scrape", 100_000),
		"emphasis without closing":    strings.Repeat("<em><strong><i>", 60_000) + "x",
		"entities":                    strings.Repeat("&NotEqualTilde;&#x10FFFF;&#0;", 100_000),
		"comments without an end":     strings.Repeat("<!--", 500_000),
		"plaintext within a textarea": "<textarea>" + strings.Repeat("<plaintext>", 100_000),
	}
}

func TestHostilePages(t *testing.T) {
	lex := lexicon(t)
	for name, body := range hostile() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			o := observe.Page(page(body), lex)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
			t.Logf("%v, %d MiB, %d signals", took.Round(time.Millisecond), allocated, len(o.Signals))
			if took > 5*time.Second {
				t.Errorf("got %v, want less", took)
			}
			if allocated > 600 {
				t.Errorf("got %d MiB, want less", allocated)
			}
			if len(o.Signals) > 300 {
				t.Errorf("got %d signals, want a bounded number", len(o.Signals))
			}
		})
	}
}

// sound holds what every observation promises.
func sound(t *testing.T, o *observe.Observation) {
	t.Helper()
	for _, s := range o.Signals {
		if !utf8.ValidString(s.Snippet) || utf8.RuneCountInString(s.Snippet) > 200 {
			t.Fatalf("snippet of %s is not valid or too long: %q", s.Name, s.Snippet)
		}
		if strings.ContainsRune(s.Snippet, '@') && !strings.Contains(s.Snippet, "***") {
			t.Fatalf("snippet of %s shows an address: %q", s.Name, s.Snippet)
		}
		if s.Where == "" || s.Name == "" || s.Strength == "" {
			t.Fatalf("signal lacks its place, name or strength: %+v", s)
		}
		if strings.ContainsAny(s.Snippet+s.Where+s.Value, "\x00\x1b\n") {
			t.Fatalf("signal holds control characters: %+v", s)
		}
	}
}

func FuzzPage(f *testing.F) {
	lex := lexicon(f)
	for _, s := range []string{
		`<html lang=de><h1>Impressum</h1><p>Bitte keine Werbeanrufe.</p><a href="mailto:a@b.example">x</a>`,
		`<table><tr><td>Email<td>1st-degree connections</table><form><input type=password>`,
		`<script type="application/ld+json">{"@type":"Person","name":"x"}</script><div itemscope itemtype=Person itemprop=email>`,
		`<p>“You must not scrape” a (at) b.example <q>x</q><ul><li>y</ul><svg><a/></svg>`, "\x00\xff<!--<![CDATA[", `&#64;<b><i></b>`,
	} {
		f.Add(s, 200, "text/html")
	}
	f.Fuzz(func(t *testing.T, body string, status int, kind string) {
		in := page(body)
		in.Status, in.ContentType = status, kind
		first := observe.Page(in, lex)
		sound(t, first)
		if again := observe.Page(in, lex); fmt.Sprintf("%+v", again) != fmt.Sprintf("%+v", first) {
			t.Fatal("the same page gives two observations")
		}
		for _, c := range observe.Terms(in, lex).Clauses {
			if utf8.RuneCountInString(c.Sentence) > 200 {
				t.Fatalf("clause is too long: %q", c.Sentence)
			}
		}
		observe.Names(in, body[:min(len(body), 20)], lex)
	})
}

func FuzzRoot(f *testing.F) {
	lex := lexicon(f)
	f.Add("User-Agent: *\nDisallow: /", "https://a.example/x")
	f.Add(`[{"location":"/*x$","tdm-reservation":1}]`, "https://a.example/x")
	f.Fuzz(func(t *testing.T, body, url string) {
		in := page("<p>x")
		in.URL = url
		for _, k := range []observe.RootKind{observe.AIText, observe.LLMsText, observe.TDMRep} {
			r := observe.Root(k, []byte(body))
			in.Site = &observe.Site{AI: r, LLMs: r, TDM: r, Robots: []string{body}}
			sound(t, observe.Page(in, lex))
		}
	})
}

// ordinary is a page as companies have them, of about 60 kilobytes.
func ordinary() []byte {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="en"><head><title>Team</title><meta name="robots" content="index"><script type="application/ld+json">{"@type":"Organization","name":"Quill"}</script>`)
	b.WriteString("<style>" + strings.Repeat(".a{color:red}", 500) + "</style></head><body><header><nav><ul>")
	for i := range 60 {
		fmt.Fprintf(&b, `<li class="menu-item menu-item-%d"><a href="/section/%d" class="link">Section %d</a></li>`, i, i, i)
	}
	b.WriteString("</ul></nav></header><main>")
	for i := range 60 {
		fmt.Fprintf(&b, `<div class="card card-%d"><h3>Person %d</h3><p class="role">Head of things</p><p>She joined the company %d years ago, and leads a team that repairs windows, builds staircases and teaches apprentices; before that she was in charge of sales for the whole region.</p><a href="mailto:p%d@quill.example">Write</a><img src="/i/%d.jpg" alt="portrait"></div>`, i, i, i, i, i)
	}
	b.WriteString(`</main><footer><a href="/privacy">Privacy policy</a> <a href="/terms">Terms of use</a></footer><script>` + strings.Repeat("function f(){return 1};", 400) + `</script></body></html>`)
	return []byte(b.String())
}

func BenchmarkPage(b *testing.B) {
	lex := lexicon(b)
	in := page("")
	in.Body = ordinary()
	b.SetBytes(int64(len(in.Body)))
	b.ReportAllocs()
	for b.Loop() {
		observe.Page(in, lex)
	}
}

func BenchmarkLoadLexicon(b *testing.B) {
	for b.Loop() {
		lexicon(b)
	}
}

// TestStatementsAreSound holds the cases of the tables to the promises too.
func TestStatementsAreSound(t *testing.T) {
	lex := lexicon(t)
	for _, name := range []string{"statements.tsv", "terms.tsv"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		sound(t, observe.Page(page(string(data)), lex))
	}
}
