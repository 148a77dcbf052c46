package register

import (
	"bytes"
	"strings"

	"leadlint/scanner/dataset/recognise"
)

// measures understands the columns of a report of statistics whose header is not
// known, by their values: addresses identify persons; figures, dates and what
// recurs identify nobody.
func (r *recogniser) measures() {
	for i := range r.m.Columns {
		c, s := &r.m.Columns[i], &r.samples[i]
		if c.State != recognise.NotUnderstood || s.filled == 0 || c.Use.Field != "" {
			continue
		}
		kind := ""
		switch {
		case s.email >= 0.9:
			kind = "email"
		case s.profile >= 0.9:
			kind = "profile"
		case s.digest >= 0.9:
			kind = "digest"
		}
		switch {
		case kind != "":
			r.use(c, guess{target: Target{Field: "person", Kind: kind}, score: likeBag, by: "values", why: formOf(s)}, s)
		case s.dateShare >= 0.9 && s.integer < 0.9, few(s), s.share(figure) >= 0.9:
			r.use(c, guess{target: Target{Field: ".measure"}, score: likeBag, by: "values", why: "the values are figures, dates or a few that recur: none tells who"}, s)
		}
	}
}

// figure says whether a cell is a number that counts or measures and no
// identifier: it has a fraction, a unit of per cent or a currency, or is short.
func figure(cell []byte) bool {
	c := bytes.TrimSpace(cell)
	bare := bytes.Trim(c, " %€$£+-\u00a0\u202f")
	if len(bare) == 0 || len(bare) > 20 || strings.Trim(string(bare), "0123456789., \u00a0\u202f") != "" {
		return false
	}
	return len(bare) < len(c) || len(bare) <= 3 || bytes.ContainsAny(bare, ".,")
}
