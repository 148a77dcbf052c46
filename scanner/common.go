package scanner

import (
	"strings"
	"sync/atomic"

	"leadlint/rules/facts"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// meeting watches whether the persons of a table can be held against those of a
// joined one at all: addresses against numbers cannot.
type meeting struct {
	need  engine.JoinNeed
	table *engine.Table
	// own is the field of the table's own relation that holds the persons.
	own int
	// met says that some row has an identity of a kind that the table has; alike, that
	// some row has a fingerprint, as the table has.
	met, alike atomic.Bool
}

// meetings are the joined tables of persons that the rules on a relation ask.
func (a *audit) meetings(relation string) []*meeting {
	own := a.schema.Relation(relation).Index("person")
	if own < 0 {
		return nil
	}
	var out []*meeting
	for _, need := range a.joinNeeds([]string{relation}) {
		table := a.env.Tables[need.ID()]
		f := a.schema.Relation(need.Relation).Field(need.Key)
		if f.Name == "person" && table != nil && table.Stats().Rows > table.Stats().Keyless {
			out = append(out, &meeting{need: need, table: table, own: own})
		}
	}
	return out
}

// look notes whether some row of the batch has an identity of a kind that the
// table has; it is cheap once one had.
func (m *meeting) look(b *facts.Batch) {
	if m.met.Load() {
		return
	}
	alike := m.alike.Load()
	for _, h := range b.Cols[m.own].Keys {
		switch {
		case !m.table.Holds(h.Kind()):
		case h.Kind() != facts.KindDigest:
			m.met.Store(true)
			return
		case !alike:
			alike = true
			m.alike.Store(true)
		}
	}
}

func look(list []*meeting, b *facts.Batch) {
	for _, m := range list {
		m.look(b)
	}
}

// begin forgets what was met before a piece of a table is read.
func begin(list []*meeting) {
	for _, m := range list {
		m.met.Store(false)
		m.alike.Store(false)
	}
}

// unmet lists the relations of the joins that no row could be held against.
func (a *audit) unmet(relation string, met map[string]bool) []string {
	var out []string
	for _, need := range a.joinNeeds([]string{relation}) {
		if could, known := met[need.ID()]; known && !could {
			out = append(out, need.Relation)
		}
	}
	return out
}

// strangers tells of the joined relations that nothing could be held against.
func (a *audit) strangers(input, table string, rows int64, unmet []string) {
	if rows == 0 || len(unmet) == 0 {
		return
	}
	var en, fr []string
	for _, relation := range unmet {
		label := a.schema.Relation(relation).Label
		en, fr = append(en, label.EN), append(fr, label.FR)
	}
	a.issue(input, table, finding.Issue{Severity: "warning", Count: int64(len(en)), Message: finding.Text{
		EN: "its persons have no kind of identity in common (e-mail address, telephone number, profile page, identifier of one system) with those of: " +
			strings.Join(en, ", ") + "; nothing was compared, and what depends on it is not shown: supply a common column, or state the system of the identifiers (ids)",
		FR: "ses personnes n'ont aucun type d'identité en commun (adresse électronique, numéro de téléphone, page de profil, identifiant d'un même système) avec celles de : " +
			strings.Join(fr, ", ") + " ; rien n'a été rapproché et ce qui en dépend est non établi : fournissez une colonne commune ou indiquez le système des identifiants (ids)",
	}})
}
