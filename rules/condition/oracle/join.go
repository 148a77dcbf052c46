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
	// own and theirs are the fields that the rows are found by.
	own, theirs *facts.Field
}

// variable is what stands in the outer condition for the i-th exists.
func variable(i int) string { return fmt.Sprintf("exists_%d", i) }

// joins takes every exists and none out of a parsed condition, and leaves a
// variable in its place.
func (o *Oracle) joins(relation string, parsed *cel.Ast) ([]join, error) {
	var calls []ast.Expr
	ast.PreOrderVisit(parsed.NativeRep().Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() == ast.CallKind && slices.Contains([]string{"exists", "none"}, e.AsCall().FunctionName()) {
			calls = append(calls, e)
		}
	}))
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
		j, err := o.join(relation, args[0].AsIdent(), args[1], parsed)
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

func (o *Oracle) join(own, relation string, condition ast.Expr, parsed *cel.Ast) (join, error) {
	text, err := parser.Unparse(condition, parsed.NativeRep().SourceInfo())
	if err != nil {
		return join{}, err
	}
	inner, err := o.Condition(own, text)
	if err != nil {
		return join{}, fmt.Errorf("%s: %w", text, err)
	}
	out := join{relation: o.schema.Relation(relation), inner: inner}
	if out.own, out.theirs = o.key(own, relation, condition); out.own == nil {
		return join{}, fmt.Errorf("%s: no equality joins %s with %s", text, own, relation)
	}
	return out, nil
}

// key finds the first equality of joining fields in an && chain.
func (o *Oracle) key(own, relation string, e ast.Expr) (ours, theirs *facts.Field) {
	if e.Kind() != ast.CallKind {
		return nil, nil
	}
	args := e.AsCall().Args()
	switch e.AsCall().FunctionName() {
	case operators.LogicalAnd:
		for _, a := range args {
			if ours, theirs = o.key(own, relation, a); ours != nil {
				return ours, theirs
			}
		}
	case operators.Equals:
		for _, pair := range [][2]ast.Expr{{args[0], args[1]}, {args[1], args[0]}} {
			ours, theirs = o.field(own, pair[0]), o.field(relation, pair[1])
			if ours != nil && theirs != nil && facts.Join(ours, theirs) {
				return ours, theirs
			}
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

// eval gives the value of the exists for a row: true if the condition is true
// with some joined row. Otherwise it is unknown if the row or some joined row
// has no identity to be found by, or the condition is unknown with some row of
// the same identity.
func (j join) eval(rows map[string]map[string]any, tables Tables, now string) (Truth, error) {
	table, supplied := tables[j.relation.Name]
	if !supplied {
		return Unknown, nil
	}
	out := False
	for _, joined := range withLatest(j.relation, j.theirs, columns(table)) {
		pair := map[string]map[string]any{j.relation.Name: joined}
		for name, row := range rows {
			pair[name] = row
		}
		got, err := j.inner.eval(pair, nil, now)
		if err != nil || got == True {
			return got, err
		}
		if got == Unknown || !filled(rows[j.inner.relation][j.own.Name]) || !filled(joined[j.theirs.Name]) {
			out = Unknown
		}
	}
	return out, nil
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
