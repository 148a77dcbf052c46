package scanner

import (
	"errors"

	"leadlint/rules/facts"
	"leadlint/scanner/engine"
	"leadlint/scanner/partial"
)

// joining gathers the rows of a piece that rules on other relations join.
type joining struct {
	*pass
	// own are builders for the piece alone, whose rows are kept with what is counted of
	// it; nil where the rows go to the pass at once.
	own []*engine.TableBuilder
}

// joining makes the builders of a piece.
func (s *scan) joining() (*joining, error) {
	j := &joining{pass: s.p}
	if !s.a.keeps() {
		return j, nil
	}
	for i, need := range s.p.needs {
		b, err := engine.NewTableBuilder(s.a.schema, need, s.a.budget, s.a.opt.TempDir)
		if err == nil && s.p.only[i] != nil {
			err = b.Only(s.p.only[i])
		}
		if err != nil {
			return nil, err
		}
		j.own = append(j.own, b)
	}
	return j, nil
}

// add hands a batch to the builders.
func (j *joining) add(b *facts.Batch) error {
	if j.own == nil {
		return j.pass.add(b)
	}
	for _, t := range j.own {
		if err := t.Add(b); err != nil {
			return err
		}
	}
	return nil
}

// end hands the rows gathered on to the pass, and keeps them with what was counted.
func (j *joining) end(count *partial.Table) error {
	var faults []error
	for i, t := range j.own {
		rows, err := t.Export()
		if err == nil {
			count.Joined[j.needs[i].ID()] = rows
			err = j.builders[i].Import(rows)
		}
		faults = append(faults, err, t.Close())
	}
	return errors.Join(faults...)
}
