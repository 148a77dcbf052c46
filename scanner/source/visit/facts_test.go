package visit

import (
	"testing"

	"leadlint/scanner/source/fetch"
	"leadlint/scanner/source/observe"
)

func TestFactsOfOneContactPoint(t *testing.T) {
	limit := observe.Signal{Name: observe.SignalVisibility, Strength: observe.Restriction, Value: "only_me"}
	for name, c := range map[string]struct {
		of           observe.Limited
		counts       observe.Counts
		said, unread bool
		email, phone Fact
	}{
		"nothing said":          {email: No, phone: No},
		"number":                {said: true, of: observe.Limited{Phone: true}, email: No, phone: Yes},
		"number, not read on":   {said: true, of: observe.Limited{Phone: true}, unread: true, email: Unknown, phone: Yes},
		"both":                  {said: true, of: observe.Limited{Email: true, Phone: true}, email: Yes, phone: Yes},
		"somebody's of several": {said: true, of: observe.Limited{Email: true}, counts: observe.Counts{Persons: 4}, email: Unknown, phone: Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			o := &observe.Observation{Access: observe.Open, Assessed: !c.unread, Counts: c.counts, Limited: c.of}
			if c.said {
				o.Signals = append(o.Signals, limit)
			}
			r := &Record{}
			r.observed(o, &fetch.Page{})
			if r.EmailLimited != c.email || r.PhoneLimited != c.phone {
				t.Errorf("got address %v and number %v, want %v and %v", r.EmailLimited, r.PhoneLimited, c.email, c.phone)
			}
		})
	}
}

func TestMarksOfOneEntry(t *testing.T) {
	said := func(name, value string) observe.Signal {
		return observe.Signal{Name: name, Strength: observe.Refusal, Value: value}
	}
	register := said(observe.SignalCanvassing, "advertising_protected")
	site := said(observe.SignalCanvassing, "no_solicitation")
	unlisted := said(observe.SignalUnlisted, "")
	for name, c := range map[string]struct {
		signals              []observe.Signal
		counts               observe.Counts
		canvassing, unlisted Fact
	}{
		"one company":              {signals: []observe.Signal{register}, counts: observe.Counts{Phones: 1}, canvassing: Yes, unlisted: No},
		"several companies":        {signals: []observe.Signal{register}, counts: observe.Counts{Phones: 9}, canvassing: Unknown, unlisted: No},
		"two marks":                {signals: []observe.Signal{register, register}, canvassing: Unknown, unlisted: No},
		"the site's own refusal":   {signals: []observe.Signal{site}, counts: observe.Counts{Persons: 9}, canvassing: Yes, unlisted: No},
		"both":                     {signals: []observe.Signal{register, site}, counts: observe.Counts{Persons: 9}, canvassing: Yes, unlisted: No},
		"unlisted person":          {signals: []observe.Signal{unlisted}, counts: observe.Counts{Emails: 1}, canvassing: No, unlisted: Yes},
		"one of several, unlisted": {signals: []observe.Signal{unlisted}, counts: observe.Counts{Phones: 5}, canvassing: No, unlisted: Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			r := &Record{}
			r.observed(&observe.Observation{Access: observe.Open, Assessed: true, Signals: c.signals, Counts: c.counts}, &fetch.Page{})
			if r.Canvassing != c.canvassing || r.Unlisted != c.unlisted {
				t.Errorf("got canvassing refused %v and unlisted %v, want %v and %v", r.Canvassing, r.Unlisted, c.canvassing, c.unlisted)
			}
		})
	}
}

func TestFactsOfAudience(t *testing.T) {
	limit := observe.Signal{Name: observe.SignalVisibility, Strength: observe.Restriction, Value: "first_degree"}
	open := observe.Signal{Name: observe.SignalVisibility, Strength: observe.Inventory, Value: "everyone_platform"}
	behind := observe.Signal{Name: observe.SignalSignIn, Strength: observe.Restriction, Value: "contact"}
	closed := observe.Signal{Name: observe.SignalMembers, Strength: observe.Restriction, Value: "members"}
	for name, c := range map[string]struct {
		signals             []observe.Signal
		counts              observe.Counts
		unread              bool
		restricted, members Fact
	}{
		"nothing said":             {restricted: No, members: No},
		"nothing said, not read":   {unread: true, restricted: Unknown, members: Unknown},
		"limited":                  {signals: []observe.Signal{limit}, counts: observe.Counts{Persons: 1, Emails: 1, Phones: 2}, restricted: Yes, members: No},
		"limited, not read on":     {signals: []observe.Signal{limit}, unread: true, restricted: Yes, members: Unknown},
		"open to everybody":        {signals: []observe.Signal{open}, restricted: No, members: No},
		"several persons":          {signals: []observe.Signal{limit}, counts: observe.Counts{Persons: 2}, restricted: Unknown, members: No},
		"several persons' numbers": {signals: []observe.Signal{limit}, counts: observe.Counts{Phones: 3}, restricted: Unknown, members: No},
		"several persons' mail":    {signals: []observe.Signal{limit}, counts: observe.Counts{Emails: 3}, restricted: Unknown, members: No},
		"contact after signing in": {signals: []observe.Signal{behind}, restricted: No, members: Yes},
		"for members":              {signals: []observe.Signal{closed}, restricted: No, members: Yes},
		"for members, not read on": {signals: []observe.Signal{closed}, unread: true, restricted: Unknown, members: Yes},
	} {
		t.Run(name, func(t *testing.T) {
			r := &Record{}
			r.observed(&observe.Observation{Access: observe.Open, Assessed: !c.unread, Signals: c.signals, Counts: c.counts}, &fetch.Page{})
			if r.Restricted != c.restricted || r.Members != c.members {
				t.Errorf("got limited audience %v and members %v, want %v and %v", r.Restricted, r.Members, c.restricted, c.members)
			}
		})
	}
}
