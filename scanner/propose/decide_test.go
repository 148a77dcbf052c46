package propose

import (
	"strings"
	"testing"

	"leadlint/scanner/finding"
)

func TestDecide(t *testing.T) {
	send := func(score float64) Choice {
		return Choice{Relation: "send", Score: score, Reason: finding.Text{EN: "r"}}
	}
	call := func(score float64) Choice {
		return Choice{Relation: "call", Score: score, Reason: finding.Text{EN: "r"}}
	}
	tests := []struct {
		name string
		ev   evidence
		want string
	}{
		{"contacts", evidence{person: true, contacts: profile{0.9, 2}}, "dataset contact"},
		{"contacts, and a register that is less so", evidence{person: true, contacts: profile{0.95, 3}, registers: []Choice{send(0.6)}}, "dataset contact"},
		{"names and addresses", evidence{person: true, contacts: profile{0.95, 1}}, "dataset contact"},
		{"names and addresses in a register", evidence{person: true, contacts: profile{0.95, 1}, registers: []Choice{send(0.9)}}, "register send"},
		{"a register of persons", evidence{person: true, contacts: profile{0.6, 2}, registers: []Choice{send(0.9)}}, "register send"},
		{"as much one as the other", evidence{person: true, contacts: profile{0.92, 2}, registers: []Choice{send(0.9)}}, "unsure contact send"},
		{"all of a person, and a register", evidence{person: true, contacts: profile{0.92, 3}, registers: []Choice{send(0.9)}}, "dataset contact"},
		{"two registers", evidence{registers: []Choice{send(0.9), call(0.88), call(0.2)}}, "unsure send call"},
		{"a register that is likelier than another", evidence{registers: []Choice{send(0.82), call(0.74)}}, "register send"},
		{"a register that is likely", evidence{registers: []Choice{send(0.7)}}, "unsure send"},
		{"contacts that are likely", evidence{person: true, contacts: profile{0.6, 3}}, "unsure contact"},
		{"addresses alone", evidence{person: true, contacts: profile{1, 0}}, "unsure contact"},
		{"addresses, and something of a register", evidence{person: true, contacts: profile{0.8, 0}, registers: []Choice{send(0.36)}}, "unsure contact send"},
		{"persons of whom little is known", evidence{person: true, contacts: profile{0.1, 1}}, "unsure contact"},
		{"a register that is likely, and its name says the same", evidence{registers: []Choice{send(0.7)}, named: []string{"send"}}, "register send"},
		{"a register that is likely, and its name says another", evidence{registers: []Choice{send(0.7)}, named: []string{"call"}}, "unsure send"},
		{"two registers, and the name settles it", evidence{registers: []Choice{send(0.82), call(0.8)}, named: []string{"call"}}, "register call"},
		{"unlikely, whatever the name says", evidence{registers: []Choice{send(0.4)}, named: []string{"send"}}, "left_out"},
		{"unlikely", evidence{registers: []Choice{send(0.4)}}, "left_out"},
		{"no records", evidence{empty: true}, "left_out"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := decide(tt.ev)
			got := []string{string(e.Kind)}
			for _, c := range e.Choices {
				got = append(got, c.Relation)
			}
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if (e.Kind == Unsure || e.Kind == LeftOut) && (e.Reason.EN == "" || e.Reason.FR == "") {
				t.Error("got no reason for being unsure or left out")
			}
		})
	}
}

func TestLogLines(t *testing.T) {
	tests := []struct {
		name, line string
		want       bool
	}{
		{"ISO time", "2026-06-01T10:00:00.123Z INFO started", true},
		{"time in brackets", "[2026-06-01 10:00:00] production.ERROR: failed", true},
		{"European day", "01.06.2026 10:00:00 gestartet", true},
		{"syslog", "Jun  1 10:00:00 host app[12]: started", true},
		{"web server", `192.0.2.1 - - [01/Jun/2026:10:00:00 +0200] "GET / HTTP/1.1" 200 12`, true},
		{"level first", "WARN  slow answer", true},
		{"level in lower case", "error: failed", true},
		{"day alone", "2026-06-01,12,FR", false},
		{"a word that starts like a level", "information,12", false},
		{"prose", "These are the exports of the sales team.", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			share, first := logLines([][][]byte{{[]byte(tt.line)}})
			if got := share == 1 && first; got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
	if share, first := logLines([][][]byte{{nil}, {}, {[]byte("  ")}}); share != 0 || first {
		t.Errorf("got %v, %v for empty lines, want none", share, first)
	}
	if share, first := logLines([][][]byte{{[]byte("at,level")}, {[]byte("2026-06-01 10:00,info")}}); share != 0.5 || first {
		t.Errorf("got %v, %v for a table with a header, want a half, and not the first", share, first)
	}
}

func TestCompare(t *testing.T) {
	dataset := func(path string, headers ...string) Entry {
		return Entry{Path: path, Kind: Dataset, headers: headers, Choices: []Choice{{Relation: Contacts, Score: 0.9}}}
	}
	register := func(path, table, relation string) Entry {
		return Entry{Path: path, Table: table, Kind: Register, Choices: []Choice{{Relation: relation, Score: 0.9}}}
	}
	tests := []struct {
		name    string
		entries []Entry
		want    string
	}{
		{"two datasets", []Entry{dataset("a.csv", "A"), dataset("b.csv", "B")}, "dataset contact, dataset contact"},
		{"an earlier state", []Entry{dataset("a-2025-01.csv", "A"), dataset("a.csv", "A")}, "unsure snapshot taken_at=2025-01-31 contact, dataset contact"},
		{"two states", []Entry{dataset("a-20250115.csv", "A"), dataset("x/a-20260115.csv", "A")}, "unsure snapshot taken_at=2025-01-15 contact, dataset contact"},
		{"an earlier year", []Entry{dataset("a-2024.csv", "A"), dataset("a-2025.csv", "A")}, "unsure snapshot taken_at=2024-12-31 contact, dataset contact"},
		{"numbers that are no years", []Entry{dataset("a-120255.csv", "A"), dataset("a.csv", "A")}, "dataset contact, dataset contact"},
		{"states of different form", []Entry{dataset("a-2025-01.csv", "A", "C"), dataset("a.csv", "A", "B")}, "dataset contact, dataset contact"},
		{"a state with columns that came later", []Entry{dataset("a-2025-01.csv", "A", "C"), dataset("a.csv", "A", "B", "C")}, "unsure snapshot taken_at=2025-01-31 contact, dataset contact"},
		{"three states", []Entry{dataset("a-2024-02.csv", "A"), dataset("a-2025-02.csv", "A"), dataset("a-2026-02.csv", "A")},
			"unsure snapshot taken_at=2024-02-29 contact, unsure snapshot taken_at=2025-02-28 contact, dataset contact"},
		{"a copy", []Entry{dataset("contacts_QA.csv", "A")}, "unsure copy environment=test contact"},
		{"a copy for research", []Entry{dataset("dir/Recherche 2025.csv", "A")}, "unsure copy environment=research contact"},
		{"a word that holds test", []Entry{dataset("latest.csv", "A")}, "dataset contact"},
		{"preferences from before", []Entry{register("prefs-avant.csv", "", "preference")}, "unsure preference_before preference"},
		{"preferences of two states", []Entry{register("prefs-before.csv", "", "preference"), register("prefs.csv", "", "preference")}, "unsure preference_before preference, register preference"},
		{"preferences of which none is said to be older", []Entry{register("a.csv", "", "preference"), register("b.csv", "", "preference")},
			"unsure preference preference_before, unsure preference preference_before"},
		{"preferences", []Entry{register("prefs.csv", "", "preference")}, "register preference"},
		{"a register beside a dataset in one file", []Entry{{Path: "a.xlsx", Table: "S", Kind: Dataset, Choices: []Choice{{Relation: Contacts}}}, register("a.xlsx", "T", "send")}, "dataset contact, register send"},
		{"registers in one file", []Entry{register("a.xlsx", "S", "call"), register("a.xlsx", "T", "send")}, "register call, register send"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			compare(tt.entries)
			var got []string
			for _, e := range tt.entries {
				s := string(e.Kind)
				for _, c := range e.Choices {
					s += " " + c.Relation
					for _, f := range c.Facts {
						s += " " + f.Field + "=" + f.Value
					}
				}
				got = append(got, s)
			}
			if got := strings.Join(got, ", "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
