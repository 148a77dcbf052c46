package scanner

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
)

// known is what a store may hold of an input; nil where it holds nothing of it.
type known struct {
	key partial.Key
	// lost and told are how much was lost and told before the input was read.
	lost, told int
}

// known gives the key of an input's counts in the store, by its contents. Inputs that are
// no plain files, and databases with a log beside them that the file does not hold, are
// always read.
func (a *audit) known(ctx context.Context, p *pass, t target, input, shape string) *known {
	if a.opt.Store == nil || !p.evaluate || a.opt.Elsewhere != nil {
		return nil
	}
	info, err := os.Stat(input)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	if log, err := os.Stat(input + "-wal"); err == nil && log.Size() > 0 {
		return nil
	}
	sum, err := hashFile(ctx, input)
	if err != nil {
		return nil // the reader says what is wrong with it
	}
	shape = strings.Join([]string{t.name, t.where, t.table, t.ids, t.mapping, input, shape}, "\x00")
	return &known{
		key:  partial.Key{Plan: partial.PlanDigest(*a.identity), Content: sum, Shape: shape},
		lost: a.losses, told: len(a.report.Coverage.Issues),
	}
}

// hashFile gives the SHA-256 of a file's bytes.
func hashFile(ctx context.Context, name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	buf := make([]byte, 1<<20)
	for ctx.Err() == nil {
		n, err := f.Read(buf)
		h.Write(buf[:n])
		if err == io.EOF {
			return hex.EncodeToString(h.Sum(nil)), nil
		}
		if err != nil {
			return "", err
		}
	}
	return "", ctx.Err()
}

// recall gives what the store holds of an input, nil when it is to be read.
func (a *audit) recall(k *known, input string) *partial.Dataset {
	if k == nil {
		return nil
	}
	d, ok, err := a.opt.Store.Get(k.key)
	if err != nil {
		a.issue(input, "", finding.Issue{Severity: "warning", Count: 1, Message: finding.Text{
			EN: "what an earlier run counted of it cannot be used, so it was read again: " + err.Error(),
			FR: "ce qu'une exécution antérieure en avait compté est inutilisable et il a été relu ; message technique, en anglais : " + err.Error(),
		}})
		k.told = len(a.report.Coverage.Issues)
	}
	if !ok {
		return nil
	}
	rows := int64(0)
	for i := range d.Inputs {
		rows += d.Inputs[i].Rows
	}
	a.total.Add(rows)
	a.recalled.Add(1)
	a.progress(input, int(rows))
	return d
}

// keep puts what was counted of an input into the store. What was not read to its end, or
// was changed meanwhile, is not kept.
func (a *audit) keep(ctx context.Context, k *known, d *partial.Dataset) {
	if k == nil || ctx.Err() != nil || a.losses > k.lost || len(d.Inputs) != 1 || d.Inputs[0].SHA256 != k.key.Content {
		return
	}
	d.Issues = append([]finding.Issue{}, a.report.Coverage.Issues[k.told:]...)
	if err := a.opt.Store.Put(k.key, *a.identity, d); err != nil {
		a.issue(d.Inputs[0].Name, "", finding.Issue{Severity: "warning", Count: 1, Message: finding.Text{
			EN: "what was counted of it could not be kept, so the next run reads it again: " + err.Error(),
			FR: "ce qui en a été compté n'a pas pu être conservé et la prochaine exécution le relira ; message technique, en anglais : " + err.Error(),
		}})
	}
}

// rejoin hands the rows of a dataset that others join to the tables being built.
func (a *audit) rejoin(d *partial.Dataset, p *pass) {
	for i := range d.Tables {
		for k, need := range p.needs {
			rows := d.Tables[i].Joined[need.ID()]
			if rows == nil {
				continue
			}
			if err := p.builders[k].Import(rows); err != nil {
				a.lost(d.Name, d.Tables[i].Name, failure(err))
			}
		}
	}
}

// retell tells again what was met when a dataset was read.
func (a *audit) retell(d *partial.Dataset) {
	for _, i := range d.Issues {
		a.issue(i.Input, i.Table, i)
	}
}

// prune removes from the store what a complete run no longer asked for.
func (a *audit) prune() {
	if a.opt.Store == nil || !a.report.Coverage.Complete {
		return
	}
	if _, err := a.opt.Store.Prune(); err != nil {
		a.issue("", "", finding.Issue{Severity: "warning", Count: 1, Message: finding.Text{
			EN: "what is no longer needed could not be removed from the store of counts: " + err.Error(),
			FR: "ce qui n'est plus utile n'a pas pu être retiré de la réserve des décomptes ; message technique, en anglais : " + err.Error(),
		}})
	}
}

// shapeOf says how the rows of the files of a dataset of several are understood.
func (s *scan) shapeOf() string {
	m := *s.mapping
	m.Columns = slices.Clone(m.Columns)
	m.Dataset, m.Reason, m.ReasonFR = "", "", ""
	for i := range m.Columns {
		// What the sample happened to hold is of no matter to how rows are read.
		m.Columns[i].Trace, m.Columns[i].Distinct = nil, nil
	}
	text, err := json.Marshal([]any{m, s.binder.Learned(), s.target.columns})
	if err != nil {
		return fmt.Sprint(err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
