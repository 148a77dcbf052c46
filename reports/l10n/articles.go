package l10n

import "strings"

// Articles cites articles in short: "Art. 6, 5(1)(e) GDPR"; codes that name
// another law follow ("art. L34-5 CPCE"). An empty list gives "".
func (p *Printer) Articles(codes []string) string {
	var gdpr, others []string
	for _, c := range codes {
		if law, article, ok := otherLaw(c); ok {
			others = append(others, p.T("articles.other", article, law))
		} else {
			gdpr = append(gdpr, c)
		}
	}
	if len(gdpr) > 0 {
		others = append([]string{p.T("articles.gdpr", strings.Join(gdpr, ", "))}, others...)
	}
	return strings.Join(others, ", ")
}

// otherLaw splits a code that names its law ("CPCE L34-5", "C. conso L223-1").
func otherLaw(code string) (law, article string, ok bool) {
	if code == "" || code[0] >= '0' && code[0] <= '9' {
		return "", "", false
	}
	if i := strings.LastIndexByte(code, ' '); i > 0 {
		return code[:i], code[i+1:], true
	}
	return "", "", false
}
