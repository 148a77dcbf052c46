package auditfile

// Key is a key of the audit file that declares a fact of the case.
type Key struct {
	// Section and Name are where it stands: "processing", "sold_on".
	Section, Name string
	// Field is the field of the relation "case" that it fills.
	Field string
}

// Keys lists the keys that declare facts of the case, in the order in which
// they are documented.
func Keys() []Key {
	var out []Key
	add := func(section string, names ...string) {
		for _, n := range names {
			out = append(out, Key{section, n, n})
		}
	}
	as := func(section string, pairs ...[2]string) {
		for _, p := range pairs {
			out = append(out, Key{section, p[0], p[1]})
		}
	}
	add("controller", "established_in_eu", "offers_in_eu", "monitors_in_eu", "representative")
	add("processing", "audience", "channels", "sector", "offer_functions", "indirect_collection", "source_scope",
		"sources_known", "stores", "face_images", "sold_on", "legal_basis", "interest_assessment", "compatibility_assessed",
		"unticked_control_since", "minors_filtered", "dpo_designated", "third_country_transfers", "automated_decisions", "public_sources",
		"special_category_ground", "objection_grace", "record_of_processing",
		"disclosure_log", "suppression_list", "restriction_means", "rectification_means")
	as("notice", [2]string{"delivery", "notice_delivery"}, [2]string{"languages", "notice_languages"})
	add("notice", "effort_exemption_claimed", "effort_balance_written", "public_notice")
	as("retention", [2]string{"period", "retention_period"}, [2]string{"starts_from", "retention_starts_from"})
	add("retention", "contact_events", "deletion_job")
	as("retention", [2]string{"last_purge", "last_purge_at"})
	as("unsubscribe", [2]string{"scope", "unsubscribe_scope"}, [2]string{"effort", "unsubscribe_effort"},
		[2]string{"effective", "unsubscribe_effective"}, [2]string{"misleading", "unsubscribe_misleading"})
	as("migration", [2]string{"at", "migration_at"}, [2]string{"reconciled", "migration_reconciled"}, [2]string{"corrected", "migration_corrected"})
	as("passwords", [2]string{"length", "password_length"}, [2]string{"kinds", "password_kinds"},
		[2]string{"attempts_limited", "password_attempts_limited"})
	as("dpia", [2]string{"done", "dpia"}, [2]string{"criteria", "dpia_criteria"})
	return out
}
