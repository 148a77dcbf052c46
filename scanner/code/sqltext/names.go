package sqltext

import "strings"

// mostTokens bounds how many tokens are looked at for the names of one expression, so
// that subqueries inside subqueries are not read again on every level.
const mostTokens = 256

// reserved are the words that are no names of columns unless in quotes. Words that are
// often names (name, value, type, status, key, date, source) are not among them.
var reserved = wordSet(`add all alter analyse analyze and any array as asc asymmetric between binary both by
	case cast check collate column conflict constraint convert create cross current_date current_time
	current_timestamp current_user current_catalog cascade default deferrable delete desc distinct
	div do drop duplicate each else elseif elsif end escape except exists explain false fetch for foreign
	from full function grant group having if ignore ilike in index inner insert instead intersect interval
	into is isnull join lateral leading left like limit localtime localtimestamp loop materialized
	matched merge minus mod natural not nothing notnull null nulls offset on only or order outer
	over overlaps partition perform precision primary procedure raise recursive references regexp
	replace returning returns rlike row select session_user set similar some symmetric sysdate systimestamp
	table then to top trailing trigger true truncate union unique unknown update user using utc_timestamp
	values variadic when where while window with within without xor overriding begin declare
	utc_date rownum tablesample nowait skip`)

// units are the words for periods, in days.
var units = map[string]float64{
	"microsecond": 1. / 86400e6, "millisecond": 1. / 86400e3, "second": 1. / 86400, "sec": 1. / 86400, "s": 1. / 86400, "ss": 1. / 86400, "secs": 1. / 86400,
	"minute": 1. / 1440, "min": 1. / 1440, "mi": 1. / 1440, "mins": 1. / 1440, "hour": 1. / 24, "hh": 1. / 24, "hr": 1. / 24, "h": 1. / 24,
	"day": 1, "dd": 1, "d": 1, "week": 7, "wk": 7, "w": 7, "ww": 7, "month": 365. / 12, "mon": 365. / 12, "mm": 365. / 12,
	"quarter": 365. / 4, "qq": 365. / 4, "year": 365, "yy": 365, "yyyy": 365, "y": 365, "yr": 365, "decade": 3650, "epoch": 1. / 86400,
}

// unit gives the length of a period's unit in days, 0 for none; plurals count too.
func unit(low string) float64 {
	if d, ok := units[low]; ok {
		return d
	}
	return units[strings.TrimSuffix(low, "s")]
}

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// name gives the name that a token spells, without quotes; empty for other tokens.
func (p *parser) name(i int) string {
	t := p.at(i)
	s := p.src[t.start:t.end]
	switch t.kind {
	case word:
		return visible(s)
	case quoted:
		mark := s[:1]
		s = s[1:]
		if n := len(s); n > 0 {
			if end := s[n-1:]; end == mark || end == "]" && mark == "[" {
				s = s[:n-1]
			}
		}
		return visible(strings.ReplaceAll(s, mark+mark, mark))
	}
	return ""
}

// named says whether the token can be a name.
func (p *parser) named(i int) bool {
	t := p.at(i)
	return t.kind == quoted || t.kind == word && !reserved[t.low]
}

// mostParts bounds how many parts of a dotted name are kept.
const mostParts = 8

// path reads a dotted name that begins at i and must end before end; after is the token
// behind it. Without a name, after is i.
func (p *parser) path(i, end int) (n Name, after int) {
	if i >= end || !p.named(i) && !(p.at(i).kind == param && i+1 < end && p.at(i+1).is(".")) {
		return Name{}, i
	}
	last := p.name(i)
	parts := []string{last}
	after = i + 1
	for after+1 < end && p.at(after).is(".") && (p.at(after+1).kind == word || p.at(after+1).kind == quoted || p.at(after+1).kind == param || p.at(after+1).is("*")) {
		last = p.name(after + 1)
		if p.at(after + 1).is("*") {
			last = "*"
		}
		if len(parts) < mostParts {
			parts = append(parts, last)
		}
		after += 2
	}
	return Name{Path: strings.TrimPrefix(strings.Join(parts, "."), "."), Last: last, Start: p.at(i).start, End: p.at(after - 1).end}, after
}

// names gives the names of columns and variables among tokens, in order. Functions,
// types, aliases and units are left out.
func (p *parser) names(i, end int) []Name {
	var out []Name
	for limit := i + mostTokens; i < end && i < limit; {
		n, after := p.path(i, min(end, limit))
		if after == i {
			i++
			continue
		}
		if !p.noColumn(i, after, end) {
			out = append(out, n)
		}
		i = after
	}
	return out
}

// noColumn says whether what stands from i to after, spelt as a name, is none of a column.
func (p *parser) noColumn(i, after, end int) bool {
	before, t := p.at(i-1), p.at(i)
	if after < end && p.at(after).is("(") || before.is("as", "::", "collate", "@") {
		return true
	}
	if t.kind == quoted {
		return p.textual(i)
	}
	if after != i+1 {
		return false
	}
	next := p.at(after)
	switch {
	case next.kind == text && after < end && (unitLike(t.low) || next.start == t.end):
		return true
	case unit(t.low) > 0 && (before.kind == number || before.kind == text || before.kind == param || before.is("(") && next.is(",", "from")):
		return true
	case t.low == "zone" || t.low == "time" || t.low == "at" && next.is("time"):
		return true
	}
	return false
}

// unitLike says whether a word stands before a text to say of which type it is.
func unitLike(low string) bool {
	switch low {
	case "date", "timestamp", "timestamptz", "time", "datetime", "json", "jsonb", "uuid", "zone":
		return true
	}
	return false
}

// params gives the placeholders among tokens, those inside texts too.
func (p *parser) params(i, end int) []Param {
	var out []Param
	for limit := i + mostTokens; i < end && i < limit; i++ {
		switch t := p.at(i); t.kind {
		case param:
			out = append(out, p.param(t.start, t.end))
		case text, quoted, word:
			out = p.paramsInside(t, out)
		}
	}
	return out
}

// paramsInside adds the runs of zero bytes inside a token, and a text that is a
// placeholder as a whole.
func (p *parser) paramsInside(t token, out []Param) []Param {
	s := p.src[t.start:t.end]
	for at := 0; at < len(s); {
		n := strings.IndexByte(s[at:], 0)
		if n < 0 {
			break
		}
		from := at + n
		for at = from; at < len(s) && s[at] == 0; at++ {
		}
		out = append(out, p.param(t.start+from, t.start+at))
	}
	if t.kind == text && isPlaceholder(strings.Trim(s, "'")) {
		out = append(out, p.param(t.start+1, t.end-1))
	}
	return out
}

func (p *parser) param(start, end int) Param {
	s := p.src[start:end]
	if strings.IndexByte(s, 0) >= 0 {
		s = "\x00"
	}
	return Param{Text: s, Start: start, End: end}
}

// isPlaceholder says whether a text in quotes is a placeholder alone ('%s', '{name}').
func isPlaceholder(s string) bool {
	if len(s) < 2 || s == "{}" { // '{}' is an empty array or object
		return false
	}
	return s == "%s" || s == "%d" || s == "%v" || s[0] == '{' && s[len(s)-1] == '}' && !strings.ContainsAny(s, " \",:[") ||
		strings.HasPrefix(s, "${") && s[len(s)-1] == '}' || strings.HasPrefix(s, "#{") && s[len(s)-1] == '}'
}
