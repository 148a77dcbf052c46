package propose

import (
	"slices"

	"leadlint/scanner/finding"
)

// hinted is the score of what only a file's name speaks for, and what the name
// adds where the columns say the same.
const hinted = 0.2

// spoken gives the relations that words of file names speak of, folded, in the
// languages that registers are recognised in.
func spoken() []struct{ relation, words string } {
	return []struct{ relation, words string }{
		{"suppression", " suppression suppressed erased erasure erasures objection objections opposition oppositions optout optouts unsubscribed unsubscribes blacklist blocklist" +
			" effacement effacements effaces desabonnes desinscrits repoussoir sperrliste widerspruch widerspruche abmeldungen geloscht exclusion exclusions bajas oposiciones opposizioni disiscritti afmeldingen bezwaren desinscriptions abmeldeliste robinsonliste robinson unsubs dnc "},
		{"preference", " preference preferences consent consents consentement consentements einwilligungen praferenzen consentimientos preferencias consensi preferenze toestemmingen voorkeuren "},
		{"subscription", " subscriber subscribers subscriptions mailing mailinglist newsletter abonnes abonnenten suscriptores iscritti "},
		{"send", " send sends sent sendlog messages emailing emailings envois envoyes versand versandt gesendet envios invii verzonden "},
		{"call", " call calls calllog appels anrufe anrufliste llamadas chiamate oproepen "},
		{"disclosure", " disclosure disclosures shared transfers communications transmissions partages cessions weitergabe weitergaben ubermittlungen cesiones comunicazioni cessioni verstrekkingen "},
		{"request", " request requests dsar dsr demande demandes anfragen antrage auskunft solicitudes richieste verzoeken "},
		{"incident", " incident incidents breach breaches violations datenpannen vorfalle brechas violazioni datalekken "},
		{"supplier", " supplier suppliers vendors fournisseur fournisseurs lieferanten proveedores fornitori leveranciers "},
		{"statistic", " statistic statistics stats statistique statistiques statistik statistiken estadisticas statistiche "},
		{"activity", " ropa traitements verarbeitungen verarbeitungsverzeichnis tratamientos trattamenti verwerkingen "},
		{"recipient", " recipients processors subprocessors destinataires traitants auftragsverarbeiter destinatarios destinatari verwerkers "},
		{"version", " version versions history historique historie historial storico "},
		{"copy", forTests + development + research + training},
	}
}

// spokenOf gives the relations that a file's name speaks of.
func spokenOf(path string) []string {
	var out []string
	for _, s := range spoken() {
		if says(path, s.words) {
			out = append(out, s.relation)
		}
	}
	return out
}

// hint offers what the file's name speaks of, where the table itself does not
// say what it is.
func (e *Entry) hint() {
	if e.sure() {
		return
	}
	for _, s := range spoken() {
		offered := slices.ContainsFunc(e.Choices, func(c Choice) bool { return c.Relation == s.relation })
		if offered || !says(e.Path, s.words) || s.relation == "copy" && len(e.Choices) == 0 {
			continue
		}
		if e.Kind == LeftOut {
			e.Kind, e.Reason = Unsure, tooLittle()
		}
		e.Choices = append(e.Choices, Choice{Relation: s.relation, Score: hinted, Reason: finding.Text{
			EN: "the file's name speaks of it, and not its columns: give them under columns",
			FR: "le nom du fichier le dit, mais non ses colonnes : indiquez-les sous columns"}})
	}
}
