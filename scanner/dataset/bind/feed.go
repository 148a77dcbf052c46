// Package bind turns the records of a table into columns of facts: each cell is
// decoded once, by the meaning that package recognise found for its column, and
// the fields of the relation "contact" are put together from those columns.
package bind

import (
	"leadlint/rules/facts"
)

// read says how the cells of a column are decoded.
type read uint8

const (
	readNothing read = iota
	readCode         // a governance or other enumerated cell, remembered by its text
	readDate
	readInt
	readSet
	readText
	readEmail
	readPhone
	readFreeText
	readDirect // a code worked out from the form of each cell, not remembered
)

// feed says what a canonical column gives to the relation.
type feed struct {
	// field is the field of "contact" that the column gives a value for.
	field string
	read  read
	// rank orders the columns of one field: the lowest that knows a value wins.
	rank int
}

// feeds maps canonical columns to the fields that they feed. A column may feed
// several; one that is not here feeds none (it is listed in the mapping all the
// same).
func feeds(canonical string) []feed {
	switch canonical {
	case "email_work", "email", "email_personal", "email_other", "email_profile_visible":
		rank := map[string]int{"email_work": 0, "email": 1, "email_personal": 2, "email_profile_visible": 3, "email_other": 4}[canonical]
		return []feed{{"email", readEmail, rank}}
	case "phone_mobile", "phone", "phone_work", "phone_home", "phone_other":
		rank := map[string]int{"phone_mobile": 0, "phone": 1, "phone_work": 2, "phone_home": 3, "phone_other": 4}[canonical]
		return []feed{{"phone", readPhone, rank}}
	case "person_name", "given_name", "family_name":
		rank := map[string]int{"person_name": 0, "given_name": 1, "family_name": 2}[canonical]
		return []feed{{"name", readText, rank}}
	case "address":
		return []feed{{"address", readText, 0}}
	case "linkedin_url", "social_url":
		return []feed{{"profile_url", readText, 0}}
	case "source_url":
		return []feed{{"source_url", readText, 0}, {"source_type", readCode, 3}}
	case "source", "source_detail", "email_source", "source_dataset", "source_domain", "search_query":
		rank := map[string]int{"source": 0, "source_detail": 1, "email_source": 2, "source_domain": 3, "source_dataset": 4, "search_query": 5}[canonical]
		return []feed{{"source", readText, rank}, {"source_quality", readCode, rank}, {"source_type", readCode, rank + 1}}
	case "source_count":
		return []feed{{"source_quality", readCode, 9}}
	case "source_type":
		return []feed{{"source_type", readCode, 0}}
	case "job_title":
		return []feed{{"job_function", readCode, 1}, {"minor_marker", readCode, 0}}
	case "job_function", "department":
		return []feed{{"job_function", readCode, 0}}
	case "education", "headline":
		return []feed{{"minor_marker", readCode, 1}}
	case "free_text", "summary":
		return []feed{{"free_text_risk", readFreeText, 0}}
	case "special_risk", "criminal_data":
		return []feed{{"special_category", readCode, 0}}
	case "national_id":
		return []feed{{"national_id", readDirect, 0}}
	case "credentials":
		return []feed{{"credential", readDirect, 0}}
	case "birth_date":
		return []feed{{"age", readInt, 0}}
	case "age":
		return []feed{{"age", readInt, 1}}
	case "orders":
		return []feed{{"orders", readInt, 0}}
	case "consent_source", "lawful_basis_source":
		return []feed{{"consent_source", readText, 0}}
	case "consent_text":
		return []feed{{"consent_text", readText, 0}}
	case "partners_url":
		return []feed{{"consent_partners_url", readText, 0}}
	}
	if f := dateFeeds(canonical); f != nil {
		return f
	}
	return enumFeeds(canonical)
}

// dateFeeds gives the fields that a date column feeds. The order of ranks is
// that of the law's question: when were the data collected?
func dateFeeds(canonical string) []feed {
	to := func(field string, rank int) []feed { return []feed{{field, readDate, rank}} }
	switch canonical {
	case "collected_at":
		return to("collected_at", 0)
	case "enriched_at":
		return to("collected_at", 2)
	case "source_at", "first_seen_at":
		return to("collected_at", 1)
	case "created_at":
		return to("collected_at", 3)
	case "updated_at":
		return to("updated_at", 0)
	case "profile_updated_at":
		return to("updated_at", 1)
	case "last_verified_at":
		return to("updated_at", 2)
	case "last_inbound_at":
		return to("last_subject_contact_at", 0)
	case "last_open_at":
		return to("last_open_at", 0)
	case "last_activity_at":
		return to("last_activity_at", 0)
	case "last_outbound_at":
		return to("last_message_at", 0)
	case "first_message_at":
		return to("first_message_at", 0)
	case "expires_at":
		return to("expires_at", 0)
	case "notice_at":
		return to("notified_at", 0)
	case "job_changed_at":
		return to("job_changed_at", 0)
	case "opt_out_at":
		return to("opt_out_at", 0)
	case "consent_at":
		return to("consent_at", 0)
	case "consent_confirmed_at":
		return to("consent_confirmed_at", 0)
	case "visibility_checked_at":
		return to("visibility_checked_at", 0)
	}
	return nil
}

// enumFeeds gives the fields that an enumerated column feeds.
func enumFeeds(canonical string) []feed {
	code := func(fields ...string) []feed {
		out := make([]feed, len(fields))
		for i, f := range fields {
			out[i] = feed{f, readCode, 0}
		}
		return out
	}
	switch canonical {
	case "country", "country_code":
		return code("country")
	case "location":
		return []feed{{"country", readCode, 1}}
	case "language":
		return []feed{{"languages", readSet, 0}}
	case "notice_language":
		return []feed{{"notice_languages", readSet, 0}}
	case "channel":
		return []feed{{"channel", readSet, 0}}
	case "visibility", "export_allowed", "uploader_is_person", "match_basis", "partner_named", "email_status",
		"phone_listed", "recipient", "compatibility_assessed", "consent_evidence", "soft_opt_in",
		"marketing_active", "archived", "optout_offered", "restricted",
		"consent_email", "consent_phone", "consent_sms", "erasure_requested":
		return code(canonical)
	case "email_derivation":
		return code("derivation")
	case "phone_type":
		return code("phone_kind")
	case "role":
		return code("role")
	case "stage":
		return []feed{{"role", readCode, 1}}
	case "lawful_basis":
		return code("legal_basis")
	case "consent":
		// One consent for all channels: a column of a channel's own comes first.
		return []feed{{"consent_email", readCode, 1}, {"consent_phone", readCode, 1}, {"consent_sms", readCode, 1}}
	case "marketing_status":
		return []feed{{"consent_email", readCode, 2}}
	case "privacy_hold":
		return code("restricted")
	case "opt_out_all", "opt_out_processing":
		return code("opt_out_email", "opt_out_phone", "opt_out_sms")
	case "opt_out_email", "permission_email", "opt_out_bulk", "permission_bulk":
		// Campaigns are bulk mail: who refuses that refuses prospecting by e-mail.
		return code("opt_out_email")
	case "opt_out_phone", "permission_phone":
		return code("opt_out_phone")
	case "opt_out_sms":
		return code("opt_out_sms")
	}
	return nil
}

// Feeds lists the fields of the relation "contact" that a canonical column
// gives values for, directly or by derivation; nil when it gives none.
func Feeds(canonical string) []string {
	var out []string
	for _, f := range feeds(canonical) {
		out = append(out, f.field)
	}
	switch canonical {
	case "email_work", "email", "email_personal", "email_other", "email_profile_visible":
		out = append(out, "email_kind", "email_employer", "home_contact", "country", "recipient")
	case "phone_mobile", "phone", "phone_work", "phone_other":
		out = append(out, "country")
	case "phone_home":
		out = append(out, "country", "home_contact", "phone_kind")
	case "country", "country_code", "location":
		out = append(out, "languages")
	case "linkedin_url":
		out = append(out, "country")
	case "employer_domain", "employer_website", "employer", "previous_employer":
		out = append(out, "email_employer", "recipient")
	case "job_title":
		out = append(out, "recipient")
	case "expires_at", "collected_at", "updated_at", "profile_updated_at", "last_inbound_at", "enriched_at", "last_verified_at":
		out = append(out, "expiry_anchor")
	}
	return out
}

// Declared is a fact that the owner states for every row that says nothing itself.
type Declared struct {
	// Field is a field of the relation "contact".
	Field string
	// Code, Day and Set hold the value by the field's type; a Text is declared
	// present by Shown.
	Code uint8
	Day  int32
	Set  uint64
	// Empty says that the owner states that there is none: the rows count as
	// having the column, empty.
	Empty bool
	// Shown is the value in words, Where its place (file:line).
	Shown, Where string
}

// groupCountries is the stride of a reporting group: source type × country.
const groupCountries = 256

// Groups is the number of reporting groups that batches of contacts use.
func Groups(schema *facts.Schema) int {
	f := schema.Relation("contact").Field("source_type")
	return (len(f.Values) + 1) * groupCountries
}

// GroupNames gives the source type and country (ISO code) of a reporting
// group, "unknown" where unknown.
func GroupNames(schema *facts.Schema, group int) (sourceType, country string) {
	name := func(field string, code int) string {
		if code == 0 {
			return "unknown"
		}
		return schema.Relation("contact").Field(field).Values[code-1]
	}
	return name("source_type", group/groupCountries), name("country", group%groupCountries)
}
