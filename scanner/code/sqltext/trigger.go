package sqltext

import "strings"

// createTrigger reads CREATE TRIGGER, and gives the token at which its body begins.
func (p *parser) createTrigger(s *Statement, i, end int) int {
	s.Operation = CreateTrig
	i = p.skip(i, "if", "not", "exists")
	t := &Trigger{}
	s.Trigger = t
	n, after := p.path(i, end)
	t.Name = n.Last
	on := p.find(max(after, i), end, "on")
	p.target(s, min(on+1, end), end)
	t.Table = s.Table
	body := p.triggerBody(on, end)
	p.triggerHead(t, i, body)
	p.events(t, after, on, body)
	if at := p.find(on, end, "execute", "exec"); at < body && p.at(at+1).is("function", "procedure") {
		f, _ := p.path(at+2, end)
		t.Function = f.Last
		return end
	}
	if body < end {
		inner := Statement{}
		p.procedure(&inner, body, end)
		t.Body, t.Sets, t.Found = inner.Body, newRow(inner.Assigns), true
		s.Body, s.Assigns = inner.Body, inner.Assigns
		s.Fallbacks = inner.Fallbacks
	}
	return body
}

// triggerBody gives the token at which the body of a trigger begins, end when it has none.
func (p *parser) triggerBody(on, end int) int {
	for k := on; k < end; k = p.next(k) {
		switch t := p.at(k); {
		case t.is("execute") && p.at(k+1).is("function", "procedure"):
			return end
		case t.is("begin", "declare"):
			return k
		case t.is("as") && k > on+1 && !p.at(k-1).is("old", "new", "table", "row"):
			return k + 1
		case t.is("row") && p.at(k-1).is("each"):
			if b := k + 1; !p.at(b).is("when", "execute", "declare", "begin", "follows", "precedes") {
				return b
			}
			if p.at(k+1).is("follows", "precedes") {
				return min(k+3, end)
			}
		}
	}
	return end
}

// triggerHead reads when a trigger fires.
func (p *parser) triggerHead(t *Trigger, i, end int) {
	for k := i; k < end; k = p.next(k) {
		w := p.at(k)
		switch {
		case w.is("before", "after") && t.Timing == "":
			t.Timing = w.low
		case w.is("instead"):
			t.Timing = "instead of"
		case w.is("for") && !p.at(k+1).is("each") && t.Timing == "":
			t.Timing = "after"
		case w.is("when") && p.at(k+1).is("("):
			t.When = p.tests(k+2, p.at(k+1).match)
		case w.is("when"):
			t.When = p.tests(k+1, end)
			return
		}
	}
	if t.Timing == "" {
		t.Timing = "before"
	}
}

// events reads on what a trigger fires: before ON, or in T-SQL behind it.
func (p *parser) events(t *Trigger, i, on, body int) {
	has := map[string]bool{}
	read := func(from, to int) {
		for k := from; k < to; k = p.next(k) {
			w := p.at(k)
			if w.is("insert", "update", "delete", "truncate") {
				has[w.low] = true
			}
			if w.is("of") && p.at(k-1).is("update") {
				for _, n := range p.names(k+1, p.find(k, to, "or")) {
					t.Columns = append(t.Columns, n.Last)
				}
			}
		}
	}
	read(i, on)
	if len(has) == 0 {
		read(on, body)
	}
	for _, e := range []string{"insert", "update", "delete", "truncate"} {
		if has[e] {
			t.Events = append(t.Events, e)
		}
	}
}

// newRow keeps the assignments to the row that a trigger is about.
func newRow(sets []Set) []Set {
	var out []Set
	for _, s := range sets {
		if len(s.Path) > 4 && strings.EqualFold(s.Path[:4], "new.") {
			out = append(out, s)
		}
	}
	return out
}

// link gives triggers the bodies of the functions that they run, by name; of functions of
// the same name the last that has a body counts (ALTER FUNCTION has none).
func link(all []Statement) {
	functions := map[string]int{}
	for i, s := range all {
		if s.Function != "" && len(s.Body)+len(s.Assigns) > 0 {
			functions[strings.ToLower(s.Function)] = i
		}
	}
	for i := range all {
		t := all[i].Trigger
		if t == nil || t.Function == "" {
			continue
		}
		if n, ok := functions[strings.ToLower(t.Function)]; ok {
			f := all[n]
			t.Body, t.Sets, t.Found = f.Body, newRow(f.Assigns), true
		}
	}
}
