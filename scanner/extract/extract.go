// Package extract draws the sample of transfers that a supervisory authority may
// ask for (Art. 58(1)(e) with Art. 31 GDPR): rows of the registers of disclosures
// to one recipient in a period, with the data of the person that were passed. It
// is the one place that hands out personal values in clear; it does so to the
// writer that its caller gives, and puts none into errors or messages.
package extract

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/recognise"
)

// ErrUnread is wrapped by the error of Draw where an input could not be read, as
// against a question that cannot be put.
var ErrUnread = errors.New("could not be read")

// Request is what is asked for.
type Request struct {
	// AuditFile is the path of the audit file, which names registers and datasets.
	AuditFile string
	// Recipient is the name of the recipient; case, accents, punctuation and legal
	// form do not count.
	Recipient string
	// From and To are the first and last day of the period, in days since
	// 1970-01-01.
	From, To int32
	// N is the greatest number of rows wanted.
	N int
	// Secret is the key of the draw; empty is allowed. The same inputs, request
	// and key give the same sample.
	Secret []byte
	// Workers is the number of goroutines that read; 0 is one.
	Workers int
	// Database says how databases are reached: its Env, Password and Timeout alone count.
	Database database.Options
}

// Sample is what was drawn. Its rows hold personal values in clear: see WriteCSV.
type Sample struct {
	// Named counts the rows of the recipient on any day or none, InPeriod those in
	// the period, Drawn those in the sample.
	Named, InPeriod int64
	Drawn           int
	// Datasets counts the tables of persons that the drawn were looked up in, Found
	// the drawn rows whose person has a record there.
	Datasets, Found int
	// Gaps say what the sample cannot answer and why, in English. They hold no
	// value of a cell.
	Gaps []string
	// Complete is false when something in scope was not read, so that rows may be
	// missing.
	Complete bool
	// Inputs are the paths of the files read.
	Inputs []string

	header []string
	rows   [][]string
}

// drawing is a Draw under way.
type drawing struct {
	req     Request
	schema  *facts.Schema
	file    *auditfile.File
	key     [2]uint64
	readers *bind.Readers
	recog   *recognise.Recogniser
	// registers are the tables of the registers, in the order of the audit file.
	registers []*register
	rows      []row
	out       *Sample
	// undated and unplaced count rows of the recipient whose day is missing or
	// cannot be read, nameless the drawn rows that identify nobody, silent those
	// of them in whose register a column could.
	undated, unplaced, nameless, silent int64
	words                               map[string]*word
	tables                              []*contacts
}

// Draw draws the sample. A question that cannot be put (no register of
// disclosures, no recipient or date in it, a recipient that no row names) is an
// error that says what to add. So is a register that cannot be read, wrapping
// ErrUnread.
func Draw(ctx context.Context, req Request) (*Sample, error) {
	d := &drawing{req: req, schema: facts.NewSchema(), key: key(req.Secret), out: &Sample{Complete: true}, words: map[string]*word{}}
	var err error
	if d.file, err = auditfile.Load(d.schema, req.AuditFile); err != nil {
		return nil, err
	}
	d.out.Inputs = append(d.out.Inputs, req.AuditFile)
	if err := d.readRegisters(ctx); err != nil {
		return nil, err
	}
	if d.out.Named == 0 {
		return nil, fmt.Errorf("no row of the register of disclosures names the recipient %q: check its spelling in the register; a register that leaves the recipient out can state it (facts: {recipient: NAME})", req.Recipient)
	}
	d.settle()
	if err := d.findPersons(ctx); err != nil {
		return nil, err
	}
	d.lay()
	d.gaps()
	return d.out, nil
}

// key makes the key of the draw and of the identities.
func key(secret []byte) [2]uint64 {
	sum := sha256.Sum256(append([]byte("leadlint sample 1\x00"), secret...))
	return [2]uint64{binary.LittleEndian.Uint64(sum[:8]), binary.LittleEndian.Uint64(sum[8:16])}
}

// settle keeps the rows drawn, in the order of the registers.
func (d *drawing) settle() {
	d.rows = smallest(d.rows, d.req.N)
	slices.SortFunc(d.rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.register, b.register), cmp.Compare(a.line, b.line), slices.Compare(a.cells, b.cells))
	})
	d.out.Drawn = len(d.rows)
}

// beside gives a path relative to the audit file.
func (d *drawing) beside(path string) string {
	return auditfile.Beside(filepath.Dir(d.req.AuditFile), path)
}

// connection says how databases are reached. Registers in which persons stand by keys
// alone get their addresses (identities).
func (d *drawing) connection(identities bool) database.Options {
	o := d.req.Database
	return database.Options{Identities: identities, Env: o.Env, Password: o.Password, Timeout: o.Timeout}
}

// gap notes something that the sample cannot answer.
func (d *drawing) gap(format string, args ...any) {
	d.out.Gaps = append(d.out.Gaps, fmt.Sprintf(format, args...))
}

// lost notes that something in scope was not read.
func (d *drawing) lost(format string, args ...any) {
	d.out.Complete = false
	d.gap(format, args...)
}
