package condition

import (
	"strings"

	"cel.dev/cel-go/common/ast"
)

// place is a position in the text of a condition, counted from 1; columns are
// characters.
type place struct{ line, col int }

// start gives the place where an expression begins in the text.
func (w *walker) start(e ast.Expr) place {
	switch e.Kind() {
	case ast.SelectKind:
		return w.start(e.AsSelect().Operand())
	case ast.CallKind:
		call := e.AsCall()
		switch {
		case call.IsMemberFunction():
			return w.start(call.Target())
		case operator(call.FunctionName()) && len(call.Args()) > 1:
			return w.start(call.Args()[0])
		case !operator(call.FunctionName()):
			return w.name(e)
		}
	}
	return w.at(e)
}

// operator tells CEL's names of operators ("_==_", "@in") from functions'.
func operator(function string) bool {
	return strings.HasPrefix(function, "_") || strings.HasSuffix(function, "_") || strings.HasPrefix(function, "@")
}

// name gives the place of a called function's name. CEL keeps the place of the
// bracket after it.
func (w *walker) name(e ast.Expr) place {
	r, found := w.source.GetOffsetRange(e.ID())
	name := []rune(e.AsCall().FunctionName())
	end := int(r.Start)
	for found && end > 0 && end <= len(w.text) && strings.ContainsRune(" \t\n\r", w.text[end-1]) {
		end--
	}
	from := end - len(name)
	if !found || from < 0 || end > len(w.text) || string(w.text[from:end]) != string(name) {
		return w.at(e)
	}
	loc := w.source.GetLocationByOffset(int32(from))
	return place{loc.Line(), loc.Column() + 1}
}

// at gives the place of an expression's own token: the operator of a call, the
// point of a selection.
func (w *walker) at(e ast.Expr) place {
	loc := w.source.GetStartLocation(e.ID())
	if loc.Line() < 1 {
		return place{1, 1}
	}
	return place{loc.Line(), loc.Column() + 1}
}

// quoted says that the name after the point of a selection stands in back
// quotes, which CEL takes and a rule need not.
func (w *walker) quoted(e ast.Expr) bool {
	r, found := w.source.GetOffsetRange(e.ID())
	next := int(r.Start) + 1
	for found && next < len(w.text) && strings.ContainsRune(" \t\n\r", w.text[next]) {
		next++
	}
	return found && next < len(w.text) && w.text[next] == '`'
}
