package scanner

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"

	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/law"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/bind"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/dataset/sampled"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
	"leadlint/scanner/register"
	"leadlint/scanner/source/fetch"
	"leadlint/scanner/waiver"
)

// audit is one run.
type audit struct {
	opt    Options
	schema *facts.Schema
	file   *auditfile.File
	packs  []*rules.Pack
	// packFolders are those of the packs beside leadlint's own.
	packFolders []string
	rules       []*rules.Rule
	// bars are asked for those who take rows, and give no finding.
	bars    []*rules.Rule
	now     int32
	env     engine.Env
	batches map[string]*facts.Batch
	facts   []auditfile.Fact
	recog   *recognise.Recogniser
	key     [2]uint64
	report  *finding.Report
	cited   []law.Precedent
	readers *bind.Readers
	// readersOf are those of registers.
	readersOf *register.Readers
	persons   engine.Sketch
	rows      atomic.Int64
	total     atomic.Int64
	// named are the folders of code among the targets.
	named []codeTarget
	// in is what was supplied, needs the joins that rules ask for of it.
	in    supplies
	needs []engine.JoinNeed
	// joined are the joins of the contacts where only they are counted; nil: those that
	// the rules ask for of what was supplied.
	joined []engine.JoinNeed
	// tried are the tables for joins that were built, or could not be, by need.
	tried  map[string]bool
	budget *engine.Budget
	// digests are the kinds of fingerprint that some register holds.
	digests []string
	// fetcher visits pages for the whole audit; nil before the first one.
	fetcher *fetch.Fetcher
	// keeper keeps evidence of the visits; nil when none is kept.
	keeper *evidence
	// visited holds the pages visited; nil before the visits.
	visited *facts.Batch
	// read is what notices and forms gave.
	read readings
	// changes compare with earlier states; counts are the conditions for it.
	changes []*finding.Change
	counts  []tally
	// losses counts what was not read, whether or not it was told yet.
	losses int
	// quiet is set in a pass whose findings and issues a later one tells.
	quiet bool
	// waivers are the findings accepted for a time; nil is none. waiverFile is their file.
	waivers    *waiver.File
	waiverFile string
	// unsure is what a gate says where it is not certain that the law applies; nil is
	// nothing.
	unsure *finding.Text
	// contacts says that some table of persons was examined.
	contacts bool
	// counting says that the datasets are counted and nothing is judged; counted are they.
	counting bool
	counted  []partial.Dataset
	// identity is what the counts of the contacts depend on; nil before it is known.
	identity *partial.Plan
	// recalled counts the inputs whose counts were kept by an earlier audit.
	recalled atomic.Int64
	// drawn is what was drawn of the tables of persons, where they are sampled.
	drawn sampled.Ledger
	// refused is why what was counted elsewhere cannot be judged here; nil if it can.
	refused error
}

// Audit runs an audit. A *ConfigError means that nothing was audited. Any other
// error comes with a report of what was covered; a report whose coverage is not
// complete must not be taken for a clean one.
func Audit(ctx context.Context, opt Options) (*finding.Report, error) {
	a := &audit{opt: opt, schema: facts.NewSchema(), tried: map[string]bool{}}
	defer a.holdMoments()()
	if err := a.prepare(ctx); err != nil {
		return nil, err
	}
	a.examine(ctx)
	a.momentsApart()
	a.closeEvidence()
	if a.refused != nil {
		return nil, a.refused
	}
	a.declaredRelations()
	a.finish()
	a.prune()
	return a.report, ctx.Err()
}

// prepare reads everything but the rows of datasets and registers.
func (a *audit) prepare(ctx context.Context) error {
	if err := a.configure(); err != nil {
		return err
	}
	if err := a.supply(ctx); err != nil {
		return err
	}
	a.readDocuments(ctx)
	return a.planChanges()
}

// configure reads the audit file and the rule packs.
func (a *audit) configure() error {
	dir := "."
	if a.opt.AuditFile != "" {
		var err error
		if a.file, err = auditfile.Load(a.schema, a.opt.AuditFile); err != nil {
			return &ConfigError{err}
		}
		dir = filepath.Dir(a.opt.AuditFile)
	}
	if err := a.setNow(); err != nil {
		return err
	}
	a.packFolders = append([]string(nil), a.opt.Rules...)
	if a.file != nil {
		for _, r := range a.file.Rules {
			a.packFolders = append(a.packFolders, auditfile.Beside(dir, r))
		}
	}
	// The tables of recognition are read while the rules are loaded: the two
	// make up most of the time that a small file takes.
	recog := make(chan *recognise.Recogniser, 1)
	go func() { recog <- recognise.New(a.schema) }()
	err := a.loadRules()
	a.recog = <-recog
	if err != nil {
		return &ConfigError{err}
	}
	if err := a.readWaivers(); err != nil {
		return err
	}
	var periods map[string]expr.Period
	a.batches, periods, a.facts = a.file.Relations(a.schema)
	a.env = engine.Env{Now: a.now, Case: a.batches["case"], Periods: periods, Tables: map[string]*engine.Table{}}
	a.budget = engine.NewBudget(cmp.Or(a.opt.Memory, DefaultMemory))
	a.key = hashKey(a.opt.Key)
	a.cited = law.Precedents()
	a.newReport()
	return nil
}

// loadRules loads the rule packs.
func (a *audit) loadRules() error {
	packs, err := rules.Ready(a.schema, a.packFolders...)
	if err != nil {
		return err
	}
	a.packs = packs
	for _, p := range packs {
		for _, r := range p.Rules {
			if r.Asks() {
				a.bars = append(a.bars, r)
			} else {
				a.rules = append(a.rules, r)
			}
		}
	}
	return nil
}

// cellReaders gives the readers of cells, made when the first table of persons
// is met.
func (a *audit) cellReaders() *bind.Readers {
	if a.readers == nil {
		a.readers = bind.NewReaders(a.schema)
	}
	return a.readers
}

// country gives the controller's country, which national telephone numbers are
// read as; 0 when it is not declared.
func (a *audit) country() uint8 {
	if a.file == nil {
		return facts.UnknownCode
	}
	return a.schema.Relation("contact").Field("country").Code(string(a.file.Controller.Country))
}

// hashKey makes the key of the row hashes. Without a secret it is a constant:
// the hashes then only choose examples and are not shown.
func hashKey(secret []byte) [2]uint64 {
	sum := sha256.Sum256(append([]byte("leadlint row key 1\x00"), secret...))
	return [2]uint64{binary.LittleEndian.Uint64(sum[:8]), binary.LittleEndian.Uint64(sum[8:16])}
}

func (a *audit) setNow() error {
	now := a.opt.Now
	if now == "" && a.file != nil {
		now = string(a.file.Now)
	}
	if now == "" {
		return configErrorf("the day of the audit is not given: expected now as YYYY-MM-DD")
	}
	day, err := calendar.Parse(now)
	if err != nil {
		return configErrorf("now: %w", err)
	}
	a.now = day
	return nil
}

// mappings reads the mapping files named, each once.
func (a *audit) mappings(targets []target) (map[string]*recognise.File, error) {
	out := map[string]*recognise.File{}
	var faults []error
	for _, t := range targets {
		if _, done := out[t.mapping]; done || t.mapping == "" {
			continue
		}
		data, err := os.ReadFile(t.mapping)
		if err != nil {
			where := ""
			if t.where != "" {
				where = t.where + ": "
			}
			faults = append(faults, configErrorf("%sread mapping file: %w", where, err))
			continue
		}
		f, err := recognise.ParseMapping(t.mapping, data)
		if err != nil {
			faults = append(faults, err)
		}
		out[t.mapping] = f
	}
	if len(faults) > 0 {
		return nil, &ConfigError{errors.Join(faults...)}
	}
	return out, nil
}

// newReport starts the report with what is known before any input is read.
func (a *audit) newReport() {
	r := &finding.Report{
		Schema: finding.SchemaVersion, Tool: finding.Tool{Name: "leadlint", Version: a.opt.Version},
		Now: calendar.Format(a.now), Packs: []finding.Pack{}, Inputs: []finding.Input{},
		Coverage: finding.Coverage{Complete: true, Issues: []finding.Issue{}},
		Findings: []finding.Finding{}, Mapping: []finding.Table{}, Statistics: []finding.Statistics{}, Relations: []finding.Scope{},
	}
	if a.file != nil {
		r.Controller = finding.Controller{
			Name: a.file.Controller.Name, Country: string(a.file.Controller.Country),
			Title: a.file.Case.Title, Reference: a.file.Case.Reference, Scope: a.file.Case.Scope, Auditor: a.file.Case.Auditor, Role: a.file.Case.Role,
		}
	}
	for _, p := range a.packs {
		judging := 0
		for _, rule := range p.Rules {
			if !rule.Asks() {
				judging++
			}
		}
		r.Packs = append(r.Packs, finding.Pack{Name: p.Name, Version: p.Version, Rules: judging, SHA256: p.SHA256})
	}
	a.report = r
}
