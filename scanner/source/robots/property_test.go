package robots

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// block is a group in a generated file.
type block struct {
	agents []string
	rules  []string
}

func genPath() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return "/" + rapid.StringOfN(rapid.SampledFrom([]rune("aab/?=&.é%:$*")), 0, 10, -1).Draw(t, "path")
	})
}

func genPattern() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		p := rapid.SampledFrom([]string{"/", "/", "*"}).Draw(t, "start") +
			rapid.StringOfN(rapid.SampledFrom([]rune("aab/?=&.é*")), 0, 8, -1).Draw(t, "pattern")
		return p + rapid.SampledFrom([]string{"", "", "$"}).Draw(t, "end")
	})
}

func genBlock(names []string) *rapid.Generator[block] {
	return rapid.Custom(func(t *rapid.T) block {
		b := block{agents: rapid.SliceOfN(rapid.SampledFrom(names), 1, 3).Draw(t, "agents")}
		for range rapid.IntRange(1, 5).Draw(t, "rules") {
			b.rules = append(b.rules, rapid.SampledFrom([]string{"Allow: ", "Disallow: "}).Draw(t, "kind")+genPattern().Draw(t, "path"))
		}
		return b
	})
}

func (b block) lines() []string {
	var out []string
	for _, a := range b.agents {
		out = append(out, "User-agent: "+a)
	}
	return append(out, b.rules...)
}

func join(blocks []block) []string {
	var out []string
	for _, b := range blocks {
		out = append(out, b.lines()...)
	}
	return out
}

var names = []string{"heron", "ibis", "stork", "*"}

func drawFile(t *rapid.T) []block {
	return rapid.SliceOfN(genBlock(names), 0, 4).Draw(t, "file")
}

// answer is a decision without its place.
func answer(lines []string, end, token, path string) (bool, string, string) {
	d := Parse([]byte(strings.Join(lines, end))).Decide(token, path)
	return d.Allowed, d.Group, d.Text
}

func TestNoiseChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := join(drawFile(t))
		token, path := rapid.SampledFrom(names).Draw(t, "token"), genPath().Draw(t, "visit")
		noise := []string{"", "  \t", "# a note", "#Disallow: /", "nonsense", "Sitemap: https://nest.example/", "\x00"}
		var noisy []string
		for _, l := range lines {
			for range rapid.IntRange(0, 2).Draw(t, "n") {
				noisy = append(noisy, rapid.SampledFrom(noise).Draw(t, "noise"))
			}
			noisy = append(noisy, l)
		}
		end := rapid.SampledFrom([]string{"\n", "\r", "\r\n", "\n\r", "\n\n"}).Draw(t, "end")
		a1, g1, t1 := answer(lines, "\n", token, path)
		a2, g2, t2 := answer(noisy, end, token, path)
		if a1 != a2 || g1 != g2 || t1 != t2 {
			t.Fatalf("noise changed %v %q %q to %v %q %q", a1, g1, t1, a2, g2, t2)
		}
	})
}

func TestOrderOfGroupsAndRulesIsIrrelevant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blocks := drawFile(t)
		token, path := rapid.SampledFrom(names).Draw(t, "token"), genPath().Draw(t, "visit")
		shuffled := rapid.Permutation(blocks).Draw(t, "order")
		for i := range shuffled {
			shuffled[i].rules = rapid.Permutation(shuffled[i].rules).Draw(t, "rules")
		}
		a1, g1, _ := answer(join(blocks), "\n", token, path)
		a2, g2, _ := answer(join(shuffled), "\n", token, path)
		if a1 != a2 || g1 != g2 {
			t.Fatalf("order changed %v %q to %v %q", a1, g1, a2, g2)
		}
	})
}

func TestSplitGroupsAreMerged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blocks := drawFile(t)
		token, path := rapid.SampledFrom(names).Draw(t, "token"), genPath().Draw(t, "visit")
		var split []block
		for _, b := range blocks {
			for _, r := range b.rules {
				for _, a := range b.agents {
					split = append(split, block{[]string{strings.ToUpper(a)}, []string{r}})
				}
			}
		}
		a1, g1, _ := answer(join(blocks), "\n", token, path)
		a2, g2, _ := answer(join(split), "\n", token, path)
		if a1 != a2 || g1 != g2 {
			t.Fatalf("splitting changed %v %q to %v %q", a1, g1, a2, g2)
		}
	})
}

func TestMoreRulesOnlyGoTheirWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := join(drawFile(t))
		token, path := rapid.SampledFrom(names).Draw(t, "token"), genPath().Draw(t, "visit")
		before, _, _ := answer(append(lines, "User-agent: "+token), "\n", token, path)
		allow := rapid.Bool().Draw(t, "allow")
		kind := "Disallow: "
		if allow {
			kind = "Allow: "
		}
		more := append(lines, "User-agent: "+token, kind+genPattern().Draw(t, "rule"))
		after, _, _ := answer(more, "\n", token, path)
		if allow && before && !after || !allow && !before && after {
			t.Fatalf("one more %q turned %v into %v", kind, before, after)
		}
		// A rule for exactly this path, longer than any other can be, decides.
		exact := append(lines, "User-agent: "+token, kind+strings.NewReplacer("*", "%2A", "$", "%24").Replace(path)+strings.Repeat("*", 40))
		if got, _, _ := answer(exact, "\n", token, path); got != allow && path != "/robots.txt" {
			t.Fatalf("an exact %q gave %v", kind, got)
		}
	})
}

func TestEncodingOfUnreservedOctetsIsIrrelevant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := join(drawFile(t))
		path := genPath().Draw(t, "visit")
		var encoded strings.Builder
		for i := 0; i < len(path); i++ {
			if c := path[i]; c == 'a' || c == 'b' || c >= 0x80 {
				if rapid.Bool().Draw(t, "encode") && !behindPercent(path, i) {
					encoded.WriteString("%" + string(hexDigits[c>>4]) + strings.ToLower(string(hexDigits[c&15])))
					continue
				}
			}
			encoded.WriteByte(path[i])
		}
		a1, _, t1 := answer(lines, "\n", "heron", path)
		a2, _, t2 := answer(lines, "\n", "heron", encoded.String())
		if a1 != a2 || t1 != t2 {
			t.Fatalf("%q gives %v %q, %q gives %v %q", path, a1, t1, encoded.String(), a2, t2)
		}
	})
}

// behindPercent tells whether the octet may be part of a triplet already.
func behindPercent(s string, i int) bool {
	return i > 0 && s[i-1] == '%' || i > 1 && s[i-2] == '%'
}

// TestMatchesAsRegularExpression holds the matcher to another way of matching.
func TestMatchesAsRegularExpression(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		written, path := genPattern().Draw(t, "pattern"), genPath().Draw(t, "path")
		p := newPattern(written)
		target := normalisePath(path)
		expression := "^" + regexp.QuoteMeta(p.head)
		if p.wild {
			for _, part := range strings.Split(p.rest, "*") {
				expression += ".*" + regexp.QuoteMeta(part)
			}
		}
		if p.end {
			expression += "$"
		}
		want := regexp.MustCompile(`(?s)` + expression).MatchString(target)
		if got := p.matches(target); got != want {
			t.Fatalf("%q on %q: got %v, want %v by %s", written, target, got, want, expression)
		}
	})
}

func TestNormalisingTwiceIsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.String().Draw(t, "path")
		once, octets := normalise(path, false)
		twice, again := normalise(once, false)
		if once != twice || octets != again {
			t.Fatalf("%q: %q (%d), then %q (%d)", path, once, octets, twice, again)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nAllow: /%61\r\rCrawl-delay: 3\n"), "/a%2Fb?c=d")
	f.Add([]byte("\xFF\xFEU\x00"), "")
	f.Add([]byte("\xEF\xBB\xBF<html>"), "*")
	f.Fuzz(func(t *testing.T, body []byte, path string) {
		file := Parse(body)
		for _, token := range append(file.Named(), "leadlint", "*", "") {
			d := file.Decide(token, path)
			if !d.Allowed && d.Line == 0 {
				t.Fatalf("%q is forbidden by no line", path)
			}
			if d.Line > file.Lines || len([]rune(d.Text)) > maxText {
				t.Fatalf("decision %+v in a file of %d lines", d, file.Lines)
			}
			if again := file.Decide(token, path); again != d {
				t.Fatalf("%+v, then %+v", d, again)
			}
			if delay := file.Delay(token); delay < 0 {
				t.Fatalf("delay %v", delay)
			}
		}
	})
}
