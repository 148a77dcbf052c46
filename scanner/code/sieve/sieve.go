// Package sieve tells, from the letters of a file alone, whether any rule could be
// decided by what stands in it. A file that no rule can need is not parsed.
//
// Every condition is read as a question on words: a subject, role or host can be
// there only if one of its words is in the text, a name only if its letters are. What
// cannot be told from letters counts as possible, so that nothing is missed.
package sieve

import (
	"strings"

	"leadlint/rules"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/wording"
)

// Words gives the words one of which is in every text that can yield the member of a
// set of the relation code: a subject, a role or a kind of host.
type Words interface {
	Words(kind, member string) []string
}

// The kinds that Words is asked for.
const (
	Subject = "subject"
	Role    = "role"
	Host    = "host"
)

// Sieve tells which rules a file could matter to. It is not changed after it is built
// and may be shared.
type Sieve struct {
	finder *wording.Finder
	// of has, for each phrase of the finder, the groups of words it belongs to.
	of     [][]int32
	groups int
	rules  []question
	also   question
}

// question is a condition read as a question on words.
type question struct {
	op   op
	kids []question
	// group is the words one of which must be there.
	group int32
	// language is the one that the file must be in.
	language string
}

type op uint8

const (
	possible op = iota
	never
	anyOf
	allOf
	words
	written
)

// New builds the sieve of rules on the relation code. Files with a word of also are
// needed whatever the rules say.
func New(list []*rules.Rule, lex Words, also []string) *Sieve {
	b := &builder{lex: lex, groups: map[string]int32{}, phrases: map[string]int{}, members: map[[2]string]question{}}
	s := &Sieve{}
	for _, r := range list {
		q := b.read(r.Breach)
		if r.Applies != nil {
			q = all(b.read(r.Applies), q)
		}
		s.rules = append(s.rules, q)
	}
	s.also = b.group(also)
	s.finder, s.of, s.groups = wording.NewFinder(b.list), b.of, len(b.groups)
	return s
}

// Needed says whether some rule, or what needs the file besides, could be decided by a
// text in a language.
func (s *Sieve) Needed(src []byte, language string) bool {
	met := make([]bool, s.groups)
	s.finder.Each(Fold(src), func(phrase int32, _ int) {
		for _, g := range s.of[phrase] {
			met[g] = true
		}
	})
	if s.also.holds(met, language) {
		return true
	}
	for i := range s.rules {
		if s.rules[i].holds(met, language) {
			return true
		}
	}
	return false
}

func (q *question) holds(met []bool, language string) bool {
	switch q.op {
	case never:
		return false
	case anyOf:
		for i := range q.kids {
			if q.kids[i].holds(met, language) {
				return true
			}
		}
		return false
	case allOf:
		for i := range q.kids {
			if !q.kids[i].holds(met, language) {
				return false
			}
		}
		return true
	case words:
		return met[q.group]
	case written:
		return language == "" || q.language == language || q.language == "sql" // sql stands inside other languages
	}
	return true
}

// Fold gives a text in small letters without the signs that join words, so that
// respectRobotsTxt, ROBOTS_TXT and robots-txt are found alike.
func Fold(src []byte) []byte {
	out := make([]byte, 0, len(src))
	for _, c := range src {
		switch {
		case 'A' <= c && c <= 'Z':
			out = append(out, c+'a'-'A')
		case c != '_' && c != '-':
			out = append(out, c)
		}
	}
	return out
}

type builder struct {
	lex     Words
	groups  map[string]int32
	phrases map[string]int
	list    []string
	of      [][]int32
	// members are the questions of members of sets, which the lexicon takes long for.
	members map[[2]string]question
}

// group gives the question whether one of some words is there; none: never.
func (b *builder) group(list []string) question {
	if len(list) == 0 {
		return question{op: never}
	}
	for _, w := range list {
		if len(Fold([]byte(w))) < 2 {
			return question{} // too short to tell anything
		}
	}
	key := strings.Join(list, "\x00")
	g, ok := b.groups[key]
	if !ok {
		g = int32(len(b.groups))
		b.groups[key] = g
		for _, w := range list {
			b.add(string(Fold([]byte(w))), g)
		}
	}
	return question{op: words, group: g}
}

func (b *builder) add(phrase string, group int32) {
	at, ok := b.phrases[phrase]
	if !ok {
		at = len(b.list)
		b.phrases[phrase] = at
		b.list, b.of = append(b.list, phrase), append(b.of, nil)
	}
	b.of[at] = append(b.of[at], group)
}

func all(list ...question) question { return question{op: allOf, kids: list} }

// read turns a condition into a question: whether it could be true, or unknown, of
// some place in a text.
func (b *builder) read(e *expr.Expr) question {
	switch e.Op {
	case expr.And, expr.Or:
		q := question{op: allOf}
		if e.Op == expr.Or {
			q.op = anyOf
		}
		for _, a := range e.Args {
			q.kids = append(q.kids, b.read(a))
		}
		return q
	case expr.Const:
		if e.Type == facts.Bool && !e.Bool {
			return question{op: never}
		}
	case expr.Has:
		return b.member(e)
	case expr.Eq:
		return b.equal(e.Args[0], e.Args[1])
	case expr.In:
		q := question{op: anyOf}
		for _, c := range e.List {
			q.kids = append(q.kids, b.equal(e.Args[0], c))
		}
		return q
	case expr.StartsWith, expr.EndsWith, expr.Contains:
		return b.literal(e.Args[0], e.Args[1].Text)
	case expr.Matches:
		return b.pattern(e)
	}
	return question{}
}

// member reads "x" in code.set.
func (b *builder) member(e *expr.Expr) question {
	field, member := e.Args[0], e.Args[1]
	kind := kindOf(field.Ref.Field)
	if field.Ref.Relation != "code" || kind == "" {
		return question{}
	}
	key := [2]string{kind, member.Text}
	q, known := b.members[key]
	if !known {
		q = b.group(b.lex.Words(kind, member.Text))
		b.members[key] = q
	}
	return q
}

// kindOf gives what the members of a field of the relation code are; empty for what
// letters do not tell.
func kindOf(field string) string {
	switch field {
	case "about", "owner_about", "carries", "where", "members", "guards", "function_about", "file_about":
		return Subject
	case "does", "beside", "file_does":
		return Role
	case "hosts", "file_hosts":
		return Host
	}
	return ""
}

// equal reads field == constant.
func (b *builder) equal(field, constant *expr.Expr) question {
	if field.Op != expr.Field || constant.Op != expr.Const || field.Ref.Relation != "code" {
		return question{}
	}
	if field.Ref.Field == "language" {
		return question{op: written, language: constant.Text}
	}
	if field.Type != facts.Text {
		return question{}
	}
	return b.literal(field, constant.Text)
}

// literal asks for the letters of a text. Of a dotted name the longest part counts: the
// others may stand under another name there.
func (b *builder) literal(field *expr.Expr, text string) question {
	if field.Op != expr.Field || field.Ref.Relation != "code" {
		return question{}
	}
	switch field.Ref.Field {
	case "leaf", "name", "owner", "callee", "function", "type":
		text = longest(strings.FieldsFunc(text, func(r rune) bool { return !joins(r) }))
	}
	if len(Fold([]byte(text))) < 3 {
		return question{}
	}
	return b.group([]string{text})
}

func joins(r rune) bool {
	return r == '_' || r == '-' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

func longest(parts []string) string {
	best := ""
	for _, p := range parts {
		if len(p) > len(best) {
			best = p
		}
	}
	return best
}
