package recognise

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/rules/facts"
	"leadlint/rules/strict"
	"leadlint/scanner/dataset/values"
)

const mapped = `version: 1
source:
  name: Autumn list
  preset: apollo
  controller_country: FR
  collected_at: 2025-09-12
  origin: search for finance directors in Lyon
  source_type: broker
  lawful_basis: legitimate_interest
  notice: {sent_at: null, languages: []}
columns:
  Mail: {field: email_work}
  "Do Not Call": {field: opt_out_phone, true: [Ja!, "X"], false: [Nö, ""]}
  Who sees it: {field: visibility, values: {"1st": first_degree, All: everyone_platform, Only me: only_me}}
  Added: {field: created_at, format: DD/MM/YYYY}
  X_17: {ignore: true, reason: internal score id}
  Later: {}
`

func parse(t *testing.T, text string) *File {
	t.Helper()
	f, err := ParseMapping("map.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestMappingFile(t *testing.T) {
	r := New(facts.NewSchema())
	in := table(many("Mail,Do Not Call,Who sees it,Added,X_17,Later,New", "ana#@acme.example,ja,All,03/04/2024,7,z,y", "bo#@acme.example,nö,1st,05/06/2024,8,z,y"))
	in.MappingFile = parse(t, mapped)
	m := r.Table(in)
	for _, c := range []struct {
		header, field string
		state         State
		by            string
	}{
		{"Mail", "email_work", Used, "mapping"}, {"Do Not Call", "opt_out_phone", Used, "mapping"},
		{"Who sees it", "visibility", Used, "mapping"}, {"Added", "created_at", Used, "mapping"},
		{"X_17", "", Ignored, "mapping"}, {"Later", "", NotUnderstood, ""}, {"New", "", NotUnderstood, ""},
	} {
		got := columnOf(t, m, c.header)
		if got.Field != c.field || got.State != c.state || got.By != c.by {
			t.Errorf("%s: got %s/%s by %q, want %s/%s by %q", c.header, got.Field, got.State, got.By, c.field, c.state, c.by)
		}
	}
	if d := columnOf(t, m, "Added").Dates; d != (values.DateFormat{Order: "DMY"}) {
		t.Errorf("got the format %+v", d)
	}
	dnc := columnOf(t, m, "Do Not Call")
	if dnc.Meanings[values.Fold("JA!")] != "true" || dnc.Meanings["no"] != "false" || dnc.Distinct[0].Meaning == "" {
		t.Errorf("got meanings %v and values %+v", dnc.Meanings, dnc.Distinct)
	}
	want := Declared{
		CollectedAt: "2025-09-12", Origin: "search for finance directors in Lyon", SourceType: "broker",
		LegalBasis: "legitimate_interest", NoticeSentAt: "never", NoticeLanguages: []string{}, ControllerCountry: "FR", Where: "map.yaml:3",
	}
	if !reflect.DeepEqual(m.Declared, want) {
		t.Errorf("got declared %+v, want %+v", m.Declared, want)
	}
	if m.File != "map.yaml" || m.Preset != "apollo" {
		t.Errorf("got file %q and preset %q", m.File, m.Preset)
	}
}

func TestMappingCheck(t *testing.T) {
	r := New(facts.NewSchema())
	in := table("Mail,Do Not Call,Who sees it,Aded,X_17,Later,New\na,b,c,d,e,f,g\n")
	in.MappingFile = parse(t, mapped)
	m := r.Table(in)
	err := in.MappingFile.Check(m, false)
	want := `map.yaml:15:3: "leads.csv" has no column "Added"; did you mean "Aded"?`
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
	err = in.MappingFile.Check(m, true)
	if err == nil || !strings.Contains(err.Error(), `column "New" of "leads.csv" has no entry`) || strings.Contains(err.Error(), `"Later"`) {
		t.Errorf("got %v, want the new column told, and not the undecided one", err)
	}
}

func TestMappingTables(t *testing.T) {
	f := parse(t, "version: 1\nsource: {origin: fair}\ntables:\n  people:\n    columns: {a: {field: email}}\n  firms:\n    source: {origin: register}\n    columns: {a: {field: employer}}\n")
	r := New(facts.NewSchema())
	in := table("a\nx\n")
	in.MappingFile = f
	for table, want := range map[string][2]string{"people": {"email", "fair"}, "firms": {"employer", "register"}, "other": {"", "fair"}} {
		in.Table = table
		m := r.Table(in)
		if m.Columns[0].Field != want[0] || m.Declared.Origin != want[1] {
			t.Errorf("table %s: got %q and %q, want %v", table, m.Columns[0].Field, m.Declared.Origin, want)
		}
	}
	if err := f.CheckTables("crm.db", []string{"persons", "firms"}); err == nil || !strings.Contains(err.Error(), `"crm.db" has no table "people"`) {
		t.Errorf("got %v", err)
	}
}

func TestMappingProblems(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"version", "version: 2\ncolumns: {}\n", `map.yaml:1:10: version 2 is not known`},
		{"no version", "columns: {}\n", `missing key "version"`},
		{"unknown key", "version: 1\ncolumns: {a: {feild: email}}\n", `map.yaml:2:15: unknown key "feild" in a; did you mean "field"?`},
		{"unknown field", "version: 1\ncolumns:\n  a: {field: emial_work}\n", `map.yaml:3:14: unknown field "emial_work"; did you mean "email_work"?`},
		{"unknown meaning", "version: 1\ncolumns:\n  a: {field: visibility, values: {x: only_mee}}\n", `map.yaml:3:38: unknown meaning "only_mee" for visibility; did you mean "only_me"?`},
		{"meaning of a text", "version: 1\ncolumns:\n  a: {field: city, values: {x: y}}\n", `the values of city have no fixed meanings`},
		{"yes or no for an enumeration", "version: 1\ncolumns:\n  a: {field: visibility, true: [x]}\n", `visibility is no yes-or-no field`},
		{"two meanings", "version: 1\ncolumns:\n  a: {field: opt_out_sms, true: [Yes], false: [yes]}\n", `value "yes" is given two meanings, true and false`},
		{"ignored without a reason", "version: 1\ncolumns:\n  a: {ignore: true}\n", `say why the column is ignored`},
		{"ignored with a field", "version: 1\ncolumns:\n  a: {ignore: true, reason: x, field: email}\n", `either ignored or given a field`},
		{"values without a field", "version: 1\ncolumns:\n  a: {true: [x]}\n", `need a field to belong to`},
		{"format of a text", "version: 1\ncolumns:\n  a: {field: city, format: DD/MM/YYYY}\n", `a format is for dates only`},
		{"unknown format", "version: 1\ncolumns:\n  a: {field: created_at, format: DD/YYYY}\n", `unknown format "DD/YYYY"`},
		{"preset", "version: 1\nsource: {preset: apolo}\n", `unknown value "apolo" for preset; did you mean "apollo"?`},
		{"country", "version: 1\nsource: {controller_country: France}\n", `expected a country code`},
		{"date", "version: 1\nsource: {collected_at: 2025-02-30}\n", `expected a date YYYY-MM-DD`},
		{"notice", "version: 1\nsource: {notice: {sent_at: soon, languages: [xx]}}\n", `expected a date YYYY-MM-DD, found "soon"`},
		{"language", "version: 1\nsource: {notice: {languages: [fr, xx]}}\n", `map.yaml:2:35: expected a language code`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f, err := ParseMapping("map.yaml", []byte(c.text))
			var all strict.Errors
			if f != nil || !errors.As(err, &all) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestWriteMapping(t *testing.T) {
	r := New(facts.NewSchema())
	m := r.Table(table(many("Email,Do Not Call,Created At,mystery,Consent", "ana#@acme.example,Yes,25/12/2023,q,perhaps", "bo#@acme.example,No,01/02/2024,w,yes")))
	var b bytes.Buffer
	if err := WriteMapping(&b, m); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"\"Email\": {field: email}  # 0.98 used: header reads \"email\" (en); 100 % of distinct values are e-mail addresses\n",
		"    field: opt_out_phone\n    values:  # true, false, unknown\n      \"No\": \"false\"  # 15\n      \"Yes\": \"true\"  # 15\n",
		"\"Created At\": {field: created_at, format: \"DD/MM/YYYY\"}",
		"\"mystery\": {}  # not understood: header is not known; values are texts of no known form\n",
		"      \"perhaps\": \"\"  # 15; not understood: say what it means\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the mapping lacks\n%s\nin\n%s", want, b.String())
		}
	}
}

// TestRoundTrip: a mapping written and read again gives the same fields,
// formats and meanings.
func TestRoundTrip(t *testing.T) {
	r := New(facts.NewSchema())
	headers := rapid.SampledFrom([]string{"Email", "Nom", "Do Not Call", "Consent", "Visibilité", "Created", "Title", "#: [x]", "\"q\" \\ 'é'", "", "~", "null", "日本", "x\ty", "- a", "Channel", "phone 2"})
	cells := rapid.SampledFrom([]string{"", "yes", "no", "Only me", "perhaps: not", "25/12/2023", "01/02/2024", "email, phone", "a@acme.example", "Frau", "\x00\x07", "«ü»", "N/A", "\"", "Weber"})
	rapid.Check(t, func(t *rapid.T) {
		in := Input{Dataset: "d.csv", Headers: rapid.SliceOfN(headers, 1, 6).Draw(t, "headers")}
		if rapid.Bool().Draw(t, "named") {
			in.Table = "a: b"
		}
		for range rapid.IntRange(0, 30).Draw(t, "rows") {
			row := make([][]byte, len(in.Headers))
			for i := range row {
				row[i] = []byte(cells.Draw(t, "cell"))
			}
			in.Sample = append(in.Sample, row)
		}
		before := r.Table(in)
		var b bytes.Buffer
		if err := WriteMapping(&b, before); err != nil {
			t.Fatal(err)
		}
		f, err := ParseMapping("map.yaml", b.Bytes())
		if err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
		in.MappingFile = f
		after := r.Table(in)
		if err := f.Check(after, true); err != nil {
			t.Fatal(err)
		}
		first := map[string]int{}
		for i, c := range before.Columns {
			if _, twice := first[c.Header]; twice {
				continue // one entry serves both
			}
			first[c.Header] = i
			d := after.Columns[i]
			if c.Field != d.Field || c.Dates != d.Dates || len(c.Distinct) != len(d.Distinct) {
				t.Fatalf("column %q: %s %+v became %s %+v\n%s", c.Header, c.Field, c.Dates, d.Field, d.Dates, b.String())
			}
			for k := range c.Distinct {
				if c.Distinct[k] != d.Distinct[k] {
					t.Fatalf("column %q: value %+v became %+v\n%s", c.Header, c.Distinct[k], d.Distinct[k], b.String())
				}
			}
		}
	})
}

func FuzzParseMapping(f *testing.F) {
	f.Add([]byte(mapped))
	f.Add([]byte("version: 1\ntables: {a: {columns: {b: null}}}\n"))
	f.Add([]byte("version: 1\ncolumns: {a: {field: channel, values: {x: 'email, sms'}}}\n"))
	r := New(facts.NewSchema())
	in := table("Mail,Do Not Call,a\nx@acme.example,ja,x\n")
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := ParseMapping("map.yaml", data)
		if err != nil {
			var all strict.Errors
			if !errors.As(err, &all) {
				t.Fatalf("got %T", err)
			}
			return
		}
		in.MappingFile = file
		m := r.Table(in)
		_ = file.Check(m, true)
		var b bytes.Buffer
		if err := WriteMapping(&b, m); err != nil {
			t.Fatal(err)
		}
		if _, err := ParseMapping("again.yaml", b.Bytes()); err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
	})
}

func TestMappingMakesPersons(t *testing.T) {
	r := New(facts.NewSchema())
	in := table("Name,Code\nAna Ruiz,7\nBo Li,8\n")
	if m := r.Table(in); m.Person {
		t.Errorf("names of anything are taken for persons: %s", m.Reason)
	}
	in.MappingFile = parse(t, "version: 1\ncolumns: {Name: {field: person_name}}\n")
	if m := r.Table(in); !m.Person {
		t.Errorf("the mapping file says that the names are persons', got %s", m.Reason)
	}
}
