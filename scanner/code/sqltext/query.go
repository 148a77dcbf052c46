package sqltext

import "strings"

// query reads a SELECT.
func (p *parser) query(s *Statement, i, end int) {
	s.Operation = Select
	if p.at(i).is("values") {
		s.Operation = Other
		return
	}
	if p.at(i).is("table") {
		p.target(s, i+1, end)
		return
	}
	from := p.find(i+1, end, "from", "where", "union", "limit", "into", "order")
	s.Selected = p.selected(i+1, from)
	if p.at(from).is("into") && !p.routine && p.at(from+1).kind != param {
		s.Operation = Copy
		if !p.at(from+1).is("outfile", "dumpfile") {
			p.target(s, p.skip(from+1, "temp", "temporary", "table", "unlogged"), end)
		}
	}
	for k := i; k < from; k++ {
		if p.at(k).is("cron", "dblink", "schedule", "sp_executesql", "create_job", "dblink_exec", "query_to_xml") {
			p.dynamic(s, k, end)
			break
		}
	}
	p.policies(s, i, from)
}

// skip steps over these words.
func (p *parser) skip(i int, words ...string) int {
	for p.at(i).is(words...) {
		i++
	}
	return i
}

// policies reads calls that make a table drop its rows: add_retention_policy('t', INTERVAL
// '30 days'), drop_chunks('t', …).
func (p *parser) policies(s *Statement, i, end int) {
	for ; i < end; i++ {
		if !p.at(i).is("add_retention_policy", "drop_chunks", "add_drop_chunks_policy") || p.at(i+1).match < i || p.at(i+2).kind != text {
			continue
		}
		stop := p.at(i + 1).match
		name := p.decode(p.at(i + 2))
		t := Test{Operator: "<", Days: p.period(i+3, stop), Start: p.at(i + 2).start, End: p.at(stop).end}
		t.Value = p.value(i+3, stop)
		name = name[strings.LastIndexByte(name, '.')+1:]
		s.Body = append(s.Body, Statement{Operation: Delete, Table: name, Tables: []string{name}, HasWhere: true,
			Where: []Test{t}, Start: p.at(i).start, End: p.at(stop).end})
	}
}

// selected gives the names in a list of SELECT or RETURNING.
func (p *parser) selected(i, end int) []Name {
	i = p.skip(i, "distinct", "all", "sql_no_cache", "straight_join")
	var out []Name
	for _, item := range p.split(i, end, ",") {
		from, stop := item[0], item[1]
		if p.at(from).is("*") && stop == from+1 {
			out = append(out, Name{Path: "*", Last: "*", Start: p.at(from).start, End: p.at(from).end})
			continue
		}
		if as := p.find(from, stop, "as"); as < stop {
			stop = as
		} else if n := stop - 1; n > from && p.named(n) && !p.at(n-1).is(".", "::") && p.at(n-1).kind != sign || n > from && p.at(n-1).is(")") && p.named(n) {
			stop = n // an alias without AS
		}
		out = append(out, p.names(from, stop)...)
	}
	return out
}

// tables collects the tables among tokens; the first becomes that of the statement where
// it has none. Names of common tables are left out.
func (p *parser) tables(s *Statement, common map[string]bool, i, end int) {
	seen := map[string]bool{}
	add := func(name string) {
		if name == "" || common[name] || seen[strings.ToLower(name)] {
			return
		}
		seen[strings.ToLower(name)] = true
		s.Tables = append(s.Tables, name)
	}
	aliases := map[string]string{}
	add(s.Table)
	skip := -1
	for k := i; k < end; k++ {
		t := p.at(k)
		switch {
		case t.is("extract", "substring", "trim", "overlay", "position") && p.at(k+1).is("("):
			skip = p.find(k+2, max(p.at(k+1).match, k+2), "from")
		case t.is("from") && k != skip && !(p.at(k-1).is("distinct") && p.at(k-2).is("is", "not")) && s.Operation != Copy, t.is("join"), t.is("using") && !p.at(k+1).is("("):
			p.tableList(k+1, end, add, aliases)
		case t.is("into") && !p.routine && s.Operation != Copy && k > i+2:
			n, _ := p.path(k+1, end)
			add(n.Last)
		}
	}
	p.resolve(s, aliases)
	if s.Table == "" && len(s.Tables) > 0 && (s.Operation == Select || s.Operation == Other) {
		s.Table = s.Tables[0]
	}
}

// tableList reads the tables of FROM or JOIN, which commas part.
func (p *parser) tableList(k, end int, add func(string), aliases map[string]string) {
	for n := 0; k < end && n < mostTokens; n++ {
		k = p.skip(k, "lateral", "only")
		if p.at(k).is("(") {
			k = p.next(k)
		} else {
			name, after := p.path(k, end)
			if after == k && p.at(k).kind == param {
				after = k + 1
			}
			if after == k {
				return
			}
			if !p.at(after).is("(") {
				add(name.Last)
			} else {
				after = p.next(after)
			}
			k = after
			alias := p.skip(k, "as")
			if p.named(alias) && alias < end {
				aliases[p.name(alias)] = name.Last
			}
		}
		k = p.skip(k, "as")
		if p.named(k) {
			k++
		}
		if !p.at(k).is(",") {
			return
		}
		k++
	}
}

// resolve replaces an alias by its table (UPDATE u SET … FROM users u).
func (p *parser) resolve(s *Statement, aliases map[string]string) {
	name, ok := aliases[s.Table]
	if !ok || name == "" || s.Operation != Update && s.Operation != Delete {
		return
	}
	alias := s.Table
	s.Table = name
	kept := []string{name}
	for _, t := range s.Tables {
		if t != alias && t != name {
			kept = append(kept, t)
		}
	}
	s.Tables = kept
}
