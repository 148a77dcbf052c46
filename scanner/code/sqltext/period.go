package sqltext

import (
	"strconv"
	"strings"
)

// nowWords are the words that mean the present moment, with or without parentheses.
var nowWords = wordSet(`now current_timestamp current_date localtimestamp getdate getutcdate sysdatetime sysutcdatetime
	sysdatetimeoffset sysdate systimestamp utc_timestamp utc_date curdate clock_timestamp statement_timestamp
	transaction_timestamp unix_timestamp today`)

// isNow gives the token behind an expression of the present moment that begins at i,
// none when none does.
func (p *parser) isNow(i int) int {
	t := p.at(i)
	if t.kind != word {
		return none
	}
	called := p.at(i+1).is("(") && p.at(i+1).match > 0
	switch {
	case nowWords[t.low]:
		if !called {
			if t.low == "now" || t.low == "today" || t.low == "unix_timestamp" {
				return none
			}
			return i + 1
		}
		end := p.at(i + 1).match
		if end == i+2 || end == i+3 && p.at(i+2).kind == number {
			return end + 1
		}
	case called && (t.low == "datetime" || t.low == "date" || t.low == "julianday" || t.low == "unixepoch"):
		end := p.at(i + 1).match
		if end == i+2 || end == i+3 && p.isNowText(i+2) {
			return end + 1
		}
	case called && t.low == "strftime":
		end := p.at(i + 1).match
		if end == i+5 && p.isNowText(i+4) {
			return end + 1
		}
	}
	return none
}

func (p *parser) isNowText(i int) bool {
	t := p.at(i)
	return t.kind == text && strings.EqualFold(p.decode(t), "now")
}

// hasNow says whether the present moment is in an expression.
func (p *parser) hasNow(i, end int) bool {
	for limit := i + mostTokens; i < end && i < limit; i++ {
		if after := p.isNow(i); after > 0 && after <= end || p.isNowText(i) {
			return true
		}
		// age(x) is the time from x until now.
		if p.at(i).is("age") && p.at(i+1).is("(") && p.at(i+1).match > 0 && p.find(i+2, p.at(i+1).match, ",") == p.at(i+1).match {
			return true
		}
	}
	return false
}

// period gives the period written among tokens, in days and without sign, 0 for none.
func (p *parser) period(i, end int) float64 {
	from := i
	for limit := i + mostTokens; i < end && i < limit; i++ {
		if d := p.periodAt(i, from, end); d != 0 {
			if d < 0 {
				d = -d
			}
			return d
		}
	}
	return 0
}

// periodAt reads the period that begins at i, 0 for none.
func (p *parser) periodAt(i, from, end int) float64 {
	t := p.at(i)
	switch {
	case t.is("interval"):
		return p.interval(i, end) * p.factor(i, from, end)
	case t.kind == text && p.at(i+1).is("::") && p.at(i+2).is("interval"):
		return periodOf(p.decode(t)) * p.factor(i, from, end)
	case t.kind == text && p.at(i-1).is(",", "+", "-") && p.at(i-1).start < t.start && i > from:
		return periodOf(p.decode(t))
	case t.kind == word && p.at(i+1).is("(") && p.at(i+1).match > 0:
		return p.periodCall(i, end)
	case t.is("-", "+") && i > from && p.endsNow(i, from):
		return p.plain(i+1, from, end)
	}
	return 0
}

// interval reads INTERVAL '5 years', INTERVAL 5 YEAR, INTERVAL '5' YEAR, INTERVAL(5) DAY.
func (p *parser) interval(i, end int) float64 {
	t := p.at(i + 1)
	if i+1 >= end {
		return 0
	}
	if t.is("(") && t.match > 0 && t.match < end {
		return p.product(i+2, t.match) * unit(p.at(t.match+1).low)
	}
	after := i + 2
	if t.is("-", "+") {
		t, after = p.at(i+2), i+3
	}
	s := p.source(after-1, after)
	if t.kind == text {
		s = p.decode(t)
		if d := periodOf(s); d != 0 {
			return d
		}
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		return 0
	}
	return n * unit(p.at(after).low)
}

// factor gives the number that a period is multiplied with (5 * interval '1 year'), else 1.
func (p *parser) factor(i, from, end int) float64 {
	if i-2 >= from && p.at(i-1).is("*") {
		if n, ok := p.numeral(i - 2); ok {
			return n
		}
	}
	for k := i + 1; k < end && k < i+5; k++ {
		if p.at(k).is("*") {
			if n, ok := p.numeral(k + 1); ok && k+1 < end {
				return n
			}
		}
		if p.at(k).kind == sign && !p.at(k).is("::") {
			break
		}
	}
	return 1
}

// periodCall reads a period from the arguments of a function that makes one.
func (p *parser) periodCall(i, end int) float64 {
	t, open := p.at(i), i+1
	args := p.split(open+1, min(end, p.at(open).match), ",")
	arg := func(n int) float64 {
		if n >= len(args) {
			return 0
		}
		return p.product(args[n][0], args[n][1])
	}
	switch t.low {
	case "dateadd", "date_diff", "timestampadd":
		return arg(1) * unit(p.at(open+1).low)
	case "add_months":
		return arg(1) * 365 / 12
	case "numtodsinterval", "numtoyminterval":
		if len(args) == 2 && p.at(args[1][0]).kind == text {
			return arg(0) * unit(strings.ToLower(p.decode(p.at(args[1][0]))))
		}
	case "make_interval":
		return p.makeInterval(args)
	}
	return p.difference(i, end)
}

// makeInterval reads make_interval(years => 5, days => 3).
func (p *parser) makeInterval(args [][2]int) float64 {
	days := 0.
	for _, a := range args {
		if a[1]-a[0] == 3 && p.at(a[0]+1).is("=>", ":=") {
			n, _ := p.numeral(a[0] + 2)
			days += n * unit(p.at(a[0]).low)
		}
	}
	return days
}

// difference reads DATEDIFF(day, a, b) > 365, TIMESTAMPDIFF(YEAR, a, b) >= 3,
// months_between(a, b) > 36, and julianday(a) - julianday(b) > 30 not.
func (p *parser) difference(i, end int) float64 {
	each := 0.
	switch p.at(i).low {
	case "datediff", "timestampdiff", "date_part", "datediff_big":
		each = unit(p.at(i + 2).low)
		if each == 0 {
			each = 1
		}
	case "months_between":
		each = 365. / 12
	default:
		return 0
	}
	after := p.at(i+1).match + 1
	if after+1 < end && p.at(after).is(">", ">=", "<", "<=", "=") {
		return p.product(after+1, end) * each
	}
	return 0
}

// endsNow says whether what stands before i, back to from, ends with the present moment.
func (p *parser) endsNow(i, from int) bool {
	for k := i - 1; k >= from && k >= i-8; k-- {
		if p.isNow(k) == i {
			return true
		}
	}
	return p.at(i-1).is(")") && p.at(i-1).match >= from && p.hasNow(p.at(i-1).match, i)
}

// plain reads a number that is added to a moment: days, but seconds where the moment is
// counted in seconds.
func (p *parser) plain(i, from, end int) float64 {
	each := 1.
	for k := max(from, i-14); k < i; k++ {
		if p.at(k).is("unix_timestamp", "epoch", "strftime", "unixepoch") {
			each = 1. / 86400
		}
	}
	stop := i
	for stop < end && (p.at(stop).kind == number || p.at(stop).is("*")) {
		stop++
	}
	if stop < end && (p.at(stop).is("interval", "numtodsinterval") || p.at(stop).kind == text) {
		return 0 // a number times a period
	}
	return p.product(i, stop) * each
}

// product multiplies numbers up to the first token that is neither a number nor *; 0
// when there is none.
func (p *parser) product(i, end int) float64 {
	n, got := 1., false
	for ; i < end; i++ {
		if f, ok := p.numeral(i); ok {
			n, got = n*f, true
			continue
		}
		if !p.at(i).is("*", "(", ")", "-") {
			break
		}
	}
	if !got {
		return 0
	}
	return n
}

// numeral reads a token that is a number.
func (p *parser) numeral(i int) (float64, bool) {
	if p.at(i).kind != number {
		return 0, false
	}
	n, err := strconv.ParseFloat(p.source(i, i+1), 64)
	return n, err == nil
}

// periodOf reads a period in words: 5 years, -1 year 6 months, P3Y, 30 days. 0 for none.
func periodOf(s string) float64 {
	s = strings.ToLower(strings.TrimSpace(s))
	if len(s) > 60 {
		return 0
	}
	if strings.HasPrefix(s, "p") {
		return isoPeriod(s[1:])
	}
	days, f := 0., strings.Fields(s)
	for i := 0; i+1 < len(f); i += 2 {
		n, err := strconv.ParseFloat(f[i], 64)
		each := unit(strings.TrimRight(f[i+1], ",."))
		if err != nil || each == 0 {
			return 0
		}
		days += n * each
	}
	return days
}

// isoPeriod reads a period of ISO 8601 without its P.
func isoPeriod(s string) float64 {
	days, at := 0., 0
	for i := 0; i < len(s); i++ {
		if isDigit(s[i]) || s[i] == '.' {
			continue
		}
		if s[i] == 't' {
			return days
		}
		n, err := strconv.ParseFloat(s[at:i], 64)
		each, ok := map[byte]float64{'y': 365, 'm': 365. / 12, 'w': 7, 'd': 1}[s[i]]
		if err != nil || !ok {
			return 0
		}
		days += n * each
		at = i + 1
	}
	return days
}
