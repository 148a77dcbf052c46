package law

import (
	_ "embed" // the tables stand beside the code
	"strings"

	"leadlint/rules/facts"
)

//go:embed articles.tsv
var articleTable string

// The tiers of fine an article falls under.
const (
	// TierHigher is Art. 83(5) GDPR: up to EUR 20 million or 4 % of turnover.
	TierHigher = "83(5)"
	// TierOrder is Art. 83(6) GDPR, disregard of an order: the same maximum.
	TierOrder = "83(6)"
	// TierLower is Art. 83(4) GDPR: up to EUR 10 million or 2 % of turnover.
	TierLower = "83(4)"
	// TierNational is left to national law.
	TierNational = "national"
)

// Article is a provision that rules cite.
type Article struct {
	// Code is how rules write it: "5(1)(e)", "CPCE L34-5". "13/14" stands for
	// Art. 13 when the data came from the person and Art. 14 otherwise.
	Code string
	// Law is GDPR, CPCE (French code of posts and electronic communications),
	// C. conso (French consumer code) or LIL (French act of 6 January 1978).
	Law string
	// Title names its subject in our own words.
	Title facts.Label
	// Tier is one of the tiers above; empty for a provision that carries no fine
	// of its own (definitions, scope, Arts. 10, 24 and 87, which Art. 83(4) and
	// (5) do not list).
	Tier string
}

// Articles lists the provisions in the order of the law. The caller owns the result.
func Articles() []Article {
	rows := table(articleTable, 5)
	out := make([]Article, len(rows))
	for i, r := range rows {
		out[i] = Article{Code: r[0], Law: r[1], Tier: r[2], Title: facts.Label{EN: r[3], FR: r[4]}}
	}
	return out
}

// FindArticle gives the provision with the code, and false when there is none.
// A paragraph that is not listed is not an error of the article: see Tier.
func FindArticle(code string) (Article, bool) {
	for _, a := range Articles() {
		if a.Code == code {
			return a, true
		}
	}
	return Article{}, false
}

// Tier gives the tier of fine of a code. A paragraph without an entry of its
// own has the tier of the provision that holds it; the result is empty for an
// unknown code and for provisions without a fine of their own.
func Tier(code string) string {
	for code != "" {
		if a, ok := FindArticle(code); ok {
			return a.Tier
		}
		code = code[:max(0, strings.LastIndexByte(code, '('))]
	}
	return ""
}

// Cite writes a code as a citation in lang ("fr", else English): "Art. 6 GDPR",
// "art. 6 du RGPD", "Art. L. 34-5 CPCE".
func Cite(code, lang string) string {
	law, number := "GDPR", code
	for _, national := range []string{"CPCE", "C. conso", "LIL"} {
		if rest, ok := strings.CutPrefix(code, national+" "); ok {
			law, number = national, rest
			if n, ok := strings.CutPrefix(rest, "L"); ok {
				number = "L. " + n
			}
		}
	}
	if rest, ok := strings.CutPrefix(code, "rec. "); ok {
		if lang == "fr" {
			return "considérant " + rest + " du RGPD"
		}
		return "recital " + rest + " GDPR"
	}
	if lang != "fr" {
		return "Art. " + number + " " + law
	}
	switch law {
	case "GDPR":
		return "art. " + number + " du RGPD"
	case "CPCE":
		return "art. " + number + " du CPCE"
	case "C. conso":
		return "art. " + number + " du code de la consommation"
	}
	return "art. " + number + " de la loi Informatique et Libertés"
}
