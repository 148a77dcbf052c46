package scanner

import (
	"context"
	"os"
	"slices"

	"leadlint/scanner/auditfile"
	"leadlint/scanner/engine"
)

// sparse is how many times smaller the files that ask a table of contacts have to be for
// them to be read once more, so that the table holds only who is asked for.
const sparse = 8

// keeps says whether the rows that others join are kept with what is counted of a piece,
// because it is judged or counted on elsewhere.
func (a *audit) keeps() bool { return a.counting || a.opt.Store != nil || a.opt.Elsewhere != nil }

// asked gathers the identities by which other relations ask a table of contacts, so that
// it need not hold every contact; nil where that does not pay, or would not be exact.
func (a *audit) asked(ctx context.Context, need engine.JoinNeed) *engine.Keys {
	if need.Relation != "contact" || a.opt.Counted != nil {
		return nil
	}
	keys, err := engine.NewKeys(a.schema, a.rules, need, a.budget)
	if err != nil {
		return nil
	}
	askers := keys.Askers()
	if len(askers) == 0 || slices.ContainsFunc(askers, func(r string) bool { return !a.repeatable(r) }) || !a.keeps() && !a.few(askers) {
		return nil
	}
	before := a.losses
	for _, relation := range askers {
		a.run(ctx, &pass{relation: relation, asked: keys})
	}
	if a.losses > before {
		keys.Close()
		return nil
	}
	return keys
}

// repeatable says whether a relation is one of registers, whose rows can be read twice.
func (a *audit) repeatable(relation string) bool {
	switch relation {
	case "contact", "page", "code", "exception", "notice", "form":
		return false
	}
	return relation == "case" || a.schema.Relation(relation) != nil && !auditfile.Datasetlike(relation)
}

// few says whether the files of some relations are much smaller than those of the
// contacts. What has no size, such as a database, may be of any.
func (a *audit) few(relations []string) bool {
	var asking, asked int64
	for _, relation := range relations {
		for _, t := range a.in.registers[relation] {
			if t.path == "" || t.sealed != nil {
				continue
			}
			info, err := os.Stat(t.path)
			if err != nil {
				return false
			}
			asking += info.Size()
		}
	}
	for _, t := range a.in.targets {
		names := t.parts
		if len(names) == 0 {
			names = []string{t.name}
		}
		for _, name := range names {
			if info, err := os.Stat(name); err == nil {
				asked += info.Size()
			}
		}
	}
	return asking*sparse < asked
}
