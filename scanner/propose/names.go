package propose

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"leadlint/scanner/dataset/values"
	"leadlint/scanner/finding"
)

// compare looks at entries beside each other and at their names: an earlier
// state of a dataset, a copy of it for tests, and preferences from before a
// migration have the form of their originals.
func compare(entries []Entry) {
	preferences(entries)
	for i := range entries {
		e := &entries[i]
		if e.Kind != Dataset {
			continue
		}
		e.copied()
		if e.Kind == Dataset && slices.ContainsFunc(entries, func(o Entry) bool { return later(&o, e) }) {
			e.snapshot()
		}
	}
}

// preferences makes stores of preferences unsure that may be those from before
// a migration: by their name, or because there are several.
func preferences(entries []Entry) {
	var list []*Entry
	named := false
	for i := range entries {
		if e := &entries[i]; e.Kind == Register && e.Choices[0].Relation == "preference" {
			list = append(list, e)
			named = named || says(e.Path, earlier)
		}
	}
	for _, e := range list {
		now := e.Choices[0]
		before := now
		before.Relation = "preference_before"
		switch {
		case says(e.Path, earlier):
			e.Kind, e.Choices = Unsure, []Choice{before, now}
			e.Reason = finding.Text{EN: "its name says that it is from before; is it the state before a migration?",
				FR: "son nom dit qu'il est antérieur ; est-ce l'état d'avant une migration ?"}
		case !named && len(list) > 1:
			e.Kind, e.Choices = Unsure, []Choice{now, before}
			e.Reason = finding.Text{EN: "several files hold preferences; is it the state before a migration, or the one in force?",
				FR: "plusieurs fichiers contiennent des préférences ; est-ce l'état d'avant une migration, ou celui en vigueur ?"}
		}
	}
}

var (
	dated    = regexp.MustCompile(`(?:^|\D)((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?(?:\D|$)`)
	yearly   = regexp.MustCompile(`(?:^|\D)((?:19|20)\d{2})(?:\D|$)`)
	splitter = regexp.MustCompile(`[^\p{L}\p{N}]+`)
)

const (
	forTests    = " test tests testing qa uat recette staging preprod sandbox bac prueba pruebas prova collaudo testdaten "
	development = " dev development developpement entwicklung desarrollo sviluppo "
	research    = " research recherche forschung study etude lab "
	training    = " training formation schulung "
	earlier     = " before avant old ancien ancienne anciennes legacy vorher alt antes prima precedente viejo voor previous source "
)

// says whether a word of a file's name is in a list.
func says(path, words string) bool {
	name := path[strings.LastIndexByte(path, '/')+1:]
	for _, w := range splitter.Split(name, -1) {
		if w != "" && strings.Contains(words, " "+values.Fold(w)+" ") {
			return true
		}
	}
	return false
}

// copied makes a dataset unsure whose name says that it is a copy.
func (e *Entry) copied() {
	for _, c := range []struct{ words, environment string }{{forTests, "test"}, {development, "development"}, {research, "research"}, {training, "training"}} {
		if says(e.Path, c.words) {
			e.Kind, e.Reason = Unsure, finding.Text{EN: "its name speaks of a copy; is it one of production data?",
				FR: "son nom évoque une copie ; est-ce celle de données réelles ?"}
			e.Choices = append([]Choice{{Relation: "copy", Score: e.Choices[0].Score, Reason: e.Choices[0].Reason,
				Facts: []Fact{{"environment", c.environment}}}}, e.Choices...)
			return
		}
	}
}

// day gives the day that a file's name speaks of, the last of a month or year
// that is named without one; empty when it names none.
func day(path string) string {
	name := path[strings.LastIndexByte(path, '/')+1:]
	m := dated.FindStringSubmatch(name)
	if m == nil {
		if y := yearly.FindStringSubmatch(name); y != nil {
			return y[1] + "-12-31"
		}
		return ""
	}
	if m[3] == "" {
		first, err := time.Parse("2006-01", m[1]+"-"+m[2])
		if err != nil {
			return ""
		}
		return first.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	text := m[1] + "-" + m[2] + "-" + m[3]
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return ""
	}
	return text
}

// later says whether o is a later state of the dataset e: it has the same
// columns or some more, and a later day in its name or none.
func later(o, e *Entry) bool {
	mine, other := day(e.Path), day(o.Path)
	if mine == "" || other != "" && other <= mine {
		return false
	}
	contacts := slices.ContainsFunc(o.Choices, func(c Choice) bool { return c.Relation == Contacts })
	return o.Path != e.Path && contacts && !slices.ContainsFunc(e.headers, func(h string) bool { return !slices.Contains(o.headers, h) })
}

// snapshot makes a dataset unsure that has a later state.
func (e *Entry) snapshot() {
	e.Kind, e.Reason = Unsure, finding.Text{
		EN: "another file has the same columns, and a later day, or none, in its name; is this an earlier state of it, of the day given as taken_at?",
		FR: "un autre fichier a les mêmes colonnes et, dans son nom, une date postérieure ou aucune ; est-ce ici un état antérieur, à la date indiquée par taken_at ?"}
	e.Choices = append([]Choice{{Relation: "snapshot", Score: e.Choices[0].Score, Reason: e.Choices[0].Reason,
		Facts: []Fact{{"taken_at", day(e.Path)}}}}, e.Choices...)
}
