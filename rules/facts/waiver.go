package facts

// waiver is one row an entry of the file of waivers.
func waiver() Relation {
	return Relation{
		Name: "waiver", Label: Label{"waiver", "dérogation"},
		Meaning: "One entry of the file of waivers, which accepts what a rule finds on a subject for a time.",
		Fields: []Field{
			text("name", "name", "nom", "Where it stands, file and line, and the rule that it names.", ""),
			date("approved", "approved on", "approuvée le", "The day from which it holds.", ""),
			date("expires", "expires on", "expire le", "The last day on which it holds.", ""),
			boolean("narrow", "narrow", "ciblée", "Whether it keeps to one rule, and to a subject within one dataset or folder of code."),
			boolean("brief", "brief", "brève", "Whether it holds for twelve months after its approval at most."),
			boolean("used", "used", "utilisée", "Whether something that it names was found; unknown where what it names was not examined, or not decided."),
		},
	}
}
