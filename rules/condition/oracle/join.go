package oracle

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/parser"

	"leadlint/rules/facts"
)

// Tables are the rows of the relations supplied, by relation. A relation that
// is not in the map was not supplied; one without rows was, and is empty.
type Tables map[string][]map[string]any

// maxJoins is how often one condition may say exists or none.
const maxJoins = 16

// join is one exists of a condition: a condition of its own, on pairs of a row
// and a joined row.
type join struct {
	relation *facts.Relation
	inner    *Condition
	// anybody is the condition for a joined row without an identity, whatever
	// the row it is asked for: what reads that row alone is unknown.
	anybody *Condition
	// own and theirs are the fields that the rows are found by.
	own, theirs *facts.Field
}

// variable is what stands in the outer condition for the i-th exists.
func variable(i int) string { return fmt.Sprintf("exists_%d", i) }

// joinCalls lists every exists and none of a condition.
func joinCalls(parsed *cel.Ast) []ast.Expr {
	var calls []ast.Expr
	ast.PreOrderVisit(parsed.NativeRep().Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() == ast.CallKind && slices.Contains([]string{"exists", "none"}, e.AsCall().FunctionName()) {
			calls = append(calls, e)
		}
	}))
	return calls
}

// negate writes a != b as !(a == b): whether identities are equal may itself
// be unknown, which CEL's inequality does not foresee.
func negate(parsed *cel.Ast) {
	id := ast.MaxID(parsed.NativeRep())
	factory := ast.NewExprFactory()
	ast.PostOrderVisit(parsed.NativeRep().Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() == ast.CallKind && e.AsCall().FunctionName() == operators.NotEquals {
			id++
			e.SetKindCase(factory.NewCall(e.ID(), operators.LogicalNot, factory.NewCall(id, operators.Equals, e.AsCall().Args()...)))
		}
	}))
}

// joins takes every exists and none out of a parsed condition, and leaves a
// variable in its place. The condition is given twice: one copy is changed to
// see what it says of anybody.
func (o *Oracle) joins(relation string, parsed, copied *cel.Ast) ([]join, error) {
	calls, copies := joinCalls(parsed), joinCalls(copied)
	if len(calls) > maxJoins {
		return nil, fmt.Errorf("a condition joins at most %d times", maxJoins)
	}
	factory := ast.NewExprFactory()
	out := []join{}
	for i, e := range calls {
		call := e.AsCall()
		args := call.Args()
		if len(args) != 2 || args[0].Kind() != ast.IdentKind {
			return nil, errors.New("exists takes a relation and a condition")
		}
		j, err := o.join(relation, args[0].AsIdent(), args[1], copies[i].AsCall().Args()[1])
		if err != nil {
			return nil, err
		}
		out = append(out, j)
		ident := factory.NewIdent(e.ID(), variable(i))
		if call.FunctionName() == "none" {
			ident = factory.NewCall(e.ID(), operators.LogicalNot, factory.NewIdent(args[0].ID(), variable(i)))
		}
		e.SetKindCase(ident)
	}
	return out, nil
}

func (o *Oracle) join(own, relation string, condition, copied ast.Expr) (out join, err error) {
	key := slices.IndexFunc(conjuncts(condition, nil), func(e ast.Expr) bool {
		out.own, out.theirs = o.key(own, relation, e)
		return out.own != nil
	})
	if key < 0 {
		return join{}, fmt.Errorf("no equality joins %s with %s", own, relation)
	}
	out.relation = o.schema.Relation(relation)
	if out.inner, err = o.part(own, condition); err != nil {
		return join{}, err
	}
	hideRow(slices.Delete(conjuncts(copied, nil), key, key+1), own, relation)
	out.anybody, err = o.part(own, copied)
	return out, err
}

// part makes a condition of a part of one.
func (o *Oracle) part(own string, e ast.Expr) (*Condition, error) {
	text, err := parser.Unparse(e, ast.NewSourceInfo(nil))
	if err != nil {
		return nil, err
	}
	out, err := o.Condition(own, text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", text, err)
	}
	return out, nil
}

// conjuncts lists the conditions that && joins.
func conjuncts(e ast.Expr, out []ast.Expr) []ast.Expr {
	if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != operators.LogicalAnd {
		return append(out, e)
	}
	for _, a := range e.AsCall().Args() {
		out = conjuncts(a, out)
	}
	return out
}

// key gives the fields of an equality that joins two relations, nil of any
// other condition.
func (o *Oracle) key(own, relation string, e ast.Expr) (ours, theirs *facts.Field) {
	if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != operators.Equals {
		return nil, nil
	}
	args := e.AsCall().Args()
	for _, pair := range [][2]ast.Expr{{args[0], args[1]}, {args[1], args[0]}} {
		ours, theirs = o.field(own, pair[0]), o.field(relation, pair[1])
		if ours != nil && theirs != nil && facts.Join(ours, theirs) {
			return ours, theirs
		}
	}
	return nil, nil
}

// field gives the field of the relation that an expression is, nil if it is
// none.
func (o *Oracle) field(relation string, e ast.Expr) *facts.Field {
	if e.Kind() != ast.SelectKind || e.AsSelect().Operand().Kind() != ast.IdentKind || e.AsSelect().Operand().AsIdent() != relation {
		return nil
	}
	return o.schema.Relation(relation).Field(e.AsSelect().FieldName())
}

// rowAlone stands for what a condition says of the row alone.
const rowAlone = "row_alone"

// hideRow makes every part of a chain of conditions unknown that reads the row
// and not the joined one. What the chain begins with is one part as long as it
// reads nothing of the joined row.
func hideRow(chain []ast.Expr, own, relation string) {
	start := slices.IndexFunc(chain, func(e ast.Expr) bool { return reads(e, relation) })
	if start < 0 {
		start = len(chain)
	}
	first := slices.ContainsFunc(chain[:start], func(e ast.Expr) bool { return reads(e, own) })
	for i, e := range chain {
		switch {
		case i < start && first, reads(e, own) && !reads(e, relation):
			e.SetKindCase(ast.NewExprFactory().NewIdent(e.ID(), rowAlone))
		case e.Kind() == ast.CallKind && slices.Contains([]string{operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot}, e.AsCall().FunctionName()):
			for _, a := range e.AsCall().Args() {
				hideRow([]ast.Expr{a}, own, relation)
			}
		}
	}
}

// reads says whether an expression reads a field of the relation, or asks
// whether it is known or recorded.
func reads(e ast.Expr, relation string) (yes bool) {
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(e ast.Expr) {
		switch e.Kind() {
		case ast.IdentKind:
			yes = yes || e.AsIdent() == relation
		case ast.SelectKind:
			of := e.AsSelect().Operand()
			asked := of.Kind() == ast.IdentKind && slices.Contains([]string{"known", "recorded"}, of.AsIdent())
			yes = yes || asked && e.AsSelect().FieldName() == relation
		}
	}))
	return yes
}

// eval gives the value of the exists for a row: true if the condition is true
// with some joined row. Otherwise it is unknown if no joined row has an identity
// of a kind that the row has, if a joined row without one might meet the
// condition, or if the condition is unknown with some row of the same identity.
func (j join) eval(rows map[string]map[string]any, tables Tables, now string) (Truth, error) {
	table, supplied := tables[j.relation.Name]
	if !supplied {
		return Unknown, nil
	}
	mine := rows[j.inner.relation][j.own.Name]
	out := False
	if len(table) > 0 && !slices.ContainsFunc(table, func(r map[string]any) bool { return comparable(j.own, mine, r[j.theirs.Name]) }) {
		out = Unknown
	}
	for _, joined := range withLatest(j.relation, j.theirs, columns(table)) {
		pair := maps.Clone(rows)
		pair[j.relation.Name] = joined
		condition := j.inner
		if !filled(joined[j.theirs.Name]) {
			condition = j.anybody
			pair[j.inner.relation] = nil
		}
		got, err := condition.eval(pair, nil, now)
		if err != nil {
			return Unknown, err
		}
		switch {
		case got == Unknown && (condition == j.anybody || filled(mine)), got == True && condition == j.anybody:
			out = Unknown
		case got == True:
			return True, nil
		}
	}
	return out, nil
}

// comparable says whether two values of a joining field have identities of one
// kind, so that they can be told apart.
func comparable(f *facts.Field, a, b any) bool {
	if !filled(a) || !filled(b) {
		return false
	}
	return f.Type != facts.Key || slices.ContainsFunc(newIdentity(a), func(x string) bool {
		return slices.ContainsFunc(newIdentity(b), func(y string) bool { return kind(x) == kind(y) })
	})
}

// columns gives the rows of one table: a field that only some of them name is
// a column that exists, and empty in the others.
func columns(table []map[string]any) []map[string]any {
	out := make([]map[string]any, len(table))
	for i := range table {
		out[i] = map[string]any{}
		for _, row := range table {
			for name := range row {
				out[i][name] = nil
			}
		}
		maps.Copy(out[i], table[i])
	}
	return out
}
