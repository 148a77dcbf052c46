package sqltext

import "strings"

// mostLooked bounds how much of a text is read to tell whether it is SQL, and mostTries
// how many places in it may turn out not to begin a statement.
const (
	mostLooked = 4096
	mostTries  = 24
)

// looks says whether a text is SQL.
func looks(s string) bool {
	tries := 0
	for at := 0; at < len(s) && tries < mostTries; {
		if begin := firstWord(s, at); begin >= 0 {
			tries++
			if isStatement(s[begin:]) {
				return true
			}
		}
		n := strings.IndexAny(s[at:], ";\n")
		if n < 0 {
			return false
		}
		at += n + 1
	}
	return false
}

// verbs are the words that begin a statement.
var verbs = wordSet("select insert update delete replace merge create alter truncate with copy grant explain do drop load if begin declare add_retention_policy")

// firstWord gives the place of the word that begins a statement at or near a place, behind
// blanks, comments and interpolations; -1 when there is none.
func firstWord(s string, at int) int {
	for at < len(s) {
		switch c := s[at]; {
		case isBlank(c) || c == '(' || c == 0:
			at++
		case strings.HasPrefix(s[at:], "--"):
			n := strings.IndexByte(s[at:], '\n')
			if n < 0 {
				return -1
			}
			at += n
		case strings.HasPrefix(s[at:], "/*"):
			n := strings.Index(s[at:], "*/")
			if n < 0 {
				return -1
			}
			at += n + 2
		default:
			end := at
			for end < len(s) && end-at < 12 && isLetter(s[end]) {
				end++
			}
			if verbs[strings.ToLower(s[at:end])] {
				return at
			}
			return -1
		}
	}
	return -1
}

// isStatement says whether a text begins with a statement that has its obligatory parts.
func isStatement(s string) bool {
	l := newLexer(s, 0, min(len(s), mostLooked), false)
	l.backslash = strings.IndexByte(s[:l.end], '`') >= 0
	g := &guess{parser: &parser{src: s, toks: l.run()}}
	g.end = g.stop(0, len(g.toks))
	g.cut = l.end < len(s)
	return g.statement(0, 0)
}

// guess tells whether tokens are a statement.
type guess struct {
	*parser
	end int
	// cut says that the text goes on behind the tokens.
	cut bool
}

// statement says whether a statement begins at i.
func (g *guess) statement(i, depth int) bool {
	if depth > 3 || i >= g.end {
		return false
	}
	for g.at(i).is("(") {
		i++
	}
	switch g.at(i).low {
	case "select":
		return g.selects(i)
	case "insert", "replace":
		return g.inserts(i)
	case "update":
		return g.updates(i)
	case "delete":
		return g.deletes(i)
	case "with":
		k := g.skip(i+1, "recursive") + 1
		if g.at(k).is("(") {
			k = g.next(k)
		}
		return g.at(k).is("as") && g.skip(k+1, "not", "materialized") < g.end && g.at(g.skip(k+1, "not", "materialized")).is("(")
	case "explain":
		return g.statement(g.skip(i+1, "analyze", "verbose", "query", "plan", "for"), depth+1)
	case "create":
		return g.creates(i + 1)
	case "begin", "declare", "if":
		return false
	}
	return g.others(i)
}

// others tells the rarer statements.
func (g *guess) others(i int) bool {
	switch t := g.at(i); t.low {
	case "alter":
		k := g.table(g.skip(i+2, "if", "exists", "only"))
		return g.at(i+1).is("table") && k > 0 && g.at(k).is("add", "alter", "drop", "modify", "change", "rename", "set", "enable",
			"disable", "detach", "attach", "truncate", "owner", "with", "convert", "engine", "replica")
	case "truncate", "drop":
		k := g.table(g.skip(i+1, "table", "if", "exists"))
		return k > 0 && g.at(i+1).is("table") && g.ends(k, "cascade", "restrict", "restart", ",")
	case "merge":
		k := g.table(g.skip(i+1, "into"))
		return k > 0 && g.find(k, g.end, "using") < min(g.end, k+3) && g.find(k, g.end, "on") < g.end
	case "copy":
		k := g.table(i + 1)
		if g.at(i + 1).is("(") {
			k = g.next(i + 1)
		}
		if k > 0 && g.at(k).is("(") {
			k = g.next(k)
		}
		return k > 0 && g.at(k).is("from", "to") && (g.at(k+1).is("stdin", "stdout", "program") || g.at(k+1).kind == text || g.at(k+1).kind == param)
	case "grant":
		on, to := g.find(i, g.end, "on"), g.find(i, g.end, "to")
		return g.at(i+1).is("select", "insert", "update", "delete", "all", "usage", "execute") && on < to && to < g.end
	case "do":
		return g.at(i+1).kind == dollar
	case "load":
		return g.at(i+1).is("data") && g.find(i, g.end, "infile") < g.end && g.find(i, g.end, "into") < g.end
	}
	return false
}

// prose are words that begin what no table or column is called.
var prose = wordSet(`a an the your our my his her their this that these those of one some any each every it them us you we
	here there more below above again which what who how why and or if to for with without please now next another other
	un une le la les votre vos ses des du de der die das ein eine ihr ihre el los las su sus`)

// operand says whether a table or column can stand at i.
func (g *guess) operand(i int) bool {
	t := g.at(i)
	return i < g.end && (t.kind == param || t.kind == quoted || t.kind == word && !reserved[t.low] && (!prose[t.low] || g.source(i, i+1) == "A"))
}

// table reads the name of a table at i and gives the token behind it, -1 when there is none.
func (g *guess) table(i int) int {
	if !g.operand(i) {
		return -1
	}
	_, after := g.path(i, g.end)
	return max(after, i+1)
}

// ends says whether the statement ends at i, or goes on with one of these words.
func (g *guess) ends(i int, words ...string) bool {
	return i >= g.end || g.at(i).is(words...) || g.at(i).kind == param
}

// shouted says whether the word at i is written as keywords are: all in capitals or all
// in small letters. "Select" is how a sentence begins.
func (g *guess) shouted(i int) bool {
	s := g.source(i, i+1)
	return s == strings.ToUpper(s) || s == strings.ToLower(s)
}

// capitals says whether the word at i is in capitals.
func (g *guess) capitals(i int) bool {
	s := g.source(i, i+1)
	return s == strings.ToUpper(s)
}

// selects tells SELECT list FROM table, and SELECT f(…).
func (g *guess) selects(i int) bool {
	from := g.find(i+1, g.end, "from")
	list := g.skip(i+1, "distinct", "all", "top")
	if from >= g.end {
		return g.callEnd(list) > list && g.at(list+1).start == g.at(list).end && g.shouted(i) && g.at(i+1).start > g.at(i).end &&
			g.ends(g.callEnd(list), "as", ",", "::", "union", "where", ";") || g.cut && g.capitals(i)
	}
	if from == list || !g.list(list, from) {
		return false
	}
	k := g.skip(from+1, "only", "lateral")
	if g.at(k).is("(") {
		return g.at(k+1).is("select", "values", "with", "(") || g.at(k).match > k
	}
	after := g.table(k)
	if after < 0 {
		return false
	}
	if g.at(after).is("(") {
		after = g.next(after)
	}
	if g.at(after).is("as") {
		after++
	}
	if g.named(after) && after < g.end {
		after++
	}
	if !g.ends(after, "where", "join", "left", "right", "inner", "outer", "full", "cross", "natural", "group", "order", "having",
		"limit", "offset", "union", "except", "intersect", "for", "fetch", "window", "with", "tablesample", ",", ")", ";", "on", "use", "force", "pivot", "partition", "qualify") {
		return false
	}
	return g.shouted(i) && g.shouted(from) || g.find(after, g.end, "where", "join", "limit", "group") < g.end && g.hasSign(after)
}

// hasSign says whether a sign of comparison stands behind i.
func (g *guess) hasSign(i int) bool {
	return g.find(i, g.end, "=", "<", ">", "<>", "in", "is", "like") < g.end
}

// list says whether what stands between SELECT and FROM is a list of columns: no more than
// two names in a row, none of them a word of prose.
func (g *guess) list(i, end int) bool {
	row := 0
	for ; i < end; i = g.next(i) {
		t := g.at(i)
		switch {
		case t.kind == word && prose[t.low] && !g.at(i+1).is("."):
			if !t.is("a", "or", "this", "next") || row > 0 && !g.at(i-1).is("as") && t.is("a") {
				return false
			}
			row = 0
		case t.kind == word && (reserved[t.low] || t.is("end", "at", "time", "zone")), t.kind == sign, t.kind == number:
			row = 0
		case t.kind == word, t.kind == quoted:
			if row++; row > 2 {
				return false
			}
		}
	}
	return true
}

// inserts tells INSERT INTO table (…) and its kin.
func (g *guess) inserts(i int) bool {
	k := g.skip(i+1, "or", "replace", "ignore", "low_priority", "abort", "rollback", "delayed", "high_priority")
	if !g.at(k).is("into", "overwrite") {
		return false
	}
	after := g.table(g.skip(k+1, "table"))
	if after < 0 {
		return false
	}
	if g.at(after).is("as") {
		after += 2
	}
	if g.at(after).is("(", "values", "select", "default", "with", "set", "value") || g.at(after).kind == param {
		return true
	}
	return after >= g.end && g.capitals(i) && g.capitals(k)
}

// updates tells UPDATE table SET column = value.
func (g *guess) updates(i int) bool {
	k := g.skip(i+1, "or", "ignore", "only", "low_priority", "replace")
	after := g.table(k)
	if after < 0 {
		return false
	}
	set := g.find(after, g.end, "set")
	if set >= g.end || set > after+2 && !g.at(after).is("join", "inner", "left", ",", "as") && !g.at(after+1).is("join", "inner", "left") {
		return g.cut && g.capitals(i) && g.at(after).is("join")
	}
	if g.at(set + 1).is("(") {
		return true
	}
	if g.at(set+1).kind == param {
		return g.at(set+2).is("=") || g.capitals(set)
	}
	_, eq := g.path(set+1, g.end)
	return eq > set+1 && g.at(eq).is("=", ":=", "||", "+")
}

// deletes tells DELETE FROM table.
func (g *guess) deletes(i int) bool {
	if !g.at(i + 1).is("from") {
		from := g.find(i, min(g.end, i+5), "from")
		return g.operand(i+1) && from < min(g.end, i+5) && g.at(from).is("from") && g.find(from, g.end, "where", "join") < g.end && g.hasSign(from)
	}
	after := g.table(i + 2)
	if after < 0 {
		return false
	}
	if g.at(after).is("as") {
		after++
	}
	if g.named(after) && after < g.end {
		after++
	}
	return g.ends(after, "where", "using", "returning", "order", "limit", "join") && (g.shouted(i) && g.shouted(i+1) || g.hasSign(after))
}

// creates tells CREATE TABLE t (…) and its kin; i is the token behind CREATE.
func (g *guess) creates(i int) bool {
	for k := i; k < min(g.end, i+14); k++ {
		name := g.skip(k+1, "if", "not", "exists", "concurrently")
		after := g.table(name)
		switch t := g.at(k); {
		case t.is("table"):
			return after > 0 && g.at(after).is("(", "as", "like", "partition", "using") || g.cut && g.capitals(k)
		case t.is("index"):
			return g.at(name).is("on") || after > 0 && g.at(after).is("on") && g.find(after, g.end, "(") < g.end
		case t.is("view"):
			return after > 0 && g.at(after).is("as", "(", "with")
		case t.is("trigger"):
			return after > 0 && g.find(after, g.end, "on") < g.end && g.find(after, g.end, "insert", "update", "delete") < g.end
		case t.is("function", "procedure", "proc"):
			return after > 0 && (g.at(after).is("(", "as") || g.at(after).kind == param)
		case t.is("event"):
			return after > 0 && g.at(after).is("on") && g.at(after+1).is("schedule")
		}
	}
	return false
}
