package condition

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// walker turns a parsed condition into typed nodes. A method that finds
// something wrong notes it and gives nil, so that one pass finds everything.
type walker struct {
	schema *facts.Schema
	own    string
	text   []rune
	source *ast.SourceInfo
	// joined names the relation of the exists that the walk is inside of; empty
	// outside.
	joined string
	errs   Errors
}

func (w *walker) fail(at place, format string, args ...any) *expr.Expr {
	w.errs = append(w.errs, Error{Line: at.line, Col: at.col, Msg: fmt.Sprintf(format, args...)})
	return nil
}

// condition gives an operand that must be true, false or unknown.
func (w *walker) condition(e ast.Expr) *expr.Expr {
	v := w.value(e)
	if v == nil || v.Type == facts.Bool {
		return v
	}
	if v.Op == expr.Field {
		return w.fail(w.start(e), "%s is %s, not true or false; compare it, or write known(%s)", v.Ref, aType(v.Type), v.Ref)
	}
	return w.fail(w.start(e), "expected something true or false, got %s", aType(v.Type))
}

// value gives any operand.
func (w *walker) value(e ast.Expr) *expr.Expr {
	switch e.Kind() {
	case ast.LiteralKind:
		return w.literal(e)
	case ast.IdentKind:
		return w.ident(e)
	case ast.SelectKind:
		return w.field(e)
	case ast.CallKind:
		return w.call(e)
	case ast.ListKind:
		return w.fail(w.at(e), "a list stands only on the right of in: field in [...]")
	case ast.MapKind, ast.StructKind:
		return w.fail(w.at(e), "maps and messages are not part of the rule language")
	}
	return w.fail(w.at(e), "this is not part of the rule language")
}

func (w *walker) literal(e ast.Expr) *expr.Expr {
	switch v := e.AsLiteral().(type) {
	case types.Bool:
		return &expr.Expr{Op: expr.Const, Type: facts.Bool, Bool: bool(v)}
	case types.String:
		return &expr.Expr{Op: expr.Const, Type: facts.Text, Text: string(v)}
	case types.Int:
		if int64(v) == math.MinInt64 {
			return w.fail(w.at(e), "the number is too small")
		}
		return &expr.Expr{Op: expr.Const, Type: facts.Int, Int: int64(v)}
	case types.Null:
		return w.fail(w.at(e), "there is no null: write known(field) or !known(field)")
	case types.Double:
		return w.fail(w.at(e), "only whole numbers are known here")
	case types.Uint:
		return w.fail(w.at(e), "write the number without u")
	}
	return w.fail(w.at(e), "bytes are not part of the rule language")
}

func (w *walker) ident(e ast.Expr) *expr.Expr {
	name := e.AsIdent()
	if name == "now" {
		return &expr.Expr{Op: expr.Now, Type: facts.Date}
	}
	for _, relation := range w.visible() {
		if r := w.schema.Relation(relation); r != nil && r.Field(name) != nil {
			return w.fail(w.at(e), "unknown name %q; write %s.%s", name, relation, name)
		}
	}
	if w.schema.Relation(name) != nil {
		return w.fail(w.at(e), "%q is a relation; name one of its fields: %s.field", name, name)
	}
	if name == "today" || name == "null" || name == "none" {
		return w.fail(w.at(e), "unknown name %q; there are now, known(field) and relation.field", name)
	}
	return w.fail(w.at(e), "unknown name %q; expected now or a field, written relation.field; text stands in quotes", name)
}

// field resolves relation.field.
func (w *walker) field(e ast.Expr) *expr.Expr {
	sel := e.AsSelect()
	operand := sel.Operand()
	if operand.Kind() != ast.IdentKind {
		return w.fail(w.start(e), "fields are written relation.field, with one point")
	}
	name := operand.AsIdent()
	if bare, absolute := strings.CutPrefix(name, "."); absolute {
		return w.fail(w.at(operand), "write %s without a point before it", bare)
	}
	if w.quoted(e) {
		return w.fail(w.at(e), "write the field's name without back quotes")
	}
	relation := w.schema.Relation(name)
	if relation == nil {
		return w.fail(w.at(operand), "unknown relation %q%s", name, strict.Suggest(name, w.visible()))
	}
	if !slices.Contains(w.visible(), name) {
		return w.fail(w.at(operand), "%s", w.outOfSight(name))
	}
	f := relation.Field(sel.FieldName())
	if f == nil {
		at := w.at(e)
		return w.fail(place{at.line, at.col + 1}, "%s", unknownField(relation, sel.FieldName()))
	}
	if relation.State != nil && f.Name == facts.LatestField && name != w.joined {
		return w.fail(w.start(e), "%s.%s is known only where %s is joined, inside exists(%s, ...)", name, f.Name, name, name)
	}
	return &expr.Expr{Op: expr.Field, Type: f.Type, Ref: expr.Ref{Relation: name, Field: f.Name}}
}

// outOfSight says why a relation cannot be read here.
func (w *walker) outOfSight(name string) string {
	sees := w.visible()
	list := strings.Join(sees[:len(sees)-1], ", ")
	if list != "" {
		list += " and "
	}
	list += sees[len(sees)-1]
	switch {
	case w.joined != "":
		return fmt.Sprintf("inside exists(%s, ...) a rule on %s reads %s, not %s", w.joined, w.own, list, name)
	case slices.Contains(w.partners(), name):
		return fmt.Sprintf("a rule on %s reads %s; rows of %s are asked for with exists(%s, %s && ...)",
			w.own, list, name, name, w.suggestKey(w.schema.Relation(name)))
	}
	return fmt.Sprintf("a rule on %s reads %s; %s cannot be joined with it", w.own, list, name)
}

// visible lists the relations that the rule may read here.
func (w *walker) visible() []string {
	if w.own == "case" {
		return []string{"case"}
	}
	if w.joined != "" {
		return []string{w.joined, w.own, "case"}
	}
	return []string{w.own, "case"}
}

func unknownField(r *facts.Relation, name string) string {
	names := make([]string, len(r.Fields))
	for i := range r.Fields {
		names[i] = r.Fields[i].Name
	}
	hint := strict.Suggest(name, names)
	if hint == "" {
		hint = "; docs/rules.md lists its fields"
	}
	return fmt.Sprintf("%s has no field %q%s", r.Name, name, hint)
}

// decl gives the declaration behind a Field node, nil for any other node.
func (w *walker) decl(v *expr.Expr) *facts.Field {
	if v == nil || v.Op != expr.Field {
		return nil
	}
	return w.schema.Relation(v.Ref.Relation).Field(v.Ref.Field)
}

// call dispatches operators and functions.
func (w *walker) call(e ast.Expr) *expr.Expr {
	call := e.AsCall()
	switch name := call.FunctionName(); name {
	case operators.LogicalAnd:
		return w.logic(expr.And, e)
	case operators.LogicalOr:
		return w.logic(expr.Or, e)
	case operators.LogicalNot:
		return w.logic(expr.Not, e)
	case operators.Equals, operators.NotEquals, operators.Less, operators.LessEquals,
		operators.Greater, operators.GreaterEquals:
		return w.compare(e)
	case operators.In:
		return w.in(e)
	case operators.Add:
		return w.shift(expr.Add, e)
	case operators.Subtract:
		return w.shift(expr.Sub, e)
	case operators.Conditional:
		return w.fail(w.at(e), "?: is not part of the rule language; write (a && b) || (!a && c)")
	case operators.Negate, operators.Multiply, operators.Divide, operators.Modulo:
		return w.fail(w.at(e), "there is no arithmetic with numbers; compare a field with a constant")
	case operators.Index, operators.OptIndex, operators.OptSelect:
		return w.fail(w.at(e), "there is no indexing; fields are written relation.field")
	}
	return w.function(e)
}

func (w *walker) logic(op expr.Op, e ast.Expr) *expr.Expr {
	out := &expr.Expr{Op: op, Type: facts.Bool}
	whole := true
	for _, a := range e.AsCall().Args() {
		v := w.condition(a)
		whole = whole && v != nil
		out.Args = append(out.Args, v)
	}
	if !whole {
		return nil
	}
	return out
}

// aType names a type as messages do.
func aType(t facts.Type) string {
	switch t {
	case facts.Text:
		return "a text"
	case facts.Enum:
		return "one of fixed values"
	case facts.Bool:
		return "true or false"
	case facts.Date:
		return "a date"
	case facts.Int:
		return "a number"
	case facts.Set:
		return "a set"
	case facts.Period:
		return "a period"
	case facts.Key:
		return "an identity"
	}
	return "of no known type"
}
