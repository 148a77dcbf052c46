package specimen

import "leadlint/scanner/finding"

const enrichment, crm = "enrichment-export.csv.gz", "crm-contacts.xlsx"

func breaches() []finding.Finding {
	return []finding.Finding{restricted(), renewed(), uninformed(), english(), source(), lapsed()}
}

func restricted() finding.Finding {
	f := rule("VIS-01", "breach", "critical", []string{"6"},
		text("Contact point taken from an audience-restricted profile", "Coordonnée prise sur un profil à audience restreinte"),
		text("Processing is lawful only on one of the bases of Article 6(1). Legitimate interest does not carry the collection of data that the person has chosen to show to a limited audience.",
			"Un traitement n'est licite que sur l'un des fondements de l'article 6, paragraphe 1. L'intérêt légitime ne permet pas de collecter des données que la personne a choisi de ne montrer qu'à un public limité."))
	f = on(f, enrichment, 1_293_660, 812_004, 2_706_713,
		[]string{"source_type", "visibility", "email", "phone"}, []string{"Source", "Visibilité", "Email pro", "Mobile"})
	f.Why = text("The persons limited who may see their contact points; their collection goes beyond what they could reasonably expect.",
		"Les personnes ont limité la visibilité de leurs coordonnées ; leur collecte excède leurs attentes raisonnables.")
	f.Groups = []finding.Group{
		{SourceType: "social_platform", Country: "FR", Breach: 702_114, NotShown: 402_118},
		{SourceType: "social_platform", Country: "DE", Breach: 208_330, NotShown: 122_000},
		{SourceType: "extension_sync", Country: "FR", Breach: 150_216, NotShown: 90_020},
		{SourceType: "social_platform", Country: "PL", Breach: 120_500, NotShown: 88_866},
		{SourceType: "extension_sync", Country: "unknown", Breach: 82_500, NotShown: 60_000},
		{SourceType: "other", Country: "other", Breach: 30_000, NotShown: 49_000},
	}
	f.Samples = []finding.Sample{
		sample("9f2ab04471c0d3e8", 41, "first_degree", "l***@e***.example", "+33 6 ** ** ** 07"),
		sample("b07715ac99e2410f", 1_204, "first_and_second", "m***@n***.example", ""),
		sample("c3d0018f5521aa07", 77_310, "only_me", "j***@b***.example", "+49 30 *** *** 12"),
	}
	f.Declared = []finding.Declared{{Field: "case.legal_basis", Value: "legitimate_interest", Where: "leadlint.yaml:14"}}
	f.Remedy = text("Cease collecting; delete the records; tell every recipient to delete them (Art. 19); log the count and the date.",
		"Cesser la collecte ; supprimer les fiches ; demander à chaque destinataire de les supprimer (art. 19) ; consigner le nombre et la date.")
	f.Within, f.Due = "P3M", "2026-04-05"
	f.Evidence = text("Proof that the person made the contact point visible to everyone, or consented, before the date of collection.",
		"La preuve que la personne avait rendu la coordonnée visible de tous, ou consenti, avant la date de collecte.")
	f.Note = textRef("Whether the platform offers the same options for telephone numbers is not established.",
		"Il n'est pas établi que la plateforme offre les mêmes options pour les numéros de téléphone.")
	return f
}

func sample(key string, line int64, visibility, email, phone string) finding.Sample {
	return finding.Sample{Key: key, Line: line, Values: []finding.SampleValue{
		{Field: "source_type", Value: "social_platform"}, {Field: "visibility", Value: visibility},
		{Field: "email", Value: email}, {Field: "phone", Value: phone},
	}}
}

func renewed() finding.Finding {
	f := rule("RET-02", "breach", "high", []string{"5(1)(e)"},
		text("Expiry renewed by an update of the profile", "Durée de conservation relancée par une mise à jour du profil"),
		text("Personal data are kept no longer than is necessary for the purposes.", "Les données sont conservées pendant une durée n'excédant pas celle nécessaire au regard des finalités."))
	f = on(f, enrichment, 2_960_118, 0, 1_852_259, []string{"expiry_anchor", "expires_at"}, []string{"Mis à jour", "Expire le"})
	f.Why = text("The period starts again at each change of post, so that the data of persons who move are never deleted.",
		"La durée repart à chaque changement de poste, de sorte que les données des personnes mobiles ne sont jamais supprimées.")
	f.Samples = []finding.Sample{{Key: "07aa14c2be990d11", Line: 12, Values: []finding.SampleValue{{Field: "expiry_anchor", Value: "update"}}}}
	f.Declared = []finding.Declared{{Field: "case.retention_period", Value: "P5Y", Where: "leadlint.yaml:22"}, {Field: "case.retention_starts_from", Value: "update", Where: "leadlint.yaml:23"}}
	f.Remedy = text("Stop renewing automatically; count from collection or from the person's last contact.", "Mettre fin à la reconduction automatique ; compter depuis la collecte ou le dernier contact de la personne.")
	f.Within, f.Due = "P6M", "2026-07-05"
	f.Evidence = text("A retention schedule with a fixed starting point.", "Un référentiel de durées au point de départ fixe.")
	return f
}

func uninformed() finding.Finding {
	f := rule("NOT-01", "breach", "high", []string{"14", "12"},
		text("Person not informed within one month of collection", "Personne non informée dans le mois suivant la collecte"),
		text("Who obtains data from elsewhere informs the person within one month at the latest (Article 14(3)).", "Celui qui obtient des données d'un tiers informe la personne au plus tard dans un délai d'un mois (article 14, paragraphe 3)."))
	f = on(f, enrichment, 4_102_551, 709_826, 0, []string{"collected_at", "notified_at"}, []string{"Collecté", "Informé"})
	f.Why = text("The persons could not know that their data were sold.", "Les personnes ne pouvaient savoir que leurs données étaient vendues.")
	f.Remedy = text("Inform each person whose contact point is held, in a language that the person understands.", "Informer chaque personne dont une coordonnée est détenue, dans une langue qu'elle comprend.")
	f.Within, f.Due = "P3M", "2026-04-05"
	f.Evidence = text("Log of the messages sent, with their dates.", "Journal des envois, avec leurs dates.")
	return f
}

func english() finding.Finding {
	f := rule("NOT-06", "breach", "medium", []string{"12"},
		text("Notice not in a language of the persons concerned", "Information dans une langue que les personnes concernées ne comprennent pas"),
		text("Information is given in an intelligible form, using clear and plain language (Article 12(1)).", "L'information est fournie d'une façon compréhensible, en des termes clairs et simples (article 12, paragraphe 1)."))
	f = on(f, enrichment, 380_402, 4_431_975, 0, []string{"notice_languages", "languages"}, []string{"Langue info", "Pays"})
	f.Why = text("The message was in English only.", "Le message n'était rédigé qu'en anglais.")
	f.Remedy = text("Translate the notice into the languages of the countries targeted.", "Traduire l'information dans les langues des pays visés.")
	f.Evidence = text("The notices sent, in each language.", "Les messages envoyés, dans chaque langue.")
	return f
}

func source() finding.Finding {
	f := rule("ACC-03", "breach", "high", []string{"15", "15(1)(g)"},
		text("Dataset cannot answer “where did you get this”", "Le fichier ne permet pas de répondre à « d'où tenez-vous mes données »"),
		text("The person may obtain any available information as to the source of the data (Article 15(1)(g)).", "La personne a le droit d'obtenir toute information disponible quant à la source des données (article 15, paragraphe 1, point g)."))
	f = on(f, enrichment, 3_010_004, 0, 1_802_373, []string{"source", "source_quality"}, []string{"Source"})
	f.Why = text("“Publicly accessible sources” is no answer where the list of sources is known.", "« Sources publiques » n'est pas une réponse lorsque la liste des sources est connue.")
	f.Remedy = text("Record the source of each record and give it on request.", "Consigner la source de chaque fiche et la communiquer sur demande.")
	f.Within, f.Due = "P6M", "2026-07-05"
	f.Evidence = text("A register of sources by record.", "Un registre des sources par fiche.")
	return f
}

func lapsed() finding.Finding {
	f := rule("EPR-05", "breach", "high", []string{"CPCE L34-5", "6"},
		text("Consumer e-mail without consent", "Courriel à un consommateur sans consentement"),
		text("Direct prospecting of a consumer by e-mail requires prior consent.", "La prospection directe d'un consommateur par courriel requiert son consentement préalable."))
	f.Pack = "eprivacy-fr"
	f = on(f, crm, 1, 201, 18_038, []string{"recipient", "consent_email", "last_message_at"}, []string{"Type", "Opt-in", "Dernier envoi"})
	f.Why = text("The consent had been withdrawn when the message was sent.", "Le consentement avait été retiré lors de l'envoi.")
	f.Remedy = text("Stop the sends at once.", "Cesser immédiatement les envois.")
	f.Evidence = text("Record of the consent.", "Enregistrement du consentement.")
	return f
}
