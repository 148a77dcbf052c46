package sqltext

// mostNesting bounds how deep parentheses are read in a condition.
const mostNesting = 40

// tests reads a condition.
func (p *parser) tests(i, end int) []Test { return p.testsIn(nil, i, end, false, 0) }

// testsIn adds the tests of a condition, whose terms AND and OR part.
func (p *parser) testsIn(out []Test, i, end int, not bool, depth int) []Test {
	if depth > mostNesting {
		return out
	}
	from, between := i, false
	for k := i; k < end; k = p.next(k) {
		t := p.at(k)
		switch {
		case t.is("between"):
			between = true
		case t.is("and") && between:
			between = false
		case t.is("and", "or", "xor", "&&"):
			out = p.term(out, from, k, not, depth)
			from = k + 1
		}
	}
	return p.term(out, from, end, not, depth)
}

// term adds the tests of what stands between AND and OR.
func (p *parser) term(out []Test, i, end int, not bool, depth int) []Test {
	for i < end && p.at(i).is("not", "!") {
		not = !not
		i++
	}
	if i >= end {
		return out
	}
	if p.at(i).is("(") && p.at(i).match == end-1 {
		if p.at(i+1).is("select", "with") {
			return out
		}
		return p.testsIn(out, i+1, end-1, not, depth+1)
	}
	t := p.test(i, end)
	if t.Path == "" && len(t.Names) == 0 && t.Operator != "exists" {
		return out
	}
	t.Not = t.Not != not
	if not {
		t.Missing, t.Present = t.Present, t.Missing
	}
	t.settle()
	return append(out, t)
}

// operators are the words and signs that compare.
var operators = []string{"=", "==", "<=>", "<>", "!=", "<", "<=", ">", ">=", "is", "in", "like", "ilike", "rlike",
	"regexp", "similar", "between", "isnull", "notnull", "!~", "~", "~*", "@>", "<@"}

// test reads one comparison.
func (p *parser) test(i, end int) Test {
	t := Test{Start: p.at(i).start, End: p.at(end - 1).end, Days: p.period(i, end)}
	op := p.find(i, end, operators...)
	left := op
	if left > i && p.at(left-1).is("not") {
		left--
		t.Not = true
	}
	names := p.names(i, left)
	if op == end {
		p.bare(&t, i, end, names)
		return t
	}
	right := op + 1
	t.Operator = p.at(op).low
	switch t.Operator {
	case "is":
		right = p.isTest(&t, right)
	case "==", "<=>":
		t.Operator = "="
	case "!=":
		t.Operator = "<>"
	case "ilike", "rlike", "regexp", "similar", "~", "~*", "!~":
		t.Not = t.Not || t.Operator == "!~"
		t.Operator = "like"
	case "isnull", "notnull":
		t.Missing, t.Present = t.Operator == "isnull", t.Operator == "notnull"
		t.Operator, t.Not = "is", t.Present
		t.Value = Value{Form: "null", Start: t.End, End: t.End}
	}
	if right < end {
		t.Value = p.value(right, end)
	}
	p.subject(&t, i, left, names)
	p.presence(&t, i, left)
	return t
}

// settle clears what cannot be: a test that holds both ways.
func (t *Test) settle() {
	if t.Missing && t.Present {
		t.Missing, t.Present = false, false
	}
}

// isTest reads what follows IS, and gives the token where the value begins.
func (p *parser) isTest(t *Test, i int) int {
	if p.at(i).is("not") {
		t.Not = true
		i++
	}
	if p.at(i).is("distinct") && p.at(i+1).is("from") {
		t.Not = !t.Not
		i += 2
	}
	return i
}

// subject tells which name is compared and with what; it turns the test round where the
// name stands on the right.
func (p *parser) subject(t *Test, i, left int, names []Name) {
	if len(names) > 0 {
		t.Name = names[0]
		t.Names = append(append([]Name(nil), names[1:]...), t.Value.Names...)
		if t.Days > 0 && (p.hasNow(i, left) || p.at(i).is("datediff", "timestampdiff", "months_between", "date_part")) {
			t.Operator = turned(t.Operator) // now() - x > 90 days is x before that
		}
		return
	}
	if len(t.Value.Names) == 0 {
		return
	}
	t.Name, t.Names = t.Value.Names[0], t.Value.Names[1:]
	t.Value = p.value(i, left)
	t.Operator = turned(t.Operator)
}

// turned gives the operator for when both sides change places.
func turned(op string) string {
	switch op {
	case "<", "<=":
		return ">" + op[1:]
	case ">", ">=":
		return "<" + op[1:]
	}
	return op
}

// presence tells whether the test holds for what has no value, or only for what has one.
func (p *parser) presence(t *Test, i, left int) {
	form := t.Value.Form
	if f, ok := p.fallbackCall(i); ok && p.callEnd(i) == left {
		same := f.Value.Form == form && f.Value.Text == t.Value.Text
		t.Missing = t.Operator == "=" && same || t.Operator == "<>" && !same && isConstant(form) && isConstant(f.Value.Form)
		t.Present = t.Operator == "<>" && same
		return
	}
	switch {
	case t.Operator == "is" && form == "null":
		t.Missing, t.Present = !t.Not, t.Not
	case t.Operator == "is" && (form == "true" || form == "false"):
		t.Missing = t.Not
	case t.Operator == "=" && (form == "empty" || form == "number" && t.Value.Number == 0 && p.measures(i)):
		t.Missing = true
	case t.Operator == "<>" && form == "empty", t.Operator == ">" && form == "number" && t.Value.Number == 0 && p.measures(i):
		t.Present = true
	}
}

// measures says whether the length of something is taken at i.
func (p *parser) measures(i int) bool {
	return p.at(i).is("length", "len", "char_length", "octet_length") && p.at(i+1).is("(")
}

func isConstant(form string) bool {
	switch form {
	case "true", "false", "number", "text", "empty":
		return true
	}
	return false
}

// bare reads a term without a comparison: a name, EXISTS (…), or a function that tests.
func (p *parser) bare(t *Test, i, end int, names []Name) {
	if p.at(i).is("exists") {
		t.Operator = "exists"
		return
	}
	if len(names) == 0 {
		return
	}
	t.Name, t.Names = names[0], names[1:]
	_, after := p.path(i, end)
	switch {
	case after == end:
		t.Operator = "true"
		t.Value = Value{Form: "true", Start: t.Start, End: t.End}
	case p.at(i).is("isnull") && p.callEnd(i) == end:
		t.Operator, t.Missing = "is", true
		t.Value = Value{Form: "null", Start: t.Start, End: t.End}
	}
}
