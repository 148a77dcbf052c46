package strict

import (
	"errors"
	"strings"
	"testing"
)

type colour string

func (colour) Values() []string { return []string{"red", "green", "blue"} }

type window struct {
	At     Pos    `yaml:"-"`
	Width  int    `yaml:"width,required"`
	Colour colour `yaml:"colour"`
	Since  Date   `yaml:"since"`
}

func (w window) Validate() error {
	if w.Width == 13 {
		return Errorf(w.At.Value("width"), "13 is no width for a window")
	}
	return nil
}

type house struct {
	Name    string         `yaml:"name"`
	Windows []window       `yaml:"windows"`
	Open    *bool          `yaml:"open"`
	Rent    Map[float64]   `yaml:"rent"`
	Rule    String         `yaml:"rule"`
	Extra   map[string]any `yaml:"extra"`
	Tags    list           `yaml:"tags"`
	Purpose []string       `yaml:"purposes"`
}

// list is one text or several.
type list []string

func (l *list) UnmarshalStrict(v Value) error {
	if one, ok := v.Text(); ok {
		*l = list{one}
		return nil
	}
	var many []string
	if v.Decode(&many) {
		*l = many
	}
	return nil
}

func TestDecode(t *testing.T) {
	const text = `
name: Villa "Sole"
windows:
  - {width: 3, colour: green, since: 2024-02-29}
  - width: 4
open: false
rent: {b: 2.5, a: 1}
rule: a == b
tags: one
extra: {n: 3, s: [x, true, null], d: 2024-01-01, f: 1.5}
`
	var h house
	if err := Decode("h.yaml", []byte(text), &h); err != nil {
		t.Fatal(err)
	}
	if h.Name != `Villa "Sole"` || len(h.Windows) != 2 || h.Windows[0].Colour != "green" || h.Windows[1].Width != 4 {
		t.Errorf("decoded %+v", h)
	}
	if got := h.Windows[1].At.String(); got != "h.yaml:5:5" {
		t.Errorf("place of the second window: got %s", got)
	}
	if h.Open == nil || *h.Open || len(h.Rent) != 2 || h.Rent[0].Key != "b" || h.Rent[0].Value != 2.5 {
		t.Errorf("decoded %+v", h)
	}
	if h.Rule.Text != "a == b" || h.Rule.Line != 8 || len(h.Tags) != 1 {
		t.Errorf("decoded %+v", h)
	}
	if h.Extra["n"] != 3 || h.Extra["d"] != "2024-01-01" || h.Extra["f"] != 1.5 || h.Extra["s"].([]any)[2] != nil {
		t.Errorf("decoded free form %#v", h.Extra)
	}
}

func TestProblems(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"unknown key", "name: x\npurposs: [sales]\n",
			"h.yaml:2:1: unknown key \"purposs\"; did you mean \"purposes\"?\n  2 | purposs: [sales]\n    | ^~~~~~~"},
		{"unknown key in a section", "windows:\n- width: 1\n  height: 2\n",
			"h.yaml:3:3: unknown key \"height\" in windows[1]; expected one of width, colour, since\n  3 |   height: 2\n    |   ^~~~~~"},
		{"duplicate key", "name: x\nname: y\n",
			"h.yaml:2:1: duplicate key \"name\"; it stands on line 1 already\n  2 | name: y\n    | ^~~~"},
		{"missing key", "windows: [{colour: red}]\n",
			"h.yaml:1:11: missing key \"width\" in windows[1]\n  1 | windows: [{colour: red}]\n    |           ^"},
		{"list for a date", "windows: [{width: 1, since: [a]}]\n",
			"h.yaml:1:29: expected a date YYYY-MM-DD, found a list\n  1 | windows: [{width: 1, since: [a]}]\n    |                             ^"},
		{"no such day", "windows: [{width: 1, since: 2023-02-29}]\n",
			"h.yaml:1:29: expected a date YYYY-MM-DD, found \"2023-02-29\"\n  1 | windows: [{width: 1, since: 2023-02-29}]\n    |                             ^~~~~~~~~~"},
		{"enumeration", "windows: [{width: 1, colour: gren}]\n",
			"h.yaml:1:30: unknown value \"gren\"; did you mean \"green\"?\n  1 | windows: [{width: 1, colour: gren}]\n    |                              ^~~~"},
		{"own check", "windows: [{width: 13}]\n",
			"h.yaml:1:19: 13 is no width for a window\n  1 | windows: [{width: 13}]\n    |                   ^~"},
		{"bool", "open: yes\n", "h.yaml:1:7: expected true or false, found \"yes\"\n  1 | open: yes\n    |       ^~~"},
		{"nothing for a text", "name:\n", "h.yaml:1:6: expected a text, found nothing\n  1 | name:\n    |      ^"},
		{"text for a list", "windows: many\n", "h.yaml:1:10: expected a list, found \"many\"\n  1 | windows: many\n    |          ^~~~"},
		{"alias", "name: &a x\nrule: *a\n", "h.yaml:2:7: aliases are not allowed; write the value out\n  2 | rule: *a\n    |       ^"},
		{"tag", "name: !!binary aGk=\n", "tags are not allowed"},
		{"merge", "extra: {<<: {a: 1}}\n", "merge keys are not allowed"},
		{"two documents", "name: x\n---\nname: y\n", "a second document starts here"},
		{"empty", "# nothing\n", "h.yaml: the file is empty"},
		{"wide characters", "name: x\nextra: {日本: !t 1}\n", "h.yaml:2:13: tags are not allowed; remove \"!t\"\n  2 | extra: {日本: !t 1}\n    |               ^"},
		{"not UTF-8", "name: x\nrule: \xff\n", "h.yaml:2: the file is not UTF-8 text"},
		{"syntax", "name: [x\nrule: y\n", "not valid YAML: "},
		{"deep", strings.Repeat("[", 200), "nested more than 64 levels deep"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var h house
			err := Decode("h.yaml", []byte(c.text), &h)
			var all Errors
			if !errors.As(err, &all) {
				t.Fatalf("got %v, want Errors", err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got\n%s\nwant\n%s", err, c.want)
			}
		})
	}
}

func TestEveryProblemIsTold(t *testing.T) {
	var h house
	err := Decode("h.yaml", []byte("nam: x\nopen: 3\nwindows:\n- {width: a}\n- {with: 1}\n"), &h)
	var all Errors
	if !errors.As(err, &all) || len(all) != 5 {
		t.Fatalf("got %d problems, want 5:\n%v", len(all), err)
	}
	for i := 1; i < len(all); i++ {
		if all[i].Line < all[i-1].Line {
			t.Errorf("problems are not in order of line:\n%v", err)
		}
	}
	err = Decode("h.yaml", []byte(strings.Repeat("- x\n", 130)), &[]int{})
	if !errors.As(err, &all) || len(all) != limit+1 || all[limit].Msg != "30 more problems are not shown" {
		t.Errorf("got %d problems, the last %q", len(all), all[len(all)-1].Msg)
	}
}

func TestOffset(t *testing.T) {
	cases := []struct {
		name, text, find string
		line, col        int
	}{
		{"plain", "rule: a == bcd\n", "bcd", 1, 12},
		{"single quotes", "rule: 'it''s == bcd'\n", "bcd", 1, 17},
		{"double quotes", `rule: "a\n\t\"x\" é bcd"` + "\n", "bcd", 1, 21},
		{"literal", "rule: |\n  a ==\n\n    bcd && c\n", "bcd", 4, 5},
		{"literal, first line", "rule: |-\n    bcd\n", "bcd", 2, 5},
		{"folded", "rule: >-\n  a ==\n  b ||\n\n  bcd\n", "bcd", 5, 3},
		{"plain on two lines", "rule: a ==\n  b || bcd\n", "bcd", 2, 8},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var h house
			if err := Decode("h.yaml", []byte(c.text), &h); err != nil {
				t.Fatal(err)
			}
			at := h.Rule.Offset(strings.Index(h.Rule.Text, c.find))
			if at.Line != c.line || at.Col != c.col {
				t.Errorf("got %d:%d, want %d:%d\n%v", at.Line, at.Col, c.line, c.col, Errorf(at, "here"))
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("name: x\nwindows: [{width: 1}]\n"))
	f.Add([]byte("a: &a [*a]\n"))
	f.Add([]byte("? {a: b}\n: c\n"))
	f.Add([]byte("rule: \"a\\x41\\u00e9 \\\n  b\"\n"))
	f.Add([]byte("\ufeffname: 'é\n\n b'\n...\n---\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var h house
		err := Decode("h.yaml", data, &h)
		if err != nil {
			var all Errors
			if !errors.As(err, &all) || len(all) == 0 || len(all) > limit+1 {
				t.Fatalf("got %T with %d problems", err, len(all))
			}
			_ = err.Error()
			return
		}
		for i := range min(len(h.Rule.Text), 100) + 1 {
			if at := h.Rule.Offset(i); at.Line < h.Rule.Line {
				t.Fatalf("offset %d lies before the scalar", i)
			}
		}
	})
}

func TestForeign(t *testing.T) {
	type versionedFile struct {
		Version int    `yaml:"version,required"`
		Name    string `yaml:"name"`
	}
	const address = "lea.dunoir@filature.example"
	cases := map[string]string{
		"records of JSON": `{"name": "Léa Dunoir", "email": "` + address + "\"}\n",
		"a table":         "Léa Dunoir," + address + "\n",
		"a broken table":  "name: [" + address + "\n\"x\n",
		"a list":          "- " + address + "\n",
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			var f versionedFile
			err := Decode("contacts.csv", []byte(text), &f)
			if err == nil || !strings.Contains(err.Error(), `missing key "version"`) {
				t.Fatalf("got %v, want the missing key told", err)
			}
			if strings.Contains(err.Error(), "dunoir") || strings.Contains(err.Error(), "Dunoir") {
				t.Errorf("the message shows what stands in the file: %v", err)
			}
		})
	}
	var f versionedFile
	if err := Decode("x.yaml", []byte(`{name: x, "version": 1}`), &f); err != nil || f.Version != 1 {
		t.Errorf("flow style: got %v and version %d, want no error and 1", err, f.Version)
	}
}
