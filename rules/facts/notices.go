package facts

// form is one row a form or point where data are collected from the person.
// Until forms are read, rows are declared in the audit file.
func form() Relation {
	return Relation{
		Name: "form", Label: Label{"collection form", "formulaire de collecte"},
		Meaning: "One form, or other point, where data or consent are collected.",
		Fields: []Field{
			joining("name", "name", "nom", "The form's name.", ""),
			boolean("consent_preticked", "box ticked in advance", "case pré-cochée", "Whether a consent box is ticked when the form opens."),
			enum("refusal", "refusing beside accepting", "refus face à l'acceptation", "How refusing is presented beside accepting.", "equal", "weaker", "none"),
			boolean("partners_listed", "partners listed", "partenaires énumérés", "Whether every partner is listed where consent is asked for."),
			boolean("controller_named", "controller among the partners", "responsable nommé parmi les partenaires", "Whether the list of partners names the controller that uses the data."),
			boolean("notice_present", "information present", "information présente", "Whether the information of Art. 13, or a link to it, stands on the form."),
			number("purposes_per_consent", "purposes", "purposes a consent covers", "finalités par consentement", "The greatest number of purposes that one consent covers."),
			boolean("partner_consent_required", "partner consent required", "consentement partenaires exigé", "Whether one cannot go on without agreeing to prospecting by partners."),
			boolean("age_asked", "age asked", "âge demandé", "Whether the age is checked."),
			boolean("open_to_minors", "open to minors", "ouvert aux mineurs", "Whether the service is open to minors."),
		},
	}
}

// NoticeItems are the items of information of Art. 13 and 14 that a notice is
// examined for, in the order of Art. 14.
func NoticeItems() []string {
	return []string{"controller", "representative", "dpo", "purposes", "legal_basis", "categories", "recipients", "transfers",
		"retention", "legitimate_interests", "rights", "withdrawal", "complaint", "source", "automated_decisions"}
}

// notice is one row a notice, message or call script that informs persons.
// Until notices are read, rows are declared in the audit file.
func notice() Relation {
	return Relation{
		Name: "notice", Label: Label{"notice", "information des personnes"},
		Meaning: "One notice, first message or call script that informs persons.",
		Fields: []Field{
			joining("name", "name", "nom", "The notice's name.", "dpv:hasNotice"),
			enum("place", "place", "support", "Where the information is given.", "privacy_policy", "account_form", "collection_form", "first_message", "message_footer", "call_script"),
			boolean("direct", "data from the person", "données fournies par la personne", "True where the data come from the person (Art. 13), false where they come from elsewhere (Art. 14)."),
			set("lacks", "items missing", "mentions manquantes", "Items of Art. 13/14 that apply and are not stated; empty: every one is there.", NoticeItems()...),
			set("vague", "items empty of content", "mentions vides de contenu", "Items stated in words that say nothing definite; empty: none.", "source", "retention", "purposes", "recipients"),
			boolean("objection_apart", "objection set apart", "opposition présentée à part", "Whether the right to object is presented clearly and apart from other information (Art. 21(4))."),
			boolean("identity_stated", "caller identified", "identité indiquée", "For a call script: whether identity, purpose, source and rights, or a route to them, are said."),
			boolean("own_name", "given in the controller's name", "donnée au nom du responsable", "False when only the terms of a platform are relied on."),
			boolean("contact_works", "contact works", "contact opérationnel", "Whether the form or address given for requests works."),
		},
	}
}
