package sqltext

// insert reads INSERT and REPLACE.
func (p *parser) insert(s *Statement, i, end int) {
	s.Operation = Insert
	if p.at(i).is("replace") || p.at(i+1).is("or") && p.at(i+2).is("replace") {
		s.Operation = Upsert
	}
	at := p.find(i, end, "into", "overwrite")
	if at == end {
		at = i
	}
	k := p.target(s, p.skip(at+1, "table", "into"), end)
	if p.at(k).is("as") {
		k += 2
	} else if p.named(k) && !p.at(k).is("default") && p.at(k+1).is("(", "values", "select") {
		k++
	}
	var columns []Name
	if t := p.at(k); t.is("(") && t.match > k && !p.at(k+1).is("select", "with", "values") {
		columns = p.names(k+1, t.match)
		for from := k + 1 + mostTokens; from < t.match; from += mostTokens {
			columns = append(columns, p.names(from, t.match)...)
		}
		k = t.match + 1
	}
	p.inserted(s, columns, k, end)
	p.conflict(s, k, end)
	p.returning(s, k, end)
}

// inserted joins the columns of INSERT with the first row of values.
func (p *parser) inserted(s *Statement, columns []Name, i, end int) {
	var values [][2]int
	stop := p.find(i, end, "on", "returning")
	switch at := p.find(i, stop, "values", "value", "select", "set"); {
	case p.at(at).is("values", "value") && p.at(at+1).is("(") && p.at(at+1).match > at:
		values = p.split(at+2, p.at(at+1).match, ",")
	case p.at(at).is("select") && at < stop:
		values = p.split(p.skip(at+1, "distinct", "all"), p.find(at, stop, "from", "where", "union", "limit"), ",")
	case p.at(at).is("set") && at < stop:
		s.Inserted, _ = p.sets(at+1, stop)
		return
	}
	for n, c := range columns {
		set := Set{Column: c.Last, Path: c.Path, Start: c.Start, End: c.End}
		set.Value = Value{Form: "variable", Start: c.End, End: c.End}
		if len(values) == len(columns) {
			set.Value = p.value(values[n][0], p.withoutAlias(values[n][0], values[n][1]))
		}
		s.Inserted = append(s.Inserted, set)
	}
}

// withoutAlias gives the end of a selected value without its AS alias.
func (p *parser) withoutAlias(i, end int) int {
	if as := p.find(i, end, "as"); as > i {
		return as
	}
	return end
}

// conflict reads ON CONFLICT DO UPDATE SET and ON DUPLICATE KEY UPDATE.
func (p *parser) conflict(s *Statement, i, end int) {
	at := p.find(i, end, "duplicate", "conflict")
	if at == end {
		return
	}
	update := p.find(at, end, "update")
	if update == end {
		return
	}
	s.Operation = Upsert
	from := p.skip(update+1, "set")
	var open bool
	s.Sets, open = p.sets(from, p.find(from, end, "where", "returning"))
	s.Open = s.Open || open
}

// returning reads the list of RETURNING.
func (p *parser) returning(s *Statement, i, end int) {
	if at := p.find(i, end, "returning"); at < end {
		s.Selected = p.selected(at+1, end)
	}
}

// update reads UPDATE.
func (p *parser) update(s *Statement, i, end int) {
	s.Operation = Update
	k := i + 1
	if p.at(k).is("or") {
		k += 2
	}
	if p.at(k).is("top") {
		k = p.next(k + 1)
	}
	p.target(s, k, end)
	set := p.find(k, end, "set")
	if set == end {
		s.Open = true
		return
	}
	var open bool
	s.Sets, open = p.sets(set+1, p.find(set+1, end, "where", "from", "returning", "order", "limit", "output", "option"))
	s.Open = s.Open || open
	p.returning(s, set, end)
}

// sets reads assignments parted by commas; open says that one of them is interpolated whole.
func (p *parser) sets(i, end int) (out []Set, open bool) {
	for _, item := range p.split(i, end, ",") {
		from, stop := item[0], item[1]
		if t := p.at(from); t.is("(") && t.match > from && p.at(t.match+1).is("=") {
			out = append(out, p.rowSet(from, stop)...)
			continue
		}
		n, after := p.path(from, stop)
		if after == from && p.at(from).kind == param && p.at(from+1).is("=", ":=") {
			n = Name{Path: p.source(from, from+1), Last: p.source(from, from+1)}
			after++
		}
		if after == from || !p.at(after).is("=", ":=", "+", "-", "|", "*") && !p.at(after).is("||") {
			open = open || p.at(from).kind == param
			continue
		}
		for after < stop && !p.at(after).is("=", ":=") {
			after++
		}
		out = append(out, Set{Column: n.Last, Path: n.Path, Value: p.value(min(after+1, stop), stop), Start: p.at(from).start, End: p.at(stop - 1).end})
	}
	return out, open
}

// rowSet reads (a, b) = (v, w).
func (p *parser) rowSet(i, end int) []Set {
	right := p.skip(p.at(i).match+2, "row")
	columns := p.names(i+1, p.at(i).match)
	var values [][2]int
	if t := p.at(right); t.is("(") && t.match > right && t.match < end {
		values = p.split(right+1, t.match, ",")
	}
	var out []Set
	for n, c := range columns {
		set := Set{Column: c.Last, Path: c.Path, Start: c.Start, End: p.at(end - 1).end}
		set.Value = Value{Form: "expression", Start: p.at(i).start, End: set.End}
		if len(values) == len(columns) {
			set.Value = p.value(values[n][0], values[n][1])
		}
		out = append(out, set)
	}
	return out
}

// remove reads DELETE.
func (p *parser) remove(s *Statement, i, end int) {
	s.Operation = Delete
	k := i + 1
	if p.at(k).is("top") {
		k = p.next(k + 1)
	}
	p.target(s, p.skip(k, "from", "low_priority", "quick", "ignore"), end)
	p.returning(s, k, end)
}

// merge reads MERGE.
func (p *parser) merge(s *Statement, i, end int) {
	s.Operation = Upsert
	p.target(s, p.skip(i+1, "into"), end)
	for when := p.find(i, end, "when"); when < end; {
		next := p.find(when+1, end, "when")
		then := p.find(when+1, next, "then")
		var under []Test
		if and := p.find(when+1, then, "and"); and < then {
			under = p.tests(and+1, then)
		}
		switch {
		case p.at(then + 1).is("update"):
			sets, open := p.sets(p.skip(then+2, "set"), p.find(then+2, next, "where", "output", "delete"))
			for n := range sets {
				sets[n].Under = under
			}
			s.Sets, s.Open = append(s.Sets, sets...), s.Open || open
		case p.at(then+1).is("insert") && p.at(then+2).is("(") && p.at(then+2).match > 0:
			p.inserted(s, p.names(then+3, p.at(then+2).match), p.at(then+2).match+1, next)
		}
		when = next
	}
}

// copy reads COPY, LOAD DATA and BULK INSERT.
func (p *parser) copy(s *Statement, i, end int) {
	s.Operation = Copy
	k := i + 1
	if at := p.find(i, end, "into", "insert"); at < end && !p.at(i).is("copy") {
		k = at + 1
	}
	if p.at(k).is("(") {
		return
	}
	k = p.target(s, p.skip(k, "table"), end)
	if t := p.at(k); t.is("(") && t.match > k && t.match < end {
		for _, n := range p.names(k+1, t.match) {
			s.Inserted = append(s.Inserted, Set{Column: n.Last, Path: n.Path, Start: n.Start, End: n.End,
				Value: Value{Form: "variable", Start: n.End, End: n.End}})
		}
	}
}
