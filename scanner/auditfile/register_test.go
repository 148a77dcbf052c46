package auditfile_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/rules/strict"
	"leadlint/scanner/auditfile"
)

// problems gives the problems of an error, one a line: line:column: message.
func problems(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var many strict.Errors
	if !errors.As(err, &many) {
		t.Fatalf("got an error of type %T, want strict.Errors: %v", err, err)
	}
	var lines []string
	for _, e := range many {
		_, place, _ := strings.Cut(e.Pos.String(), ".yaml:")
		lines = append(lines, place+": "+e.Msg)
	}
	return strings.Join(lines, "\n")
}

func TestProblemsOfRegisters(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"unknown relation", "registers:\n  - {relation: supression, path: a.csv}",
			`3:16: unknown relation "supression"; did you mean "suppression"?`},
		{"relation far from any", "absent: [weather]",
			`2:10: unknown relation "weather"; expected one of activity, recipient, preference, preference_before, subscription, send, call, disclosure, suppression, copy, snapshot, version, request, incident, supplier, log, statistic, form, notice`},
		{"a dataset is no register", "registers:\n  - {relation: contact, path: a.csv}",
			`3:16: contact cannot be a register: the records that are audited are datasets; list the file under datasets`},
		{"the case is no register", "registers:\n  - {relation: case, rows: []}",
			`3:16: case cannot be a register: what holds of the controller as a whole is declared in the sections controller, processing, notice, retention, unsubscribe, migration, passwords and dpia`},
		{"columns are no register", "absent: [column]",
			`2:10: column cannot be a register: its rows are made of the datasets that are read; list the file under datasets`},
		{"relation missing", "registers:\n  - {path: a.csv}",
			`3:5: missing key "relation" in registers[1]`},
		{"neither path nor rows", "registers:\n  - relation: send",
			`3:5: a register needs a file (path) or rows`},
		{"path and rows", "registers:\n  - {relation: send, path: a.csv, rows: []}",
			`3:35: a register has either a file (path) or rows, not both`},
		{"unknown key", "registers:\n  - {relation: send, path: a.csv, colums: {}}",
			`3:35: unknown key "colums" in registers[1]; did you mean "columns"?`},
		{"column of no field", "registers:\n  - relation: send\n    path: a.csv\n    columns: {Envoi: send_at}",
			`5:22: unknown field "send_at" of send; did you mean "sent_at"?`},
		{"column of a derived state", "registers:\n  - {relation: preference, path: a.csv, columns: {Last: latest}}",
			`3:57: preference.latest cannot be read from a column: it is worked out from the dates of all rows of the person`},
		{"column of what is worked out", "registers:\n  - {relation: log, path: a.csv, columns: {Message: content}}",
			`3:53: log.content cannot be read from a column: it is worked out from what others hold`},
		{"kind of no key", "registers:\n  - {relation: send, path: a.csv, columns: {A: channel.email}}",
			`3:48: send.channel has no kinds: write "channel"`},
		{"unknown kind of key", "registers:\n  - {relation: send, path: a.csv, columns: {A: person.mail}}",
			`3:48: unknown kind "mail" of send.person; did you mean "email"?`},
		{"unknown channel of a column", "registers:\n  - {relation: preference, path: a.csv, columns: {A: value@mail}}",
			`3:54: unknown value "mail" of preference.channel; did you mean "email"?`},
		{"channel where there is none", "registers:\n  - {relation: call, path: a.csv, columns: {A: consent@sms}}",
			`3:48: call has no channel: write "consent"`},
		{"unknown mark", "registers:\n  - {relation: suppression, path: a.csv, columns: {A: kind=erased}}",
			`3:55: unknown value "erased" of suppression.kind; expected one of objection, unsubscribe, withdrawal, complaint, erasure, restriction`},
		{"unknown value", "registers:\n  - {relation: send, path: a.csv, values: {channel: {Courriel: mail}}}",
			`3:64: unknown value "mail" of send.channel; did you mean "email"?`},
		{"cell of two values", "registers:\n  - {relation: send, path: a.csv, values: {first: {Oui: true, OUI: false, Non: false, non: false}}}",
			`3:52: "Oui" is given two values, true and false as "OUI": letter case does not count`},
		{"values of a date", "registers:\n  - {relation: send, path: a.csv, values: {sent_at: {hier: email}}}",
			`3:44: the values of send.sent_at have no fixed meanings: remove it from values`},
		{"unknown form of dates", "registers:\n  - {relation: send, path: a.csv, dates: {sent_at: MM/YYYY}}",
			`3:52: unknown form of dates "MM/YYYY"; expected the order of day, month and year, such as "DD/MM/YYYY" or "YYYY-MM-DD", or "serial" (Excel), "unix" or "unix ms"`},
		{"form of what is no date", "registers:\n  - {relation: send, path: a.csv, dates: {person: DD/MM/YYYY}}",
			`3:43: a form is for dates only, and send.person holds none`},
		{"unknown fact", "registers:\n  - {relation: suppression, path: a.csv, facts: {sort: objection}}",
			`3:50: unknown field "sort" of suppression; did you mean "form"?`},
		{"fact of another type", "registers:\n  - {relation: snapshot, path: a.csv, facts: {taken_at: January}}",
			`3:57: expected a date YYYY-MM-DD or never for snapshot.taken_at, found "January"`},
		{"one person for every row", "registers:\n  - {relation: send, path: a.csv, facts: {person: ana@fabrik.example}}",
			`3:43: send.person cannot be one for every row; write rows out (rows: …), or name the column under columns`},
		{"fact that each row shows", "registers:\n  - {relation: suppression, path: a.csv, facts: {form: clear}}",
			`3:50: suppression.form cannot be given for every row: it is worked out from what each holds`},
		{"fact that is none", "registers:\n  - {relation: request, path: a.csv, facts: {answered_at: never}}",
			`3:46: expected a value for every row that says nothing itself; leave answered_at out if there is none`},
		{"date with a time", "registers:\n  - {relation: send, rows: [{sent_at: 2026-01-01T10:00}]}",
			`3:39: expected a date YYYY-MM-DD or never for send.sent_at, found "2026-01-01T10:00"`},
		{"incident without such a day", "registers:\n  - {relation: incident, rows: [{aware_at: 2026-02-30T10:00}]}",
			`3:44: expected a date YYYY-MM-DD, one with a time such as YYYY-MM-DDThh:mm, or never for incident.aware_at, found "2026-02-30T10:00"`},
		{"hours given", "registers:\n  - {relation: incident, rows: [{hours_to_authority: 90}]}",
			`3:34: incident.hours_to_authority cannot be given: it is worked out; give aware_at and authority_told_at, with the time where it is known`},
		{"row of another type", "registers:\n  - {relation: request, rows: [{stores_searched: some, produced: maybe, kind: [access]}]}",
			"3:50: expected a whole number for request.stores_searched, found \"some\"\n" +
				"3:66: expected true or false for request.produced, found \"maybe\"\n" +
				"3:79: expected a text for request.kind, found a list"},
		{"no state of an item", "registers:\n  - {relation: notice, rows: [{source: states}]}",
			`3:40: unknown value "states" of notice.source; did you mean "stated"?`},
		{"member of no set", "registers:\n  - {relation: recipient, rows: [{clauses: [audit]}]}",
			`3:44: unknown value "audit" of recipient.clauses; did you mean "audits"?`},
		{"row with a table", "registers:\n  - {relation: notice, table: A, rows: [{source: stated}]}",
			`3:24: table is about a file; rows are given by the names of their fields`},
		{"columns of a snapshot", "registers:\n  - {relation: snapshot, path: a.csv, columns: {A: person}}",
			`3:39: a snapshot is read like a dataset: give its columns in a mapping file (mapping: FILE, as leadlint map writes it)`},
		{"same path twice", "registers:\n  - {relation: send, path: a.csv}\n  - {relation: call, path: ./a.csv}",
			`4:28: "./a.csv" is a register already (line 3): the rows of a table belong to one relation`},
		{"same table twice", "registers:\n  - {relation: send, path: a.xlsx, table: S}\n  - {relation: call, path: a.xlsx, table: S}",
			`4:28: "a.xlsx" (table "S") is a register already (line 3): the rows of a table belong to one relation`},
		{"table of a file taken whole", "registers:\n  - {relation: send, path: a.xlsx}\n  - {relation: call, path: a.xlsx, table: S}",
			`4:28: "a.xlsx" (table "S") is a register already (line 3): the rows of a table belong to one relation`},
		{"whole file of a table taken", "registers:\n  - {relation: send, path: a.xlsx, table: S}\n  - {relation: call, path: a.xlsx}",
			`4:28: "a.xlsx" is a register already (line 3): the rows of a table belong to one relation`},
		{"a dataset as register", "datasets: [{path: a.csv}]\nregisters:\n  - {relation: send, path: a.csv}",
			`4:28: "a.csv" is a dataset already (line 2): a table is either a dataset or a register; where a file holds both, name the table of each`},
		{"the audit file as register", "registers:\n  - {relation: send, path: leadlint.yaml}",
			`3:28: the audit file cannot be a register of itself; write the rows out (rows: …), or name another file`},
		{"the audit file as mapping", "registers:\n  - {relation: send, path: a.csv, mapping: leadlint.yaml}",
			`3:44: the audit file cannot be a mapping file; write columns, values and dates into the register itself`},
		{"the register as mapping", "registers:\n  - {relation: send, path: a.yaml, mapping: a.yaml}",
			`3:45: the register cannot be its own mapping file`},
		{"absent and supplied", "registers:\n  - {relation: send, path: a.csv}\nabsent: [send]",
			`4:10: send cannot be absent: it is supplied on line 3; remove one of the two`},
		{"absent and declared", "processing: {disclosure_log: true}\nabsent: [disclosure]",
			`3:10: disclosure cannot be absent: disclosure_log is declared true on line 2; remove one of the two`},
		{"absent and listed", "recipients: [{name: A}]\nabsent: [recipient]",
			`3:10: recipient cannot be absent: it is supplied on line 2; remove one of the two`},
		{"absent twice", "absent: [send, send]", `2:16: send is named twice`},
		{"unknown case value", "processing: {sector: home}", `2:22: unknown value "home"; expected one of home_energy_renovation, home_adaptation, other`},
		{"stores below zero", "processing: {stores: -1}", `2:22: expected a whole number, zero or more, found "-1"`},
		{"grace of no period", "processing: {objection_grace: 1}", `2:31: "1" is not a period: expected a form such as "P3Y", "P6M" or "P30D"`},
		{"unknown clause", "recipients: [{name: A, clauses: [audit]}]", `2:34: unknown value "audit"; did you mean "audits"?`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := auditfile.Parse("leadlint.yaml", []byte("version: 1\n"+tt.file+"\n"))
			if got := problems(t, err); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestAcceptedRegisters(t *testing.T) {
	for _, tt := range []struct{ name, file string }{
		{"several tables of a file", "registers:\n  - {relation: send, path: a.xlsx, table: S}\n  - {relation: call, path: a.xlsx, table: C}"},
		{"kinds, marks and channels of columns", "registers:\n  - {relation: preference, path: a.csv, columns: {A: person.email, B: value@sms, C: value=refused@phone, D: ignore}}"},
		{"values that stand for none", "registers:\n  - {relation: recipient, path: a.csv, values: {duties: {beides: unknown, ja: inform}}}"},
		{"uses besides fields", "registers:\n  - {relation: log, path: a.csv, columns: {A: .line}}\n  - {relation: statistic, path: b.csv, columns: {A: count, B: .measure}}"},
		{"a country named NO", "registers:\n  - {relation: send, rows: [{country: NO}]}"},
		{"a log that is declared kept and not shown", "processing: {disclosure_log: true}"},
		{"rows of nothing recorded", "registers:\n  - {relation: request, rows: [{answered_at: never, channel: null}]}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := auditfile.Parse("leadlint.yaml", []byte("version: 1\n"+tt.file+"\n")); err != nil {
				t.Error(err)
			}
		})
	}
}

// folder writes files and gives their folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLoadMergesMappingFiles(t *testing.T) {
	dir := folder(t, map[string]string{
		"leadlint.yaml": "version: 1\nregisters:\n  - {relation: send, path: a.csv, mapping: a.map.yaml, columns: {A: ignore}, values: {channel: {C: sms}}}\n",
		"a.map.yaml":    "columns: {A: person, B: sent_at}\nvalues: {channel: {C: email, P: phone}}\ndates: {sent_at: DD/MM/YYYY}\nfacts: {first: true}\nids: crm\n",
	})
	f, err := auditfile.Load(facts.NewSchema(), filepath.Join(dir, "leadlint.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	r := &f.Registers[0]
	if got := r.Columns["A"] + " " + r.Columns["B"]; got != "ignore sent_at" {
		t.Errorf("got columns A and B %q, want the audit file's and the mapping file's", got)
	}
	if got := r.Values["channel"]["C"] + " " + r.Values["channel"]["P"]; got != "sms phone" {
		t.Errorf("got the values of C and P %q, want the audit file's and the mapping file's", got)
	}
	if r.Dates["sent_at"] != "DD/MM/YYYY" || r.Facts["first"] != true || r.IDs != "crm" {
		t.Errorf("got dates %v, facts %v, ids %q, want those of the mapping file", r.Dates, r.Facts, r.IDs)
	}
}

func TestProblemsOfReferences(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		links map[string]string
		want  string
	}{
		{"mapping file missing", map[string]string{"leadlint.yaml": "version: 1\nregisters:\n  - {relation: send, path: a.csv, mapping: b.yaml}\n"}, nil,
			`3:44: mapping file "b.yaml" does not exist; paths are relative to the audit file`},
		{"mapping file of a snapshot missing", map[string]string{"leadlint.yaml": "version: 1\nregisters:\n  - {relation: snapshot, path: a.csv, mapping: b.yaml}\n"}, nil,
			`3:48: mapping file "b.yaml" does not exist; paths are relative to the audit file`},
		{"mapping file that names another", map[string]string{
			"leadlint.yaml": "version: 1\nregisters:\n  - {relation: send, path: a.csv, mapping: b.yaml}\n",
			"b.yaml":        "mapping: c.yaml\ncolumns: {A: sentat}\n",
		}, nil, "1:1: unknown key \"mapping\"; expected one of columns, values, dates, facts, ids\n2:14: unknown field \"sentat\" of send; did you mean \"sent_at\"?"},
		{"register that links to a dataset", map[string]string{
			"leadlint.yaml": "version: 1\ndatasets: [{path: a.csv}]\nregisters:\n  - {relation: send, path: b.csv}\n",
			"a.csv":         "email\n",
		}, map[string]string{"b.csv": "a.csv"}, `4:28: "b.csv" is a dataset already (line 2): a table is either a dataset or a register; where a file holds both, name the table of each`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := folder(t, tt.files)
			for name, to := range tt.links {
				if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
					t.Skip(err)
				}
			}
			_, err := auditfile.Load(facts.NewSchema(), filepath.Join(dir, "leadlint.yaml"))
			if got := problems(t, err); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
