package project

import (
	"regexp"
	"slices"
	"strings"

	"leadlint/rules/facts"
)

// signs are the sets of one item that features are told by.
type signs struct {
	*Item
	x *Index
	// told is what the item is about by any of its names, kept what it keeps in or
	// selects of stored data, asked what it is done under.
	told, kept, asked uint64
}

func (s *signs) about(set uint64, subjects ...string) bool {
	return slices.ContainsFunc(subjects, func(n string) bool { return set&s.x.subject[n] != 0 })
}

func (s *signs) does(roles ...string) bool { return s.among(s.Does, roles...) }

func (s *signs) among(set uint64, roles ...string) bool {
	return slices.ContainsFunc(roles, func(n string) bool { return set&s.x.role[n] != 0 })
}

func (s *signs) reaches(hosts ...string) bool {
	return slices.ContainsFunc(hosts, func(n string) bool { return s.Hosts&s.x.host[n] != 0 })
}

// stores tells a column, a table, or what is written into one.
func (s *signs) stores() bool {
	switch s.Kind {
	case "declaration", "table":
		return true
	}
	switch s.Operation {
	case "insert", "update", "upsert", "create_table", "alter_table":
		return true
	}
	return false
}

// on tells a value that switches something on.
func (s *signs) on() bool {
	return s.Value == "true" || s.Value == "number" && s.Number > 0
}

func (s *signs) callsProcessor() bool {
	return s.does("subscribe", "track", "identify", "enrich") || s.reaches("mailing_tool", "analytics", "data_broker")
}

// featuresOf gives the features of facts.CodeFeatures that one item is enough for.
func (x *Index) featuresOf(item *Item) uint64 {
	s := &signs{Item: item, x: x}
	s.told = item.About | item.FunctionAbout
	s.asked = item.Guards | item.Where
	if s.stores() {
		s.kept = item.About | item.Members
	}
	var set uint64
	for i, name := range facts.CodeFeatures() {
		if s.has(name) {
			set |= 1 << uint(i)
		}
	}
	return set
}

// has tells whether an item is enough for a feature.
func (s *signs) has(feature string) bool {
	switch feature {
	// Persons are read out of pages or looked up, or kept beside a crawl.
	case "collects_persons":
		return s.collectsPersons()
	// A crawling library is used, or pages are fetched and read by the same function.
	case "crawls":
		return s.does("crawl") || s.does("extract") && s.among(s.Beside, "fetch_page", "visit")
	// A name about robots is switched on (or ignoring them off), or robots.txt is read.
	case "obeys_robots":
		return s.obeysRobots()
	// A limiter is called, a wait is made, or a delay above zero is set.
	case "limits_rate":
		return s.does("limit_rate", "sleep") || s.about(s.About, "delay") && s.on() && s.Kind != "control"
	// A list of sites or persons to be left out has a name or is asked.
	case "excludes_sites":
		return s.about(s.About|s.asked, "blocklist")
	// Something is reached only under a condition about special categories.
	case "filters_sensitive":
		return s.about(s.asked, "special_category")
	// A column or what is written has the visibility of a profile.
	case "keeps_visibility":
		return s.about(s.kept, "visibility")
	// A column or what is written says where data come from.
	case "keeps_source":
		return s.about(s.kept, "source", "profile_page")
	// Rows about persons are deleted, or a function of that name deletes.
	case "deletes_persons":
		return s.Operation == "delete" && s.about(s.OwnerAbout|s.About, "person") || s.does("delete", "expire") && s.about(s.FunctionAbout|s.OwnerAbout, "person", "erasure")
	// Something is done only for who is not on a list of refusals.
	case "checks_suppression":
		return s.about(s.asked, "opt_out", "blocklist") || s.about(s.About, "opt_out", "blocklist") && s.does("select")
	// A confirmation of a subscription is kept, asked or sent; a switch of the mailing
	// tool tells what is done at one place, not at another.
	case "confirms_opt_in":
		return s.about(s.told|s.asked, "confirmation") && s.Value != "false" && !switchedOptIn(s.Item)
	// What masks stands in the same file as what copies databases.
	case "masks_copies":
		return s.does("mask") && s.among(s.FileDoes, "dump", "restore") || s.does("dump", "restore") && s.among(s.FileDoes, "mask")
	// A mailing tool is called.
	case "uses_mailing_tool":
		return s.does("subscribe") || s.reaches("mailing_tool") || s.fillsList()
	// A mailing tool is called in a function about agreement or preferences.
	case "syncs_preferences":
		return s.Kind != "import" && (s.does("subscribe") || s.reaches("mailing_tool")) && s.about(s.FunctionAbout|s.Carries|s.About&^s.OwnerAbout, "consent", "opt_out", "preference", "marketing")
	// Mailing tools, analytics, brokers or trackers of errors are called.
	case "uses_processors":
		return s.callsProcessor() || s.does("report_error")
	// A processor is called, or something sent away, in a function about erasure or refusal.
	case "tells_processors":
		return s.about(s.FunctionAbout, "erasure", "opt_out", "correction", "restriction") && (s.callsProcessor() || s.does("send", "request"))
	// A function or route is named after the export of data, in a file about persons.
	case "exports_data":
		return s.about(s.told, "export") && s.about(s.FileAbout|s.Carries, "personal") && (s.Kind == "function" || s.Kind == "call" || s.Kind == "statement")
	// A restriction of processing is kept or asked.
	case "restricts_processing":
		return s.about(s.kept|s.asked, "restriction")
	// An age is asked for in a condition or a form.
	case "checks_age":
		return s.about(s.asked, "age", "birth_date") || s.Kind == "control" && s.about(s.About, "age", "birth_date")
	// What is sent or selected depends on agreement or its refusal.
	case "filters_consent":
		return s.about(s.asked, "consent", "opt_out", "marketing") && (s.does("mail", "subscribe", "select", "send") || s.Operation == "select")
	// A statement of SQL, or of an ORM, writes the visibility of a profile into a column of a table.
	case "writes_visibility":
		return s.Operation != "" && s.Operation != "none" && s.about(s.kept, "visibility", "public", "restriction")
	// A table about agreements keeps when, where or how they were given.
	case "keeps_proof":
		return s.Kind == "table" && s.about(s.About, "consent", "proof", "opt_out", "terms", "preference") && s.about(s.Members, "proof", "confirmation", "collected_at")
	// What was only marked as deleted is deleted for good later.
	case "purges_marked":
		return s.purgesMarked()
	// The manifest of a browser's extension names the pages of a social platform.
	case "platform_extension":
		return s.platformExtension()
	// A tool that asks for consent is loaded or called.
	case "consent_manager":
		return s.does("ask_consent") || s.Kind == "element" && s.does("load_script") && asksConsent(s.Text)
	}
	return false
}

// collectsPersons tells a collector of persons by one of its places: what holds a person
// comes out of a page, a platform or broker is asked in a file about persons that gathers,
// or a place beside a crawl keeps persons.
func (s *signs) collectsPersons() bool {
	all := s.FileDoes | s.Does
	persons := []string{"contact_point", "person_name", "profile_page", "person"}
	switch {
	case s.does("import_contacts", "enrich") && s.Kind == "call":
		return s.about(s.FileAbout|s.Carries, persons...)
	case s.about(s.Carries, "page") && s.does("extract", "visit") && s.about(s.About|s.Carries|s.FunctionAbout, persons...):
		return true
	case s.reaches("social_platform", "data_broker") && s.among(all, "fetch_page", "crawl", "visit", "extract", "search_web"):
		return s.about(s.FileAbout|s.Carries, persons...) && !linksOnly(s.Text)
	case s.stores() || s.does("insert", "upsert", "write_file"):
		return s.about(s.About|s.Members|s.Carries, persons...) && (gathers(s, all) || s.about(s.Carries, "page") && s.among(all, "extract") && s.among(all, "request"))
	case s.Kind == "pair" || s.Kind == "assign":
		return s.about(s.About|s.Members|s.Carries, persons...) && (s.among(all, "crawl") || gathers(s, s.Beside|s.Does))
	}
	return false
}

// purgesMarked tells the deletion of rows that were marked before: by a condition on the
// mark, by a name that says so, or in a function that purges whatever is old.
func (s *signs) purgesMarked() bool {
	if s.Operation != "delete" && !s.does("delete", "expire") {
		return false
	}
	name := strings.ToLower(s.Name + " " + s.Function)
	switch {
	case s.about(s.Where|s.Guards|s.FunctionAbout|s.OwnerAbout, "soft_deletion"):
		return true
	case strings.Contains(name, "force_delete") || strings.Contains(name, "forcedelete") || strings.Contains(name, "really_destroy") || strings.Contains(name, "hard_delete") || strings.Contains(name, "harddelete"):
		return true
	}
	return s.Where == 0 && s.about(s.FunctionAbout, "retention") && s.about(s.FileAbout, "soft_deletion")
}

// platformExtension tells a list of a manifest, in JSON or in the program that writes it.
func (s *signs) platformExtension() bool {
	if s.Kind != "pair" || !s.reaches("social_platform") {
		return false
	}
	switch s.Leaf {
	case "matches", "permissions", "host_permissions", "optional_permissions", "optional_host_permissions", "content_scripts":
		return true
	}
	return false
}

// gathers tells whether pages are fetched and read.
func gathers(s *signs, does uint64) bool {
	return s.among(does, "crawl") || s.among(does, "fetch_page", "visit") && s.among(does, "extract")
}

// linksOnly tells the address of a platform that is shown or signed in through, and not read.
func linksOnly(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc([]string{"github.com", "gitlab.com", "stackoverflow.com", "youtube.com/embed", "youtube.com/watch", "img.youtube.com", "youtu.be",
		"vimeo.com", "medium.com", "twitch.tv", "discord", "t.me/", "wa.me/", "oauth", "/sharer", "/share", "/intent/"},
		func(part string) bool { return strings.Contains(text, part) })
}

// listPath is the part of an address by which services that send mail take in addresses.
var listPath = regexp.MustCompile(`(?i)/(?:lists?|audiences?|newsletters?)/[^ ]*/?(?:members|subscribers|contacts|emails?)|/(?:subscribers|members|listmembers)(?:/|\n|$)`)

// fillsList tells that an address of mail is sent to what keeps a list of members.
func (s *signs) fillsList() bool {
	return s.Kind == "call" && (s.does("request") || s.Leaf == "uri") && s.about(s.Carries|s.FileAbout, "email") && s.about(s.FileAbout, "marketing", "consent", "confirmation") && listPath.MatchString(s.Text)
}

// asksConsent tells the address of a tool that asks visitors for consent.
func asksConsent(address string) bool {
	return slices.ContainsFunc([]string{"cookiebot", "cookielaw.org", "onetrust", "didomi", "axept.io", "axeptio", "usercentrics", "iubenda", "tarteaucitron",
		"klaro", "osano", "cookieyes", "complianz", "termly", "trustarc", "consentmanager", "sirdata", "cookieconsent", "cookie-consent", "orejime", "cookiefirst", "quantcast.mgr.consensu"},
		func(name string) bool { return strings.Contains(strings.ToLower(address), name) })
}

func (s *signs) obeysRobots() bool {
	if !s.about(s.About, "robots") {
		return false
	}
	name := strings.ToLower(s.Name)
	against := strings.Contains(name, "ignore") || strings.Contains(name, "disable") || strings.Contains(name, "skip") || strings.Contains(name, "bypass")
	switch s.Kind {
	case "assign", "pair":
		return s.Value == "true" && !against || s.Value == "false" && against
	case "import":
		return true
	case "call":
		// robotparser.can_fetch, setRobots(true); ignoreRobots() is the contrary.
		return !against && s.Value != "false"
	}
	return false
}

// switchedOptIn says whether an item is a switch of double opt-in, which tells nothing
// unless it is on.
func switchedOptIn(item *Item) bool {
	switch item.Kind {
	case "pair", "assign", "declaration", "fallback":
		return strings.HasSuffix(item.Leaf, "opt_in") || strings.HasSuffix(item.Leaf, "optin")
	}
	return false
}
