package sqltext

// statement reads the statement of the tokens from i to end.
func (p *parser) statement(i, end int) Statement {
	s := Statement{Operation: Other, Start: p.at(i).start, End: p.at(end - 1).end}
	if p.depth > mostDepth {
		return s
	}
	first := i
	i, end = p.unwrap(i, end)
	if p.at(i).is("with") {
		i = p.commonTables(&s, i, end)
	}
	header := end
	switch t := p.at(i); t.low {
	case "select", "perform", "values", "table":
		p.query(&s, i, end)
	case "insert", "replace":
		p.insert(&s, i, end)
	case "update":
		p.update(&s, i, end)
	case "delete":
		p.remove(&s, i, end)
	case "truncate":
		s.Operation = Delete
		if p.at(i + 1).is("table") {
			i++
		}
		p.target(&s, i+1, end)
	case "merge":
		p.merge(&s, i, end)
	case "create":
		header = p.create(&s, i, end)
	case "alter":
		header = p.alter(&s, i, end)
	case "copy", "load", "bulk", "unload":
		p.copy(&s, i, end)
	case "grant", "revoke", "comment", "lock", "drop":
		p.grant(&s, i, end)
	default:
		header = p.run(&s, i, end)
	}
	p.common(&s, first, i, header)
	return s
}

// unwrap steps over EXPLAIN and parentheses around a statement.
func (p *parser) unwrap(i, end int) (int, int) {
	for i < end-1 {
		switch t := p.at(i); {
		case t.is("(") && t.match == end-1:
			i, end = i+1, end-1
		case t.is("(") && t.match > i && p.at(i+1).is("select", "with", "("):
			i++
		case t.is("explain", "analyze", "verbose") && p.at(i+1).kind == word:
			i++
		default:
			return i, end
		}
	}
	return i, end
}

// commonTables reads the statements of WITH and gives the token of the main one.
func (p *parser) commonTables(s *Statement, i, end int) int {
	for k := i + 1; k < end; k = p.next(k) {
		t := p.at(k)
		if t.is("(") && t.match > k && t.match < end && p.at(k-1).is("as", "materialized") {
			p.depth++
			s.Body = append(s.Body, p.statement(k+1, max(t.match, k+2)))
			p.depth--
		}
		if t.is("select", "insert", "update", "delete", "merge", "values") {
			return k
		}
	}
	return end
}

// common reads what all statements have: tables, conditions, fallbacks, placeholders.
func (p *parser) common(s *Statement, first, i, end int) {
	if i >= end {
		return
	}
	if s.Operation != CreateTable && s.Operation != AlterTable || p.find(i, end, "select") < end {
		p.tables(s, p.commonNames(first, i), i, end)
	} else if s.Table != "" {
		s.Tables = []string{s.Table}
	}
	if s.Operation != CreateTrig {
		p.where(s, i, end)
	}
	s.Params = p.allParams(i, end)
	s.Open = s.Open || p.open(i, end)
	inner := s.Fallbacks
	s.Fallbacks = append(p.fallbacks(i, end), updateFallbacks(s.Sets, s.Where, "update")...)
	p.aim(s, i, end)
	s.Fallbacks = append(s.Fallbacks, inner...)
}

// commonNames are the names that WITH gives to what it selects.
func (p *parser) commonNames(first, i int) map[string]bool {
	out := map[string]bool{}
	for k := first; k < i; k = p.next(k) {
		if p.at(k).is("as") && p.at(k+1).is("(", "materialized", "not") {
			n := k - 1
			if p.at(n).is(")") && p.at(n).match > 0 {
				n = p.at(n).match - 1
			}
			out[p.name(n)] = true
		}
	}
	return out
}

// allParams are all placeholders among tokens.
func (p *parser) allParams(i, end int) []Param {
	var out []Param
	for ; i < end; i += mostTokens {
		out = append(out, p.params(i, min(end, i+mostTokens))...)
	}
	return out
}

// where reads the conditions of a statement and of the queries inside it.
func (p *parser) where(s *Statement, i, end int) {
	for k := i; k < end; k++ {
		t := p.at(k)
		switch {
		case t.is("where"):
			s.HasWhere = true
		case t.is("having"), t.is("on") && s.Operation != Other && s.Operation != Index && !p.at(k+1).is("conflict", "duplicate", "delete", "update", "commit") && p.joins(k):
		default:
			continue
		}
		stop := p.clauseEnd(k+1, end)
		s.Where = append(s.Where, p.tests(k+1, stop)...)
	}
}

// joins says whether the ON at k may be that of a JOIN or MERGE: not that of an index.
func (p *parser) joins(k int) bool {
	return p.at(k-1).kind == word || p.at(k-1).kind == quoted || p.at(k-1).is(")")
}

// clauseEnd gives the token at which a condition ends.
func (p *parser) clauseEnd(i, end int) int {
	for ; i < end; i = p.next(i) {
		t := p.at(i)
		if t.is(")", ";") || t.kind == finish || t.is("where", "group", "having", "order", "limit", "offset", "union", "except", "intersect",
			"returning", "join", "left", "right", "inner", "outer", "cross", "full", "when", "window", "fetch", "for", "set", "on", "option", "do") &&
			!p.at(i+1).is("(") || t.is("when", "where", "having", "on", "returning") {
			return i
		}
	}
	return end
}

// open says whether something is interpolated where a clause might stand.
func (p *parser) open(i, end int) bool {
	for ; i < end; i++ {
		t := p.at(i)
		if t.kind != param || !interpolated(p.src[t.start:t.end]) {
			continue
		}
		before, after := p.at(i-1), p.at(i+1)
		ends := i+1 >= end || after.is(";", ")", "from", "where", "order", "group", "and", "or", "limit", "returning")
		switch {
		case before.is("set", "where", "and", "or", "select", "having", "on") && ends && !p.bounds(i):
			return true
		case after.is("."):
		case before.kind == number, before.kind == text, before.kind == quoted, before.kind == param, before.is(")", "null", "true", "false"),
			before.kind == word && !reserved[before.low] && !unitLike(before.low) && i > 0 && before.end < t.start && !after.is("="):
			return true
		}
	}
	return false
}

// bounds says whether the AND before k is that of BETWEEN.
func (p *parser) bounds(k int) bool {
	return p.at(k-1).is("and") && (p.at(k-3).is("between") || p.at(k-4).is("between"))
}

// interpolated says whether a placeholder may stand for more than a value.
func interpolated(s string) bool {
	switch s[0] {
	case 0, '{', '#', '?':
		return true
	case '%':
		return len(s) == 2
	}
	return len(s) > 1 && s[:2] == "${"
}

// aim tells into which column or alias each fallback goes.
func (p *parser) aim(s *Statement, i, end int) {
	for _, sets := range [][]Set{s.Sets, s.Inserted} {
		for n, k := 0, 0; n < len(s.Fallbacks) && k < len(sets); {
			f := &s.Fallbacks[n]
			switch {
			case f.Start >= sets[k].Value.End:
				k++
				continue
			case f.Start >= sets[k].Value.Start && f.Target == "":
				f.Target = sets[k].Column
			}
			n++
		}
	}
	n := 0
	for k := i; k < end && n < len(s.Fallbacks); k++ {
		for n < len(s.Fallbacks) && s.Fallbacks[n].End < p.at(k).start {
			f := &s.Fallbacks[n]
			if f.Target == "" && p.at(k).is("as") && p.at(k-1).end == f.End && f.Kind != "comparison" {
				f.Target = p.name(k + 1)
			}
			n++
		}
	}
}

// target reads the name of the table that a statement is about, and gives the token behind.
func (p *parser) target(s *Statement, i, end int) int {
	for i < end && p.at(i).is("only", "ignore", "low_priority", "if", "not", "exists") {
		i++
	}
	if p.at(i).kind == param && !p.at(i+1).is(".") {
		return i + 1
	}
	n, after := p.path(i, end)
	s.Table = n.Last
	return max(after, min(i+1, end))
}

// grant reads the table of statements that are not about rows.
func (p *parser) grant(s *Statement, i, end int) {
	at := p.find(i, end, "on", "table")
	if at < end {
		if p.at(at+1).is("table", "column") {
			at++
		}
		p.target(s, at+1, end)
	}
}

// run reads statements that run others: EXECUTE, DO, CALL; the rest is looked through for
// queries.
func (p *parser) run(s *Statement, i, end int) int {
	if t := p.at(i); t.is("do") {
		p.bodies(s, i, end)
		return i
	}
	if p.at(i).is("execute", "exec", "call", "prepare", "immediate", "select") || p.at(i).is("begin", "if", "declare") {
		p.dynamic(s, i, end)
	}
	if p.at(i).is("begin", "if", "declare", "while") && p.find(i+1, end, "end", "then", "select", "update", "delete", "insert") < end {
		p.procedure(s, i, end)
		return i
	}
	return end
}

// dynamic reads the statements in the texts among tokens.
func (p *parser) dynamic(s *Statement, i, end int) {
	if p.depth >= mostDepth {
		return
	}
	for ; i < end; i++ {
		t := p.at(i)
		if (t.kind == text || t.kind == dollar) && t.end-t.start > 14 && Looks(p.decode(t)) {
			in := p.inside(t)
			s.Body = append(s.Body, in.statements(0, len(in.toks))...)
		}
	}
}
