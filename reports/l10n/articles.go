package l10n

import (
	"strings"

	"leadlint/rules/law"
)

// Articles cites articles in short: "Art. 6, 5(1)(e) GDPR"; recitals and the
// provisions of other laws follow ("Art. L. 34-5 CPCE"). An empty list gives "".
func (p *Printer) Articles(codes []string) string {
	var gdpr, others []string
	for _, c := range codes {
		if c != "" && c[0] >= '0' && c[0] <= '9' {
			gdpr = append(gdpr, c)
		} else {
			others = append(others, law.Cite(c, p.lang))
		}
	}
	if len(gdpr) > 0 {
		others = append([]string{p.T("articles.gdpr", strings.Join(gdpr, ", "))}, others...)
	}
	return strings.Join(others, ", ")
}
