package project_test

import (
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/code/lexicon"
	"leadlint/scanner/code/project"
)

func subjects(t *testing.T, names ...string) uint64 { return bits(t, facts.CodeSubjects(), names) }
func roles(t *testing.T, names ...string) uint64    { return bits(t, facts.CodeRoles(), names) }
func hosts(t *testing.T, names ...string) uint64    { return bits(t, facts.CodeHosts(), names) }

func bits(t *testing.T, order, names []string) uint64 {
	t.Helper()
	var set uint64
	for _, want := range names {
		found := false
		for i, name := range order {
			if name == want {
				set, found = set|1<<uint(i), true
			}
		}
		if !found {
			t.Fatalf("no member %q", want)
		}
	}
	return set
}

func TestDeleted(t *testing.T) {
	dated := subjects(t, "collected_at")
	for _, c := range []struct {
		name, table string
		items       []project.Item
		want        bool
	}{
		{"a statement by date", "Lead", []project.Item{{Kind: "statement", Operation: "delete", Name: "leads", Owner: "leads", Where: dated}}, true},
		{"a statement by id", "Lead", []project.Item{{Kind: "statement", Operation: "delete", Name: "leads", Owner: "leads"}}, false},
		{"a period in the condition", "lead_table", []project.Item{{Kind: "statement", Operation: "delete", Owner: "LeadModel", Days: 1095}}, true},
		{"an application's prefix", "app_lead", []project.Item{{Kind: "statement", Operation: "delete", Owner: "Lead", Where: dated}}, true},
		{"another table of the same prefix", "Lead", []project.Item{{Kind: "statement", Operation: "delete", Owner: "lead_events", Where: dated}}, false},
		{"a test", "Lead", []project.Item{{Kind: "statement", Place: "test", Operation: "delete", Owner: "leads", Where: dated}}, false},
		{"an index that expires", "contacts", []project.Item{{Kind: "statement", Operation: "index", Owner: "contacts", Expires: true}}, true},
		{"an option of an index", "contact", []project.Item{{Kind: "pair", Name: "expireAfterSeconds", Callee: "db.contacts.createIndex", Number: 86400}}, true},
		{"a field that expires", "Prospect", []project.Item{{Kind: "declaration", Name: "createdAt", Owner: "ProspectSchema", Expires: true}}, true},
		{"a prunable model", "Prospect", []project.Item{{Kind: "import", Name: `Illuminate\Database\Eloquent\Prunable`}, {Kind: "table", Name: "Prospect"}}, true},
		{"a function that purges", "contacts", []project.Item{{Kind: "call", Name: "c.delete", Function: "purge_old_contacts", Does: roles(t, "delete")}}, true},
		{"a function that deletes on demand", "contacts", []project.Item{{Kind: "call", Name: "c.delete", Function: "delete_contact", Does: roles(t, "delete")}}, false},
		{"a scheduled job", "people", []project.Item{{Kind: "call", Name: "cron.schedule", Text: "0 3 * * *\ncleanup_people", Does: roles(t, "schedule")}}, true},
		{"nothing", "", nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := project.New(lexicon.New())
			x.Add(c.items)
			if got := x.Result().Deleted(c.table); got != c.want {
				t.Errorf("Deleted(%q): got %v, want %v", c.table, got, c.want)
			}
		})
	}
}

func TestFeatures(t *testing.T) {
	type item = project.Item
	for feature, c := range map[string]struct{ good, bad item }{
		"collects_persons":     {item{Kind: "statement", Operation: "insert", Members: subjects(t, "personal", "contact_point", "email"), FileDoes: roles(t, "crawl")}, item{Kind: "call", Does: roles(t, "log"), Carries: subjects(t, "personal", "contact_point"), FileDoes: roles(t, "fetch_page", "extract")}},
		"crawls":               {item{Kind: "call", Does: roles(t, "crawl")}, item{Kind: "call", Does: roles(t, "request")}},
		"obeys_robots":         {item{Kind: "pair", Name: "ROBOTSTXT_OBEY", About: subjects(t, "robots"), Value: "true"}, item{Kind: "assign", Name: "c.IgnoreRobotsTxt", About: subjects(t, "robots"), Value: "true"}},
		"limits_rate":          {item{Kind: "assign", About: subjects(t, "delay"), Value: "number", Number: 2}, item{Kind: "assign", About: subjects(t, "delay"), Value: "number"}},
		"excludes_sites":       {item{Kind: "assign", About: subjects(t, "blocklist")}, item{Kind: "assign", About: subjects(t, "link")}},
		"filters_sensitive":    {item{Kind: "call", Guards: subjects(t, "special_category")}, item{Kind: "call", About: subjects(t, "special_category")}},
		"keeps_visibility":     {item{Kind: "declaration", About: subjects(t, "visibility")}, item{Kind: "call", About: subjects(t, "visibility")}},
		"keeps_source":         {item{Kind: "statement", Operation: "insert", Members: subjects(t, "source")}, item{Kind: "statement", Operation: "select", Members: subjects(t, "source")}},
		"deletes_persons":      {item{Kind: "statement", Operation: "delete", OwnerAbout: subjects(t, "person")}, item{Kind: "statement", Operation: "delete"}},
		"checks_suppression":   {item{Kind: "call", Guards: subjects(t, "opt_out")}, item{Kind: "declaration", About: subjects(t, "opt_out")}},
		"confirms_opt_in":      {item{Kind: "pair", About: subjects(t, "confirmation"), Value: "true"}, item{Kind: "pair", About: subjects(t, "confirmation"), Value: "false"}},
		"masks_copies":         {item{Kind: "call", Does: roles(t, "dump"), FileDoes: roles(t, "dump", "mask")}, item{Kind: "call", Does: roles(t, "dump"), FileDoes: roles(t, "dump")}},
		"uses_mailing_tool":    {item{Kind: "call", Hosts: hosts(t, "mailing_tool")}, item{Kind: "call", Does: roles(t, "mail")}},
		"syncs_preferences":    {item{Kind: "call", Does: roles(t, "subscribe"), FunctionAbout: subjects(t, "preference")}, item{Kind: "call", Does: roles(t, "subscribe")}},
		"uses_processors":      {item{Kind: "call", Does: roles(t, "track")}, item{Kind: "call", Does: roles(t, "log")}},
		"tells_processors":     {item{Kind: "call", Does: roles(t, "send"), FunctionAbout: subjects(t, "erasure")}, item{Kind: "call", Does: roles(t, "send")}},
		"exports_data":         {item{Kind: "function", About: subjects(t, "export"), FileAbout: subjects(t, "personal")}, item{Kind: "function", About: subjects(t, "export")}},
		"restricts_processing": {item{Kind: "statement", Where: subjects(t, "restriction")}, item{Kind: "call", About: subjects(t, "restriction")}},
		"checks_age":           {item{Kind: "control", About: subjects(t, "birth_date")}, item{Kind: "declaration", About: subjects(t, "birth_date")}},
		"filters_consent":      {item{Kind: "statement", Operation: "select", Where: subjects(t, "consent")}, item{Kind: "statement", Operation: "select"}},
		"platform_extension":   {item{Kind: "pair", Leaf: "matches", Hosts: hosts(t, "social_platform")}, item{Kind: "pair", Leaf: "links", Hosts: hosts(t, "social_platform")}},
		"writes_visibility":    {item{Kind: "statement", Operation: "insert", Members: subjects(t, "visibility")}, item{Kind: "declaration", About: subjects(t, "visibility")}},
		"keeps_proof":          {item{Kind: "table", About: subjects(t, "consent"), Members: subjects(t, "proof")}, item{Kind: "table", About: subjects(t, "person"), Members: subjects(t, "proof")}},
		"purges_marked":        {item{Kind: "statement", Operation: "delete", Where: subjects(t, "soft_deletion")}, item{Kind: "statement", Operation: "delete", Where: subjects(t, "last_contact")}},
		"consent_manager":      {item{Kind: "call", Does: roles(t, "ask_consent")}, item{Kind: "element", Does: roles(t, "load_script"), Guards: subjects(t, "consent")}},
	} {
		bit := bits(t, facts.CodeFeatures(), []string{feature})
		for _, half := range []struct {
			item item
			want bool
		}{{c.good, true}, {c.bad, false}} {
			x := project.New(lexicon.New())
			x.Add([]item{half.item})
			if got := x.Result().Features&bit != 0; got != half.want {
				t.Errorf("%s of %+v: got %v, want %v", feature, half.item, got, half.want)
			}
		}
	}
	if got, want := len(facts.CodeFeatures()), 25; got != want {
		t.Errorf("got %d features, want %d: a new one needs its sign here", got, want)
	}
}

func TestMerge(t *testing.T) {
	l := lexicon.New()
	a, b := project.New(l), project.New(l)
	a.Add([]project.Item{{Kind: "statement", Operation: "delete", Owner: "leads", Days: 30}})
	b.Add([]project.Item{{Kind: "call", Does: roles(t, "crawl"), Hosts: hosts(t, "mailing_tool")}})
	whole := b.Result().Features
	a.Merge(b)
	if got := a.Result(); got.Features&whole != whole || !got.Deleted("Lead") {
		t.Errorf("got features %b and deleted %v, want those of both", got.Features, got.Deleted("Lead"))
	}
}
