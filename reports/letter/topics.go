package letter

import (
	"slices"

	"leadlint/scanner/finding"
)

// topic is something that is asked of the supplier of a file.
type topic struct {
	// name is the key of its texts.
	name string
	// columns are the canonical columns that would show it.
	columns []string
	// fields are those of contact by which a finding is of this topic.
	fields []string
	// shown says that a column that is filled does not answer it, so that it is asked
	// wherever a finding is of it; otherwise findings of rules that also read these
	// fields do not matter where the column is whole.
	shown bool
	// quiet topics are asked only where there is a finding of them.
	quiet bool
}

// topics are those on the data, in the order of the letter.
func topics() []topic {
	return []topic{
		{name: "source", columns: []string{"source", "source_detail", "source_dataset", "source_domain", "source_url", "email_source"}, fields: []string{"source", "source_quality", "source_url"}, shown: true},
		{name: "collected", columns: []string{"collected_at", "source_at", "first_seen_at"}, fields: []string{"collected_at"}},
		{name: "visibility", columns: []string{"visibility"}, fields: []string{"visibility", "visibility_checked_at", "export_allowed"}, shown: true},
		{name: "basis", columns: []string{"lawful_basis"}, fields: []string{"legal_basis", "compatibility_assessed"}, shown: true},
		{name: "consent", columns: []string{"consent", "consent_email", "consent_phone", "consent_sms", "consent_at", "consent_source", "consent_text", "consent_evidence"}, fields: []string{"consent_email", "consent_phone", "consent_sms", "consent_at", "consent_evidence", "consent_source", "consent_text", "partner_named", "consent_partners_url", "soft_opt_in"}, shown: true},
		{name: "notice", columns: []string{"notice_at"}, fields: []string{"notified_at", "notice_languages"}, shown: true},
		{name: "objection", columns: []string{"opt_out_all", "opt_out_email", "opt_out_phone", "opt_out_sms", "marketing_status", "permission_email", "permission_phone"}, fields: []string{"opt_out_email", "opt_out_phone", "opt_out_sms", "opt_out_at", "optout_offered", "phone_listed", "erasure_requested"}, shown: true},
		{name: "retention", columns: []string{"last_inbound_at"}, fields: []string{"last_subject_contact_at"}, shown: true},
		{name: "accuracy", columns: []string{"email_derivation", "match_basis", "last_verified_at"}, fields: []string{"derivation", "match_basis", "email_status", "email_employer", "job_changed_at", "updated_at"}, shown: true},
		{name: "sensitive", fields: []string{"special_category", "free_text_risk", "age", "minor_marker", "home_contact", "national_id", "credential"}, shown: true, quiet: true},
	}
}

// precedence is the order in which a finding looks for its topic: rules on storage read
// many dates, rules on objections states of consent.
func precedence() []string {
	return []string{"visibility", "notice", "retention", "source", "accuracy", "objection", "basis", "consent", "sensitive", "collected"}
}

// topicOf gives the topic that a finding is of; empty for none. What concerns the
// controller's own use of the records is none of a supplier's business.
func topicOf(f *finding.Finding) string {
	if f.Kind == "gate" || f.Kind == "guidance" || slices.Contains(f.Subject.Fields, "marketing_active") {
		return ""
	}
	all := topics()
	for _, name := range precedence() {
		t := &all[slices.IndexFunc(all, func(t topic) bool { return t.name == name })]
		if slices.ContainsFunc(f.Subject.Fields, func(field string) bool { return slices.Contains(t.fields, field) }) {
			return name
		}
	}
	return ""
}

// Fields lists the fields of contact by which findings are of a topic.
func Fields() []string {
	var out []string
	for _, t := range topics() {
		out = append(out, t.fields...)
	}
	return out
}
