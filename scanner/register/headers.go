package register

import (
	"fmt"
	"slices"
	"strings"

	"leadlint/rules/facts"
)

// guess is a target that a header may stand for.
type guess struct {
	target Target
	score  float64
	by     string
	why    string
	// own says that the word is the relation's own, not one of all relations.
	own bool
	// proved asks for cells that bear the guess out: of an empty column the header
	// alone says too little.
	proved bool
}

// The strengths of likeness of a header.
const (
	likePreset = 1.0
	likeExact  = 0.96
	likeJoint  = 0.92
	likeBag    = 0.86
	likePart   = 0.72
)

// header gives the targets that a header may stand for in a relation, best first.
func (b *book) header(rel *facts.Relation, h string, p *preset) []guess {
	key := headerKey(h)
	if key == "" {
		return nil
	}
	if p != nil {
		if t, ok := p.headers[squash(key)]; ok {
			return []guess{{target: t, score: likePreset, by: "preset", why: fmt.Sprintf("a header of exports of %s", p.label), own: true}}
		}
	}
	if out := b.exactly(rel, key); len(out) > 0 {
		return out
	}
	if out := b.joint(rel, key); len(out) > 0 {
		return out
	}
	if out := b.byWords(rel, key); len(out) > 0 {
		return out
	}
	return b.byStems(rel, key)
}

// exactly looks a header up among the words of the relation and those of all.
func (b *book) exactly(rel *facts.Relation, key string) []guess {
	flat := squash(key)
	var out []guess
	for _, e := range b.exact[rel.Name][flat] {
		out = append(out, exactGuess(e, true))
	}
	for _, e := range b.exact[everyRelation][flat] {
		if applies(rel, e.target) && (e.target.Field != ".ignore" || len(out) == 0) {
			out = append(out, exactGuess(e, false))
		}
	}
	// A word of one meaning says more than one that nobody looks at.
	if slices.ContainsFunc(out, func(g guess) bool { return g.target.Field != ".ignore" }) {
		out = slices.DeleteFunc(out, func(g guess) bool { return g.target.Field == ".ignore" && !g.own })
	}
	return out
}

func exactGuess(e entry, own bool) guess {
	return guess{target: e.target, score: likeExact, by: "header", why: fmt.Sprintf("header reads %q (%s)", e.key, e.lang), own: own}
}

// applies says whether a target of all relations has a place in one.
func applies(rel *facts.Relation, t Target) bool {
	if t.Field == "person" {
		return rel.Field("person") != nil || rel.Name == "statistic"
	}
	return t.helper() || rel.Field(t.Field) != nil
}

// channelWords are the words of headers that name a channel. "mail" is a letter
// in English and an e-mail elsewhere, so it is none.
func channelWords(w string) string {
	switch w {
	case "email", "emails", "courriel", "courriels", "emailing", "newsletter", "newsletters", "correo", "nieuwsbrief", "emailwerbung", "mel":
		return "email"
	case "sms", "text", "texto", "texts":
		return "sms"
	case "mms":
		return "mms"
	case "phone", "telephone", "tel", "call", "calls", "appel", "appels", "telefon", "anruf", "anrufe", "telefono", "llamada", "llamadas", "chiamata", "chiamate",
		"telefoon", "bellen", "telephonique", "telemarketing", "telefonisch", "telefonica", "telefoniche":
		return "phone"
	case "fax", "telecopie", "telefax":
		return "fax"
	case "post", "postal", "postale", "courrier", "brief", "carta", "posta", "poczta", "postwerbung":
		return "post"
	case "push":
		return "push"
	}
	return ""
}

// joint reads a header that is a word of the relation beside the name of a
// channel: "Consentement SMS", "email opt out", "date opt-in e-mail".
func (b *book) joint(rel *facts.Relation, key string) []guess {
	f := rel.Field("channel")
	if f == nil || f.Code("sms") == 0 || rel.Name == "request" {
		return nil
	}
	channel, rest := "", []string(nil)
	for _, w := range strings.Fields(key) {
		c := channelWords(w)
		switch {
		case c == "" || c == channel:
			if c == "" {
				rest = append(rest, w)
			}
		case channel != "":
			return nil
		default:
			channel = c
		}
	}
	if channel == "" || len(rest) == 0 {
		return nil
	}
	name := strings.Join(rest, " ")
	if out := b.beside(rel, channel, func(e *entry) bool { return squash(e.key) == squash(name) }); len(out) > 0 {
		return out
	}
	words := big(name)
	return b.beside(rel, channel, func(e *entry) bool { return slices.Equal(e.words, words) })
}

// beside gives the targets of the relation's entries that stand beside the name
// of a channel.
func (b *book) beside(rel *facts.Relation, channel string, is func(*entry) bool) []guess {
	var out []guess
	for i := range b.entries[rel.Name] {
		e := &b.entries[rel.Name][i]
		if e.target.Channel != "" || !perChannel(e.target.Field) || !is(e) || dated(rel, e) {
			continue
		}
		t := e.target
		t.Channel = channel
		if !slices.ContainsFunc(out, func(g guess) bool { return g.target == t }) {
			out = append(out, guess{target: t, score: likeJoint, by: "header", why: fmt.Sprintf("header reads %q (%s), for the channel %s", e.key, e.lang, channel), own: true})
		}
	}
	return out
}

// dated says whether the entry is no more than the word "date": beside the name of
// a channel it could be the date of anything ("Date d'appel").
func dated(rel *facts.Relation, e *entry) bool {
	f := rel.Field(e.target.Field)
	return f != nil && f.Type == facts.Date && strings.Contains(common, " "+squash(e.key)+" ")
}

// perChannel lists the fields that a column may feed for one channel only.
func perChannel(field string) bool {
	switch field {
	case "value", "changed_at", "consented_at", "corrected_at", "subscribed", "unsubscribed_at", ".entry", "recorded_at", "lifted_at", "sent_at":
		return true
	}
	return false
}

// byWords compares sets of words: the same words in another order or with little
// ones between; for dates and keys also all the words of an entry among a few more.
func (b *book) byWords(rel *facts.Relation, key string) []guess {
	have := big(key)
	var out []guess
	size := 0
	for _, relation := range []string{rel.Name, everyRelation} {
		for _, e := range b.entries[relation] {
			if !applies(rel, e.target) || len(e.words) < size || !subset(e.words, have) {
				continue
			}
			g := guess{target: e.target, score: likeBag, by: "header", why: fmt.Sprintf("header has the words of %q (%s)", e.key, e.lang), own: relation == rel.Name}
			if len(e.words) < len(have) {
				if !extends(rel, e, have) {
					continue
				}
				g.score = likePart
			}
			if len(e.words) > size {
				out, size = out[:0], len(e.words)
			}
			if !slices.ContainsFunc(out, func(o guess) bool { return o.target == g.target }) {
				out = append(out, g)
			}
		}
	}
	return out
}

// extends says whether a header may have more words than the entry: only where
// the words more turn nothing round, and the cells tell as much.
func extends(rel *facts.Relation, e entry, have []string) bool {
	if 2*len(e.words) < len(have) || e.target.helper() || e.target.Value != "" {
		return false
	}
	allowed := plain
	switch f := rel.Field(e.target.Field); {
	case e.target.Field == "person":
		if e.target.Kind != "email" && e.target.Kind != "phone" && e.target.Kind != "digest" {
			return false
		}
	case f == nil || len(e.words) < 2 && bare(e.key) && e.target.Field != "kind" && e.target.Field != "channel":
		return false
	case f.Type != facts.Date:
		allowed = neutral
	}
	for _, w := range have {
		if !slices.Contains(e.words, w) && !strings.Contains(allowed, " "+w+" ") {
			return false
		}
	}
	return true
}

// personal says whether a header speaks of an address or number, though not of
// whose: "partner email" is not to be taken for the person's.
func (b *book) personal(header string) bool {
	for _, w := range strings.Fields(headerKey(header)) {
		for _, e := range b.exact[everyRelation][w] {
			if e.target.Field == "person" && e.target.Kind != "any" || e.target.Field == ".ignore" {
				return true
			}
		}
	}
	return false
}

// plain are words that do not change whose address or which date it is.
const plain = " contact customer client subscriber user person lead prospect member recipient destinataire primary main work business personal private mobile home professional pro perso " +
	"number numero nummer value valeur field champ current normalized normalised clean lower kunde kunden kontakt kunde cliente contacto contatto klant abonne abonnent 1 utc gmt cet cest local " +
	"time timestamp datetime heure hour day jour iso message email mail sms request demande anfrage solicitud richiesta verzoek full exact effective official " +
	"campaign campagne kampagne campana campagna correo correos bericht nachricht properties attributes attrs data payload record traits profile body " +
	"requester requestor reporter complainant applicant demandeur demandeuse requerant plaignant concernee betroffenen betroffener betroffene antragsteller antragstellers beschwerdefuhrer " +
	"solicitante interesado afectado reclamante interessato richiedente betrokkene aanvrager verzoeker " +
	"empfanger destinatario ontvanger geadresseerde destinatari contacte contactee contactado contattato gecontacteerd " +
	"violation incident breach vorfall panne datenpanne brecha violazione datalek "

// neutral are words that add nothing to what a column of choices or names is.
const neutral = " main principal principale principales hauptzweck art article 6 13 14 17 28 30 rgpd gdpr dsgvo rodo avg concerne concernee concernes concernees traitement traitements " +
	"verarbeitung tratamiento trattamento verwerking przetwarzanie datos daten dati donnees dane gegevens contact client customer kunde kunden cliente klant personne persons person personen " +
	"fichier file name nom nombre nome naam value valeur wert field champ feld personal personnelles processed traitees present presente included inclus incluse indique indiquee given " +
	"demande request anfrage solicitud richiesta istanza verzoek ticket dsr dsar marketing numero number nummer adresse address properties attributes attrs payload record body "

func subset(small, large []string) bool {
	for _, w := range small {
		if !slices.Contains(large, w) {
			return false
		}
	}
	return true
}

// presetOf finds the product whose export the headers look like.
func (b *book) presetOf(relation string, headers []string) (*preset, string) {
	have := map[string]bool{}
	for _, h := range headers {
		have[squash(headerKey(h))] = true
	}
	var best *preset
	hits := 0
	for i := range b.presets { // of equal ones the first, for their order is fixed
		p := &b.presets[i]
		if relation != "" && !sameShape(p.relation, relation) {
			continue
		}
		n := 0
		for _, t := range p.tells {
			if have[t] {
				n++
			}
		}
		if n >= p.least && (best == nil || n > hits || n == hits && len(p.tells) < len(best.tells)) {
			best, hits = p, n
		}
	}
	if best == nil {
		return nil, ""
	}
	return best, fmt.Sprintf("%d of %d tell-tale headers", hits, len(best.tells))
}

// sameShape says whether two relations have the same fields.
func sameShape(a, b string) bool {
	return strings.TrimSuffix(a, "_before") == strings.TrimSuffix(b, "_before")
}
