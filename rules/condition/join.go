package condition

import (
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// exists checks exists(relation, condition); none is its negation.
func (w *walker) exists(e ast.Expr) *expr.Expr {
	name := e.AsCall().FunctionName()
	if w.joined != "" {
		return w.fail(w.start(e), "%s stands inside exists: one relation is joined at a time; write two conditions side by side, joined with &&", name)
	}
	args, ok := w.args(e, 2, name+"(relation, condition)")
	if !ok {
		return nil
	}
	relation, ok := w.joinable(name, args[0])
	if !ok {
		return nil
	}
	w.joined = relation.Name
	out := w.join(relation, args[0], args[1])
	w.joined = ""
	if out == nil || name == "exists" {
		return out
	}
	return &expr.Expr{Op: expr.Not, Type: facts.Bool, Args: []*expr.Expr{out}}
}

// joinable gives the relation that the first argument of exists names.
func (w *walker) joinable(function string, e ast.Expr) (*facts.Relation, bool) {
	at := w.start(e)
	if e.Kind() == ast.SelectKind && e.AsSelect().Operand().Kind() == ast.IdentKind {
		w.fail(at, "%s takes the name of a relation and a condition: %s(%s, ...)", function, function, e.AsSelect().Operand().AsIdent())
		return nil, false
	}
	if e.Kind() != ast.IdentKind {
		w.fail(at, "%s takes the name of a relation, without quotes, and a condition: %s(relation, condition)", function, function)
		return nil, false
	}
	name := e.AsIdent()
	relation := w.schema.Relation(name)
	switch {
	case relation == nil:
		w.fail(at, "unknown relation %q%s", name, strict.Suggest(name, w.partners()))
	case name == w.own:
		w.fail(at, "%s cannot be joined with itself; %s reads another relation", name, function)
	case name == "case":
		w.fail(at, "case has one row, the same for all: read its fields without %s", function)
	case len(w.partners()) == 0:
		w.fail(at, "%s has no field that joins, so a rule on it reads no other relation", w.own)
	case w.suggestKey(relation) == "":
		w.fail(at, "no field of %s joins with one of %s, which joins with %s", name, w.own, strings.Join(w.partners(), ", "))
	default:
		return relation, true
	}
	return nil, false
}

// partners lists the relations that the rule's own can be joined with.
func (w *walker) partners() []string {
	var out []string
	for i := range w.schema.Relations {
		if r := &w.schema.Relations[i]; r.Name != w.own && w.suggestKey(r) != "" {
			out = append(out, r.Name)
		}
	}
	return out
}

// joining lists the fields that a relation can be joined by, for messages.
func joining(r *facts.Relation) string {
	var out []string
	for i := range r.Fields {
		if r.Fields[i].Joining() {
			out = append(out, r.Name+"."+r.Fields[i].Name)
		}
	}
	return strings.Join(out, ", ")
}

// join checks the condition of exists and takes the equality out of it that
// the rows are found by: the first in its && chain.
func (w *walker) join(relation *facts.Relation, name, condition ast.Expr) *expr.Expr {
	before := len(w.errs)
	var key *expr.Expr
	var rest []*expr.Expr
	for _, part := range conjuncts(condition, nil) {
		v := w.condition(part)
		switch {
		case v == nil:
		case v.Op == expr.Same && key == nil:
			key = v
		default:
			rest = append(rest, v)
		}
	}
	if key == nil && len(w.errs) == before {
		w.fail(w.start(name), "nothing says which rows of %s belong to the row of %s: join an equality of their keys with &&, such as %s",
			relation.Name, w.own, w.suggestKey(relation))
	}
	if len(w.errs) > before {
		return nil
	}
	return &expr.Expr{Op: expr.Exists, Type: facts.Bool, Relation: relation.Name, Args: []*expr.Expr{key, conjunction(rest)}}
}

// conjuncts lists the conditions that && joins, from left to right.
func conjuncts(e ast.Expr, out []ast.Expr) []ast.Expr {
	if e.Kind() != ast.CallKind || e.AsCall().FunctionName() != operators.LogicalAnd {
		return append(out, e)
	}
	for _, a := range e.AsCall().Args() {
		out = conjuncts(a, out)
	}
	return out
}

// conjunction joins conditions with &&; none at all is true.
func conjunction(list []*expr.Expr) *expr.Expr {
	if len(list) == 0 {
		return &expr.Expr{Op: expr.Const, Type: facts.Bool, Bool: true}
	}
	out := list[0]
	for _, next := range list[1:] {
		out = &expr.Expr{Op: expr.And, Type: facts.Bool, Args: []*expr.Expr{out, next}}
	}
	return out
}

// suggestKey writes an equality that joins a relation with the rule's own;
// empty when none does.
func (w *walker) suggestKey(relation *facts.Relation) string {
	own := w.schema.Relation(w.own)
	for i := range relation.Fields {
		theirs := &relation.Fields[i]
		for j := range own.Fields {
			if ours := &own.Fields[j]; facts.Join(theirs, ours) {
				return relation.Name + "." + theirs.Name + " == " + own.Name + "." + ours.Name
			}
		}
	}
	return ""
}

// keyed says that a comparison is one of identities: of a Key, or of two texts
// one of which is of the joined relation. The content of joined texts is not
// read, only whether they are equal to a text of the row.
func (w *walker) keyed(l, r *expr.Expr) bool {
	return l.Type == facts.Key || r.Type == facts.Key || w.foreignText(l) || w.foreignText(r)
}

// foreignText says that an operand is a text of the joined relation.
func (w *walker) foreignText(v *expr.Expr) bool {
	return v.Op == expr.Field && v.Type == facts.Text && v.Ref.Relation == w.joined
}

// same checks an equality of identities, one of each relation. The row's own
// field comes first, so that one meaning has one form.
func (w *walker) same(e ast.Expr, op expr.Op, l, r *expr.Expr) *expr.Expr {
	if l.Op != expr.Field || r.Op != expr.Field {
		return w.fail(w.at(e), "%s", w.notAnIdentity(l, r))
	}
	if op != expr.Eq && op != expr.Ne {
		return w.fail(w.at(e), "identities have no order; compare them with ==")
	}
	if w.joined == "" {
		return w.fail(w.at(e), "%s is compared with a field of another relation, inside exists(relation, ...)", l.Ref)
	}
	if l.Ref.Relation == w.joined && r.Ref.Relation != w.joined {
		l, r = r, l
	}
	switch {
	case l.Ref.Relation != w.own || r.Ref.Relation != w.joined:
		return w.fail(w.at(e), "%s and %s do not join: one side is a field of %s, the other one of %s", l.Ref, r.Ref, w.own, w.joined)
	case !w.decl(l).Joining():
		return w.fail(w.at(e), "%s does not join; of %s, these do: %s", l.Ref, w.own, joining(w.schema.Relation(w.own)))
	case !w.decl(r).Joining():
		return w.fail(w.at(e), "%s does not join; of %s, these do: %s", r.Ref, w.joined, joining(w.schema.Relation(w.joined)))
	case !facts.Join(w.decl(l), w.decl(r)):
		return w.fail(w.at(e), "%s (%s) and %s (%s) do not join: a person is never equal to a name or reference",
			l.Ref, aType(l.Type), r.Ref, aType(r.Type))
	}
	same := &expr.Expr{Op: expr.Same, Type: facts.Bool, Args: []*expr.Expr{l, r}}
	if op == expr.Ne {
		return &expr.Expr{Op: expr.Not, Type: facts.Bool, Args: []*expr.Expr{same}}
	}
	return same
}

// notAnIdentity says why an identity, or a text of the joined relation, is not
// compared with what is no field.
func (w *walker) notAnIdentity(l, r *expr.Expr) string {
	if l.Op != expr.Field {
		l = r
	}
	if l.Type == facts.Key {
		return l.Ref.String() + " holds keyed hashes, not values: it is compared with a field of another relation only, inside exists(relation, ...)"
	}
	return w.unreadText(l)
}

// unreadText says that the content of joined texts is not tested.
func (w *walker) unreadText(v *expr.Expr) string {
	return "the content of " + v.Ref.String() + " is not read inside exists; write known(" + v.Ref.String() + "), or compare it with a field of " + w.own + " that joins"
}
