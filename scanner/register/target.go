package register

import "strings"

// Target is what a column can feed. It is written field[.kind][=value][@channel]:
//
//	sent_at                  a field of the relation
//	person.email             a key of one kind: email, phone, profile, id, digest, name, any
//	value=refused            a mark: a cell that says yes stands for the value
//	recorded_at;kind=erasure a field, and what a filled cell says of another one
//	value@sms                a field, for one channel only
//
// Fields that start with "." serve the binder and belong to no relation:
// .entry (yes: the row is one), .event and .state (whether a row of a log is a
// message sent or a call made), .line (text of a log), .measure (a figure of a
// statistic that counts nobody), .ignore.
type Target struct {
	Field, Kind, Value, Channel string
	// ImpliedField and ImpliedValue are what a filled cell says of another field
	// that nothing else feeds; empty when nothing.
	ImpliedField, ImpliedValue string
}

// parseTarget reads a Target as it is written in tables and specifications.
func parseTarget(s string) Target {
	var t Target
	s, implied, _ := strings.Cut(s, ";")
	t.ImpliedField, t.ImpliedValue, _ = strings.Cut(implied, "=")
	s, t.Channel, _ = strings.Cut(s, "@")
	s, t.Value, _ = strings.Cut(s, "=")
	if strings.HasPrefix(s, ".") {
		t.Field = s
		return t
	}
	t.Field, t.Kind, _ = strings.Cut(s, ".")
	return t
}

// String writes the target as parseTarget reads it.
func (t Target) String() string {
	s := t.Field
	if t.Kind != "" {
		s += "." + t.Kind
	}
	if t.Value != "" {
		s += "=" + t.Value
	}
	if t.Channel != "" {
		s += "@" + t.Channel
	}
	if t.ImpliedField != "" {
		s += ";" + t.ImpliedField + "=" + t.ImpliedValue
	}
	return s
}

// helper says whether the target serves the binder only.
func (t Target) helper() bool { return strings.HasPrefix(t.Field, ".") }

// feeds says whether a column with the target feeds a field of the relation.
func (t Target) feeds(field string) bool {
	switch {
	case t.Field == field || t.ImpliedField == field:
		return true
	case t.Channel != "" && field == "channel":
		return true
	case t.Field == ".line":
		return field == "content" || field == "level"
	case t.Field == ".count":
		return field == "count"
	case t.Field == "person" && (field == "form" || field == "identifier"):
		return true
	}
	return derivedFrom(field, t.Field)
}

// derivedFrom says which fields are worked out from which.
func derivedFrom(field, from string) bool {
	switch field {
	case "hours_to_authority":
		return from == "aware_at" || from == "authority_told_at"
	case "hours_to_customer":
		return from == "aware_at" || from == "customer_told_at"
	case "adequacy":
		return from == "country"
	}
	return false
}
