package postgres

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"leadlint/scanner/dataset/database"
)

var _ database.Stater = (*connected)(nil)

// State tells the tables, with their partitions, by the files that hold them and by how
// many rows were ever written to, changed in and removed from each, as the server counts
// them. A replica does not count, and a table of another server is not told of.
func (db *connected) State(ctx context.Context, tables []*database.Table) (string, error) {
	var oids []string
	for _, t := range tables {
		d := db.tables[t.Full()]
		if d == nil || t.Kind != "table" && t.Kind != "partition" && t.Kind != "materialized_view" {
			return "", nil
		}
		if !slices.Contains(oids, d.oid) {
			oids = append(oids, d.oid)
		}
	}
	slices.Sort(oids)
	state := ""
	err := db.within(ctx, func(s *session) error {
		rows, err := s.rows(ctx, `WITH RECURSIVE p AS (SELECT unnest(ARRAY[`+strings.Join(oids, ",")+`]::oid[]) AS oid
			UNION SELECT i.inhrelid FROM pg_inherits i JOIN p ON i.inhparent = p.oid)
			SELECT pg_is_in_recovery() OR current_setting('track_counts') <> 'on',
			md5(coalesce(string_agg(concat_ws(':', oid, pg_relation_filenode(oid), pg_stat_get_tuples_inserted(oid), pg_stat_get_tuples_updated(oid),
				pg_stat_get_tuples_deleted(oid)), ' ' ORDER BY oid), '')) FROM p`)
		if err != nil {
			return err
		}
		if len(rows) != 1 {
			return fmt.Errorf("the server gave %d states of its tables, expected one", len(rows))
		}
		if !yesno(rows[0][0]) {
			state = string(rows[0][1])
		}
		return nil
	})
	return state, err
}
