// Package register understands the tables that a controller keeps beside its
// contacts — preferences, mailing lists, logs of messages and calls, objections,
// requests, incidents and the like — and turns their records into columns of
// facts of one relation.
package register

import (
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/dataset/values"
	"leadlint/scanner/finding"
)

// Spec is what the user says of one register.
type Spec struct {
	// Relation is the relation whose rows the table holds.
	Relation string
	// Columns says, by header, which field a column feeds: a field of the
	// relation, "person.email", "person.phone", "person.profile", "person.id" or
	// "person.digest" for one kind of key, a field of one channel ("value@sms"),
	// or "ignore".
	Columns map[string]string
	// Values says, by field and cell, which value a cell stands for.
	Values map[string]map[string]string
	// Dates says by field how dates are written: "DD/MM/YYYY", "MM/DD/YYYY",
	// "YYYY-MM-DD", "serial" (Excel), "unix" or "unix ms".
	Dates map[string]string
	// Facts are values of fields for rows that say nothing themselves: a string,
	// bool, whole number or list of strings each.
	Facts map[string]any
	// IDs names the system whose identifiers the register's id columns hold;
	// identifiers are equal only within one system. Empty: the register's own.
	IDs string
	// Where is the place of the specification (file:line), for messages.
	Where string
}

// Mapping is how a register's table was understood.
type Mapping struct {
	// Relation is the relation that the rows belong to.
	Relation string
	// Preset names the product whose export the headers look like, and
	// PresetEvidence says why; empty when none.
	Preset, PresetEvidence string
	// Columns has one entry for each column of the table, in order.
	Columns []Column
	// Unread are the headers of the columns that were not understood.
	Unread []string
	// Facts are the facts stated for rows that say nothing themselves, in the
	// order of the relation's fields.
	Facts []Fact
	// IDs is the name of the system whose identifiers the id columns hold.
	IDs string
	// Issues tell what keeps the register from being used in full. Input and
	// Table are left for the caller to fill. No raw value is in them.
	Issues []finding.Issue
	// sending says that a log of events has rows for the sending itself, which
	// those for the delivery repeat.
	sending bool
}

// Column is how one column of a register was understood.
type Column struct {
	Header string
	// Field is a field of the relation; empty when the column was not understood,
	// is ignored or serves the binder only (see Use).
	Field string
	// Use tells apart what feeds the same field in different ways; see Target.
	Use Target
	// Confidence is between 0 and 1.
	Confidence float64
	State      recognise.State
	// By is "mapping", "preset", "header" or "values".
	By string
	// Trace lists the evidence in order. It holds no value of a cell.
	Trace []string
	// Dates is how a column of dates is read.
	Dates values.DateFormat
	// Meanings are the user's own values, by folded cell; nil when none.
	Meanings map[string]string
	// Distinct are the distinct cells sampled of an enumerated column, most
	// frequent first, at most 200. Raw is as it stands in the input.
	Distinct []recognise.Distinct
	// Digests are the kinds of fingerprint met in a column of keys: "md5",
	// "sha1", "sha256".
	Digests []string
	// unused says that no sampled record has a filled cell here.
	unused bool
}

// used says whether the column feeds anything.
func (c *Column) used() bool {
	return c.State == recognise.Used || c.State == recognise.Flagged
}

// Digests lists the kinds of fingerprint that the register's keys hold ("md5",
// "sha1", "sha256"), so that those of addresses can be computed beside them.
func (m *Mapping) Digests() []string {
	var out []string
	for _, kind := range []string{"sha256", "sha1", "md5"} {
		for i := range m.Columns {
			if contains(m.Columns[i].Digests, kind) {
				out = append(out, kind)
				break
			}
		}
	}
	return out
}

// Header gives the headers of the columns that feed a field, in table order. All
// columns of a log without one of text feed what is found in its lines.
func (m *Mapping) Header(field string) []string {
	var out []string
	for i := range m.Columns {
		if c := &m.Columns[i]; c.used() && c.Use.feeds(field) {
			out = append(out, c.Header)
		}
	}
	if out == nil && m.Relation == "log" && field == "content" {
		for i := range m.Columns {
			out = append(out, m.Columns[i].Header)
		}
	}
	return out
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
