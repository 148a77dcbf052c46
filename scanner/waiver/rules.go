package waiver

import (
	"path"

	"leadlint/rules"
	"leadlint/rules/strict"
)

// CheckRules holds the rules that the entries name against those that there are. The
// error, of type strict.Errors, names the nearest one that is known.
func (f *File) CheckRules(list []*rules.Rule) error {
	var problems strict.Collector
	for i := range f.Waivers {
		e := &f.Waivers[i]
		at := e.Pos.Value("rule")
		if _, err := path.Match(e.Rule, "x"); err != nil {
			problems.Add(at, "%q is no rule", e.Rule)
			continue
		}
		if why := RuleFault(e.Rule, list); why != "" {
			problems.Add(at, "%s", why)
		}
	}
	return problems.Err()
}

// RuleFault says why nothing of a rule, named by its id or its number in the catalogue,
// can be waived; empty when it can.
func RuleFault(name string, list []*rules.Rule) string {
	var names []string
	found := false
	for _, r := range list {
		names = append(names, r.ID, r.Catalogue)
		if !matchRule(name, r.ID) && !matchRule(name, r.Catalogue) {
			continue
		}
		if Waivable(string(r.Kind), r.On) {
			return ""
		}
		found = true
	}
	if found {
		return "rule " + name + " cannot be waived: it only decides whether others apply, or is about waivers themselves"
	}
	hint := ""
	if near := strict.Nearest(name, names); near != "" {
		hint = "; did you mean \"" + near + "\"?"
	}
	return "there is no rule \"" + name + "\"" + hint
}
