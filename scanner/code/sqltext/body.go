package sqltext

// createFunction reads CREATE FUNCTION and CREATE PROCEDURE, and gives the token at which
// its body begins.
func (p *parser) createFunction(s *Statement, i, end int) int {
	n, after := p.path(p.skip(i, "if", "not", "exists"), end)
	s.Function = n.Last
	if at := p.bodies(s, after, end); at < end {
		return at
	}
	for k := after; k < end; k = p.next(k) {
		t := p.at(k)
		if t.is("begin", "declare") || t.is("as", "is", "return") && p.at(k+1).kind != text && k > after {
			p.procedure(s, k, end)
			return k
		}
	}
	return end
}

// bodies reads the texts between $$ among tokens, or the text behind AS or DO; it gives the
// first of them.
func (p *parser) bodies(s *Statement, i, end int) int {
	first := end
	for ; i < end; i++ {
		t := p.at(i)
		if t.kind == dollar || t.kind == text && p.at(i-1).is("as", "do") {
			in := p.inside(t)
			in.routine = true
			in.procedure(s, 0, len(in.toks))
			first = min(first, i)
		}
	}
	return first
}

// block is a block of a procedure that is open.
type block struct {
	kind  string // begin, if, loop or case
	under []Test
}

// reader reads the statements of a procedure.
type reader struct {
	*parser
	out    *Statement
	blocks []block
	// once are the tests under which the next statement alone stands (T-SQL).
	once []Test
	// held are the tests of all open blocks, to be gathered anew when stale.
	held  []Test
	stale bool
	i     int
	end   int
}

// procedure reads the statements of a function, trigger or event into s.Body and s.Assigns.
func (p *parser) procedure(s *Statement, i, end int) {
	if p.depth > mostDepth || i >= end {
		return
	}
	known := len(s.Assigns)
	in := *p
	in.routine = true
	in.depth++
	r := &reader{parser: &in, out: s, i: i, end: end}
	for r.i < r.end {
		at := r.i
		r.step()
		if r.i <= at {
			r.i = at + 1
		}
	}
	s.Fallbacks = append(s.Fallbacks, updateFallbacks(s.Assigns[known:], nil, "if")...)
}

// step reads one statement or one word of the frame around statements.
func (r *reader) step() {
	t, next := r.at(r.i), r.at(r.i+1)
	switch {
	case t.kind == finish || t.is(";", "as", "is", "return") && !next.is("query") || t.is("<<", ">>"):
		r.plain(t)
	case t.is("begin"):
		r.begin(next)
	case t.is("end"):
		r.close()
	case t.is("if"):
		r.condition("if", false)
	case t.is("elsif", "elseif"):
		r.condition("if", true)
	case t.is("else"):
		r.otherwise()
	case t.is("while", "until"):
		r.loop(r.find(r.i, r.end, "do", "loop", ";", "begin"))
	case t.is("for", "foreach"):
		r.forLoop()
	case t.is("loop", "repeat"):
		r.push(block{kind: "loop"})
		r.i++
	case t.is("case"):
		r.push(block{kind: "case"})
		r.i = r.find(r.i+1, r.end, "when", ";")
	case t.is("when"):
		r.when()
	case t.is("exception") && next.is("when"):
		r.i = r.find(r.i, r.end, "then") + 1
	case t.is("set"):
		r.set()
	default:
		r.simple()
	}
}

// plain steps over a word that says nothing; RETURN with its expression.
func (r *reader) plain(t token) {
	if t.is("return") {
		r.i = r.stop(r.i, r.end)
		return
	}
	r.i++
}

func (r *reader) push(b block) {
	r.stale = true
	if len(r.blocks) < mostTokens {
		r.blocks = append(r.blocks, b)
	}
}

func (r *reader) begin(next token) {
	r.i++
	if next.is("tran", "transaction", "work") {
		r.i++
		return
	}
	if next.is("atomic", "try", "catch") {
		r.i++
	}
	r.push(block{kind: "begin", under: r.take()})
}

// take gives the tests for the next statement alone and forgets them.
func (r *reader) take() []Test {
	t := r.once
	r.once = nil
	return t
}

// close reads END and takes off the block that it closes.
func (r *reader) close() {
	r.stale = true
	if n := len(r.blocks); n > 0 {
		r.blocks = r.blocks[:n-1]
	}
	r.i++
	if r.at(r.i).is("if", "loop", "while", "repeat", "case", "for", "try", "catch") || r.named(r.i) && r.at(r.i+1).is(";") {
		r.i++
	}
}

// starts are the words that begin a statement behind the condition of an IF of T-SQL.
var starts = []string{"then", "begin", "set", "update", "insert", "delete", "return", "exec", "execute", "raiserror", "throw", "print", "declare", ";", "drop", "create", "alter", "truncate", "merge"}

// condition reads IF … THEN, or the IF of T-SQL before one statement or block.
func (r *reader) condition(kind string, again bool) {
	from := r.i + 1
	at := r.find(from, r.end, starts...)
	tests := r.tests(from, at)
	r.i = at
	if !r.at(at).is("then") || at >= r.end {
		r.once = tests
		return
	}
	r.i++
	if n := len(r.blocks); again && n > 0 && r.blocks[n-1].kind == kind {
		r.blocks[n-1].under, r.stale = tests, true
		return
	}
	r.push(block{kind: kind, under: tests})
}

// otherwise reads ELSE: a single test is turned round.
func (r *reader) otherwise() {
	r.i++
	n := len(r.blocks)
	if n == 0 || r.blocks[n-1].kind == "begin" {
		return // ELSE of T-SQL
	}
	r.stale = true
	b := &r.blocks[n-1]
	if len(b.under) != 1 {
		b.under = nil
		return
	}
	t := b.under[0]
	t.Not, t.Missing, t.Present = !t.Not, t.Present, t.Missing
	b.under = []Test{t}
}

func (r *reader) loop(at int) {
	if r.at(at).is("do", "loop") {
		r.push(block{kind: "loop"})
		at++
	}
	r.i = at
}

// forLoop reads FOR x IN … LOOP; a query in it is a statement.
func (r *reader) forLoop() {
	at := r.find(r.i, r.end, "loop", "do", ";")
	if q := r.find(r.i, at, "select", "in"); q < at {
		if r.at(q).is("in") {
			q++
		}
		if r.at(q).is("(") {
			q++
		}
		if r.at(q).is("select", "with", "execute") {
			r.add(r.statement(q, at))
		}
	}
	r.loop(at)
}

// when reads WHEN … THEN of a CASE of statements or of EXCEPTION.
func (r *reader) when() {
	then := r.find(r.i, r.end, "then", ";")
	if n := len(r.blocks); n > 0 && r.blocks[n-1].kind == "case" {
		r.blocks[n-1].under, r.stale = r.tests(r.i+1, then), true
	}
	r.i = then + 1
}

// set reads SET x = v, y = w.
func (r *reader) set() {
	stop := r.stop(r.i, r.end)
	sets, _ := r.sets(r.i+1, stop)
	r.assign(sets, stop)
}

// assign keeps assignments with the tests they stand under.
func (r *reader) assign(sets []Set, stop int) {
	under := r.under()
	for _, s := range sets {
		s.Under = under
		r.out.Assigns = append(r.out.Assigns, s)
	}
	inner := Statement{Sets: sets, Fallbacks: r.fallbacks(r.i, stop)}
	r.aim(&inner, r.i, stop)
	r.out.Fallbacks = append(r.out.Fallbacks, inner.Fallbacks...)
	r.i = stop
}

// mostUnder bounds how many tests are kept as those under which a place is reached.
const mostUnder = 16

// under gives the tests that hold at the present place. Places of one block share them.
func (r *reader) under() []Test {
	if r.stale {
		r.held, r.stale = nil, false
		for _, b := range r.blocks {
			r.held = append(r.held, b.under[:min(len(b.under), mostUnder)]...)
		}
		r.held = r.held[max(0, len(r.held)-mostUnder):]
	}
	if len(r.once) == 0 {
		return r.held
	}
	once := r.take()
	return append(r.held[:len(r.held):len(r.held)], once[:min(len(once), mostUnder)]...)
}

// simple reads an assignment or a statement of SQL.
func (r *reader) simple() {
	stop := r.stop(r.i, r.end)
	if n, after := r.path(r.i, stop); after > r.i && r.at(after).is(":=", "=") {
		r.assign([]Set{{Column: n.Last, Path: n.Path, Value: r.value(after+1, stop), Start: r.at(r.i).start, End: r.at(stop - 1).end}}, stop)
		return
	}
	from := r.i
	if r.at(from).is("return") {
		from = r.skip(from+1, "query")
	}
	if from < stop {
		r.add(r.statement(from, stop))
	}
	r.i = stop
}

// add keeps a statement that says something.
func (r *reader) add(s Statement) {
	if s.Operation == Other && len(s.Body) == 0 && len(s.Fallbacks) == 0 && len(s.Assigns) == 0 && s.Table == "" {
		return
	}
	s.Under = r.under()
	r.out.Body = append(r.out.Body, s)
}
