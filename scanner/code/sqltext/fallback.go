package sqltext

import "strings"

// fallbacks finds the values that stand in for missing ones, anywhere among tokens.
func (p *parser) fallbacks(i, end int) []Fallback {
	var out []Fallback
	for ; i < end; i++ {
		switch t := p.at(i); {
		case t.kind != word && t.kind != sign:
		case t.is("case") && t.match > i && t.match < end:
			out = p.caseFallbacks(out, i)
		case t.is("is"):
			out = p.isComparison(out, i, end)
		case t.is("<>", "!="):
			out = p.unlike(out, i, end)
		case t.is("if", "iif"):
			out = p.ifFallback(out, i)
		default:
			if f, ok := p.fallbackCall(i); ok {
				out = append(out, f)
			}
		}
	}
	return out
}

// fallbackCall reads COALESCE(x, v) and its kin at i.
func (p *parser) fallbackCall(i int) (Fallback, bool) {
	t := p.at(i)
	if !t.is("coalesce", "ifnull", "nvl", "isnull", "nvl2", "zeroifnull", "decode") || !p.at(i+1).is("(") || p.at(i+1).match < 0 {
		return Fallback{}, false
	}
	open := i + 1
	args := p.split(open+1, p.at(open).match, ",")
	if t.is("zeroifnull") && len(args) == 1 {
		args = append(args, args[0])
	}
	if len(args) < 2 || t.is("decode") && (len(args) < 3 || p.value(args[1][0], args[1][1]).Form != "null") {
		return Fallback{}, false
	}
	names := p.names(args[0][0], args[0][1])
	if len(names) == 0 {
		return Fallback{}, false
	}
	last := args[len(args)-1]
	f := Fallback{Name: names[0], Kind: "call", Start: t.start, End: p.at(p.at(open).match).end}
	switch t.low {
	case "decode":
		f.Value = p.value(args[2][0], args[2][1])
	case "zeroifnull":
		f.Value = Value{Form: "number", Text: "0", Start: f.Start, End: f.End}
	default:
		f.Value = p.value(last[0], last[1])
	}
	return f, true
}

// caseFallbacks reads the branches of a CASE that what is missing takes.
func (p *parser) caseFallbacks(out []Fallback, i int) []Fallback {
	end := p.at(i).match
	f := Fallback{Kind: "case", Start: p.at(i).start, End: p.at(end).end}
	when := p.find(i+1, end, "when")
	var subject []Name
	if when > i+1 {
		subject = p.names(i+1, when)
	}
	var compared Test
	for when < end {
		then := p.find(when+1, end, "then")
		stop := p.find(then+1, end, "when", "else")
		tests := p.whenTests(when+1, min(then, end), subject)
		if t, ok := missing(tests); ok {
			f.Name, f.Value = t.Name, p.value(min(then+1, end), stop)
			return append(out, f)
		}
		if len(tests) > 0 && compared.Path == "" {
			compared = tests[0]
		}
		when = stop
		if p.at(stop).is("else") {
			break
		}
	}
	if when < end && compared.Path != "" && !compared.Not && compared.Operator != "<>" {
		f.Name, f.Value = compared.Name, p.value(when+1, end)
		if !compared.Present {
			f.Kind = "else"
		}
		return append(out, f)
	}
	if when < end && compared.Present {
		f.Name, f.Value = compared.Name, p.value(when+1, end)
		return append(out, f)
	}
	return out
}

// whenTests reads the condition of WHEN, or the value that the subject is compared with.
func (p *parser) whenTests(i, end int, subject []Name) []Test {
	if len(subject) == 0 {
		return p.tests(i, end)
	}
	v := p.value(i, end)
	return []Test{{Name: subject[0], Operator: "=", Value: v, Missing: v.Form == "empty" || v.Form == "null"}}
}

// missing gives the first test that holds where its name has no value.
func missing(tests []Test) (Test, bool) {
	for _, t := range tests {
		if t.Missing {
			return t, true
		}
	}
	return Test{}, false
}

// ifFallback reads IF(x IS NULL, v, x) and IF(x IS NOT NULL, x, v).
func (p *parser) ifFallback(out []Fallback, i int) []Fallback {
	open := p.at(i + 1)
	if !open.is("(") || open.match < 0 {
		return out
	}
	args := p.split(i+2, open.match, ",")
	if len(args) != 3 {
		return out
	}
	f := Fallback{Kind: "case", Start: p.at(i).start, End: p.at(open.match).end}
	for _, t := range p.tests(args[0][0], args[0][1]) {
		switch {
		case t.Missing:
			f.Value = p.value(args[1][0], args[1][1])
		case t.Present:
			f.Value = p.value(args[2][0], args[2][1])
		default:
			continue
		}
		f.Name = t.Name
		return append(out, f)
	}
	return out
}

// isComparison reads x IS NOT FALSE, x IS NOT TRUE and x IS DISTINCT FROM …: what is
// missing counts as the other.
func (p *parser) isComparison(out []Fallback, i, end int) []Fallback {
	k := i + 1
	not := p.at(k).is("not")
	if not {
		k++
	}
	if p.at(k).is("distinct") && p.at(k+1).is("from") {
		not = !not
		k += 2
	}
	form := map[string]string{"false": "true", "0": "true", "true": "false", "1": "false"}[strings.ToLower(p.source(k, min(k+1, end)))]
	if !not || form == "" || k >= end {
		return out
	}
	return p.comparison(out, i, k, form, false)
}

// unlike reads x <> 0 and x != 'no'.
func (p *parser) unlike(out []Fallback, i, end int) []Fallback {
	if i+1 >= end {
		return out
	}
	t := p.at(i + 1)
	s := strings.ToLower(p.source(i+1, i+2))
	if t.kind == text {
		s = strings.ToLower(p.decode(t))
	}
	switch s {
	case "0", "false", "f", "n", "no":
		return p.comparison(out, i, i+1, "true", true)
	}
	return out
}

// comparison adds a comparison at i, whose name stands before it.
func (p *parser) comparison(out []Fallback, i, last int, form string, strict bool) []Fallback {
	from := i - 1
	if t := p.at(from); t.is(")") && t.match >= 0 {
		from = t.match
	}
	for from > 0 && (p.at(from-1).is(".") || p.at(from).is(".")) {
		from--
	}
	names := p.names(from, i)
	if len(names) == 0 {
		return out
	}
	f := Fallback{Name: names[0], Kind: "comparison", Strict: strict, Start: p.at(from).start, End: p.at(last).end}
	f.Value = Value{Form: form, Start: p.at(last).start, End: p.at(last).end}
	return append(out, f)
}

// updateFallbacks are those of UPDATE … SET x = v WHERE x IS NULL, and of assignments
// under IF x IS NULL.
func updateFallbacks(sets []Set, where []Test, kind string) []Fallback {
	var out []Fallback
	for _, s := range sets {
		t, ok := absent(s.Column, s.Under)
		if !ok {
			t, ok = absent(s.Column, where[:min(len(where), mostTokens)])
		}
		if ok {
			out = append(out, Fallback{Name: t.Name, Value: s.Value, Kind: kind, Target: s.Column, Start: s.Start, End: s.End})
		}
	}
	return out
}

// absent gives the test for which a column must be without value.
func absent(column string, tests []Test) (Test, bool) {
	for _, t := range tests {
		if t.Missing && t.Last == column && (t.Value.Form == "null" || t.Value.Form == "empty") {
			return t, true
		}
	}
	return Test{}, false
}
