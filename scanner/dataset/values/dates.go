// Package values understands single cells: dates, e-mail addresses, phone
// numbers, countries, languages, identifiers, words in free text, and the
// vocabulary of governance columns. Its functions print no value, and keep
// none but the short cells that a worker's reader remembers in memory; those
// used for every cell of a scan allocate nothing once they are remembered.
package values

import "strings"

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

// ParseDateFormat reads how dates are written, as people put it: "serial" (Excel),
// "unix", "unix ms", or the order of day, month and year, such as "DD/MM/YYYY",
// "YYYY-MM-DD HH:MM" or "MDY". It is false for anything else.
func ParseDateFormat(text string) (DateFormat, bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "serial":
		return DateFormat{Serial: true}, true
	case "unix":
		return DateFormat{Epoch: "s"}, true
	case "unix ms":
		return DateFormat{Epoch: "ms"}, true
	}
	day := strings.Fields(text + " x")[0] // a time may follow
	var order []byte
	for _, b := range []byte(strings.ToUpper(day)) {
		if strings.IndexByte("DMY", b) >= 0 && (len(order) == 0 || order[len(order)-1] != b) {
			order = append(order, b)
		}
	}
	switch o := string(order); o {
	case "DMY", "MDY", "YMD":
		return DateFormat{Order: o}, true
	}
	return DateFormat{}, false
}
