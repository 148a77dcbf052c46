package law

import (
	"slices"
	"strings"
)

// The values of Adequacy, those of the field recipient.adequacy.
const (
	InEEA       = "eea"
	Adequate    = "adequate"
	Conditional = "conditional"
	NotAdequate = "not_adequate"
)

// EEA says whether the GDPR applies on the territory (ISO 3166-1 alpha-2) as
// one of the EU or EEA. The outermost regions of France (GP, GF, MQ, RE, YT,
// MF) and Åland (AX) belong to the Union and have codes of their own; overseas
// territories outside it (NC, PF, BL, PM, AW, GL, …) and Svalbard do not.
func EEA(iso2 string) bool {
	return slices.Contains(strings.Fields(`
AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK
IS LI NO
AX GF GP MF MQ RE YT`), iso2)
}

// Adequacy says whether data may go to the country (ISO 3166-1 alpha-2) without
// a safeguard of Art. 46: eea, adequate (a decision of the Commission under
// Art. 45 covers all recipients), conditional (a decision covers some recipients
// only) or not_adequate. It is empty for an empty code. Known as of November
// 2026; decisions may be repealed, so reports date the statement.
//
// Conditional are CA (recipients subject to the federal act on the private
// sector) and US (recipients certified under the Data Privacy Framework,
// decision of 10 July 2023). GB rests on the decision renewed in December 2025,
// BR on the decision of 26 January 2026; both were read in secondary sources.
func Adequacy(iso2 string) string {
	switch {
	case iso2 == "":
		return ""
	case EEA(iso2):
		return InEEA
	case iso2 == "CA" || iso2 == "US":
		return Conditional
	case slices.Contains(strings.Fields(`AD AR BR CH FO GB GG IL IM JE JP KR NZ UY`), iso2):
		return Adequate
	}
	return NotAdequate
}
