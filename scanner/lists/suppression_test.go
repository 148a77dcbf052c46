package lists

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/suppress"
	"leadlint/scanner/take"
)

// someone writes some of the identities of a person, in one of the forms that files have.
func someone(r *rand.Rand, n int) []string {
	mail, phone, profile := fmt.Sprintf("ada.%d@nord.example", n), fmt.Sprintf("+3363998%04d", n), fmt.Sprintf("https://www.linkedin.com/in/ada-%d", n)
	out := []string{"", "", ""}
	for out[0]+out[1]+out[2] == "" {
		if r.IntN(2) == 0 {
			out[0] = []string{mail, strings.ToUpper(mail), " " + mail}[r.IntN(3)]
		}
		if r.IntN(2) == 0 {
			out[1] = []string{phone, "0033" + phone[3:], phone[:3] + " " + phone[3:4] + " " + phone[4:]}[r.IntN(3)]
		}
		if r.IntN(2) == 0 {
			out[2] = []string{profile, "linkedin.com/in/ADA-" + fmt.Sprint(n) + "/", profile + "?trk=x"}[r.IntN(3)]
		}
	}
	return out
}

func writeCSV(t *testing.T, name string, records [][]string) string {
	t.Helper()
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(records); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// listed gathers the lines of persons who are on the list.
type listed struct{ lines []int64 }

type listedSink struct {
	*listed
	rule int
}

func (l *listed) Table(t *take.Table) (take.Sink, error) {
	return &listedSink{l, ruleIndex(t, scanner.Listed)}, nil
}
func (s *listedSink) Needs() take.Needs                   { return take.Needs{} }
func (s *listedSink) Skipped(dataset.Place, []byte) error { return nil }
func (s *listedSink) End(dataset.Stats, bool) error       { return nil }
func (s *listedSink) Rows(b *take.Batch) error {
	for i := range b.Rows {
		if facts.Has(b.Outcomes[s.rule].Breach, i) {
			s.lines = append(s.lines, b.Rows[i].Line)
		}
	}
	return nil
}

// TestSuppressionOfOneIsFoundInAnother: the list made of one file finds in another the
// persons who objected in the first, however either writes them, and the same rows as the
// first file in clear would as a register.
func TestSuppressionOfOneIsFoundInAnother(t *testing.T) {
	secret := []byte("a secret")
	for seed := range uint64(2) {
		r := rand.New(rand.NewPCG(seed, 5))
		a, register := [][]string{{"Email", "Phone", "LinkedIn", "Opted out"}}, [][]string{{"Email", "Phone", "LinkedIn"}}
		objected := map[int][]string{}
		for n := range 120 {
			who := someone(r, n)
			if r.IntN(3) == 0 {
				a, register = append(a, append(slices.Clone(who), "true")), append(register, who)
				objected[n] = who
			} else {
				a = append(a, append(who, "false"))
			}
		}
		b := [][]string{{"Email", "Phone", "LinkedIn", "First name"}}
		certain := map[int64]bool{}
		for n := range 200 {
			who := someone(r, n)
			b = append(b, append(slices.Clone(who), "Ada"))
			if o := objected[n]; o != nil && (o[0] != "" && who[0] != "" || o[2] != "" && who[2] != "") {
				certain[int64(len(b))] = true
			}
		}
		fileA, fileB, clear := writeCSV(t, "a.csv", a), writeCSV(t, "b.csv", b), writeCSV(t, "register.csv", register)
		var text bytes.Buffer
		s := NewSuppression(&text, suppress.Head{Check: identity.NewSeal(secret).Check()})
		run(t, scanner.Options{Targets: []string{fileA}, Now: "2026-01-01", Key: secret, Sealed: true, Takers: []take.Taker{s}})
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(text.String(), "@+") || strings.Contains(text.String(), "nord") {
			t.Error("the list holds an address in clear")
		}
		list := filepath.Join(t.TempDir(), "list.txt")
		if err := os.WriteFile(list, text.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		got, want := &listed{}, &listed{}
		run(t, scanner.Options{Targets: []string{fileB}, Now: "2026-01-01", Key: secret, Suppress: []string{list}, Takers: []take.Taker{got}})
		run(t, scanner.Options{Targets: []string{fileB}, Now: "2026-01-01", Key: secret, Suppress: []string{clear}, Takers: []take.Taker{want}})
		if !slices.Equal(got.lines, want.lines) || len(got.lines) == 0 {
			t.Errorf("seed %d: the list finds the rows %v, the register in clear %v", seed, got.lines, want.lines)
		}
		for line := range certain {
			if !slices.Contains(got.lines, line) {
				t.Errorf("seed %d: line %d shares an address or profile with one who objected and is not found", seed, line)
			}
		}
		for _, line := range got.lines {
			if objected[int(line)-2] == nil {
				t.Errorf("seed %d: line %d is of one who did not object", seed, line)
			}
		}
		_, err := scanner.Audit(context.Background(), scanner.Options{Targets: []string{fileB}, Now: "2026-01-01", Key: []byte("another"), Suppress: []string{list}})
		if err == nil || !strings.Contains(err.Error(), "another LEADLINT_KEY") {
			t.Errorf("got %v with another key", err)
		}
	}
}
