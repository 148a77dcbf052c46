package lists

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"leadlint/rules"
	"leadlint/scanner"
	"leadlint/scanner/dataset"
	"leadlint/scanner/take"
)

// spy keeps what the rules say of every row, by line, and holds the conditions as this
// package asks them against the engine.
type spy struct {
	t    *testing.T
	rows map[int64]*spied
}

type spied struct {
	breach, notShown map[string]bool
	told             bool
}

type spySink struct {
	*spy
	table *take.Table
	conds []*condition
	told  int
}

func (s *spy) Table(t *take.Table) (take.Sink, error) {
	s.rows = map[int64]*spied{}
	l := newLogic(t)
	out := &spySink{spy: s, table: t, told: field(t, "notified_at")}
	for i := range t.Rules {
		out.conds = append(out.conds, l.condition(i))
	}
	return out, nil
}

func (s *spySink) Needs() take.Needs                   { return take.Needs{} }
func (s *spySink) Skipped(dataset.Place, []byte) error { return nil }
func (s *spySink) End(dataset.Stats, bool) error       { return nil }

func (s *spySink) Rows(b *take.Batch) error {
	for i := range b.Rows {
		e, row := entry{b, i}, &spied{map[string]bool{}, map[string]bool{}, false}
		a := at{b.Facts, i, s.table.Now}
		for k, r := range s.table.Rules {
			row.breach[r.ID], row.notShown[r.ID] = e.breach(k), e.notShown(k)
			c := s.conds[k]
			if !c.applies.asked || !c.breach.asked {
				continue
			}
			applies, breach := c.applies.test(a), c.breach.test(a)
			gotBreach := applies == yes && breach == yes
			gotOpen := applies != no && !gotBreach && !(applies == yes && breach == no)
			if gotBreach != e.breach(k) || gotOpen != e.notShown(k) {
				s.t.Errorf("line %d, %s: got breach %v, not shown %v, the engine says %v, %v", b.Rows[i].Line, r.ID, gotBreach, gotOpen, e.breach(k), e.notShown(k))
			}
		}
		v := &b.Facts.Cols[s.told]
		row.told = !v.Absent && v.Days[i] != -1<<31
		s.rows[b.Rows[i].Line] = row
	}
	return nil
}

// heads of the random lead files, and what may stand in their cells.
func heads() []string {
	return []string{"Record ID", "Work email", "Full name", "Created at", "Last reply", "Expires on", "Lifecycle stage", "Last activity", "Consent date", "Opt-out date",
		"Notice sent at", "First message at", "Source", "Country", "Language", "Opted out of email", "Consent email", "Marketing active", "Restricted", "Archived", "Updated at"}
}

func invented(r *rand.Rand, i int) []string {
	date := func() string {
		if r.IntN(3) == 0 {
			return ""
		}
		if r.IntN(20) == 0 {
			return "soon"
		}
		return fmt.Sprintf("%d-%02d-%02d", 2018+r.IntN(9), 1+r.IntN(12), 1+r.IntN(28))
	}
	one := func(values ...string) string { return values[r.IntN(len(values))] }
	mail := fmt.Sprintf("ada.%d@nord%d.example", i, r.IntN(40))
	return []string{strconv.Itoa(i), one(mail, mail, mail, ""), fmt.Sprintf("Ada Vernet%d", i), date(), date(), date(), one("prospect", "customer", "", "lead"), date(), date(), date(),
		one("", date()), one("", "", date()), one("LinkedIn", "Broker X", "web form", ""), one("FR", "BE", "DE", ""), one("fr", "", "de"), one("true", "false", ""),
		one("given", "withdrawn", "", "refused"), one("yes", "no", ""), one("true", "", "false"), one("", "", "true"), date()}
}

// leads writes a random lead file with some of the columns.
func leads(t *testing.T, r *rand.Rand, rows int) string {
	t.Helper()
	var keep []int
	for i := range heads() {
		if i < 4 || r.IntN(5) > 0 {
			keep = append(keep, i)
		}
	}
	pick := func(all []string) []string {
		var out []string
		for _, i := range keep {
			out = append(out, all[i])
		}
		return out
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	records := [][]string{pick(heads())}
	for i := range rows {
		records = append(records, pick(invented(r, i)))
	}
	if err := w.WriteAll(records); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "leads.csv")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// policies are audit files that declare more or less.
func policies() []string {
	return []string{
		"version: 1\n",
		"version: 1\nretention:\n  period: P2Y\n  starts_from: subject_contact\nprocessing:\n  indirect_collection: true\n  channels: [email]\nnotice:\n  languages: [fr, en]\n",
		"version: 1\nretention:\n  period: P5Y\n  starts_from: update\nprocessing:\n  indirect_collection: true\nnotice:\n  delivery: none\n",
	}
}

func declared(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "leadlint.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func run(t *testing.T, opt scanner.Options) {
	t.Helper()
	opt.Workers = 2
	r, err := scanner.Audit(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Coverage.Complete {
		t.Fatal(r.Coverage.Issues)
	}
}

// closing is a list whose text can be read.
type closing interface{ Close() error }

// table reads a list back, by line of the input: the rows of each.
func table(t *testing.T, l closing, b *bytes.Buffer) map[int64][]map[string]string {
	t.Helper()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[int64][]map[string]string{}
	for _, record := range all[1:] {
		row := map[string]string{}
		for i, h := range all[0] {
			row[h] = record[i]
		}
		line, err := strconv.ParseInt(row["line"], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		out[line] = append(out[line], row)
	}
	return out
}

// TestListsAgreeWithRules: over random lead files and declarations, the lists say of each
// row what the rules do, no more and no less.
func TestListsAgreeWithRules(t *testing.T) {
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 7))
		path, policy := leads(t, r, 300), declared(t, policies()[seed%3])
		var kept, told, asked, torn bytes.Buffer
		s := &spy{t: t}
		retention, notify := NewRetention(Options{Lang: "en", File: &kept, Within: 90}), NewNotify(Options{Lang: "en", File: &told})
		ask, conflicts := NewRepermission(Options{Lang: "en", File: &asked, Within: 90}), NewConflicts(Options{Lang: "en", File: &torn}, 0)
		run(t, scanner.Options{Targets: []string{path}, AuditFile: policy, Now: "2026-01-01", Takers: []take.Taker{s, retention, notify, ask, conflicts}})
		terms := table(t, retention, &kept)
		checkTerms(t, s, terms)
		checkNotices(t, s, table(t, notify, &told))
		checkAsked(t, s, terms, table(t, ask, &asked))
		checkTorn(t, s, table(t, conflicts, &torn))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// checkTerms holds the list of terms against the rules RET-03, RET-05 and RET-06.
func checkTerms(t *testing.T, s *spy, terms map[int64][]map[string]string) {
	t.Helper()
	for line, row := range s.rows {
		past := row.breach["RET-03"] || row.breach["RET-05"] || row.breach["RET-06"]
		if len(terms[line]) == 0 {
			if past {
				t.Errorf("line %d is past its term and not listed", line)
			}
			continue
		}
		got := terms[line][0]
		rule, due := got["rule"], got["due"]
		switch got["state"] {
		case "past":
			if !row.breach[rule] || due != "" && due >= "2026-01-01" {
				t.Errorf("line %d: past by %s on %q, which does not find it", line, rule, due)
			}
		case "not provable":
			if past || !row.notShown[rule] || got["sure"] != "not provable" || got["why"] == "" {
				t.Errorf("line %d: not provable by %s, which shows it: %v", line, rule, got)
			}
		default:
			if past || row.breach[rule] || row.notShown[rule] || due < "2026-01-01" {
				t.Errorf("line %d: within its term until %q by %s, which says otherwise", line, due, rule)
			}
		}
		if past != (got["state"] == "past") {
			t.Errorf("line %d: got %s, past is %v", line, got["state"], past)
		}
	}
}

// checkNotices holds the list of who has to be told against the rules NOT-01 to NOT-06.
func checkNotices(t *testing.T, s *spy, notices map[int64][]map[string]string) {
	t.Helper()
	for line, row := range s.rows {
		state := ""
		if len(notices[line]) > 0 {
			state = notices[line][0]["state"]
		}
		late := row.breach["NOT-01"] || row.breach["NOT-02"] || row.breach["NOT-03"]
		switch {
		case row.told:
			if (state != "") != row.breach["NOT-06"] {
				t.Errorf("line %d was told: got state %q, NOT-06 breached %v", line, state, row.breach["NOT-06"])
			}
		case late != (state == "overdue"):
			t.Errorf("line %d: got state %q, late is %v", line, state, late)
		case !late && row.notShown["NOT-01"] != (state == "no date" || state == "not provable whether told"):
			t.Errorf("line %d: got state %q, not shown is %v", line, state, row.notShown["NOT-01"])
		}
	}
}

// checkAsked: nobody is asked whom a rule bars, and only who is near the end of a term.
func checkAsked(t *testing.T, s *spy, terms, asked map[int64][]map[string]string) {
	t.Helper()
	uses := map[string]rules.Use{}
	for _, id := range []string{"RTS-01-OBJECTED", "RTS-01", "RTS-04-ASKED", "RTS-08", "RTS-08-HELD", "RET-03", "NOT-01", "EPR-01", "CON-01"} {
		uses[id] = rules.Stop
	}
	for line := range asked {
		if !strings.HasPrefix(terms[line][0]["state"], "due within") {
			t.Errorf("line %d is asked and its term is %q", line, terms[line][0]["state"])
		}
		for id := range uses {
			if s.rows[line].breach[id] {
				t.Errorf("line %d is asked, which %s bars", line, id)
			}
		}
	}
}

// checkTorn: what the rules find of objections and restrictions is among the
// contradictions.
func checkTorn(t *testing.T, s *spy, torn map[int64][]map[string]string) {
	t.Helper()
	for line, row := range s.rows {
		kinds := map[string]bool{}
		for _, c := range torn[line] {
			kinds[c["conflict"]] = true
		}
		if row.breach["RTS-01"] && !kinds["objected and active"] || row.breach["RTS-08"] != kinds["restricted and active"] {
			t.Errorf("line %d: got %v, RTS-01 %v, RTS-08 %v", line, kinds, row.breach["RTS-01"], row.breach["RTS-08"])
		}
	}
}

// TestDueIsTheLastDay: a record is past its term on every day after the one that the list
// gives, and on none before.
func TestDueIsTheLastDay(t *testing.T) {
	for seed := range uint64(3) {
		path, policy := leads(t, rand.New(rand.NewPCG(seed, 3)), 300), declared(t, policies()[seed%3])
		on := func(now string) map[int64][]map[string]string {
			var b bytes.Buffer
			r := NewRetention(Options{Lang: "en", File: &b, Within: 90})
			run(t, scanner.Options{Targets: []string{path}, AuditFile: policy, Now: now, Takers: []take.Taker{r}})
			return table(t, r, &b)
		}
		before := on("2024-06-30")
		for _, now := range []string{"2026-02-28", "2027-01-01"} {
			after := on(now)
			for line, rows := range before {
				due := rows[0]["due"]
				if rows[0]["state"] == "past" || due == "" || len(after[line]) == 0 {
					continue
				}
				if got := after[line][0]["state"] == "past"; got != (due < now) {
					t.Errorf("line %d, due %s by %s: on %s past is %v", line, due, rows[0]["rule"], now, got)
				}
			}
		}
	}
}
