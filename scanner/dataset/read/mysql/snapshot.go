package mysql

import (
	"context"
	"strings"
)

// tries is how often snapshots are taken anew because something was written between.
const tries = 5

// begin starts a reading transaction on every connection, and says whether they are
// known to see the same state: because the binary log is at the same place in each
// snapshot (MariaDB), or because the engine's log did not grow while they were taken. A
// single connection always sees one state.
func begin(ctx context.Context, conns []*session) (same bool, err error) {
	for range tries {
		before, err := logged(ctx, conns[0])
		if err != nil {
			return false, err
		}
		for _, c := range conns {
			if err := c.exec(ctx, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"); err != nil {
				return false, fault(err)
			}
		}
		if len(conns) == 1 {
			return true, nil
		}
		after, err := logged(ctx, conns[0])
		if err != nil {
			return false, err
		}
		if before != "" && before == after {
			return true, nil
		}
		if same, err = samePlace(ctx, conns); same || err != nil {
			return same, err
		}
	}
	return false, nil
}

// logged is how far the engine's own log has grown; empty when the server does not tell.
func logged(ctx context.Context, c *session) (string, error) {
	return status(ctx, c, "SHOW GLOBAL STATUS WHERE Variable_name IN ('Innodb_lsn_current', 'Innodb_redo_log_current_lsn', 'Innodb_log_write_requests')")
}

// samePlace says whether the snapshots were taken at one place of the binary log.
func samePlace(ctx context.Context, conns []*session) (bool, error) {
	var first string
	for i, c := range conns {
		place, err := status(ctx, c, "SHOW SESSION STATUS WHERE Variable_name IN ('Binlog_snapshot_file', 'Binlog_snapshot_position')")
		if err != nil || strings.Trim(place, "=0;") == "" {
			return false, err
		}
		if i == 0 {
			first = place
		} else if place != first {
			return false, nil
		}
	}
	return true, nil
}

// status gives the values of a SHOW STATUS as one text; empty where the server refuses.
func status(ctx context.Context, c *session, statement string) (string, error) {
	rows, err := c.texts(ctx, statement)
	if err != nil {
		if isServer(err) {
			return "", nil
		}
		return "", fault(err)
	}
	var out strings.Builder
	for _, row := range rows {
		if len(row) == 2 && row[1] != "" {
			out.WriteString(row[1] + ";")
		}
	}
	return out.String(), nil
}
