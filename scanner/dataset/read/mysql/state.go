package mysql

import (
	"context"
	"slices"
	"strings"

	"leadlint/scanner/dataset/database"
)

var _ database.Stater = (*server)(nil)

// State tells the tables by when each was made and last written to, as far as the server
// remembers: InnoDB does until it is restarted.
func (s *server) State(ctx context.Context, tables []*database.Table) (string, error) {
	var conditions []string
	for _, t := range tables {
		if t.Kind != "table" {
			return "", nil
		}
		schema := "DATABASE()"
		if t.Schema != "" {
			schema = literal([]byte(t.Schema))
		}
		conditions = append(conditions, "TABLE_SCHEMA = "+schema+" AND TABLE_NAME = "+literal([]byte(t.Name)))
	}
	slices.Sort(conditions)
	state := ""
	err := s.with(ctx, func(c *session) error {
		rows, err := c.texts(ctx, "SELECT TABLE_SCHEMA, TABLE_NAME, CREATE_TIME, UPDATE_TIME FROM information_schema.TABLES WHERE "+
			strings.Join(slices.Compact(conditions), " OR ")+" ORDER BY 1, 2")
		if err != nil {
			return fault(err)
		}
		var parts []string
		for _, row := range rows {
			parts = append(parts, strings.Join(row[2:], " "))
		}
		state = strings.Join(parts, "; ")
		return nil
	})
	return state, err
}
