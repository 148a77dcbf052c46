package scanner

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/finding"
	"leadlint/scanner/partial"
)

// Count counts the rows of the datasets of an audit, or of the Shard of them that the
// options name, and judges nothing. A *ConfigError means that nothing was read. The
// report holds the coverage alone: what was lost is told in it, and in the partial too.
// Registers that rules compare the rows with are read whole.
func Count(ctx context.Context, opt Options) (*partial.Partial, *finding.Report, error) {
	if len(opt.Takers) > 0 {
		return nil, nil, configErrorf("rows cannot be written out of a part of the datasets: audit them whole for that")
	}
	a := &audit{opt: opt, schema: facts.NewSchema(), tried: map[string]bool{}, counting: true}
	defer a.holdMoments()()
	if err := a.prepare(ctx); err != nil {
		return nil, nil, err
	}
	if len(a.in.targets) == 0 {
		return nil, nil, configErrorf("there is no dataset to count: name one, or list it (datasets in the audit file)")
	}
	a.countContacts(ctx)
	a.closeEvidence()
	p := &partial.Partial{Plan: *a.identity, Shard: opt.Shard, Datasets: a.counted}
	return p, a.report, ctx.Err()
}

// countContacts counts the contacts after building the tables that their rules join.
func (a *audit) countContacts(ctx context.Context) {
	defer a.closeTables()
	a.needs = a.joinNeeds(a.pending())
	for r := a.lacking("contact"); r != ""; r = a.lacking("contact") {
		a.pass(ctx, r, false)
	}
	a.pass(ctx, "contact", true)
}

// identify says what the answer for a row of the contacts depends on beside the row. It
// is worked out once the tables that are joined are built.
func (a *audit) identify() *partial.Plan {
	p := &partial.Plan{Tool: a.opt.Version, Now: a.report.Now, Packs: a.report.Packs, Digests: map[string]string{}}
	for _, r := range a.contactRules() {
		p.Rules = append(p.Rules, r.ID)
	}
	set := func(name, text string) {
		sum := sha256.Sum256([]byte(text))
		p.Digests[name] = hex.EncodeToString(sum[:])
	}
	if a.opt.AuditFile != "" {
		a.digestFile(p, "audit file", a.opt.AuditFile)
	}
	for _, name := range a.mappingNames() {
		a.digestFile(p, "mapping "+filepath.Base(name), name)
	}
	set("build of leadlint", a.opt.Build)
	set("key", "leadlint partial key\x00"+string(a.opt.Key))
	set("options", fmt.Sprintf("examples %d, strict mapping %v, sample %v", a.opt.Examples, a.opt.StrictMapping, a.opt.Sampling))
	set(choiceOfTables, a.opt.Database.Selection())
	var facts strings.Builder
	for _, d := range a.declaredContact(&recognise.Mapping{}) {
		// Where it stands is of no matter: a part may be counted in another folder.
		fmt.Fprintf(&facts, "%s\x00%s\x00", d.Field, d.Shown)
	}
	set("declared facts and notices", facts.String())
	for _, need := range a.joinNeeds([]string{"contact"}) {
		table := a.env.Tables[need.ID()]
		if table == nil {
			set("register "+need.ID(), "")
			continue
		}
		digest, err := table.Digest()
		if err != nil {
			a.lost(need.Relation, "", failure(err))
		}
		p.Digests["register "+need.ID()] = digest
	}
	for _, t := range a.in.targets {
		if len(t.parts) > 0 && a.opt.Shard.Of > 1 {
			set("list of the files of "+t.name, strings.Join(t.parts, "\x00"))
		}
	}
	return p
}

// digestFile adds the hash of a file; one that cannot be read any more has none.
func (a *audit) digestFile(p *partial.Plan, name, path string) {
	data, err := os.ReadFile(path)
	if err != nil {
		p.Digests[name] = ""
		return
	}
	sum := sha256.Sum256(data)
	p.Digests[name] = hex.EncodeToString(sum[:])
}

// mappingNames lists the mapping files of the datasets, each once.
func (a *audit) mappingNames() []string {
	var out []string
	for _, t := range a.in.targets {
		if t.mapping != "" {
			add(&out, t.mapping)
		}
	}
	if a.opt.Mapping != "" {
		add(&out, a.opt.Mapping)
	}
	slices.Sort(out)
	return out
}

// supplyCounted takes the datasets from what was counted elsewhere.
func (a *audit) supplyCounted() error {
	if len(a.in.targets) > 0 {
		return configErrorf("%q is named beside partials: their datasets are those that were counted", a.in.targets[0].name)
	}
	for i := range a.opt.Counted.Datasets {
		d := &a.opt.Counted.Datasets[i]
		a.in.targets = append(a.in.targets, target{name: d.Name, where: d.Where, counted: d})
	}
	for _, i := range a.opt.Troubles {
		a.issue(i.Input, i.Table, i)
	}
	return nil
}

// take adds a dataset that was counted elsewhere to the tables that others join, and has
// it judged.
func (a *audit) take(t target, p *pass) {
	a.rejoin(t.counted, p)
	if !p.evaluate {
		return
	}
	a.retell(t.counted)
	a.conclude(t.counted)
}

// choiceOfTables names what was chosen of databases among the digests of a plan.
const choiceOfTables = "choice of tables"

// samePlan says whether what was counted elsewhere was counted as this audit would.
func (a *audit) samePlan() error {
	if a.opt.Counted == nil || a.identity == nil {
		return nil
	}
	own := &partial.Partial{Plan: *a.identity}
	theirs := &partial.Partial{Plan: a.opt.Counted.Plan}
	for name := range theirs.Plan.Digests {
		// The list of a dataset's files, and what was chosen of a database, is of those who
		// counted them alone.
		if strings.HasPrefix(name, "list of the files of ") || name == choiceOfTables || strings.HasPrefix(name, "mapping ") && own.Plan.Digests[name] == "" {
			own.Plan.Digests[name] = theirs.Plan.Digests[name]
		}
	}
	if err := partial.SamePlan(own.Plan, "this audit", theirs.Plan, "the partials"); err != nil {
		return &ConfigError{err}
	}
	return nil
}
