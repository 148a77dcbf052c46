package observe_test

import (
	"slices"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/code/lexicon"
	"leadlint/scanner/code/observe"
)

// TestCodes: the constants of this package are in the order of the relation.
func TestCodes(t *testing.T) {
	rel := facts.NewSchema().Relation("code")
	last := []struct {
		name  string
		got   int
		names []string
	}{
		{"kinds", int(observe.KindElement), facts.CodeKinds()},
		{"languages", int(observe.LanguageSettings), facts.CodeLanguages()},
		{"places", int(observe.PlaceMigration), rel.Field("place").Values},
		{"operations", int(observe.OperationCopy), rel.Field("operation").Values},
		{"values", int(observe.ValueExpression), rel.Field("value").Values},
	}
	for _, tt := range last {
		if tt.got != len(tt.names)-1 {
			t.Errorf("%s: the last is %d, want %d", tt.name, tt.got, len(tt.names)-1)
		}
	}
	bits := []struct {
		name string
		got  uint64
		list []string
	}{
		{"consent", observe.AboutConsent, facts.CodeSubjects()}, {"thing", observe.AboutThing, facts.CodeSubjects()},
		{"page", observe.AboutPage, facts.CodeSubjects()}, {"last_contact", observe.AboutLastContact, facts.CodeSubjects()},
		{"log", observe.DoesLog, facts.CodeRoles()}, {"set_header", observe.DoesSetHeader, facts.CodeRoles()}, {"mask", observe.DoesMask, facts.CodeRoles()},
		{"other", observe.HostOther, facts.CodeHosts()}, {"expires", observe.OptionExpires, rel.Field("options").Values},
	}
	for _, tt := range bits {
		if want := uint64(1) << slices.Index(tt.list, tt.name); tt.got != want {
			t.Errorf("%s: got bit %x, want %x", tt.name, tt.got, want)
		}
	}
}

func TestBatch(t *testing.T) {
	rel := facts.NewSchema().Relation("code")
	rows := []observe.Fact{
		{Kind: observe.KindTable, Name: "leads", Whole: observe.True, Members: observe.AboutEmail},
		{Kind: observe.KindAssign, Name: "x", Value: observe.ValueNumber, Number: observe.Amount{Known: true, N: 3}},
	}
	b := observe.Batch(rel, rows, observe.Project{Has: 1, Deleted: func(*observe.Fact) observe.Truth { return observe.False }})
	if b.N != 2 || len(b.Cols) != len(rel.Fields) {
		t.Fatalf("got %d rows of %d columns, want 2 of %d", b.N, len(b.Cols), len(rel.Fields))
	}
	get := func(field string) *facts.Vec { return &b.Cols[rel.Index(field)] }
	if got := get("kind").Codes[0]; got != rel.Field("kind").Code("table") {
		t.Errorf("kind: got %d", got)
	}
	if got := get("members").Sets; got[0] != facts.SetKnown|observe.AboutEmail || got[1] != facts.SetKnown {
		t.Errorf("members: got %x", got)
	}
	if got := get("number").Ints; got[0] != facts.UnknownInt || got[1] != 3 {
		t.Errorf("number: got %d", got)
	}
	if got := get("deleted").Codes; got[0] != facts.FalseCode || got[1] != facts.UnknownCode {
		t.Errorf("deleted: got %d", got)
	}
	if got := get("project_has").Sets[1]; got != facts.SetKnown|1 {
		t.Errorf("project_has: got %x", got)
	}
	if got := get("whole").Codes; got[0] != facts.TrueCode || got[1] != facts.UnknownCode {
		t.Errorf("whole: got %d", got)
	}
	if got := string(get("name").Texts[1]); got != "x" {
		t.Errorf("name: got %q", got)
	}
}

func TestPlaceOf(t *testing.T) {
	tests := []struct {
		path string
		want observe.Place
	}{
		{"app/models.py", observe.PlaceProduction}, {"tests/test_x.py", observe.PlaceTest}, {"src/a.spec.ts", observe.PlaceTest},
		{"pkg/a_test.go", observe.PlaceTest}, {"src/__tests__/a.js", observe.PlaceTest}, {"examples/run.py", observe.PlaceSample},
		{"_examples/basic/main.go", observe.PlaceSample}, {"example_app/run.py", observe.PlaceSample}, {"apps/crawler-demo/index.js", observe.PlaceSample},
		{"demographics/load.py", observe.PlaceProduction}, {"samplers/a.go", observe.PlaceProduction}, {"src/__mocks__/a.js", observe.PlaceTest},
		{"docs/a.html", observe.PlaceDocumentation}, {"db/seeds.rb", observe.PlaceSeed}, {"db/migrate/1_x.rb", observe.PlaceMigration},
		{".env.example", observe.PlaceSample}, {"src/LeadTest.java", observe.PlaceTest}, {"contest/latest.py", observe.PlaceProduction},
	}
	for _, tt := range tests {
		if got := observe.PlaceOf(tt.path); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.path, got, tt.want)
		}
	}
}

// TestJoins: what the tables of a project are joined by.
func TestJoins(t *testing.T) {
	o := observe.New(lexicon.New(), nil)
	r := observed(t, o, "models.py", []byte("class Lead(models.Model):\n    email = models.EmailField()\n    class Meta:\n        db_table = 'crm_leads'\n\nLead.objects.filter(created_at__lt=now() - timedelta(days=30)).delete()\nLead.objects.filter(id=3).delete()\n"))
	if len(r.Tables) != 1 || r.Tables[0].Name != "Lead" || r.Tables[0].Stored != "crm_leads" || r.Tables[0].Members&observe.AboutEmail == 0 {
		t.Fatalf("got tables %+v", r.Tables)
	}
	if f := r.Facts[r.Tables[0].Fact]; f.Kind != observe.KindTable || f.Name != "Lead" {
		t.Errorf("the fact of the table is %+v", f)
	}
	if len(r.Deletions) != 2 || !r.Deletions[0].ByDate || r.Deletions[1].ByDate {
		t.Errorf("got deletions %+v", r.Deletions)
	}
	ttl := observed(t, o, "a.js", []byte(`leadSchema.index({createdAt: 1}, {expireAfterSeconds: 60});`))
	if len(ttl.Deletions) != 1 || ttl.Deletions[0].Table != "lead" || !ttl.Deletions[0].ByDate {
		t.Errorf("got deletions %+v", ttl.Deletions)
	}
}

// TestSame: an Observer gives the same facts again, whatever it read in between.
func TestSame(t *testing.T) {
	rel := facts.NewSchema().Relation("code")
	o := observe.New(lexicon.New(), wanted{})
	for name, src := range sources(t, "testdata/script.txt") {
		first := dump(rel, observed(t, o, name, []byte(src)).Facts)
		observed(t, o, "b.py", []byte("import a as user\nuser.x = 1\nemail = 2"))
		if again := dump(rel, observed(t, o, name, []byte(src)).Facts); again != first {
			t.Errorf("%s: got %s, want %s", name, again, first)
		}
	}
}
