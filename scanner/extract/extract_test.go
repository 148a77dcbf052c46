package extract_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leadlint/rules/calendar"
	"leadlint/scanner/extract"
)

// folder writes files and gives the path of its audit file.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "leadlint.yaml")
}

func request(audit string) extract.Request {
	return extract.Request{
		AuditFile: audit, Recipient: "Broker Exemple", From: calendar.Day(2026, 1, 1), To: calendar.Day(2026, 6, 30), N: 100, Workers: 2,
	}
}

func draw(t *testing.T, req extract.Request) (*extract.Sample, [][]string) {
	t.Helper()
	s, err := extract.Draw(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := s.WriteCSV(&out); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return s, rows
}

const contacts = `email,mobile,first name,last name,job title,updated_at
Lea.Martin@durand.example,+33 6 39 98 00 01,Léa,Martin,Buyer,2026-05-01
paul@roux.example,+33 6 39 98 00 02,Paul,Roux,=1+1,2025-01-01
paul@roux.example,+33 6 39 98 00 03,Paul,Roux,Seller,2025-01-01
nina@blanc.example,+33 6 39 98 00 09,Nina,Blanc,Buyer,2025-01-01
`

func TestDraw(t *testing.T) {
	sum := sha256.Sum256([]byte("nina@blanc.example"))
	register := `recipient,disclosed_at,email,fields
"BROKER EXEMPLE, S.A.S.",2026-02-01,lea.martin@durand.example,"email, name"
Broker Exemple;Other,2026-03-01T10:00:00Z,paul@roux.example,"job title; mobile, shoe size"
Broker Exemple,2025-12-31,early@x.example,email
Broker Exemple,2026-07-01,late@x.example,email
Another,2026-03-01,other@x.example,email
broker exemple,2026-06-30,` + hex.EncodeToString(sum[:]) + `,job title
broker exemple,2026-01-01,gone@x.example,
broker exemple,,undated@x.example,email
broker exemple,some day,unreadable@x.example,email
`
	audit := folder(t, map[string]string{
		"contacts.csv": contacts, "passed.csv": register,
		"leadlint.yaml": "version: 1\ndatasets: [{path: contacts.csv}]\nregisters: [{relation: disclosure, path: passed.csv, columns: {email: person}}]\n",
	})
	s, rows := draw(t, request(audit))
	if s.Named != 8 || s.InPeriod != 4 || s.Drawn != 4 || s.Found != 3 || s.Datasets != 1 || s.Complete {
		t.Errorf("got %+v", s)
	}
	want := [][]string{
		{"register", "register row", "recipient", "disclosed_at", "email", "fields", "record", "record: email", "record: name", "record: job title", "record: mobile", "record: shoe size"},
		{"passed.csv", "2", "BROKER EXEMPLE, S.A.S.", "2026-02-01", "lea.martin@durand.example", "email, name", "contacts.csv, 2", "Lea.Martin@durand.example", "Léa Martin", "", "", ""},
		{"passed.csv", "3", "Broker Exemple;Other", "2026-03-01T10:00:00Z", "paul@roux.example", "job title; mobile, shoe size", "contacts.csv, 3", "", "", "=1+1", "+33 6 39 98 00 02", ""},
		{"passed.csv", "7", "broker exemple", "2026-06-30", hex.EncodeToString(sum[:]), "job title", "contacts.csv, 5", "", "", "Buyer", "", ""},
		{"passed.csv", "8", "broker exemple", "2026-01-01", "gone@x.example", "", "", "", "", "", "", ""},
	}
	if fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("got\n%s\nwant\n%s", strings.ReplaceAll(fmt.Sprint(rows), "] [", "]\n["), strings.ReplaceAll(fmt.Sprint(want), "] [", "]\n["))
	}
	told := strings.Join(s.Gaps, "\n")
	for _, gap := range []string{"1 row of the recipient without a day", "1 row of the recipient with a day that cannot be read", "not said by 1 row drawn",
		"for the person of 1 row drawn", "1 record shown was changed after", "1 person drawn has more than one record", `no column of the datasets holds "shoe size"`, "as they stand"} {
		if !strings.Contains(told, gap) {
			t.Errorf("gaps lack %q:\n%s", gap, told)
		}
	}
	if strings.Contains(told, "@") {
		t.Errorf("a personal value is in the gaps:\n%s", told)
	}
}

// TestDrawIsReproducible: the same question has the same answer, whoever reads
// and wherever the rows stand, and a smaller sample is a part of a greater one.
func TestDrawIsReproducible(t *testing.T) {
	var lines []string
	for i := range 5000 {
		lines = append(lines, fmt.Sprintf("Broker Exemple,2026-0%d-15,p%d@x.example", 1+i%6, i))
	}
	file := func(lines []string) string {
		return folder(t, map[string]string{
			"passed.csv":    "recipient,disclosed_at,email\n" + strings.Join(lines, "\n") + "\n",
			"leadlint.yaml": "version: 1\nregisters: [{relation: disclosure, path: passed.csv, columns: {email: person}}]\n",
		})
	}
	persons := func(req extract.Request) []string {
		_, rows := draw(t, req)
		var out []string
		for _, r := range rows[1:] {
			out = append(out, r[4])
		}
		slices.Sort(out)
		return out
	}
	forward := request(file(lines))
	a := persons(forward)
	slices.Reverse(lines)
	backward := request(file(lines))
	backward.Workers = 1
	if b := persons(backward); len(a) != 100 || !slices.Equal(a, b) {
		t.Errorf("got %d rows, then others in another order", len(a))
	}
	few := forward
	few.N = 7
	for _, p := range persons(few) {
		if !slices.Contains(a, p) {
			t.Error("a row of the smaller sample is not in the greater one")
		}
	}
	keyed := forward
	keyed.Secret = []byte("another")
	if slices.Equal(persons(keyed), a) {
		t.Error("the key does not matter")
	}
}

func TestRowsWrittenOut(t *testing.T) {
	audit := folder(t, map[string]string{
		"contacts.csv": contacts,
		"leadlint.yaml": `version: 1
datasets: [{path: contacts.csv}]
registers:
  - relation: disclosure
    rows:
      - {recipient: Broker Exemple, disclosed_at: 2026-02-01, person: [nobody@x.example, "+33639980001"], fields: mobile}
      - {recipient: Other, disclosed_at: 2026-02-01, person: paul@roux.example}
`,
	})
	s, rows := draw(t, request(audit))
	// The number is Lea's, but both have addresses, and those differ.
	if s.Drawn != 1 || s.Found != 0 || len(rows) != 2 || rows[1][2] != "nobody@x.example; +33639980001" {
		t.Errorf("got %+v, %q", s, rows)
	}
}

func TestQuestionsThatCannotBePut(t *testing.T) {
	const register = "recipient,disclosed_at,email\nBroker Exemple,2026-02-01,a@x.example\n"
	for _, c := range []struct {
		name, audit, register, want string
		unread                      bool
	}{
		{"no register", "version: 1\n", register, "lists no register of disclosures: add one", false},
		{"declared absent", "version: 1\nabsent: [disclosure]\n", register, "says that no register of disclosures is kept", false},
		{"no recipient", "version: 1\nregisters: [{relation: disclosure, path: r.csv, columns: {recipient: ignore}}]\n", register, "columns: {HEADER: recipient}", false},
		{"no day", "version: 1\nregisters: [{relation: disclosure, path: r.csv, columns: {disclosed_at: ignore}}]\n", register, "columns: {HEADER: disclosed_at}", false},
		{"other recipient", "version: 1\nregisters: [{relation: disclosure, path: r.csv}]\n", strings.ReplaceAll(register, "Broker", "Partner"), `names the recipient "Broker Exemple"`, false},
		{"no file", "version: 1\nregisters: [{relation: disclosure, path: none.csv}]\n", register, "could not be read", true},
		{"no table", "version: 1\nregisters: [{relation: disclosure, path: r.csv, table: T}]\n", register, `has no table "T"`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := extract.Draw(context.Background(), request(folder(t, map[string]string{"leadlint.yaml": c.audit, "r.csv": c.register})))
			if err == nil || !strings.Contains(err.Error(), c.want) || errors.Is(err, extract.ErrUnread) != c.unread {
				t.Errorf("got %v, want it to say %q", err, c.want)
			}
		})
	}
	// What the columns lack may be stated of the whole register.
	audit := folder(t, map[string]string{"r.csv": "email\na@x.example\nb@x.example\n",
		"leadlint.yaml": "version: 1\nregisters: [{relation: disclosure, path: r.csv, columns: {email: person}, facts: {recipient: Broker Exemple, disclosed_at: 2026-03-01}}]\n"})
	if s, _ := draw(t, request(audit)); s.Drawn != 2 || !s.Complete {
		t.Errorf("got %+v", s)
	}
}

// TestWhoseDataAreNotTold: rows that identify nobody are told apart from persons
// without a record.
func TestWhoseDataAreNotTold(t *testing.T) {
	const config = "version: 1\ndatasets: [{path: contacts.csv}]\nregisters: [{relation: disclosure, path: r.csv}]\n"
	for _, c := range []struct{ name, register, want, not string }{
		{"empty cells", "recipient,disclosed_at,email,fields\nBroker Exemple,2026-02-01,,email\nBroker Exemple,2026-02-02,paul@roux.example,email\n", "not told by 1 row drawn", "no record"},
		{"no column", "recipient,disclosed_at,fields\nBroker Exemple,2026-02-01,email\n", "no column of the register \"r.csv\" identifies the person", "not told by"},
		{"nothing on the data", "recipient,disclosed_at,email\nBroker Exemple,2026-02-01,paul@roux.example\n", "no column of the register \"r.csv\" says so", "not told by"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := draw(t, request(folder(t, map[string]string{"contacts.csv": contacts, "r.csv": c.register, "leadlint.yaml": config})))
			if told := strings.Join(s.Gaps, "\n"); !strings.Contains(told, c.want) || strings.Contains(told, c.not) {
				t.Errorf("got gaps\n%s\nwant %q, and not %q", told, c.want, c.not)
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	audit := folder(t, map[string]string{"r.csv": "recipient,disclosed_at\nBroker Exemple,2026-02-01\n", "leadlint.yaml": "version: 1\nregisters: [{relation: disclosure, path: r.csv}]\n"})
	if _, err := extract.Draw(ctx, request(audit)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
