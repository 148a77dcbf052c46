package database

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"leadlint/scanner/dataset/read/damage"
	"leadlint/scanner/finding"
)

// sampled is how many records tell whether a table whose columns' names say nothing
// may hold persons.
const sampled = 200

// Choice is what becomes of the tables of a catalogue.
type Choice struct {
	// Selects are what is read, by the name of the base.
	Selects []Select
	// Issues tell what becomes of all the others, and why: "lost" for what may not be
	// read, "note" for what is left out by right.
	Issues []finding.Issue
}

// Choose decides about each table of a catalogue by the names and types of its columns:
// one that may hold persons is read, with what hangs on it. Whether it does hold them
// is for who reads it to tell. sampleOf gives some records of a table, with its columns
// in their order; it is asked where the names say nothing, and may give none.
func Choose(c *Catalog, o Options, sampleOf func(*Table) [][][]byte) Choice {
	ch := chooser{o: o, sampleOf: sampleOf, relater: newRelater(c, o), with: map[*Table][]string{}, left: map[reason][]string{}}
	ch.persons(c)
	read := map[*Table]bool{}
	for _, s := range ch.out.Selects {
		read[s.Base] = true
	}
	for i := range c.Tables {
		if t := &c.Tables[i]; !read[t] {
			ch.told(t)
		}
	}
	ch.tell()
	return ch.out
}

// chooser collects what becomes of tables.
type chooser struct {
	o        Options
	sampleOf func(*Table) [][][]byte
	relater  *relater
	out      Choice
	// with are the tables with which one is read.
	with map[*Table][]string
	left map[reason][]string
}

// reason is why tables are left out.
type reason uint8

// The reasons, in the order in which they are told.
const (
	noPersons reason = iota
	aMachine
	notAsked
	excepted
	aView
	aPartition
	elsewhere
	noMatter
	reasons
)

// persons finds the tables to be read.
func (ch *chooser) persons(c *Catalog) {
	var bases []*Table
	folded := map[*Table]bool{}
	for _, s := range Relate(c, ch.o) {
		bases = append(bases, s.Base)
		for _, t := range s.tables() {
			folded[t] = true
		}
	}
	for i := range c.Tables {
		t := &c.Tables[i]
		if slices.Contains(bases, t) {
			continue
		}
		named := ch.o.named(t) && t.Unreadable == "" && !ch.o.excepts(t)
		if named || !folded[t] && !ch.relater.leave(t) && !machine(t) && registerOf(t) == "" && ch.asked(t) && ch.showsPersons(t) {
			bases = append(bases, t)
		}
	}
	for _, t := range bases {
		if !ch.asked(t) {
			continue
		}
		s := ch.relater.relate(t)
		ch.out.Selects = append(ch.out.Selects, s)
		for _, other := range s.tables() {
			ch.with[other] = append(ch.with[other], t.Full())
		}
	}
	slices.SortFunc(ch.out.Selects, func(a, b Select) int { return strings.Compare(a.Base.Full(), b.Base.Full()) })
}

// asked says whether the options ask for a table.
func (ch *chooser) asked(t *Table) bool { return len(ch.o.Tables) == 0 || anyGlob(ch.o.Tables, t) }

// showsPersons looks at the records of a table whose columns' names say nothing.
func (ch *chooser) showsPersons(t *Table) bool {
	if !slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Kind == Text || c.Kind == JSON || c.Kind == Array }) {
		return false
	}
	rows := ch.sampleOf(t)
	for i := range t.Columns {
		filled, found := 0, 0
		for _, row := range rows {
			if i >= len(row) || len(row[i]) == 0 {
				continue
			}
			filled++
			if reachesOne(row[i]) {
				found++
			}
		}
		if found > 0 && 10*found >= 3*filled {
			return true
		}
	}
	return false
}

// reachesOne says whether a cell has the form of an e-mail address, an international
// number or the address of a profile.
func reachesOne(cell []byte) bool {
	if at := bytes.IndexByte(cell, '@'); at > 0 && len(cell) < 255 {
		return bytes.IndexByte(cell[at:], '.') > 1 && bytes.IndexByte(cell, ' ') < 0
	}
	if bytes.Contains(cell, []byte("linkedin.com/in/")) {
		return true
	}
	digits := 0
	for _, b := range cell {
		if b >= '0' && b <= '9' {
			digits++
		} else if bytes.IndexByte([]byte("+ ().-/"), b) < 0 {
			return false
		}
	}
	return cell[0] == '+' && digits >= 9 && digits <= 15
}

// told notes why a table is not read as one of its own.
func (ch *chooser) told(t *Table) {
	name := t.Full()
	leave := func(r reason) { ch.left[r] = append(ch.left[r], name) }
	switch {
	case ch.o.excepts(t):
		leave(excepted)
	case t.Kind == "partition":
		leave(aPartition)
	case t.Unreadable != "":
		ch.unreadable(t)
	case len(ch.with[t]) > 0:
	case !ch.asked(t):
		leave(notAsked)
	case isView(t) && !ch.o.Views:
		leave(aView)
	case t.Kind == "foreign_table":
		leave(elsewhere)
	case machine(t):
		leave(aMachine)
	case registerOf(t) != "":
		ch.register(t, registerOf(t))
	default:
		ch.adrift(t)
		leave(noPersons)
	}
}

// matters says whether a table, by its name and columns, could say anything of persons.
func matters(t *Table) bool {
	w := words(t.Name)
	return len(t.Columns) == 0 || !machine(t) && (holdsOf(t) != nothing || has(w, consentWords+refusalWords+eventWords+personTables))
}

// unreadable tells of a table that may not be read.
func (ch *chooser) unreadable(t *Table) {
	w := words(t.Name)
	if !matters(t) || !ch.asked(t) && !has(w, consentWords) && !isRefusal(w) {
		ch.left[noMatter] = append(ch.left[noMatter], t.Full())
		return
	}
	name := damage.Names([]string{t.Full()})
	ch.add(damage.Lost, 1, "the table "+name+" was not read: "+t.Unreadable+"; grant SELECT on it, or leave it out by --except",
		"la table "+name+" n'a pas été lue, faute de droit suffisant (message technique, en anglais : "+t.Unreadable+") ; accordez SELECT sur cette table ou écartez-la par --except")
}

// register tells of a table that belongs into the audit file as a register.
func (ch *chooser) register(t *Table, relation string) {
	name := damage.Names([]string{t.Full()})
	en, fr := "the table "+name+" seems to be a list of objections", "la table "+name+" semble être une liste d'oppositions"
	if relation != "suppression" {
		en, fr = "the table "+name+" seems to be a log of messages", "la table "+name+" semble être un journal de messages"
	}
	ch.add(damage.Warning, 1, en+", and was not read as contacts: declare it in the audit file as a register (relation "+relation+") to have contacts checked against it, or name it by --table",
		fr+" et n'a pas été lue comme fichier de contacts : déclarez-la comme registre (relation "+relation+") dans le fichier d'audit pour y confronter les contacts, ou nommez-la par --table")
}

// adrift warns of consents that lead to no person.
func (ch *chooser) adrift(t *Table) {
	if of := shapeOf(t, nil); of != states && of != refusals {
		return
	}
	name := damage.Names([]string{t.Full()})
	ch.add(damage.Warning, 1, "the table "+name+" seems to hold consents or objections, and neither a foreign key nor a column such as contact_id says whose: persons were judged without it; "+
		"give it in the audit file as a register of preferences, or read both by --query",
		"la table "+name+" semble contenir des consentements ou des oppositions, mais ni clé étrangère ni colonne du type contact_id n'indique de qui : les personnes ont été examinées sans elle ; "+
			"déclarez-la comme registre des préférences dans le fichier d'audit, ou lisez les deux ensemble par --query")
}

func (ch *chooser) add(severity string, n int64, en, fr string) {
	ch.out.Issues = append(ch.out.Issues, finding.Issue{Severity: severity, Count: n, Message: damage.Text(en, fr)})
}

// tell makes issues of what was noted.
func (ch *chooser) tell() {
	for _, s := range ch.out.Selects {
		ch.joined(s)
	}
	for _, g := range ch.o.Tables {
		if !slices.ContainsFunc(ch.out.Selects, func(s Select) bool { return matches(g, s.Base) }) {
			ch.add(damage.Lost, 1, fmt.Sprintf("no table that can be read, and may hold persons, is named %q", g), fmt.Sprintf("aucune table lisible, susceptible de contenir des personnes, ne porte le nom « %s »", g))
		}
	}
	for r := range reasons {
		if list := ch.left[r]; len(list) > 0 {
			en, fr := r.text(len(list), damage.Names(list))
			ch.add(damage.Note, int64(len(list)), en, fr)
		}
	}
}

// joined tells what is read with the records of a table.
func (ch *chooser) joined(s Select) {
	others := s.tables()
	if len(others) == 0 {
		return
	}
	var names []string
	for _, t := range others {
		if !slices.Contains(names, t.Full()) {
			names = append(names, t.Full())
		}
	}
	how, comment := "", ""
	for _, c := range s.Children {
		switch c.reading.shape {
		case states, refusals:
			how, comment = "; of consents and objections the latest for each channel counts", " ; des consentements et oppositions, le plus récent compte pour chaque canal"
		}
	}
	base, list := damage.Names([]string{s.Base.Full()}), damage.Names(names)
	ch.add(damage.Note, int64(len(names)), fmt.Sprintf("each record of %s is read with what other tables say of it: %s%s", base, list, how),
		fmt.Sprintf("chaque fiche de %s est lue avec ce qu'en disent d'autres tables : %s%s", base, list, comment))
}

// text words a reason for n tables.
func (r reason) text(n int, names string) (en, fr string) {
	one := func(a, b string) string {
		if n == 1 {
			return a
		}
		return fmt.Sprintf(b, n)
	}
	en = one("1 table", "%d tables")
	fr = one("1 table", "%d tables")
	by := func(e1, e2, f1, f2 string) (string, string) {
		if n == 1 {
			return en + " " + e1 + ": " + names, fr + " " + f1 + " : " + names
		}
		return en + " " + e2 + ": " + names, fr + " " + f2 + " : " + names
	}
	switch r {
	case aMachine:
		return by("keeps the software's own state (migrations, sessions, queues) and was left out", "keep the software's own state (migrations, sessions, queues) and were left out",
			"contient l'état propre du logiciel (migrations, sessions, files d'attente) et a été écartée", "contiennent l'état propre du logiciel (migrations, sessions, files d'attente) et ont été écartées")
	case notAsked:
		return by("is not among those asked for by --table", "are not among those asked for by --table", "ne fait pas partie de celles demandées par --table", "ne font pas partie de celles demandées par --table")
	case excepted:
		return by("was left out by --except", "were left out by --except", "a été écartée par --except", "ont été écartées par --except")
	case aView:
		return by("is a view, which runs what it is made with, and was left out (--views reads it)", "are views, which run what they are made with, and were left out (--views reads them)",
			"est une vue, dont la lecture exécute la requête, et a été écartée (--views la lit)", "sont des vues, dont la lecture exécute la requête, et ont été écartées (--views les lit)")
	case aPartition:
		return by("is a partition, read with the table that it is part of", "are partitions, read with the tables that they are part of", "est une partition, lue avec la table dont elle fait partie", "sont des partitions, lues avec les tables dont elles font partie")
	case elsewhere:
		return by("lies on another server and was left out (name it by --table to read it)", "lie on other servers and were left out (name them by --table to read them)",
			"se trouve sur un autre serveur et a été écartée (nommez-la par --table pour la lire)", "se trouvent sur d'autres serveurs et ont été écartées (nommez-les par --table pour les lire)")
	case noMatter:
		return by("may not be read by this role; by its name and columns it holds no persons", "may not be read by this role; by their names and columns they hold no persons",
			"ne peut être lue par ce rôle ; d'après son nom et ses colonnes, elle ne contient pas de personnes", "ne peuvent être lues par ce rôle ; d'après leurs noms et leurs colonnes, elles ne contiennent pas de personnes")
	}
	return by("holds no column that names, reaches or identifies a person", "hold no column that names, reaches or identifies a person",
		"n'a aucune colonne qui nomme, permette de joindre ou identifie une personne", "n'ont aucune colonne qui nomme, permette de joindre ou identifie une personne")
}
