// Package engine evaluates rules over batches of facts: every condition becomes
// kernels over columns whose results are two bitmaps (true, false; a row in
// neither is unknown), shared conditions are computed once a batch, and the
// counts of all batches merge in any order. It knows no law, no file and no
// network.
package engine

import (
	"fmt"
	"slices"

	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
)

// Env holds what is the same for every row of an audit.
type Env struct {
	// Now is the day of the audit, in days since 1970-01-01.
	Now int32
	// Case has the one row of the relation "case"; nil when nothing is declared.
	Case *facts.Batch
	// Periods holds the declared fields of type Period of the relation "case",
	// by name; a field that is not here is unknown.
	Periods map[string]expr.Period
	// Tables holds the relations that conditions join, by JoinNeed.ID. One that
	// is not here was not supplied: what is asked of it is unknown.
	Tables map[string]*Table
}

// Need is a field that a plan reads.
type Need struct {
	// Index is the field's position in its relation.
	Index int
	// Content says that the rules read the content of a Text, not only whether
	// it is known.
	Content bool
	// Keys says that the rules join by the field, so that its identities
	// (Vec.Keys) are read. A Key needs them also where Keys is not set: they say
	// whether it is known.
	Keys bool
}

// Plan is a set of rules compiled for one relation. It is not changed by use
// and may serve many evaluators at once.
type Plan struct {
	relation *facts.Relation
	rules    []planned
	nodes    []node
	needs    []Need
	// AgeField is the index of the Date field whose age is tallied (see
	// Partial.AgeMonths), -1 for none.
	ageField int
	groups   int
	persons  bool
	now      int32
	joins    []*join
	// before is the number of nodes that the joins wait for: they come first.
	before int
	// memos is the number of maps of answers that an evaluator needs.
	memos int
	// answers are those of the tables on disk, nil before they are known.
	answers *Answers
}

type planned struct {
	rule            *rules.Rule
	applies, breach int // node ids; applies is -1 when every row is examined
	// fields are the relation's fields that the rule reads, for its samples.
	fields []int
}

// Options shape a plan.
type Options struct {
	// AgeField names the Date field whose age is tallied; empty for none.
	AgeField string
	// Groups is the number of reporting groups that Batch.Group may hold; 0
	// counts as 1.
	Groups int
	// Persons lets every rule estimate the distinct keys among its breaching
	// rows, for relations whose rows are events of persons.
	Persons bool
}

// Compile makes a plan of the rules that examine the relation; the others are
// left out. It fails on a rule that reads a field the schema does not have.
func Compile(schema *facts.Schema, relation string, all []*rules.Rule, env Env, opt Options) (*Plan, error) {
	rel := schema.Relation(relation)
	if rel == nil {
		return nil, fmt.Errorf("compile rules: there is no relation %q", relation)
	}
	c := &compiler{schema: schema, relation: rel, env: env, ids: map[string]int{}, adders: map[adderKey]*calendar.Adder{}}
	p := &Plan{relation: rel, ageField: -1, groups: max(1, opt.Groups), persons: opt.Persons, now: env.Now}
	if opt.AgeField != "" {
		p.ageField = rel.Index(opt.AgeField)
		c.need(p.ageField, false)
	}
	if err := c.prepareJoins(all); err != nil {
		return nil, err
	}
	for _, r := range all {
		if r.On != relation {
			continue
		}
		pr := planned{rule: r, applies: -1}
		var err error
		if r.Applies != nil {
			if pr.applies, err = c.compile(r.Applies); err != nil {
				return nil, fmt.Errorf("compile rule %s: applies: %w", r.ID, err)
			}
		}
		if pr.breach, err = c.compile(r.Breach); err != nil {
			return nil, fmt.Errorf("compile rule %s: breach: %w", r.ID, err)
		}
		pr.fields = fieldsOf(rel, r)
		p.rules = append(p.rules, pr)
	}
	p.nodes, p.needs, p.joins, p.before, p.memos = c.nodes, c.needs, c.joins, c.before, c.memos
	slices.SortFunc(p.needs, func(a, b Need) int { return a.Index - b.Index })
	return p, nil
}

// fieldsOf gives the indices of the relation's fields that a rule reads and
// that have a value to show.
func fieldsOf(rel *facts.Relation, r *rules.Rule) []int {
	var out []int
	for _, ref := range r.Refs() {
		if i := rel.Index(ref.Field); ref.Relation == rel.Name && i >= 0 && rel.Fields[i].Type != facts.Key {
			out = append(out, i)
		}
	}
	return out
}

// Rules gives the rules of the plan, in the order of Partial.Rules.
func (p *Plan) Rules() []*rules.Rule {
	out := make([]*rules.Rule, len(p.rules))
	for i, r := range p.rules {
		out[i] = r.rule
	}
	return out
}

// Needs lists the fields that the plan reads, in the order of the relation.
func (p *Plan) Needs() []Need { return slices.Clone(p.needs) }

// compiler turns conditions into nodes; equal conditions share a node.
type compiler struct {
	schema   *facts.Schema
	relation *facts.Relation
	env      Env
	nodes    []node
	ids      map[string]int
	needs    []Need
	adders   map[adderKey]*calendar.Adder
	joins    []*join
	before   int
	// memos counts the tests of texts.
	memos int
}

// adderKey tells adders apart.
type adderKey struct {
	period expr.Period
	sign   int
}

func (c *compiler) need(index int, content bool) {
	for i := range c.needs {
		if c.needs[i].Index == index {
			c.needs[i].Content = c.needs[i].Content || content
			return
		}
	}
	c.needs = append(c.needs, Need{Index: index, Content: content})
}

// needKeys notes that a field's identities are read.
func (c *compiler) needKeys(o operand) {
	if o.constant() {
		return
	}
	c.need(o.index, false)
	for i := range c.needs {
		if c.needs[i].Index == o.index {
			c.needs[i].Keys = true
		}
	}
}

func (c *compiler) add(key string, n node) int {
	c.nodes = append(c.nodes, n)
	c.ids[key] = len(c.nodes) - 1
	return len(c.nodes) - 1
}

// compile gives the node of a boolean condition.
func (c *compiler) compile(e *expr.Expr) (int, error) {
	key := e.String()
	if id, ok := c.ids[key]; ok {
		return id, nil
	}
	n, err := c.node(e)
	if err != nil {
		return 0, err
	}
	return c.add(key, n), nil
}

func (c *compiler) node(e *expr.Expr) (node, error) {
	switch e.Op {
	case expr.Const:
		return constNode(boolTruth(e.Bool)), nil
	case expr.And, expr.Or:
		args := make([]int, len(e.Args))
		for i, a := range e.Args {
			var err error
			if args[i], err = c.compile(a); err != nil {
				return nil, err
			}
		}
		if e.Op == expr.And {
			return andNode{args}, nil
		}
		return orNode{args}, nil
	case expr.Not:
		arg, err := c.compile(e.Args[0])
		return notNode{arg}, err
	}
	return c.leaf(e)
}

// lookup finds a field: of the row (index ≥ 0) or of the case (index -1 and
// the case's own Vec, whose row 0 holds for all).
func (c *compiler) lookup(e *expr.Expr) (operand, error) {
	rel := c.schema.Relation(e.Ref.Relation)
	if rel == nil || rel.Index(e.Ref.Field) < 0 {
		return operand{}, fmt.Errorf("there is no field %s", e.Ref)
	}
	i := rel.Index(e.Ref.Field)
	f := &rel.Fields[i]
	if e.Ref.Relation == c.relation.Name && c.relation.Name != "case" {
		c.need(i, false)
		return operand{field: f, index: i}, nil
	}
	if e.Ref.Relation != "case" {
		return operand{}, fmt.Errorf("a rule on %q cannot read %s", c.relation.Name, e.Ref)
	}
	vec := &facts.Vec{Absent: true}
	if c.env.Case != nil && i < len(c.env.Case.Cols) {
		vec = &c.env.Case.Cols[i]
	}
	return operand{field: f, index: -1, vec: vec}, nil
}

// operand is a field of the row or of the case.
type operand struct {
	field *facts.Field
	index int
	vec   *facts.Vec
}

func (o operand) constant() bool { return o.index < 0 }
