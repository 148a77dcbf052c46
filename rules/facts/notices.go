package facts

// form is one row a form or point where data are collected from the person.
// It is read from its page or declared in the audit file.
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
			boolean("consent_bundled", "consent bundled", "consentement global", "Whether one control both accepts terms, or sends the form, and consents to prospecting."),
			boolean("consent_required", "marketing consent required", "consentement à la prospection exigé", "Whether one cannot go on without consenting to prospecting by the controller."),
			boolean("partner_consent_required", "partner consent required", "consentement partenaires exigé", "Whether one cannot go on without agreeing to prospecting by partners."),
			boolean("withdrawal_easy", "withdrawing as easy as consenting", "retrait aussi simple que le consentement", "Whether consent can be withdrawn as easily as the form takes it; false where the form offers a letter or the like only."),
			boolean("age_asked", "age asked", "âge demandé", "Whether the age is checked."),
			boolean("identity_document_required", "identity document required", "pièce d'identité exigée", "For a form for requests: whether an identity document must be enclosed."),
			boolean("open_to_minors", "open to minors", "ouvert aux mineurs", "Whether the service is open to minors."),
		},
	}
}

// NoticeItems are the items of information of Art. 13(1)-(2) and 14(1)-(2) that a
// notice is examined for, each right by itself, in the order of the articles.
func NoticeItems() []string {
	return []string{"controller", "controller_contact", "representative", "dpo", "purposes", "legal_basis",
		"legitimate_interests", "categories", "recipients", "transfers", "safeguards", "retention", "access",
		"rectification", "erasure", "restriction", "objection", "portability", "withdrawal", "complaint",
		"source", "public_source", "automated_decisions", "mandatory"}
}

// NoticeStates are what a notice may do about an item. What is unclear is unknown,
// and so has no state.
func NoticeStates() []string {
	return []string{"stated", "denied", "vague", "placeholder", "heading_only", "inside_another_right", "not_found"}
}

// notice is one row a notice, message or call script that informs persons. It is
// read from its file or declared in the audit file.
func notice() Relation {
	fields := []Field{
		joining("name", "name", "nom", "The notice's name.", "dpv:hasNotice"),
		enum("place", "place", "support", "Where the information is given.", "privacy_policy", "account_form", "collection_form", "first_message", "message_footer", "call_script", "campaign_message", "access_answer", "other_message"),
		boolean("direct", "data from the person", "données fournies par la personne", "True where the data come from the person (Art. 13), false where they come from elsewhere (Art. 14)."),
	}
	for _, i := range itemLabels() {
		fields = append(fields, enum(i.name, i.en, i.fr, i.meaning, NoticeStates()...))
	}
	return Relation{
		Name: "notice", Label: Label{"notice", "information des personnes"},
		Meaning: "One notice, message or call script that informs persons.",
		Fields: append(fields,
			boolean("relies_on_consent", "relies on consent", "repose sur le consentement", "Whether the notice names consent as a ground."),
			boolean("relies_on_legitimate_interests", "relies on legitimate interests", "repose sur l'intérêt légitime", "Whether the notice names legitimate interests as a ground."),
			boolean("objection_apart", "objection set apart", "opposition présentée à part", "Whether the right to object is presented clearly and apart from other information (Art. 21(4))."),
			boolean("identity_stated", "caller identified", "identité indiquée", "For a call script: whether identity, purpose, source and rights, or a route to them, are said."),
			boolean("own_name", "given in the controller's name", "donnée au nom du responsable", "False when only the terms of a platform are relied on."),
			boolean("contact_works", "contact works", "contact opérationnel", "Whether the form or address given for requests works."),
			boolean("within_terms", "within terms of use", "dans des conditions d'utilisation", "Whether the information stands in a document that calls itself terms of use or conditions of sale."),
			boolean("identity_document_required", "identity document required", "pièce d'identité exigée", "Whether an identity document is demanded with every request, whether or not there is doubt."),
			boolean("reason_required", "reasons required", "motifs exigés", "Whether reasons are demanded for a request for access or portability, or to withdraw consent."),
			boolean("withdrawal_easy", "withdrawing as easy as consenting", "retrait aussi simple que le consentement", "Whether the way to stop or to withdraw is as easy as consenting was; false where it takes a login or a letter."),
			boolean("refusal_offered", "way to stop offered", "moyen de s'opposer offert", "For a message: whether it gives an address or link by which further messages are stopped (ePrivacy 13(4))."),
			boolean("sender_identified", "sender identified", "expéditeur identifié", "For a message: whether the sender on whose behalf it is sent is neither disguised nor concealed (ePrivacy 13(4))."),
			boolean("password_in_clear", "password in clear", "mot de passe en clair", "For a message: whether a lasting password is written out in it; false for a code of one use."),
			boolean("credentials_together", "link and password together", "lien et mot de passe ensemble", "For a message: whether the link or user name and the password that open personal data stand in it together."),
		),
	}
}

// itemLabel is how an item of information is called.
type itemLabel struct{ name, en, fr, meaning string }

func itemLabels() []itemLabel {
	return []itemLabel{
		{"controller", "controller", "responsable du traitement", "The controller's identity, Art. 13(1)(a), 14(1)(a)."},
		{"controller_contact", "controller's contact details", "coordonnées du responsable", "The controller's contact details, Art. 13(1)(a), 14(1)(a)."},
		{"representative", "representative in the Union", "représentant dans l'Union", "The representative of a controller outside the Union, Art. 13(1)(a), 14(1)(a), 27."},
		{"dpo", "data protection officer", "délégué à la protection des données", "The contact details of the data protection officer, Art. 13(1)(b), 14(1)(b)."},
		{"purposes", "purposes", "finalités", "The purposes, Art. 13(1)(c), 14(1)(c)."},
		{"legal_basis", "legal basis", "base juridique", "The legal basis, Art. 13(1)(c), 14(1)(c)."},
		{"legitimate_interests", "legitimate interests pursued", "intérêts légitimes poursuivis", "The interests pursued, Art. 13(1)(d), 14(2)(b)."},
		{"categories", "categories of data", "catégories de données", "The categories of personal data, Art. 14(1)(d)."},
		{"recipients", "recipients", "destinataires", "The recipients or their categories, Art. 13(1)(e), 14(1)(e)."},
		{"transfers", "transfers to third countries", "transferts vers des pays tiers", "Transfers to third countries, Art. 13(1)(f), 14(1)(f)."},
		{"safeguards", "safeguards of transfers", "garanties des transferts", "The safeguards of transfers, Art. 13(1)(f), 14(1)(f)."},
		{"retention", "period of retention", "durée de conservation", "The period of storage or its criteria, Art. 13(2)(a), 14(2)(a)."},
		{"access", "right of access", "droit d'accès", "The right of access, Art. 13(2)(b), 14(2)(c)."},
		{"rectification", "right to rectification", "droit de rectification", "The right to rectification, Art. 13(2)(b), 14(2)(c)."},
		{"erasure", "right to erasure", "droit à l'effacement", "The right to erasure, Art. 13(2)(b), 14(2)(c)."},
		{"restriction", "right to restriction", "droit à la limitation", "The right to restriction of processing, Art. 13(2)(b), 14(2)(c)."},
		{"objection", "right to object", "droit d'opposition", "The right to object, Art. 13(2)(b), 14(2)(c)."},
		{"portability", "right to portability", "droit à la portabilité", "The right to data portability, Art. 13(2)(b), 14(2)(c)."},
		{"withdrawal", "withdrawal of consent", "retrait du consentement", "The right to withdraw consent, Art. 13(2)(c), 14(2)(d)."},
		{"complaint", "complaint to an authority", "réclamation auprès d'une autorité", "The right to complain to a supervisory authority, Art. 13(2)(d), 14(2)(e)."},
		{"source", "source of the data", "source des données", "Where the data come from, Art. 14(2)(f); denied where it says that they come from the person alone."},
		{"public_source", "publicly accessible source", "source accessible au public", "Whether the source is publicly accessible, Art. 14(2)(f)."},
		{"automated_decisions", "automated decisions", "décisions automatisées", "The existence of automated decisions or profiling, Art. 13(2)(f), 14(2)(g)."},
		{"mandatory", "whether data are required", "caractère obligatoire", "Whether giving the data is required, and what follows if they are not given, Art. 13(2)(e)."},
	}
}
