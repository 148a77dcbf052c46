package robots

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

func TestDecisionIsEvidence(t *testing.T) {
	file := "# nest\r\nUser-agent: *\r\n\r\nDisallow: /a\r\nUser-agent: LeadLint\r\n  Disallow: /b  # eggs \r\nAllow: /b/c\r\n"
	f := Parse([]byte(file))
	cases := []struct {
		token, path string
		want        Decision
	}{
		{"leadlint", "/b/d", Decision{false, 6, "Disallow: /b  # eggs", "leadlint"}},
		{"LEADLINT", "/b/c", Decision{true, 7, "Allow: /b/c", "leadlint"}},
		{"leadlint", "/a", Decision{true, 0, "", "leadlint"}},
		{"other", "/a", Decision{false, 4, "Disallow: /a", "*"}},
		{"*", "/a", Decision{false, 4, "Disallow: /a", "*"}},
		{"other", "/robots.txt", Decision{true, 0, "", "*"}},
	}
	for _, c := range cases {
		if got := f.Decide(c.token, c.path); got != c.want {
			t.Errorf("%s to %s: got %+v, want %+v", c.token, c.path, got, c.want)
		}
	}
	if got := Parse([]byte("User-agent: x\nDisallow: /")).Decide("y", "/"); got != (Decision{Allowed: true}) {
		t.Errorf("no group: got %+v, want allowed by nothing", got)
	}
}

func TestFirstOfEqualRulesDecides(t *testing.T) {
	f := Parse([]byte("User-agent: *\nDisallow: /a\nDisallow: /a\n"))
	if got := f.Decide("x", "/a").Line; got != 2 {
		t.Errorf("got line %d, want 2", got)
	}
}

func TestDecidingLineIsClipped(t *testing.T) {
	f := Parse([]byte("User-agent: *\nDisallow: /" + strings.Repeat("é", 500) + "\nDisallow: /x\xff\n"))
	got := f.Decide("x", "/"+strings.Repeat("é", 600)).Text
	if n := len([]rune(got)); n != 200 || !strings.HasPrefix(got, "Disallow: /éé") {
		t.Errorf("got %d runes %q, want the first 200", n, got)
	}
	if got := f.Decide("x", "/x%FF").Text; got != "Disallow: /x\uFFFD" {
		t.Errorf("got %q, want valid UTF-8", got)
	}
}

func TestCounts(t *testing.T) {
	f := Parse([]byte("Disallow: /early\nUser-agent:\nUser-agent: heron\nDisallow: eggs\nnonsense\n: x\n\n# c\nSitemap: https://nest.example/\nDisallow: /a\n"))
	if f.Lines != 10 || f.Skipped != 5 || f.Other != 1 || f.Truncated || !f.Usable {
		t.Errorf("got lines %d, skipped %d, other %d, truncated %v, usable %v; want 10, 5, 1, false, true",
			f.Lines, f.Skipped, f.Other, f.Truncated, f.Usable)
	}
}

func TestPagesAreNoRobotsFile(t *testing.T) {
	cases := []struct {
		name, body string
		usable     bool
	}{
		{"page", "<!DOCTYPE html><title>Sign in</title>\nUser-agent: *\nDisallow: /\n", false},
		{"page behind blank lines", "\r\n \n\t<html>", false},
		{"page with byte order mark", "\xEF\xBB\xBF<?xml version=\"1.0\"?>", false},
		{"page in UTF-16", "\xFF\xFE<\x00h\x00", false},
		{"markup further down", "User-agent: *\n<html>\nDisallow: /\n", true},
		{"text", "Not found", true},
		{"JSON", "{\"error\": \"no\"}", true},
		{"empty", "", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := Parse([]byte(c.body))
			if f.Usable != c.usable {
				t.Errorf("got usable %v, want %v", f.Usable, c.usable)
			}
			if got := f.Decide("leadlint", "/"); !c.usable && got != (Decision{Allowed: true}) {
				t.Errorf("got %+v, want no rule", got)
			}
		})
	}
}

func TestUTF16(t *testing.T) {
	for name, order := range map[string]int{"little": 0, "big": 1} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			for _, u := range utf16.Encode([]rune("\uFEFFUser-agent: *\nDisallow: /nid/œuf\n")) {
				pair := [2]byte{byte(u), byte(u >> 8)}
				b.WriteByte(pair[order])
				b.WriteByte(pair[1-order])
			}
			if Parse(b.Bytes()).Decide("x", "/nid/%C5%93uf").Allowed {
				t.Error("got allowed, want disallowed")
			}
		})
	}
}

func TestSize(t *testing.T) {
	pad := func(n int) string { return "User-agent: *\n" + strings.Repeat("#", n) + "\n" }
	within := Parse([]byte(pad(500<<10) + "Disallow: /a\n"))
	if within.Decide("x", "/a").Allowed || within.Truncated {
		t.Error("a rule behind 500 KiB was not read")
	}
	beyond := Parse([]byte(pad(MaxBytes) + "Disallow: /a\n"))
	if !beyond.Decide("x", "/a").Allowed || !beyond.Truncated {
		t.Error("a rule behind the limit was read")
	}
	// The rule that the limit cuts would allow more than it says.
	cut := Parse([]byte("User-agent: *\nDisallow: /\n" + strings.Repeat("\n", MaxBytes-27-8) + "Allow: /open\n"))
	if cut.Decide("x", "/o").Allowed || !cut.Truncated {
		t.Error("a line cut by the limit was used")
	}
	if one := Parse([]byte("Disallow: /" + strings.Repeat("a", MaxBytes))); one.Lines != 0 || !one.Truncated {
		t.Errorf("one endless line: got %d lines, want none", one.Lines)
	}
}

func TestSignals(t *testing.T) {
	f := Parse([]byte(`Content-Signal: search=yes
User-agent: heron
Content-Signal: search=yes, ai-train=no # rights
User-agent: *
content-usage: train-ai=n
CRAWL-DELAY: 2.5
Disallow: /a
License: https://nest.example/rsl.xml
User-agent: ibis
Crawl-delay: 10
Crawl-delay: soon
`))
	want := []Signal{
		{Name: "Content-Signal", Value: "search=yes", Text: "Content-Signal: search=yes", Line: 1},
		{Name: "Content-Signal", Value: "search=yes, ai-train=no", Text: "Content-Signal: search=yes, ai-train=no # rights", Line: 3, Group: []string{"heron"}},
		{Name: "Content-Usage", Value: "train-ai=n", Text: "content-usage: train-ai=n", Line: 5, Group: []string{"heron", "*"}},
		{Name: "Crawl-delay", Value: "2.5", Text: "CRAWL-DELAY: 2.5", Line: 6, Group: []string{"heron", "*"}},
		{Name: "License", Value: "https://nest.example/rsl.xml", Text: "License: https://nest.example/rsl.xml", Line: 8, Group: []string{"heron", "*"}},
		{Name: "Crawl-delay", Value: "10", Text: "Crawl-delay: 10", Line: 10, Group: []string{"ibis"}},
		{Name: "Crawl-delay", Value: "soon", Text: "Crawl-delay: soon", Line: 11, Group: []string{"ibis"}},
	}
	got := f.Signals()
	for i := range got {
		got[i].delay = 0
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for token, want := range map[string]time.Duration{"heron": 2500 * time.Millisecond, "stork": 2500 * time.Millisecond, "ibis": 10 * time.Second} {
		if got := f.Delay(token); got != want {
			t.Errorf("delay of %s: got %v, want %v", token, got, want)
		}
	}
	if got, want := fmt.Sprint(f.Named()), "[heron * ibis]"; got != want {
		t.Errorf("named: got %s, want %s", got, want)
	}
	if !f.Names("HERON") || !f.Names("*") || f.Names("stork") || f.Names("") {
		t.Error("Names does not tell who is named")
	}
}

func TestDelayOutOfBounds(t *testing.T) {
	for _, value := range []string{"-1", "NaN", "Inf", "1e9", "1h", ""} {
		if got := Parse([]byte("User-agent: *\nCrawl-delay: " + value)).Delay("x"); got != 0 {
			t.Errorf("Crawl-delay %q: got %v, want none", value, got)
		}
	}
	if got := Parse([]byte("Crawl-delay: 5\nUser-agent: x\n")).Delay("x"); got != 0 {
		t.Errorf("before any name: got %v, want none", got)
	}
}
