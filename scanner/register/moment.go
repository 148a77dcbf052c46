package register

import (
	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"
)

// moment is a day that a cell holds, with what it says of the time.
type moment calendar.Moment

// momentOf reads a date with what it says of the time of day. The reader
// gives the order of numeric dates; nil reads ISO 8601 and month names only.
func momentOf(cell []byte, dates *values.DateReader) (moment, bool) {
	if dates == nil {
		dates = values.NewDateReader(values.DateFormat{})
	}
	m := moment{Day: dates.Day(cell), Minute: -1}
	if m.Day == facts.UnknownDay {
		return m, false
	}
	m.clock(cell)
	return m, true
}

// clock finds the time of day in a cell that is known to be a date: hours and
// minutes with a colon (or an h) between, behind a blank or a T.
func (m *moment) clock(c []byte) {
	for i := 1; i+1 < len(c); i++ {
		if c[i] != ':' && c[i] != 'h' && c[i] != 'H' || !digit(c[i-1]) || !digit(c[i+1]) {
			continue
		}
		from := i - 1
		if from > 0 && digit(c[from-1]) {
			from--
		}
		if from > 0 && c[from-1] != ' ' && c[from-1] != 'T' && c[from-1] != 't' && c[from-1] != ',' {
			return
		}
		hour, rest := number(c[from:i])
		if len(rest) > 0 {
			return
		}
		end := min(i+3, len(c))
		minute, _ := number(c[i+1 : end])
		if hour > 24 || minute > 59 || !digit(c[end-1]) {
			return
		}
		m.Minute = hour*60 + minute
		m.after(c[end:])
		return
	}
}

// after reads what follows hours and minutes: seconds, AM or PM, the zone.
func (m *moment) after(c []byte) {
	if len(c) > 2 && c[0] == ':' {
		for c = c[1:]; len(c) > 0 && (digit(c[0]) || c[0] == '.' || c[0] == ','); {
			c = c[1:]
		}
	}
	for len(c) > 0 && c[0] == ' ' {
		c = c[1:]
	}
	if len(c) > 1 && (c[0]|0x20 == 'a' || c[0]|0x20 == 'p') && (c[1]|0x20 == 'm' || c[1] == '.') {
		pm := c[0]|0x20 == 'p'
		switch hour := m.Minute / 60; {
		case pm && hour < 12:
			m.Minute += 12 * 60
		case !pm && hour == 12:
			m.Minute -= 12 * 60
		}
		return
	}
	m.offset(c)
}

// offset reads a zone: Z, UTC, GMT, or an offset such as +02:00 or +0200.
func (m *moment) offset(c []byte) {
	for _, name := range []string{"Z", "z", "UTC", "GMT"} {
		if len(c) >= len(name) && string(c[:len(name)]) == name {
			m.Zoned = true
			c = c[len(name):]
			break
		}
	}
	if len(c) < 3 || c[0] != '+' && c[0] != '-' || !digit(c[1]) || !digit(c[2]) {
		return
	}
	zone := (int(c[1]-'0')*10 + int(c[2]-'0')) * 60
	rest := c[3:]
	if len(rest) > 0 && rest[0] == ':' {
		rest = rest[1:]
	}
	if len(rest) >= 2 && digit(rest[0]) && digit(rest[1]) {
		zone += int(rest[0]-'0')*10 + int(rest[1]-'0')
	}
	if c[0] == '-' {
		zone = -zone
	}
	if zone < calendar.Westmost || zone > calendar.Eastmost {
		return
	}
	m.Zoned, m.Zone = true, zone
}

func digit(b byte) bool { return b-'0' <= 9 }

// number reads the digits that c starts with.
func number(c []byte) (n int, rest []byte) {
	for len(c) > 0 && digit(c[0]) && n < 1_000_000 {
		n = n*10 + int(c[0]-'0')
		c = c[1:]
	}
	return n, c
}
