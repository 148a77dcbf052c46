package propose

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/rules/strict"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/finding"

	"pgregory.net/rapid"
)

// written gives the audit file of a proposal that asks everything.
func written(t *testing.T, entries ...Entry) string {
	t.Helper()
	p := &Proposal{Entries: entries}
	p.ask(facts.NewSchema(), packs(t))
	var b strings.Builder
	if err := p.Write(&b, "en"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func mixed() []Entry {
	return []Entry{
		{Path: "leads, old.csv", Kind: Dataset, Choices: []Choice{{Relation: Contacts, Score: 0.97, Reason: finding.Text{EN: "a name"}}}},
		{Path: "a.xlsx", Table: "Sheet 1", Kind: Register, Choices: []Choice{{Relation: "send", Score: 0.9, Reason: finding.Text{EN: "sent_at\nand more"}}}},
		{Path: "x.csv", Kind: Unsure, Reason: finding.Text{EN: "doubtful"}, Choices: []Choice{
			{Relation: "snapshot", Score: 0.8, Reason: finding.Text{EN: "r"}, Facts: []Fact{{"taken_at", "2025-01-31"}}}, {Relation: Contacts, Score: 0.8, Reason: finding.Text{EN: "s"}}}},
		{Path: "logo.gif", Kind: LeftOut, Reason: finding.Text{EN: "an image"}},
	}
}

func TestWrittenFileParses(t *testing.T) {
	text := written(t, mixed()...)
	f, err := auditfile.Parse("leadlint.yaml", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(f.Datasets) != 1 || f.Datasets[0].Path != "leads, old.csv" {
		t.Errorf("got datasets %v, want the sure one", f.Datasets)
	}
	if len(f.Registers) != 1 || f.Registers[0].Relation != "send" || f.Registers[0].Table != "Sheet 1" {
		t.Errorf("got registers %v, want the sure one", f.Registers)
	}
	for _, want := range []string{"{relation: snapshot, path: x.csv, facts: {taken_at: 2025-01-31}}", "# Left out:\n#   logo.gif: an image", "sent_at and more"} {
		if !strings.Contains(text, want) {
			t.Errorf("the file lacks %q:\n%s", want, text)
		}
	}
}

// TestChoicesParse moves each line of what is unsure to its section.
func TestChoicesParse(t *testing.T) {
	lines := regexp.MustCompile(`(?m)^# (datasets|registers), .*\n#  - (.*)$`).FindAllStringSubmatch(written(t, mixed()...), -1)
	if len(lines) != 2 {
		t.Fatalf("got %d choices, want 2", len(lines))
	}
	for _, m := range lines {
		text := "version: 1\n" + m[1] + ":\n  - " + m[2] + "\n"
		if _, err := auditfile.Parse("leadlint.yaml", []byte(text)); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
}

func TestManyLeftOut(t *testing.T) {
	var entries []Entry
	for i := range ListedLeftOut + 7 {
		entries = append(entries, Entry{Path: fmt.Sprintf("%03d.bin", i), Kind: LeftOut, Reason: finding.Text{EN: "a program"}})
	}
	text := written(t, entries...)
	if got := strings.Count(text, ": a program"); got != ListedLeftOut || !strings.Contains(text, "#   and 7 more\n") {
		t.Errorf("got %d listed, want %d and a count of the rest", got, ListedLeftOut)
	}
}

func TestWrittenFileOfNothingParses(t *testing.T) {
	if _, err := auditfile.Parse("leadlint.yaml", []byte(written(t))); err != nil {
		t.Error(err)
	}
}

// TestHintsParse takes the comment signs from what is asked of the controller:
// the keys are those of the audit file.
func TestHintsParse(t *testing.T) {
	text := written(t)
	_, hints, ok := strings.Cut(text, "that you know, and fill them in.\n")
	if !ok {
		t.Fatal("the file asks nothing of the controller")
	}
	uncommented := "version: 1\n" + regexp.MustCompile(`(?m)^# ?`).ReplaceAllString(hints, "")
	_, err := auditfile.Parse("leadlint.yaml", []byte(uncommented))
	many, _ := err.(strict.Errors)
	for _, e := range many {
		// What is left empty where a value is needed must be filled in.
		if !strings.Contains(e.Msg, "found nothing") && !strings.Contains(e.Msg, "criterion") {
			t.Errorf("%v", e)
		}
	}
	for _, key := range []string{"\nprocessing:", "\nretention:", "\nactivities:", "\nrecipients:", "  sold_on:", "  - purpose:"} {
		if !strings.Contains(uncommented, key) {
			t.Errorf("the hints lack %q", key)
		}
	}
}

func TestQuoteKeepsEveryText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zA-Z0-9 ._/:#{}\[\],&*!|>'"%@-]{0,12}`)).Draw(t, "text")
		var got struct {
			List []string `yaml:"list"`
		}
		if err := strict.Decode("f", []byte("list: ["+quote(text)+"]\n"), &got); err != nil {
			t.Fatalf("%q is written as %s: %v", text, quote(text), err)
		}
		if len(got.List) != 1 || got.List[0] != text {
			t.Errorf("%q is written as %s and read as %q", text, quote(text), got.List)
		}
	})
}

func TestCommentIsOneLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		var got struct {
			A string `yaml:"a"`
		}
		if err := strict.Decode("f", []byte("a: b\n# "+comment(text)+"\n"), &got); err != nil {
			t.Fatalf("%q breaks the comment: %v", text, err)
		}
	})
}
