package database

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// only makes the one child that a table of contacts has.
func only(t *testing.T, table string) Child {
	t.Helper()
	selects := Relate(catalog(t, "contacts(id!,first_name,last_name,email)", table), Options{})
	if len(selects) != 1 || len(selects[0].Children) != 1 {
		t.Fatalf("%s: got %s, want one child", table, show(selects))
	}
	return selects[0].Children[0]
}

// cells expands rows, given as texts of the child's columns with "-" for NULL, and
// shows the columns that are filled.
func cells(t *testing.T, c Child, rows ...string) string {
	t.Helper()
	e := newExpander(&c)
	made, ok := e.expand(childCell(c, rows))
	if !ok {
		t.Fatalf("%q cannot be read", rows)
	}
	var out []string
	for i, cell := range made {
		if cell != nil {
			out = append(out, e.names[i]+"="+strings.ReplaceAll(string(cell), "\x1f", "+"))
		}
	}
	return strings.Join(out, " ")
}

// childCell writes the cell of a child as a database would: the texts stand in the order
// of the table's columns, those that are not read left out.
func childCell(c Child, rows []string) []byte {
	all := [][]*string{}
	for _, row := range rows {
		texts := map[string]*string{}
		for i, text := range strings.Split(row, "|") {
			if text != "-" {
				texts[c.Table.Columns[i].Name] = &text
			}
		}
		var one []*string
		for _, name := range c.Columns {
			one = append(one, texts[name])
		}
		all = append(all, one)
	}
	cell, _ := json.Marshal(all)
	return cell
}

const (
	byChannel = "consents(id!,contact_id>contacts,channel,status,changed_at,source)"
	calls     = "activities(id!,contact_id>contacts,type,direction,happened_at)"
	mailings  = "campaign_sends(id!,contact_id>contacts,sent_at,opened_at,clicked_at)"
	refused   = "unsubscribes(id!,contact_id>contacts,channel,created_at,reason)"
)

func TestExpand(t *testing.T) {
	for _, tt := range []struct {
		name, table string
		rows        []string
		want        string
	}{
		{"the latest state of each channel", byChannel, []string{"1|1|email|given|2021-01-01|form", "2|1|email|withdrawn|2022-01-01|-", "3|1|phone|given|2020-05-05|-"},
			"consent.email.status=withdrawn consent.phone.status=given consent.phone.date=2020-05-05 consent.opt_out.date=2022-01-01 consent.source=form"},
		{"given anew", byChannel, []string{"1|1|email|withdrawn|2022-01-01|-", "2|1|email|given|2023-01-01|-"}, "consent.email.status=given consent.email.date=2023-01-01 consent.opt_out.date=2022-01-01"},
		{"a no behind a yes takes it back", byChannel, []string{"1|1|email|true|2021-01-01|-", "2|1|email|false|2022-01-01|-"}, "consent.email.status=withdrawn consent.opt_out.date=2022-01-01"},
		{"a no alone", byChannel, []string{"2|1|email|false|2022-01-01|-"}, "consent.email.status=false"},
		{"a no behind what is not understood", byChannel, []string{"1|1|email|zz|2021-01-01|-", "2|1|email|false|2022-01-01|-"}, "consent.email.status=false"},
		{"no channel named", byChannel, []string{"1|1|-|given|2021-01-01|-"}, "consent.status=given consent.date=2021-01-01"},
		{"another channel", byChannel, []string{"1|1|fax|given|2021-01-01|-"}, ""},
		{"on the same day the later row", byChannel, []string{"7|1|email|withdrawn|2022-01-01|-", "6|1|email|given|2022-01-01|-"}, "consent.email.status=withdrawn consent.opt_out.date=2022-01-01"},
		{"without a date the objection", "consents(contact_id>contacts,status)", []string{"1|withdrawn", "1|given"}, "consent.status=withdrawn"},
		{"not for marketing", "consents(id!,contact_id>contacts,purpose,status,given_at)", []string{"1|1|marketing|given|2021-01-01", "2|1|analytics|refused|2022-01-01"}, "consent.status=given consent.date=2021-01-01"},
		{"one column for each channel", "preferences(id!,contact_id>contacts,email_opt_in bool,do_not_call bool,updated_at)", []string{"1|1|true|false|2021-01-01", "2|1|false|true|2022-01-01"},
			"preference.email_opt_in=false preference.do_not_call=true"},
		{"objections", refused, []string{"1|1|email|2021-01-01|too many"}, "opt_out.email=true opt_out.date=2021-01-01 opt_out.reason=too many"},
		{"events by direction", calls, []string{"1|1|email|inbound|2021-01-01", "2|1|call|outbound|2022-02-02", "3|1|call|outbound|2020-02-02", "4|1|meeting|-|2023-03-03"},
			"activity.last_inbound_at=2021-01-01 activity.last_outbound_at=2022-02-02 activity.last_activity_at=2023-03-03"},
		{"dates that say what happened", mailings, []string{"1|1|2021-01-01|2021-01-02|-", "2|1|2021-02-01|-|2021-02-03"}, "activity.last_inbound_at=2021-02-03 activity.last_outbound_at=2021-02-01 activity.last_open_at=2021-01-02"},
		{"further addresses, the main one first", "contact_emails(id!,contact_id>contacts,email,is_primary bool)", []string{"1|1|b@north.example|false", "2|1|a@north.example|true", "3|1|b@north.example|false"}, "email2.email=a@north.example+b@north.example"},
		{"notes", "notes(id!,contact_id>contacts,body,created_at)", []string{"2|1|second|2022-01-01", "1|1|first|2021-01-01"}, "note.text=first+second"},
		{"nothing", byChannel, nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := cells(t, only(t, tt.table), tt.rows...); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestExpandDoesNotDependOnTheOrderOfRows(t *testing.T) {
	children := []Child{only(t, byChannel), only(t, calls), only(t, mailings), only(t, refused), only(t, "consents(contact_id>contacts,channel,status)"), only(t, "contact_emails(contact_id>contacts,email,is_primary bool)")}
	words := map[string][]string{
		"channel": {"email", "phone", "sms", "all", "fax", "-"}, "status": {"given", "withdrawn", "true", "false", "zz", "-"}, "type": {"email", "call", "opened", "-"}, "direction": {"inbound", "out", "-"},
		"is_primary": {"true", "false", "-"}, "email": {"a@north.example", "b@north.example", "-"},
	}
	rapid.Check(t, func(rt *rapid.T) {
		c := rapid.SampledFrom(children).Draw(rt, "child")
		var rows []string
		for i := range rapid.IntRange(0, 6).Draw(rt, "rows") {
			var row []string
			for _, col := range c.Table.Columns {
				list := words[col.Name]
				if list == nil {
					list = []string{"2021-01-01", "2021-01-01 10:00:00", "2022-01-01", "31/12/2020", "-"}
				}
				if col.Name == "id" {
					list = []string{fmt.Sprint(i)}
				}
				row = append(row, rapid.SampledFrom(list).Draw(rt, col.Name))
			}
			rows = append(rows, strings.Join(row, "|"))
		}
		want := cells(t, c, rows...)
		shuffled := rapid.Permutation(slices.Clone(rows)).Draw(rt, "order")
		if got := cells(t, c, shuffled...); got != want {
			rt.Fatalf("%q: got %s\n%q: want %s", shuffled, got, rows, want)
		}
	})
}
