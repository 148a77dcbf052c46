package identity

import (
	"regexp"
	"strings"
)

// Control gives the id of an article as a control of a catalogue: "gdpr-5-1-e" for
// "5(1)(e)", "gdpr-rec-47" for "rec. 47", "cpce-l34-5" for "CPCE L34-5". It is a token of
// lower-case letters, digits and hyphens, "unnamed" where the code has none of them.
func Control(code string) string {
	var b strings.Builder
	if code != "" && (code[0] >= '0' && code[0] <= '9' || strings.HasPrefix(code, "rec. ")) {
		b.WriteString("gdpr-")
	}
	hyphen := true
	for _, r := range strings.ToLower(code) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
			hyphen = false
		} else if !hyphen {
			b.WriteByte('-')
			hyphen = true
		}
	}
	if id := strings.TrimSuffix(b.String(), "-"); id != "" && (id[0] < '0' || id[0] > '9') {
		return id
	}
	return "unnamed"
}

// gdprELI is where the Official Journal keeps the GDPR.
const gdprELI = "http://data.europa.eu/eli/reg/2016/679/"

// citation takes an article of the GDPR apart: article, paragraph, point.
var citation = regexp.MustCompile(`^(\d{1,2})(?:\((\d{1,2})\))?(?:\(([a-z])\))?$`)

// ELI gives the European Legislation Identifiers of an article of the GDPR; two for
// "13/14", none for recitals and other laws.
func ELI(code string) []string {
	var out []string
	for _, one := range strings.Split(code, "/") {
		m := citation.FindStringSubmatch(one)
		if m == nil {
			return nil
		}
		uri := gdprELI + "art_" + m[1]
		if m[2] != "" {
			uri += "/par_" + m[2]
		}
		if m[3] != "" {
			uri += "/pnt_" + m[3]
		}
		out = append(out, uri+"/oj")
	}
	return out
}
