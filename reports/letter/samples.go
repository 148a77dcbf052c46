package letter

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"leadlint/reports/decision"
	"leadlint/scanner/finding"
)

// mostSamples bounds the records that a supplier is asked to document.
const mostSamples = 20

// sampled is an example record with the questions that it is an example of.
type sampled struct {
	table     string
	line      int64
	key       string
	values    []finding.SampleValue
	questions []int
}

// sampled gathers the examples of the findings, each record once.
func (w *writer) sampled() []sampled {
	var out []sampled
	for n := range w.questions {
		for _, f := range w.questions[n].findings {
			for _, s := range f.Samples {
				i := slices.IndexFunc(out, func(o sampled) bool { return o.line == s.Line && o.table == f.Subject.Table && o.key == s.Key })
				if i < 0 {
					i = len(out)
					out = append(out, sampled{table: f.Subject.Table, line: s.Line, key: s.Key})
				}
				o := &out[i]
				if !slices.Contains(o.questions, n+1) {
					o.questions = append(o.questions, n+1)
				}
				for _, v := range s.Values {
					if !slices.Contains(o.values, v) {
						o.values = append(o.values, v)
					}
				}
			}
		}
	}
	// Records that answer the most questions first: they cost the supplier least.
	slices.SortStableFunc(out, func(a, b sampled) int {
		return cmp.Or(cmp.Compare(len(b.questions), len(a.questions)), cmp.Compare(a.table, b.table), cmp.Compare(a.line, b.line), cmp.Compare(a.key, b.key))
	})
	return out[:min(len(out), mostSamples)]
}

// samples lists the records that are to be documented.
func (w *writer) samples() *decision.Section {
	s := &decision.Section{ID: "samples", Role: decision.Part, Title: w.t("part.samples")}
	list := w.sampled()
	if len(list) == 0 {
		s.Blocks = []decision.Block{paragraph(w.t("samples.none"))}
		return s
	}
	keyed := slices.ContainsFunc(list, func(o sampled) bool { return o.key != "" })
	t := &decision.Table{Head: []decision.Column{{Text: w.t("col.line")}}}
	if keyed {
		t.Head = append(t.Head, decision.Column{Text: w.t("col.key")})
	}
	t.Head = append(t.Head, decision.Column{Text: w.t("col.values")}, decision.Column{Text: w.t("col.questions")})
	for _, o := range list {
		row := []decision.Cell{{Text: strconv.FormatInt(o.line, 10), Sub: o.table}}
		if keyed {
			row = append(row, decision.Cell{Text: o.key, Hash: true})
		}
		var values, questions []string
		for _, v := range o.values {
			if identifying(v.Field) {
				values = append(values, v.Value)
			}
		}
		for _, n := range o.questions {
			questions = append(questions, strconv.Itoa(n))
		}
		t.Rows = append(t.Rows, append(row, decision.Cell{Text: cmp.Or(strings.Join(values, ", "), "–")}, decision.Cell{Text: strings.Join(questions, ", ")}))
	}
	s.Blocks = []decision.Block{paragraph(w.t("samples.lead")), t}
	if keyed {
		s.Blocks = append(s.Blocks, &decision.Paragraph{Style: decision.Aside, Runs: said(w.t("samples.key"))})
	}
	return s
}

// identifying says whether a masked value helps to find the record again.
func identifying(field string) bool {
	return slices.Contains([]string{"name", "email", "phone", "profile_url", "collected_at", "country"}, field)
}
