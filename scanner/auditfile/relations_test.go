package auditfile_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
)

// show writes the values of a row, field by field: "-" where nothing is
// recorded, "?" where that is unknown; fields that nothing feeds are left out.
func show(rel *facts.Relation, b *facts.Batch, row int) string {
	var out []string
	for i := range rel.Fields {
		f, v := &rel.Fields[i], &b.Cols[i]
		if v.Absent || f.Type == facts.Period {
			continue
		}
		out = append(out, f.Name+"="+value(f, v, row))
	}
	return strings.Join(out, " ")
}

func value(f *facts.Field, v *facts.Vec, row int) string {
	empty := "-"
	if v.Unread != nil && v.Unread[row/64]>>uint(row%64)&1 == 1 {
		empty = "?"
	}
	switch f.Type {
	case facts.Bool:
		return []string{empty, "false", "true"}[v.Codes[row]]
	case facts.Enum:
		if c := v.Codes[row]; c != 0 {
			return f.Values[c-1]
		}
	case facts.Date:
		if d := v.Days[row]; d != facts.UnknownDay {
			y, m, d := calendar.Civil(d)
			return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
		}
	case facts.Int:
		if v.Ints[row] != facts.UnknownInt {
			return fmt.Sprint(v.Ints[row])
		}
	case facts.Set:
		if v.Sets[row] != 0 {
			var members []string
			for i, m := range f.Values {
				if v.Sets[row]>>uint(i)&1 == 1 {
					members = append(members, m)
				}
			}
			return "[" + strings.Join(members, " ") + "]"
		}
	case facts.Text, facts.Key:
		if v.Present[row/64]>>uint(row%64)&1 == 1 {
			return string(v.Texts[row])
		}
	}
	return empty
}

func parse(t *testing.T, text string) *auditfile.File {
	t.Helper()
	f, err := auditfile.Parse("leadlint.yaml", []byte("version: 1\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestRelations(t *testing.T) {
	tests := []struct{ name, file, relation, want string }{
		{"nothing declared", "", "case", ""},
		{"of the processing", "processing: {sector: other, sources_known: false, stores: 0, source_scope: whole, face_images: none, record_of_processing: true, restriction_means: true, rectification_means: false}", "case",
			"sector=other sources_known=false stores=0 source_scope=whole face_images=none record_of_processing=true restriction_means=true rectification_means=false"},
		{"of passwords", "passwords: {length: 8, kinds: 2, attempts_limited: false}", "case",
			"password_length=8 password_kinds=2 password_attempts_limited=false"},
		{"of unsubscribing and a migration", "unsubscribe: {scope: one_base, effort: several_steps, effective: false, misleading: true}\nmigration: {at: 2025-06-01, reconciled: false, corrected: true}", "case",
			"unsubscribe_scope=one_base unsubscribe_effort=several_steps unsubscribe_effective=false unsubscribe_misleading=true migration_at=2025-06-01 migration_reconciled=false migration_corrected=true"},
		{"of retention", "retention: {contact_events: [click, open], deletion_job: true, last_purge: 2026-01-31}", "case",
			"deletion_job=true last_purge_at=2026-01-31 contact_events=[click open]"},
		{"a purge that never was", "retention: {contact_events: [], last_purge: never}", "case", "last_purge_at=- contact_events=[]"},
		{"registers are kept", "registers:\n  - {relation: disclosure, path: a.csv}\n  - {relation: suppression, rows: []}", "case", "disclosure_log=true suppression_list=true"},
		{"registers are absent", "absent: [suppression, disclosure, request]", "case", "disclosure_log=false suppression_list=false"},
		{"what is declared of registers wins", "processing: {disclosure_log: false, suppression_list: false}\nregisters: [{relation: disclosure, path: a.csv}]", "case", "disclosure_log=false suppression_list=false"},
		{"activities", "activities:\n  - {purpose: A, started_at: 2025-01-01, informed_at: never, data_described: true}\n  - {purpose: B, persons_described: false, controllers_named: true, recipients_described: true, listed_to_persons: false}\n  - {purpose: C, informed_at: 2025-02-01}", "activity",
			"purpose=A persons_described=? data_described=true controllers_named=? recipients_described=? listed_to_persons=? started_at=2025-01-01 informed_at=-\n" +
				"purpose=B persons_described=false data_described=? controllers_named=true recipients_described=true listed_to_persons=false started_at=? informed_at=?\n" +
				"purpose=C persons_described=? data_described=? controllers_named=? recipients_described=? listed_to_persons=? started_at=? informed_at=2025-02-01"},
		{"recipients", "recipients:\n  - {name: A, contract: signed, clauses: [instructions, audits], duties: [], suppression_feed: false}\n  - {name: B, contract: none, clauses: [], duties: [inform]}", "recipient",
			"name=A contract=signed clauses=[instructions audits] duties=[] suppression_feed=false\nname=B contract=none clauses=[] duties=[inform] suppression_feed=?"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			schema := facts.NewSchema()
			batches, _, _ := parse(t, tt.file).Relations(schema)
			var rows []string
			for i := range batches[tt.relation].N {
				rows = append(rows, show(schema.Relation(tt.relation), batches[tt.relation], i))
			}
			if got := strings.Join(rows, "\n"); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestGraceOfObjections(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"not declared", "", "P1D"},
		{"declared", "processing: {objection_grace: P3D}", "P3D"},
		{"none", "processing: {objection_grace: P0D}", "P0D"},
	} {
		_, periods, _ := parse(t, tt.file).Relations(facts.NewSchema())
		if got := periods["objection_grace"].String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestDeclaredFacts holds every declared fact of the case to its line.
func TestDeclaredFacts(t *testing.T) {
	f := parse(t, "processing:\n  objection_grace: P2D\n  stores: 4\nretention:\n  last_purge: never\nregisters:\n  - {relation: disclosure, rows: []}\nabsent:\n  - suppression\n")
	_, _, declared := f.Relations(facts.NewSchema())
	var got []string
	for _, d := range declared {
		got = append(got, d.Field+" "+d.Value+" "+d.Where)
	}
	slices.Sort(got)
	want := []string{
		"case.disclosure_log true leadlint.yaml:8", "case.last_purge_at never leadlint.yaml:6",
		"case.objection_grace P2D leadlint.yaml:3", "case.stores 4 leadlint.yaml:4", "case.suppression_list false leadlint.yaml:10",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestEveryDeclaredFieldIsFed says that the audit file can declare every field
// of the case, of activities and of recipients that is not worked out.
func TestEveryDeclaredFieldIsFed(t *testing.T) {
	f := parse(t, documented(t)[len("version: 1\n"):])
	schema := facts.NewSchema()
	batches, periods, _ := f.Relations(schema)
	for _, name := range []string{"case", "activity", "recipient"} {
		rel := schema.Relation(name)
		for i := range rel.Fields {
			fed := batches[name] != nil && !batches[name].Cols[i].Absent
			if _, ok := periods[rel.Fields[i].Name]; !fed && !ok {
				t.Errorf("nothing in the documented example feeds %s.%s", name, rel.Fields[i].Name)
			}
		}
	}
}

func TestBatchOfRows(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"every type", "registers:\n  - relation: request\n    rows:\n      - {person: [ana@fabrik.example, +33 6 39 98 00 01], kind: access, received_at: 2026-01-02, produced: true, stores_searched: 2}\n      - {person: ben@fabrik.example, answered_at: never, reference: 17}",
			"person=ana@fabrik.example reference=? kind=access received_at=2026-01-02 answered_at=? produced=true stores_searched=2\nperson=ben@fabrik.example reference=17 kind=? received_at=? answered_at=- produced=? stores_searched=?"},
		{"facts for rows that say nothing", "registers:\n  - relation: suppression\n    facts: {kind: objection, channel: all}\n    rows: [{channel: email}, {kind: null}]",
			"kind=objection channel=email\nkind=- channel=all"},
		{"items of notices", "registers:\n  - relation: notice\n    facts: {access: stated}\n    rows: [{name: A, access: not_found, retention: null}, {name: B, retention: vague}]",
			"name=A retention=- access=not_found\nname=B retention=vague access=stated"},
		{"hours of incidents", "registers:\n  - relation: incident\n    rows:\n      - {aware_at: 2026-03-01T10:00, authority_told_at: 2026-03-06T09:00}\n      - {aware_at: 2026-03-01, authority_told_at: 2026-03-04, customer_told_at: 2026-03-02}",
			"aware_at=2026-03-01 authority_told_at=2026-03-06 customer_told_at=? hours_to_authority=119 hours_to_customer=?\naware_at=2026-03-01 authority_told_at=2026-03-04 customer_told_at=2026-03-02 hours_to_authority=? hours_to_customer=48"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			schema := facts.NewSchema()
			r := &parse(t, tt.file).Registers[0]
			b := r.Batch(schema, nil)
			var rows []string
			for i := range b.N {
				rows = append(rows, show(schema.Relation(r.Relation), b, i))
			}
			if got := strings.Join(rows, "\n"); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestKeysOfRows(t *testing.T) {
	f := parse(t, "registers:\n  - relation: disclosure\n    rows:\n      - {person: [a, bb], recipient: ccc}\n      - {purpose: other}\n      - {person: a}\n")
	schema := facts.NewSchema()
	length := func(_ *facts.Field, texts []string) []facts.Hash {
		var out []facts.Hash
		for _, text := range texts {
			out = append(out, facts.Hash{uint64(len(text))})
		}
		return out
	}
	b := f.Registers[0].Batch(schema, length)
	person := &b.Cols[schema.Relation("disclosure").Index("person")]
	if got := fmt.Sprint(person.RowKeys(0), person.RowKeys(1), person.RowKeys(2)); got != "[[1 0] [2 0]] [] [[1 0]]" {
		t.Errorf("got keys %s, want those of both texts, none, and those of the first again", got)
	}
	recipient := &b.Cols[schema.Relation("disclosure").Index("recipient")]
	if got := fmt.Sprint(recipient.RowKeys(0), recipient.RowKeys(2)); got != "[[3 0]] []" {
		t.Errorf("got keys of recipients %s, want one and none", got)
	}
	if b := (&auditfile.Register{Relation: "send", Path: "a.csv"}).Batch(schema, length); b != nil {
		t.Errorf("got a batch of %d rows for a register in a file, want none", b.N)
	}
}

func TestPlaceOfRows(t *testing.T) {
	r := &parse(t, "registers:\n  - relation: form\n    rows:\n      - {name: A}\n      - {name: B}\n").Registers[0]
	for i, want := range []string{"leadlint.yaml:5", "leadlint.yaml:6", "leadlint.yaml:3"} {
		if got := r.RowPos(i).Where(); got != want {
			t.Errorf("row %d: got %s, want %s", i, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("version: 1\nregisters:\n  - {relation: send, path: a, values: {channel: {x: y}}, facts: {sent_at: never}}\nabsent: [call]\n"))
	f.Add([]byte("version: 1\nregisters:\n  - relation: incident\n    rows: [{aware_at: 2026-01-01T00:00Z, risk: [high]}, null, 3]\n"))
	schema := facts.NewSchema()
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := auditfile.Parse("leadlint.yaml", data)
		if err != nil {
			return
		}
		file.Relations(schema)
		for i := range file.Registers {
			r := &file.Registers[i]
			if b := r.Batch(schema, nil); (b == nil) == (r.Path == "") {
				t.Errorf("register %d: got a batch %v, path %q: want one of the two", i, b != nil, r.Path)
			}
		}
		if bytes.Contains(data, []byte("absent: [case]")) {
			t.Error("the case was accepted as an absent register")
		}
	})
}
