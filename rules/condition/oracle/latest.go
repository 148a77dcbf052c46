package oracle

import (
	"maps"
	"slices"

	"cel.dev/cel-go/common/types"

	"leadlint/rules/facts"
)

// withLatest gives the rows with the field that the relation's State governs,
// worked out among the rows that share an identity by the key field.
func withLatest(r *facts.Relation, key *facts.Field, table []map[string]any) []map[string]any {
	if r.State == nil {
		return table
	}
	out, read := make([]map[string]any, len(table)), readable(table)
	for i, row := range read {
		out[i] = maps.Clone(table[i])
		if !filled(row[key.Name]) {
			delete(out[i], facts.LatestField)
			continue
		}
		switch latest(r.State, row, peers(key, row, read)) {
		case True:
			out[i][facts.LatestField] = true
		case False:
			out[i][facts.LatestField] = false
		}
	}
	return out
}

// peers are the rows of the same person, the row itself among them.
func peers(key *facts.Field, row map[string]any, table []map[string]any) []map[string]any {
	var out []map[string]any
	for _, other := range table {
		if same(key, row[key.Name], other[key.Name]) {
			out = append(out, other)
		}
	}
	return out
}

// same says that two values of a joining field share an identity.
func same(key *facts.Field, a, b any) bool {
	if !filled(a) || !filled(b) {
		return false
	}
	if key.Type == facts.Key {
		return newIdentity(a).Equal(newIdentity(b)) == types.True
	}
	return a == b
}

// latest says whether a row holds the state in force among its peers. Rows of
// another value of the field By do not matter to it; rows whose By is unknown,
// or all others where it is the row's that is unknown, may be of the same.
func latest(s *facts.State, row map[string]any, peers []map[string]any) Truth {
	var group, doubtful []map[string]any
	for _, p := range peers {
		switch {
		case s.By == "" || p[s.By] == row[s.By]:
			group = append(group, p)
		case p[s.By] == nil || row[s.By] == nil:
			doubtful = append(doubtful, p)
		}
	}
	if row[s.Date] != nil && row[s.Date] != last(s, group) {
		return False
	}
	for _, p := range group {
		if (p[s.Date] == nil || p[s.Date] == last(s, group)) && p[s.Value] != row[s.Value] {
			return Unknown
		}
	}
	undated := func(p map[string]any) bool { return p[s.Date] == nil }
	differs := func(p map[string]any) bool { return p[s.Value] != row[s.Value] }
	rivals := undated(row) || slices.ContainsFunc(doubtful, undated) || last(s, doubtful) >= row[s.Date].(string)
	if rivals && slices.ContainsFunc(doubtful, differs) {
		return Unknown
	}
	return True
}

// last gives the last date of the rows, empty when none has one.
func last(s *facts.State, rows []map[string]any) string {
	out := ""
	for _, r := range rows {
		if day, dated := r[s.Date].(string); dated {
			out = max(out, day)
		}
	}
	return out
}

// readable gives the rows without the cells that were not understood.
func readable(table []map[string]any) []map[string]any {
	out := make([]map[string]any, len(table))
	for i, row := range table {
		out[i] = maps.Clone(row)
		maps.DeleteFunc(out[i], func(_ string, value any) bool { return !filled(value) })
	}
	return out
}

// filled says that a cell has a value that was understood.
func filled(value any) bool { return value != nil && value != any(Unread) }
