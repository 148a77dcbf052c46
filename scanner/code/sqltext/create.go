package sqltext

import "strings"

// create reads CREATE, and gives the token at which what is not its body ends.
func (p *parser) create(s *Statement, i, end int) int {
	k := i + 1
	for ; k < min(end, i+16); k++ {
		t := p.at(k)
		switch {
		case t.is("table"):
			p.createTable(s, k+1, end)
			return end
		case t.is("index"):
			p.createIndex(s, k+1, end)
			return end
		case t.is("trigger"):
			return p.createTrigger(s, k+1, end)
		case t.is("function", "procedure", "proc"):
			return p.createFunction(s, k+1, end)
		case t.is("event"):
			p.procedure(s, p.find(k, end, "do")+1, end)
			return p.find(k, end, "do")
		case t.is("view", "task", "rule"):
			return p.createView(s, k+1, end)
		case t.is("(", "type", "schema", "database", "extension", "role", "user", "domain"):
			return end
		}
	}
	return end
}

// createView reads the query of a view, the statement of a task or rule.
func (p *parser) createView(s *Statement, i, end int) int {
	as := p.find(i, end, "as", "do")
	if p.at(as).is("as") && p.at(as+1).is("on") {
		as = p.find(as+1, end, "do")
	}
	as = p.skip(min(as+1, end), "instead", "also")
	if as < end {
		p.depth++
		s.Body = []Statement{p.statement(as, end)}
		p.depth--
	}
	return min(as, end)
}

// createTable reads the columns of CREATE TABLE and what stands behind them.
func (p *parser) createTable(s *Statement, i, end int) {
	s.Operation = CreateTable
	k := p.target(s, i, end)
	if t := p.at(k); t.is("(") && t.match > k && t.match < end && !p.at(k+1).is("select", "with") {
		for _, item := range p.split(k+1, t.match, ",") {
			p.columnOrConstraint(s, item[0], item[1])
		}
		k = t.match + 1
	} else if t.is("(") && t.match < 0 { // cut off in the middle: what there is
		for _, item := range p.split(k+1, end, ",") {
			p.columnOrConstraint(s, item[0], item[1])
		}
		s.Open = true
		return
	}
	p.tableOptions(s, k, end)
	if at := p.find(k, end, "select"); at < end {
		s.Selected = p.selected(at+1, p.find(at, end, "from"))
	}
}

// tableOptions reads PARTITION BY and the terms after which rows vanish.
func (p *parser) tableOptions(s *Statement, i, end int) {
	for k := i; k < end; k++ {
		switch t := p.at(k); {
		case t.is("partition", "partitioned") && p.at(k+1).is("by"):
			open := p.find(k+2, min(end, k+6), "(")
			if m := p.at(open).match; p.at(open).is("(") && m > 0 {
				for _, n := range p.names(open+1, m) {
					s.Partitioned = append(s.Partitioned, n.Last)
				}
				k = m
			} else if n, _ := p.path(k+2, end); n.Path != "" {
				s.Partitioned = append(s.Partitioned, n.Last)
			}
		case t.is("ttl_expire_after", "ttl_expiration_expression") && p.at(k+1).is("="):
			v := p.value(k+2, min(end, k+3))
			v.Days = max(v.Days, periodOf(v.Text))
			s.Expires = &v
		case t.is("default_time_to_live") && p.at(k+1).is("="):
			v := p.value(k+2, min(end, k+3))
			v.Days = v.Number / 86400
			if v.Days > 0 {
				s.Expires = &v
			}
		case t.is("ttl") && k+1 < end && p.named(k+1):
			v := p.value(k+1, p.find(k+1, end, "settings", "order", "partition", "delete", ",", "primary"))
			s.Expires = &v
		}
	}
}

// columnOrConstraint reads one item of the list of CREATE TABLE.
func (p *parser) columnOrConstraint(s *Statement, i, end int) {
	if p.isConstraint(i, end) {
		p.constraint(s, i, end)
		return
	}
	if c, ok := p.column(i, end); ok {
		s.Columns = append(s.Columns, c)
		return
	}
	s.Open = s.Open || p.at(i).kind == param
}

// isConstraint says whether an item is about the table rather than a column.
func (p *parser) isConstraint(i, end int) bool {
	t, next := p.at(i), p.at(i+1)
	switch {
	case t.is("primary", "foreign"):
		return next.is("key")
	case t.is("constraint", "exclude", "like"):
		return true
	case t.is("unique", "check", "fulltext", "spatial"):
		return next.is("(", "key", "index", "nulls") || p.at(i+2).is("(") && p.at(i+3).kind != number
	case t.is("key", "index", "period"):
		return next.is("(") || p.at(i+2).is("(") && p.at(i+3).kind != number || p.at(i+2).is("using")
	}
	return false
}

// constraint marks the columns that PRIMARY KEY and UNIQUE of a table name.
func (p *parser) constraint(s *Statement, i, end int) {
	at := p.find(i, end, "primary", "unique", "check")
	open := p.find(at, end, "(")
	m := p.at(open).match
	if at == end || open == end || m < 0 {
		return
	}
	if p.at(at).is("check") {
		p.checks(s, p.tests(open+1, m))
		return
	}
	names := p.names(open+1, m)
	for _, n := range names {
		for k := range s.Columns {
			if c := &s.Columns[k]; strings.EqualFold(c.Name, n.Last) {
				c.Primary = c.Primary || p.at(at).is("primary")
				c.Unique = c.Unique || p.at(at).is("unique") && len(names) == 1
			}
		}
	}
}

// checks hands the tests of a table's CHECK to the columns they name.
func (p *parser) checks(s *Statement, tests []Test) {
	for _, t := range tests {
		for k := range s.Columns {
			if c := &s.Columns[k]; strings.EqualFold(c.Name, t.Last) && len(c.Check) < mostTokens {
				c.Check = append(c.Check, t)
			}
		}
	}
}

// columnWords are the words that end the type of a column.
var columnWords = []string{"default", "not", "null", "primary", "unique", "check", "references", "constraint", "generated", "collate",
	"comment", "auto_increment", "autoincrement", "identity", "on", "as", "charset", "visible", "invisible", "key", "first", "after",
	"codec", "ttl", "encode", "stored", "virtual", "persisted", "rowguidcol", "sparse", "for", "using", "character", "encrypted", "masked"}

// column reads the definition of a column.
func (p *parser) column(i, end int) (Column, bool) {
	if i >= end {
		return Column{}, false
	}
	n, after := p.path(i, end)
	if after == i && p.at(i).kind == word {
		n, after = Name{Path: p.name(i), Last: p.name(i)}, i+1
	}
	if after == i || n.Last == "" {
		return Column{}, false
	}
	c := Column{Name: n.Last, Start: p.at(i).start, End: p.at(end - 1).end}
	stop := p.columnWord(after, end)
	if p.at(after).is("character") {
		stop = p.columnWord(after+1, end)
	}
	c.Type = p.typeOf(after, stop)
	if strings.Contains(c.Type, "serial") || strings.Contains(c.Type, "identity") {
		c.Automatic = true
	}
	for stop < end {
		next := p.columnWord(stop+1, end)
		if p.at(stop).is("default") && next == stop+1 && p.at(next).is("null") {
			next = p.columnWord(next+1, end)
		}
		p.columnOption(&c, stop, next)
		stop = next
	}
	return c, true
}

// columnWord gives the next word that begins an option of a column.
func (p *parser) columnWord(i, end int) int {
	for ; i < end; i = p.next(i) {
		if t := p.at(i); t.is(columnWords...) && !p.at(i-1).is(".") {
			return i
		}
	}
	return end
}

// typeOf gives a type as written, in small letters.
func (p *parser) typeOf(i, end int) string {
	var s strings.Builder
	for k := i; k < min(end, i+20); k++ {
		if t := p.at(k); k > i && t.start > p.at(k-1).end && !t.is("(", ")", ",") && !p.at(k-1).is("(") {
			s.WriteByte(' ')
		}
		if t := p.at(k); t.kind == quoted {
			s.WriteString(strings.ToLower(p.name(k)))
		} else if t.kind == param {
			s.WriteString("?")
		} else {
			s.WriteString(strings.ToLower(visible(p.source(k, k+1))))
		}
	}
	return s.String()
}

// columnOption reads one option of a column: the tokens from its first word on.
func (p *parser) columnOption(c *Column, i, end int) {
	value := func(from int) *Value {
		v := p.value(from, end)
		return &v
	}
	switch t, next := p.at(i), p.at(i+1); t.low {
	case "default":
		if i+1 < end {
			c.Default = value(i + 1)
		}
	case "not":
		c.NotNull = c.NotNull || next.is("null")
	case "primary":
		c.Primary = true
	case "unique":
		c.Unique = true
	case "references":
		n, _ := p.path(i+1, end)
		c.References = n.Last
	case "check":
		if next.is("(") && next.match > i {
			c.Check = append(c.Check, p.tests(i+2, next.match)...)
		}
	case "auto_increment", "autoincrement", "identity":
		c.Automatic = true
	case "as":
		if next.is("identity") {
			c.Automatic = true
		} else if next.is("(") && next.match > i {
			v := p.value(i+1, next.match+1)
			c.Generated = &v
		}
	case "on":
		if next.is("update") && i+2 < end {
			if v := value(i + 2); v.Form == "now" || v.FromNow {
				c.OnUpdate = v
			}
		}
	}
}

// createIndex reads CREATE INDEX.
func (p *parser) createIndex(s *Statement, i, end int) {
	s.Operation = Index
	on := p.find(i, end, "on")
	if on == end {
		return
	}
	k := p.target(s, on+1, end)
	open := p.find(k, end, "(")
	if m := p.at(open).match; p.at(open).is("(") && m > 0 && m < end {
		for _, n := range p.names(open+1, m) {
			s.Columns = append(s.Columns, Column{Name: n.Last, Start: n.Start, End: n.End})
		}
	}
}
