package register_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/finding"
	"leadlint/scanner/register"

	"pgregory.net/rapid"
)

// TestNoRawValue puts marked values everywhere and looks for them in everything
// that a report may show.
func TestNoRawValue(t *testing.T) {
	const mark = "zzcanary"
	for _, name := range register.Relations(schema) {
		t.Run(name, func(t *testing.T) {
			headers := []string{"email", "phone", "name", "status", "date", "type", "recipient", "reference", "line", "password", "kind", "foo", "controllers named", "campaign", "id"}
			var rows [][][]byte
			for i := range 30 {
				rows = append(rows, [][]byte{
					fmt.Appendf(nil, "%s%d@%s.example", mark, i, mark), fmt.Appendf(nil, "+3363998%04d", i), []byte("Ada " + mark), []byte("odd " + mark), []byte("2026-01-13 " + mark),
					[]byte(mark), []byte(mark + " Ltd"), []byte("R-" + mark), []byte("password=" + mark + "1 " + mark + "@lune.example"), []byte(mark), []byte("erasure"), []byte(mark), []byte("Mme " + mark), []byte(mark), []byte(mark),
				})
			}
			m, err := register.Recognise(schema, register.Spec{Relation: name}, headers, rows)
			if err != nil {
				t.Fatal(err)
			}
			rel := schema.Relation(name)
			var all []int
			for i := range rel.Fields {
				all = append(all, i)
			}
			var out bytes.Buffer
			show := func(v any) {
				text, err := json.Marshal(v)
				if err != nil {
					t.Fatal(err)
				}
				out.Write(text)
			}
			var w *register.Worker
			w = register.NewBinder(schema, m, register.Options{}).NewWorker(func(b *facts.Batch) error {
				for r := range b.N {
					values, line := w.Mask(r, all)
					show(values)
					show(line)
				}
				return nil
			})
			for i, row := range rows {
				w.Row(dataset.Place{Line: int64(i)}, row)
			}
			if err := w.Finish(); err != nil {
				t.Fatal(err)
			}
			tally := w.Tally()
			show(m.Report("register.csv", "", &tally))
			show(m.Report("register.csv", "", nil))
			show(append(append([]finding.Issue{}, m.Issues...), m.ReadIssues(&tally)...))
			show(register.Propose(schema, headers, rows))
			if i := strings.Index(strings.ToLower(out.String()), mark); i >= 0 {
				t.Errorf("a value is shown: …%s…", out.String()[max(0, i-80):min(out.Len(), i+40)])
			}
		})
	}
}

// TestNeed says that fields that nobody reads are left out.
func TestNeed(t *testing.T) {
	m, rows := recognised(t, register.Spec{Relation: "send"}, "email|sent at|campaign|channel|note\na@moon.example|2026-01-13|X|sms|hello")
	got, _ := bound(t, m, rows, register.Options{Need: []string{"person", "sent_at"}})
	if want := []string{"person=1 sent_at=2026-01-13"}; !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
	b := register.NewBinder(schema, m, register.Options{Need: []string{"sent_at"}})
	if got, want := b.Projection(), []int{0, 1}; !slices.Equal(got, want) {
		t.Errorf("columns read are %v, want %v", got, want)
	}
}

// TestUnused says that an empty cell in a column that nobody fills is no evidence.
func TestUnused(t *testing.T) {
	m, rows := recognised(t, register.Spec{Relation: "disclosure"}, "email|recipient|disclosed at|told of erasure at\na@moon.example|Buyer|2026-01-13|\nb@moon.example|Buyer|2026-01-13|")
	got, _ := bound(t, m, rows, register.Options{})
	want := "person=1 recipient=*** disclosed_at=2026-01-13 told_of_erasure_at=?"
	if !slices.Equal(got, []string{want, want}) {
		t.Errorf("rows are %q, want %q", got, want)
	}
	// A stated fact speaks for such cells.
	m, rows = recognised(t, register.Spec{Relation: "disclosure", Facts: map[string]any{"told_of_erasure_at": "2026-02-01"}}, "email|recipient|disclosed at|told of erasure at\na@moon.example|Buyer|2026-01-13|")
	got, _ = bound(t, m, rows, register.Options{})
	if want := []string{"person=1 recipient=*** disclosed_at=2026-01-13 told_of_erasure_at=2026-02-01"}; !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
}

// TestBatches says that batches are cut without loss, with the keys of each.
func TestBatches(t *testing.T) {
	m, _ := recognised(t, register.Spec{Relation: "preference"}, "email|email opt in|sms opt in|changed at\na@moon.example|yes|no|2026-01-13")
	var rows, keys int
	w := register.NewBinder(schema, m, register.Options{}).NewWorker(func(b *facts.Batch) error {
		rows += b.N
		v := &b.Cols[0]
		keys += len(v.Keys)
		if len(v.KeyAt) != b.N+1 || v.KeyAt[0] != 0 || int(v.KeyAt[b.N]) != len(v.Keys) {
			t.Errorf("the keys of %d rows are at %d places", b.N, len(v.KeyAt))
		}
		for i := range b.Cols {
			if u := b.Cols[i].Unread; u != nil && b.N%64 != 0 && u[(b.N-1)/64]>>uint(b.N%64) != 0 {
				t.Error("bits stand beyond the last row")
			}
		}
		return nil
	})
	for i := range 5000 {
		w.Row(dataset.Place{Line: int64(i)}, [][]byte{fmt.Appendf(nil, "p%d@moon.example", i), []byte("yes"), []byte("?!"), []byte("x")})
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	if rows != 10000 || keys != 10000 {
		t.Errorf("got %d rows with %d keys, want 10000 of each", rows, keys)
	}
}

func TestReadIssues(t *testing.T) {
	m, rows := recognised(t, register.Spec{Relation: "suppression"}, "email|reason|date\na@moon.example|unsubscribe|2026-01-13\nb@moon.example|erasure|2026-01-13\n|Ada|soon")
	_, tally := bound(t, m, rows, register.Options{})
	var got []string
	for _, i := range m.ReadIssues(&tally) {
		got = append(got, fmt.Sprintf("%s %d: %s", i.Severity, i.Count, i.Message.EN))
	}
	want := []string{
		`warning 1: column "reason" (kind): 1 distinct value was not understood`,
		`warning 1: column "date" (recorded_at): cells are`,
		"warning 1: rows hold nothing that tells who they are about ",
	}
	if !slices.EqualFunc(got, want, strings.HasPrefix) {
		t.Errorf("issues are %q, want those that begin %q", got, want)
	}
}

// TestSameKeys says that one person in two registers has the same keys, however
// they are written, and one campaign the same name.
func TestSameKeys(t *testing.T) {
	keys := func(relation, field, text string) []facts.Hash {
		m, rows := recognised(t, register.Spec{Relation: relation, IDs: "crm"}, text)
		var out []facts.Hash
		w := register.NewBinder(schema, m, register.Options{Key: [2]uint64{1, 2}}).NewWorker(func(b *facts.Batch) error {
			out = slices.Clone(b.Cols[schema.Relation(relation).Index(field)].RowKeys(0))
			return nil
		})
		w.Row(dataset.Place{Line: 2}, rows[0])
		if err := w.Finish(); err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(out, func(a, b facts.Hash) int { return cmp.Compare(a.Kind(), b.Kind()) })
		return out
	}
	sent := keys("send", "person", "email|phone|contact id|sent at\nada@moon.example|0033639981234|C-17|2026-01-13")
	refused := keys("suppression", "person", "Kundennummer|Telefon|E-Mail|Grund\nC-17|+33 6 39 98 12 34|Ada@Moon.example|Widerspruch")
	if len(sent) != 3 || !slices.Equal(sent, refused) {
		t.Errorf("keys are %v and %v, want three of the same", sent, refused)
	}
	one := keys("send", "campaign", "email|sent at|campaign\na@moon.example|2026-01-13|Hiver d'été")
	other := keys("send", "campaign", "email|sent at|campaign\nb@moon.example|2026-01-14|HIVER D'ETE")
	if len(one) != 1 || !slices.Equal(one, other) {
		t.Errorf("keys of the campaign are %v and %v, want one", one, other)
	}
}

// TestMaskOfEveryRow says that each row of a record is shown as its person,
// wherever a batch is cut.
func TestMaskOfEveryRow(t *testing.T) {
	m, _ := recognised(t, register.Spec{Relation: "preference"}, "email|email opt in|sms opt in|phone opt in\na@moon.example|yes|no|no")
	var w *register.Worker
	rows := 0
	w = register.NewBinder(schema, m, register.Options{}).NewWorker(func(b *facts.Batch) error {
		for r := range b.N {
			values, line := w.Mask(r, nil)
			want := string(rune('a'+line%26)) + "***@m***.example"
			if len(values) != 1 || values[0].Value != want || b.Key[r] == 0 {
				t.Fatalf("row %d of line %d is shown as %v, want %s", r, line, values, want)
			}
			rows++
		}
		return nil
	})
	for i := range 3000 {
		w.Row(dataset.Place{Line: int64(i)}, [][]byte{fmt.Appendf(nil, "%c%d@moon.example", 'a'+i%26, i), []byte("yes"), []byte("no"), nil})
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	if rows != 9000 {
		t.Errorf("%d rows are shown, want 9000", rows)
	}
}

// TestOrderOfColumns says that rows do not depend on the order of columns.
func TestOrderOfColumns(t *testing.T) {
	headers := []string{"Customer no", "E-mail", "Opt-in email", "Opt-in SMS", "Updated at", "Brand", "Date opt-out email"}
	record := []string{"C-17", "ada@moon.example", "yes", "no", "2026-01-13", "X", "2026-02-13"}
	rapid.Check(t, func(rt *rapid.T) {
		order := rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6}).Draw(rt, "order")
		var h, r []string
		for _, i := range order {
			h, r = append(h, headers[i]), append(r, record[i])
		}
		m, rows := recognised(t, register.Spec{Relation: "preference", IDs: "crm"}, strings.Join(h, "|")+"\n"+strings.Join(r, "|"))
		got, _ := bound(t, m, rows, register.Options{})
		slices.Sort(got)
		want := []string{"person=2 channel=email value=given changed_at=2026-02-13", "person=2 channel=sms value=not_given changed_at=2026-01-13"}
		if !slices.Equal(got, want) {
			rt.Fatalf("rows are %q, want %q", got, want)
		}
	})
}

// TestWorkersApart lets several workers of one binder read at a time.
func TestWorkersApart(t *testing.T) {
	m, rows := recognised(t, register.Spec{Relation: "call"}, "phone|called at|country|purpose|supplier\n+33639981234|2026-01-13|Frankreich|marketing|X\n+34600000000|2026-01-13|Espagne|service|Y")
	b := register.NewBinder(schema, m, register.Options{})
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			w := b.NewWorker(func(*facts.Batch) error { return nil })
			for i := range 200 {
				w.Row(dataset.Place{Line: int64(i)}, rows[i%2])
			}
			if err := w.Finish(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func FuzzWorker(f *testing.F) {
	f.Add("email|sent at|campaign\na@moon.example|2026-01-13|X", 3, "a\x1fb")
	f.Add("line\npassword=Winter2026! user=a@moon.example tel: +33 6 39 98 12 34", 13, "Authorization: Bearer \"")
	f.Add("incident|aware at|authority told at\nV|2026-03-01T10:00|2026-03-04 9:5 PM", 11, "12h")
	f.Add("email|opt out email|unsubscribed at\na@moon.example|yes|13/01/2026", 6, "\ufeff\"'")
	names, readers := register.Relations(schema), register.NewReaders(schema)
	f.Fuzz(func(t *testing.T, text string, relation int, cell string) {
		headers, rows := table(text)
		name := names[uint(relation)%uint(len(names))]
		m, err := register.Recognise(schema, register.Spec{Relation: name, IDs: "x"}, headers, rows)
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Columns) != len(headers) {
			t.Fatalf("%d columns are understood, want %d", len(m.Columns), len(headers))
		}
		rows = append(rows, nil, make([][]byte, len(headers)))
		odd := make([][]byte, len(headers))
		for i := range odd {
			odd[i] = []byte(cell)
		}
		rows = append(rows, odd)
		b := register.NewBinder(schema, m, register.Options{Digests: []string{"md5"}, Readers: readers})
		var w *register.Worker
		w = b.NewWorker(func(batch *facts.Batch) error {
			shown(schema.Relation(name), batch)
			for r := range batch.N {
				w.Mask(r, []int{0, 1})
			}
			return nil
		})
		for i, row := range rows {
			w.Row(dataset.Place{Line: int64(i)}, row)
		}
		if err := w.Finish(); err != nil {
			t.Fatal(err)
		}
		tally := w.Tally()
		m.Report("x", "", &tally)
	})
}

func BenchmarkSends(b *testing.B) {
	benchmark(b, "send", "recipient|sent at|campaign|channel|type|status\na@moon.example|2026-01-13 10:00:00|Winter|email|marketing|delivered", func(i int) [][]byte {
		return [][]byte{fmt.Appendf(make([]byte, 0, 64), "person%07d@moon%d.example", i, i%97), fmt.Appendf(make([]byte, 0, 32), "2026-01-%02d 10:%02d:00", i%28+1, i%60),
			fmt.Appendf(make([]byte, 0, 32), "Campaign %d", i%40), []byte("email"), []byte("marketing"), []byte("delivered")}
	}, "person", "sent_at", "campaign", "channel", "purpose")
}

func BenchmarkSuppressions(b *testing.B) {
	benchmark(b, "suppression", "email|reason|date\na@moon.example|unsubscribe|2026-01-13", func(i int) [][]byte {
		return [][]byte{fmt.Appendf(make([]byte, 0, 64), "person%07d@moon%d.example", i, i%97), []byte("unsubscribe"), fmt.Appendf(make([]byte, 0, 32), "2026-01-%02d", i%28+1)}
	}, "person", "kind", "recorded_at", "form")
}

func BenchmarkLog(b *testing.B) {
	benchmark(b, "log", "line\n2026-01-13 INFO x", func(i int) [][]byte {
		return [][]byte{fmt.Appendf(make([]byte, 0, 128), "2026-01-13T10:00:%02d.123Z INFO [http-nio-8080-exec-%d] c.e.app.OrderService: order id=%d total=%d.50 processed in %d ms", i%60, i%20, i, i%300, i%90)}
	})
}

func benchmark(b *testing.B, relation, sample string, record func(int) [][]byte, need ...string) {
	headers, rows := table(sample)
	m, err := register.Recognise(schema, register.Spec{Relation: relation}, headers, rows)
	if err != nil {
		b.Fatal(err)
	}
	records := make([][][]byte, 1<<14)
	for i := range records {
		records[i] = record(i)
	}
	w := register.NewBinder(schema, m, register.Options{Need: need}).NewWorker(func(*facts.Batch) error { return nil })
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		w.Row(dataset.Place{Line: int64(i)}, records[i&(1<<14-1)])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
}
