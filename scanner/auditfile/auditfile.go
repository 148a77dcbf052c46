// Package auditfile reads leadlint.yaml: who is audited, what is declared of
// the processing, and which datasets, rules and thresholds the audit takes.
package auditfile

import (
	"leadlint/rules"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// Name is the audit file's usual name.
const Name = "leadlint.yaml"

// File is an audit file. Every field but Version is optional; what is not
// given is unknown, never false.
type File struct {
	// Version is 1.
	Version int `yaml:"version,required"`
	// Now is the day of the audit; the command line wins.
	Now        strict.Date `yaml:"now"`
	Controller Controller  `yaml:"controller"`
	Case       CaseInfo    `yaml:"case"`
	Processing Processing  `yaml:"processing"`
	Notice     Notice      `yaml:"notice"`
	Retention  Retention   `yaml:"retention"`
	DPIA       DPIA        `yaml:"dpia"`
	Activities []Activity  `yaml:"activities"`
	Recipients []Recipient `yaml:"recipients"`
	Datasets   []Dataset   `yaml:"datasets"`
	// Rules are folders of further rule packs, relative to the audit file.
	Rules []string `yaml:"rules"`
	// FailOn is the least severity that makes the exit code 1, or "none".
	FailOn FailOn `yaml:"fail_on"`

	Pos strict.Pos `yaml:"-"`
}

// Controller is who is audited.
type Controller struct {
	Name            string  `yaml:"name"`
	Country         Country `yaml:"country"`
	EstablishedInEU *bool   `yaml:"established_in_eu"`
	OffersInEU      *bool   `yaml:"offers_in_eu"`
	MonitorsInEU    *bool   `yaml:"monitors_in_eu"`
	Representative  *bool   `yaml:"representative"`
	// Turnover is the undertaking's worldwide annual turnover in euros.
	Turnover *int64     `yaml:"turnover"`
	Pos      strict.Pos `yaml:"-"`
}

// CaseInfo describes the case for the report's head.
type CaseInfo struct {
	Title     string `yaml:"title"`
	Reference string `yaml:"reference"`
	Scope     string `yaml:"scope"`
}

// Processing is what the controller declares of the processing as a whole.
type Processing struct {
	Audience              Audience   `yaml:"audience"`
	Channels              []Channel  `yaml:"channels"`
	OfferFunctions        []Function `yaml:"offer_functions"`
	IndirectCollection    *bool      `yaml:"indirect_collection"`
	SoldOn                *bool      `yaml:"sold_on"`
	LegalBasis            LegalBasis `yaml:"legal_basis"`
	InterestAssessment    Assessment `yaml:"interest_assessment"`
	CompatibilityAssessed *bool      `yaml:"compatibility_assessed"`
	// UntickedControlSince is the day a consent control without a default went live.
	UntickedControlSince strict.Date `yaml:"unticked_control_since"`
	MinorsFiltered       *bool       `yaml:"minors_filtered"`
	// SpecialCategoryGround says whether an exception of Art. 9(2) or an
	// authorisation under Art. 10 is documented.
	SpecialCategoryGround *bool      `yaml:"special_category_ground"`
	Pos                   strict.Pos `yaml:"-"`
}

// Notice is how persons are informed.
type Notice struct {
	Delivery  Delivery   `yaml:"delivery"`
	Languages []Language `yaml:"languages"`
	// SentAt is the day all persons were informed, or "never".
	SentAt                 DateOrNever `yaml:"sent_at"`
	EffortExemptionClaimed *bool       `yaml:"effort_exemption_claimed"`
	EffortBalanceWritten   *bool       `yaml:"effort_balance_written"`
	PublicNotice           *bool       `yaml:"public_notice"`
	Pos                    strict.Pos  `yaml:"-"`
}

// Retention is the declared retention of prospects.
type Retention struct {
	Period     Period     `yaml:"period"`
	StartsFrom StartsFrom `yaml:"starts_from"`
	Pos        strict.Pos `yaml:"-"`
}

// DPIA is the state of the impact assessment.
type DPIA struct {
	Done *bool `yaml:"done"`
	// Criteria lists the criteria of WP248 that the processing meets; nil is
	// not declared.
	Criteria []Criterion `yaml:"criteria"`
	Pos      strict.Pos  `yaml:"-"`
}

// Activity is a processing activity.
type Activity struct {
	Purpose            string            `yaml:"purpose,required"`
	LegalBasis         LegalBasis        `yaml:"legal_basis"`
	InterestAssessment Assessment        `yaml:"interest_assessment"`
	Retention          ActivityRetention `yaml:"retention"`
	// Fields are the canonical columns that the activity uses; nil is not declared.
	Fields []string   `yaml:"fields"`
	Pos    strict.Pos `yaml:"-"`
}

// Recipient is a recipient of the data.
type Recipient struct {
	Name         string     `yaml:"name,required"`
	Role         Role       `yaml:"role"`
	Country      Country    `yaml:"country"`
	TransferTool Tool       `yaml:"transfer_tool"`
	Pos          strict.Pos `yaml:"-"`
}

// Dataset is an input of the audit.
type Dataset struct {
	// Path is relative to the audit file.
	Path string `yaml:"path,required"`
	// Mapping is the mapping file, relative to the audit file; empty for none.
	Mapping string     `yaml:"mapping"`
	Pos     strict.Pos `yaml:"-"`
}

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
)

func valuesOf(relation, field string) []string {
	return facts.NewSchema().Relation(relation).Field(field).Values
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

// Period is an ISO 8601 calendar period such as P3Y; Known is false when it is
// not given.
type Period struct {
	expr.Period
	Known bool
}

// UnmarshalStrict reads a period.
func (p *Period) UnmarshalStrict(v strict.Value) error {
	text, ok := v.Text()
	if !ok {
		return strict.Errorf(v.Pos(), "expected a period such as P3Y, found %s", v.Describe())
	}
	period, err := expr.ParsePeriod(text)
	if err != nil {
		return strict.Errorf(v.Pos(), "%v", err)
	}
	*p = Period{period, true}
	return nil
}

// DateOrNever is a day, or the statement that it never was.
type DateOrNever struct {
	Date  strict.Date
	Never bool
}

// UnmarshalStrict reads a date or the word never.
func (d *DateOrNever) UnmarshalStrict(v strict.Value) error {
	text, ok := v.Text()
	if ok && text == "never" {
		d.Never = true
		return nil
	}
	if !ok || strict.Date(text).Validate() != nil {
		return strict.Errorf(v.Pos(), "expected a date YYYY-MM-DD or never, found %s", v.Describe())
	}
	d.Date = strict.Date(text)
	return nil
}

// ActivityRetention is a period, a criterion in words, or "none".
type ActivityRetention struct {
	// Kind is a value of activity.retention, empty when not given.
	Kind   string
	Period expr.Period
}

// UnmarshalStrict reads "P3Y", "none" or {criterion: "..."}.
func (r *ActivityRetention) UnmarshalStrict(v strict.Value) error {
	if v.IsSection() {
		var c struct {
			Criterion string `yaml:"criterion,required"`
		}
		if v.Decode(&c) {
			r.Kind = "criterion"
		}
		return nil
	}
	text, ok := v.Text()
	if ok && text == "none" {
		r.Kind = "none"
		return nil
	}
	period, err := expr.ParsePeriod(text)
	if !ok || err != nil {
		return strict.Errorf(v.Pos(), `expected a period such as P3Y, none, or {criterion: "..."}`)
	}
	r.Kind, r.Period = "period", period
	return nil
}

// Parse reads an audit file. The error, if any, is of type strict.Errors.
func Parse(name string, data []byte) (*File, error) {
	var f File
	if err := strict.Decode(name, data, &f); err != nil {
		return nil, err
	}
	if f.Version != 1 {
		return nil, strict.Errors{strict.Errorf(f.Pos.Value("version"), "version %d is not known: expected 1", f.Version)}
	}
	return &f, nil
}
