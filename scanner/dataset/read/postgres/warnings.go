package postgres

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"leadlint/scanner/dataset/database"
)

// lagging is from how many seconds on a replica is said to lag.
const lagging = 60

// Warnings tells of a role that could write, with a script for one that cannot, and of a
// replica that lags behind.
func (db *connected) Warnings(ctx context.Context) ([]database.Warning, error) {
	if db.tables == nil {
		if _, err := db.Catalog(ctx); err != nil {
			return nil, err
		}
	}
	var out []database.Warning
	err := db.within(ctx, func(s *session) error {
		for _, ask := range []func(context.Context, *session) (*database.Warning, error){db.couldWrite, db.lags} {
			w, err := ask(ctx, s)
			if err != nil {
				return err
			}
			if w != nil {
				out = append(out, *w)
			}
		}
		return nil
	})
	return out, err
}

// couldWrite warns of a role that may change the tables.
func (db *connected) couldWrite(ctx context.Context, s *session) (*database.Warning, error) {
	rows, err := s.rows(ctx, `SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
		(SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE c.relkind IN ('r','p') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND has_schema_privilege(n.oid, 'USAGE')
			AND (has_table_privilege(c.oid, 'INSERT') OR has_table_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE')
				OR has_table_privilege(c.oid, 'TRUNCATE'))), current_database()`)
	if err != nil {
		return nil, err
	}
	r := rows[0]
	super, n := yesno(r[0]), integer(r[1])
	if !super && n <= 0 {
		return nil, nil
	}
	en, fr := fmt.Sprintf("may change %d tables", n), fmt.Sprintf("peut modifier %d tables", n)
	if n == 1 {
		en, fr = "may change 1 table", "peut modifier 1 table"
	}
	if super {
		en, fr = "is a superuser, who may do everything", "est superutilisateur et peut tout faire"
	}
	script := db.script(string(r[2]))
	return &database.Warning{
		EN: "the role that the audit runs under " + en + "; nothing was written, but a role that only reads is safer, and this makes one: " + script,
		FR: "le rôle sous lequel l'audit s'exécute " + fr + " ; rien n'a été écrit, mais un rôle en lecture seule est plus sûr, et ceci en crée un : " + script,
	}, nil
}

// manyTables is from how many tables on a script names their schemas only.
const manyTables = 12

// script makes a role that may read the tables and nothing else, on one line.
func (db *connected) script(name string) string {
	var schemas, tables []string
	for _, d := range db.tables {
		if d.table.Kind != "table" {
			continue
		}
		tables = append(tables, db.qualified(d.table))
		if schema := quote(cmp.Or(d.table.Schema, db.schema)); !slices.Contains(schemas, schema) {
			schemas = append(schemas, schema)
		}
	}
	slices.Sort(schemas)
	slices.Sort(tables)
	out := "CREATE ROLE leadlint LOGIN PASSWORD '…'; ALTER ROLE leadlint SET default_transaction_read_only = on; " +
		"GRANT CONNECT ON DATABASE " + quote(name) + " TO leadlint;"
	if len(tables) == 0 {
		return out
	}
	in := strings.Join(schemas, ", ")
	out += " GRANT USAGE ON SCHEMA " + in + " TO leadlint;"
	if len(tables) >= manyTables {
		return out + " GRANT SELECT ON ALL TABLES IN SCHEMA " + in + " TO leadlint;"
	}
	return out + " GRANT SELECT ON " + strings.Join(tables, ", ") + " TO leadlint;"
}

// lags warns of a replica that has not kept up.
func (db *connected) lags(ctx context.Context, s *session) (*database.Warning, error) {
	rows, err := s.rows(ctx, `SELECT pg_is_in_recovery(), coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::bigint, -1)`)
	if err != nil || !yesno(rows[0][0]) {
		return nil, err
	}
	return behind(integer(rows[0][1])), nil
}

// behind warns of a replica whose last change came so many seconds ago; -1 is that it
// cannot tell.
func behind(seconds int64) *database.Warning {
	switch {
	case seconds < 0:
		return &database.Warning{
			EN: "the server is a replica that cannot say how far behind it is; what was written since is not in the audit",
			FR: "le serveur est un réplica qui ne peut pas dire son retard ; ce qui a été écrit depuis ne figure pas dans l'audit",
		}
	case seconds >= lagging:
		return &database.Warning{
			EN: fmt.Sprintf("the server is a replica whose last change came %d s ago: either nothing was written since, or it lags behind; audit the primary to be sure", seconds),
			FR: fmt.Sprintf("le serveur est un réplica dont la dernière modification date de %d s : soit rien n'a été écrit depuis, soit il a du retard ; auditez le serveur principal pour être sûr", seconds),
		}
	}
	return nil
}
