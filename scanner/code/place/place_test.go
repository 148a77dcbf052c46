package place

import (
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	l := NewLines([]byte("ab\nçd\r\n\nx"))
	cases := []struct {
		at        uint32
		line, col int
	}{{0, 1, 1}, {2, 1, 3}, {3, 2, 1}, {5, 2, 2}, {8, 3, 1}, {9, 4, 1}, {99, 4, 2}}
	for _, c := range cases {
		if line, col := l.At(c.at); line != c.line || col != c.col {
			t.Errorf("at %d: got %d:%d, want %d:%d", c.at, line, col, c.line, c.col)
		}
	}
	if l.Count() != 4 || l.Line(2) != "çd" || l.Line(4) != "x" || NewLines([]byte("a\n")).Count() != 1 {
		t.Errorf("lines: %d, %q", l.Count(), l.Line(2))
	}
}

// TestExcerpt: a quotation holds no value that could be somebody's, and stays code.
func TestExcerpt(t *testing.T) {
	cases := []struct{ name, line, want string }{
		{"address", `  send("lea.martin@entreprise.example")`, `send("l***@e***.example")`},
		{"number", `phone = "+33 6 39 98 12 34"`, `phone = "***34"`},
		{"cookie", `li_at = "AQEDAR8xk2kF9aZ0001ab7Qw3"`, `li_at = "***"`},
		{"password in SQL", `INSERT INTO users (name, password) VALUES ('x', 'sunflower12')`, `INSERT INTO users (name, password) VALUES ('x', '***')`},
		{"password of a setting", `DB_PASSWORD=hunter2!x`, `DB_PASSWORD=***`},
		{"short session", `cookies.set("li_at", "AQEDAR8x1")`, `cookies.set("li_at", "***")`},
		{"a field named password", `form.input("password", type="password")`, `form.input("password", type="password")`},
		{"password of a variable", `password=os.environ["DB_PASSWORD_2"]`, `password=os.environ["DB_PASSWORD_2"]`},
		{"call", `c.IgnoreRobotsTxt = true`, `c.IgnoreRobotsTxt = true`},
		{"long words", `x = "organization_membership_contact_info"`, `x = "organization_membership_contact_info"`},
		{"decorator", `@app.route("/api")`, `@app.route("/api")`},
		{"steering", "a\x1b[31mb\u202e", "a[31mb"},
		{"version", `"com.fasterxml.jackson.core:2.15.2"`, `"com.fasterxml.jackson.core:2.15.2"`},
	}
	m := NewMasker()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := m.Excerpt(c.line); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
	if got := m.Excerpt(strings.Repeat("x ", 200)); len([]rune(got)) != longest {
		t.Errorf("%d characters, want %d", len([]rune(got)), longest)
	}
}

func TestPrints(t *testing.T) {
	p := NewPrints()
	first, second := p.Of("R-1", "a.py", "f( x )"), p.Of("R-1", "a.py", "f( x )")
	if first == second || first == p.Of("R-2", "a.py", "f( x )") || first == p.Of("R-1", "b.py", "f( x )") {
		t.Error("prints of different places are equal")
	}
	if again := NewPrints().Of("R-1", "a.py", "f(\n  x )"); again != first {
		t.Error("a print changes with blanks")
	}
}
