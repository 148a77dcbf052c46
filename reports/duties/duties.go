// Package duties puts the articles that findings cite into the order in which a
// decision of the CNIL's restricted committee treats the duties.
package duties

import (
	"slices"
	"strconv"
	"strings"
)

// Duty is one head of a decision's reasons. Its value is the stem of the
// message keys that name it.
type Duty string

// The duties, in the order in which a decision treats them.
const (
	// Applicability: territorial scope and controllership.
	Applicability Duty = "applicability"
	// LegalBasis: lawfulness, consent, special categories.
	LegalBasis Duty = "legal_basis"
	// Retention: storage limitation.
	Retention Duty = "retention"
	// Quality: purpose limitation, minimisation, accuracy.
	Quality Duty = "quality"
	// Transparency: information of the persons.
	Transparency Duty = "transparency"
	// Rights: access, rectification, erasure, restriction, objection.
	Rights Duty = "rights"
	// Prospecting: electronic communications and telephone canvassing.
	Prospecting Duty = "prospecting"
	// Accountability: security, processors, records, transfers, the authority,
	// and every article that belongs nowhere else.
	Accountability Duty = "accountability"
)

// All lists the duties in order.
func All() []Duty {
	return []Duty{
		Applicability, LegalBasis, Retention, Quality, Transparency, Rights, Prospecting, Accountability,
	}
}

// Of gives the duty that a finding with these primary articles is treated
// under: that of the first article that names a duty of its own. The principle
// of accountability and its kin (Art. 5(2), 24, 25) stand beside another duty
// in most rules and so decide only when they are alone.
func Of(primary []string) Duty {
	for _, article := range primary {
		if d := of(article); d != Accountability {
			return d
		}
	}
	return Accountability
}

// Rank gives the position of d in All, its length for an unknown one.
func (d Duty) Rank() int {
	if i := slices.Index(All(), d); i >= 0 {
		return i
	}
	return len(All())
}

// of gives the duty of one article code ("5(1)(e)", "13/14", "CPCE L34-5").
func of(article string) Duty {
	switch {
	case strings.HasPrefix(article, "CPCE"), strings.HasPrefix(article, "C. conso"):
		return Prospecting
	case strings.HasPrefix(article, "5(1)(e)"):
		return Retention
	case strings.HasPrefix(article, "5(1)(b)"), strings.HasPrefix(article, "5(1)(c)"), strings.HasPrefix(article, "5(1)(d)"):
		return Quality
	case strings.HasPrefix(article, "5(1)(a)"):
		return LegalBasis
	}
	switch n := number(article); {
	case n >= 1 && n <= 3, n == 26, n == 27:
		return Applicability
	case n == 4, n >= 6 && n <= 11:
		return LegalBasis
	case n >= 12 && n <= 14:
		return Transparency
	case n >= 15 && n <= 23:
		return Rights
	}
	return Accountability
}

// number gives the article number that a GDPR code begins with, 0 if it begins
// with none.
func number(article string) int {
	end := 0
	for end < len(article) && article[end] >= '0' && article[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(article[:end])
	if err != nil {
		return 0
	}
	return n
}
