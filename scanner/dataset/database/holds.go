package database

import "strings"

// holding is what the columns of a table let expect of it.
type holding uint8

const (
	// nothing: no column names, reaches or identifies a person.
	nothing holding = iota
	// reaches: e-mail addresses, numbers or profiles without a name.
	reaches
	// persons: a name of persons.
	persons
)

// holdsOf tells by the names of the columns.
func holdsOf(t *Table) holding {
	named, plain, reach, trait := 0, false, false, false
	for _, c := range t.Columns {
		w := words(c.Name)
		if c.Kind == Binary || c.Kind == Boolean || idWords(c.Name) != nil {
			continue
		}
		switch {
		case has(w, staffWords) && !has(words(t.Name), staffWords):
		case names(w) && !(len(w) == 1 && strings.Contains(" nom nombre nome ", " "+w[0]+" ")):
			named++
		case len(w) == 1 && strings.Contains(" name nom nombre nome ", " "+w[0]+" "):
			plain = true
		case has(w, reachWords) && c.Kind != Timestamp && c.Kind != Date:
			reach = true
		case has(w, traitWords):
			trait = true
		}
	}
	company := about(t, companyTables)
	switch {
	case named > 0, plain && (reach || trait) && !company, trait && about(t, personTables):
		return persons
	case reach:
		return reaches
	case plain && about(t, personTables) && !company:
		return persons
	}
	return nothing
}

// machine says whether a table is the software's own: migrations, sessions, queues.
func machine(t *Table) bool {
	name := strings.ToLower(t.Name)
	if strings.Contains(machineTables, " "+name+" ") {
		return true
	}
	w := words(t.Name)
	return len(w) > 0 && len(w) <= 3 && in(w[len(w)-1], " migration session cache queue lock job ") && holdsOf(t) != persons
}

// shape is what the rows of a child say of the record that they name.
type shape uint8

const (
	// apart: nothing that is read with the record.
	apart shape = iota
	// states: consents and preferences.
	states
	// refusals: each row is an objection.
	refusals
	// events: activities, calls, messages.
	events
	// points: further addresses and numbers, origins, notes.
	points
)

// shapeOf tells what a child holds by its name and columns. link gives the columns that
// lead to the record, which say nothing of it.
func shapeOf(t *Table, link []string) shape {
	w := words(t.Name)
	var status, refuse, date, text bool
	for _, c := range own(t, link) {
		cw := words(c.Name)
		switch {
		case c.Kind == Timestamp || c.Kind == Date || len(cw) > 1 && in(cw[len(cw)-1], " at date on time "):
			date = true
		case isRefusal(cw):
			refuse = true
		case isChoice(cw):
			status = true
		case c.Kind == Text || c.Kind == Array || c.Kind == JSON:
			text = true
		}
	}
	joined := strings.Join(w, " ")
	switch {
	case isRefusal(w) && !has(w, consentWords):
		return refusals
	case (has(w, consentWords) || strings.Contains(joined, "opt in")) && (status || refuse):
		return states
	case holdsOf(t) == persons:
		return apart
	case has(w, noteWords) && text:
		return points
	case (has(w, eventWords) || isSent(t)) && date:
		return events
	case holdsOf(t) == reaches && !about(t, companyTables), has(w, reachWords) && text, about(t, addressTables), about(t, originTables) && !has(w, eventWords):
		return points
	}
	return apart
}

// registerOf gives the relation of which a table with addresses of persons seems to be
// a register, rather than a list of contacts: "suppression" or "send"; empty for none.
func registerOf(t *Table) string {
	if holdsOf(t) != reaches {
		return ""
	}
	switch of := shapeOf(t, nil); {
	case of == refusals:
		return "suppression"
	case of == events && isSent(t) && about(t, " send sending mail message email call delivery log history activity newsletter "):
		return "send"
	}
	return ""
}

// isRefusal says whether words speak of an objection ("do not call", "opt out").
func isRefusal(w []string) bool {
	joined := " " + strings.Join(w, " ") + " "
	return has(w, refusalWords) || has(w, refuseColumns) || strings.Contains(joined, " opt out ") || strings.Contains(joined, " opted out ") || strings.Contains(joined, " do not ")
}

// isChoice says whether words speak of a state of consent.
func isChoice(w []string) bool {
	joined := " " + strings.Join(w, " ") + " "
	return in(w[len(w)-1], statusColumns) || has(w, consentWords) || strings.Contains(joined, " opt in ") || strings.Contains(joined, " opted in ")
}

// isSent says whether a table of e-mails or the like holds messages and no addresses.
func isSent(t *Table) bool {
	for _, c := range t.Columns {
		w := words(c.Name)
		if has(w, " sent direction subject received delivered opened clicked duration ") {
			return true
		}
	}
	return false
}

// own lists the columns of a child that say something: no keys, no links, no secrets of
// the software, no binary.
func own(t *Table, link []string) []Column {
	var out []Column
	for _, c := range t.Columns {
		w := words(c.Name)
		skip := c.Kind == Binary || len(w) == 0 || w[0] == "id" && len(w) == 1 || idWords(c.Name) != nil
		for _, l := range link {
			skip = skip || l == c.Name
		}
		if !skip {
			out = append(out, c)
		}
	}
	return out
}
