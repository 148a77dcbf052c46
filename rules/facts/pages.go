package facts

// page is one row a page that was visited, or that an earlier visit recorded.
func page() Relation {
	return Relation{
		Name: "page", Label: Label{"source page", "page source"},
		Meaning: "One page visited: a source of the data, a page of the controller, or a link that should be closed.",
		Fields: []Field{
			{Name: "page", Type: Key, Label: Label{"page", "page"}, Meaning: "The page's address, normalised and hashed.", Term: "schema:url"},
			enum("role", "role", "rôle", "Why it was visited: a source of records, the controller's public profile of a person whom it erased, the controller's own home page, a link to an export, a list of partners, a form for requests.",
				"source", "profile", "home", "export", "partners", "request_form"),
			date("visited_at", "visited on", "visitée le", "Day of the visit that what is known rests on.", "prov:atTime"),
			enum("access", "access", "accès", "How the page answered without signing in; script_only: it shows nothing without running programs; unreachable: no answer.",
				"open", "login_wall", "refused", "challenge", "rate_limited", "gone", "error", "script_only", "unreachable", "disallowed"),
			{Name: "served", Type: Bool, Derived: true, Label: Label{"served to anybody", "servie à tous"},
				Meaning: "Whether anybody is served the page without signing in: false when a login, a refusal or its absence stands in the way; unknown when the visit does not settle it, as after a redirect to the site's front page."},
			{Name: "removed", Type: Bool, Derived: true, Label: Label{"removed", "supprimée"},
				Meaning: "Whether the page is gone (404 or 410): false when it is served; unknown otherwise, as a login says nothing of what is behind it."},
			enum("robots", "robots rules", "règles robots", "What robots.txt says of the page to our own visitor; unavailable: there is none; unreachable: it could not be had, which counts as a refusal.",
				"allowed", "disallowed", "unavailable", "unreachable", "access_refused"),
			boolean("robots_any", "robots kept out", "robots écartés", "Whether robots.txt keeps robots in general (*) from the page."),
			boolean("mining_reserved", "mining reserved", "fouille réservée", "Whether text and data mining is reserved (TDMRep, Content-Signal, ai.txt, noai)."),
			boolean("hidden_from_search", "hidden from search engines", "masquée des moteurs", "Whether the page asks search engines to leave it out."),
			boolean("members_only", "for members only", "réservée aux membres", "Whether the page says that its content is for members or subscribers, or shows contact points only after signing in."),
			boolean("contact_restricted", "audience of the contact point limited", "visibilité de la coordonnée limitée", "Whether the page shows that the person limited who may see the contact point."),
			boolean("email_restricted", "audience of the e-mail address limited", "visibilité de l'adresse électronique limitée", "Whether the page shows that the person limited who may see the e-mail address, or contact details without telling which."),
			boolean("phone_restricted", "audience of the telephone number limited", "visibilité du numéro de téléphone limitée", "Whether the page shows that the person limited who may see the telephone number, or contact details without telling which."),
			boolean("no_canvassing", "canvassing refused", "démarchage refusé", "Whether the page carries a statement against canvassing or advertising."),
			boolean("terms_forbid", "automated collection forbidden", "collecte automatisée interdite", "Whether the terms linked from the page forbid automated collection."),
			boolean("unlisted", "unlisted person", "personne non publiée", "Whether the page marks the person or number as not to be published or disclosed."),
			boolean("protected_address", "address protected", "adresse protégée", "Whether an address on the page is protected against harvesting; it is never decoded."),
			number("emails", "addresses", "e-mail addresses", "adresses électroniques", "Number of distinct e-mail addresses on the page."),
			number("phones", "numbers", "telephone numbers", "numéros de téléphone", "Number of distinct telephone numbers marked as such on the page."),
			number("persons", "persons", "persons described", "personnes décrites", "Number of persons that markup on the page describes."),
			boolean("policy_linked", "privacy policy linked", "politique de confidentialité liée", "Whether the page links to a privacy policy that answers; unknown where the page was not read."),
			number("policy_clicks", "clicks", "clicks to the policy", "clics jusqu'à la politique", "Number of clicks from the page to the privacy policy."),
			boolean("controller_named", "controller named", "responsable nommé", "For a list of partners: whether it names the controller."),
			boolean("form_present", "form present", "formulaire présent", "For a request form: whether the page holds a form or an address to write to; unknown where the page was not read."),
		},
	}
}
