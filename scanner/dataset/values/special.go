package values

import "sync"

// SpecialHeader says which special category of data a column holds by its
// header (as folded by Fold): a value of contact.special_category such as
// "religion". ok is false for every other header. The whole header must match:
// "health insurance company" holds no health data.
func SpecialHeader(folded string) (value string, ok bool) {
	value, ok = specialHeaders()[folded]
	return value, ok
}

// specialHeaders is the table of SpecialHeader, read once and never changed.
var specialHeaders = sync.OnceValue(func() map[string]string { return headerTable("special.tsv") })

// NationalIDHeader says which national identifier a column holds by its header
// (as folded by Fold): a value of contact.national_id, "other" for headers that
// name none in particular ("national id") or one of another country.
func NationalIDHeader(folded string) (kind string, ok bool) {
	kind, ok = nationalHeaders()[folded]
	return kind, ok
}

// nationalHeaders is the table of NationalIDHeader, read once and never changed.
var nationalHeaders = sync.OnceValue(func() map[string]string { return headerTable("national.tsv") })

func headerTable(name string) map[string]string {
	t := make(map[string]string)
	for _, row := range rows(name, 2) {
		for _, h := range terms(row[1]) {
			t[Fold(h)] = row[0]
		}
	}
	return t
}
