package dossier

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"leadlint/reports/decision"
	"leadlint/reports/docx"
	"leadlint/reports/html"
	"leadlint/reports/markdown"
	"leadlint/reports/pdf"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/dossier"
)

// held is an invented dossier with something in every part.
func held() *dossier.Dossier {
	return &dossier.Dossier{
		Schema: dossier.SchemaVersion, Now: "2026-11-22", Controller: "Exemple SAS", Country: "FR", Asked: []string{"email", "phone"}, Passes: 2,
		Learnt:    []dossier.Count{{Kind: "profile", Count: 1}},
		Languages: []dossier.Language{{Code: "de", By: "country", Country: "BE"}, {Code: "fr", By: "country", Country: "BE"}, {Code: "nl", By: "country", Country: "BE"}},
		Searched: []dossier.Table{
			{Name: "people.csv", Relation: "contact", Where: "leadlint.yaml:9", Rows: 5, Found: 2, Held: 1, HeldLines: []int64{4}, Stated: []dossier.Fact{{Field: "legal_basis", Value: "consent", Where: "map.yaml:3"}}},
			{Name: "sent.csv", Relation: "send", Rows: 2, Found: 1}, {Name: "calls.csv", Relation: "call", Skipped: dossier.NoKey},
		},
		Records: []dossier.Record{
			{Table: 0, Line: 2, By: []string{"email"}, Source: "named", Cells: []dossier.Cell{
				{Header: "Work email", Field: "email_work", Group: "contact", Text: "anna@nordhavn.example"},
				{Header: "Source", Field: "source", Group: "provenance", Text: "<b>Team</b> page | of *Nordhavn*"},
				{Header: "Owner", Field: "owner", Group: "ops", Withheld: dossier.OtherPerson},
				{Header: "Password", Field: "credentials", Group: "identity", Withheld: dossier.Secret},
				{Header: "Colour", Group: "unknown", Text: "green\nor blue"},
			}},
			{Table: 0, Line: 3, By: []string{"profile"}, Cells: []dossier.Cell{
				{Header: "Work email", Field: "email_work", Group: "contact", Text: "anna.private@freemail.example"},
				{Header: "Expires", Field: "expires_at", Group: "time", Text: "2027-01-01"},
			}},
			{Table: 1, Line: 2, By: []string{"email"}, Cells: []dossier.Cell{
				{Header: "To", Field: "person", Group: "register", Text: "anna@nordhavn.example", Partly: true},
				{Header: "Text", Group: "register", Withheld: dossier.MayConcern},
			}},
		},
		Declared: dossier.Declared{
			Purposes: []dossier.Fact{{Field: "purpose", Value: "Sales", Where: "leadlint.yaml:4"}}, Bases: []dossier.Fact{{Value: "legitimate_interest"}},
			Periods: []dossier.Fact{{Value: "P3Y"}}, Recipients: []dossier.Fact{{Field: "DE", Value: "Host Example"}},
			Notice: &dossier.Fact{Field: "notice_sent_at", Value: "never"}, Automated: &dossier.Fact{Value: "true"}, Transfers: &dossier.Fact{Value: "false"},
			Absent: []string{"disclosure"},
		},
		Lost: []dossier.Lost{{Name: "gone.csv", What: dossier.Unreadable}, {Name: "torn.csv", What: dossier.Rows, Count: 3}, {What: dossier.Passes}},
	}
}

// texts gives all texts of a document.
func texts(d *decision.Document) string {
	var b bytes.Buffer
	if err := markdown.Render(&b, d); err != nil {
		panic(err)
	}
	return b.String()
}

func TestEveryLanguageIsWhole(t *testing.T) {
	unfilled := regexp.MustCompile(`%!|%s|%d|\b(part|q|col|lost|note|kind|group|relation|basis|stated|lang|head|key|value|withheld|g|h|t|doc)\.[a-z_]+\b`)
	var parts []int
	for _, lang := range Languages() {
		d := New(held(), Choice{Lang: lang, By: "chosen"}, "leadlint")
		got := texts(d)
		if m := unfilled.FindString(got); m != "" {
			t.Errorf("%s: %q is left unworded", lang, m)
		}
		var n []int
		d.Walk(func(s *decision.Section, depth int) { n = append(n, depth, len(s.Blocks)) })
		if parts == nil {
			parts = n
		} else if !slices.Equal(n, parts) {
			t.Errorf("%s: the document has another shape than in English", lang)
		}
	}
}

func TestEveryValueIsThereOnceInEveryFormat(t *testing.T) {
	for _, lang := range Languages() {
		d := New(held(), Choice{Lang: lang, By: "chosen"}, "leadlint")
		cells := map[string]int{}
		d.Walk(func(s *decision.Section, _ int) {
			for _, b := range s.Blocks {
				if table, ok := b.(*decision.Table); ok && s.ID != "withheld" && s.ID != "searched" {
					for _, row := range table.Rows {
						cells[row[len(row)-1].Text]++
					}
				}
			}
		})
		for text, want := range map[string]int{"anna@nordhavn.example": 2, "anna.private@freemail.example": 1, "<b>Team</b> page | of *Nordhavn*": 1, "green or blue": 1, "2027-01-01": 1} {
			if cells[text] != want {
				t.Errorf("%s: %q is there %d times, want %d", lang, text, cells[text], want)
			}
		}
		var b bytes.Buffer
		for _, err := range []error{html.Render(&b, d), docx.Render(&b, d, "2026-11-22"), pdf.Render(&b, d, "2026-11-22")} {
			if err != nil {
				t.Errorf("%s: %v", lang, err)
			}
		}
		if strings.Contains(b.String(), "<b>Team</b>") {
			t.Errorf("%s: a value became markup", lang)
		}
	}
}

func TestWhatTheDataCannotAnswer(t *testing.T) {
	got := texts(New(held(), Choice{Lang: "en", By: "chosen"}, "leadlint"))
	for _, want := range []string{
		"Record 1: the source is recorded (column Source)", "Record 2: nothing recorded says where these values came from: Work email",
		"Recorded with your data: record 2, column Expires", "No register of disclosures was there", "The logic involved", "Questions left open", "torn.csv: records that could not be read: 3",
		"persons informed on: never", "Period stated by the controller: 3\u00a0years",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the answer does not say %q", want)
		}
	}
	d := held()
	d.Records, d.Complete = nil, true
	got = texts(New(d, Choice{Lang: "en", By: "chosen"}, "leadlint"))
	if !strings.Contains(got, "No record about you was found") || strings.Contains(got, "Record 1") || strings.Contains(got, "Purposes") {
		t.Error("an empty dossier does not say so, or answers what does not arise")
	}
}

func TestChoose(t *testing.T) {
	belgian := held().Languages
	for _, tt := range []struct {
		name, asked string
		recorded    []dossier.Language
		want        Choice
	}{
		{"asked for", "it", belgian, Choice{Lang: "it", By: "chosen"}},
		{"by the country, what most speak", "", belgian, Choice{Lang: "nl", By: "country", Country: "BE"}},
		{"a recorded language goes first", "", append(slices.Clone(belgian), dossier.Language{Code: "pl", By: "language"}), Choice{Lang: "pl", By: "language"}},
		{"a language without words", "", []dossier.Language{{Code: "sv", By: "language", Country: "SE"}}, Choice{Lang: "en", By: "default"}},
		{"nothing recorded", "", nil, Choice{Lang: "en", By: "default"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Choose(tt.asked, &dossier.Dossier{Languages: tt.recorded}); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestPeriodsOfEveryLanguage(t *testing.T) {
	for lang, want := range map[string]string{"pl": "3 lata, 5 miesięcy", "de": "3 Jahre, 5 Monate", "en": "3 years, 5 months", "pt": "3 anos, 5 meses"} {
		if got := strings.ReplaceAll(newWords(lang).period("P3Y5M"), "\u00a0", " "); got != want {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}

// TestTables holds the tables to what they are about.
func TestTables(t *testing.T) {
	w := newWords("en")
	schema := facts.NewSchema()
	for _, name := range schema.Names() {
		if schema.Relation(name).Index("person") >= 0 && w.texts["relation."+name] == "" && !slices.Contains([]string{"page", "notice", "form"}, name) {
			t.Errorf("words.tsv has no name for the relation %s, which is about persons", name)
		}
	}
	canonical := map[string]bool{}
	for _, f := range recognise.Canonical() {
		canonical[f.Name] = true
	}
	for key := range w.fields {
		name := key[strings.IndexByte(key, '.')+1:]
		known := canonical[name]
		for _, r := range schema.Names() {
			known = known || schema.Relation(r).Field(name) != nil
		}
		if !known {
			t.Errorf("fields.tsv names %q, which no dataset or register has", key)
		}
	}
	data, err := os.ReadFile("words.tsv")
	if err != nil {
		t.Fatal(err)
	}
	verbs := regexp.MustCompile(`%(\[\d\])?s`)
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		cells := strings.Split(line, "\t")
		for _, c := range cells[2:] {
			if len(verbs.FindAllString(c, -1)) != len(verbs.FindAllString(cells[1], -1)) || strings.TrimSpace(c) == "" {
				t.Errorf("words.tsv: %s has other places for values in one language than in English, or no text", cells[0])
			}
		}
	}
}
