package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// formOf gives the tables, indexes and triggers that migrations make, by kind and name.
func formOf(ctx context.Context, steps []migration) (form map[string]string, err error) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return nil, fmt.Errorf("work out the form of a history: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1) // each connection to memory is a database of its own
	for _, m := range steps {
		if _, err := db.ExecContext(ctx, m.sql); err != nil {
			return nil, fmt.Errorf("work out the form of a history: %w", err)
		}
	}
	return schemaOf(ctx, db)
}

func schemaOf(ctx context.Context, q querier) (out map[string]string, err error) {
	rows, err := q.QueryContext(ctx, "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
	if err != nil {
		return nil, fmt.Errorf("read the form of the history: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	out = map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, fmt.Errorf("read the form of the history: %w", err)
		}
		out[name] = text
	}
	return out, rows.Err()
}
