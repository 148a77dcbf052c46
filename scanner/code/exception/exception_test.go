package exception

import (
	"slices"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	cases := []struct {
		name, src string
		line, to  int
		rules     string
		reason    string
		until     string
		holds     bool
	}{
		{"end of line", `x = 1  # leadlint:ignore COD-01 reason="own site" until=2027-01-31`, 1, 1, "COD-01", "own site", "2027-01-31", true},
		{"line above", "// leadlint:ignore COD-01-DISABLED,COD-03 reason=\"own site\" until=2027-01-31\n\n// more\nf()", 1, 4, "COD-01-DISABLED COD-03", "own site", "2027-01-31", true},
		{"html", `<!-- leadlint:ignore CON-03 reason="terms box" until=2027-01-31 --><input>`, 1, 1, "CON-03", "terms box", "2027-01-31", true},
		{"block", "/*\n * leadlint:ignore SEC-01 reason=\"masked\" until=2027-01-31\n */\nlog()", 2, 4, "SEC-01", "masked", "2027-01-31", true},
		{"sql", "-- leadlint:ignore RET-02 reason=\"x\" until=2027-01-31\r\nUPDATE t", 1, 2, "RET-02", "x", "2027-01-31", true},
		{"past", `f() // leadlint:ignore COD-01 reason="own site" until=2026-01-31`, 1, 1, "COD-01", "own site", "2026-01-31", false},
		{"no reason", `f() // leadlint:ignore COD-01 until=2027-01-31`, 1, 1, "COD-01", "", "2027-01-31", false},
		{"no date", `f() // leadlint:ignore COD-01 reason="x"`, 1, 1, "COD-01", "x", "", false},
		{"no day", `f() // leadlint:ignore COD-01 reason="x" until=2027-02-30`, 1, 1, "COD-01", "x", "2027-02-30", false},
		{"no rule", `f() // leadlint:ignore reason="x" until=2027-01-31`, 1, 1, "", "x", "2027-01-31", false},
		{"nothing", `f() // leadlint:ignore`, 1, 1, "", "", "", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := NewReader().Find([]byte(c.src))
			if len(got) != 1 {
				t.Fatalf("got %d exceptions, want 1", len(got))
			}
			e := got[0]
			if e.Line != c.line || e.Covers != c.to || strings.Join(e.Rules, " ") != c.rules || e.Reason != c.reason || e.Until != c.until || e.Holds("2026-11-23") != c.holds {
				t.Errorf("got %+v, holds %v", e, e.Holds("2026-11-23"))
			}
		})
	}
}

func TestFindNothing(t *testing.T) {
	for _, src := range []string{`print("leadlint:ignore COD-01")`, "docs say leadlint:ignored", ""} {
		if got := NewReader().Find([]byte(src)); len(got) != 0 {
			t.Errorf("%q: got %v", src, got)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add([]byte("x # leadlint:ignore A-1 reason=\"b\" until=2027-01-01\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		lines := strings.Count(string(src), "\n") + 1
		for _, e := range NewReader().Find(src) {
			if e.Line < 1 || e.Covers < e.Line || e.Covers > lines+1 || slices.Contains(e.Rules, "") {
				t.Errorf("%+v of %d lines", e, lines)
			}
		}
	})
}
