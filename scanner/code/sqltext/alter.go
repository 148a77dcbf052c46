package sqltext

// alter reads ALTER, and gives the token at which what is not its body ends.
func (p *parser) alter(s *Statement, i, end int) int {
	if p.isRoutine(i, end) {
		return p.create(s, i, end)
	}
	at := p.find(i, min(end, i+4), "table")
	if !p.at(at).is("table") || at >= end {
		p.grant(s, i, end)
		return end
	}
	s.Operation = AlterTable
	k := p.target(s, at+1, end)
	if p.at(k).is("*") {
		k++
	}
	adding := false
	for _, item := range p.split(k, end, ",") {
		adding = p.alteration(s, item[0], item[1], adding)
	}
	p.tableOptions(s, k, end)
	return end
}

// alteration reads one action; adding says that the one before added columns, which T-SQL
// and Oracle continue without a word.
func (p *parser) alteration(s *Statement, i, end int, adding bool) bool {
	t := p.at(i)
	switch {
	case t.is("with") && p.at(i+1).is("check", "nocheck"):
		return p.alteration(s, min(i+2, end-1), end, adding)
	case t.is("add"):
		p.add(s, i+1, end)
		return true
	case t.is("alter", "modify", "change"):
		p.change(s, i, end)
	case t.is("drop", "truncate", "detach") && p.at(i+1).is("partition"):
		s.DropsPartition = true
	case t.is("drop"):
		if p.at(i+1).is("constraint", "index", "primary", "foreign", "key", "check") {
			break
		}
		k := p.skip(i+1, "column", "if", "exists")
		if n, after := p.path(k, end); after > k {
			s.Columns = append(s.Columns, Column{Name: n.Last, Action: "drop", Start: t.start, End: p.at(end - 1).end})
		}
	case adding && i+1 < end && p.named(i) && !p.isConstraint(i, end) && !t.is("rename", "engine", "comment", "set", "enable", "disable", "attach"):
		p.addColumn(s, i, end, "add")
		return true
	}
	return false
}

// add reads what follows ADD.
func (p *parser) add(s *Statement, i, end int) {
	if p.at(i).is("column") {
		i++
	}
	i = p.skip(i, "if", "not", "exists")
	if t := p.at(i); t.is("(") && t.match > i {
		for _, item := range p.split(i+1, t.match, ",") {
			p.addColumn(s, item[0], item[1], "add")
		}
		return
	}
	if p.isConstraint(i, end) || p.at(i).is("partition", "default") || i >= end {
		p.addDefault(s, i, end)
		p.constraint(s, i, end)
		return
	}
	p.addColumn(s, i, end, "add")
}

// addDefault reads ADD CONSTRAINT c DEFAULT v FOR column of T-SQL.
func (p *parser) addDefault(s *Statement, i, end int) {
	at, stop := p.find(i, end, "default"), p.find(i, end, "for")
	if at < stop && stop+1 < end {
		v := p.value(at+1, stop)
		s.Columns = append(s.Columns, Column{Name: p.name(stop + 1), Action: "default", Default: &v, Start: p.at(i).start, End: p.at(end - 1).end})
	}
}

// addColumn reads a definition of a column.
func (p *parser) addColumn(s *Statement, i, end int, action string) {
	if p.isConstraint(i, end) {
		p.constraint(s, i, end)
		return
	}
	if c, ok := p.column(i, end); ok {
		c.Action = action
		s.Columns = append(s.Columns, c)
	}
}

// change reads ALTER COLUMN, MODIFY and CHANGE.
func (p *parser) change(s *Statement, i, end int) {
	k := i + 1
	if p.at(k).is("column") {
		k++
	}
	k = p.skip(k, "if", "exists")
	if t := p.at(k); t.is("(") && t.match > k {
		for _, item := range p.split(k+1, t.match, ",") {
			p.addColumn(s, item[0], item[1], "change")
		}
		return
	}
	if p.at(i).is("change") {
		k++
	}
	if p.at(i).is("modify", "change") {
		p.addColumn(s, k, end, "change")
		return
	}
	n, after := p.path(k, end)
	if after == k {
		return
	}
	c := Column{Name: n.Last, Action: "change", Start: p.at(i).start, End: p.at(end - 1).end}
	switch {
	case p.at(after).is("set") && p.at(after+1).is("default") && after+2 < end:
		v := p.value(after+2, end)
		c.Action, c.Default = "default", &v
	case p.at(after).is("drop") && p.at(after+1).is("default"):
		c.Action = "no_default"
	case p.at(after).is("set") && p.at(after+1).is("not"):
		c.NotNull = true
	case p.at(after).is("drop"):
	default:
		from := p.skip(after, "set", "data", "type")
		c.Type = p.typeOf(from, p.columnWord(from, end))
		c.NotNull = p.find(from, end, "not") < end
	}
	s.Columns = append(s.Columns, c)
}
