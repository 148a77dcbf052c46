package dossier

import (
	"slices"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/values"
)

// withheld says why no cell of a dataset's column may be shown; empty when they may.
func withheld(header, field string) Reason {
	switch field {
	case "credentials":
		return Secret
	case "owner", "created_by", "third_person_name", "third_person_phone":
		return OtherPerson
	case "", "record_visibility", "ops", "none":
		return withheldByWords(header)
	}
	if secretHeader(header) {
		return Secret
	}
	return ""
}

// withheldOfRegister does so for a register's column.
func withheldOfRegister(header, field string) Reason {
	if field != "" && field != "person" {
		return "" // the register's own fields are states, days and organisations
	}
	return withheldByWords(header)
}

// withheldByWords goes by the words of a header that is not understood.
func withheldByWords(header string) Reason {
	if secretHeader(header) {
		return Secret
	}
	for _, w := range strings.Fields(values.Fold(header)) {
		if slices.Contains(otherWords(), w) {
			return OtherPerson
		}
	}
	return ""
}

// secretHeader says whether a header names what gives access.
func secretHeader(header string) bool {
	folded := " " + values.Fold(header) + " "
	return slices.ContainsFunc(secretWords(), func(w string) bool { return strings.Contains(folded, " "+w+" ") })
}

func secretWords() []string {
	return []string{
		"password", "passwd", "pwd", "passphrase", "passcode", "pin", "otp", "secret", "token", "tokens", "api key", "apikey", "access key", "private key",
		"session", "session id", "cookie", "salt", "mot de passe", "mdp", "jeton", "passwort", "kennwort", "contrasena", "clave de acceso", "wachtwoord", "haslo", "senha", "palavra passe", "parola d accesso",
	}
}

// otherWords make a column about somebody beside the person.
func otherWords() []string {
	return []string{
		"owner", "manager", "supervisor", "boss", "referrer", "referred", "recruiter", "author", "creator", "uploader", "uploaded", "approver", "assigned", "assignee", "rep", "agent",
		"salesperson", "seller", "assistant", "spouse", "partner", "mother", "father", "child", "guardian", "emergency", "colleague", "colleagues", "team", "handled", "handler", "operator", "modified", "created", "by", "sender", "caller", "signatory", "shared", "viewers", "follower", "followers", "employee", "staff",
		"expediteur", "absender", "remitente", "mittente", "afzender", "nadawca", "remetente", "mitarbeiter", "empleado", "medewerker", "pracownik", "proprietaire", "gestionnaire", "vendeur", "commercial", "assistante", "conjoint", "mere", "pere", "parrain", "betreuer", "besitzer", "zustandig", "bearbeiter", "sachbearbeiter", "verkaufer", "assistenz",
		"propietario", "vendedor", "gestor", "responsable", "proprietario", "venditore", "referente", "responsabile", "eigenaar", "verkoper", "behandelaar", "wlasciciel", "opiekun", "responsavel",
	}
}

// mayHoldAnything says whether cells of a field are free to name others.
func mayHoldAnything(group, field string) bool {
	switch field {
	case "list", "tag", "summary", "experience", "headline", "none", "profile_other", "third_person_name":
		return true
	}
	return group == "sensitive" || group == "ops" || group == "provenance" || group == ""
}

// cell makes what is shown of a filled cell. logged says that it stands in a register,
// whose rows may name others beside the person.
func (s *search) cell(c *column, text string, names []string, logged bool) Cell {
	out := Cell{Header: c.header, Field: c.field, Group: c.group}
	switch {
	case c.withheld != "":
		out.Withheld = c.withheld
	case c.key:
		out.Text, out.Partly = s.own(text, names, logged)
		if out.Text == "" {
			out.Withheld, out.Partly = MayConcern, false
		}
	case c.open && (s.foreign(text) || s.names(text)):
		out.Withheld = MayConcern
	default:
		out.Text = strings.ReplaceAll(text, string(rune(dataset.MultiSep)), "; ")
	}
	return out
}

// mostOthers bounds the distinct cells about other persons that are kept. Where there are
// more, none is, whichever worker met them: text is then not searched for their names.
const mostOthers = 1 << 18

// noteOther keeps what a cell of a column about other persons holds.
func noteOther(seen map[string]bool, cell []byte) {
	if len(cell) > 0 && len(seen) < mostOthers && !seen[string(cell)] {
		seen[string(cell)] = true
	}
}

// names says whether a text holds what a column about other persons does: a name of at
// least two words, for one may be any ("sales").
func (s *search) names(text string) bool {
	if len(s.others) == 0 || len(s.others) >= mostOthers {
		return false
	}
	folded := " " + values.Fold(text) + " "
	for o := range s.others {
		if strings.Contains(o, " ") && strings.Contains(folded, " "+o+" ") {
			return true
		}
	}
	return false
}

// own gives of the values in a cell that says who the row is about those that are the
// person's; partly says that others were left out. Of a record in a dataset only a cell
// with several addresses is looked at, for such may be of several persons.
func (s *search) own(text string, names []string, logged bool) (shown string, partly bool) {
	parts := strings.FieldsFunc(text, apart)
	var kept []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		trusted := !logged && (len(parts) == 1 || !strings.ContainsRune(p, '@'))
		if keys := s.anyKey(nil, p, ""); trusted || len(keys) == 0 || s.has(keys) || named(p, names) {
			kept = append(kept, p)
		} else {
			partly = true
		}
	}
	if !partly {
		return strings.ReplaceAll(text, string(rune(dataset.MultiSep)), "; "), false
	}
	return strings.Join(kept, "; "), true
}

// named says whether an address holds a part of the person's name.
func named(address string, names []string) bool {
	folded := values.Fold(address)
	return slices.ContainsFunc(names, func(n string) bool { return len(n) > 2 && strings.Contains(folded, n) })
}

// apart separates the values of a cell.
func apart(r rune) bool { return strings.ContainsRune(";,|\n\r\x1f", r) }

// foreign says whether a text holds an address, a number or a profile page of a person
// that is not known to be the person's.
func (s *search) foreign(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n\r;,|<>()[]{}\"'\x1f", r) })
	for _, w := range words {
		w = strings.TrimRight(strings.TrimPrefix(w, "mailto:"), ".:!?")
		switch {
		case strings.ContainsRune(w, '@'):
			cell := []byte(w)
			if s.email.Valid(cell) && s.email.Kind(cell) != s.generic && !s.has(s.hasher.Email(nil, cell)) {
				return true
			}
		case values.ProfileURL([]byte(w)):
			if keys := s.hasher.Profile(nil, []byte(w)); len(keys) > 0 && !s.has(keys) {
				return true
			}
		}
	}
	for _, number := range numbers(text) {
		if keys := s.hasher.Phone(nil, []byte(number), s.country()); len(keys) > 0 && !s.has(keys) {
			return true
		}
	}
	return false
}

// numbers gives the stretches of a text that may be telephone numbers: a plus sign with
// at least eight digits.
func numbers(text string) []string {
	var out []string
	for rest := text; ; {
		i := strings.IndexByte(rest, '+')
		if i < 0 {
			return out
		}
		end, digits := i+1, 0
		for end < len(rest) && (rest[end]-'0' < 10 || strings.IndexByte(" .-()/", rest[end]) >= 0) {
			if rest[end]-'0' < 10 {
				digits++
			}
			end++
		}
		if digits >= 8 {
			out = append(out, strings.TrimRight(rest[i:end], " .-()/"))
		}
		rest = rest[end:]
	}
}

// has says whether one of some identities is known to be the person's.
func (s *search) has(keys []facts.Hash) bool {
	return slices.ContainsFunc(keys, func(k facts.Hash) bool { return s.known[k] })
}
