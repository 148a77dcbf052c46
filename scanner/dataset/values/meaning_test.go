package values

import (
	"slices"
	"strings"
	"testing"

	"leadlint/rules/facts"
)

func TestMeaning(t *testing.T) {
	const no = "(not understood)"
	tests := []struct{ field, cell, want string }{
		// polarity by the header
		{"opt_out_email", "true", "true"}, {"opt_out_email", "1", "true"}, {"opt_out_email", "Yes", "true"}, {"opt_out_email", "oui", "true"},
		{"opt_out_email", "Ja", "true"}, {"opt_out_email", "sí", "true"}, {"opt_out_email", "x", "true"}, {"opt_out_email", "✓", "true"}, {"opt_out_phone", "DNC", "true"},
		{"opt_out_email", "false", "false"}, {"opt_out_email", "0", "false"}, {"opt_out_email", "No", "false"}, {"opt_out_email", "nein", "false"}, {"opt_out_email", "none", "false"},
		{"consent", "true", "given"}, {"consent", "1", "given"}, {"consent_email", "Tak", "given"}, {"consent", "wahr", "given"},
		{"consent", "false", "not_given"}, {"consent", "0", "not_given"}, {"consent", "N", "not_given"}, {"consent", "none", "not_given"},
		// a cell that speaks for itself
		{"opt_out_email", "Allow", "false"}, {"opt_out_email", "Do Not Allow", "true"}, {"opt_out_bulk", "Subscribed", "false"}, {"opt_out_bulk", "Unsubscribed", "true"},
		{"opt_out_sms", "STOP", "true"}, {"opt_out_email", "OptIn", "false"}, {"opt_out_email", "OptOut", "true"},
		{"permission_email", "Allow", "false"}, {"permission_bulk", "Do Not Allow", "true"}, {"permission_phone", "Zulassen", "false"}, {"permission_phone", "Nicht zulassen", "true"},
		{"permission_email", "yes", no}, {"permission_email", "0", no},
		{"opt_out_email", "OK", no},
		{"consent", "Unsubscribed", "withdrawn"}, {"consent", "refusé", "refused"}, {"consent", "Widerrufen", "withdrawn"}, {"consent", "pending", "pending"},
		{"consent", "OptIn", "given"}, {"consent", "DoubleOptIn", "given"}, {"consent", "OptOut", "withdrawn"}, {"consent", "NotSeen", "not_given"}, {"consent", "Seen", "not_given"},
		{"consent", "maybe", no},
		{"marketing_status", "Subscribed", "given"}, {"marketing_status", "Non-subscribed", "not_given"}, {"marketing_status", "Cleaned", "unknown"}, {"marketing_status", "Pending", "pending"},
		// empty is unknown everywhere
		{"consent", "", "unknown"}, {"consent", "N/A", "unknown"}, {"consent", "-", "unknown"}, {"consent", "?", "unknown"}, {"consent", "null", "unknown"},
		{"opt_out_email", "", "unknown"}, {"visibility", "", "unknown"}, {"lawful_basis", "unknown", "unknown"}, {"permission_email", "", "unknown"},
		// basis
		{"lawful_basis", "consent", "consent"}, {"lawful_basis", "protection_of_interest", "vital_interests"}, {"lawful_basis", "public_interest", "public_task"},
		{"lawful_basis", "legal_obligation", "legal_obligation"}, {"lawful_basis", "withdrawn", "none"},
		{"lawful_basis", "Legitimate interest – prospect/lead", "legitimate_interest"}, {"lawful_basis", "Legitimate interest - existing customer", "legitimate_interest"},
		{"lawful_basis", "Performance of a contract", "contract"}, {"lawful_basis", "Freely given consent from contact", "consent"}, {"lawful_basis", "Not applicable", "not_in_article_6"},
		{"lawful_basis", "Intérêt légitime", "legitimate_interest"}, {"lawful_basis", "Art. 6 Abs. 1 lit. f DSGVO", "legitimate_interest"}, {"lawful_basis", "aucune", "none"}, {"lawful_basis", "Public data", "not_in_article_6"},
		// visibility
		{"visibility", "1st", "first_degree"}, {"visibility", "1st-degree connections", "first_degree"}, {"visibility", "Relations de 1er niveau", "first_degree"},
		{"visibility", "1st and 2nd-degree connections", "first_and_second"}, {"visibility", "relations de 1er et 2e niveaux", "first_and_second"}, {"visibility", "Kontakte 1. und 2. Grades", "first_and_second"},
		{"visibility", "Tout le monde sur LinkedIn", "everyone_platform"}, {"visibility", "Everyone on LinkedIn", "everyone_platform"}, {"visibility", "Todos", "everyone_platform"}, {"visibility", "All", "everyone_platform"},
		{"visibility", "Only me", "only_me"}, {"visibility", "Moi uniquement", "only_me"}, {"visibility", "Nur ich", "only_me"}, {"visibility", "Solo yo", "only_me"},
		{"visibility", "public", "public_web"}, {"visibility", "1", no}, {"visibility", "3rd", no},
		// e-mail status
		{"email_status", "Verified", "verified"}, {"email_status", "Extrapolated", "guessed"}, {"email_status", "guessed", "guessed"}, {"email_status", "pattern", "guessed"},
		{"email_status", "Hard bounce", "bounced"}, {"email_status", "accept_all", "catch_all"}, {"email_status", "catch-all@pro", "catch_all"}, {"email_status", "nominative@pro", "verified"},
		{"email_status", "Cleaned", "bounced"}, {"email_status", "risky", "unverified"}, {"email_status", "undeliverable", "invalid"}, {"email_status", "Unavailable", "unknown"},
		{"email_status", "true", no}, {"email_status", "spam complaint", "complained"},
		// others
		{"stage", "Customer", "customer"}, {"stage", "Client", "customer"}, {"stage", "Lead", "prospect"}, {"stage", "Opportunity", "prospect"}, {"stage", "Ancien client", "former_customer"}, {"stage", "Proposal/Quote", no},
		{"source_type", "Data broker", "broker"}, {"source_type", "social_platform", "social_platform"}, {"source_type", "third_party", "other"},
		{"consent_evidence", "facture", "invoice"}, {"consent_evidence", "Double opt-in", "double_opt_in"}, {"consent_evidence", "none", "none"},
		{"match_basis", "name + company", "name_and_employer"}, {"email_derivation", "pattern", "pattern"},
		{"phone_listed", "liste rouge", "false"}, {"marketing_active", "Marketing contact", "true"}, {"marketing_active", "Non-marketing contact", "false"},
		{"erasure_requested", "ja", "true"}, {"restricted", "no", "false"}, {"recipient", "B2C", "consumer"},
		{"channel", "email", "email"}, {"channel", "E-mail; SMS", "email,sms"}, {"channel", "email, pigeon", no}, {"phone_type", "Direct Dial", "work"},
		{"first_name", "yes", no},
	}
	for _, tt := range tests {
		t.Run(tt.field+"/"+tt.cell, func(t *testing.T) {
			got, understood := Meaning(tt.field, []byte(tt.cell))
			if !understood {
				got = no
			}
			if got != tt.want {
				t.Errorf("Meaning(%q, %q) = %q, want %q", tt.field, tt.cell, got, tt.want)
			}
		})
	}
}

// Every meaning in the table is a value of the field it feeds.
func TestMeaningsAreValues(t *testing.T) {
	feeds := map[string]string{
		"bool": "", "deny": "", "active": "", "listed": "", "flag": "", "consent": "consent_email", "basis": "legal_basis", "visibility": "visibility",
		"email_status": "email_status", "derivation": "derivation", "match_basis": "match_basis", "evidence": "consent_evidence", "role": "role",
		"recipient": "recipient", "phone_kind": "phone_kind", "email_kind": "email_kind", "source_type": "source_type",
	}
	seen := map[string]string{}
	for _, row := range rows("meanings.tsv", 3) {
		class, meaning := row[0], row[1]
		for _, term := range terms(row[2]) {
			key := class + "/" + Fold(term)
			if had, ok := seen[key]; ok && had != meaning {
				t.Errorf("meanings.tsv: %q means both %q and %q", key, had, meaning)
			}
			seen[key] = meaning
			if Fold(term) == "" {
				t.Errorf("meanings.tsv: %q of %s folds to nothing", term, class)
			}
		}
		field, ok := feeds[class]
		switch {
		case class == "channel" || meaning == "unknown":
		case !ok:
			t.Errorf("meanings.tsv: class %q feeds no field", class)
		case field == "":
			if meaning != "true" && meaning != "false" {
				t.Errorf("meanings.tsv: %s means %q, want true or false", class, meaning)
			}
		case !slices.Contains(contact(t, field).Values, meaning):
			t.Errorf("meanings.tsv: %s means %q, which is no value of %s", class, meaning, field)
		}
	}
	for _, row := range rows("fields.tsv", 2) {
		for _, class := range terms(row[1]) {
			name, _, _ := strings.Cut(class, ">")
			if vocabulary().words[name] == nil {
				t.Errorf("fields.tsv: %s names class %q, which has no words", row[0], name)
			}
		}
	}
	if f := facts.NewSchema().Relation("case").Field("channels"); f.Code("email") == 0 {
		t.Errorf("channels have no email")
	}
}

func FuzzMeaning(f *testing.F) {
	f.Add("consent", []byte("OptIn"))
	f.Add("channel", []byte("a,b;;"))
	f.Fuzz(func(t *testing.T, field string, cell []byte) {
		if m, ok := Meaning(field, cell); ok && m == "" {
			t.Errorf("Meaning(%q, %q) is understood and means nothing", field, cell)
		}
	})
}

func BenchmarkMeaning(b *testing.B) {
	c := []byte("Do Not Allow")
	b.ReportAllocs()
	for b.Loop() {
		Meaning("opt_out_bulk", c)
	}
}
