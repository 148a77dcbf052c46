package recognise

import (
	"strings"

	"leadlint/scanner/dataset/values"
)

// variant is a header with something cut off.
type variant struct {
	key string
	// second says that the header counted a second or later one.
	second bool
}

// prefixes and suffixes say whose datum it is, or nothing.
const (
	prefixes = " contact contacts person persons people lead leads prospect prospects customer customers client clients member subscriber profile individual candidate applicant " +
		"primary main default current mailing properties property attributes traits fields field data record row raw clean normalized normalised final best my your known verified custom cf " +
		"the new original person's contact's principal principale principaux actuel actuelle aktuell aktuelle personne kunde kontakt cliente contacto persona contatto "
	suffixes = " value values field c raw optional required string text1 col column contact person lead prospect client customer personne kontakt kontakts kunde kunden contacto contatto interessado interesado persona input current actuel actuelle "
)

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
	if companyish(plain) {
		return out
	}
	segments := strings.FieldsFunc(header, func(r rune) bool { return strings.ContainsRune("./:[]>|", r) })
	if n := len(segments); n > 1 {
		last, again := dropNumbers(strings.Fields(values.Fold(segments[n-1])))
		add(strings.Join(last, " "), second || again)
		if n > 2 {
			two, again := dropNumbers(strings.Fields(values.Fold(segments[n-2] + " " + segments[n-1])))
			add(strings.Join(two, " "), second || again)
		}
		first, again := dropNumbers(strings.Fields(values.Fold(segments[0])))
		if w := segments[n-1]; generic(values.Fold(w)) {
			add(strings.Join(first, " "), second || again)
		}
	}
	return out
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
		if number == "" || len(number) > 2 || len(letters) == 1 || w == "md5" {
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
	front := words
	for len(front) > 1 && strings.Contains(prefixes, " "+front[0]+" ") {
		front = trimLittle(front[1:])
	}
	end := words
	for len(end) > 1 && strings.Contains(suffixes, " "+end[len(end)-1]+" ") {
		end = trimLittle(end[:len(end)-1])
	}
	both := front
	for len(both) > 1 && strings.Contains(suffixes, " "+both[len(both)-1]+" ") {
		both = trimLittle(both[:len(both)-1])
	}
	return [][]string{front, end, both}
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
