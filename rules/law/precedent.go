package law

import (
	_ "embed" // the tables stand beside the code
	"strconv"
	"strings"

	"leadlint/rules/facts"
)

//go:embed precedents.tsv
var precedentTable string

// PrecedentKind says what authority a precedent has.
type PrecedentKind string

// The kinds of precedent.
const (
	// Decision: of a supervisory authority or a court.
	Decision PrecedentKind = "decision"
	// Guidance: a text of an authority that recommends and does not bind.
	Guidance PrecedentKind = "guidance"
	// Statute: an act of a legislature.
	Statute PrecedentKind = "statute"
)

// Trust says how well the facts of a precedent are known.
type Trust string

// The degrees of trust.
const (
	// TrustA: read in the authority's own text.
	TrustA Trust = "A"
	// TrustB: read in a lawyer's summary or a register of decisions.
	TrustB Trust = "B"
	// TrustC: read in a weak or secondary source only.
	TrustC Trust = "C"
	// Unverified: no source confirms it.
	Unverified Trust = "unverified"
)

// Precedent is a decision, or another text that rules rest on.
type Precedent struct {
	// ID is the key that rules cite.
	ID   string
	Kind PrecedentKind
	// Authority names who decided, with its country: "CNIL (FR)".
	Authority string
	// Reference is the authority's own number; empty when none is known.
	Reference string
	// Date is YYYY-MM-DD, or YYYY-MM or YYYY where no more is known, or empty.
	Date string
	// Organisation is the party concerned; empty when there is none or when the
	// authority hid its name.
	Organisation string
	// Breaches are the articles held to be breached, as codes of Articles. Empty
	// for none held; see BreachesKnown.
	Breaches []string
	// BreachesKnown is false where breaches were held but the articles are not known.
	BreachesKnown bool
	// Fine is the amount in whole units of Currency; 0 when there was none or
	// when it is not known.
	Fine int64
	// Currency is the ISO 4217 code of Fine; empty without a fine.
	Currency string
	// Sanction sums up the outcome besides the amount; for other kinds than
	// Decision it says what the text is about.
	Sanction facts.Label
	// URL is an address to read it at; may be empty.
	URL   string
	Trust Trust
}

// Precedents lists every precedent in the order of the table, the ones nearest
// to contact enrichment first. The caller owns the result.
func Precedents() []Precedent {
	rows := table(precedentTable, 13)
	out := make([]Precedent, len(rows))
	for i, r := range rows {
		p := Precedent{
			ID: r[0], Kind: PrecedentKind(r[1]), Authority: r[2], Reference: r[3], Date: r[4],
			Organisation: r[5], Breaches: list(r[6]), BreachesKnown: true, Currency: r[8],
			Sanction: facts.Label{EN: r[9], FR: r[10]}, URL: r[11], Trust: Trust(r[12]),
		}
		if r[6] == "?" {
			p.Breaches, p.BreachesKnown = nil, false
		}
		if amount, err := strconv.ParseInt(r[7], 10, 64); err == nil {
			p.Fine = amount
		}
		out[i] = p
	}
	return out
}

// Outcome gives the sanction in words with the amount of the fine, such as
// "Fine of EUR 240,000, and order to comply"; empty where nothing is known.
func (p Precedent) Outcome() facts.Label {
	out := p.Sanction
	if p.Fine > 0 {
		out.EN = withAmount(out.EN, "Fine", "Fine of "+p.Currency+" "+grouped(p.Fine, ","))
		out.FR = withAmount(out.FR, "Amende", "Amende de "+grouped(p.Fine, "\u202f")+" "+p.Currency)
	}
	return out
}

// withAmount puts the amount in the place of the word that begins the text, or
// before a text that begins otherwise.
func withAmount(text, word, amount string) string {
	if rest, ok := strings.CutPrefix(text, word); ok {
		return amount + strings.TrimPrefix(rest, "s") // the amount is the sum of several
	}
	if text == "" {
		return amount
	}
	return amount + "; " + text
}

// grouped writes a number with a separator between thousands.
func grouped(n int64, sep string) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return s
}

// FindPrecedent gives the precedent with the ID, and false when there is none.
func FindPrecedent(id string) (Precedent, bool) {
	for _, p := range Precedents() {
		if p.ID == id {
			return p, true
		}
	}
	return Precedent{}, false
}
