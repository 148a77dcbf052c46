package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"leadlint/rules"
	"leadlint/scanner/compare"
	"leadlint/scanner/finding"
	"leadlint/scanner/history"
)

// Add stores an audit without what history.Strip drops, and gives the record that its
// report shows. The report itself is left as it is. The same report stored twice gives
// two audits.
func (w *Writer) Add(ctx context.Context, r *finding.Report) (*finding.Record, error) {
	kept, err := history.Strip(r)
	if err != nil {
		return nil, err
	}
	parts, err := pack(kept)
	if err != nil {
		return nil, err
	}
	a := history.Audit{Entry: history.EntryOf(kept), Report: parts.bodySum.String(), Texts: parts.textsSum.String()}
	var e *history.Event
	err = w.change(ctx, func(c *chain) error {
		a.Seq, a.Stored = c.last.Seq+1, c.at
		if a.ID, err = c.nextID(a.Day); err != nil {
			return err
		}
		if err := c.beside(&a.Entry, kept); err != nil {
			return err
		}
		if e, err = c.add(history.Stored, a); err != nil {
			return err
		}
		if err := c.share(parts); err != nil {
			return err
		}
		return c.insert(rowsOf(&a.Entry, kept, parts))
	})
	if err != nil {
		return nil, err
	}
	return &finding.Record{Audit: a.ID, Events: e.Seq, Head: e.Hash.String(), Key: w.signer.Public}, nil
}

// share stores the texts of rules, unless another audit has them already.
func (c *chain) share(p *packed) error {
	var n int
	if err := c.tx.QueryRowContext(c.ctx, "SELECT count(*) FROM texts WHERE hash = ?", p.textsSum[:]).Scan(&n); err != nil || n > 0 {
		return err
	}
	_, err := c.tx.ExecContext(c.ctx, "INSERT INTO texts (hash, body) VALUES (?, ?)", p.textsSum[:], p.texts)
	return err
}

// nextID gives the first free name for an audit of a day. Names of audits that were
// purged are not given again.
func (c *chain) nextID(day string) (string, error) {
	last := 0
	note := func(id string) {
		if rest, ok := strings.CutPrefix(id, day+"-"); ok {
			if n, err := strconv.Atoi(rest); err == nil {
				last = max(last, n)
			}
		}
	}
	ids, err := texts(c.ctx, c.tx, "SELECT id FROM audit WHERE day = ?", day)
	if err != nil {
		return "", err
	}
	purges, err := texts(c.ctx, c.tx, "SELECT payload FROM event WHERE kind = 'purge'")
	if err != nil {
		return "", err
	}
	for _, id := range ids {
		note(id)
	}
	for _, text := range purges {
		var p history.Purge
		if err := json.Unmarshal([]byte(text), &p); err != nil {
			return "", fmt.Errorf("read what was purged: %w", err)
		}
		for _, a := range p.Audits {
			note(a.ID)
		}
	}
	return fmt.Sprintf("%s-%02d", day, last+1), nil
}

// texts gives the one column of text of a query.
func texts(ctx context.Context, q querier, query string, args ...any) (out []string, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read the history: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, fmt.Errorf("read the history: %w", err)
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// beside counts what is new, came back and was mended since the last complete audit of
// the same scope.
func (c *chain) beside(e *history.Entry, kept *finding.Report) error {
	var seq int64
	err := c.tx.QueryRowContext(c.ctx, "SELECT seq, id FROM audit WHERE scope = ? AND complete = 1 ORDER BY seq DESC LIMIT 1", e.Scope).Scan(&seq, &e.Previous)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	then, err := reportAt(c.ctx, c.tx, seq)
	if err != nil {
		return err
	}
	now := against(kept, then, compare.Earlier{})
	// Only what is new can have been there before, and looking for it takes a while.
	if now.New > 0 {
		earlier, err := earlierThan(c.ctx, c.tx, e.Scope, seq)
		if err != nil {
			return err
		}
		now = against(kept, then, earlier)
	}
	e.New, e.Reopened = now.New, now.Reopened
	for _, f := range now.Fixed {
		if f.Outcome == finding.Clear {
			e.Fixed++
		}
	}
	return nil
}

// against compares a copy of a report, whose own states may be beside another one.
func against(kept, then *finding.Report, earlier compare.Earlier) *finding.Comparison {
	now := *kept
	now.Findings = slices.Clone(kept.Findings)
	for i := range now.Findings {
		now.Findings[i].Places = slices.Clone(now.Findings[i].Places)
	}
	compare.Against(&now, then, "", earlier)
	return now.Comparison
}

// row is a row of a table.
type row struct {
	table string
	cells []any
}

// rowsOf gives the rows that an audit has beside its event, all of which follow from it
// and the report.
func rowsOf(e *history.Entry, r *finding.Report, p *packed) []row {
	out := []row{
		{"audit", []any{e.Seq, e.ID, e.Day, e.Stored, e.Scope, e.Title, e.Tool, number(e.Complete), e.Rows, e.Skipped, e.Persons,
			e.Breaches, e.Marked, e.Waived, e.NotShown, e.Clear, e.NotAssessed, e.Previous, e.New, e.Reopened, e.Fixed}},
		{"report", []any{e.Seq, p.textsSum[:], p.body}},
	}
	for i, k := range r.Packs {
		out = append(out, row{"pack", []any{e.Seq, i, k.Name, k.Version, k.Rules, k.SHA256}})
	}
	for i, in := range r.Inputs {
		out = append(out, row{"input", []any{e.Seq, i, in.Name, in.Format, in.Relation, in.SHA256, in.Bytes, in.Rows}})
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		out = append(out, row{"finding", []any{e.Seq, i, f.Rule, f.Kind, string(f.Outcome), f.Severity, f.Subject.Relation, f.Subject.Dataset, f.Subject.Table,
			f.Fingerprint, f.State, number(f.Waived != nil), f.Counts.Examined, f.Counts.Breach, f.Counts.NotShown, f.Counts.Clear}})
		if f.Outcome != finding.Breach || f.Kind == string(rules.Gate) {
			continue
		}
		for j, at := range f.Places {
			if at.Outcome == finding.Breach {
				out = append(out, row{"place", []any{e.Seq, i, j, at.File, at.Fingerprint, at.State}})
			}
		}
	}
	return out
}

func number(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// insert adds rows, each table's by one prepared statement.
func (c *chain) insert(rows []row) error {
	prepared := map[string]*sql.Stmt{}
	for _, r := range rows {
		s := prepared[r.table]
		if s == nil {
			var err error
			s, err = c.tx.PrepareContext(c.ctx, "INSERT INTO "+r.table+" VALUES (?"+strings.Repeat(", ?", len(r.cells)-1)+")")
			if err != nil {
				return err
			}
			prepared[r.table] = s
		}
		if _, err := s.ExecContext(c.ctx, r.cells...); err != nil {
			return fmt.Errorf("table %s: %w", r.table, err)
		}
	}
	return nil
}
