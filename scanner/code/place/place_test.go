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
		{"address in disguise", `x = "lea (at) entreprise (dot) example, lea%40entreprise.example"`, `x = "***, ***"`},
		{"name beside an address", `o = {"name": "Léa Martin", "email": "lea@entreprise.example"}`, `o = {"name": "L. M.", "email": "l***@e***.example"}`},
		{"field of a name", `full_name = "Léa Martin"`, `full_name = "L. M."`},
		{"row of a statement", `VALUES ('Léa Martin', 'lea@entreprise.example', 'x')`, `VALUES ('L. M.', 'l***@e***.example', 'x')`},
		{"account of a database", `dsn = "postgres://lea:Kestrel@db.example/x"`, `dsn = "postgres://****@d***.example/x"`},
		{"account number", `iban = "FR76 3000 6000 0112 3456 7890 189"`, `iban = "***"`},
		{"parameter", `get("https://a.example/?page=2&u=kestrel17&q={x}")`, `get("https://a.example/?page=2&u=***&q={x}")`},
		{"header", `h = {"Authorization": "Bearer kestrel17.x"}`, `h = {"Authorization": "Bearer ***"}`},
		{"header of cookies", `h = {"cookie": "JSESSIONID=ajax:1234567812345678"}`, `h = {"cookie": "JSESSIONID=ajax:***"}`},
		{"header put together", "h = {Authorization: `Bearer ${token}`}", "h = {Authorization: `Bearer ${token}`}"},
		{"two words of a product", `app = "Google Analytics"`, `app = "Google Analytics"`},
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

// TestValue: a text without its quotation marks is masked by what is known of it.
func TestValue(t *testing.T) {
	cases := []struct{ name, text, about, want string }{
		{"password", "Kestrel17!x", "PASSWORD", "***"},
		{"same text elsewhere", "Kestrel17!x", "title", "Kestrel17!x"},
		{"among others", "Ada\nKestrel17!x", "members=password", "Ada ***"},
		{"session", "AQEDAR8xk2kF9aZ0001ab7Qw3", "", "***"},
		{"name", "Ada Martin", "full_name", "A. M."},
		{"option", "-e\nrobots=off", "wget", "-e robots=off"},
	}
	m := NewMasker()
	for _, c := range cases {
		if got := m.Value(c.text, c.about); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// FuzzMask: no address survives, and nothing makes the masker fail.
func FuzzMask(f *testing.F) {
	f.Add(`send("lea@entreprise.example", "?t=kestrel17", 'x')`)
	m := NewMasker()
	f.Fuzz(func(t *testing.T, s string) {
		m.Value(s, s)
		if got := m.Excerpt(`x = "` + s + `" lea.martin@entreprise.example`); strings.Contains(got, "lea.martin@") || len([]rune(got)) > longest {
			t.Errorf("got %q", got)
		}
	})
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
