package bind_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/recognise"
)

var auditKey = [2]uint64{3, 5}

// person gives contact.person of a batch.
func person(b *facts.Batch) *facts.Vec {
	return &b.Cols[facts.NewSchema().Relation("contact").Index("person")]
}

func TestKeys(t *testing.T) {
	sum := sha256.Sum256([]byte("lea@durand.example"))
	digest := hex.EncodeToString(sum[:])
	h := identity.New(auditKey, identity.Options{Digests: []string{identity.SHA256}})
	country := facts.NewSchema().Relation("contact").Field("country")
	email := func(s string) []facts.Hash {
		return identity.New(auditKey, identity.Options{}).Email(nil, []byte(s))
	}
	for _, c := range []struct {
		name, columns, row string
		opt                bind.Options
		want               []facts.Hash
	}{
		{"every address", "email_work|email_personal|email_other", "Lea@Durand.example|lea@home.example|n/a", bind.Options{},
			append(email("lea@durand.example"), email("lea@home.example")...)},
		{"one address twice", "email_work|email", "Lea@Durand.example|lea@durand.example", bind.Options{}, email("lea@durand.example")},
		{"every number", "phone_mobile|phone_work", "+33 6 39 98 12 34|+33199001234", bind.Options{},
			h.Phone(h.Phone(nil, []byte("+33639981234"), 0), []byte("+33199001234"), 0)},
		{"a national number of the row's country", "country|phone", "France|06 39 98 12 34", bind.Options{}, h.Phone(nil, []byte("+33639981234"), 0)},
		{"a national number of the declared country", "phone", "06 39 98 12 34",
			bind.Options{Declared: []bind.Declared{{Field: "country", Code: country.Code("FR")}}}, h.Phone(nil, []byte("+33639981234"), 0)},
		{"a national number of the default country", "country|phone", "|06 39 98 12 34", bind.Options{Country: country.Code("FR")}, h.Phone(nil, []byte("+33639981234"), 0)},
		{"the row's country before the default", "country|phone", "Belgium|06 39 98 12 34", bind.Options{Country: country.Code("FR")}, h.Phone(nil, []byte("+32639981234"), 0)},
		{"a national number of no country", "phone", "06 39 98 12 34", bind.Options{}, h.Phone(nil, []byte("0639981234"), 0)},
		{"profile", "linkedin_url", "https://fr.linkedin.com/in/lea-d/", bind.Options{}, h.Profile(nil, []byte("linkedin.com/in/lea-d"))},
		{"fingerprints when asked", "email", "Lea@durand.example", bind.Options{Digests: []string{"sha256"}},
			h.Digest(email("lea@durand.example"), []byte(digest))},
		{"a column of fingerprints", "email_hash", strings.ToUpper(digest), bind.Options{}, h.Digest(nil, []byte(digest))},
		{"an identifier of no system", "record_id|email", "42|lea@durand.example", bind.Options{}, email("lea@durand.example")},
		{"an identifier of the declared system", "record_id", "42", bind.Options{IDs: "crm"}, h.ID(nil, "crm", []byte("42"))},
		{"nobody", "email|phone|linkedin_url", "n/a||", bind.Options{}, nil},
		{"a name is none", "person_name", "Lea Durand", bind.Options{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.opt.Keys, c.opt.Key = true, auditKey
			b := bound(t, c.columns, []string{c.row}, c.opt)
			if got := person(b).RowKeys(0); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
			c.opt.Keys = false
			if v := person(bound(t, c.columns, []string{c.row}, c.opt)); !v.Absent || v.KeyAt != nil {
				t.Error("got identities that were not asked for")
			}
		})
	}
}

// TestKeyColumns: the columns that say who a row is about, by header, state and sample.
func TestKeyColumns(t *testing.T) {
	column := func(header, field string, state recognise.State) recognise.Column {
		return recognise.Column{Header: header, Field: field, State: state}
	}
	m := &recognise.Mapping{Columns: []recognise.Column{
		column("ID", "record_id", recognise.Used), column("customer_id", "record_id", recognise.Used),
		column("HubSpot Contact ID", "", recognise.NotUnderstood), column("user_id", "", recognise.NotUnderstood),
		column("Mail", "email", recognise.Flagged), column("Mail 2", "email_other", recognise.NotUnderstood),
		column("Mobile", "phone_mobile", recognise.Used), column("Desk", "phone_work", recognise.Used),
		column("Name", "person_name", recognise.Used), column("Order ID", "", recognise.NotUnderstood),
	}}
	var sample [][][]byte
	for i := range 40 { // user_id and Desk recur: the owner of the record
		row := fmt.Sprintf("%d|c%d|h%d|%d|a%d@x.example||+336399812%02d|+33199001234|N|o%d", i, i, i, i%3, i, i, i)
		var cells [][]byte
		for _, c := range strings.Split(row, "|") {
			cells = append(cells, []byte(c))
		}
		sample = append(sample, cells)
	}
	schema := facts.NewSchema()
	for _, c := range []struct {
		ids  string
		want []string
	}{
		{"", []string{"customer_id", "HubSpot Contact ID", "Mail", "Mobile"}},
		{"crm", []string{"ID", "customer_id", "HubSpot Contact ID", "Mail", "Mobile"}},
	} {
		b := bind.New(schema, m, sample, bind.Options{Keys: true, IDs: c.ids, Key: auditKey})
		if got := b.Columns("person"); !slices.Equal(got, c.want) {
			t.Errorf("identifiers %q: got %q, want %q", c.ids, got, c.want)
		}
		if !slices.Contains(b.Projection(), 2) {
			t.Error("the identifier's column is not read")
		}
	}
}

// TestKeysOfBatches: each batch has the keys of its own rows.
func TestKeysOfBatches(t *testing.T) {
	m := &recognise.Mapping{Columns: []recognise.Column{{Header: "email", Field: "email", State: recognise.Used}, {Header: "mail2", Field: "email_other", State: recognise.Used}}}
	h := identity.New(auditKey, identity.Options{})
	row := 0
	check := func(b *facts.Batch) error {
		v := person(b)
		if len(v.KeyAt) != b.N+1 {
			t.Fatalf("got %d offsets for %d rows", len(v.KeyAt), b.N)
		}
		for r := range b.N {
			var want []facts.Hash
			if row%3 != 0 {
				want = h.Email(want, fmt.Appendf(nil, "a%d@x.example", row))
			}
			if row%2 == 0 {
				want = h.Email(want, fmt.Appendf(nil, "b%d@x.example", row))
			}
			if got := v.RowKeys(r); !slices.Equal(got, want) {
				t.Fatalf("row %d: got %v, want %v", row, got, want)
			}
			row++
		}
		return nil
	}
	w := bind.New(facts.NewSchema(), m, nil, bind.Options{Keys: true, Key: auditKey}).NewWorker(check)
	const n = 2*bind.BatchRows + 100
	for i := range n {
		a, b := fmt.Appendf(nil, "a%d@x.example", i), fmt.Appendf(nil, "b%d@x.example", i)
		if i%3 == 0 {
			a = nil
		}
		if i%2 != 0 {
			b = nil
		}
		w.Row(dataset.Place{Line: int64(i)}, [][]byte{a, b})
	}
	if err := w.Finish(); err != nil || row != n {
		t.Fatalf("got %d rows (%v), want %d", row, err, n)
	}
}

// BenchmarkWorker tells what identities cost beside the binding of a row.
func BenchmarkWorker(b *testing.B) {
	m := &recognise.Mapping{}
	for _, f := range []string{"record_id", "person_name", "email_work", "email_personal", "phone_mobile", "phone_work", "linkedin_url", "country", "employer", "job_title", "source", "created_at", "opt_out_email"} {
		m.Columns = append(m.Columns, recognise.Column{Header: f, Field: f, State: recognise.Used})
	}
	var rows [][][]byte
	for i := range 1000 {
		var cells [][]byte
		for _, c := range strings.Split(fmt.Sprintf("%d|Lea Durand %d|lea.durand%d@durand.example|lea%d@home.example|+33 6 39 98 %02d %02d|+33 1 99 00 %02d %02d|https://www.linkedin.com/in/lea-%d|France|Durand|Buyer|event|2024-03-0%d|No",
			i, i, i, i, i/100, i%100, i/100, i%100, i, 1+i%9), "|") {
			cells = append(cells, []byte(c))
		}
		rows = append(rows, cells)
	}
	for _, c := range []struct {
		name string
		opt  bind.Options
	}{
		{"without keys", bind.Options{}}, {"with keys", bind.Options{Keys: true}}, {"with sha256", bind.Options{Keys: true, Digests: []string{identity.SHA256}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			w := bind.New(facts.NewSchema(), m, rows, c.opt).NewWorker(func(*facts.Batch) error { return nil })
			i := 0
			b.ReportAllocs()
			for b.Loop() {
				w.Row(dataset.Place{Line: int64(i)}, rows[i%len(rows)])
				i++
			}
		})
	}
}
