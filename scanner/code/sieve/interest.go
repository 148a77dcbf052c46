package sieve

import (
	"slices"
	"strings"

	"leadlint/rules"
	"leadlint/rules/expr"
	"leadlint/scanner/pattern"
)

// Interest tells which names and texts some rule asks for, so that places are observed
// that nothing else makes worth it. It remembers its answers and serves one goroutine.
type Interest struct {
	leaves, names, texts tests
	metNames, metTexts   map[string]bool
}

// tests are what rules ask of one field.
type tests struct {
	exact    map[string]bool
	contain  []string
	starts   []string
	ends     []string
	patterns []*pattern.Pattern
}

// NewInterest gathers what rules on the relation code ask for by its letters.
func NewInterest(list []*rules.Rule) *Interest {
	in := &Interest{metNames: map[string]bool{}, metTexts: map[string]bool{}}
	for _, r := range list {
		if !narrowed(r.Applies) {
			in.read(r.Applies)
		}
		if !narrowed(r.Applies) && !narrowed(r.Breach) {
			in.read(r.Breach)
		}
	}
	return in
}

// narrowed says whether a condition can be true only of places that have a member of a
// set: those are observed anyway, and what it asks of names besides only narrows it.
func narrowed(e *expr.Expr) bool {
	if e == nil {
		return false
	}
	switch e.Op {
	case expr.Has:
		return e.Args[0].Ref.Relation == "code" && marking(e.Args[0].Ref.Field)
	case expr.And:
		return slices.ContainsFunc(e.Args, narrowed)
	case expr.Or:
		return !slices.ContainsFunc(e.Args, func(a *expr.Expr) bool { return !narrowed(a) })
	}
	return false
}

// marking says whether a member of the set makes a place worth observing by itself; what
// surrounds a place does not.
func marking(field string) bool {
	switch field {
	case "about", "does", "hosts", "carries", "members":
		return true
	}
	return false
}

// read gathers what a condition asks for, save what it asks not to be there and what
// narrows places that are observed anyway.
func (in *Interest) read(e *expr.Expr) {
	switch {
	case e == nil, e.Op == expr.Not, narrowed(e):
		return
	case e.Op == expr.And, e.Op == expr.Or:
		for _, a := range e.Args {
			in.read(a)
		}
		return
	}
	in.gather(e)
}

func (in *Interest) gather(e *expr.Expr) {
	if len(e.Args) == 0 || e.Args[0].Op != expr.Field || e.Args[0].Ref.Relation != "code" {
		return
	}
	var to *tests
	switch e.Args[0].Ref.Field {
	case "leaf":
		to = &in.leaves
	case "name", "owner", "callee":
		to = &in.names
	case "text":
		to = &in.texts
	default:
		return
	}
	to.add(e)
}

func (t *tests) add(e *expr.Expr) {
	if t.exact == nil {
		t.exact = map[string]bool{}
	}
	switch e.Op {
	case expr.Eq:
		if e.Args[1].Op == expr.Const {
			t.exact[e.Args[1].Text] = true
		}
	case expr.In:
		for _, c := range e.List {
			t.exact[c.Text] = true
		}
	case expr.Contains:
		t.contain = append(t.contain, e.Args[1].Text)
	case expr.StartsWith:
		t.starts = append(t.starts, e.Args[1].Text)
	case expr.EndsWith:
		t.ends = append(t.ends, e.Args[1].Text)
	case expr.Matches:
		if re, err := pattern.New(e.Args[1].Text); err == nil {
			t.patterns = append(t.patterns, re)
		}
	}
}

func (t *tests) hit(s string) bool {
	if t.exact[s] {
		return true
	}
	for _, x := range t.contain {
		if strings.Contains(s, x) {
			return true
		}
	}
	for _, x := range t.starts {
		if strings.HasPrefix(s, x) {
			return true
		}
	}
	for _, x := range t.ends {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	if len(t.patterns) == 0 {
		return false
	}
	folded := pattern.Fold(s)
	for _, re := range t.patterns {
		if re.MatchFolded(s, folded) {
			return true
		}
	}
	return false
}

// Name says whether a rule asks for a name, given by its last part in snake case and
// whole. An empty name is asked for by none.
func (in *Interest) Name(leaf, dotted string) bool {
	if leaf == "" && dotted == "" {
		return false
	}
	key := leaf + "\x00" + dotted
	met, known := in.metNames[key]
	if !known {
		met = in.leaves.hit(leaf) || in.names.hit(dotted)
		remember(in.metNames, key, met)
	}
	return met
}

// Text says whether a rule asks for a text.
func (in *Interest) Text(s string) bool {
	if s == "" {
		return false
	}
	met, known := in.metTexts[s]
	if !known {
		met = in.texts.hit(s)
		if len(s) < 200 {
			remember(in.metTexts, s, met)
		}
	}
	return met
}

// most is the number of answers remembered.
const most = 1 << 16

func remember(m map[string]bool, key string, v bool) {
	if len(m) >= most {
		clear(m)
	}
	m[strings.Clone(key)] = v
}
