package database

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"leadlint/scanner/dataset"
)

// table makes a table of a catalogue: "name(column type, ...)", a "!" behind a column
// for the primary key, a ">" and a table for a foreign key.
func table(t *testing.T, text string) Table {
	t.Helper()
	name, rest, ok := strings.Cut(strings.TrimSuffix(text, ")"), "(")
	if !ok {
		t.Fatalf("%q is no table", text)
	}
	out := Table{Name: name, Kind: "table", Rows: -1}
	if schema, bare, ok := strings.Cut(name, "."); ok {
		out.Schema, out.Name = schema, bare
	}
	for _, c := range strings.Split(rest, ",") {
		c, parent, refers := strings.Cut(strings.TrimSpace(c), ">")
		column, primary := strings.CutSuffix(c, "!")
		column, unique := strings.CutSuffix(column, "^")
		column, kind, _ := strings.Cut(column, " ")
		col := Column{Name: column, Type: kind, Kind: kindOf(column, kind)}
		out.Columns = append(out.Columns, col)
		if primary {
			out.Primary = append(out.Primary, column)
		}
		if unique {
			out.Unique = append(out.Unique, []string{column})
		}
		if refers {
			out.References = append(out.References, dataset.Reference{Child: name, Parent: parent, From: []string{column}})
		}
	}
	return out
}

func kindOf(name, kind string) Kind {
	switch name = strings.ToLower(name); {
	case kind == "int" || kind == "" && strings.HasSuffix(name, "id"):
		return Integer
	case kind == "bool":
		return Boolean
	case kind == "at" || strings.HasSuffix(name, "_at"):
		return Timestamp
	case kind == "bin":
		return Binary
	}
	return Text
}

func catalog(t *testing.T, tables ...string) *Catalog {
	c := &Catalog{}
	for _, text := range tables {
		c.Tables = append(c.Tables, table(t, text))
	}
	slices.SortFunc(c.Tables, func(a, b Table) int { return strings.Compare(a.Full(), b.Full()) })
	return c
}

// show writes Selects shortly.
func show(selects []Select) string {
	var lines []string
	for _, s := range selects {
		line := s.Base.Full()
		for _, p := range s.Parents {
			of := "r"
			if p.Of >= 0 {
				of = s.Parents[p.Of].Prefix
			}
			line += fmt.Sprintf(" < %s.%s=%s.%s as %s(%s)", of, strings.Join(p.From, "+"), p.Table.Full(), strings.Join(p.To, "+"), p.Prefix, strings.Join(p.Columns, ","))
		}
		for _, c := range s.Children {
			line += fmt.Sprintf(" > %s.%s=r.%s as %s(%s)", c.Table.Full(), strings.Join(c.From, "+"), strings.Join(c.To, "+"), c.Prefix, strings.Join(Expanded(c), ","))
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestRelate(t *testing.T) {
	for _, tt := range []struct {
		name   string
		tables []string
		want   string
	}{
		{"consents by channel", []string{"contacts(id!,first_name,last_name,email)", "contact_point_type_consent(id!,contact_id>contacts,contact_point_type,privacy_consent_status,capture_date at,capture_source)"},
			"contacts > contact_point_type_consent.contact_id=r.id as consent(consent.status,consent.date,consent.email.status,consent.email.date,consent.phone.status,consent.phone.date,consent.sms.status,consent.sms.date,consent.opt_out.date,consent.source)"},
		{"by names, without foreign keys", []string{"Contacts(Id!,FirstName,LastName,Email,CompanyId int)", "Companies(Id!,Name,Country,Email)", "Activities(Id!,ContactId int,Type,OccurredAt at)"},
			"Companies\nContacts < r.CompanyId=Companies.Id as company(Name,Country) > Activities.ContactId=r.Id as activity(activity.last_inbound_at,activity.last_outbound_at,activity.last_open_at,activity.last_activity_at)"},
		{"the person that both name", []string{"contact(id!,last_name,email,individual_id>individual)", "individual(id!,has_opted_out_solicit bool,should_forget bool)", "consent(id!,party_id>individual,channel,status,captured_at)"},
			"contact < r.individual_id=individual.id as individual(has_opted_out_solicit,should_forget) > consent.party_id=r.individual_id as consent(consent.status,consent.date,consent.email.status,consent.email.date,consent.phone.status,consent.phone.date,consent.sms.status,consent.sms.date,consent.opt_out.date)"},
		{"company, its address, its country", []string{"leads(id!,full_name,email,company_id>company)", "company(id!,name,address_id>address)", "address(id!,street,city,country_id>country)", "country(id!,name)"},
			"leads < r.company_id=company.id as company(name) < company.address_id=address.id as company.address(street,city)"},
		{"list of sources", []string{"leads(id!,full_name,email,source_id>sources)", "sources(id!,name)"}, "leads < r.source_id=sources.id as source(name)"},
		{"further addresses and numbers", []string{"people(id!,first_name,last_name)", "people_emails(id!,people_id>people,email,is_primary bool)", "phones(id!,person_id int,number)"},
			"people > people_emails.people_id=r.id as email(email.email) > phones.person_id=r.id as phone(phone.number)"},
		{"persons of their own right are not folded", []string{"accounts(id!,name,email)", "contacts(id!,account_id>accounts,first_name,last_name,email)"},
			"accounts\ncontacts < r.account_id=accounts.id as account(name)"},
		{"staff is not read", []string{"contacts(id!,full_name,email,owner_id>users)", "users(id!,first_name,last_name,email)"}, "contacts\nusers"},
		{"one row for a record at most", []string{"contacts(id!,full_name,email)", "contact_preferences(contact_id int!>contacts,email_opt_in bool,sms_opt_in bool)"},
			"contacts < r.id=contact_preferences.contact_id as preference(email_opt_in,sms_opt_in)"},
		{"objections", []string{"contacts(id!,full_name,email)", "unsubscribes(id!,contact_id>contacts,created_at,reason)"},
			"contacts > unsubscribes.contact_id=r.id as opt_out(opt_out.all,opt_out.date,opt_out.reason)"},
		{"two tables could be meant", []string{"contacts(id!,full_name,email)", "crm_lead(id!,full_name,email)", "old_lead(id!,full_name,email)", "calls(id!,lead_id int,called_at)"}, "contacts\ncrm_lead\nold_lead"},
		{"types that do not agree", []string{"contacts(id uuid!,full_name,email)", "calls(id!,contact_id text,called_at)"}, "contacts"},
		{"nothing about persons", []string{"products(id!,name,price)", "schema_migrations(version!)", "countries(id!,name)"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := show(Relate(catalog(t, tt.tables...), Options{})); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestIdentities(t *testing.T) {
	c := catalog(t, "contacts(id!,first_name,email,mobile,email_verified bool)", "users(id!,last_name,email)", "sends(id!,contact_id>contacts,user_id>users,sent_at)", "calls(id!,contact_id>contacts,number,phone)", "tags(id!,label)")
	var got []string
	for _, s := range all(c, Options{Identities: true}).Selects {
		if len(s.Parents) > 0 {
			got = append(got, show([]Select{s}))
		}
	}
	if want := "sends < r.contact_id=contacts.id as contact(email,mobile)"; strings.Join(got, "; ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
