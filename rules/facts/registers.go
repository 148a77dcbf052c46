package facts

// routes are the ways by which a request, an answer or a credential travels.
func routes() []string {
	return []string{"email", "sms", "phone", "post", "web_form", "portal", "in_person"}
}

func request() Relation {
	route := func(name, en, fr, meaning string) Field { return enum(name, en, fr, meaning, routes()...) }
	return Relation{
		Name: "request", Label: Label{"request", "demande"},
		Meaning: "One request of a data subject, or one request or order of an authority, and how it was answered.",
		Fields: []Field{
			person(),
			joining("reference", "reference", "référence", "The request's reference.", ""),
			enum("kind", "kind", "nature", "What is asked; authority_information, authority_sample and authority_order come from a supervisory authority.",
				"access", "rectification", "erasure", "restriction", "portability", "objection", "withdrawal", "information",
				"authority_information", "authority_sample", "authority_order"),
			date("received_at", "received on", "reçue le", "Day of receipt.", ""),
			date("answered_at", "answered on", "répondue le", "Day of the answer on the merits.", ""),
			date("extended_at", "extension told on", "prolongation annoncée le", "When the person was told that the answer takes up to two months more (Art. 12(3)).", ""),
			date("carried_out_at", "carried out on", "exécutée le", "When what was asked was done.", ""),
			enum("ground_of_refusal", "ground of refusal", "motif de refus", "Ground on which it was refused; none: refused without one; nothing_held: the person was told that no data are held.",
				"none", "legal_obligation", "legal_claims", "freedom_of_expression", "public_interest", "identity_doubt", "manifestly_excessive", "other", "nothing_held"),
			date("due_at", "due on", "échéance", "The authority's deadline.", ""),
			date("evidenced_at", "compliance shown on", "conformité justifiée le", "When compliance with an order was shown to the authority.", ""),
			boolean("produced", "produced", "produit", "Whether what the authority asked for was handed over."),
			boolean("overwritten", "correction overwritten", "rectification écrasée", "Whether a corrected value was later replaced by a feed."),
			route("channel", "received by", "reçue par", "How the request came in."),
			route("answer_channel", "answered by", "répondue par", "How the answer went out."),
			boolean("answer_channel_chosen", "channel asked for", "canal demandé", "Whether the person asked for that way of answering."),
			route("link_channel", "link sent by", "lien envoyé par", "How the link to the answer was sent."),
			route("username_channel", "user name sent by", "identifiant envoyé par", "How the user name was sent."),
			route("password_channel", "password sent by", "mot de passe envoyé par", "How the password was sent."),
			boolean("password_in_clear", "password in clear", "mot de passe en clair", "Whether a lasting password was written out."),
			boolean("authenticated", "authenticated before", "authentification préalable", "Whether the person was signed in before the credentials were shown."),
			enum("answer_source", "answer on the source", "réponse sur la source", "What the answer says on where the data came from.", "named", "generic", "none"),
			enum("answer_recipients", "answer on recipients", "réponse sur les destinataires", "What the answer says on who received the data.", "named", "categories", "none"),
			number("stores_searched", "stores", "stores searched", "systèmes consultés", "In how many of the controller's stores the person was looked for."),
			boolean("identity_demanded", "identity paper demanded", "pièce d'identité exigée", "Whether an identity paper was demanded."),
			boolean("identity_doubted", "doubt on identity", "doute sur l'identité", "Whether a reasonable doubt on the identity is on record (Art. 12(6))."),
			boolean("reason_demanded", "reason demanded", "motif exigé", "Whether the person had to give a reason."),
		},
	}
}

func incident() Relation {
	hours := func(name, en, fr, meaning string) Field {
		f := number(name, "hours", en, fr, meaning+" Where only days are recorded, the bound that decides whether it is more than 72, unknown when the days do not decide it.")
		f.Derived = true
		return f
	}
	return Relation{
		Name: "incident", Label: Label{"personal data breach", "violation de données"},
		Meaning: "One personal data breach (Art. 4(12)).",
		Fields: []Field{
			joining("reference", "reference", "référence", "The breach's reference.", ""),
			enum("role", "role", "rôle", "Whether the organisation is controller or processor of the data concerned.", "controller", "processor"),
			enum("risk", "risk", "risque", "Risk to the persons.", "unlikely", "risk", "high"),
			date("aware_at", "aware on", "connaissance le", "When the organisation became aware of it.", ""),
			date("authority_told_at", "authority told on", "autorité avisée le", "When the supervisory authority was told (Art. 33(1)).", ""),
			date("persons_told_at", "persons told on", "personnes avisées le", "When the persons were told (Art. 34).", ""),
			date("customer_told_at", "controller told on", "responsable avisé le", "When the processor told the controller, its customer (Art. 33(2)).", ""),
			hours("hours_to_authority", "hours to the authority", "heures jusqu'à l'autorité", "Hours from becoming aware to telling the authority."),
			hours("hours_to_customer", "hours to the controller", "heures jusqu'au responsable", "Hours from becoming aware to telling the controller."),
		},
	}
}

func supplier() Relation {
	return Relation{
		Name: "supplier", Label: Label{"supplier", "fournisseur"},
		Meaning: "One supplier of personal data.",
		Fields: []Field{
			joining("name", "name", "nom", "The supplier's name.", "dpv:hasDataSource"),
			enum("source_type", "type of source", "type de source", "What kind of source the supplier is.", sourceTypes()...),
			date("audited_at", "audited on", "audité le", "When the supplier's forms and proofs were last examined.", ""),
			enum("audit_result", "result", "résultat", "Result of the last examination.", "passed", "failed"),
			date("defect_known_at", "defect known since", "défaut connu depuis", "Since when a defect of the supplier's consents is known.", ""),
			date("stopped_at", "stopped on", "arrêté le", "When use of the supplier's data was stopped.", ""),
		},
	}
}

func log() Relation {
	return Relation{
		Name: "log", Label: Label{"log line", "ligne de journal"},
		Meaning: "One line of an application's log.",
		Fields: []Field{
			enum("level", "level", "niveau", "The line's level.", "trace", "debug", "info", "warning", "error", "fatal"),
			enum("environment", "environment", "environnement", "Where the application ran that wrote the line.", "production", "test", "qa", "development"),
			{Name: "content", Type: Enum, Derived: true, Values: []string{"none", "email", "phone", "password", "token", "national_id"},
				Label: Label{"unmasked content", "contenu non masqué"}, Meaning: "The gravest personal or secret value that stands unmasked in the line."},
		},
	}
}

func statistic() Relation {
	return Relation{
		Name: "statistic", Label: Label{"statistics row", "ligne de statistiques"},
		Meaning: "One row of a report or statistics export.",
		Fields: []Field{
			{Name: "identifier", Type: Enum, Derived: true, Values: []string{"none", "account_id", "email", "phone", "name", "profile"},
				Label: Label{"identifier", "identifiant"}, Meaning: "The most direct identifier on the row. An account id is still personal data."},
			number("count", "persons", "smallest count", "plus petit effectif", "The smallest number of persons that a cell of the row counts."),
		},
	}
}
