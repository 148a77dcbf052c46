package vcard

import (
	"leadlint/scanner/dataset/read/damage"
	"leadlint/scanner/finding"
)

// message is why a card was passed over.
type message int

const (
	noEnd message = iota
	tooLong
)

func (m message) text() finding.Text {
	if m == noEnd {
		return damage.Text("skipped: the card has no END:VCARD", "ignorée : la carte n'a pas de END:VCARD")
	}
	return damage.Text("skipped: the card is longer than 4 MiB", "ignorée : la carte dépasse 4 Mio")
}

var (
	outside  = damage.Text("text between cards was not read", "du texte entre les cartes n'a pas été lu")
	badLine  = damage.Text("a line that is no property (NAME:value) was not read", "une ligne qui n'est pas une propriété (NOM:valeur) n'a pas été lue")
	notUTF8  = damage.Text("text that is not UTF-8 was read as windows-1252", "du texte qui n'est pas en UTF-8 a été lu comme windows-1252")
	noRecord = damage.Text("skipped: the card has no property that can be read", "ignorée : la carte n'a aucune propriété lisible")
)
