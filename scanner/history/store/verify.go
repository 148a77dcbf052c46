package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"leadlint/scanner/history"
)

// Proof is what Verify found.
type Proof struct {
	// History is the name of the history.
	History string `json:"history"`
	// Events is the number of events that hold, Head the hash of the last of them.
	Events int64  `json:"events"`
	Head   string `json:"head"`
	// Audits are kept, Purged dropped.
	Audits int `json:"audits"`
	Purged int `json:"purged"`
	// Keys are the public keys that signed, in order; the last signs now.
	Keys []string `json:"keys"`
	// Problem says what does not hold; empty when all does. At is the number of the
	// first event that it is about, 0 when it is about the file as a whole.
	Problem string `json:"problem,omitempty"`
	At      int64  `json:"at,omitempty"`
}

// Verify hashes everything that is kept again: the form of the file, every event, every
// signature, every report, and every row that follows from a report. It changes
// nothing. The error is for what keeps it from reading; what was altered is told in the
// proof.
func (r *Reader) Verify(ctx context.Context) (*Proof, error) {
	// One transaction, so that a run that writes meanwhile is not taken for a change.
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read the history: %w", err)
	}
	v := &verifier{q: tx, ctx: ctx, proof: Proof{Keys: []string{}}, texts: map[string]history.Texts{}}
	err = v.run()
	if undo := tx.Rollback(); undo != nil {
		return nil, fmt.Errorf("read the history: %w", errors.Join(err, undo))
	}
	var p *problem
	if errors.As(err, &p) {
		v.proof.Problem, v.proof.At = p.text, p.at
		return &v.proof, nil
	}
	return &v.proof, err
}

// problem is something that does not hold.
type problem struct {
	at   int64
	text string
}

func (p *problem) Error() string { return p.text }

func atEvent(seq int64, format string, args ...any) error {
	return &problem{seq, fmt.Sprintf("event %d %s", seq, fmt.Sprintf(format, args...))}
}

type verifier struct {
	q     querier
	ctx   context.Context
	proof Proof
	// key is the public key in use, purges the purge that may have dropped an event.
	key    string
	purges map[int64]int64
	last   *history.Event
	// texts are those of rules that were checked, which many audits share.
	texts map[string]history.Texts
}

func (v *verifier) run() error {
	if err := v.form(); err != nil {
		return err
	}
	promised, err := v.promised()
	if err != nil {
		return err
	}
	v.purges = promised
	if v.proof.History, err = nameOf(v.ctx, v.q); err != nil {
		return &problem{1, "event 1 does not say the name of the history"}
	}
	var n int64
	if err := v.q.QueryRowContext(v.ctx, "SELECT coalesce(max(seq), 0) FROM event").Scan(&n); err != nil {
		return fmt.Errorf("read the history: %w", err)
	}
	for seq := int64(1); seq <= n; seq++ {
		if err := v.event(seq); err != nil {
			return err
		}
	}
	return v.rest()
}

// form holds the tables and triggers to those that this version makes, and lets SQLite
// check the file.
func (v *verifier) form() error {
	version, err := versionOf(v.ctx, v.q)
	if err != nil {
		return err
	}
	want, err := formOf(v.ctx, migrations()[:version])
	if err != nil {
		return err
	}
	got, err := schemaOf(v.ctx, v.q)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			return &problem{0, fmt.Sprintf("the %s of the file is missing or altered", name)}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			return &problem{0, fmt.Sprintf("the file has a %s that does not belong there", name)}
		}
	}
	result, err := texts(v.ctx, v.q, "PRAGMA integrity_check(1)")
	if err != nil {
		return &problem{0, "SQLite cannot read all of the file: it is damaged"}
	}
	if strings.Join(result, "") != "ok" {
		return &problem{0, "the file is damaged: " + strings.Join(result, "; ")}
	}
	return nil
}

// promised gives the purge that drops each event, by what the purges themselves say.
func (v *verifier) promised() (map[int64]int64, error) {
	rows, err := texts(v.ctx, v.q, "SELECT seq || ' ' || coalesce(payload, '') FROM event WHERE kind = 'purge' ORDER BY seq")
	if err != nil {
		return nil, err
	}
	out := map[int64]int64{}
	for _, text := range rows {
		var by int64
		head, payload, _ := strings.Cut(text, " ")
		if _, err := fmt.Sscan(head, &by); err != nil {
			return nil, fmt.Errorf("read the history: %w", err)
		}
		var p history.Purge
		if err := json.Unmarshal([]byte(payload), &p); err != nil {
			return nil, atEvent(by, "does not say what was purged")
		}
		for _, a := range p.Audits {
			out[a.Seq] = by
		}
	}
	return out, nil
}

// event checks one event with what belongs to it.
func (v *verifier) event(seq int64) error {
	e, err := eventWhere(v.ctx, v.q, "seq = ?", seq)
	if err != nil {
		return atEvent(seq, "is missing")
	}
	if err := e.Follows(v.last); err != nil {
		return atEvent(seq, "%v", err)
	}
	switch e.Kind {
	case history.Keyed:
		var k history.Key
		if err := json.Unmarshal(e.Payload, &k); err != nil || k.Public == "" {
			return atEvent(seq, "does not name a key")
		}
		v.key = k.Public
		v.proof.Keys = append(v.proof.Keys, k.Public)
	case history.Stored:
		err = v.audit(e)
	}
	if err == nil && e.Payload == nil && e.Kind != history.Stored {
		err = atEvent(seq, "has lost what it said")
	}
	if err == nil {
		err = v.signature(e)
	}
	if err != nil {
		return err
	}
	v.last, v.proof.Events, v.proof.Head = e, e.Seq, e.Hash.String()
	return nil
}

// signature checks the signature of an event.
func (v *verifier) signature(e *history.Event) error {
	notes, err := texts(v.ctx, v.q, "SELECT note FROM signature WHERE seq = ?", e.Seq)
	switch {
	case err != nil:
		return err
	case len(notes) == 0 && e.Kind == history.Created:
		return nil // signed with the event that names the key
	case len(notes) == 0:
		return atEvent(e.Seq, "is not signed")
	}
	if err := history.CheckSignature(v.key, notes[0], v.proof.History, e.Seq, e.Hash); err != nil {
		return atEvent(e.Seq, "%v", err)
	}
	return nil
}

// audit checks that an audit is kept as it was stored, or was purged in order.
func (v *verifier) audit(e *history.Event) error {
	by, gone := v.purges[e.Seq]
	if gone {
		v.proof.Purged++
		if e.Payload != nil {
			return atEvent(e.Seq, "still says what event %d purged", by)
		}
		return v.nothing(e.Seq)
	}
	if e.Payload == nil {
		return atEvent(e.Seq, "has lost what it said, and no purge says so")
	}
	v.proof.Audits++
	a, p, r, err := opened(v.ctx, v.q, e, v.texts)
	if err != nil {
		return atEvent(e.Seq, "has a report that %v", err)
	}
	if a.Seq != e.Seq || a.Stored != e.At {
		return atEvent(e.Seq, "describes another event")
	}
	return v.rows(a, r, p)
}

// nothing checks that nothing of an audit is left.
func (v *verifier) nothing(seq int64) error {
	for _, t := range tables() {
		got, err := v.cells(t, seq)
		if err != nil {
			return err
		}
		if len(got) > 0 {
			return atEvent(seq, "was purged, and yet table %s has rows of it", t.name)
		}
	}
	return nil
}

// rest checks what no event leads to, such as rows of no audit.
func (v *verifier) rest() error {
	if v.last == nil {
		return &problem{0, "the file has no event"}
	}
	for _, t := range tables() {
		var n int
		err := v.q.QueryRowContext(v.ctx, "SELECT count(*) FROM "+t.name+" WHERE "+t.owner+" NOT IN (SELECT seq FROM event WHERE kind = 'audit' AND payload IS NOT NULL)").Scan(&n) //nolint:gosec // names of this package
		if err != nil {
			return fmt.Errorf("read the history: %w", err)
		}
		if n > 0 {
			return &problem{0, fmt.Sprintf("table %s has rows that belong to no event", t.name)}
		}
	}
	return v.others()
}

// others checks the tables that stand beside those of audits: nothing may be in them
// that no event or audit leads to.
func (v *verifier) others() error {
	for _, t := range []struct{ name, loose string }{
		{"texts", "hash NOT IN (SELECT texts FROM report)"},
		{"signature", "seq NOT IN (SELECT seq FROM event)"},
	} {
		var n int
		if err := v.q.QueryRowContext(v.ctx, "SELECT count(*) FROM "+t.name+" WHERE "+t.loose).Scan(&n); err != nil { //nolint:gosec // words of this package
			return fmt.Errorf("read the history: %w", err)
		}
		if n > 0 {
			return &problem{0, fmt.Sprintf("table %s has rows that belong to nothing", t.name)}
		}
	}
	got, err := texts(v.ctx, v.q, `SELECT seq || ' ' || "by" FROM purged ORDER BY seq`)
	if err != nil {
		return err
	}
	var want []string
	for _, seq := range slices.Sorted(maps.Keys(v.purges)) {
		want = append(want, fmt.Sprintf("%d %d", seq, v.purges[seq]))
	}
	if !slices.Equal(got, want) {
		return &problem{0, "table purged does not say what the events of purges say"}
	}
	return nil
}

// Has says whether an event has a hash: then what was there when that head was noted is
// there still, and was only added to. Verify has to hold beside it.
func (r *Reader) Has(ctx context.Context, seq int64, head history.Hash) (bool, error) {
	var n int
	err := r.db.QueryRowContext(ctx, "SELECT count(*) FROM event WHERE seq = ? AND hash = ?", seq, head[:]).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("read the history: %w", err)
	}
	return n == 1, nil
}
