package jsonrows

import (
	"leadlint/scanner/dataset/read/damage"
	"leadlint/scanner/finding"
)

// message is why something was not read.
type message int

const (
	wantObject message = iota
	wantKey
	wantColon
	wantComma
	wantValue
	unterminated
	badEscape
	tooDeep
	textAfter
	tooLong
	cutShort
)

// text gives the message for coverage.
func (m message) text() finding.Text {
	switch m {
	case wantObject:
		return damage.Text("skipped: a record must be a JSON object {…}",
			"ignoré : un enregistrement doit être un objet JSON {…}")
	case wantKey:
		return damage.Text(`skipped: expected a key in double quotes`,
			"ignoré : une clé entre guillemets doubles était attendue")
	case wantColon:
		return damage.Text("skipped: expected ':' after the key", "ignoré : « : » était attendu après la clé")
	case wantComma:
		return damage.Text("skipped: expected ',' or the closing bracket after the value",
			"ignoré : une virgule ou le crochet fermant était attendu après la valeur")
	case wantValue:
		return damage.Text("skipped: expected a JSON value", "ignoré : une valeur JSON était attendue")
	case unterminated:
		return damage.Text("skipped: a string is not closed", "ignoré : une chaîne n'est pas fermée")
	case badEscape:
		return damage.Text(`skipped: unknown escape after '\' in a string`,
			`ignoré : séquence inconnue après « \ » dans une chaîne`)
	case tooDeep:
		return damage.Text("skipped: objects or arrays are nested deeper than 64 levels",
			"ignoré : objets ou tableaux imbriqués sur plus de 64 niveaux")
	case textAfter:
		return damage.Text("skipped: text after the end of the record",
			"ignoré : du texte suit la fin de l'enregistrement")
	case tooLong:
		return damage.Text("skipped: the record is longer than 4 MiB",
			"ignoré : l'enregistrement dépasse 4 Mio")
	default:
		return damage.Text("the input ends in the middle of a record; it may have been cut short",
			"l'entrée finit au milieu d'un enregistrement ; elle a peut-être été tronquée")
	}
}
