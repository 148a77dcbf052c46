package terminal_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/terminal"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
	"leadlint/scanner/history"
)

// entries are a complete audit and, after it, one that is not.
func entries() []history.Entry {
	first := history.EntryOf(specimen.Breaching())
	first.ID, first.Stored = "2026-01-05-01", "2026-01-05T10:00:00Z"
	second := history.EntryOf(specimen.Incomplete())
	second.ID, second.Stored, second.Previous, second.New, second.Reopened, second.Fixed = "2026-01-05-02", "2026-01-05T11:00:00Z", first.ID, 2, 1, 3
	second.Waived, second.Breaches = 1, 1_200
	return []history.Entry{first, second}
}

func TestGoldenLife(t *testing.T) {
	list := entries()
	parts := map[string]func(io.Writer, view.Options) error{
		"compared": func(w io.Writer, o view.Options) error {
			return terminal.Comparison(w, specimen.Incomplete(), specimen.Living(), o)
		},
		"history": func(w io.Writer, o view.Options) error { return terminal.History(w, list, o) },
		"kept":    func(w io.Writer, o view.Options) error { return terminal.Kept(w, &list[1], specimen.Living(), o) },
	}
	for name, part := range parts {
		for _, lang := range []string{"en", "fr"} {
			var b bytes.Buffer
			if err := part(&b, view.Options{Lang: lang, Width: 100}); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			golden(t, name+"."+lang+".txt", b.String())
		}
	}
}

// TestLifeIsTold says that a report shows what changed and where it is kept.
func TestLifeIsTold(t *testing.T) {
	got := write(t, specimen.Living(), view.Options{})
	for _, want := range []string{"Kept as", "2026-01-05-1", ":7", "Compared with the earlier audit 2025-12-01-1", "put right", "not looked at", "found again"} {
		if !strings.Contains(got, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
}

// TestHostileHistory says that a history from elsewhere cannot act on a terminal.
func TestHostileHistory(t *testing.T) {
	evil := "\x1b[2J\u202eevil\n\x00" + strings.Repeat("x", 5000)
	list := []history.Entry{{ID: evil, Title: evil, Previous: evil, Stored: evil}}
	r := specimen.Hostile()
	r.Comparison = &finding.Comparison{With: evil, Now: evil, Fixed: []finding.Fixed{{Rule: evil, Dataset: evil, Outcome: finding.Outcome(evil)}}}
	r.Record = &finding.Record{Audit: evil, Head: evil}
	var b bytes.Buffer
	for _, err := range []error{
		terminal.History(&b, list, view.Options{}), terminal.Kept(&b, &list[0], r, view.Options{}), terminal.Comparison(&b, specimen.Hostile(), r, view.Options{}),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	if got := b.String(); strings.ContainsAny(got, "\x1b\u202e\x00") {
		t.Error("a control character is let through")
	}
}
