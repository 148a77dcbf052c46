package oscal_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"leadlint/reports/internal/specimen"
	"leadlint/rules"
	"leadlint/scanner/finding"
	"pgregory.net/rapid"
)

// The constraints below are those of OSCAL 1.1.3 that bear on what is written: which
// members an object must have, which it may have, what a value looks like, that no list is
// empty, and that what is referred to is there.
var (
	uuid   = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	token  = regexp.MustCompile(`^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$`)
	moment = regexp.MustCompile(`^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T00:00:00Z$`)
	plain  = regexp.MustCompile(`^\S(.*\S)?$`)
	uri    = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+\-.]+:.+$`)
)

// objects gives, for the member that holds it, what an object must and may have beside.
var objects = map[string][2]string{
	"assessment-results":           {"uuid metadata import-ap results", "back-matter"},
	"catalog":                      {"uuid metadata", "groups back-matter"},
	"metadata":                     {"title last-modified version oscal-version", "props roles parties responsible-parties remarks"},
	"import-ap":                    {"href", "remarks"},
	"results":                      {"uuid title description start reviewed-controls", "end props local-definitions observations risks findings remarks"},
	"props":                        {"name value", "ns"},
	"links":                        {"href", "rel text"},
	"roles":                        {"id title", ""},
	"parties":                      {"uuid type", "name props remarks"},
	"responsible-parties":          {"role-id party-uuids", ""},
	"back-matter":                  {"", "resources"},
	"resources":                    {"uuid", "title description props citation rlinks remarks"},
	"citation":                     {"text", ""},
	"rlinks":                       {"href", ""},
	"local-definitions":            {"", "inventory-items assessment-assets"},
	"inventory-items":              {"uuid description", "props"},
	"assessment-assets":            {"assessment-platforms", "components"},
	"components":                   {"uuid type title description status", "props"},
	"assessment-platforms":         {"uuid", "title uses-components"},
	"uses-components":              {"component-uuid", ""},
	"reviewed-controls":            {"control-selections", "description links control-objective-selections remarks"},
	"control-selections":           {"", "description include-all include-controls remarks"},
	"include-all":                  {"", ""},
	"include-controls":             {"control-id", ""},
	"control-objective-selections": {"", "include-objectives"},
	"include-objectives":           {"objective-id", ""},
	"observations":                 {"uuid description methods collected", "title props types origins subjects relevant-evidence remarks"},
	"origins":                      {"actors", ""},
	"actors":                       {"type actor-uuid", ""},
	"subjects":                     {"subject-uuid type", "title"},
	"relevant-evidence":            {"description", "props"},
	"risks":                        {"uuid title description statement status", "props links origins deadline remediations risk-log related-observations"},
	"remediations":                 {"uuid lifecycle title description", "remarks"},
	"risk-log":                     {"entries", ""},
	"entries":                      {"uuid start", "title description end props status-change"},
	"related-observations":         {"observation-uuid", ""},
	"related-risks":                {"risk-uuid", ""},
	"findings":                     {"uuid title description target", "props origins related-observations related-risks remarks"},
	"target":                       {"type target-id status", "title"},
	"status":                       {"state", "reason remarks"},
	"groups":                       {"id title", "controls"},
	"controls":                     {"id title", "class props links parts"},
	"parts":                        {"name", "id ns class title props prose parts links"},
}

// closedLists are the values that the standard allows, by the member or by the object and
// the member.
var closedLists = map[string]string{
	"risks.status": "open investigating remediating deviation-requested deviation-approved closed", "entries.status-change": "open investigating remediating deviation-requested deviation-approved closed",
	"target.type": "statement-id objective-id", "actors.type": "tool assessment-platform party", "parties.type": "person organization",
	"subjects.type": "component inventory-item location party user resource", "remediations.lifecycle": "recommendation planned completed",
	"methods": "EXAMINE INTERVIEW TEST UNKNOWN", "types": "ssp-statement-issue control-objective mitigation finding historic",
	"metadata.oscal-version": "1.1.3",
}

// checker goes through a document.
type checker struct {
	wrong    []string
	defined  map[string]bool
	referred map[string]string
}

func check(data []byte) []string {
	var doc map[string]any
	if err := json.Unmarshal(data, &doc); err != nil {
		return []string{err.Error()}
	}
	c := &checker{defined: map[string]bool{}, referred: map[string]string{}}
	if len(doc) != 1 {
		c.fail("the document has %d roots", len(doc))
	}
	for name, v := range doc {
		c.value(name, name, v)
	}
	for id, where := range c.referred {
		if !c.defined[id] {
			c.fail("%s refers to %s, which is not there", where, id)
		}
	}
	slices.Sort(c.wrong)
	return c.wrong
}

func (c *checker) fail(format string, args ...any) {
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
}

func (c *checker) value(path, name string, v any) {
	switch v := v.(type) {
	case []any:
		if len(v) == 0 {
			c.fail("%s is an empty list", path)
		}
		for i, one := range v {
			c.value(fmt.Sprintf("%s[%d]", path, i), name, one)
		}
	case map[string]any:
		c.object(path, name, v)
	case string:
		c.text(path, name, v)
	default:
		c.fail("%s is a %T", path, v)
	}
}

func (c *checker) object(path, name string, o map[string]any) {
	rule, ok := objects[name]
	if !ok {
		c.fail("%s: no object of that name is known", path)
	}
	for _, want := range strings.Fields(rule[0]) {
		if _, ok := o[want]; !ok {
			c.fail("%s has no %s", path, want)
		}
	}
	_, all := o["include-all"]
	if _, some := o["include-controls"]; name == "control-selections" && all == some {
		c.fail("%s selects neither or both ways", path)
	}
	for member, v := range o {
		if !slices.Contains(strings.Fields(rule[0]+" "+rule[1]), member) {
			c.fail("%s may not have %s", path, member)
		}
		if allowed := closedLists[name+"."+member]; allowed != "" && !slices.Contains(strings.Fields(allowed), fmt.Sprint(v)) {
			c.fail("%s.%s is %q", path, member, v)
		}
		if name == "target" && member == "status" {
			c.conclusion(path, v.(map[string]any))
		}
		c.value(path+"."+member, member, v)
	}
}

// conclusion: satisfied passes, everything else fails or has another reason.
func (c *checker) conclusion(path string, o map[string]any) {
	switch said := fmt.Sprint(o["state"], " ", o["reason"]); said {
	case "satisfied pass", "not-satisfied fail", "not-satisfied other":
	default:
		c.fail("%s is %q", path, said)
	}
}

func (c *checker) text(path, name, s string) {
	forms := map[string]*regexp.Regexp{
		"uuid": uuid, "party-uuids": uuid, "component-uuid": uuid, "actor-uuid": uuid, "subject-uuid": uuid, "observation-uuid": uuid, "risk-uuid": uuid,
		"id": token, "role-id": token, "control-id": token, "objective-id": token, "target-id": token, "class": token,
		"last-modified": moment, "start": moment, "end": moment, "collected": moment, "deadline": moment,
		"value": plain, "version": plain, "methods": plain, "ns": uri,
	}
	if form := forms[name]; form != nil && !form.MatchString(s) {
		c.fail("%s is %q", path, s)
	}
	if strings.TrimSpace(s) == "" {
		c.fail("%s says nothing", path)
	}
	if allowed := closedLists[name]; allowed != "" && !slices.Contains(strings.Fields(allowed), s) {
		c.fail("%s is %q", path, s)
	}
	switch {
	case name == "uuid", name == "id":
		if c.defined[s] {
			c.fail("%s: %s is there twice", path, s)
		}
		c.defined[s] = true
	case strings.HasSuffix(name, "-uuid"), name == "party-uuids", name == "role-id":
		c.referred[s] = path
	case name == "href" && strings.HasPrefix(s, "#"):
		c.referred[s[1:]] = path
	}
}

func specimens() map[string]*finding.Report {
	bare := &finding.Report{Schema: finding.SchemaVersion, Now: "2026-01-05"}
	return map[string]*finding.Report{
		"breaching": specimen.Breaching(), "incomplete": specimen.Incomplete(), "sampled": specimen.Sampled(), "code": specimen.Code(),
		"hostile": specimen.Hostile(), "large": specimen.Large(300), "living": specimen.Living(), "bare": bare,
		"unanswered": one(true, finding.Finding{Kind: "breach", Outcome: finding.NotAssessed, Needs: []string{"send"}}),
	}
}

func TestConstraints(t *testing.T) {
	for name, r := range specimens() {
		for _, lang := range []string{"en", "fr"} {
			for _, wrong := range check(written(t, r, lang)) {
				t.Errorf("%s.%s: %s", name, lang, wrong)
			}
		}
	}
}

func TestConstraintsWhateverTheTextsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := rapid.SliceOfN(rapid.String(), 3, 12).Draw(t, "texts")
		r, n := specimen.Living(), 0
		specimen.Strings(r, func(string) string { n++; return pool[n%len(pool)] })
		if wrong := check(written(t, r, "fr")); wrong != nil {
			t.Fatal(strings.Join(wrong, "\n"))
		}
	})
}

func TestCatalogConstraints(t *testing.T) {
	packs, err := rules.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "fr"} {
		for _, wrong := range check(catalogue(t, packs, lang)) {
			t.Errorf("%s: %s", lang, wrong)
		}
	}
}

// TestCheckSees spoils a document that is right: what is checked above is looked at.
func TestCheckSees(t *testing.T) {
	right := string(written(t, specimen.Living(), "en"))
	for name, change := range map[string][2]string{
		"member missing":   {`"last-modified"`, `"modified"`},
		"reference broken": {`"actor-uuid": "`, `"actor-uuid": "0`},
		"nobody there":     {`"observation-uuid": "c`, `"observation-uuid": "d`},
		"list empty":       {"[\n              \"TEST\"\n            ]", "[]"},
		"other state":      {`"state": "satisfied"`, `"state": "fine"`},
		"other status":     {`"status": "open"`, `"status": "opened"`},
		"no time":          {`"start": "2026-01-05T00:00:00Z"`, `"start": "2026-01-05"`},
		"blank first":      {`"value": "VIS-01"`, `"value": " VIS-01"`},
	} {
		wrong := strings.Replace(right, change[0], change[1], 1)
		if !json.Valid([]byte(wrong)) {
			t.Fatal(name)
		}
		if wrong == right || check([]byte(wrong)) == nil {
			t.Errorf("%s is not seen", name)
		}
	}
}
