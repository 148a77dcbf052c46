package dataset

import "leadlint/scanner/finding"

// NewSource makes a Source. close releases the input and sum gives its SHA-256
// (hex) and stored size; either may be nil. See Source for the other fields.
func NewSource(name, format, detail string, tables []Table, issues []finding.Issue,
	close func() error, sum func() (string, int64, error)) *Source {
	return &Source{
		Name: name, Format: format, Detail: detail, Tables: tables, Issues: issues,
		close: close, sum: sum,
	}
}
