package recognise

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"
)

// table makes an Input of a comma-separated text; the first line has the headers.
func table(text string) Input {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	in := Input{Dataset: "leads.csv", Headers: strings.Split(lines[0], ",")}
	for _, l := range lines[1:] {
		row := make([][]byte, len(in.Headers))
		for i, c := range strings.Split(l, ",") {
			row[i] = []byte(c)
		}
		in.Sample = append(in.Sample, row)
	}
	return in
}

// many repeats the rows of a text, so that values count in full.
func many(header string, rows ...string) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	for i := range 30 {
		b.WriteString(strings.ReplaceAll(rows[i%len(rows)], "#", fmt.Sprint(i+10)) + "\n")
	}
	return b.String()
}

func columnOf(t *testing.T, m *Mapping, header string) *Column {
	t.Helper()
	for i := range m.Columns {
		if m.Columns[i].Header == header {
			return &m.Columns[i]
		}
	}
	t.Fatalf("no column %q", header)
	return nil
}

func TestTable(t *testing.T) {
	cases := []struct {
		name, text string
		// want is header=field/state, several.
		want   string
		person bool
	}{
		{"Title with forms of address", many("First Name,Last Name,Title,Email", "Ana,Ruiz,Mrs,ana#@acme.example", "Bo,Li,Mr,bo#@acme.example", "Cy,Fox,Dr,cy#@acme.example"),
			"Title=salutation/used Email=email/used", true},
		{"Title with jobs", many("First Name,Last Name,Title", "Ana,Ruiz,Head of Sales", "Bo,Li,Buyer"), "Title=job_title/used", true},
		{"Titre with forms of address", many("Prénom,Nom,Titre", "Ana,Ruiz,Mme", "Bo,Li,M."), "Titre=salutation/used Nom=family_name/used Prénom=given_name/used", true},
		{"Nombre beside Apellidos", many("Nombre,Apellidos,Correo", "Ana,Ruiz Gil,ana#@acme.example"), "Nombre=given_name/used Apellidos=family_name/used", true},
		{"Nombre alone", many("Nombre,Correo,Cargo", "Ana Ruiz,ana#@acme.example,Directora"), "Nombre=person_name/used", true},
		{"Nome beside Cognome", many("Nome,Cognome,E-mail", "Ada,Neri,ada#@acme.example"), "Nome=given_name/used", true},
		{"Name beside Vorname", many("Name,Vorname,E-Mail", "Weber,Eva,eva#@acme.example"), "Name=family_name/used Vorname=given_name/used", true},
		{"Name beside both parts", many("Name,First Name,Last Name", "Eva Weber,Eva,Weber"), "Name=person_name/used", true},
		{"Name of products", many("SKU,Name,Price,Quantity", "A-#,Blue Chair,12.50,3", "B-#,Oak Table,99.00,1"), "Name=none/ignored Price=ops/ignored", false},
		{"Name of companies", many("Name,Website,Industry,Employees,City,Country,Phone", "Nordlicht GmbH,nordlicht#.example,Energy,50,Kiel,DE,+49 30 23125 0#", "Sole SARL,sole#.example,Food,9,Lyon,FR,+33 1 99 00 00 #"),
			"Name=employer/used City=employer_city/used Country=employer_country/used Phone=employer_phone/used", false},
		{"country column with codes", many("Email,Country", "ana#@acme.example,FR", "bo#@acme.example,DE", "cy#@acme.example,NA"), "Country=country/used", true},
		{"role addresses only", many("Company,Email,Country", "Nordlicht,info@nordlicht#.example,DE", "Sole,contact@sole#.example,FR"), "Email=email/used", false},
		{"a column that contradicts its header", many("First Name,Last Name,Phone", "Ana,Ruiz,ana#@acme.example"), "Phone=email/flagged", true},
		{"values alone", many("column_1,column_2,column_3,column_4", "ana#@acme.example,+33 6 39 98 12 #,https://www.linkedin.com/in/ana-ruiz-#,zz#x"),
			"column_1=email/flagged column_2=phone/flagged column_3=linkedin_url/flagged column_4=/not_understood", true},
		{"opt-out with plain words", many("Email,Do Not Call,Email Opt Out", "ana#@acme.example,TRUE,0", "bo#@acme.example,FALSE,1", "cy#@acme.example,,0"), "Do Not Call=opt_out_phone/used Email Opt Out=opt_out_email/used", true},
		{"opt-out with strange words", many("Email,Do Not Call", "ana#@acme.example,perhaps", "bo#@acme.example,FALSE"), "Do Not Call=opt_out_phone/not_understood", true},
		{"Dynamics permissions", many("Email,Do not allow Bulk Emails", "ana#@acme.example,Allow", "bo#@acme.example,Do Not Allow"), "Do not allow Bulk Emails=permission_bulk/used", true},
		{"permission with bare yes", many("Email,Do not allow Emails", "ana#@acme.example,Yes", "bo#@acme.example,No"), "Do not allow Emails=permission_email/not_understood", true},
		{"HubSpot billing state", many("Email,Marketing contact status", "ana#@acme.example,Marketing contact", "bo#@acme.example,Non-marketing contact"), "Marketing contact status=ops/ignored", true},
		{"who sees the record", many("Email,Record visibility,Sensitivity", "ana#@acme.example,Private,Normal"), "Record visibility=record_visibility/used Sensitivity=record_visibility/used", true},
		{"visibility", many("Email,Member visibility", "ana#@acme.example,Only me", "bo#@acme.example,1st degree", "cy#@acme.example,Everyone"), "Member visibility=visibility/used", true},
		{"opt-in times", many("Email Address,OPTIN_TIME,CONFIRM_TIME", "ana#@acme.example,2023-01-10 10:00:00,2023-01-11 10:00:00"), "OPTIN_TIME=consent_at/used CONFIRM_TIME=consent_confirmed_at/used", true},
		{"masked addresses", many("full_name,work_email,mobile_phone", "Ana Ruiz,true,true"), "full_name=person_name/used", true},
		{"an empty governance column", many("Email,Lawful Basis", "ana#@acme.example,"), "Lawful Basis=lawful_basis/used", true},
		{"national identifier under a strange header", many("Nom complet,Ref", "Ana Ruiz,12345678Z", "Eva Weber,00000000T"), "Ref=national_id/flagged", true},
		{"a tax number of persons", many("Nombre completo,NIF,Correo", "Ana Ruiz,12345678Z,ana#@acme.example", "Eva Gil,00000000T,eva#@acme.example"), "NIF=national_id/used", true},
		{"a tax number of companies", many("Empresa,NIF,Sector,Web", "Nordlicht SL,B12345674,Energía,nordlicht#.example"), "NIF=employer_registration_id/used", false},
		{"several addresses in a cell", many("Full Name,Emails", "Ana Ruiz,ana#@acme.example; a.ruiz#@mail.example"), "Emails=email/used", true},
		{"degrees of a network", many("Full Name,Degree", "Ana Ruiz,1st", "Eva Weber,2nd", "Bo Li,3rd"), "Degree=connection_degree/used", true},
		{"degrees of schools", many("Full Name,Degree", "Ana Ruiz,MBA", "Eva Weber,Master of Arts"), "Degree=education/used", true},
		{"no header row", many("column_1,column_2,column_3", "Ana,ana#@acme.example,+33 6 39 98 12 #"), "column_2=email/flagged column_3=phone/flagged column_1=/not_understood", true},
		{"products with titles", many("SKU,Name,Title,Price", "A-#,Marta lamp,Lamp of ten,9.90"), "Name=none/ignored", false},
		{"a date beside its objection", many("E-Mail,Werbewiderspruch,Werbewiderspruch am", "ana#@acme.example,ja,2024-02-03", "bo#@acme.example,nein,"), "Werbewiderspruch=opt_out_all/used Werbewiderspruch_am=opt_out_at/used", true},
		{"health", many("Full Name,Email,État de santé", "Ana Ruiz,ana#@acme.example,x"), "État_de_santé=special_risk/used", true},
		{"two addresses under no header known", "Wer,Ansprechpartner Mail\nAna Ruiz,ana@acme.example\nBo Li,bo@acme.example\n", "Ansprechpartner_Mail=email/flagged", true},
		{"a staff address in a path", many("name,email,owner.email", "Ana Ruiz,ana#@acme.example,staff@firm.example"), "email=email/used owner.email=owner/used", true},
		{"an objection at the end of a path", many("email,preferences.unsubscribed.email", "ana#@acme.example,true"), "preferences.unsubscribed.email=/not_understood", true},
		{"nothing known", "foo,bar\n1,2\n", "foo=/not_understood bar=/not_understood", false},
	}
	r := New(facts.NewSchema())
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := r.Table(table(c.text))
			for _, col := range m.Columns {
				// A blank in a header is written _ in the expectations; headers
				// with blanks are found either way.
				header := col.Header
				if under := strings.ReplaceAll(header, " ", "_"); strings.Contains(" "+c.want, " "+under+"=") {
					header = under
				}
				got := fmt.Sprintf("%s=%s/%s", header, col.Field, col.State)
				if strings.Contains(" "+c.want, " "+header+"=") && !strings.Contains(" "+c.want+" ", " "+got+" ") {
					t.Errorf("got %s (%.2f), want among %s; trace: %s", got, col.Confidence, c.want, strings.Join(col.Trace, "; "))
				}
				if len(col.Trace) == 0 {
					t.Errorf("column %q has no trace", col.Header)
				}
			}
			if m.Person != c.person || m.Reason == "" || m.ReasonFR == "" {
				t.Errorf("person: got %v (%s), want %v", m.Person, m.Reason, c.person)
			}
		})
	}
}

func TestGovernanceTrace(t *testing.T) {
	r := New(facts.NewSchema())
	var b strings.Builder
	b.WriteString("Email,Consent\n")
	for i := range 40 {
		word := "yes"
		switch {
		case i < 12:
			word = "Maybe later"
		case i == 12:
			word = "Camille Perrin said so"
		case i > 35:
			word = ""
		}
		fmt.Fprintf(&b, "a%d@acme.example,%s\n", i, word)
	}
	col := columnOf(t, r.Table(table(b.String())), "Consent")
	trace := strings.Join(col.Trace, "; ")
	if col.State != NotUnderstood || col.Field != "consent" {
		t.Errorf("got %s/%s, want consent/not_understood", col.Field, col.State)
	}
	if !strings.Contains(trace, "2 distinct values in 13 sampled rows are not understood") || strings.Contains(trace, "Camille") || strings.Contains(trace, "Maybe") {
		t.Errorf("trace does not count the values, or names one: %s", trace)
	}
	if len(col.Distinct) != 4 || col.Distinct[0].Raw != "yes" || col.Distinct[0].Meaning != "given" || col.Distinct[1].Understood {
		t.Errorf("got distinct values %+v", col.Distinct)
	}
	if last := col.Distinct[3]; last.Raw != "" || last.Meaning != "unknown" || last.Count != 4 {
		t.Errorf("empty cells: got %+v, want unknown", last)
	}
}

func TestDates(t *testing.T) {
	cases := []struct {
		name, rows string
		want       values.DateFormat
		ambiguous  bool
	}{
		{"day first", "25/03/2024|04/05/2024", values.DateFormat{Order: "DMY"}, false},
		{"month first", "03/25/2024|04/05/2024", values.DateFormat{Order: "MDY"}, false},
		{"either", "03/04/2024|04/05/2024", values.DateFormat{}, true},
		{"ISO", "2024-03-25|2024-04-05", values.DateFormat{}, false},
		{"serial days", "45000|45123", values.DateFormat{Serial: true}, false},
	}
	r := New(facts.NewSchema())
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rows := strings.Split(c.rows, "|")
			m := r.Table(table(many("Email,Created At", "ana#@acme.example,"+rows[0], "bo#@acme.example,"+rows[1])))
			col := columnOf(t, m, "Created At")
			state := Used
			if c.ambiguous {
				state = Flagged
			}
			if col.Field != "created_at" || col.State != state || col.Dates != c.want {
				t.Errorf("got %s/%s %+v, want created_at/%s %+v", col.Field, col.State, col.Dates, state, c.want)
			}
			if got := strings.Contains(strings.Join(col.Trace, ";"), "both readings"); got != c.ambiguous {
				t.Errorf("told ambiguous: got %v, want %v", got, c.ambiguous)
			}
		})
	}
}

// TestOrderOfRows: the order in which rows were sampled does not matter.
func TestOrderOfRows(t *testing.T) {
	r := New(facts.NewSchema())
	headers := []string{"Name", "Email", "Consent", "Created", "column_5"}
	pools := [][]string{
		{"Ana Ruiz", "Eva Weber", "Nordlicht GmbH", "", "x"},
		{"ana@acme.example", "info@acme.example", "", "true", "not an address"},
		{"yes", "no", "", "perhaps", "Subscribed"},
		{"2024-01-02", "03/04/2024", "25/12/2023", "", "N/A"},
		{"FR", "de", "+33 6 39 98 12 34", "", "https://www.linkedin.com/in/eva"},
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(t, "rows")
		in := Input{Headers: headers}
		for range n {
			row := make([][]byte, len(headers))
			for i, pool := range pools {
				if c := rapid.SampledFrom(pool).Draw(t, "cell"); c != "" {
					row[i] = []byte(c)
				}
			}
			in.Sample = append(in.Sample, row)
		}
		first := r.Table(in)
		in.Sample = rapid.Permutation(in.Sample).Draw(t, "order")
		if second := r.Table(in); !reflect.DeepEqual(first, second) {
			t.Fatalf("the order of rows changed the result:\n%+v\n%+v", first, second)
		}
	})
}

// TestNoRawValues: no trace or reason holds a cell that may be about a person.
func TestNoRawValues(t *testing.T) {
	r := New(facts.NewSchema())
	secret := "Zyxwvut Qponmlk"
	rapid.Check(t, func(t *rapid.T) {
		headers := []string{
			rapid.SampledFrom([]string{"Consent", "Name", "Email", "Visibility", "Do Not Call", "Created", "Country", "Title"}).Draw(t, "header"),
			"Last Name",
		}
		in := Input{Headers: headers}
		for range rapid.IntRange(1, 30).Draw(t, "rows") {
			in.Sample = append(in.Sample, [][]byte{[]byte(secret), []byte("Weber")})
		}
		m := r.Table(in)
		for _, c := range m.Columns {
			if s := strings.Join(c.Trace, ";") + m.Reason; strings.Contains(s, "Zyx") {
				t.Fatalf("a value is in the trace: %s", s)
			}
		}
	})
}
