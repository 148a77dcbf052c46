package auditfile

import (
	"slices"
	"sync"

	"leadlint/rules"
	"leadlint/rules/facts"
)

// The enumerations take their values from the schema of facts, so that a word
// means the same in the audit file, in rules and in reports.
type (
	// Audience is whom the controller addresses.
	Audience string
	// Channel is a prospecting channel.
	Channel string
	// Function is a professional function.
	Function string
	// LegalBasis is a basis of Art. 6(1) GDPR, or "none".
	LegalBasis string
	// Assessment is the state of a legitimate interest assessment.
	Assessment string
	// Delivery is how persons are informed.
	Delivery string
	// Language is an ISO 639-1 code.
	Language string
	// Country is an ISO 3166-1 alpha-2 code.
	Country string
	// StartsFrom is the event that a retention period counts from.
	StartsFrom string
	// Role is a recipient's role.
	Role string
	// Tool is a transfer tool of Art. 46 or 49 GDPR, or "none".
	Tool string
	// Criterion is a criterion of the guidelines WP248 on impact assessments.
	Criterion string
	// FailOn is a severity or "none".
	FailOn string
	// Sector is the sector of an offer.
	Sector string
	// SourceScope says whether sources are taken in whole.
	SourceScope string
	// FaceImages says what images of faces are stored for.
	FaceImages string
	// ContactEvent is an event that restarts a retention period.
	ContactEvent string
	// Scope is the extent of unsubscribing.
	Scope string
	// Effort is what unsubscribing takes.
	Effort string
	// Contract is the state of a contract.
	Contract string
	// Clause is a clause of Art. 28(3) GDPR.
	Clause string
	// Duty is a duty of a recipient that is a controller.
	Duty string
)

// enumSchema holds the relations, of which one copy is enough to look up values.
var enumSchema = sync.OnceValue(facts.NewSchema)

func valuesOf(relation, field string) []string {
	return slices.Clone(enumSchema().Relation(relation).Field(field).Values)
}

// Values lists the values accepted.
func (Audience) Values() []string { return valuesOf("case", "audience") }

// Values lists the values accepted.
func (Channel) Values() []string { return valuesOf("case", "channels") }

// Values lists the values accepted.
func (Function) Values() []string { return valuesOf("case", "offer_functions") }

// Values lists the values accepted.
func (LegalBasis) Values() []string { return valuesOf("case", "legal_basis") }

// Values lists the values accepted.
func (Assessment) Values() []string { return valuesOf("case", "interest_assessment") }

// Values lists the values accepted.
func (Delivery) Values() []string { return valuesOf("case", "notice_delivery") }

// Values lists the values accepted.
func (Language) Values() []string { return facts.Languages() }

// Values lists the values accepted.
func (Country) Values() []string { return facts.Countries() }

// Values lists the values accepted.
func (StartsFrom) Values() []string { return valuesOf("case", "retention_starts_from") }

// Values lists the values accepted.
func (Role) Values() []string { return valuesOf("recipient", "role") }

// Values lists the values accepted.
func (Tool) Values() []string { return valuesOf("recipient", "transfer_tool") }

// Values lists the criteria of WP248 rev.01 that leadlint counts.
func (Criterion) Values() []string {
	return []string{"evaluation", "automated_decision", "systematic_monitoring", "sensitive", "large_scale",
		"combined_sources", "vulnerable", "new_technology", "prevents_right"}
}

// Values lists the severities, and "none".
func (FailOn) Values() []string {
	out := []string{"none"}
	for _, s := range rules.Severities() {
		out = append(out, string(s))
	}
	return out
}

// Values lists the values accepted.
func (Sector) Values() []string { return valuesOf("case", "sector") }

// Values lists the values accepted.
func (SourceScope) Values() []string { return valuesOf("case", "source_scope") }

// Values lists the values accepted.
func (FaceImages) Values() []string { return valuesOf("case", "face_images") }

// Values lists the values accepted.
func (ContactEvent) Values() []string { return valuesOf("case", "contact_events") }

// Values lists the values accepted.
func (Scope) Values() []string { return valuesOf("case", "unsubscribe_scope") }

// Values lists the values accepted.
func (Effort) Values() []string { return valuesOf("case", "unsubscribe_effort") }

// Values lists the values accepted.
func (Contract) Values() []string { return valuesOf("recipient", "contract") }

// Values lists the values accepted.
func (Clause) Values() []string { return valuesOf("recipient", "clauses") }

// Values lists the values accepted.
func (Duty) Values() []string { return valuesOf("recipient", "duties") }
