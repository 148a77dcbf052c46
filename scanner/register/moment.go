package register

import (
	"leadlint/rules/facts"
	"leadlint/scanner/dataset/values"
)

// moment is a day, perhaps with a time of day and the zone it is in.
type moment struct {
	day int32
	// minute is the minute of the day, -1 when no time is written.
	minute int
	// zone is the offset of local time from UTC in minutes; zoned says whether
	// it is written.
	zone  int
	zoned bool
}

// The bounds of local time: UTC-12 to UTC+14.
const (
	eastmost = 14 * 60
	westmost = -12 * 60
)

// momentOf reads a date with what it says of the time of day. The reader
// gives the order of numeric dates; nil reads ISO 8601 and month names only.
func momentOf(cell []byte, dates *values.DateReader) (moment, bool) {
	if dates == nil {
		dates = values.NewDateReader(values.DateFormat{})
	}
	m := moment{day: dates.Day(cell), minute: -1}
	if m.day == facts.UnknownDay {
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
		var minute int
		minute, rest = number(c[i+1 : min(i+3, len(c))])
		if rest = c[min(i+3, len(c)):]; hour > 24 || minute > 59 || !digit(c[min(i+2, len(c)-1)]) {
			return
		}
		m.minute = hour*60 + minute
		m.after(rest)
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
		switch hour := m.minute / 60; {
		case pm && hour < 12:
			m.minute += 12 * 60
		case !pm && hour == 12:
			m.minute -= 12 * 60
		}
		return
	}
	m.offset(c)
}

// offset reads a zone: Z, UTC, GMT, or an offset such as +02:00 or +0200.
func (m *moment) offset(c []byte) {
	for _, name := range []string{"Z", "z", "UTC", "GMT"} {
		if len(c) >= len(name) && string(c[:len(name)]) == name {
			m.zoned = true
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
	if zone < westmost || zone > eastmost {
		return
	}
	m.zoned, m.zone = true, zone
}

// span gives the first minute, and the first one after the last, that the
// moment can be, in minutes since 1970: in UTC where the zone is written, in
// local time otherwise.
func (m *moment) span() (from, to int64) {
	base := int64(m.day) * 24 * 60
	if m.zoned {
		base -= int64(m.zone)
	}
	if m.minute < 0 {
		return base, base + 24*60
	}
	return base + int64(m.minute), base + int64(m.minute) + 1
}

// The 72 hours of Art. 33(1), in hours.
const limitHours = 72

// hoursBetween gives the hours from one moment to a later one, begun hours
// counted as whole, so that a minute more than 72 hours is more than 72. Where
// only days are written it is the bound that decides whether it is more than
// 72: the least it can be when that is more, the most when that is not; unknown
// when the days do not decide it, or when the second is surely before the first.
func hoursBetween(a, b moment) int64 {
	aFrom, aTo := a.span()
	bFrom, bTo := b.span()
	// the difference in minutes lies strictly between these
	least, most := bFrom-aTo, bTo-aFrom
	if a.zoned != b.zoned {
		least, most = least-eastmost, most+eastmost // the greatest offset there is
	}
	if most <= 0 {
		return facts.UnknownInt
	}
	if a.minute >= 0 && b.minute >= 0 && a.zoned == b.zoned {
		return max(0, (bFrom-aFrom+59)/60)
	}
	switch {
	case least >= limitHours*60:
		return least/60 + 1
	case most <= limitHours*60:
		return max(0, (most+59)/60)
	}
	return facts.UnknownInt
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
