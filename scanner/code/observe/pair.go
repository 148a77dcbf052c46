package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// object gives what the values of an object hold, and what its keys are about.
func (w *walker) object(n *tree.Node) val {
	v := val{form: ValueObject, typ: n.Text}
	old := w.at
	if n.Text != "" {
		nm := w.o.name([]byte(n.Text))
		w.at.keys, w.at.owner, w.at.ownerAbout = "", n.Text, nm.about
	}
	shared := w.sharedChoices(n)
	for _, k := range n.Kids {
		if k == nil {
			continue
		}
		if k.Kind != tree.Pair {
			v = join(v, w.operand(k))
			continue
		}
		w.at.shared = shared.besides(w, k)
		x := w.pair(k)
		v = join(v, x)
		v.keys |= w.o.name([]byte(k.Text)).about | x.keys
	}
	w.at = old
	v.form = ValueObject
	if len(n.Kids) == 0 {
		v.form = ValueEmpty
	}
	v.days, v.text = Amount{}, ""
	return v
}

// pair walks key: value, and notes it where something in it is recognised.
func (w *walker) pair(n *tree.Node) val {
	key := n.Text
	if k := n.Kid(1); k != nil {
		x := w.operand(k)
		if x.constant {
			key = x.text
		}
	}
	dotted := key
	if w.at.keys != "" {
		dotted = w.at.keys + "." + key
	}
	nm := w.seen([]byte(dotted))
	if w.at.keys == "" && w.at.ownerAbout&AboutPerson != 0 && nm.about == 0 {
		copied := *nm
		copied.about = w.o.name([]byte(w.at.owner + "." + key)).about
		nm = &copied
	}
	shared := w.at.shared
	w.at.shared = 0
	old := w.at
	if w.at.operation == OperationUpsert && insertsOnly(key) || w.at.operation == OperationUpdate && key == "$setOnInsert" {
		w.at.operation = OperationInsert
	}
	w.at.keys = dotted
	if !w.writesInto(key, &old) {
		w.at.owner, w.at.ownerAbout = dotted, nm.about
	}
	w.at.hint = key
	v := w.operand(n.Kid(0))
	w.at = old
	if n.Kid(0) == nil {
		v = val{form: ValueNone}
	}
	if w.lang == LanguageJson && ofPackage(dotted, w.filePath) {
		v.hosts = 0
	}
	if v.constant && (key == "name" || key == "Name" || key == "key") {
		// An object that is named like a cookie is one: {name: "li_at", value: v}.
		if of := w.o.text(v.text).subjects; of&AboutCookie != 0 {
			v.carries |= of
		}
	}
	if !v.clean && (v.form == ValueVariable || v.form == ValueCall || v.form == ValueExpression) {
		v.carries |= besides(w.own(nm), v.carries)
	}
	if shared != 0 {
		v.carries = v.carries&^(nm.about&allChannels) | shared
	}
	w.pairFact(n, nm, &v)
	v.topics |= nm.about
	return v
}

// ofPackage says whether a key of the file in which a package tells its own name tells
// who made it and where it is kept.
func ofPackage(key, path string) bool {
	file := path[strings.LastIndexByte(path, '/')+1:]
	if file != "package.json" && file != "composer.json" && file != "bower.json" {
		return false
	}
	first, _, _ := strings.Cut(key, ".")
	switch first {
	case "author", "authors", "contributors", "maintainers", "homepage", "repository", "bugs", "funding", "support", "license", "sponsor":
		return true
	}
	return false
}

// telling are the subjects of an object for which all its pairs are noted.
const telling = AboutConsent | AboutMarketing | AboutOptOut | AboutPreference | AboutTerms | AboutThirdParty | AboutRetention |
	AboutExpiry | AboutRobots | AboutVisibility | AboutErasure | AboutSecret | AboutProxy | AboutDelay | AboutConcurrency

func (w *walker) pairFact(n *tree.Node, nm *name, v *val) {
	if nm.about&^AboutThing == 0 && !nm.named && !v.interesting && v.hosts == 0 && v.carries == 0 &&
		!(nm.ownerAbout&telling != 0 && w.at.callee == "" && v.form != ValueObject) {
		return
	}
	f := w.note(KindPair, n.Start, n.End)
	f.called(nm)
	if w.at.keys == "" || w.at.owner != "" && w.at.owner != w.at.keys && wrapsWritten(w.at.keys) {
		f.Owner, f.OwnerAbout = w.at.owner, w.at.ownerAbout
	}
	f.Callee, f.Does, f.Operation = w.at.callee, w.at.does, w.at.operation
	w.put(f, v)
	w.given(f, v)
	f.Members = v.keys
	if w.at.operation == OperationSelect || w.at.does&^(DoesSelect|DoesReadStorage) == 0 && w.at.does != 0 || strings.HasPrefix(f.Name, "where.") {
		w.handled(v.carries, 0)
	} else {
		w.handled(v.carries, nm.about)
	}
}
