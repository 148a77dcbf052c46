package l10n

import (
	"strconv"
	"strings"
	"time"
)

func months(lang string) []string {
	if lang == "fr" {
		return strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
	}
	return strings.Fields("January February March April May June July August September October November December")
}

// Date words a day given as YYYY-MM-DD ("5 January 2026", "1er janvier 2026")
// or a month given as YYYY-MM; anything else is given back as it is.
func (p *Printer) Date(iso string) string {
	if m, err := time.Parse("2006-01", iso); err == nil {
		return months(p.lang)[m.Month()-1] + " " + strconv.Itoa(m.Year())
	}
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	day := strconv.Itoa(d.Day())
	if p.lang == "fr" && d.Day() == 1 {
		day = "1er"
	}
	return day + "\u00a0" + months(p.lang)[d.Month()-1] + " " + strconv.Itoa(d.Year())
}

// Period words an ISO 8601 calendar period ("P3M": "3 months"); what is no such
// period is given back as it is, and the empty one as "at once".
func (p *Printer) Period(iso string) string {
	if iso == "" {
		return p.T("period.at_once")
	}
	rest, ok := strings.CutPrefix(iso, "P")
	if !ok || rest == "" {
		return iso
	}
	var parts []string
	for rest != "" {
		end := strings.IndexAny(rest, "YMWD")
		if end < 1 {
			return iso
		}
		n, err := strconv.ParseInt(rest[:end], 10, 32)
		if err != nil || n < 0 {
			return iso
		}
		parts = append(parts, p.N("period."+rest[end:end+1], n))
		rest = rest[end+1:]
	}
	return p.List(parts)
}

// Deadline words a period as a time limit: "within 3 months", "at once".
func (p *Printer) Deadline(iso string) string {
	if iso == "" {
		return p.T("period.at_once")
	}
	return p.T("period.within", p.Period(iso))
}

// Months words a number of months, as years where they are whole.
func (p *Printer) Months(n int) string {
	if n >= 12 && n%12 == 0 {
		return p.N("period.Y", int64(n/12))
	}
	return p.N("period.M", int64(n))
}
