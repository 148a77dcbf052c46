package dossier

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestLogsTeachNothing: who acted stands in a log beside the person, and is not taken for
// the person.
func TestLogsTeachNothing(t *testing.T) {
	dir := folder(t, map[string]string{
		"leadlint.yaml": `version: 1
now: 2026-11-22
datasets: [{path: people.csv}]
registers:
  - {relation: send, path: sent.csv, columns: {To: person.email, From: person.email}}
  - {relation: copy, path: backup.csv}
`,
		"people.csv": "Full name,Email\nAnna Lindqvist,anna@nordhavn.example\nOtto Canary,otto.canary@seller.example\n",
		"sent.csv":   "Sent at,From,To\n2026-03-01,otto.canary@seller.example,anna@nordhavn.example\n2026-03-02,otto.canary@seller.example,bert@nordhavn.example\n",
		"backup.csv": "Full name,Email,Phone\nAnna Lindqvist,anna@nordhavn.example,+44 7700 900101\nOtto Canary,otto.canary@seller.example,\n",
	})
	d := compile(t, Request{AuditFile: filepath.Join(dir, "leadlint.yaml"), Keys: []string{"anna@nordhavn.example"}})
	if got, want := shown(d, "Full name"), []string{"Anna Lindqvist", "Anna Lindqvist"}; !slices.Equal(got, want) {
		t.Errorf("got records of %q, want %q", got, want)
	}
	if got, want := shown(d, "To"), []string{"anna@nordhavn.example"}; !slices.Equal(got, want) {
		t.Errorf("got messages to %q, want %q", got, want)
	}
	if got := shown(d, "From"); got != nil {
		t.Errorf("the sender is shown: %q", got)
	}
	if got, want := shown(d, "Phone"), []string{"+44 7700 900101"}; !slices.Equal(got, want) {
		t.Errorf("got the numbers %q of the copy, want %q", got, want)
	}
}

// TestIncomplete: a dossier that may lack something says what.
func TestIncomplete(t *testing.T) {
	dir := folder(t, map[string]string{
		"leadlint.yaml": "version: 1\nnow: 2026-11-22\ndatasets: [{path: people.csv}, {path: gone.csv}]\nregisters: [{relation: call, path: calls.csv}]\n",
		"people.csv":    "Full name,Email\nAnna Lindqvist,anna@nordhavn.example\n",
		"calls.csv":     "Called at,Outcome\n2026-03-01,no answer\n",
	})
	d := compile(t, Request{AuditFile: filepath.Join(dir, "leadlint.yaml"), Keys: []string{"anna@nordhavn.example"}})
	if d.Complete || len(d.Lost) != 2 || d.Lost[0].What != Unreadable || d.Lost[1].What != Keyless {
		t.Errorf("got complete %v with %+v, want the missing file and the register without persons", d.Complete, d.Lost)
	}
	if len(d.Records) != 1 {
		t.Errorf("got %d records, want the one that could be read", len(d.Records))
	}
}

// TestLogsAreTold: lines of a log may name the person, and are not searched.
func TestLogsAreTold(t *testing.T) {
	dir := folder(t, map[string]string{
		"leadlint.yaml": "version: 1\nnow: 2026-11-22\ndatasets: [{path: people.csv}]\nregisters: [{relation: log, path: app.log}]\n",
		"people.csv":    "Full name,Email\nAnna Lindqvist,anna@nordhavn.example\n",
		"app.log":       "2026-03-01 sent to anna@nordhavn.example\n",
	})
	d := compile(t, Request{AuditFile: filepath.Join(dir, "leadlint.yaml"), Keys: []string{"anna@nordhavn.example"}})
	if d.Complete || len(d.Lost) != 1 || d.Lost[0].Name != "app.log" || d.Lost[0].What != Keyless {
		t.Errorf("got complete %v with %+v, want the log among what was not searched", d.Complete, d.Lost)
	}
}

// TestTargetsStandForDatasets: the audit file declares, the targets are searched.
func TestTargetsStandForDatasets(t *testing.T) {
	dir := folder(t, map[string]string{
		"leadlint.yaml": "version: 1\nnow: 2026-11-22\ncontroller: {name: Exemple SAS}\nretention: {period: P3Y}\ndatasets: [{path: people.csv}]\n",
		"people.csv":    "Full name,Email\nAnna Lindqvist,anna@nordhavn.example\n",
		"other.csv":     "Name,E-mail\nA. Lindqvist,anna@nordhavn.example\n",
	})
	d := compile(t, Request{AuditFile: filepath.Join(dir, "leadlint.yaml"), Targets: []string{filepath.Join(dir, "other.csv")}, Keys: []string{"anna@nordhavn.example"}})
	if len(d.Searched) != 1 || len(d.Records) != 1 || d.Controller != "Exemple SAS" || len(d.Declared.Periods) != 1 {
		t.Errorf("got %d tables, %d records, controller %q and %d periods", len(d.Searched), len(d.Records), d.Controller, len(d.Declared.Periods))
	}
}

// TestRecurringAddressesAreTold: a column that is not searched, for it may be that of who
// owns the records, makes the dossier incomplete.
func TestRecurringAddressesAreTold(t *testing.T) {
	var b strings.Builder
	b.WriteString("Full name,LinkedIn URL,Email\n")
	for i := range 60 {
		fmt.Fprintf(&b, "Person%d Canary,https://www.linkedin.com/in/person-canary-%d,anna@nordhavn.example\n", i, i)
	}
	dir := folder(t, map[string]string{"people.csv": b.String()})
	d := compile(t, Request{Targets: []string{filepath.Join(dir, "people.csv")}, Keys: []string{"anna@nordhavn.example"}})
	if d.Complete || len(d.Lost) != 1 || d.Lost[0].What != Recurring {
		t.Errorf("got complete %v with %+v, want the column told", d.Complete, d.Lost)
	}
	if len(d.Records) != 0 {
		t.Errorf("got %d records of others", len(d.Records))
	}
}
