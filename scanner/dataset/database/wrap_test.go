package database

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"leadlint/scanner/dataset"
)

// fake is a table as a make's package gives it.
type fake struct {
	columns []string
	rows    [][]string
	asked   []int
	part    string
}

func (f *fake) Name() string      { return "contacts" }
func (f *fake) Columns() []string { return f.columns }
func (f *fake) Project(cols []int) {
	f.asked = cols
}
func (f *fake) Estimate() int64 { return 42 }
func (f *fake) Identity() (dataset.Identity, error) {
	return dataset.Identity{Primary: []string{"id"}}, nil
}
func (f *fake) Part(index, n int) { f.part = fmt.Sprint(index, " of ", n) }
func (f *fake) Sample(_ context.Context, n int) ([][][]byte, error) {
	var rows [][][]byte
	for _, r := range f.rows[:min(n, len(f.rows))] {
		rows = append(rows, bytesOf(r))
	}
	return rows, nil
}

func (f *fake) Scan(_ context.Context, sinks []dataset.Sink) (dataset.Stats, error) {
	for i, r := range f.rows {
		sinks[i%len(sinks)].Row(dataset.Place{Line: int64(i + 1)}, bytesOf(r))
	}
	return dataset.Stats{Rows: int64(len(f.rows))}, nil
}

func bytesOf(row []string) [][]byte {
	out := make([][]byte, len(row))
	for i, c := range row {
		if c != "-" {
			out[i] = []byte(c)
		}
	}
	return out
}

// contactsWithAll makes a Select of contacts with a source, consents and two tables of
// events, and a table that gives its rows.
func contactsWithAll(t *testing.T) (Select, *fake) {
	selects := Relate(catalog(t, "contacts(id!,first_name,last_name,email,source_id>sources)", "sources(id!,name)", "activities(id!,contact_id>contacts,type,happened_at)",
		"consents(id!,contact_id>contacts,channel,status,changed_at)", mailings), Options{})
	if len(selects) != 1 {
		t.Fatalf("got %s", show(selects))
	}
	s := selects[0]
	f := &fake{columns: Names(s), rows: [][]string{
		{"1", "Ada", "Exemple", "ada@north.example", "1", "Fair", `[["inbound call","2021-01-01","1"]]`, `[["2022-02-02",null,"2022-02-03","1"]]`, `[["email","2020-01-01","given","1"],["fax","2020-01-01","given","2"]]`},
		{"2", "Bo", "Exemple", "bo@north.example", "-", "-", "-", "-", "broken"},
	}}
	return s, f
}

func TestWrap(t *testing.T) {
	s, f := contactsWithAll(t)
	if got := strings.Join(f.columns, ","); got != "id,first_name,last_name,email,source_id,source.name,activity,activity2,consent" {
		t.Fatalf("Names: got %s", got)
	}
	w := Wrap(f, s)
	var c keeper
	stats, err := w.Scan(context.Background(), []dataset.Sink{&c})
	if err != nil || stats.Rows != 2 {
		t.Fatalf("got %+v, %v", stats, err)
	}
	var got []string
	for i, cell := range c.rows[0] {
		if cell != nil {
			got = append(got, w.Columns()[i]+"="+string(cell))
		}
	}
	want := "id=1 first_name=Ada last_name=Exemple email=ada@north.example source_id=1 source=Fair activity.last_inbound_at=2022-02-03 activity.last_outbound_at=2022-02-02 consent.email.status=given consent.email.date=2020-01-01"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	if told := fmt.Sprint(stats.Issues); !strings.Contains(told, "lost") || !strings.Contains(told, "name a channel other than") {
		t.Errorf("issues: got %s, want the broken cell lost and the consent to faxes told", told)
	}
	if e := w.(dataset.Estimator).Estimate(); e != 42 {
		t.Errorf("Estimate: got %d, want 42", e)
	}
	if id, err := w.(dataset.Keyed).Identity(); err != nil || len(id.Primary) != 1 {
		t.Errorf("Identity: got %+v, %v", id, err)
	}
	w.(dataset.Parted).Part(1, 3)
	if f.part != "1 of 3" {
		t.Errorf("Part: got %q", f.part)
	}
}

func TestWrapReadsOnlyWhatIsAskedFor(t *testing.T) {
	for _, tt := range []struct {
		name  string
		want  []string
		asked []int
	}{
		{"own columns", []string{"email"}, []int{3}}, {"one of a child", []string{"consent.email.status"}, []int{8}},
		{"events of every table", []string{"activity.last_open_at"}, []int{6, 7}}, {"none", nil, []int{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, f := contactsWithAll(t)
			w := Wrap(f, s)
			var cols []int
			for _, name := range tt.want {
				cols = append(cols, slices.Index(w.Columns(), name))
			}
			w.(dataset.Projector).Project(append(cols, -1, 999))
			if fmt.Sprint(f.asked) != fmt.Sprint(tt.asked) {
				t.Errorf("got %v, want %v", f.asked, tt.asked)
			}
			var c keeper
			if _, err := w.Scan(context.Background(), []dataset.Sink{&c}); err != nil {
				t.Fatal(err)
			}
			for i, cell := range c.rows[0] {
				if cell != nil && !slices.Contains(cols, i) {
					t.Errorf("column %q was not asked for, and has a cell", w.Columns()[i])
				}
			}
		})
	}
}

func TestWrapPromisesNoMore(t *testing.T) {
	w := Wrap(struct{ dataset.Table }{&fake{columns: []string{"a"}}}, Select{Base: &Table{Name: "t"}})
	if _, ok := w.(dataset.Keyed); ok {
		t.Error("the table has no keys, and the wrapped one says so")
	}
	if _, ok := w.(dataset.Parted); ok {
		t.Error("the table has no parts, and the wrapped one says so")
	}
}
