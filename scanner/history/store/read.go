package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"leadlint/rules"
	"leadlint/scanner/compare"
	"leadlint/scanner/finding"
	"leadlint/scanner/history"
)

// List gives all audits, the earliest stored first.
func (r *Reader) List(ctx context.Context) ([]history.Entry, error) {
	return entries(ctx, r.db, "1 ORDER BY seq")
}

const entryColumns = "seq, id, day, stored, scope, title, tool, complete, rows, skipped, persons, breaches, marked, waived, not_shown, clear, not_assessed, previous, new, reopened, fixed"

func entries(ctx context.Context, q querier, where string, args ...any) (out []history.Entry, err error) {
	rows, err := q.QueryContext(ctx, "SELECT "+entryColumns+" FROM audit WHERE "+where, args...)
	if err != nil {
		return nil, fmt.Errorf("read the history: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var e history.Entry
		if err := rows.Scan(&e.Seq, &e.ID, &e.Day, &e.Stored, &e.Scope, &e.Title, &e.Tool, &e.Complete, &e.Rows, &e.Skipped, &e.Persons,
			&e.Breaches, &e.Marked, &e.Waived, &e.NotShown, &e.Clear, &e.NotAssessed, &e.Previous, &e.New, &e.Reopened, &e.Fixed); err != nil {
			return nil, fmt.Errorf("read the history: %w", err)
		}
		out = append(out, e)
	}
	return out, rows.Err()
}

// Last is the name by which the audit stored last can be called.
const Last = "last"

// ofDay is the form of the names of audits, whose number may be written short or, for
// the last one of its day, left out.
var ofDay = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(?:-(\d{1,9}))?$`)

// IsID says whether a word has the form of a name of an audit.
func IsID(word string) bool { return word == Last || ofDay.MatchString(word) }

// Find gives the audit of a name: its id, a day for the last audit of that day, or
// "last" for the one stored last.
func (r *Reader) Find(ctx context.Context, name string) (*history.Entry, error) {
	where, args := "1", []any{}
	if name != Last {
		m := ofDay.FindStringSubmatch(name)
		if m == nil {
			return nil, fmt.Errorf("%q is no audit of a history: expected an id such as 2026-11-23-01, a day, or last", name)
		}
		where, args = "day = ?", append(args, m[1])
		if n, err := strconv.Atoi(m[2]); err == nil {
			where, args = "id = ?", []any{fmt.Sprintf("%s-%02d", m[1], n)}
		}
	}
	found, err := entries(ctx, r.db, where+" ORDER BY seq DESC LIMIT 1", args...)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("the history %q has no audit %q: leadlint history lists those it has", r.path, name)
	}
	return &found[0], nil
}

// LastOf gives the last complete audit of a scope, nil for none.
func (r *Reader) LastOf(ctx context.Context, scope string) (*history.Entry, error) {
	found, err := entries(ctx, r.db, "scope = ? AND complete = 1 ORDER BY seq DESC LIMIT 1", scope)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// Report gives what is kept of an audit's report, with its record and a remark that says
// what is missing.
func (r *Reader) Report(ctx context.Context, e *history.Entry) (*finding.Report, error) {
	report, err := reportAt(ctx, r.db, e.Seq)
	if err != nil {
		return nil, err
	}
	event, err := eventWhere(ctx, r.db, "seq = ?", e.Seq)
	if err != nil {
		return nil, err
	}
	key, err := keyAt(ctx, r.db, e.Seq)
	if err != nil {
		return nil, err
	}
	report.Record = &finding.Record{Audit: e.ID, Events: e.Seq, Head: event.Hash.String(), Key: key}
	report.Notes = append(report.Notes, history.Remark(e.ID))
	return report, nil
}

// reportAt reads what is kept of a report and holds it to the hash in its event.
func reportAt(ctx context.Context, q querier, seq int64) (*finding.Report, error) {
	e, err := eventWhere(ctx, q, "seq = ?", seq)
	if err != nil {
		return nil, err
	}
	_, _, r, err := opened(ctx, q, e, nil)
	if err != nil {
		return nil, fmt.Errorf("the report of event %d %w: leadlint history verify says more", seq, err)
	}
	return r, nil
}

// opened unpacks the report of an event and checks its hashes. What does not fit is told
// in words that end the sentence "the report …". See unpack for met.
func opened(ctx context.Context, q querier, e *history.Event, met map[string]history.Texts) (*history.Audit, *packed, *finding.Report, error) {
	var a history.Audit
	if err := json.Unmarshal(e.Payload, &a); err != nil {
		return nil, nil, nil, errors.New("has an event that does not describe it")
	}
	var p packed
	err := q.QueryRowContext(ctx, "SELECT r.body, t.body FROM report r JOIN texts t ON t.hash = r.texts WHERE r.seq = ?", e.Seq).Scan(&p.body, &p.texts)
	if err != nil {
		return nil, nil, nil, errors.New("is missing")
	}
	r, err := unpack(&a, &p, met)
	return &a, &p, r, err
}

// Earlier gives the breaches of the audits of a scope that were stored before an event,
// complete or not.
func (r *Reader) Earlier(ctx context.Context, scope string, seq int64) (compare.Earlier, error) {
	return earlierThan(ctx, r.db, scope, seq)
}

func earlierThan(ctx context.Context, q querier, scope string, seq int64) (compare.Earlier, error) {
	out := compare.Earlier{Findings: map[string]bool{}, Places: map[compare.Place]bool{}}
	prints, err := texts(ctx, q, `SELECT DISTINCT f.fingerprint FROM audit a JOIN finding f ON f.audit = a.seq
		WHERE a.scope = ? AND a.seq < ? AND f.outcome = 'breach' AND f.kind <> ?`, scope, seq, string(rules.Gate))
	if err != nil {
		return out, err
	}
	for _, p := range prints {
		out.Findings[p] = true
	}
	rows, err := q.QueryContext(ctx, `SELECT DISTINCT f.fingerprint, p.fingerprint FROM audit a JOIN place p ON p.audit = a.seq
		JOIN finding f ON f.audit = p.audit AND f.n = p.finding WHERE a.scope = ? AND a.seq < ?`, scope, seq)
	if err != nil {
		return out, fmt.Errorf("read the history: %w", err)
	}
	return out, errors.Join(eachPlace(rows, out.Places), rows.Close())
}

func eachPlace(rows *sql.Rows, into map[compare.Place]bool) error {
	for rows.Next() {
		var p compare.Place
		if err := rows.Scan(&p.Finding, &p.Place); err != nil {
			return fmt.Errorf("read the history: %w", err)
		}
		into[p] = true
	}
	return rows.Err()
}
