package tmpl

import (
	"errors"
	"strings"

	"leadlint/reports/internal/cell"
	"leadlint/reports/jsonout"
	"leadlint/reports/l10n"
	"leadlint/reports/text"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// functions are what templates may call beside those of the language. All work on their
// arguments alone: none reaches a file, the environment, the clock or the network.
func functions(lang string) map[string]any {
	p := l10n.New(lang)
	return map[string]any{
		// Words in the language of the report.
		"text":     func(t any) (string, error) { return worded(p, t) },
		"in":       func(lang string, t any) (string, error) { return worded(l10n.New(lang), t) },
		"code":     func(kind string, code any) string { return p.Code(kind, plainText(code)) },
		"field":    p.Field,
		"date":     p.Date,
		"deadline": p.Deadline,
		"articles": p.Articles,
		"country":  p.Country,
		"int":      func(n any) (string, error) { v, err := number(n); return p.Int(v), err },
		"share": func(part, whole any) (string, error) {
			a, err := number(part)
			b, other := number(whole)
			return p.Share(a, b), errors.Join(err, other)
		},
		// Parts of the report.
		"place":    place,
		"counting": func(f *finding.Finding) bool { counts, _ := view.Counting(f); return counts },
		"waiver":   view.WaiverOf,
		"whole":    func(f *finding.Finding) string { return view.Likely(p, f) },
		// Forms of other files.
		"json": func(v any) (string, error) { b, err := jsonout.Marshal(v); return string(b), err },
		"csv":  func(values ...any) string { return cell.Record(',', plainTexts(values)) },
		"md":   func(v any) string { return markdown(plainText(v)) },
		"xml":  func(v any) string { return cell.XML(plainText(v)) },
		// Texts and numbers.
		"join":    func(sep string, list []string) string { return strings.Join(list, sep) },
		"lower":   strings.ToLower,
		"upper":   strings.ToUpper,
		"capital": p.Capital,
		"cut":     func(limit int, s string) string { return text.Line(s, limit) },
		"add": func(a, b any) (int64, error) {
			x, err := number(a)
			y, other := number(b)
			return x + y, errors.Join(err, other)
		},
	}
}

// place names where a finding is: its first place in code, else its dataset and table,
// else the relation that is declared.
func place(f *finding.Finding) string {
	for i := range f.Places {
		if p := &f.Places[i]; p.Outcome == finding.Breach {
			return view.FilePlace(p)
		}
	}
	if name := view.Place(f); name != "" {
		return name
	}
	return f.Subject.Relation
}
