package facts

// caseRelation has one row: the controller, and what it declares of the
// processing as a whole in the audit file.
func caseRelation() Relation {
	b := func(name, en, fr, meaning string) Field {
		return Field{Name: name, Type: Bool, Label: Label{en, fr}, Meaning: meaning}
	}
	return Relation{
		Name:    "case",
		Label:   Label{"controller", "responsable du traitement"},
		Meaning: "The controller and what it declares of the processing as a whole.",
		Fields: []Field{
			b("established_in_eu", "established in the EU/EEA", "établi dans l'UE/EEE", "The controller has an establishment in the EU or EEA (Art. 3(1))."),
			b("offers_in_eu", "offers to persons in the EU", "offre aux personnes dans l'UE", "Goods or services are offered to the persons in the file (Art. 3(2)(a))."),
			b("monitors_in_eu", "monitors persons in the EU", "suit les personnes dans l'UE", "The behaviour of the persons is monitored (Art. 3(2)(b))."),
			b("representative", "EU representative named", "représentant désigné", "A representative in the Union is named (Art. 27)."),
			{Name: "audience", Type: Enum, Values: []string{"consumer", "professional", "mixed"}, Label: Label{"audience", "public visé"}, Meaning: "Whom the controller addresses."},
			{Name: "channels", Type: Set, Values: channels(), Label: Label{"prospecting channels", "canaux de prospection"}, Meaning: "Channels used for prospecting."},
			{Name: "legal_basis", Type: Enum, Values: legalBases(), Label: Label{"legal basis", "base légale"}, Meaning: "Basis declared for the dataset's main purpose."},
			{Name: "offer_functions", Type: Set, Values: jobFunctions(), Label: Label{"functions the offer concerns", "fonctions visées par l'offre"}, Meaning: "Professional functions that the offer has to do with; empty when it concerns none."},
			b("indirect_collection", "collected indirectly", "collecte indirecte", "The data were not obtained from the persons."),
			b("sold_on", "disclosed or sold", "communiqué ou vendu", "The data are disclosed or sold to others."),
			b("individual_notice", "persons informed individually", "information individuelle", "Each person is informed individually."),
			{Name: "interest_assessment", Type: Enum, Values: []string{"none", "incomplete", "documented"}, Label: Label{"legitimate interest assessment", "analyse de l'intérêt légitime"}, Meaning: "The assessment of purpose, necessity and balance, with date and owner."},
			b("compatibility_assessed", "compatibility assessed", "compatibilité examinée", "The compatibility of the re-use was assessed (Art. 6(4))."),
			{Name: "notice_delivery", Type: Enum, Values: []string{"individual", "first_message", "website_only", "none"}, Label: Label{"delivery of the notice", "mode d'information"}, Meaning: "How persons are informed."},
			{Name: "notice_languages", Type: Set, Values: Languages(), Label: Label{"languages of the notice", "langues de l'information"}, Meaning: "Languages that the notice is given in."},
			b("effort_exemption_claimed", "disproportionate effort claimed", "efforts disproportionnés invoqués", "Art. 14(5)(b) is relied on."),
			b("effort_balance_written", "written balance of the effort", "mise en balance écrite", "A written balance of the effort exists."),
			b("public_notice", "public notice", "information publique", "A notice is published for all."),
			{Name: "retention_period", Type: Period, Label: Label{"retention period", "durée de conservation"}, Meaning: "Retention period declared for prospects."},
			{Name: "retention_starts_from", Type: Enum, Values: []string{"collection", "subject_contact", "update"}, Label: Label{"start of retention", "point de départ de la conservation"}, Meaning: "The event that the period counts from."},
			{Name: "unticked_control_since", Type: Date, Label: Label{"unticked control live since", "case non pré-cochée depuis"}, Meaning: "When a consent control without a default went live."},
			b("dpia", "impact assessment done", "analyse d'impact réalisée", "A data protection impact assessment exists (Art. 35)."),
			{Name: "dpia_criteria", Type: Int, Unit: "criteria", Label: Label{"WP248 criteria met", "critères WP248 réunis"}, Meaning: "How many criteria of WP248 the processing meets, as declared."},
			b("minors_filtered", "minors filtered out", "mineurs écartés", "The collection leaves minors out."),
			{Name: "sector", Type: Enum, Values: []string{"home_energy_renovation", "home_adaptation", "other"}, Label: Label{"sector of the offer", "secteur de l'offre"}, Meaning: "Sector of what is offered by canvassing."},
			b("sources_known", "list of sources known", "liste des sources connue", "The controller knows the list of the sources it uses."),
			{Name: "stores", Type: Int, Unit: "stores", Label: Label{"stores of personal data", "systèmes contenant des données"}, Meaning: "In how many stores, archives and processors' systems included, personal data are held."},
			{Name: "source_scope", Type: Enum, Values: []string{"selected", "whole"}, Label: Label{"extent of collection", "étendue de la collecte"}, Meaning: "Whether persons and fields are selected before storing, or sources taken in whole."},
			{Name: "face_images", Type: Enum, Values: []string{"none", "display", "identification"}, Label: Label{"face images", "images de visages"}, Meaning: "Whether images of faces, or templates of them, taken from public pages are stored, and whether to identify persons."},
			b("record_of_processing", "record of processing kept", "registre des traitements tenu", "A record of processing activities exists (Art. 30)."),
			b("disclosure_log", "disclosures logged per person", "communications journalisées", "What was disclosed is logged person by person; true when a register of disclosures is examined."),
			b("suppression_list", "objection list kept", "liste d'opposition tenue", "A list of objections exists; true when a register of suppressions is examined."),
			{Name: "preference_store", Type: Bool, Derived: true, Label: Label{"store of choices examined", "registre des choix examiné"}, Meaning: "True when a register of the persons' choices is examined."},
			b("restriction_means", "restriction possible", "limitation possible", "There is a means to restrict processing (Art. 18)."),
			b("rectification_means", "rectification possible", "rectification possible", "There is a means to correct data (Art. 16)."),
			{Name: "objection_grace", Type: Period, Label: Label{"time to apply an objection", "délai d'application d'une opposition"}, Meaning: "How long a message already on its way may follow an objection; one day when not declared."},
			{Name: "unsubscribe_scope", Type: Enum, Values: []string{"all_bases", "one_base"}, Label: Label{"extent of unsubscribing", "portée du désabonnement"}, Meaning: "Whether unsubscribing counts for every base and brand, or for one."},
			{Name: "unsubscribe_effort", Type: Enum, Values: []string{"one_click", "several_steps", "login", "write"}, Label: Label{"effort of unsubscribing", "effort du désabonnement"}, Meaning: "What a person must do to withdraw from everything."},
			b("unsubscribe_effective", "unsubscribing takes effect", "désabonnement effectif", "Unsubscribing reaches the objection list."),
			b("unsubscribe_misleading", "unsubscribing misleads", "désabonnement trompeur", "The wording suggests a wider effect than unsubscribing has."),
			{Name: "migration_at", Type: Date, Label: Label{"preferences migrated on", "migration des préférences le"}, Meaning: "When preferences were moved to another platform."},
			b("migration_reconciled", "migration reconciled", "migration rapprochée", "A comparison before and after, by value and channel, exists."),
			b("migration_corrected", "correction run", "correction effectuée", "A corrective script was run after the migration."),
			b("deletion_job", "deletion routine", "suppression automatique", "A routine deletes what is past its period."),
			{Name: "last_purge_at", Type: Date, Label: Label{"last deletion run", "dernière purge"}, Meaning: "When the deletion routine last ran."},
			{Name: "password_length", Type: Int, Unit: "characters", Label: Label{"length of passwords", "longueur des mots de passe"}, Meaning: "Least number of characters that a password must have, in the accounts and tools that give access to the data."},
			{Name: "password_kinds", Type: Int, Unit: "kinds", Label: Label{"kinds of characters in passwords", "types de caractères des mots de passe"}, Meaning: "How many of capitals, small letters, digits and other characters a password must have."},
			b("password_attempts_limited", "attempts at passwords limited", "essais de mot de passe limités", "Wrong passwords slow down or block access."),
			{Name: "contact_events", Type: Set, Values: []string{"click", "reply", "order", "login", "form", "call", "open"}, Label: Label{"events counted as contact", "événements comptés comme contact"}, Meaning: "Events that restart the retention period as contacts from the person."},
			b("dpo_designated", "data protection officer designated", "délégué à la protection des données désigné", "A data protection officer is designated (Art. 37)."),
			b("third_country_transfers", "transfers to third countries", "transferts vers des pays tiers", "Data go to countries outside the EEA (Art. 44)."),
			b("automated_decisions", "automated decisions", "décisions automatisées", "Decisions with legal or similarly significant effects are taken by machine alone (Art. 22)."),
			b("public_sources", "publicly accessible sources", "sources accessibles au public", "Data come from publicly accessible sources (Art. 14(2)(f))."),
			b("special_category_ground", "exception for special categories", "exception pour catégories particulières", "The controller has documented an exception of Art. 9(2), or an authorisation under Art. 10, for the sensitive data it holds."),
		},
	}
}

// activity is one row a processing activity declared in the audit file.
func activity() Relation {
	return Relation{
		Name:    "activity",
		Label:   Label{"processing activity", "activité de traitement"},
		Meaning: "One processing activity (purpose) that the controller declares.",
		Fields: []Field{
			{Name: "purpose", Type: Text, Joins: true, Label: Label{"purpose", "finalité"}, Meaning: "The purpose, in the controller's words.", Term: "dpv:hasPurpose"},
			{Name: "legal_basis", Type: Enum, Values: legalBases(), Label: Label{"legal basis", "base légale"}, Meaning: "none: the controller says that there is none; not_in_article_6: what it names is no basis of Art. 6(1).", Term: "dpv:hasLegalBasis"},
			{Name: "interest_assessment", Type: Enum, Values: []string{"none", "incomplete", "documented"}, Label: Label{"legitimate interest assessment", "analyse de l'intérêt légitime"}, Meaning: "The assessment of purpose, necessity and balance, with date and owner."},
			{Name: "retention", Type: Enum, Values: []string{"none", "criterion", "period"}, Label: Label{"retention rule", "règle de conservation"}, Meaning: "Whether a period or a criterion is set for the activity.", Term: "dpv:StorageDuration"},
			boolean("persons_described", "categories of persons recorded", "catégories de personnes indiquées", "Whether the record names the categories of persons (Art. 30(1)(c))."),
			boolean("data_described", "categories of data recorded", "catégories de données indiquées", "Whether the record names the categories of data (Art. 30(1)(c))."),
			boolean("controllers_named", "controllers recorded", "responsables indiqués", "Whether the record names the controller, and joint controllers if any (Art. 30(1)(a))."),
			boolean("recipients_described", "recipients recorded", "destinataires indiqués", "Whether the record names the categories of recipients (Art. 30(1)(d))."),
			boolean("listed_to_persons", "listed to persons", "indiquée aux personnes", "Whether the activity is listed in what persons are told."),
			date("started_at", "started on", "débutée le", "When the activity began.", ""),
			date("informed_at", "in the notice since", "dans l'information depuis", "Since when the notice in force names the purpose; an empty cell is not at all.", ""),
		},
	}
}

// recipient is one row a recipient declared in the audit file.
func recipient() Relation {
	return Relation{
		Name:    "recipient",
		Label:   Label{"recipient", "destinataire"},
		Meaning: "One recipient of the data that the controller declares.",
		Fields: []Field{
			{Name: "name", Type: Text, Joins: true, Label: Label{"name", "nom"}, Meaning: "The recipient's name.", Term: "dpv:hasRecipient"},
			{Name: "role", Type: Enum, Values: []string{"processor", "controller", "joint_controller", "authority"}, Label: Label{"role", "rôle"}, Meaning: "The recipient's role."},
			{Name: "country", Type: Enum, Values: Countries(), Label: Label{"country", "pays"}, Meaning: "Country the data go to (ISO 3166-1)."},
			{Name: "adequacy", Type: Enum, Derived: true, Values: []string{"eea", "adequate", "conditional", "not_adequate"}, Label: Label{"adequacy", "adéquation"}, Meaning: "Whether the country is in the EEA or has an adequacy decision; conditional: only for certified or some recipients."},
			{Name: "transfer_tool", Type: Enum, Values: []string{"none", "scc", "bcr", "certification", "derogation"}, Label: Label{"transfer tool", "instrument de transfert"}, Meaning: "The safeguard of Art. 46, or derogation of Art. 49, relied on."},
			enum("contract", "contract", "contrat", "State of the contract with the recipient.", "none", "unsigned", "signed"),
			set("clauses", "clauses of Art. 28(3)", "clauses de l'art. 28(3)", "Clauses of Art. 28(3) that the contract with a processor has, (a) to (h); empty: none.",
				"instructions", "confidentiality", "security", "subprocessors", "data_subject_rights", "assistance", "deletion", "audits"),
			set("duties", "duties of a buyer", "obligations de l'acquéreur", "What the contract binds a recipient that is itself a controller to; empty: nothing.", "inform", "objections", "deletion"),
			boolean("suppression_feed", "gets objections", "reçoit les oppositions", "Whether objections are passed on to the recipient."),
		},
	}
}

// dataset is one row a table examined.
func dataset() Relation {
	return Relation{
		Name:    "dataset",
		Label:   Label{"dataset", "jeu de données"},
		Meaning: "One table of a dataset, as a whole.",
		Fields: []Field{
			{Name: "name", Type: Text, Label: Label{"name", "nom"}, Meaning: "The dataset's or table's name."},
			{Name: "records", Type: Int, Unit: "records", Label: Label{"records", "fiches"}, Meaning: "Records read."},
			{Name: "preferences", Type: Enum, Derived: true, Values: []string{"single", "per_channel"}, Label: Label{"marketing preferences", "préférences de prospection"}, Meaning: "Whether one column holds the preference for all channels or each channel has its own; unknown without such a column."},
			{Name: "channels", Type: Set, Values: channels(), Label: Label{"channels used", "canaux utilisés"}, Meaning: "Channels declared for prospecting."},
			boolean("restriction_field", "restriction field", "champ de limitation", "Whether a column marks restricted records; false only when every column was understood and none does."),
			{Name: "countries_without_pack", Type: Int, Unit: "records", Derived: true, Label: Label{"records outside the national packs", "fiches hors règles nationales"}, Meaning: "Records of persons in countries whose national prospecting rules are not encoded."},
		},
	}
}

// column is one row a column of a table examined.
func column() Relation {
	return Relation{
		Name:    "column",
		Label:   Label{"column", "colonne"},
		Meaning: "One column of a dataset, as recognised.",
		Fields: []Field{
			{Name: "header", Type: Text, Label: Label{"header", "en-tête"}, Meaning: "The column's header."},
			{Name: "personal", Type: Bool, Derived: true, Label: Label{"personal data", "données personnelles"}, Meaning: "Whether the column is understood to hold data about the person."},
			{Name: "filled", Type: Int, Unit: "per mille", Derived: true, Label: Label{"filled", "taux de remplissage"}, Meaning: "Share of filled cells, in thousandths."},
			{Name: "purpose_mapped", Type: Bool, Derived: true, Label: Label{"used by an activity", "utilisée par une activité"}, Meaning: "Whether a declared activity uses the field; unknown when no activity lists its fields."},
		},
	}
}
