package specimen

import "leadlint/scanner/finding"

func marked() []finding.Finding {
	balance := rule("BAS-05", "evidence_gap", "high", []string{"6(1)(f)", "5(2)"},
		text("No written assessment of the legitimate interest", "Aucune analyse écrite de l'intérêt légitime"),
		text("The controller must be able to demonstrate compliance (Article 5(2)).", "Le responsable doit être en mesure de démontrer la conformité (article 5, paragraphe 2)."))
	balance.Subject = finding.Subject{Relation: "case", Fields: []string{"legal_basis", "interest_assessment"}}
	balance.Counts = finding.Counts{Examined: 1, Breach: 1}
	balance.Declared = []finding.Declared{{Field: "case.interest_assessment", Value: "none", Where: "leadlint.yaml:17"}}
	balance.Remedy = text("Write the balance down: purpose, necessity, interests; date and sign it.", "Rédiger la mise en balance : finalité, nécessité, intérêts ; la dater et la signer.")
	balance.Within, balance.Due = "P1M", "2026-02-05"
	balance.Evidence = text("The dated assessment.", "L'analyse datée.")

	tightened := rule("VIS-03", "inferred", "medium", []string{"6"},
		text("Visibility not looked up again since collection", "Visibilité non revérifiée depuis la collecte"),
		text("The person's choice is what tips the balance; it may change.", "Le choix de la personne fait pencher la balance ; il peut changer."))
	tightened = on(tightened, enrichment, 90_311, 0, 4_722_066, []string{"visibility", "visibility_checked_at"}, []string{"Visibilité", "Vérifié le"})
	tightened.Remedy = text("Look the visibility up at each refresh.", "Revérifier la visibilité à chaque rafraîchissement.")
	tightened.Within, tightened.Due = "P3M", "2026-04-05"

	free := rule("MIN-07", "guidance", "low", []string{"5(1)(c)"},
		text("Free-text comment column", "Zone de commentaire libre"),
		text("The authority advises against free text.", "L'autorité déconseille les zones de texte libre."))
	free = on(free, crm, 3_204, 0, 15_036, []string{"free_text_risk"}, []string{"Commentaires"})
	free.Precedents = nil
	free.Remedy = text("Replace the column by a list of values.", "Remplacer la zone par une liste de valeurs.")
	free.Within, free.Due = "P6M", "2026-07-05"
	return []finding.Finding{balance, tightened, free}
}

func others() []finding.Finding {
	unknown := rule("VIS-02", "evidence_gap", "high", []string{"6"},
		text("Visibility of a platform contact not recorded", "Visibilité d'une coordonnée de plateforme non consignée"),
		text("Unknown is not public.", "L'inconnu n'est pas le public."))
	unknown = on(unknown, crm, 0, 18_240, 0, []string{"visibility"}, nil)
	unknown.Outcome = finding.NotShown
	unknown.Subject.Missing = []string{"visibility"}
	unknown.Evidence = text("A column that says who could see each contact point when it was collected.", "Une colonne disant qui pouvait voir chaque coordonnée lors de la collecte.")
	unknown.Reason = textRef("No column gives the visibility.", "Aucune colonne n'indique la visibilité.")

	old := rule("RET-03", "breach", "high", []string{"5(1)(e)"},
		text("Prospect kept beyond three years without contact", "Prospect conservé plus de trois ans sans contact"), text("", ""))
	old = on(old, crm, 0, 9_120, 9_120, []string{"last_subject_contact_at", "role"}, []string{"Statut"})
	old.Outcome = finding.NotShown
	old.Subject.Missing = []string{"last_subject_contact_at"}
	old.Evidence = text("The date of each person's last act: reply, click, order.", "La date du dernier acte de chaque personne : réponse, clic, commande.")

	requests := absent("ACC-01", []string{"15", "12(3)"}, "Access request unanswered after one month", "Demande d'accès sans réponse après un mois",
		text("Register of requests with dates of receipt and answer.", "Registre des demandes avec dates de réception et de réponse."),
		textRef("No register of requests was given.", "Aucun registre des demandes n'a été fourni."))
	erasure := absent("RTS-02", []string{"17"}, "Erasure request not carried out", "Demande d'effacement non exécutée",
		requests.Evidence, requests.Reason)
	logs := absent("SEC-11", []string{"32", "5(1)(f)"}, "Access log missing", "Absence de journal des accès",
		text("Access logs of the last six months.", "Journaux d'accès des six derniers mois."),
		textRef("No log was given.", "Aucun journal n'a été fourni."))

	gate := rule("GAT-01", "gate", "info", []string{"3"},
		text("GDPR applies to the controller", "Le RGPD s'applique au responsable"), text("", ""))
	gate.Outcome = finding.Clear
	gate.Subject = finding.Subject{Relation: "case", Fields: []string{"established_in_eu"}}
	gate.Counts = finding.Counts{Examined: 1, Clear: 1}
	suppressed := absent("RET-10", []string{"21"}, "Objection list kept too briefly", "Liste d'opposition conservée trop peu de temps", text("", ""), nil)
	suppressed.Subject.Relation, suppressed.Needs = "suppression", []string{"suppression"}
	return append([]finding.Finding{unknown, old, requests, erasure, logs, suppressed, gate}, clears()...)
}

func absent(id string, primary []string, en, fr string, evidence finding.Text, reason *finding.Text) finding.Finding {
	f := rule(id, "breach", "high", primary, text(en, fr), text("", ""))
	f.Outcome = finding.NotAssessed
	f.Subject = finding.Subject{Relation: "request", Fields: []string{"received_at"}}
	f.Evidence, f.Reason = evidence, reason
	return f
}

func clears() []finding.Finding {
	var out []finding.Finding
	for _, c := range []struct {
		id, article, en, fr string
	}{
		{"MIN-01", "9", "Special category in a column", "Catégorie particulière dans une colonne"},
		{"MIN-02", "8", "Record of a minor", "Fiche d'un mineur"},
		{"SEC-01", "32", "Password in the clear", "Mot de passe en clair"},
		{"RTS-06", "21", "Objection not respected", "Opposition non respectée"},
	} {
		f := rule(c.id, "breach", "critical", []string{c.article}, text(c.en, c.fr), text("", ""))
		f = on(f, "newsletter.csv", 0, 0, 512, []string{"special_category"}, []string{"E-mail"})
		f.Outcome = finding.Clear
		out = append(out, f)
	}
	return out
}
