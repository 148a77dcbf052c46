package message

import (
	"net"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// domainOf gives the host of an address in lower case; "" when there is none.
func domainOf(email string) string {
	i := strings.LastIndexByte(email, '@')
	if i <= 0 || i == len(email)-1 {
		return ""
	}
	return strings.ToLower(strings.Trim(email[i+1:], " .>"))
}

// organisation gives the part of a domain that its owner registered; the domain
// itself where no rule says.
func organisation(domain string) string {
	if net.ParseIP(domain) != nil {
		return domain
	}
	org, err := publicsuffix.EffectiveTLDPlusOne(domain)
	if err != nil {
		return domain
	}
	return org
}

// nameOf gives the name in a domain, "acme" of mail.acme.example; "" when it is too
// short to be recognised in a text.
func nameOf(domain string) string {
	name, _, _ := strings.Cut(organisation(domain), ".")
	if len(name) < 3 {
		return ""
	}
	return name
}

// emailIn gives the first word of a text that is an address; "" when none is.
func emailIn(s string) string {
	for word := range strings.FieldsSeq(s) {
		word = strings.Trim(word, "<>()[]\"'“”«».,;:!?")
		if d := domainOf(word); strings.Contains(d, ".") && strings.Count(word, "@") == 1 {
			return word
		}
	}
	return ""
}
