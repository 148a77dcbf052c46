// Package auditfile reads leadlint.yaml: who is audited, what is declared of
// the processing, and which datasets, rules and thresholds the audit takes.
package auditfile

import (
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
	Now         strict.Date `yaml:"now"`
	Controller  Controller  `yaml:"controller"`
	Case        CaseInfo    `yaml:"case"`
	Processing  Processing  `yaml:"processing"`
	Notice      Notice      `yaml:"notice"`
	Retention   Retention   `yaml:"retention"`
	Unsubscribe Unsubscribe `yaml:"unsubscribe"`
	Migration   Migration   `yaml:"migration"`
	Passwords   Passwords   `yaml:"passwords"`
	DPIA        DPIA        `yaml:"dpia"`
	Activities  []Activity  `yaml:"activities"`
	Recipients  []Recipient `yaml:"recipients"`
	Datasets    []Dataset   `yaml:"datasets"`
	// Registers are the other relations that the controller supplies, as files
	// or as rows; nil is none.
	Registers []Register `yaml:"registers"`
	// Notices are the notices, messages and call scripts to read; nil is none.
	Notices []NoticeFile `yaml:"notices"`
	// Forms are the pages whose forms are read; nil is none.
	Forms []FormFile `yaml:"forms"`
	// Code are the folders of collection code to examine; nil is none.
	Code []CodeFolder `yaml:"code"`
	// Sources are the pages to visit; nil is none.
	Sources []PageSource `yaml:"sources"`
	// Visits says how they are visited.
	Visits Visits `yaml:"visits"`
	// Absent names the registers that the controller says it does not keep.
	Absent []string `yaml:"absent"`
	// Rules are folders of further rule packs, relative to the audit file.
	Rules []string `yaml:"rules"`
	// Waivers is the file of waivers, relative to the audit file; empty is
	// leadlint-waivers.yaml beside it, if there is one.
	Waivers string `yaml:"waivers"`
	// History is where audits are kept; nothing is kept without it.
	History History `yaml:"history"`
	// FailOn is the least severity that makes the exit code 1, or "none".
	FailOn FailOn `yaml:"fail_on"`

	Pos strict.Pos `yaml:"-"`
}

// Controller is who is audited.
type Controller struct {
	// Name is the controller's name.
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
	// Title is what is audited, in a few words.
	Title string `yaml:"title"`
	// Reference is the case's reference.
	Reference string `yaml:"reference"`
	// Scope is which data or processing is audited.
	Scope string `yaml:"scope"`
	// Auditor is who audits.
	Auditor string `yaml:"auditor"`
	// Role is in which capacity the auditor acts, in a few words: data protection
	// officer, counsel, processor, supervisory authority.
	Role string `yaml:"role"`
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
	// DPODesignated says whether there is a data protection officer.
	DPODesignated *bool `yaml:"dpo_designated"`
	// ThirdCountryTransfers says whether data go to countries outside the EEA.
	ThirdCountryTransfers *bool `yaml:"third_country_transfers"`
	// AutomatedDecisions says whether decisions of Art. 22 are taken.
	AutomatedDecisions *bool `yaml:"automated_decisions"`
	// PublicSources says whether data come from publicly accessible sources.
	PublicSources *bool `yaml:"public_sources"`
	// SpecialCategoryGround says whether an exception of Art. 9(2) or an
	// authorisation under Art. 10 is documented.
	SpecialCategoryGround *bool `yaml:"special_category_ground"`
	// Sector is the sector of what is offered by canvassing.
	Sector Sector `yaml:"sector"`
	// SourcesKnown says whether the list of the sources used is known.
	SourcesKnown *bool `yaml:"sources_known"`
	// Stores is in how many stores, archives and processors' systems included,
	// personal data are held.
	Stores      *Count      `yaml:"stores"`
	SourceScope SourceScope `yaml:"source_scope"`
	FaceImages  FaceImages  `yaml:"face_images"`
	// ObjectionGrace is how long a message already on its way may follow an
	// objection; DefaultGrace when not given.
	ObjectionGrace     Period `yaml:"objection_grace"`
	RecordOfProcessing *bool  `yaml:"record_of_processing"`
	// DisclosureLog says whether disclosures are logged person by person. A
	// register of disclosures says so too, and "absent" the contrary.
	DisclosureLog *bool `yaml:"disclosure_log"`
	// SuppressionList says whether a list of objections exists. A register of
	// suppressions says so too, and "absent" the contrary.
	SuppressionList *bool `yaml:"suppression_list"`
	// RestrictionMeans says whether processing can be restricted (Art. 18).
	RestrictionMeans *bool `yaml:"restriction_means"`
	// RectificationMeans says whether data can be corrected (Art. 16).
	RectificationMeans *bool      `yaml:"rectification_means"`
	Pos                strict.Pos `yaml:"-"`
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
	// ContactEvents are the events that restart the period as contacts from the
	// person; nil is not declared.
	ContactEvents []ContactEvent `yaml:"contact_events"`
	// DeletionJob says whether a routine deletes what is past its period.
	DeletionJob *bool `yaml:"deletion_job"`
	// LastPurge is the day that routine last ran, or "never".
	LastPurge DateOrNever `yaml:"last_purge"`
	Pos       strict.Pos  `yaml:"-"`
}

// Unsubscribe is how a person stops prospecting.
type Unsubscribe struct {
	// Scope says whether unsubscribing counts for every base and brand, or for one.
	Scope Scope `yaml:"scope"`
	// Effort is what a person must do to withdraw from everything.
	Effort Effort `yaml:"effort"`
	// Effective says whether unsubscribing reaches the objection list.
	Effective *bool `yaml:"effective"`
	// Misleading says whether the wording suggests a wider effect than it has.
	Misleading *bool      `yaml:"misleading"`
	Pos        strict.Pos `yaml:"-"`
}

// Migration is a move of preferences to another platform.
type Migration struct {
	// At is the day of the move.
	At strict.Date `yaml:"at"`
	// Reconciled says whether a comparison before and after, by value and
	// channel, exists.
	Reconciled *bool `yaml:"reconciled"`
	// Corrected says whether a corrective script was run afterwards.
	Corrected *bool      `yaml:"corrected"`
	Pos       strict.Pos `yaml:"-"`
}

// Passwords is what a password must be, in the accounts and tools that give
// access to the data.
type Passwords struct {
	// Length is the least number of characters.
	Length *Count `yaml:"length"`
	// Kinds is how many of capitals, small letters, digits and other characters
	// there must be.
	Kinds *Count `yaml:"kinds"`
	// AttemptsLimited says whether wrong passwords slow down or block access.
	AttemptsLimited *bool      `yaml:"attempts_limited"`
	Pos             strict.Pos `yaml:"-"`
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
	Fields []string `yaml:"fields"`
	// The next four say whether the record of processing names these items of
	// Art. 30(1).
	PersonsDescribed    *bool `yaml:"persons_described"`
	DataDescribed       *bool `yaml:"data_described"`
	ControllersNamed    *bool `yaml:"controllers_named"`
	RecipientsDescribed *bool `yaml:"recipients_described"`
	// ListedToPersons says whether the activity is listed in what persons are told.
	ListedToPersons *bool `yaml:"listed_to_persons"`
	// StartedAt is the day the activity began.
	StartedAt strict.Date `yaml:"started_at"`
	// InformedAt is the day since which the notice in force names the purpose, or "never".
	InformedAt DateOrNever `yaml:"informed_at"`
	Pos        strict.Pos  `yaml:"-"`
}

// Recipient is a recipient of the data.
type Recipient struct {
	Name         string  `yaml:"name,required"`
	Role         Role    `yaml:"role"`
	Country      Country `yaml:"country"`
	TransferTool Tool    `yaml:"transfer_tool"`
	// Contract is the state of the contract with the recipient.
	Contract Contract `yaml:"contract"`
	// Clauses are those of Art. 28(3) that a processor's contract has; nil is
	// not declared, an empty list is none.
	Clauses []Clause `yaml:"clauses"`
	// Duties are what the contract binds a recipient to that is itself a
	// controller; nil is not declared, an empty list is nothing.
	Duties []Duty `yaml:"duties"`
	// SuppressionFeed says whether objections are passed on to the recipient.
	SuppressionFeed *bool      `yaml:"suppression_feed"`
	Pos             strict.Pos `yaml:"-"`
}

// Dataset is an input of the audit.
type Dataset struct {
	// Path is relative to the audit file.
	Path string `yaml:"path,required"`
	// Table names one table of a file of several; empty for every table.
	Table string `yaml:"table"`
	// Mapping is the mapping file, relative to the audit file; empty for none.
	Mapping string `yaml:"mapping"`
	// IDs names the system whose identifiers the dataset's id column holds;
	// rows of registers of an equal system join by them. Empty for none.
	IDs string     `yaml:"ids"`
	Pos strict.Pos `yaml:"-"`
}

// Parse reads an audit file and holds it to the schema of facts. It opens no
// other file: see Load. The error, if any, is of type strict.Errors.
func Parse(name string, data []byte) (*File, error) {
	var f File
	var problems strict.Collector
	decoded := strict.Decode(name, data, &f)
	if f.checkAddresses(&problems); problems.Len() > 0 { // what is wrong besides might repeat a password
		return nil, problems.Err()
	}
	problems.AddError(strict.Pos{File: name}, decoded)
	if problems.Len() == 0 && f.Version != 1 {
		problems.Add(f.Pos.Value("version"), "version %d is not known: expected 1", f.Version)
	}
	f.check(facts.NewSchema(), &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return &f, nil
}
