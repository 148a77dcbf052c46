package history

import (
	"slices"
	"strings"

	"leadlint/scanner/finding"
)

// stripColumns drops the names of columns that were not understood by their name, the
// evidence for columns and the spellings of values.
func stripColumns(r *finding.Report) {
	for i := range r.Mapping {
		t := &r.Mapping[i]
		var dropped, kept []string
		for j := range t.Columns {
			c := &t.Columns[j]
			c.Trace, c.Values = []string{}, meanings(c.Values)
			if named(c) {
				kept = append(kept, c.Header)
				continue
			}
			dropped = append(dropped, c.Header)
			c.Header = Dropped
		}
		// The longest first, so that none leaves its rest behind.
		slices.SortStableFunc(dropped, func(a, b string) int { return len(b) - len(a) })
		stripMessages(r, t, dropped, kept)
	}
	for i := range r.Findings {
		s := &r.Findings[i].Subject
		for j, c := range s.Columns {
			if !slices.ContainsFunc(r.Mapping, func(t finding.Table) bool { return about(&t, s.Dataset, s.Table) && has(&t, c) }) {
				s.Columns[j] = Dropped
			}
		}
	}
}

// named says whether the name of a column is one of a known list, or stands in a mapping
// file.
func named(c *finding.Column) bool {
	return c.By == "mapping" || c.By == "preset" || c.By == "header"
}

func about(t *finding.Table, dataset, table string) bool {
	return t.Dataset == dataset && t.Table == table
}

func has(t *finding.Table, header string) bool {
	return slices.ContainsFunc(t.Columns, func(c finding.Column) bool { return c.Header == header })
}

// stripMessages takes names of columns out of what is told of a table.
func stripMessages(r *finding.Report, t *finding.Table, dropped, kept []string) {
	for i := range r.Coverage.Issues {
		issue := &r.Coverage.Issues[i]
		if issue.Input != t.Dataset || issue.Table != "" && issue.Table != t.Table {
			continue
		}
		for _, header := range dropped {
			if header != "" && !slices.Contains(kept, header) {
				issue.Message.EN = strings.ReplaceAll(issue.Message.EN, header, Dropped)
				issue.Message.FR = strings.ReplaceAll(issue.Message.FR, header, Dropped)
			}
		}
	}
}

// meanings sums the spellings of one meaning.
func meanings(values []finding.Value) []finding.Value {
	var out []finding.Value
	for _, v := range values {
		at := slices.IndexFunc(out, func(o finding.Value) bool { return o.Meaning == v.Meaning })
		if at < 0 {
			at = len(out)
			out = append(out, finding.Value{Value: Dropped, Meaning: v.Meaning})
		}
		out[at].Count += v.Count
	}
	return out
}
