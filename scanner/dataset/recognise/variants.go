package recognise

import (
	"strings"
)

// variant is a header with something cut off.
type variant struct {
	key string
	// second says that the header counted a second or later one.
	second bool
}

// personWords say whose datum it is, so that any word may follow or precede
// them; frontWords and endWords say nothing there, brands whose export it is.
const (
	personWords = " contact contacts person persons people lead leads prospect prospects customer customers client clients member subscriber individual " +
		"candidate applicant personne kunde kunden kontakt kontakts cliente contacto persona contatto interessado interesado interlocuteur "
	frontWords = " primary main default current mailing properties property attributes traits fields field record row raw clean normalized normalised final " +
		"best my your known verified custom cf new original recommended profile location geo address alt alternate is has "
	endWords = " value values c field fields col column input string optional required obligatoire facultatif number numbers num nr principal principale " +
		"principaux actuel actuelle aktuell "
	brands = " hs hubspot apollo zoominfo lusha kaspr salesforce sf sfdc zoho hunter cognism rocketreach snov dropcontact clearbit pdl mailchimp brevo sendinblue klaviyo pipedrive crm "
)

// bare words say something only beside a word that says whose they are.
func bare(words []string) bool {
	if len(words) != 1 {
		return false
	}
	switch words[0] {
	case "name", "id", "ids", "status", "type", "date", "url", "title", "code", "number", "score", "level", "time", "count", "source", "label", "domain", "nom", "nombre", "nome", "statut", "titre", "titel":
		return true
	}
	return false
}

// variants gives a header without numbers, without words that only say whose
// datum it is, and the ends of paths ("name.givenName"), in that order.
func variants(header, key string) []variant {
	var out []variant
	seen := map[string]bool{key: true, "": true}
	add := func(k string, second bool) {
		if !seen[k] {
			seen[k] = true
			out = append(out, variant{k, second})
		}
	}
	plain, second := dropNumbers(strings.Fields(key))
	add(strings.Join(plain, " "), second)
	for _, words := range strip(plain) {
		add(strings.Join(words, " "), second)
	}
	if companyish(plain) || othersWords(plain) {
		return out
	}
	segments := parts(header)
	n := len(segments)
	if n < 2 {
		return out
	}
	end := headerKey(segments[n-1])
	first, counted := dropNumbers(strings.Fields(headerKey(segments[0])))
	if generic(end) && !anyOf(first, personWords) {
		add(strings.Join(first, " "), second || counted)
	}
	last, counted := dropNumbers(strings.Fields(end))
	if !bare(last) {
		add(strings.Join(last, " "), second || counted)
	}
	if n > 2 {
		two, counted := dropNumbers(strings.Fields(headerKey(segments[n-2] + " " + segments[n-1])))
		add(strings.Join(two, " "), second || counted)
	}
	return out
}

// parts are the parts of a path.
func parts(header string) []string {
	return strings.FieldsFunc(header, func(r rune) bool { return strings.ContainsRune("./:[]>|", r) })
}

// generic says whether the end of a path says nothing of its own.
func generic(word string) bool {
	switch word {
	case "value", "values", "address", "number", "text", "raw", "formatted", "display", "label":
		return true
	}
	return false
}

// dropNumbers drops numbers that count ("phone 2", "job1 title") and says
// whether they count beyond one.
func dropNumbers(words []string) (out []string, second bool) {
	for _, w := range words {
		letters := strings.TrimRight(w, "0123456789")
		number := w[len(letters):]
		if number == "" || len(number) > 2 || len(letters) == 1 && letters != "x" && letters != "c" && letters != "f" && letters != "v" || w == "md5" {
			out = append(out, w)
			continue
		}
		if number != "0" && number != "1" && number != "01" {
			second = true
		}
		if letters != "" {
			out = append(out, letters)
		}
	}
	return out, second
}

// strip cuts words off the front, the end, and both.
func strip(words []string) [][]string {
	front := cut(words, frontWords, func(w []string) (string, []string) { return w[0], w[1:] })
	end := cut(words, endWords, func(w []string) (string, []string) { return w[len(w)-1], w[:len(w)-1] })
	both := cut(front, endWords, func(w []string) (string, []string) { return w[len(w)-1], w[:len(w)-1] })
	return [][]string{front, end, both}
}

// cut takes words off as long as they say nothing of their own. What is left
// is no bare word, unless the last word taken off says whose it is.
func cut(words []string, idle string, split func([]string) (string, []string)) []string {
	for len(words) > 1 {
		word, rest := split(words)
		rest = trimLittle(rest)
		person := strings.Contains(personWords, " "+word+" ")
		if !person && !strings.Contains(idle, " "+word+" ") && !strings.Contains(brands, " "+word+" ") || !person && bare(rest) {
			break
		}
		words = rest
	}
	return words
}

// trimLittle cuts joining words off the ends ("prénom du" → "prénom").
func trimLittle(words []string) []string {
	for len(words) > 1 && strings.Contains(little, " "+words[0]+" ") {
		words = words[1:]
	}
	for len(words) > 1 && strings.Contains(little, " "+words[len(words)-1]+" ") {
		words = words[:len(words)-1]
	}
	return words
}

// rewrite makes the second of something what it is.
func (v variant) rewrite(in []guess) []guess {
	if !v.second {
		return in
	}
	out := make([]guess, len(in))
	for i, g := range in {
		switch g.field {
		case "email":
			g.field = "email_other"
		case "phone":
			g.field = "phone_other"
		case "employer":
			g.field = "previous_employer"
		case "job_title":
			g.field = "previous_job_title"
		}
		out[i] = g
	}
	return out
}
