package notice

import (
	"fmt"
	"slices"

	"leadlint/rules/facts"
	"leadlint/scanner/finding"
	"leadlint/scanner/notice/form"
	"leadlint/scanner/notice/items"
	"leadlint/scanner/notice/message"
)

// Row holds the facts of one notice or form by the names of their fields: a string
// for a value or a name, a bool, an int64. What is not known is not there.
type Row map[string]any

// noticeRow gives the facts of a notice.
func noticeRow(n *finding.Notice, found *items.Result, m *message.Message, demands message.Demands, in Input) Row {
	row := Row{"name": n.Name}
	if n.Place != "" {
		row["place"] = n.Place
	}
	if in.Direct != nil {
		row["direct"] = *in.Direct
	}
	for _, a := range found.Answers {
		switch {
		case a.State == items.Unclear, a.State == items.Vague && a.Item != items.Source && a.Item != items.Retention:
			// Empty words are held against the source and the period, as authorities
			// have done; of other items they leave open whether it is said.
		case a.Item == items.BasisConsent:
			row["relies_on_consent"] = a.State == items.Stated
		case a.Item == items.BasisLegitimateInterest:
			row["relies_on_legitimate_interests"] = a.State == items.Stated
		default:
			row[string(a.Item)] = string(a.State)
		}
	}
	row.told("identity_document_required", demands.Identity)
	row.told("reason_required", demands.Reason)
	if m == nil {
		return row
	}
	row.told("objection_apart", m.Objection.Apart)
	if m.Objection.Stated.Answer == message.No {
		row["objection_apart"] = false // what is not said is not set apart
	}
	if prospects(m) {
		row.told("refusal_offered", m.Sender.Contact)
		row.told("sender_identified", m.Sender.Concealed)
	}
	if concealed, ok := row["sender_identified"].(bool); ok {
		row["sender_identified"] = !concealed
	}
	row.told("credentials_together", m.Secrets.Together)
	row.told("password_in_clear", m.Secrets.Password)
	switch {
	case m.Stop.Login.Answer == message.Yes, m.Stop.Body.Answer == message.Yes && m.Stop.Body.Detail == "post":
		row["withdrawal_easy"] = false
	case m.Stop.Body.Answer == message.Yes && m.Stop.Login.Answer == message.No:
		row["withdrawal_easy"] = true
	}
	return row
}

// prospects says whether a message advertises, be it beside something else.
func prospects(m *message.Message) bool {
	return m.Kind == message.Prospecting || slices.Contains(m.Also, message.Prospecting)
}

// pointOf names the question on a message that a fact answers.
func pointOf(field string) string {
	switch field {
	case "objection_apart":
		return "objection.apart"
	case "refusal_offered":
		return "sender.contact"
	case "sender_identified":
		return "sender.concealed"
	case "credentials_together":
		return "secrets.together"
	case "password_in_clear":
		return "secrets.password"
	case "identity_document_required":
		return "demands.identity"
	case "reason_required":
		return "demands.reason"
	case "withdrawal_easy":
		return "stop.login"
	}
	return ""
}

// Shown gives the masked sentence that a fact of a notice rests on, with its line;
// empty when it rests on none.
func Shown(n *finding.Notice, field string) (sentence string, line int) {
	for i := range n.Items {
		if n.Items[i].Item == field {
			return n.Items[i].At.Sentence, n.Items[i].At.Line
		}
	}
	if n.Message == nil {
		return "", 0
	}
	return ofPoint(n.Message.Points, pointOf(field))
}

// ShownOfForm is [Shown] for a form.
func ShownOfForm(f *finding.Form, field string) (sentence string, line int) {
	switch field {
	case "controller_named":
		field = "controller_listed"
	}
	return ofPoint(f.Points, field)
}

func ofPoint(points []finding.Point, name string) (string, int) {
	for i := range points {
		if points[i].Name == name {
			return points[i].At.Sentence, points[i].At.Line
		}
	}
	return "", 0
}

// told sets a fact of a message, where it is known.
func (r Row) told(field string, f message.Fact) {
	if f.Answer != message.Unknown {
		r[field] = f.Answer == message.Yes
	}
}

// seen sets a fact of a form, where it is known.
func (r Row) seen(field string, a form.Answer) {
	if a != form.Unknown {
		r[field] = a == form.Yes
	}
}

// formRow gives the facts of a form.
func formRow(name string, f *form.Form) Row {
	row := Row{"name": name}
	row.seen("consent_preticked", f.Preticked.Answer)
	switch f.Refusal.State {
	case form.RefusalEqual, form.RefusalWeaker, form.RefusalNone:
		row["refusal"] = string(f.Refusal.State)
	}
	if f.Partners.State == form.PartnersNotAsked {
		row["partners_listed"] = true // there is none to list
	} else {
		row.seen("partners_listed", f.Partners.Listed)
		row.seen("controller_named", f.ControllerListed.Answer)
	}
	row.seen("notice_present", f.Notice.Answer)
	if f.Purposes >= 0 {
		row["purposes_per_consent"] = int64(f.Purposes)
	}
	row.seen("consent_bundled", f.Bundled.Answer)
	if f.Silent.Answer == form.Yes {
		row["consent_bundled"] = true
	}
	row.seen("consent_required", f.Required.Answer)
	row.seen("partner_consent_required", f.PartnerRequired.Answer)
	row.seen("withdrawal_easy", f.Withdrawal.Answer)
	row.seen("age_asked", f.AgeAsked.Answer)
	row.seen("open_to_minors", f.OpenToMinors.Answer)
	row.seen("identity_document_required", f.Identity.Answer)
	return row
}

// Batch gives rows of a relation. Their names must be of the schema, which a fault
// of the program alone can break.
func Batch(schema *facts.Schema, relation string, rows []Row) (*facts.Batch, error) {
	rel := schema.Relation(relation)
	n := len(rows)
	b := &facts.Batch{N: n, Cols: make([]facts.Vec, len(rel.Fields)), Key: make([]uint64, n)}
	for i := range rel.Fields {
		b.Cols[i] = facts.UnknownVec(&rel.Fields[i], n)
	}
	for row, r := range rows {
		b.Key[row] = uint64(row + 1)
		for name, v := range r {
			i := rel.Index(name)
			if i < 0 {
				return nil, fmt.Errorf("relation %s has no field %s", relation, name)
			}
			if err := put(&b.Cols[i], &rel.Fields[i], row, v); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

func put(v *facts.Vec, f *facts.Field, row int, value any) error {
	switch value := value.(type) {
	case bool:
		v.Codes[row] = facts.FalseCode
		if value {
			v.Codes[row] = facts.TrueCode
		}
	case int64:
		v.Ints[row] = value
	case string:
		if f.Type == facts.Text {
			v.Texts[row] = []byte(value)
			v.Present[row/64] |= 1 << uint(row%64)
			return nil
		}
		code := f.Code(value)
		if code == 0 {
			return fmt.Errorf("field %s has no value %s", f.Name, value)
		}
		v.Codes[row] = code
	default:
		return fmt.Errorf("field %s: %T is no fact", f.Name, value)
	}
	return nil
}
