package database

import (
	"fmt"
	"strings"
	"testing"
)

// told shows a choice: what is read, then the issues.
func told(c Choice) string {
	var lines []string
	for _, s := range c.Selects {
		lines = append(lines, "read "+s.Base.Full())
	}
	for _, i := range c.Issues {
		lines = append(lines, fmt.Sprintf("%s %d: %s", i.Severity, i.Count, i.Message.EN))
	}
	return strings.Join(lines, "\n")
}

func TestChoose(t *testing.T) {
	crm := func() *Catalog {
		c := catalog(t, "contacts(id!,first_name,last_name,email)", "consents(id!,contact_id>contacts,channel,status)", "products(id!,label,price)", "schema_migrations(version!)",
			"v_contacts(id,first_name,email)", "contacts_2024(id!,first_name,email)", "secret_leads(id!,full_name,email)", "suppressions(email!,added_at)", "marketing_consents(id!,ref,status)", "odd(a,b)", "hr.staff(id!,first_name,last_name)")
		for i := range c.Tables {
			switch t := &c.Tables[i]; t.Name {
			case "v_contacts":
				t.Kind = "view"
			case "contacts_2024":
				t.Kind = "partition"
			case "secret_leads":
				t.Unreadable = "the role has no SELECT on it"
			}
		}
		return c
	}
	sample := func(t *Table) [][][]byte {
		if t.Name == "odd" {
			return [][][]byte{{[]byte("x"), []byte("ada@north.example")}, {[]byte("y"), nil}}
		}
		return nil
	}
	for _, tt := range []struct {
		name string
		opt  Options
		want []string
		not  []string
	}{
		{"by itself", Options{}, []string{
			"read contacts\nread hr.staff\nread odd\n", `lost 1: the table "secret_leads" was not read: the role has no SELECT on it`, `warning 1: the table "suppressions" seems to be a list of objections`,
			`warning 1: the table "marketing_consents" seems to hold consents`, `note 1: each record of "contacts" is read with what other tables say of it: "consents"`, `note 2: 2 tables hold no column`, `"marketing_consents", "products"`,
			`"schema_migrations"`, `1 table is a view`, `1 table is a partition`,
		}, []string{"read consents", "read v_contacts"}},
		{"one table", Options{Tables: []string{"contacts"}}, []string{"read contacts\n", "is read with", "are not among those asked for"}, []string{"read odd", "read hr.staff", "lost"}},
		{"by globs", Options{Tables: []string{"hr.*", "o?d"}}, []string{"read hr.staff\nread odd\n"}, []string{"read contacts"}},
		{"what is no person, by its name", Options{Tables: []string{"products"}}, []string{"read products\n"}, []string{"lost"}},
		{"no such table", Options{Tables: []string{"leads"}}, []string{`lost 1: no table that can be read, and may hold persons, is named "leads"`}, []string{"read contacts"}},
		{"left out", Options{Except: []string{"consents", "secret_*"}}, []string{`2 tables were left out by --except: "consents", "secret_leads"`}, []string{"is read with", "lost"}},
		{"views", Options{Views: true}, []string{"read v_contacts\n"}, []string{"is a view"}},
		{"a view by its name", Options{Tables: []string{"v_contacts"}}, []string{"read v_contacts\n"}, []string{"lost"}},
		{"a register by its name", Options{Tables: []string{"suppressions"}}, []string{"read suppressions\n"}, []string{"seems to be a list"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := told(Choose(crm(), tt.opt, sample)) + "\n"
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("got\n%s\nwant %s", got, want)
				}
			}
			for _, not := range tt.not {
				if strings.Contains(got, not) {
					t.Errorf("got\n%s\nwant no %s", got, not)
				}
			}
		})
	}
}

func TestEveryTableIsReadOrTold(t *testing.T) {
	c := catalog(t, "a(id!,name)", "b(id!,email)", "consents(id!,b_id int,status,given_at)", "companies(id!,name)", "people(id!,first_name,company_id int)", "jobs(id!)", "x.y(z)")
	choice := Choose(c, Options{}, func(*Table) [][][]byte { return nil })
	all := told(choice)
	for _, table := range c.Tables {
		if !strings.Contains(all, "read "+table.Full()) && !strings.Contains(all, `"`+table.Full()+`"`) {
			t.Errorf("nothing is said of %s in\n%s", table.Full(), all)
		}
	}
}

func TestSelection(t *testing.T) {
	if got := (Options{Timeout: 7, Persons: true}).Selection(); got != "" {
		t.Errorf("nothing chosen: got %q, want nothing", got)
	}
	one := Options{Tables: []string{"a", "b"}}.Selection()
	if got := (Options{Tables: []string{"b", "a"}}).Selection(); got != one {
		t.Errorf("another order: got %q, want %q", got, one)
	}
	for _, o := range []Options{{Tables: []string{"a b"}}, {Except: []string{"a", "b"}}, {Tables: []string{"a", "b"}, Views: true}, {Query: "a b"}} {
		if o.Selection() == one {
			t.Errorf("%+v: got the text of another choice", o)
		}
	}
}
