package jsonout_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/reports/jsonout"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// TestReadAgain says that a report that was read is written as it was.
func TestReadAgain(t *testing.T) {
	for name, r := range map[string]*finding.Report{
		"breaching": specimen.Breaching(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled(), "code": specimen.Code(), "hostile": specimen.Hostile(),
	} {
		t.Run(name, func(t *testing.T) {
			first := write(t, r)
			back, err := jsonout.Read("report.json", first)
			if name == "hostile" && err != nil {
				return // its days and outcomes are no days and outcomes
			}
			if err != nil {
				t.Fatal(err)
			}
			if second := write(t, back); !bytes.Equal(first, second) {
				t.Error("it is written otherwise")
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	whole := string(write(t, specimen.Breaching()))
	tests := []struct{ name, text, want string }{
		{"nothing", "", "report.json:1:1: no report: it ends too early"},
		{"no JSON", "{\n  nonsense", "report.json:2:3: no report: it is no JSON"},
		{"cut short", whole[:len(whole)/2], "it ends too early"},
		{"more after it", whole + "{}", "no report: it is no JSON"},
		{"a list", "[]", "report.json:1:1: no report: expected an object"},
		{"other JSON", `{"name": "somebody", "version": 3}`, `report.json:1:1: no report: expected "schema": "leadlint.findings/1"`},
		{"a baseline", "{\n  \"schema\": \"leadlint.baseline/1\"}", `report.json:2:13: no report: expected "schema"`},
		{"a later form", `{"schema": "leadlint.findings/9"}`, `report.json:1:12: the report has the form "leadlint.findings/9"`},
		{"a key missing", `{"schema": "leadlint.findings/1"}`, `the report lacks the key`},
		{"an unknown key", strings.Replace(whole, `"rule":`, `"surprise": 1, "rule":`, 1), `"findings.0" has the unknown key "surprise"`},
		{"an unknown outcome", strings.Replace(whole, `"outcome": "breach"`, `"outcome": "fine"`, 1), `"findings.0.outcome" is none of the values expected: breach`},
		{"a text for a number", strings.Replace(whole, `"rules": 96`, `"rules": "many"`, 1), `"packs.0.rules" is of type string; expected integer`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := jsonout.Read("report.json", []byte(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// TestReadTellsWhere says that the place is that of the value.
func TestReadTellsWhere(t *testing.T) {
	whole := string(write(t, specimen.Breaching()))
	text := strings.Replace(whole, `"rules": 17`, `"rules": "many"`, 1)
	line := strings.Count(text[:strings.Index(text, `"many"`)], "\n") + 1
	column := strings.Index(text, `"many"`) - strings.LastIndex(text[:strings.Index(text, `"many"`)], "\n")
	_, err := jsonout.Read("r", []byte(text))
	if want := "r:" + strconv.Itoa(line) + ":" + strconv.Itoa(column) + ":"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// FuzzRead says that what is accepted can be written and read again.
func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := jsonout.Write(&b, specimen.Code(), view.Options{}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"schema":"leadlint.findings/1"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := jsonout.Read("r", data)
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := jsonout.Write(&again, r, view.Options{}); err != nil {
			t.Fatal(err)
		}
		if _, err := jsonout.Read("r", again.Bytes()); err != nil {
			t.Errorf("accepted, written, and refused: %v", err)
		}
	})
}
