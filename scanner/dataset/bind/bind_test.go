package bind_test

import (
	"strings"
	"testing"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/recognise"
)

// bound binds rows of cells under columns "canonical[!]" ("!" marks a column
// that is not understood) and gives the batch. "∅" is an absent cell.
func bound(t *testing.T, columns string, rows []string, opt bind.Options) *facts.Batch {
	t.Helper()
	schema := facts.NewSchema()
	m := &recognise.Mapping{}
	for _, c := range strings.Split(columns, "|") {
		state := recognise.Used
		if strings.HasSuffix(c, "!") {
			c, state = "", recognise.NotUnderstood
		}
		m.Columns = append(m.Columns, recognise.Column{Header: c, Field: c, State: state})
	}
	var cells [][][]byte
	for _, r := range rows {
		var row [][]byte
		for _, c := range strings.Split(r, "|") {
			if c == "∅" {
				row = append(row, nil)
			} else {
				row = append(row, []byte(c))
			}
		}
		cells = append(cells, row)
	}
	if opt.Now == 0 {
		opt.Now = calendar.Day(2026, 11, 22)
	}
	var out *facts.Batch
	w := bind.New(schema, m, cells, opt).NewWorker(func(b *facts.Batch) error { out = b; return nil })
	for i, row := range cells {
		w.Row(dataset.Place{Line: int64(i + 2)}, row)
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	return out
}

// value gives a field of a row in words: "unknown", "absent" (no column),
// "unread" (filled, not understood), else the value.
func value(b *facts.Batch, field string, row int) string {
	rel := facts.NewSchema().Relation("contact")
	f, v := rel.Field(field), &b.Cols[rel.Index(field)]
	if v.Absent {
		return "absent"
	}
	unknown := "unknown"
	if v.Unread != nil && v.Unread[row/64]>>uint(row%64)&1 == 1 {
		unknown = "unread"
	}
	switch f.Type {
	case facts.Enum:
		if c := v.Codes[row]; c != 0 {
			return f.Values[c-1]
		}
	case facts.Bool:
		switch v.Codes[row] {
		case facts.TrueCode:
			return "true"
		case facts.FalseCode:
			return "false"
		}
	case facts.Date:
		if d := v.Days[row]; d != facts.UnknownDay {
			return calendar.Format(d)
		}
	case facts.Int:
		if n := v.Ints[row]; n != facts.UnknownInt {
			return strings.TrimSpace(strings.Repeat("I", int(n)%7)) + "#"
		}
	case facts.Set:
		var out []string
		for i, name := range f.Values {
			if v.Sets[row]>>uint(i)&1 == 1 {
				out = append(out, name)
			}
		}
		if v.Sets[row] != 0 {
			return strings.Join(out, " ")
		}
	case facts.Text:
		if v.Present[row/64]>>uint(row%64)&1 == 1 {
			return "present"
		}
	}
	return unknown
}

func TestFields(t *testing.T) {
	for _, c := range []struct {
		name, columns, row, field, want string
	}{
		{"no column", "email", "a@b.example", "visibility", "absent"},
		{"unreadable cell", "email|visibility", "a@b.example|sometimes", "visibility", "unread"},
		{"readable cell", "email|visibility", "a@b.example|Only me", "visibility", "only_me"},
		{"ambiguous date is not read as empty", "notice_at", "03/04/2022", "notified_at", "unread"},
		{"date", "notice_at", "2022-04-03T10:00:00Z", "notified_at", "2022-04-03"},

		{"collected before enriched", "enriched_at|collected_at", "2022-01-01|2021-01-01", "collected_at", "2021-01-01"},
		{"enriched where not collected", "enriched_at|collected_at", "2022-01-01|", "collected_at", "2022-01-01"},
		{"created comes last", "created_at|enriched_at", "2020-01-01|2022-01-01", "collected_at", "2022-01-01"},
		{"an update is no collection", "updated_at", "2022-01-01", "collected_at", "absent"},
		{"the latest update counts", "updated_at|profile_updated_at", "2022-01-01|2023-01-01", "updated_at", "2023-01-01"},
		{"activity is no contact from the person", "last_activity_at", "2022-01-01", "last_subject_contact_at", "absent"},
		{"an opening is no contact from the person", "last_open_at", "2022-01-01", "last_subject_contact_at", "absent"},

		{"an age of nought is no answer", "age", "0", "age", "unknown"},
		{"a birth date of this year is no answer", "birth_date", "2026-02-03", "age", "unknown"},

		{"empty consent is unknown", "consent", "", "consent_email", "unread"},
		{"false consent is not given", "consent", "false", "consent_email", "not_given"},
		{"a channel's own consent comes first", "consent|consent_phone", "true|false", "consent_phone", "not_given"},
		{"and leaves the others", "consent|consent_phone", "true|false", "consent_email", "given"},
		{"a false objection is no consent", "opt_out_email", "false", "consent_email", "absent"},
		{"denial wins over permission", "opt_out_email|opt_out_all", "false|true", "opt_out_email", "true"},
		{"denial wins in either order", "opt_out_all|opt_out_email", "false|true", "opt_out_email", "true"},
		{"a refusal of bulk mail is one of prospecting by e-mail", "opt_out_bulk", "Yes", "opt_out_email", "true"},
		{"bulk mail not allowed", "permission_bulk", "Do Not Allow", "opt_out_email", "true"},
		{"the cell decides its polarity", "permission_email", "Do Not Allow", "opt_out_email", "true"},
		{"allow is no denial", "permission_email", "Allow", "opt_out_email", "false"},

		{"country by column", "country|phone_mobile", "Deutschland|+33 6 39 98 00 01", "country", "DE"},
		{"country by telephone", "phone_mobile|email_work", "+33 6 39 98 00 01|a@b.example", "country", "FR"},
		{"country by agreement", "phone_mobile|linkedin_url", "+33 6 39 98 00 01|https://fr.linkedin.com/in/x", "country", "FR"},
		{"votes that disagree", "phone_mobile|linkedin_url", "+33 6 39 98 00 01|https://uk.linkedin.com/in/x", "country", "unknown"},
		{"languages of the country", "country", "BE", "languages", "de fr nl"},
		{"the person's own language", "country|language", "BE|nl", "languages", "nl"},

		{"professional address", "email_work", "lea.durand@aubrac.example", "email_kind", "professional_named"},
		{"generic address", "email", "info@aubrac.example", "email_kind", "generic"},
		{"free-mail address", "email", "lea.durand@gmail.com", "email_kind", "personal"},
		{"consumer", "email|employer", "lea.durand@gmail.com|", "recipient", "consumer"},
		{"free-mail beside an employer is unsure", "email|employer", "lea.durand@gmail.com|Aubrac", "recipient", "unknown"},
		{"professional", "email|employer", "lea.durand@aubrac.example|Aubrac", "recipient", "professional"},

		{"supplier of the address", "email_source", "Apollo", "source", "present"},
		{"supplier of the address is a name", "email_source", "Apollo", "source_quality", "named"},
		{"detail of the source", "source_detail", "Spring list", "source", "present"},
		{"named source", "source", "Team page of Aubrac SAS", "source_quality", "named"},
		{"category of source", "source", "Web Research", "source_quality", "generic"},
		{"number of sources", "source_count", "4", "source_quality", "count"},
		{"type of source by its words", "source", "LinkedIn profile", "source_type", "social_platform"},

		{"closed world", "email", "a@b.example", "credential", "none"},
		{"open world", "email|x!", "a@b.example|y", "credential", "absent"},
		{"stored password", "email|credentials", "a@b.example|5f4dcc3b5aa765d61d8327deb882cf99", "credential", "md5"},
		{"no password", "email|credentials", "a@b.example|", "credential", "none"},
		{"private line", "phone_home", "+33 1 99 00 12 34", "home_contact", "home_phone"},
		{"address of unknown kind", "email|address", "a@b.example|12 rue des Lilas", "home_contact", "unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := value(bound(t, c.columns, []string{c.row}, bind.Options{}), c.field, 0); got != c.want {
				t.Errorf("%s of %q under %q: got %s, want %s", c.field, c.row, c.columns, got, c.want)
			}
		})
	}
}

// TestExpiryAnchor: the end of retention is attributed to an update only when
// it is a constant period after it, and never when it also fits the collection.
func TestExpiryAnchor(t *testing.T) {
	const columns = "collected_at|updated_at|expires_at"
	b := bound(t, columns, []string{
		"2019-01-10|2021-03-05|2026-03-05",
		"2019-02-11|2022-04-06|2027-04-06",
		"2019-03-12|2023-05-07|2028-05-07",
		"2020-04-13|2020-04-13|2025-04-13", // never updated
		"2020-04-13|2021-06-01|2030-01-01", // fits nothing
		"2020-04-13|2021-06-01|",
	}, bind.Options{})
	for row, want := range []string{"update", "update", "update", "update", "unknown", "unknown"} {
		got := value(b, "expiry_anchor", row)
		if got != want {
			t.Errorf("row %d: got %s, want %s", row, got, want)
		}
	}
	b = bound(t, columns, []string{
		"2019-01-10|2021-03-05|2022-01-10", "2019-02-11|2021-03-05|2022-02-11", "2019-03-12|2021-03-05|2022-03-12",
	}, bind.Options{})
	for row := range 3 {
		if got := value(b, "expiry_anchor", row); got != "collection" {
			t.Errorf("row %d: got %s, want collection", row, got)
		}
	}
}

// TestDeclared: a declaration fills what rows do not say; "never" makes an
// empty column; a row's own value stands.
func TestDeclared(t *testing.T) {
	source := facts.NewSchema().Relation("contact").Field("source_type").Code("broker")
	b := bound(t, "email|source_type|notice_at", []string{"a@b.example|website|", "c@d.example||2022-01-01"}, bind.Options{Declared: []bind.Declared{
		{Field: "source_type", Code: source}, {Field: "last_message_at", Day: facts.UnknownDay, Empty: true},
		{Field: "notified_at", Day: calendar.Day(2020, 1, 1)},
	}})
	for _, c := range []struct {
		field string
		row   int
		want  string
	}{
		{"source_type", 0, "website"}, {"source_type", 1, "broker"},
		{"notified_at", 0, "2020-01-01"}, {"notified_at", 1, "2022-01-01"},
		{"last_message_at", 0, "unknown"},
	} {
		if got := value(b, c.field, c.row); got != c.want {
			t.Errorf("%s of row %d: got %s, want %s", c.field, c.row, got, c.want)
		}
	}
}

// TestUnusedColumn: an empty cell says that nothing is recorded only in a column
// that some row fills.
func TestUnusedColumn(t *testing.T) {
	const columns = "email|visibility|notice_at|consent_source"
	used := bound(t, columns, []string{"a@b.example|||", "c@d.example|Only me|2022-01-01|form 7", "e@f.example|∅|∅|∅"}, bind.Options{})
	never := bound(t, columns, []string{"a@b.example|||", "c@d.example|||"}, bind.Options{})
	for _, field := range []string{"visibility", "notified_at", "consent_source"} {
		if got := value(used, field, 0); got != "unknown" {
			t.Errorf("%s: an empty cell of a column in use is %s, want unknown (recorded: false)", field, got)
		}
		if got := value(used, field, 2); got != "unknown" {
			t.Errorf("%s: an absent cell of a column in use is %s, want unknown (recorded: false)", field, got)
		}
		if got := value(never, field, 0); got != "unread" {
			t.Errorf("%s: an empty cell of a column nobody fills is %s, want unread", field, got)
		}
	}
}

// TestMask: a whole name is not followed by its parts, parts are put together,
// and nothing is shown in the clear.
func TestMask(t *testing.T) {
	schema := facts.NewSchema()
	rel := schema.Relation("contact")
	for _, c := range []struct{ columns, row, want string }{
		{"person_name|given_name|family_name|email_work", "Léa Durand|Léa|Durand|lea.durand@aubrac.example", "name=L. D. email=l***@a***.example visibility="},
		{"family_name|given_name|email", "Durand|Léa|lea@aubrac.example", "name=L. D. email=l***@a***.example visibility="},
		{"given_name|phone_mobile|visibility", "Léa|+33 6 39 98 00 42|Only me", "name=L. phone=***42 visibility=only_me"},
	} {
		m := &recognise.Mapping{}
		for _, f := range strings.Split(c.columns, "|") {
			m.Columns = append(m.Columns, recognise.Column{Header: f, Field: f, State: recognise.Used})
		}
		var cells [][]byte
		for _, cell := range strings.Split(c.row, "|") {
			cells = append(cells, []byte(cell))
		}
		var got []string
		var w *bind.Worker
		w = bind.New(schema, m, nil, bind.Options{}).NewWorker(func(*facts.Batch) error {
			values, line := w.Mask(0, []int{rel.Index("email"), rel.Index("visibility")})
			for _, v := range values {
				got = append(got, v.Field+"="+v.Value)
			}
			if line != 7 {
				t.Errorf("got line %d, want 7", line)
			}
			return nil
		})
		w.Row(dataset.Place{Line: 7}, cells)
		if err := w.Finish(); err != nil {
			t.Fatal(err)
		}
		if s := strings.Join(got, " "); !strings.HasPrefix(c.want, s) {
			t.Errorf("%s: got %s, want %s", c.columns, s, c.want)
		}
	}
}

// TestBatches: rows beyond a batch come in the next one, and nothing of one
// batch shows in another.
func TestBatches(t *testing.T) {
	schema := facts.NewSchema()
	m := &recognise.Mapping{Columns: []recognise.Column{{Header: "e", Field: "email", State: recognise.Used}, {Header: "v", Field: "visibility", State: recognise.Used}}}
	rows, withEmail, unread := 0, 0, 0
	w := bind.New(schema, m, nil, bind.Options{}).NewWorker(func(b *facts.Batch) error {
		rel := schema.Relation("contact")
		for r := range b.N {
			rows++
			if b.Cols[rel.Index("email")].Present[r/64]>>uint(r%64)&1 == 1 {
				withEmail++
			}
			if b.Cols[rel.Index("visibility")].Unread[r/64]>>uint(r%64)&1 == 1 {
				unread++
			}
		}
		return nil
	})
	const n = bind.BatchRows*2 + 100
	for i := range n {
		cells := [][]byte{nil, nil}
		if i < bind.BatchRows {
			cells = [][]byte{[]byte("a@b.example"), []byte("???what")}
		}
		w.Row(dataset.Place{}, cells)
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	if rows != n || withEmail != bind.BatchRows || unread != bind.BatchRows {
		t.Errorf("got %d rows, %d with an address, %d unread; want %d, %d, %d", rows, withEmail, unread, n, bind.BatchRows, bind.BatchRows)
	}
}
