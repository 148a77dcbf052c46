package visit

import (
	"time"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
)

// Batch gives the records as rows of the relation page. pages are the keys of
// their addresses, in the same order.
func Batch(schema *facts.Schema, records []*Record, pages [][]facts.Hash) *facts.Batch {
	rel := schema.Relation("page")
	n := len(records)
	b := &facts.Batch{N: n, Cols: make([]facts.Vec, len(rel.Fields)), Key: make([]uint64, n)}
	for i := range rel.Fields {
		b.Cols[i] = facts.UnknownVec(&rel.Fields[i], n)
	}
	keys := &b.Cols[rel.Index("page")]
	keys.Absent = false
	keys.KeyAt = append(keys.KeyAt, 0)
	for i, r := range records {
		keys.Keys = append(keys.Keys, pages[i]...)
		keys.KeyAt = append(keys.KeyAt, uint32(len(keys.Keys)))
		b.Key[i] = uint64(i + 1)
		fill(b, rel, i, r)
	}
	return b
}

func fill(b *facts.Batch, rel *facts.Relation, row int, r *Record) {
	enum := func(field, value string) {
		i := rel.Index(field)
		b.Cols[i].Codes[row] = rel.Fields[i].Code(value)
	}
	fact := func(field string, f Fact) { b.Cols[rel.Index(field)].Codes[row] = uint8(f) }
	number := func(field string, n int) { b.Cols[rel.Index(field)].Ints[row] = int64(n) }
	enum("role", string(r.Role))
	enum("access", r.Access)
	enum("robots", r.Robots.State)
	fact("robots_any", r.Robots.AnyOut)
	if !r.VisitedAt.IsZero() {
		b.Cols[rel.Index("visited_at")].Days[row] = day(r.VisitedAt)
	}
	fact("served", r.served())
	fact("removed", r.removed())
	fact("mining_reserved", r.Mining)
	fact("hidden_from_search", r.Hidden)
	fact("members_only", r.Members)
	fact("contact_restricted", r.Restricted)
	fact("email_restricted", r.EmailLimited)
	fact("phone_restricted", r.PhoneLimited)
	fact("no_canvassing", r.Canvassing)
	fact("terms_forbid", r.TermsForbid)
	fact("unlisted", r.Unlisted)
	fact("protected_address", r.Protected)
	fact("policy_linked", r.PolicyLinked)
	fact("controller_named", r.Named)
	fact("form_present", r.Form)
	if r.Assessed {
		number("emails", r.Emails)
		number("phones", r.Phones)
		number("persons", r.Persons)
	}
	if r.PolicyClicks > 0 {
		number("policy_clicks", r.PolicyClicks)
	}
}

// served says whether the page was answered to a visitor who did not sign in.
func (r *Record) served() Fact {
	switch {
	case r.Access == "open" && !r.Homeward:
		return Yes
	case r.Access == "refused", r.Access == "login_wall", r.Access == "gone":
		return No
	}
	return Unknown
}

// removed says whether the page is gone.
func (r *Record) removed() Fact {
	switch {
	case r.Access == "gone":
		return Yes
	case r.served() == Yes:
		return No
	}
	return Unknown
}

func day(t time.Time) int32 {
	y, m, d := t.UTC().Date()
	return calendar.Day(y, int(m), d)
}
