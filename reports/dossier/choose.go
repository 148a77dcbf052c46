package dossier

import (
	"slices"

	"leadlint/scanner/dossier"
)

// Choice is the language of a dossier and why it was taken.
type Choice struct {
	// Lang is one of Languages.
	Lang string `json:"lang"`
	// By is "language" or "country" where records of the person say so, "derived" where a
	// number or address points to a country, "chosen" where the controller says so,
	// "default" where nothing does: English.
	By string `json:"by"`
	// Country is the one that decided, empty for none.
	Country string `json:"country,omitempty"`
}

// Choose takes the language asked for, else the first one recorded of the person, else
// that of the person's recorded country, else that of the country which a number or
// address of the person points to, as far as there are words for it.
func Choose(asked string, d *dossier.Dossier) Choice {
	if asked != "" {
		return Choice{Lang: asked, By: "chosen"}
	}
	for _, by := range []string{"language", "country", "derived"} {
		for _, l := range d.Languages {
			if l.By == by && slices.Contains(Languages(), l.Code) {
				if by != "language" {
					return Choice{Lang: most(l, d.Languages), By: by, Country: l.Country}
				}
				return Choice{Lang: l.Code, By: by}
			}
		}
	}
	return Choice{Lang: "en", By: "default"}
}

// most gives, of the official languages of a country, the one that most of its people
// speak.
func most(l dossier.Language, all []dossier.Language) string {
	first := map[string]string{"BE": "nl", "CH": "de", "LU": "fr", "IE": "en", "MT": "en", "CA": "en", "FI": "en"}[l.Country]
	for _, o := range all {
		if o.Country == l.Country && o.By == l.By && o.Code == first {
			return first
		}
	}
	return l.Code
}
