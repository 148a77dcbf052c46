package bind_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"reflect"
	"testing"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/recognise"
)

// A binder made of what another one learned, without its sample, reads every row as it.
func TestLearnedElsewhere(t *testing.T) {
	schema := facts.NewSchema()
	m := &recognise.Mapping{}
	for _, c := range []string{"email_work", "email_personal", "created_at", "updated_at", "expires_at", "opt_out_email", "consent_date"} {
		m.Columns = append(m.Columns, recognise.Column{Header: c, Field: c, State: recognise.Used})
	}
	var sample [][][]byte
	for i := range 30 {
		sample = append(sample, [][]byte{
			fmt.Appendf(nil, "p%d@north.example", i), []byte("owner@north.example"), fmt.Appendf(nil, "2024-02-%02d", (i+9)%28+1),
			fmt.Appendf(nil, "2025-05-%02d", i%28+1), fmt.Appendf(nil, "2028-05-%02d", i%28+1), nil, []byte("2024-01-01"),
		})
	}
	opt := bind.Options{Now: calendar.Day(2026, 11, 22), Keys: true}
	first := bind.New(schema, m, sample, opt)
	var wire bytes.Buffer
	if err := gob.NewEncoder(&wire).Encode(first.Learned()); err != nil {
		t.Fatal(err)
	}
	if err := gob.NewDecoder(&wire).Decode(&opt.Learned); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(opt.Learned.Keys, opt.Learned.Anchors), "[0] [{3 36}]"; got != want {
		t.Errorf("keys and anchors: got %s, want %s", got, want)
	}
	second := bind.New(schema, m, nil, opt)
	if !reflect.DeepEqual(first.Columns("person"), second.Columns("person")) {
		t.Errorf("person: got %v, want %v", second.Columns("person"), first.Columns("person"))
	}
	rows := append(sample, [][]byte{[]byte("q@north.example"), nil, []byte("2024-03-01"), []byte("2024-04-01"), []byte("2027-04-01"), []byte("yes"), nil})
	if got, want := batch(t, second, rows), batch(t, first, rows); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if without := batch(t, bind.New(schema, m, nil, bind.Options{Now: opt.Now, Keys: true}), rows); reflect.DeepEqual(without, batch(t, first, rows)) {
		t.Error("without the sample and what was learned of it the rows read the same: the test shows nothing")
	}
}

// batch gives the rows as one batch.
func batch(t *testing.T, b *bind.Binder, rows [][][]byte) (out *facts.Batch) {
	t.Helper()
	w := b.NewWorker(func(b *facts.Batch) error { out = b; return nil })
	for i, row := range rows {
		w.Row(dataset.Place{Line: int64(i + 1)}, row)
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	return out
}
