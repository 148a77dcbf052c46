// Package values understands single cells: dates, e-mail addresses, phone
// numbers, countries, languages, identifiers, words in free text, and the
// vocabulary of governance columns. Its functions print no value, and keep
// none but the short cells that a worker's reader remembers in memory; those
// used for every cell of a scan allocate nothing once they are remembered.
package values

// DateFormat says how the cells of a date column are to be read. The zero
// value reads unambiguous forms only (ISO 8601 and month names).
type DateFormat struct {
	// Order is the order of day, month and year in numeric dates with
	// separators: "" (unknown: ambiguous cells are unknown), "DMY", "MDY", "YMD".
	Order string
	// Serial says that bare numbers are Excel serial days (1900 system).
	Serial bool
	// Epoch is "s" or "ms" when bare numbers are Unix times; empty otherwise.
	Epoch string
}
