package finding

// Table says how one table's columns were understood.
type Table struct {
	Dataset string `json:"dataset"`
	Table   string `json:"table,omitempty"`
	// Relation is the relation that the fields of its columns belong to.
	Relation string `json:"relation"`
	// Preset is the export that the headers look like, with the evidence
	// ("5 of 8 tell-tale headers"); empty when none.
	Preset         string `json:"preset,omitempty"`
	PresetEvidence string `json:"preset_evidence,omitempty"`
	// MappingFile is the mapping that was used, empty when none.
	MappingFile string   `json:"mapping_file,omitempty"`
	Columns     []Column `json:"columns"`
}

// Column says how one column was understood.
type Column struct {
	Header string `json:"header"`
	// Field is the canonical name; empty when not understood.
	Field string `json:"field"`
	// Confidence is between 0 and 1.
	Confidence float64 `json:"confidence"`
	// State is "used", "flagged" (used, but to be confirmed), "not_understood"
	// or "ignored" (understood to matter to no rule, or ignored by the mapping).
	State string `json:"state"`
	// By is what decided: "mapping", "preset", "header", "values", "neighbours".
	By string `json:"by"`
	// Trace lists the evidence, in order.
	Trace []string `json:"trace"`
	// Filled counts the filled cells among the rows read, -1 in a table that was
	// not read; Distinct counts the distinct values of a governance column, -1
	// for every other column.
	Filled   int64 `json:"filled"`
	Distinct int64 `json:"distinct"`
	// Format is the date order or layout of a date column.
	Format string `json:"format,omitempty"`
	// Values is the table of distinct values → meaning of a governance column.
	Values []Value `json:"values,omitempty"`
}

// Value is one distinct value of a governance column.
type Value struct {
	// Value is shown as it stands when it is understood; otherwise it is masked,
	// for it could be anything.
	Value string `json:"value"`
	Count int64  `json:"count"`
	// Meaning is the value of the field it was read as, "unknown" for empty
	// cells and such, "not_understood" when it was not.
	Meaning string `json:"meaning"`
}

// Statistics are the aggregates of one table of contacts.
type Statistics struct {
	Dataset string `json:"dataset"`
	Table   string `json:"table,omitempty"`
	Records int64  `json:"records"`
	// Persons estimates the distinct persons.
	Persons int64 `json:"persons"`
	// AgeMonths counts the records by age of the datum on the day of the audit,
	// in steps of 6 months from 0; the last step is open; Undated has no date.
	AgeMonths []int64 `json:"age_months"`
	Undated   int64   `json:"undated"`
	// RetentionMonths is the limit drawn beside it (declared, or the yardstick
	// of 36), and whether it was declared.
	RetentionMonths   int  `json:"retention_months"`
	RetentionDeclared bool `json:"retention_declared"`
	// Countries and SourceTypes count the records ("unknown" for unknown),
	// largest first.
	Countries   []Count `json:"countries"`
	SourceTypes []Count `json:"source_types"`
	// CountryNotice counts, per country, records by whether a notice in a
	// language of the person's country was given.
	CountryNotice []CountryNotice `json:"country_notice"`
}

// Change compares the records of the datasets with those of an earlier state.
type Change struct {
	// TakenAt is the day that the earlier state shows (YYYY-MM-DD).
	TakenAt string `json:"taken_at"`
	// Inputs are the files that hold it, Rows its records.
	Inputs []string `json:"inputs"`
	Rows   int64    `json:"rows"`
	// Kept are records of persons who were there then, New of persons who were
	// not; Gone are earlier records of persons who are there no more. Unknown are
	// records of now and then of which neither can be told, because they, or others
	// that could be theirs, identify nobody.
	Kept    int64 `json:"kept"`
	New     int64 `json:"new"`
	Gone    int64 `json:"gone"`
	Unknown int64 `json:"unknown"`
	// CameBack are records of persons who were there then, and not in the next
	// state; 0 for the last state.
	CameBack int64 `json:"came_back"`
	// CollectedMoved and ExpiryMoved are records whose date of collection, or
	// end of retention, is later now than it was then.
	CollectedMoved int64 `json:"collected_moved"`
	ExpiryMoved    int64 `json:"expiry_moved"`
}

// Count is a name with a number of records.
type Count struct {
	Name  string `json:"name"`
	Count int64  `json:"count"`
}

// CountryNotice is the state of the notice for one country's records.
type CountryNotice struct {
	Country string `json:"country"`
	// Languages are the country's official languages.
	Languages []string `json:"languages"`
	// Served: informed in one of them; NotServed: informed only in others;
	// Unknown: not known whether or how informed.
	Served    int64 `json:"served"`
	NotServed int64 `json:"not_served"`
	Unknown   int64 `json:"unknown"`
}

// Exposure is an order of magnitude of fines, never a prediction. Source:
// EDPB Guidelines 04/2022 v2.1, figures as in package law.
type Exposure struct {
	// Turnover is in euros a year.
	Turnover int64 `json:"turnover"`
	// Band is "low", "medium" or "high": the starting band used.
	Band string `json:"band"`
	// Tier is "83(4)" or "83(5)".
	Tier string `json:"tier"`
	// Maximum, Low and High are in euros.
	Maximum int64 `json:"maximum"`
	Low     int64 `json:"low"`
	High    int64 `json:"high"`
	// Verified is false where the size factor rests on an unverified tier.
	Verified bool `json:"verified"`
	// Precedents are the fines of the decisions cited in the findings.
	Precedents []Precedent `json:"precedents"`
	Caveat     Text        `json:"caveat"`
}
