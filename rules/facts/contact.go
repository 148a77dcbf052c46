package facts

// Values shared by several fields.
func sourceTypes() []string {
	return []string{
		"social_platform", "extension_sync", "address_book", "connections_export",
		"public_register", "gazette", "chamber_census", "website", "broker", "direct_form",
		"event", "referral", "other",
	}
}

func legalBases() []string {
	return []string{
		"consent", "contract", "legal_obligation", "vital_interests", "public_task",
		"legitimate_interest", "none", "not_in_article_6",
	}
}

func channels() []string {
	return []string{"email", "sms", "mms", "phone", "fax", "autocall", "post", "push"}
}

func jobFunctions() []string {
	return []string{
		"management", "finance", "human_resources", "information_technology", "sales",
		"marketing", "legal", "purchasing", "operations", "engineering", "health",
		"education", "communication", "other",
	}
}

// contact is one row a person's record in a dataset.
func contact() Relation {
	return Relation{
		Name:    "contact",
		Label:   Label{"contact record", "fiche de contact"},
		Meaning: "One record about a person in a lead or contact-enrichment dataset.",
		Fields: append(append(append(append(
			contactIdentity(), contactOrigin()...), contactDates()...), contactGovernance()...), contactContent()...),
	}
}

func contactIdentity() []Field {
	return []Field{
		person(),
		{Name: "email", Type: Text, Label: Label{"e-mail address", "adresse électronique"}, Meaning: "An e-mail address is held.", Term: "schema:email"},
		{Name: "phone", Type: Text, Label: Label{"telephone number", "numéro de téléphone"}, Meaning: "A telephone number of the person is held.", Term: "schema:telephone"},
		{Name: "address", Type: Text, Label: Label{"postal address", "adresse postale"}, Meaning: "A street address of the person is held.", Term: "schema:streetAddress"},
		{Name: "name", Type: Text, Label: Label{"name", "nom"}, Meaning: "The person's name, or a part of it, is held.", Term: "schema:name"},
		{Name: "profile_url", Type: Text, Label: Label{"profile page", "page de profil"}, Meaning: "The address of a profile of the person on a platform.", Term: "schema:sameAs"},
		{Name: "email_kind", Type: Enum, Derived: true, Values: []string{"generic", "professional_named", "personal", "disposable", "malformed"},
			Label: Label{"kind of e-mail address", "nature de l'adresse électronique"}, Meaning: "generic: a role address of an organisation (info@); professional_named: a named address on an organisation's domain; personal: a free-mail address."},
		{Name: "email_status", Type: Enum, Values: []string{"verified", "unverified", "guessed", "invalid", "bounced", "complained", "catch_all"},
			Label: Label{"state of the e-mail address", "état de l'adresse électronique"}, Meaning: "What was found out about the address; guessed: built from a pattern.", Term: "dpv:VerifiedData"},
		{Name: "email_employer", Type: Enum, Derived: true, Values: []string{"current", "previous", "other"},
			Label: Label{"employer the address belongs to", "employeur auquel l'adresse appartient"}, Meaning: "Whether the address's domain is that of the current employer, of a previous one, or of another organisation."},
		{Name: "phone_kind", Type: Enum, Values: []string{"mobile", "work", "home", "other"},
			Label: Label{"kind of telephone number", "nature du numéro"}, Meaning: "Which line the number is, as the column or the cell says.", Term: "vcard:hasTelephone"},
		{Name: "phone_listed", Type: Bool, Label: Label{"number listed in the directory", "numéro publié à l'annuaire"}, Meaning: "False when the person is unlisted (ex-directory)."},
		{Name: "country", Type: Enum, Values: Countries(), Label: Label{"country of the person", "pays de la personne"},
			Meaning: "Country (ISO 3166-1) the person is in: from a country column, else by agreement of telephone prefix, profile and e-mail domain; unknown when they disagree.", Term: "schema:addressCountry"},
		{Name: "languages", Type: Set, Derived: true, Values: Languages(), Label: Label{"languages of the person", "langues de la personne"},
			Meaning: "The person's recorded language, else the official languages of the person's country (ISO 639-1).", Term: "schema:knowsLanguage"},
		{Name: "recipient", Type: Enum, Values: []string{"consumer", "professional"}, Label: Label{"capacity", "qualité"},
			Meaning: "In which capacity the person is addressed; from a declaration, a column, or the kind of address beside employer and post."},
		{Name: "job_function", Type: Enum, Derived: true, Values: jobFunctions(), Label: Label{"function", "fonction"}, Meaning: "The professional function that the job title names.", Term: "schema:jobTitle"},
		{Name: "role", Type: Enum, Values: []string{"prospect", "customer", "former_customer"}, Label: Label{"relationship", "relation"}, Meaning: "Prospect or customer, from a stage or type column."},
	}
}

func contactOrigin() []Field {
	return []Field{
		{Name: "source_type", Type: Enum, Values: sourceTypes(), Label: Label{"type of source", "type de source"},
			Meaning: "What kind of place the record was taken from.", Term: "dpv:hasDataSource"},
		{Name: "source", Type: Text, Label: Label{"source", "source"}, Meaning: "The origin recorded on the row.", Term: "dct:source"},
		{Name: "source_quality", Type: Enum, Derived: true, Values: []string{"named", "generic", "count"}, Label: Label{"precision of the source", "précision de la source"},
			Meaning: "named: an origin one can tell the person; generic: a category or \"public sources\"; count: a number of sources without names."},
		{Name: "source_url", Type: Text, Label: Label{"address of the source page", "adresse de la page source"}, Meaning: "The page that the record was taken from.", Term: "dct:source"},
		{Name: "source_page", Type: Key, Derived: true, Label: Label{"source page", "page source"}, Meaning: "The page that the record was taken from: a keyed hash of its address."},
		{Name: "uploader_is_person", Type: Bool, Label: Label{"uploaded by the person", "importé par la personne"}, Meaning: "True when the row is about the very user who uploaded it."},
		{Name: "visibility", Type: Enum, Values: []string{"only_me", "first_degree", "first_and_second", "everyone_platform", "public_web"},
			Label: Label{"audience chosen by the person", "visibilité choisie par la personne"}, Meaning: "Who may see the contact point on the platform it was taken from, by the person's own choice, when it was collected.", Term: "dpv:NonPublicDataSource"},
		{Name: "visibility_checked_at", Type: Date, Label: Label{"visibility checked on", "visibilité vérifiée le"}, Meaning: "When the audience was last looked up."},
		{Name: "export_allowed", Type: Bool, Label: Label{"export allowed by the person", "export autorisé par la personne"}, Meaning: "Whether the person lets connections download the address."},
		{Name: "derivation", Type: Enum, Values: []string{"observed", "pattern", "inferred"}, Label: Label{"how the address came about", "mode d'obtention de l'adresse"}, Meaning: "pattern: guessed from a naming scheme and stored without a mark of it."},
		{Name: "match_basis", Type: Enum, Values: []string{"name_only", "name_and_employer", "identifier"}, Label: Label{"basis of the merge", "critère de rapprochement"}, Meaning: "By what the sources of the row were joined."},
		{Name: "partner_named", Type: Bool, Label: Label{"controller named at collection", "responsable du traitement nommé à la collecte"}, Meaning: "Whether the list of partners shown at the moment of consent names the controller."},
		{Name: "compatibility_assessed", Type: Bool, Label: Label{"compatibility assessed", "compatibilité examinée"}, Meaning: "Whether the re-use for another purpose was assessed (Art. 6(4))."},
	}
}

func contactDates() []Field {
	d := func(name, en, fr, meaning, term string) Field {
		return Field{Name: name, Type: Date, Label: Label{en, fr}, Meaning: meaning, Term: term}
	}
	return []Field{
		d("collected_at", "collected on", "collecté le", "When the record was taken from its source; where no such column exists, when it was enriched or, last, created.", "prov:generatedAtTime"),
		d("updated_at", "updated on", "mis à jour le", "Last change of the record or of the profile it mirrors, by anybody.", "dct:modified"),
		d("last_subject_contact_at", "last contact from the person", "dernier contact de la personne", "Last act of the person: a reply, a click, an order, a form. An opened message is none.", ""),
		d("last_open_at", "last message opened", "dernier message ouvert", "Last opening of a message (a pixel, not an act of the person).", ""),
		d("last_activity_at", "last activity", "dernière activité", "Last activity of a customer, whoever acted.", ""),
		d("last_message_at", "last message sent", "dernier message envoyé", "Last time the controller wrote to or called the person.", ""),
		d("first_message_at", "first message sent", "premier message envoyé", "First time the controller wrote to or called the person (Art. 14(3)(b)).", ""),
		d("expires_at", "due for deletion on", "à supprimer le", "Stored end of the retention period.", "dpv:StorageDuration"),
		d("notified_at", "informed on", "informée le", "When the person was informed individually (Art. 13/14).", "dpv:hasNotice"),
		d("job_changed_at", "changed post on", "changement de poste le", "When the person changed post or employer.", ""),
		d("opt_out_at", "objected on", "opposition du", "When the person objected.", "dpv:OptingOutFromProcess"),
		{Name: "expiry_anchor", Type: Enum, Derived: true, Values: []string{"collection", "subject_contact", "update", "other"},
			Label: Label{"event the expiry counts from", "point de départ de l'échéance"}, Meaning: "Which date of the row the stored end of retention stands a constant whole number of months after."},
	}
}

func contactGovernance() []Field {
	b := func(name, en, fr, meaning, term string) Field {
		return Field{Name: name, Type: Bool, Label: Label{en, fr}, Meaning: meaning, Term: term}
	}
	consent := func() []string { return []string{"given", "not_given", "refused", "withdrawn", "expired", "pending"} }
	return []Field{
		{Name: "legal_basis", Type: Enum, Values: legalBases(), Label: Label{"legal basis", "base légale"}, Meaning: "The basis of Art. 6(1) recorded on the row.", Term: "dpv:hasLegalBasis"},
		{Name: "consent_email", Type: Enum, Values: consent(), Label: Label{"consent to e-mail", "consentement au courriel"}, Meaning: "State of consent to prospecting by e-mail. An empty cell is unknown, never given.", Term: "dpv:hasConsentStatus"},
		{Name: "consent_phone", Type: Enum, Values: consent(), Label: Label{"consent to calls", "consentement aux appels"}, Meaning: "State of consent to prospecting by telephone.", Term: "dpv:hasConsentStatus"},
		{Name: "consent_sms", Type: Enum, Values: consent(), Label: Label{"consent to SMS", "consentement aux SMS"}, Meaning: "State of consent to prospecting by SMS or MMS.", Term: "dpv:hasConsentStatus"},
		{Name: "consent_at", Type: Date, Label: Label{"consent date", "date du consentement"}, Meaning: "When consent was given.", Term: "dpv:isIndicatedAtTime"},
		{Name: "consent_confirmed_at", Type: Date, Label: Label{"consent confirmed on", "consentement confirmé le"}, Meaning: "When consent was confirmed later (double opt-in, renewed consent)."},
		{Name: "consent_source", Type: Text, Label: Label{"place of consent", "lieu du consentement"}, Meaning: "The form, page or campaign where consent was given.", Term: "dpv:ConsentRecord"},
		{Name: "consent_text", Type: Text, Label: Label{"wording of consent", "texte du consentement"}, Meaning: "The wording, or its version, that the person agreed to."},
		{Name: "consent_evidence", Type: Enum, Values: []string{"individual_record", "double_opt_in", "contract_clause", "invoice", "form_template", "none"},
			Label: Label{"proof of consent", "preuve du consentement"}, Meaning: "What the proof consists of."},
		{Name: "consent_partners_url", Type: Text, Label: Label{"partner list shown", "liste des partenaires présentée"}, Meaning: "Address of the list of partners shown at the moment of consent."},
		b("soft_opt_in", "customer exception relied on", "exception client invoquée", "Whether the exception for existing customers is relied on.", ""),
		{Name: "orders", Type: Int, Unit: "orders", Label: Label{"orders", "commandes"}, Meaning: "Number of purchases."},
		b("opt_out_email", "objection to e-mail", "opposition au courriel", "The person refused e-mail, or all prospecting.", "dpv:OptingOutFromProcess"),
		b("opt_out_phone", "objection to calls", "opposition aux appels", "The person refused calls, or all prospecting.", "dpv:OptingOutFromProcess"),
		b("opt_out_sms", "objection to SMS", "opposition aux SMS", "The person refused SMS, or all prospecting.", "dpv:OptingOutFromProcess"),
		b("marketing_active", "active for marketing", "actif en prospection", "The record is marked for use in campaigns.", ""),
		b("erasure_requested", "erasure requested", "effacement demandé", "The person asked for erasure.", "dpv:RightExerciseActivity"),
		b("restricted", "processing restricted", "traitement limité", "Processing is restricted (Art. 18).", ""),
		b("archived", "archived under a legal duty", "archivé par obligation légale", "Kept apart only because another law requires it.", ""),
		b("optout_offered", "objection offered at collection", "opposition proposée à la collecte", "The person could object when the data were collected.", ""),
		{Name: "notice_languages", Type: Set, Values: Languages(), Label: Label{"languages of the notice", "langues de l'information"}, Meaning: "Languages in which the person was informed.", Term: "dct:language"},
		{Name: "channel", Type: Set, Values: channels(), Label: Label{"channels used", "canaux utilisés"}, Meaning: "Channels that the record is used on; from a declaration or a column."},
	}
}

func contactContent() []Field {
	return []Field{
		{Name: "special_category", Type: Enum, ClosedWorld: true, Values: []string{"none", "health", "religion", "politics", "union", "sex_life", "ethnicity", "biometric", "genetic", "criminal"},
			Label: Label{"special category of data", "catégorie particulière de données"}, Meaning: "A filled column that holds data of Art. 9 (or 10).", Term: "dpv:SpecialCategoryPersonalData"},
		{Name: "free_text_risk", Type: Enum, Derived: true, ClosedWorld: true, Values: []string{"none", "insult", "health", "religion", "politics", "union", "sex_life", "ethnicity", "criminal", "family"},
			Label: Label{"words in free text", "termes en texte libre"}, Meaning: "The gravest kind of word found in a comment field."},
		{Name: "age", Type: Int, Unit: "years", Derived: true, Label: Label{"age", "âge"}, Meaning: "Age in whole years on the day of the audit, from a birth date or an age column.", Term: "schema:birthDate"},
		{Name: "minor_marker", Type: Bool, Derived: true, Label: Label{"marker of a minor", "indice d'une personne mineure"}, Meaning: "The job title or education names a pupil of a school for minors."},
		{Name: "home_contact", Type: Enum, Derived: true, ClosedWorld: true, Values: []string{"none", "home_address", "home_phone", "personal_email"},
			Label: Label{"private contact point", "coordonnée privée"}, Meaning: "A private contact point held on the row."},
		{Name: "national_id", Type: Enum, ClosedWorld: true, Values: []string{"none", "nir", "nif", "nie", "pesel", "codice_fiscale", "bsn", "other"},
			Label: Label{"national identifier", "identifiant national"}, Meaning: "A national identification number, by its checked form or its column.", Term: "pd:OfficialID"},
		{Name: "credential", Type: Enum, ClosedWorld: true, Values: []string{"none", "cleartext", "md5", "sha1", "salted_hash"},
			Label: Label{"password", "mot de passe"}, Meaning: "How a password on the row is stored, by its form.", Term: "pd:Password"},
	}
}
