package scanner

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/recognise"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
	"leadlint/scanner/source/visit"
)

// registerTarget is a register of the audit file with its resolved path; the
// path is empty when the rows stand in the audit file itself.
type registerTarget struct {
	reg     *auditfile.Register
	path    string
	mapping string
	// from is the address that it is opened by, where that is not what it is called.
	from string
	// sealed is the list that the path holds, if it is one of sealed hashes.
	sealed *sealedList
}

// place sets where the register is. The address of a database, which names a user, is
// shown in another form.
func (t *registerTarget) place(path string) {
	t.path = database.Shown(path)
	if t.path != path {
		t.from = path
	}
}

// opened is what the register is opened by.
func (t *registerTarget) opened() string { return cmp.Or(t.from, t.path) }

// supplies lists what there is to examine, by relation.
type supplies struct {
	targets []target
	// addresses are the pages named among the targets; pages are all those to visit.
	addresses []string
	pages     []visit.Target
	mappings  map[string]*recognise.File
	registers map[string][]registerTarget
	// documents are the notices, messages and pages with forms to read.
	documents []documentTarget
	// code are the folders of collection code; exceptions are what their comments excuse.
	code       []codeTarget
	exceptions []excepted
}

// supplied says whether anything of the relation was given.
func (a *audit) supplied(relation string) bool {
	switch relation {
	case "contact":
		return len(a.in.targets) > 0
	case "page":
		return len(a.in.pages) > 0
	case "notice":
		if len(a.read.notices) > 0 {
			return true
		}
	case "form":
		if len(a.read.forms) > 0 {
			return true
		}
	case "code", "exception":
		return len(a.in.code) > 0
	}
	_, declared := a.batches[relation]
	return declared || len(a.in.registers[relation]) > 0
}

// supply gathers the inputs of the audit.
func (a *audit) supply(ctx context.Context) error {
	targets, err := a.targets()
	if err != nil {
		return err
	}
	var named []string
	if _, named = splitTargets(a.opt.Targets); a.opt.As == AsSource && len(targets) > 0 {
		return configErrorf("--as source: %q is no address of a page", targets[0].name)
	}
	if a.opt.As == AsCode && len(named) > 0 {
		return configErrorf("--as code: %q is the address of a page; name a folder or file", shownAddress(named[0]))
	}
	targets, documents := splitDocuments(targets, a.opt.As)
	targets = a.shaped(ctx, targets)
	if a.opt.As == AsNotice || a.opt.As == AsForm {
		for _, u := range named {
			documents = append(documents, documentTarget{url: u, name: shownAddress(u), as: a.opt.As})
		}
		named = nil
	}
	a.in = supplies{targets: targets, registers: map[string][]registerTarget{}, documents: a.documents(documents)}
	if a.file != nil {
		dir := filepath.Dir(a.opt.AuditFile)
		for i := range a.file.Registers {
			reg := &a.file.Registers[i]
			t := registerTarget{reg: reg}
			if reg.Path != "" {
				t.place(auditfile.Beside(dir, reg.Path))
			}
			if reg.Mapping != "" {
				t.mapping = auditfile.Beside(dir, reg.Mapping)
			}
			a.in.registers[reg.Relation] = append(a.in.registers[reg.Relation], t)
		}
	}
	if a.opt.Counted != nil {
		if err := a.supplyCounted(); err != nil {
			return err
		}
	}
	if err := a.supplySuppression(); err != nil {
		return err
	}
	if a.in.code, err = a.declaredCode(); err != nil {
		return err
	}
	a.in.code = append(a.in.code, a.named...)
	if err := a.planCode(ctx); err != nil {
		return err
	}
	if a.opt.CodeOnly {
		a.in = supplies{code: a.in.code}
		if len(a.in.code) == 0 {
			return configErrorf("no collection code to read: name its folder, or list it under code in %s", auditfile.Name)
		}
		return nil
	}
	a.in.addresses = named
	a.in.pages = a.pages(ctx)
	if a.losses == 0 && len(a.in.targets) == 0 && len(a.in.registers) == 0 && len(a.in.pages) == 0 && len(a.in.documents)+len(a.in.code) == 0 {
		return configErrorf("nothing to audit: name a file or the address of a page, or list datasets, registers, notices, forms, code or sources in %s", auditfile.Name)
	}
	a.in.mappings, err = a.mappings(a.allTargets())
	return err
}

// allTargets are the datasets and the registers that are bound like datasets,
// whose mapping files have the shape of a dataset's.
func (a *audit) allTargets() []target {
	out := slices.Clone(a.in.targets)
	for _, relation := range a.schema.Names() {
		if !auditfile.Datasetlike(relation) {
			continue
		}
		for _, r := range a.in.registers[relation] {
			out = append(out, target{name: r.path, mapping: r.mapping, where: r.reg.Pos.Where()})
		}
	}
	return out
}

// pass examines one relation: it evaluates the rules on it, builds the tables
// by which other relations join it, or both.
type pass struct {
	relation string
	// evaluate says that rules are evaluated and that what was met is told; a
	// pass that only builds tables is followed by one that does.
	evaluate bool
	builders []*engine.TableBuilder
	needs    []engine.JoinNeed
	// only holds, by builder, the identities that are asked of it; nil where all rows are kept.
	only []*engine.Keys
	// asked gathers the identities that a table of another relation is asked for.
	asked *engine.Keys
	// sampled says that only a sample of some table was read: who is not found in it may
	// be in the rest.
	sampled bool
}

// add hands a batch to the tables being built.
func (p *pass) add(b *facts.Batch) error {
	if p.asked != nil {
		p.asked.Add(p.relation, b)
	}
	for _, t := range p.builders {
		if err := t.Add(b); err != nil {
			return err
		}
	}
	return nil
}

// examine goes through the relations that were supplied, each after those that
// its rules join. Relations that join each other are read twice: once for their
// tables, once for their rules.
func (a *audit) examine(ctx context.Context) {
	defer a.closeTables()
	pending := a.pending()
	a.needs = a.joinNeeds(pending)
	for len(pending) > 0 {
		i := slices.IndexFunc(pending, func(r string) bool { return a.lacking(r) == "" })
		if i < 0 {
			a.pass(ctx, a.lacking(pending[0]), false)
			continue
		}
		a.pass(ctx, pending[i], true)
		pending = slices.Delete(pending, i, i+1)
	}
}

// pending lists the relations that were supplied, to be examined.
func (a *audit) pending() []string {
	var out []string
	for _, relation := range a.schema.Names() {
		if relation != "case" && a.supplied(relation) {
			out = append(out, relation)
		}
	}
	return out
}

// joinNeeds are the joins that the rules on the relations supplied ask for, as
// far as the relation joined is supplied too.
func (a *audit) joinNeeds(relations []string) []engine.JoinNeed {
	if a.joined != nil {
		return a.joined
	}
	var list []*rules.Rule
	for _, relation := range relations {
		list = slices.Concat(list, rulesOf(a.rules, relation), a.barsOf(relation), a.tallies(relation))
	}
	return slices.DeleteFunc(engine.JoinNeeds(list), func(n engine.JoinNeed) bool { return !a.supplied(n.Relation) })
}

// lacking names a relation that the rules on the given one join and whose
// tables are not built yet; empty when there is none. A table that could not be
// built is not tried again: what asks it is unknown.
func (a *audit) lacking(relation string) string {
	for _, need := range a.joinNeeds([]string{relation}) {
		if !a.tried[need.ID()] {
			return need.Relation
		}
	}
	return ""
}

// pass runs one pass over everything supplied of a relation.
func (a *audit) pass(ctx context.Context, relation string, evaluate bool) {
	a.run(ctx, &pass{relation: relation, evaluate: evaluate})
}

// run runs a pass, with builders of the tables that are not built yet.
func (a *audit) run(ctx context.Context, p *pass) {
	relation, evaluate := p.relation, p.evaluate
	for _, need := range a.needs {
		if need.Relation != relation || a.tried[need.ID()] {
			continue
		}
		a.tried[need.ID()] = true
		t, err := engine.NewTableBuilder(a.schema, need, a.budget, a.opt.TempDir)
		if err != nil {
			a.lost(relation, "", failure(err))
			continue
		}
		only := a.asked(ctx, need)
		if only != nil {
			if err := t.Only(only); err != nil {
				a.lost(relation, "", failure(err))
			}
		}
		p.builders, p.needs, p.only = append(p.builders, t), append(p.needs, need), append(p.only, only)
	}
	before, quiet := a.losses, a.quiet
	a.quiet = !evaluate
	switch relation {
	case "contact":
		a.contactPass(ctx, p)
	case "page":
		a.pagePass(ctx, p)
	case "code":
		a.codePass(ctx)
	case "exception":
		a.exceptionPass()
	default:
		a.registerPass(ctx, p)
	}
	a.documentPass(p)
	a.declaredPass(p)
	a.quiet = quiet
	for i, t := range p.builders {
		if a.losses > before || p.sampled {
			t.Incomplete()
		}
		a.finishTable(relation, p.needs[i], t)
		if p.only[i] != nil {
			if err := p.only[i].Close(); err != nil {
				a.lost(relation, "", failure(err))
			}
		}
	}
}

func (a *audit) contactPass(ctx context.Context, p *pass) {
	if p.evaluate {
		a.identity = a.identify()
		if a.refused = a.samePlan(); a.refused != nil {
			return
		}
	}
	for _, t := range a.in.targets {
		switch {
		case t.counted != nil:
			a.take(t, p)
		case ctx.Err() != nil:
			a.lost(t.name, "", interrupted())
		default:
			a.input(ctx, t, a.in.mappings[t.mapping], p)
		}
	}
}

// finishTable closes a table to further rows and tells what in it cannot be
// held against anybody, and what contradicts itself.
func (a *audit) finishTable(relation string, need engine.JoinNeed, t *engine.TableBuilder) {
	where := a.place(relation)
	table, err := t.Finish()
	if err != nil {
		a.lost(where, "", failure(err))
		return
	}
	a.env.Tables[need.ID()] = table
	stats, label := table.Stats(), a.schema.Relation(relation).Label
	tell := func(severity string, count int64, en, fr string) {
		if count > 0 {
			a.issue(where, "", finding.Issue{Severity: severity, Count: count, Message: finding.Text{EN: label.EN + ": " + en, FR: label.FR + " : " + fr}})
		}
	}
	tell("warning", stats.Keyless, "rows name nobody, so it cannot be told whom they concern; what matches no other row is not shown instead of clear: complete them, or name the system of their identifiers (ids:)",
		"des lignes ne désignent personne et l'on ignore qui elles concernent ; ce qui ne correspond à aucune autre ligne est non établi : complétez-les, ou indiquez le système de leurs identifiants (ids:)")
	tell("warning", stats.Contradictory, "rows of one person contradict each other on the same day or without a date, so none of them counts as the one in force",
		"des lignes d'une même personne se contredisent le même jour ou sans date ; aucune n'est tenue pour celle en vigueur")
	if a.schema.Relation(relation).State != nil {
		tell("note", stats.Repeated, "persons stand in several rows; the last state of each counts",
			"des personnes figurent sur plusieurs lignes ; le dernier état de chacune compte")
	}
}

// place names where the rows of a relation come from.
func (a *audit) place(relation string) string {
	var names []string
	if relation == "contact" {
		for _, t := range a.in.targets {
			names = append(names, t.name)
		}
	}
	for _, t := range a.in.registers[relation] {
		names = append(names, t.name())
	}
	if len(names) == 0 {
		return filepath.Base(a.opt.AuditFile)
	}
	return strings.Join(names, ", ")
}

func (a *audit) closeTables() {
	for _, need := range a.needs {
		if t := a.env.Tables[need.ID()]; t != nil {
			if err := t.Close(); err != nil {
				a.lost(need.Relation, "", failure(err))
			}
		}
	}
}
