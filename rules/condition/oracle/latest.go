package oracle

import (
	"maps"

	"cel.dev/cel-go/common/types"

	"leadlint/rules/facts"
)

// withLatest gives the rows with the field that the relation's State governs,
// worked out among the rows that share an identity by the key field.
func withLatest(r *facts.Relation, key *facts.Field, table []map[string]any) []map[string]any {
	if r.State == nil {
		return table
	}
	out := make([]map[string]any, len(table))
	for i, row := range table {
		out[i] = maps.Clone(row)
		if out[i] == nil {
			out[i] = map[string]any{}
		}
		if !filled(row[key.Name]) {
			delete(out[i], facts.LatestField)
			continue
		}
		switch latest(r.State, row, peers(r.State, key, row, table)) {
		case True:
			out[i][facts.LatestField] = true
		case False:
			out[i][facts.LatestField] = false
		}
	}
	return out
}

// peers are the rows of the same person and the same value of the field By,
// the row itself among them.
func peers(s *facts.State, key *facts.Field, row map[string]any, table []map[string]any) []map[string]any {
	var out []map[string]any
	for _, other := range table {
		if same(key, row[key.Name], other[key.Name]) && (s.By == "" || row[s.By] == other[s.By]) {
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

// latest says whether a row holds the state in force among its peers.
func latest(s *facts.State, row map[string]any, peers []map[string]any) Truth {
	if len(peers) == 1 {
		return True
	}
	last := ""
	for _, p := range peers {
		day, dated := p[s.Date].(string)
		if !dated {
			return unanimous(s, peers)
		}
		last = max(last, day)
	}
	if row[s.Date] != last {
		return False
	}
	var sharing []map[string]any
	for _, p := range peers {
		if p[s.Date] == last {
			sharing = append(sharing, p)
		}
	}
	return unanimous(s, sharing)
}

// unanimous is True when the rows agree on the state, else Unknown.
func unanimous(s *facts.State, rows []map[string]any) Truth {
	for _, r := range rows[1:] {
		if r[s.Value] != rows[0][s.Value] {
			return Unknown
		}
	}
	return True
}

// filled says that a cell has a value that was understood.
func filled(value any) bool { return value != nil && value != any(Unread) }
