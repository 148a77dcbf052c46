package facts

// code is one row a place of program text, settings, schema or template that may
// matter: a call, an assignment, a column, a control of a form. It is read, never
// run, and nothing is followed from one function into another.
//
// Every row is observed whole: a set without members is known to be empty and a
// text that is not written out is known to be empty, so that only `whole`, and what
// joins the rows of a project, can be unknown.
func code() Relation {
	return Relation{
		Name: "code", Label: Label{"collection code", "code de collecte"}, Whole: true,
		Meaning: "One place in source code, settings, schemas or templates: a call, an assignment, a column, a control.",
		Fields:  append(append(codeNames(), codeValues()...), codeSurroundings()...),
	}
}

// codeNames are the fields that say what stands at the place.
func codeNames() []Field {
	return []Field{
		enum("kind", "kind of place", "nature du passage", "What stands there; see docs/code.md for each.", CodeKinds()...),
		enum("language", "language", "langage", "The language of the text there; that of the host for code inside strings is told apart only for sql.", CodeLanguages()...),
		enum("place", "part of the project", "partie du projet", "Which part of a project the file belongs to, by its path: production code, tests, samples, documentation, seeds or migrations.", CodePlaces()...),
		text("name", "name", "nom", "The name of what is called, set, declared or imported, resolved through imports and aliases of the file, dotted: colly.NewCollector, settings.ROBOTSTXT_OBEY.", ""),
		text("leaf", "last name", "dernier nom", "The last part of the name in small letters with _ between words: respect_robots_txt_file for respectRobotsTxtFile.", ""),
		set("about", "subject", "objet", "What the words of the name are about; for a control, those of its name, id and label.", CodeSubjects()...),
		text("owner", "owner", "objet parent", "The name of what the place belongs to: the receiver of a call, the class or table of a column, the object of a pair.", ""),
		set("owner_about", "subject of the owner", "objet du parent", "What the words of the owner are about.", CodeSubjects()...),
		text("callee", "enclosing call", "appel englobant", "For what stands among the arguments of a call: the name of what is called, dotted.", ""),
		set("does", "does", "fait", "What the call does, by what is known of libraries; for what stands among its arguments, what that call does.", CodeRoles()...),
		enum("operation", "operation on stored data", "opération sur les données", "For statements and calls on stored data, and what stands in them: which operation.", CodeOperations()...),
		text("type", "type", "type", "The declared type of a field or column, or the kind of control (checkbox), in small letters; with its library's name where that is known.", ""),
		set("options", "options", "options", "What a declaration or control says besides.", "required", "unique", "default", "checked", "hidden", "automatic", "encrypted", "expires"),
	}
}

// codeValues are the fields that say what is put there.
func codeValues() []Field {
	return []Field{
		enum("value", "form of the value", "forme de la valeur", "What is set, passed or fallen back to, after folding of constants.", CodeValues()...),
		text("text", "text", "texte", "The text written out there: a constant, folded, or the constant parts of one with … between; for a call, its constant text arguments, with a line break between.", ""),
		number("number", "", "number", "nombre", "The number written out there."),
		number("days", "days", "period", "durée", "The period written out there, in days: timedelta(days=1825), interval '5 years', 5 * 365."),
		set("carries", "carries", "porte", "What the values there, or the arguments of the call, are about and where they come from, followed inside the function; what was masked, hashed or counted is left out.", CodeSubjects()...),
		set("hosts", "hosts", "hôtes", "The kinds of hosts that addresses written out there lead to.", CodeHosts()...),
		boolean("from_now", "counted from now", "compté à partir de maintenant", "Whether the value is reckoned from the present moment."),
		set("where", "selected by", "sélection", "For operations on stored data: what the condition of selection is about.", CodeSubjects()...),
		boolean("selected", "has a selection", "avec sélection", "For operations on stored data: whether there is a condition of selection at all."),
		set("members", "members", "membres", "For a table, class, object or message: what its columns, fields or variables are about.", CodeSubjects()...),
		open("whole", "all members seen", "membres tous vus", "For a table or class: true where all its members were seen; unknown where more may be inherited or added elsewhere."),
	}
}

// codeSurroundings are the fields that say where the place stands.
func codeSurroundings() []Field {
	return []Field{
		set("guards", "guarded by", "conditionné par", "What the conditions are about under which the place is reached.", CodeSubjects()...),
		boolean("when_missing", "when missing", "en cas d'absence", "Whether the place is reached only where something is missing or empty."),
		text("function", "function", "fonction", "The function it stands in, in small letters with _ between words; empty outside of any.", ""),
		set("function_about", "subject of the function", "objet de la fonction", "What the words of the function's name are about.", CodeSubjects()...),
		boolean("on_update", "on every change", "à chaque modification", "Whether it runs whenever a stored record is changed: a trigger, a hook, an upsert, a method that saves."),
		boolean("own_field", "own field", "champ propre", "For what is assigned: whether it is a field of an object whose class stands in the same file and derives from no other, as where a library sets its own options."),
		boolean("repeated", "repeated", "répété", "Whether it stands in a loop, or in what is run for each of many."),
		set("beside", "beside", "à côté", "What other calls of the same function do.", CodeRoles()...),
		set("file_does", "in the same file", "dans le même fichier", "What calls of the same file do.", CodeRoles()...),
		set("file_about", "subjects of the file", "objets du fichier", "What the names in the file are about.", CodeSubjects()...),
		set("file_hosts", "hosts of the file", "hôtes du fichier", "The kinds of hosts that addresses in the file lead to.", CodeHosts()...),
		set("project_has", "in the project", "dans le projet", "What some file of the project does; joined by names alone.", CodeFeatures()...),
		open("deleted", "deleted somewhere", "supprimé quelque part", "For a table: whether some file of the project deletes or expires its rows by date, joined by its name; unknown where the whole project was not read."),
	}
}

// open is a Bool of a whole relation that can be unknown.
func open(name, en, fr, meaning string) Field {
	f := boolean(name, en, fr, meaning)
	f.Open = true
	return f
}

// CodeKinds are the kinds of places.
func CodeKinds() []string {
	return []string{"call", "assign", "pair", "text", "message", "control", "declaration", "table", "fallback", "statement", "import", "function", "element"}
}

// CodePlaces are the parts of a project.
func CodePlaces() []string {
	return []string{"production", "test", "sample", "documentation", "seed", "migration"}
}

// CodeOperations are the operations on stored data, none first.
func CodeOperations() []string {
	return []string{"none", "select", "insert", "update", "upsert", "delete", "create_table", "alter_table", "trigger", "index", "copy"}
}

// CodeValues are the forms of a value, none first.
func CodeValues() []string {
	return []string{"none", "true", "false", "null", "empty", "number", "text", "list", "object", "now", "variable", "call", "expression"}
}

// CodeLanguages are the languages read.
func CodeLanguages() []string {
	return []string{"python", "javascript", "typescript", "go", "java", "ruby", "php", "html", "sql", "json", "yaml", "shell", "settings"}
}

// CodeHosts are the kinds of hosts told apart. plain_http: any host but one's own
// machine, without encryption. other: a host of none of the kinds.
func CodeHosts() []string {
	return []string{"social_platform", "data_broker", "analytics", "captcha_solver", "proxy_provider", "search_engine",
		"mailing_tool", "web_archive", "loopback", "plain_http", "other"}
}

// CodeSubjects are what names and values may be about, at most 63. The first three
// are true beside others: personal beside what describes a person, contact_point
// beside email and phone, secret beside password, session and credential.
func CodeSubjects() []string {
	return []string{
		"personal", "contact_point", "secret",
		"person", "person_name", "email", "phone", "address", "birth_date", "profile_page", "location", "face", "special_category", "age",
		"password", "session", "credential", "cookie",
		"consent", "marketing", "opt_out", "preference", "terms", "service_message", "third_party", "confirmation", "proof",
		"channel_email", "channel_sms", "channel_push", "channel_phone",
		"visibility", "restriction", "source", "collected_at", "updated_at", "expiry", "retention", "erasure", "soft_deletion", "export", "correction", "raw_payload",
		"robots", "proxy", "user_agent", "delay", "concurrency", "captcha", "automation", "page", "body", "lookup", "address_book", "public", "blocklist",
		"production", "non_production", "debug", "link", "opening", "last_contact", "thing",
	}
}

// CodeRoles are what calls may do, at most 63.
func CodeRoles() []string {
	return []string{
		"log", "report_error", "identify", "track", "request", "send", "visit", "type_text", "click", "set_cookie", "read_cookie", "keep_session",
		"fetch_page", "extract", "insert", "update", "upsert", "delete", "select", "write_file", "mail", "attach", "post_message", "pick_at_random",
		"format", "hash", "mask", "probe_mailbox", "subscribe", "schedule", "crawl", "define_table", "render", "route", "limit_rate", "encrypt",
		"expire", "dump", "restore", "presign", "load_script", "import_contacts", "detect_face", "weak_hash", "hash_password", "solve_captcha",
		"hide_automation", "rotate_user_agent", "search_web", "resolve_dns", "enrich", "ask_consent", "read_storage", "write_storage", "sleep", "set_header",
	}
}

// CodeFeatures are what a project may have, at most 63.
func CodeFeatures() []string {
	return []string{
		"collects_persons", "crawls", "obeys_robots", "limits_rate", "excludes_sites", "filters_sensitive", "keeps_visibility", "keeps_source",
		"deletes_persons", "checks_suppression", "confirms_opt_in", "masks_copies", "uses_mailing_tool", "syncs_preferences",
		"uses_processors", "tells_processors", "exports_data", "restricts_processing", "checks_age", "filters_consent", "consent_manager", "platform_extension", "purges_marked", "writes_visibility", "keeps_proof",
	}
}

// exception is one row a comment in code that excuses a place from rules.
func exception() Relation {
	return Relation{
		Name: "exception", Label: Label{"exception in code", "exception dans le code"},
		Meaning: "One comment in code that excuses a place from rules: leadlint:ignore RULE reason=\"…\" until=YYYY-MM-DD.",
		Fields: []Field{
			text("name", "name", "nom", "Where it stands: file and line.", ""),
			boolean("rule_known", "rule known", "règle connue", "Whether every rule that it names exists; false where it names none."),
			boolean("reasoned", "reason given", "motif indiqué", "Whether a reason is given."),
			date("until", "holds until", "valable jusqu'au", "The last day on which it holds.", ""),
			boolean("dated", "dated", "datée", "Whether a day is given as its date; false where what is written is no day."),
			boolean("used", "used", "utilisée", "Whether a rule that it names was set off where it stands; unknown where not all rules or files were examined."),
		},
	}
}
