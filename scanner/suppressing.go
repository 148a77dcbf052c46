package scanner

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"slices"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/finding"
	"leadlint/scanner/suppress"
	"leadlint/scanner/take"
)

// Listed is the rule that a person on the suppression list may not be prospected. It is
// asked where rows that may be used are written out, and becomes a finding where a list is
// given to hold an import against.
const Listed = "RTS-01-LISTED"

// seal gives what makes the sealed hashes of identities; nil where none are wanted.
func (a *audit) seal() *identity.Seal {
	if a.opt.Sealed || slices.ContainsFunc(a.in.registers["suppression"], func(t registerTarget) bool { return t.sealed != nil }) {
		return identity.NewSeal(a.opt.Key)
	}
	return nil
}

// supplySuppression adds the lists that the audit is held against to the registers, and
// makes the rule on them give findings.
func (a *audit) supplySuppression() error {
	for _, path := range a.opt.Suppress {
		t, err := a.suppressionList(path)
		if err != nil {
			return &ConfigError{err}
		}
		a.in.registers["suppression"] = append(a.in.registers["suppression"], t)
	}
	if len(a.opt.Suppress) == 0 {
		return nil
	}
	a.listed()
	return nil
}

// listed makes the rule on lists give findings.
func (a *audit) listed() {
	for i, r := range a.bars {
		if r.ID == Listed {
			asked := *r
			asked.Kind, asked.Severity = rules.Inferred, rules.High
			a.rules = append(a.rules, &asked)
			a.bars = slices.Delete(slices.Clone(a.bars), i, i+1)
			return
		}
	}
}

// sealedList is a list of sealed hashes, read.
type sealedList struct {
	head    suppress.Head
	entries []suppress.Entry
	sum     string
	bytes   int64
}

// suppressionList opens a list: one of sealed hashes is read at once, lest another key
// than its own pass for no hit; any other is a register like those of the audit file, of
// objections to every channel where it does not say more.
func (a *audit) suppressionList(path string) (registerTarget, error) {
	if database.IsAddress(path) {
		return registerTarget{}, errors.New("a database is no list: expected a file, or declare the table as a register of objections in the audit file")
	}
	data, err := readHead(path)
	if err != nil {
		return registerTarget{}, err
	}
	if !suppress.Is(data) {
		reg := &auditfile.Register{Relation: "suppression"}
		reg.Facts = auditfile.Row{"kind": "objection", "channel": "all"}
		return registerTarget{reg: reg, path: path}, nil
	}
	seal := identity.NewSeal(a.opt.Key)
	if seal == nil {
		return registerTarget{}, errors.New(path + " is a list of keyed hashes: give the key that it was made with as LEADLINT_KEY")
	}
	if data, err = os.ReadFile(path); err != nil {
		return registerTarget{}, err
	}
	head, entries, err := suppress.Read(bytes.NewReader(data), a.schema, seal.Check())
	if err != nil {
		return registerTarget{}, errors.New(path + ": " + err.Error())
	}
	sum := sha256.Sum256(data)
	list := &sealedList{head: head, entries: entries, sum: hex.EncodeToString(sum[:]), bytes: int64(len(data))}
	return registerTarget{reg: &auditfile.Register{Relation: "suppression"}, path: path, sealed: list}, nil
}

// readHead gives the first bytes of a file.
func readHead(path string) (data []byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	data = make([]byte, 64)
	n, _ := f.Read(data) // an empty file has no head
	return data[:n], nil
}

// sealedRows hands the entries of a list to the tables that rules join. The list is made
// by leadlint: how it is kept is not examined.
func (a *audit) sealedRows(p *pass, t registerTarget) {
	meetings := a.meetings("suppression")
	err := suppress.Batches(a.schema, t.sealed.entries, func(b *facts.Batch) error {
		look(meetings, b)
		return p.add(b)
	})
	if err != nil {
		a.lost(t.path, "", failure(err))
	}
	if p.evaluate {
		a.report.Inputs = append(a.report.Inputs, finding.Input{
			Name: t.path, Format: "suppression list", Relation: "suppression", Rows: int64(len(t.sealed.entries)), SHA256: t.sealed.sum, Bytes: t.sealed.bytes,
		})
	}
}

// registered hands rows of a register to those takers that want them.
func (a *audit) registered(p *pass, b *facts.Batch) error {
	if !p.evaluate {
		return nil
	}
	for _, t := range a.opt.Takers {
		if r, ok := t.(take.Registrar); ok {
			if err := r.Register(a.schema.Relation(p.relation), b); err != nil {
				return err
			}
		}
	}
	return nil
}
