package engine

import (
	"fmt"
	"slices"

	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
)

// join is all that the conditions of a plan ask of one table by one field of
// their own rows. Their conditions run over pairs: rows of a relation of its
// own, whose fields are copies of fields of either side, named after them.
type join struct {
	id    int
	table *Table
	own   operand
	// exists holds the conditions as written; roots are their nodes in pair.
	exists []*expr.Expr
	roots  []int
	pair   *Plan
	fields facts.Relation
	probe  []probeField
	joined []joinedField
	// guards are nodes, by occurrence of a condition: where one of them is false,
	// that occurrence decides nothing. With all set, every row matters.
	guards [][]int
	all    bool
	// anybody says for each condition whether some row of the table without an
	// identity might meet it.
	anybody []bool
}

// probeField is a field of the pair that is taken from the row: a field of
// its own, or the value of a node of the plan.
type probeField struct {
	at, index, node int
	cell            cell
}

// joinedField is a field of the pair taken from the joined row: a column of
// the table, or (-1) whether the row is the latest.
type joinedField struct {
	at, column int
	cell       cell
}

// occurrence is one Exists of a rule, with the conditions beside it that decide
// the rule's outcome alone when they are false.
type occurrence struct {
	rule   string
	exists *expr.Expr
	beside []*expr.Expr
}

// occurrences lists what the rules of the relation join.
func occurrences(relation string, all []*rules.Rule) []occurrence {
	var out []occurrence
	for _, r := range all {
		if r.On != relation {
			continue
		}
		var beside []*expr.Expr
		for _, e := range []*expr.Expr{r.Applies, r.Breach} {
			if e == nil {
				continue
			}
			var found []*expr.Expr
			for _, part := range conjuncts(e, nil) {
				if inside := existsIn(part); len(inside) > 0 {
					found = append(found, inside...)
				} else if part.Op != expr.Const {
					beside = append(beside, part)
				}
			}
			for _, x := range found {
				out = append(out, occurrence{r.ID, x, slices.Clone(beside)})
			}
		}
	}
	return out
}

// conjuncts lists the conditions that And joins.
func conjuncts(e *expr.Expr, out []*expr.Expr) []*expr.Expr {
	if e.Op != expr.And {
		return append(out, e)
	}
	for _, a := range e.Args {
		out = conjuncts(a, out)
	}
	return out
}

func existsIn(e *expr.Expr) (out []*expr.Expr) {
	e.Walk(func(n *expr.Expr) {
		if n.Op == expr.Exists {
			out = append(out, n)
		}
	})
	return out
}

// prepareJoins compiles what the rules join before the rules themselves, so
// that every node a join waits for comes before those that ask it.
func (c *compiler) prepareJoins(all []*rules.Rule) error {
	found := occurrences(c.relation.Name, all)
	for _, o := range found {
		if err := c.note(o.exists); err != nil {
			return fmt.Errorf("compile rule %s: %w", o.rule, err)
		}
	}
	for _, o := range found {
		if err := c.guard(o); err != nil {
			return fmt.Errorf("compile rule %s: %w", o.rule, err)
		}
	}
	for _, j := range c.joins {
		if err := c.compilePair(j); err != nil {
			return fmt.Errorf("compile rules that join %s: %w", j.table.layout.need.ID(), err)
		}
	}
	c.before = len(c.nodes)
	return nil
}

// note adds an Exists to the join that answers it, unless its answer is the
// same for every row.
func (c *compiler) note(e *expr.Expr) error {
	own, joined := joinRefs(e)
	table := c.env.Tables[JoinNeed{Relation: joined.Relation, Key: joined.Field}.ID()]
	if table == nil || table.stats.Rows == 0 {
		return nil
	}
	if own.Relation != c.relation.Name {
		return fmt.Errorf("%s: a rule on %q cannot join by %s", e.Op, c.relation.Name, own)
	}
	o, err := c.lookup(e.Args[0].Args[0])
	if err != nil {
		return err
	}
	c.needKeys(o)
	j := c.joinOf(table, o)
	if slices.ContainsFunc(j.exists, func(x *expr.Expr) bool { return x.String() == e.String() }) {
		return nil
	}
	j.exists = append(j.exists, e)
	return nil
}

func (c *compiler) joinOf(table *Table, own operand) *join {
	for _, j := range c.joins {
		if j.table == table && j.own.field == own.field {
			return j
		}
	}
	j := &join{id: len(c.joins), table: table, own: own}
	j.fields.Name = "pair"
	c.joins = append(c.joins, j)
	return j
}

// answerer gives the join that answers an Exists and its place there, nil for none.
func (c *compiler) answerer(e *expr.Expr) (*join, int) {
	text := e.String()
	for _, j := range c.joins {
		if i := slices.IndexFunc(j.exists, func(x *expr.Expr) bool { return x.String() == text }); i >= 0 {
			return j, i
		}
	}
	return nil, 0
}

// guard compiles the conditions under which an occurrence matters: those
// beside it, and those of its own that read nothing of the joined row.
func (c *compiler) guard(o occurrence) error {
	j, _ := c.answerer(o.exists)
	if j == nil {
		return nil
	}
	conditions := slices.Clone(o.beside)
	for _, part := range conjuncts(o.exists.Args[1], nil) {
		if part.Op != expr.Const && !reads(part, o.exists.Relation) {
			conditions = append(conditions, part)
		}
	}
	ids := make([]int, len(conditions))
	for i, e := range conditions {
		var err error
		if ids[i], err = c.compile(e); err != nil {
			return err
		}
	}
	j.guards, j.all = append(j.guards, ids), j.all || len(ids) == 0
	return nil
}

// reads says whether a condition reads a field of the relation.
func reads(e *expr.Expr, relation string) (yes bool) {
	e.Walk(func(n *expr.Expr) { yes = yes || n.Op == expr.Field && n.Ref.Relation == relation })
	return yes
}

// compilePair makes the plan that runs over the pairs of a join.
func (c *compiler) compilePair(j *join) error {
	conditions := make([]*expr.Expr, len(j.exists))
	for i, e := range j.exists {
		var err error
		if conditions[i], err = c.rewrite(j, e.Relation, e.Args[1]); err != nil {
			return err
		}
	}
	schema := &facts.Schema{Relations: []facts.Relation{j.fields, *c.schema.Relation("case")}}
	sub := &compiler{schema: schema, relation: &schema.Relations[0], env: c.env, ids: map[string]int{}, adders: map[adderKey]*calendar.Adder{}}
	for _, e := range conditions {
		root, err := sub.compile(e)
		if err != nil {
			return fmt.Errorf("exists: %w", err)
		}
		j.roots = append(j.roots, root)
	}
	j.pair = &Plan{relation: sub.relation, nodes: sub.nodes, memos: sub.memos, ageField: -1, groups: 1, now: c.env.Now}
	j.judgeKeyless()
	return nil
}

// rewrite gives the condition over the pair's fields. What reads the row
// alone is worked out once a row, by a node of the plan, and becomes a field.
func (c *compiler) rewrite(j *join, relation string, e *expr.Expr) (*expr.Expr, error) {
	own := c.relation.Name
	switch {
	case e.Type == facts.Bool && e.Op != expr.Const && !reads(e, relation) && own != "case" && reads(e, own):
		id, err := c.compile(e)
		if err != nil {
			return nil, err
		}
		return j.field("row: "+e.String(), facts.Field{Type: facts.Bool}, func(at int) error {
			j.probe = append(j.probe, probeField{at: at, index: -1, node: id, cell: cell{typ: facts.Bool}})
			return nil
		})
	case e.Op == expr.Field && e.Ref.Relation == relation:
		return j.joinedField(e.Ref)
	case e.Op == expr.Field && e.Ref.Relation == own && own != "case":
		return c.ownField(j, e)
	}
	out := *e
	out.Args = make([]*expr.Expr, len(e.Args))
	for i, a := range e.Args {
		var err error
		if out.Args[i], err = c.rewrite(j, relation, a); err != nil {
			return nil, err
		}
	}
	if e.Op == expr.Same {
		c.keepKeys(j, out.Args)
	}
	return &out, nil
}

// field gives the expression of the pair's field of a name; a new one is made
// known to add by its position.
func (j *join) field(name string, decl facts.Field, add func(at int) error) (*expr.Expr, error) {
	out := &expr.Expr{Op: expr.Field, Type: decl.Type, Ref: expr.Ref{Relation: j.fields.Name, Field: name}}
	if j.fields.Index(name) >= 0 {
		return out, nil
	}
	decl.Name = name
	j.fields.Fields = append(j.fields.Fields, decl)
	return out, add(len(j.fields.Fields) - 1)
}

func (j *join) joinedField(ref expr.Ref) (*expr.Expr, error) {
	l := j.table.layout
	decl := l.rel.Field(ref.Field)
	if decl == nil {
		return nil, fmt.Errorf("there is no field %s", ref)
	}
	return j.field(ref.String(), *decl, func(at int) error {
		f := joinedField{at: at, column: -1, cell: cell{typ: facts.Bool}}
		if !l.state || ref.Field != facts.LatestField {
			if f.column = l.column(ref.Field); f.column < 0 {
				return fmt.Errorf("the table %s was built without %s", l.need.ID(), ref)
			}
			f.cell = l.cells[f.column]
		}
		j.joined = append(j.joined, f)
		return nil
	})
}

func (c *compiler) ownField(j *join, e *expr.Expr) (*expr.Expr, error) {
	o, err := c.lookup(e)
	if err != nil {
		return nil, err
	}
	return j.field(e.Ref.String(), *o.field, func(at int) error {
		j.probe = append(j.probe, probeField{at: at, index: o.index, node: -1, cell: cell{typ: o.field.Type}})
		return nil
	})
}

// keepKeys has the identities of a row's field carried into the pairs.
func (c *compiler) keepKeys(j *join, fields []*expr.Expr) {
	for _, f := range fields {
		at := j.fields.Index(f.Ref.Field)
		for i := range j.probe {
			if p := &j.probe[i]; p.at == at && p.index >= 0 {
				p.cell.keys = true
				c.needKeys(operand{index: p.index})
			}
		}
	}
}

// exists makes the node of an Exists.
func (c *compiler) exists(e *expr.Expr) (node, error) {
	_, joined := joinRefs(e)
	table := c.env.Tables[JoinNeed{Relation: joined.Relation, Key: joined.Field}.ID()]
	if table == nil {
		return constNode(allUnknown), nil
	}
	if table.stats.Rows == 0 && table.incomplete {
		return constNode(allUnknown), nil
	}
	if table.stats.Rows == 0 {
		return constNode(allFalse), nil
	}
	j, root := c.answerer(e)
	if j == nil {
		return nil, fmt.Errorf("%s stands where no rule was expected to join", e)
	}
	return existsNode{j, root}, nil
}

// same makes the node of an equality of identities beside the join's own.
func (c *compiler) same(e *expr.Expr) (node, error) {
	a, err := c.lookup(e.Args[0])
	if err != nil {
		return nil, err
	}
	b, err := c.lookup(e.Args[1])
	if err != nil {
		return nil, err
	}
	return sameNode{a, b}, nil
}
