package facts

// The helpers below keep the long lists of fields readable.

func text(name, en, fr, meaning, term string) Field {
	return Field{Name: name, Type: Text, Label: Label{en, fr}, Meaning: meaning, Term: term}
}

// joining is a Text that rows of other relations are found by.
func joining(name, en, fr, meaning, term string) Field {
	f := text(name, en, fr, meaning, term)
	f.Joins = true
	return f
}

func boolean(name, en, fr, meaning string) Field {
	return Field{Name: name, Type: Bool, Label: Label{en, fr}, Meaning: meaning}
}

func date(name, en, fr, meaning, term string) Field {
	return Field{Name: name, Type: Date, Label: Label{en, fr}, Meaning: meaning, Term: term}
}

func enum(name, en, fr, meaning string, values ...string) Field {
	return Field{Name: name, Type: Enum, Values: values, Label: Label{en, fr}, Meaning: meaning}
}

func set(name, en, fr, meaning string, values ...string) Field {
	return Field{Name: name, Type: Set, Values: values, Label: Label{en, fr}, Meaning: meaning}
}

func number(name, unit, en, fr, meaning string) Field {
	return Field{Name: name, Type: Int, Unit: unit, Label: Label{en, fr}, Meaning: meaning}
}

// person is the identity that joins the relations about persons.
func person() Field {
	return Field{Name: "person", Type: Key, Label: Label{"person", "personne"},
		Meaning: "Who the row is about: keyed hashes of the normalised e-mail addresses, telephone numbers, profile address and identifier on the row.", Term: "dpv:hasDataSubject"}
}

// latest is the field that a relation's State governs.
func latest() Field {
	return Field{Name: LatestField, Type: Bool, Derived: true, Label: Label{"in force", "en vigueur"},
		Meaning: "Whether the row is the last state of the person and channel; known only inside exists."}
}

// anyChannel are the channels, and "all" for what holds for every one of them.
func anyChannel() []string { return append(channels(), "all") }

func consentStates() []string {
	return []string{"given", "not_given", "refused", "withdrawn", "expired", "pending"}
}

func preferenceFields() []Field {
	return []Field{
		person(),
		enum("channel", "channel", "canal", "Channel the choice is about; all: one choice for every channel.", anyChannel()...),
		enum("value", "choice", "choix", "The person's recorded choice on prospecting. An empty cell is none; it is never consent.", consentStates()...),
		date("changed_at", "changed on", "modifié le", "When the choice was last changed, by whomever.", "dct:modified"),
		date("consented_at", "consented on", "consenti le", "When the person gave the consent in force.", "dpv:isIndicatedAtTime"),
		date("registered_at", "registered on", "inscrit le", "When the person's account or record came into being.", "dct:created"),
		date("corrected_at", "corrected on", "corrigé le", "When a corrective script set the row again.", ""),
		latest(),
	}
}

func preference() Relation {
	return Relation{
		Name: "preference", Label: Label{"preference", "préférence"},
		Meaning: "One person's recorded choice on prospecting by one channel, in the store that is in force (after a migration, if there was one).",
		Fields:  preferenceFields(),
		State:   &State{Date: "changed_at", By: "channel", Value: "value"},
	}
}

func preferenceBefore() Relation {
	return Relation{
		Name: "preference_before", Label: Label{"preference before migration", "préférence avant migration"},
		Meaning: "One person's recorded choice on prospecting by one channel, as it stood before a migration.",
		Fields:  preferenceFields(),
		State:   &State{Date: "changed_at", By: "channel", Value: "value"},
	}
}

func subscription() Relation {
	return Relation{
		Name: "subscription", Label: Label{"mailing-tool entry", "inscription dans l'outil d'envoi"},
		Meaning: "One address in the list of the tool that sends, with its state there.",
		Fields: []Field{
			person(),
			enum("channel", "channel", "canal", "Channel the tool sends by.", anyChannel()...),
			boolean("subscribed", "subscribed", "abonné", "Whether the tool would send to the address."),
			date("changed_at", "changed on", "modifié le", "When the state in the tool last changed.", "dct:modified"),
			date("unsubscribed_at", "unsubscribed on", "désabonné le", "When the person unsubscribed in the tool.", "dpv:OptingOutFromProcess"),
			date("exported_at", "exported on", "exporté le", "When the tool's list was exported.", "prov:generatedAtTime"),
			latest(),
		},
		State: &State{Date: "changed_at", By: "channel", Value: "subscribed"},
	}
}

// messagePurposes are what a message or call is for.
func messagePurposes() []string { return []string{"prospecting", "service", "information"} }

func recipientKinds() []string { return []string{"consumer", "professional"} }

func send() Relation {
	return Relation{
		Name: "send", Label: Label{"message sent", "message envoyé"},
		Meaning: "One message sent to one person.",
		Fields: []Field{
			person(),
			enum("channel", "channel", "canal", "Channel of the message.", channels()...),
			date("sent_at", "sent on", "envoyé le", "Day of sending.", "schema:dateSent"),
			enum("purpose", "purpose", "finalité", "prospecting; service: needed for a contract or account; information: the notice of Art. 13/14 itself.", messagePurposes()...),
			enum("recipient", "capacity", "qualité", "In which capacity the person is addressed.", recipientKinds()...),
			{Name: "country", Type: Enum, Values: Countries(), Label: Label{"country", "pays"}, Meaning: "Country (ISO 3166-1) of the person.", Term: "schema:addressCountry"},
			joining("supplier", "supplier of the address", "fournisseur de l'adresse", "Who supplied the address.", "dpv:hasDataSource"),
			joining("campaign", "campaign", "campagne", "The campaign the message belongs to.", ""),
			boolean("first", "first message", "premier message", "Whether it is the first message to the person."),
			boolean("notice_included", "information included", "information incluse", "Whether the message holds, or links to, the information of Art. 13/14."),
			boolean("unsubscribe_included", "way to object included", "moyen d'opposition inclus", "Whether the message offers a valid address or link to stop."),
			boolean("sender_identified", "sender identified", "expéditeur identifié", "Whether the message says on whose behalf it is sent."),
			enum("consent", "consent", "consentement", "State of the person's consent for the channel when it was sent.", consentStates()...),
			boolean("soft_opt_in", "customer exception relied on", "exception client invoquée", "Whether the message relies on the exception for existing customers and similar goods."),
		},
	}
}

func call() Relation {
	return Relation{
		Name: "call", Label: Label{"telephone call", "appel téléphonique"},
		Meaning: "One prospecting call to one person.",
		Fields: []Field{
			person(),
			date("called_at", "called on", "appelé le", "Day of the call.", ""),
			enum("purpose", "purpose", "finalité", "prospecting; service: needed for a contract or account; information: the notice itself.", messagePurposes()...),
			enum("recipient", "capacity", "qualité", "In which capacity the person is called.", recipientKinds()...),
			{Name: "country", Type: Enum, Values: Countries(), Label: Label{"country", "pays"}, Meaning: "Country (ISO 3166-1) of the person.", Term: "schema:addressCountry"},
			boolean("automated", "automated call", "appel automatisé", "Whether a machine spoke, without a human."),
			date("screened_at", "screened on", "filtré le", "When the number was last screened against the objection list of the country (Bloctel in France).", ""),
			enum("consent", "consent", "consentement", "State of the person's consent to calls when the call was made.", consentStates()...),
			boolean("contract_in_progress", "contract in progress", "contrat en cours", "Whether the call concerns a contract in progress with the person."),
			joining("supplier", "supplier of the number", "fournisseur du numéro", "Who supplied the number.", "dpv:hasDataSource"),
			boolean("informed", "informed during the call", "informée pendant l'appel", "Whether the person got the information of Art. 13/14, or a way to it, during the call."),
		},
	}
}

func disclosure() Relation {
	return Relation{
		Name: "disclosure", Label: Label{"disclosure", "communication de données"},
		Meaning: "One person's data passed to one recipient.",
		Fields: []Field{
			person(),
			joining("recipient", "recipient", "destinataire", "Who received the data.", "dpv:hasRecipient"),
			date("disclosed_at", "disclosed on", "communiqué le", "Day of the disclosure.", "prov:atTime"),
			enum("purpose", "purpose", "finalité", "What the recipient uses the data for; processing: on the controller's behalf.",
				"electronic_prospecting", "phone_prospecting", "postal_prospecting", "targeted_advertising", "business_intelligence", "analytics", "security", "service", "processing", "legal_duty", "other"),
			enum("capacity", "capacity", "qualité", "In which capacity the recipient addresses, or would address, the person.", recipientKinds()...),
			enum("legal_basis", "legal basis", "base légale", "Basis of Art. 6(1) for the disclosure.", legalBases()...),
			enum("consent", "consent", "consentement", "State of the person's consent to the disclosure; not_given also for a consent that is not valid.", consentStates()...),
			boolean("essential", "needed for the service", "nécessaire au service", "Whether the service asked for cannot be given without the disclosure."),
			enum("refusal", "way to refuse", "possibilité de refus", "How the person can refuse; only_by_leaving: by giving up the service.", "available", "only_by_leaving", "none"),
			text("fields", "data passed", "données communiquées", "Which data were passed.", "dpv:hasPersonalData"),
			date("told_of_erasure_at", "recipient told on", "destinataire avisé le", "When the recipient was told of the person's erasure, rectification or restriction (Art. 19).", ""),
		},
	}
}

func suppression() Relation {
	return Relation{
		Name: "suppression", Label: Label{"objection or erasure entry", "inscription d'opposition ou d'effacement"},
		Meaning: "One entry in a list of persons who objected, unsubscribed, withdrew consent, were erased or restricted.",
		Fields: []Field{
			person(),
			enum("kind", "kind", "nature", "What is recorded of the person.", "objection", "unsubscribe", "withdrawal", "complaint", "erasure", "restriction"),
			enum("channel", "channel", "canal", "Channel it is about; all: every one.", anyChannel()...),
			date("recorded_at", "recorded on", "enregistré le", "When the person objected, was erased or restricted.", "dpv:OptingOutFromProcess"),
			date("lifted_at", "lifted on", "levé le", "When the person took it back.", ""),
			date("keep_until", "kept until", "conservé jusqu'au", "When the entry is to be deleted.", "dpv:StorageDuration"),
			enum("scope", "extent", "portée", "Whether the entry counts for every base and brand, or for one.", "all_bases", "one_base"),
			{Name: "form", Type: Enum, Derived: true, Values: []string{"fingerprint", "clear"}, Label: Label{"form of the identifier", "forme de l'identifiant"}, Meaning: "Whether the entry holds fingerprints only, or addresses, numbers or names in clear."},
		},
	}
}

func copies() Relation {
	return Relation{
		Name: "copy", Label: Label{"copied record", "fiche copiée"},
		Meaning: "One record in a test, quality-assurance or research copy.",
		Fields: []Field{
			person(),
			enum("environment", "environment", "environnement", "Where the copy lies.", "test", "qa", "development", "research", "training"),
			date("copied_at", "copied on", "copié le", "When the copy was made.", "prov:generatedAtTime"),
		},
	}
}

func snapshot() Relation {
	return Relation{
		Name: "snapshot", Label: Label{"earlier record", "fiche antérieure"},
		Meaning: "One record of the dataset as it stood on an earlier day.",
		Fields: []Field{
			person(),
			date("taken_at", "as of", "état au", "The day the snapshot shows.", "prov:generatedAtTime"),
			date("collected_at", "collected on", "collecté le", "When the record was taken from its source, as recorded then.", ""),
			date("updated_at", "updated on", "mis à jour le", "Last change of the record, as recorded then.", ""),
			date("last_subject_contact_at", "last contact from the person", "dernier contact de la personne", "Last act of the person, as recorded then.", ""),
			date("expires_at", "due for deletion on", "à supprimer le", "Stored end of the retention period, as recorded then.", ""),
			date("opt_out_at", "objected on", "opposition du", "When the person objected, as recorded then.", ""),
			boolean("opt_out_email", "objection to e-mail", "opposition au courriel", "The person refused e-mail, as recorded then."),
			boolean("opt_out_phone", "objection to calls", "opposition aux appels", "The person refused calls, as recorded then."),
			latest(),
		},
		State: &State{Date: "taken_at", Value: "expires_at"},
	}
}

func version() Relation {
	return Relation{
		Name: "version", Label: Label{"stored version", "version conservée"},
		Meaning: "One stored version of a person's contact point.",
		Fields: []Field{
			person(),
			enum("item", "contact point", "coordonnée", "What the version is of.", "email", "phone", "address", "name", "employer", "job_title"),
			date("valid_from", "in force from", "valable à partir du", "When the version came into force.", ""),
			date("replaced_at", "replaced on", "remplacée le", "When a newer version took its place; empty for the current one.", ""),
			boolean("needed", "need documented", "nécessité documentée", "Whether a need to keep the replaced version is documented."),
		},
	}
}
