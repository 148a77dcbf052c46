package dossier

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// world is an invented lead file and a log of messages about some persons, with canaries
// in every cell that is somebody else's.
type world struct {
	people, sent [][]string
	// mine are the lines of the one who asks.
	mine map[int64]bool
}

func drawWorld(t *rapid.T) *world {
	w := &world{mine: map[int64]bool{}}
	w.people = [][]string{{"Full name", "Work email", "Other email", "Phone", "LinkedIn URL", "Job title", "Source", "Account owner", "Comment", "Favourite colour"}}
	filled := func(s string) string {
		if rapid.Bool().Draw(t, "filled") {
			return s
		}
		return ""
	}
	shared := "+44 7700 900199"
	w.people = append(w.people, []string{"Cara Canary", "cara.canary@nordhavn.example", "", "", "", "", "", "Otto Canary", "", ""})
	n := rapid.IntRange(1, 12).Draw(t, "rows")
	for i := range n {
		if rapid.Bool().Draw(t, "mine") {
			w.mine[int64(i+3)] = true
			phone := filled("+44 7700 900101")
			if phone == "" {
				phone = filled(shared)
			}
			w.people = append(w.people, []string{
				filled("Anna Lindqvist"), "anna.lindqvist@nordhavn.example", filled(fmt.Sprintf("anna%d@freemail.example", i)), phone,
				filled("https://www.linkedin.com/in/anna-lindqvist-example-1"), filled("Buyer"), filled("Team page"), filled("Otto Canary"),
				filled("call bertil0.canary@nordhavn.example first"), filled("green, with Otto Canary"),
			})
			continue
		}
		phone := filled(fmt.Sprintf("+44 7700 9002%02d", i))
		if phone == "" {
			phone = filled(shared)
		}
		w.people = append(w.people, []string{
			fmt.Sprintf("Bertil%d Canary", i), fmt.Sprintf("bertil%d.canary@nordhavn.example", i), filled("info@nordhavn.example"), phone,
			filled(fmt.Sprintf("https://www.linkedin.com/in/bertil-canary-%d", i)), "canary-title", filled("canary-source"), filled("Otto Canary"), filled("canary-comment"), filled("canary-colour"),
		})
	}
	w.sent = [][]string{{"Sent at", "Recipient email", "Campaign"}}
	for i := range rapid.IntRange(0, 6).Draw(t, "messages") {
		switch rapid.IntRange(0, 2).Draw(t, "to") {
		case 0:
			w.sent = append(w.sent, []string{"2026-03-01", "anna.lindqvist@nordhavn.example", "Spring"})
		case 1:
			w.sent = append(w.sent, []string{"2026-03-02", fmt.Sprintf("anna.lindqvist@nordhavn.example; bertil%d.canary@nordhavn.example", i), "Summer"})
		default:
			w.sent = append(w.sent, []string{"2026-03-03", fmt.Sprintf("bertil%d.canary@nordhavn.example", i), "canary-campaign"})
		}
	}
	return w
}

func (w *world) write(t *rapid.T, dir string) {
	for name, rows := range map[string][][]string{"people.csv": w.people, "sent.csv": w.sent} {
		var b strings.Builder
		c := csv.NewWriter(&b)
		if err := c.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const audit = "version: 1\nnow: 2026-11-22\ndatasets: [{path: people.csv}]\nregisters: [{relation: send, path: sent.csv}]\n"
	if err := os.WriteFile(filepath.Join(dir, "leadlint.yaml"), []byte(audit), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestEveryCellOnceAndNobodyElses states the law of the dossier over random files: every
// filled cell of the person's rows is there once, shown or withheld with a reason, and
// nothing of another person is.
func TestEveryCellOnceAndNobodyElses(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.write(t, dir)
		d, err := Compile(context.Background(), Request{AuditFile: filepath.Join(dir, "leadlint.yaml"), Keys: []string{"anna.lindqvist@nordhavn.example"}, Workers: 2})
		if err != nil {
			t.Fatalf("Compile: %v", err)
		}
		found := 0
		for _, r := range d.Records {
			table := w.people
			if d.Searched[r.Table].Name == "sent.csv" {
				table = w.sent
			} else if found++; !w.mine[r.Line] {
				t.Fatalf("line %d is somebody else's", r.Line)
			}
			checkRecord(t, &r, table[0], table[r.Line-1])
		}
		if found != len(w.mine) {
			t.Fatalf("got %d records, want %d", found, len(w.mine))
		}
	})
}

// checkRecord holds the cells of a record against the row that it is of.
func checkRecord(t *rapid.T, r *Record, header, row []string) {
	want := map[string]string{}
	for i, cell := range row {
		if cell != "" {
			want[header[i]] = cell
		}
	}
	for _, c := range r.Cells {
		text, ok := want[c.Header]
		switch {
		case !ok:
			t.Fatalf("%s of line %d is there twice, or empty in the file", c.Header, r.Line)
		case c.Withheld == "" && !c.Partly && c.Text != text:
			t.Fatalf("%s of line %d is not shown as it stands", c.Header, r.Line)
		case c.Withheld != "" && c.Text != "":
			t.Fatalf("%s of line %d is withheld and shown", c.Header, r.Line)
		case strings.Contains(strings.ToLower(c.Text), "canary"):
			t.Fatalf("%s of line %d shows another person's data", c.Header, r.Line)
		}
		delete(want, c.Header)
	}
	if len(want) > 0 {
		t.Fatalf("%d filled cells of line %d are missing", len(want), r.Line)
	}
}
