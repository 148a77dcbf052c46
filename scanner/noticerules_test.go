package scanner_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leadlint/scanner"
)

// TestArticleOfNotices says under which article an item of a notice counts: by
// where the data come from, and under either where that is unknown. Items of one
// article alone are then not shown.
func TestArticleOfNotices(t *testing.T) {
	const row = "place: account_form, purposes: not_found, source: not_found, mandatory: not_found"
	tests := []struct{ name, row, want string }{
		{"from the person", row + ", direct: true", "NOT-14 breach 13, NOT-34-MANDATORY breach 13"},
		{"from elsewhere", row + ", direct: false", "NOT-14 breach 14, NOT-24 breach 14"},
		{"unknown", row, "NOT-14 breach 13/14, NOT-24 not_shown 14, NOT-34-MANDATORY not_shown 13"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "leadlint.yaml")
			text := "version: 1\nregisters:\n  - {relation: notice, rows: [{" + tt.row + "}]}\n"
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			report, err := scanner.Audit(context.Background(), scanner.Options{AuditFile: file, Now: "2026-11-22", Workers: 1, Key: []byte("a key for tests only")})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range report.Findings {
				if f.Counts.Examined > 0 && slices.Contains([]string{"NOT-14", "NOT-24", "NOT-34-MANDATORY"}, f.Rule) {
					got = append(got, fmt.Sprintf("%s %s %s", f.Rule, f.Outcome, f.Articles.Primary[0]))
				}
			}
			slices.Sort(got)
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("got %s, want %s", strings.Join(got, ", "), tt.want)
			}
		})
	}
}
