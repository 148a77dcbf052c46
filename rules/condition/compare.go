package condition

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// comparison gives the operation of a CEL operator, and the operation that
// means the same with the operands swapped.
func comparison(function string) (op, swapped expr.Op) {
	switch function {
	case operators.Equals:
		return expr.Eq, expr.Eq
	case operators.NotEquals:
		return expr.Ne, expr.Ne
	case operators.Less:
		return expr.Lt, expr.Gt
	case operators.LessEquals:
		return expr.Le, expr.Ge
	case operators.Greater:
		return expr.Gt, expr.Lt
	}
	return expr.Ge, expr.Le
}

// compare checks a comparison. A constant ends up on the right of a field, so
// that one meaning has one form.
func (w *walker) compare(e ast.Expr) *expr.Expr {
	call := e.AsCall()
	a, b := call.Args()[0], call.Args()[1]
	op, swapped := comparison(call.FunctionName())
	l, r := w.value(a), w.value(b)
	if l == nil || r == nil {
		return nil
	}
	if w.keyed(l, r) {
		return w.same(e, op, l, r)
	}
	if l.Op == expr.Const && r.Op != expr.Const {
		l, r, a, b, op = r, l, b, a, swapped
	}
	if !w.comparable(e, a, b, l, r) {
		return nil
	}
	if op != expr.Eq && op != expr.Ne && l.Type != facts.Date && l.Type != facts.Int {
		return w.fail(w.at(e), "%s has no order; only dates and numbers do; use == or in", describe(l))
	}
	return &expr.Expr{Op: op, Type: facts.Bool, Args: []*expr.Expr{l, r}}
}

// comparable says whether two operands have one type; for a constant beside a
// field of fixed values, that it is one of them.
func (w *walker) comparable(e, a, b ast.Expr, l, r *expr.Expr) bool {
	before := len(w.errs)
	switch {
	case l.Type == facts.Enum && r.Op == expr.Const && r.Type == facts.Text:
		w.member(b, w.decl(l), l.Ref, r.Text)
	case l.Type != r.Type:
		w.fail(w.at(e), "%s", mismatch(l, r))
	case l.Type == facts.Period:
		w.fail(w.at(e), "periods are not compared; compare dates, such as contact.collected_at <= now - period(\"P3Y\")")
	case l.Type == facts.Enum || l.Type == facts.Set:
		if !alike(w.decl(l), w.decl(r)) {
			w.fail(w.at(e), "%s and %s have different values and cannot be compared", l.Ref, r.Ref)
		}
	case l.Type == facts.Bool:
		w.plain(a, l)
		w.plain(b, r)
	case l.Type == facts.Text && l.Op == expr.Field && r.Op == expr.Const && r.Text == "":
		w.fail(w.at(b), "an empty cell is unknown, never an empty text; write known(%s) or !known(%s)", l.Ref, l.Ref)
	}
	return len(w.errs) == before
}

// alike says that equal codes of two fields of fixed values mean the same: the
// values of one are those of the other, or the first of them, in one order.
func alike(a, b *facts.Field) bool {
	n := min(len(a.Values), len(b.Values))
	return slices.Equal(a.Values[:n], b.Values[:n])
}

// plain refuses a compound condition as an operand of a comparison.
func (w *walker) plain(e ast.Expr, v *expr.Expr) {
	if v.Op != expr.Field && v.Op != expr.Const {
		w.fail(w.start(e), "a condition is not compared; join conditions with &&, || and !")
	}
}

// member notes an error unless value is one of the field's values.
func (w *walker) member(at ast.Expr, f *facts.Field, ref expr.Ref, value string) {
	if !slices.Contains(f.Values, value) {
		w.fail(w.at(at), "unknown value of %s %q%s", ref, value, strict.Suggest(value, f.Values))
	}
}

// mismatch says that two operands differ in type, with the likely remedy.
func mismatch(l, r *expr.Expr) string {
	msg := fmt.Sprintf("%s is compared with %s", describe(l), describe(r))
	quoted := r.Op == expr.Const && r.Type == facts.Text
	switch {
	case quoted && l.Type == facts.Date:
		return msg + fmt.Sprintf("; write date(%q)", "2026-01-31")
	case quoted && l.Type == facts.Bool:
		return msg + "; write true or false without quotes"
	case quoted && l.Type == facts.Int:
		return msg + "; write the number without quotes"
	case quoted && l.Type == facts.Set:
		return msg + fmt.Sprintf("; write %q in %s", r.Text, l.Ref)
	case l.Type == facts.Date && r.Type == facts.Period, l.Type == facts.Period && r.Type == facts.Date:
		return msg + "; write a date, such as now - period(\"P3Y\")"
	}
	return msg + "; both sides must be of one type"
}

// describe names an operand in a message.
func describe(v *expr.Expr) string {
	switch v.Op {
	case expr.Field:
		return fmt.Sprintf("%s (%s)", v.Ref, aType(v.Type))
	case expr.Const:
		switch v.Type {
		case facts.Text:
			return fmt.Sprintf("the text %q", v.Text)
		case facts.Int:
			return fmt.Sprintf("the number %d", v.Int)
		case facts.Bool:
			return fmt.Sprintf("%t", v.Bool)
		}
	}
	return aType(v.Type)
}

// in checks the three uses of in: field in list, enum in set, text in set.
func (w *walker) in(e ast.Expr) *expr.Expr {
	a, b := e.AsCall().Args()[0], e.AsCall().Args()[1]
	if b.Kind() == ast.ListKind {
		return w.inList(a, b)
	}
	l, r := w.value(a), w.value(b)
	if l == nil || r == nil {
		return nil
	}
	set := w.decl(r)
	if r.Type != facts.Set || set == nil {
		return w.fail(w.start(b), "expected a list [...] or a set field after in, got %s", describe(r))
	}
	switch {
	case l.Op == expr.Const && l.Type == facts.Text:
		before := len(w.errs)
		if w.member(a, set, r.Ref, l.Text); len(w.errs) > before {
			return nil
		}
		return &expr.Expr{Op: expr.Has, Type: facts.Bool, Args: []*expr.Expr{r, l}}
	case l.Op == expr.Field && l.Type == facts.Enum:
		if !slices.ContainsFunc(w.decl(l).Values, func(v string) bool { return slices.Contains(set.Values, v) }) {
			return w.fail(w.at(e), "%s and %s have no value in common", l.Ref, r.Ref)
		}
		return &expr.Expr{Op: expr.InSet, Type: facts.Bool, Args: []*expr.Expr{l, r}}
	case l.Type == facts.Set:
		return w.fail(w.at(e), "a set is not a member of a set; write overlaps(%s, %s)", l.Ref, r.Ref)
	}
	return w.fail(w.start(a), "only a text in quotes or a field of fixed values can be a member of %s, got %s", r.Ref, describe(l))
}

func (w *walker) inList(a, b ast.Expr) *expr.Expr {
	l := w.value(a)
	out := &expr.Expr{Op: expr.In, Type: facts.Bool, Args: []*expr.Expr{l}}
	if l != nil && (l.Op != expr.Field || l.Type != facts.Enum && l.Type != facts.Text && l.Type != facts.Int) {
		return w.fail(w.start(a), "expected a field of texts, numbers or fixed values before in [...], got %s%s", describe(l), overlapAdvice(l))
	}
	if l != nil && w.foreignText(l) {
		return w.fail(w.start(a), "%s", w.unreadText(l))
	}
	elements := b.AsList().Elements()
	if len(elements) == 0 {
		return w.fail(w.at(b), "the list is empty")
	}
	before := len(w.errs)
	seen := map[string]bool{}
	for _, item := range elements {
		c := w.listItem(l, item)
		if c == nil {
			continue
		}
		if seen[c.String()] {
			w.fail(w.at(item), "%s stands twice in the list", c)
		}
		seen[c.String()] = true
		out.List = append(out.List, c)
	}
	if l == nil || len(w.errs) > before {
		return nil
	}
	return out
}

func overlapAdvice(l *expr.Expr) string {
	if l.Op == expr.Field && l.Type == facts.Set {
		return fmt.Sprintf("; write \"value\" in %s, once for each value", l.Ref)
	}
	return ""
}

// listItem checks one constant of a list against the field before in, which is
// nil when it was wrong itself.
func (w *walker) listItem(l *expr.Expr, item ast.Expr) *expr.Expr {
	c := w.value(item)
	switch {
	case c == nil:
	case c.Op != expr.Const:
		return w.fail(w.start(item), "a list holds constants only")
	case l == nil:
	case l.Type == facts.Enum && c.Type == facts.Text:
		before := len(w.errs)
		if w.member(item, w.decl(l), l.Ref, c.Text); len(w.errs) > before {
			return nil
		}
	case l.Type == facts.Text && c.Type == facts.Text && strings.TrimSpace(c.Text) == "":
		return w.fail(w.at(item), "an empty cell is unknown, never an empty text; write !known(%s)", l.Ref)
	case l.Type != c.Type:
		return w.fail(w.at(item), "%s", mismatch(l, c))
	}
	return c
}
