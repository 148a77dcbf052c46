package rules

import (
	"leadlint/rules/law"
	"leadlint/rules/strict"
)

// precedentKeys lists the keys that rules may cite.
func precedentKeys() []string {
	var keys []string
	for _, p := range law.Precedents() {
		keys = append(keys, p.ID)
	}
	return keys
}

// knownPrecedent gives the test for keys of package law.
func knownPrecedent() func(string) bool {
	known := map[string]bool{}
	for _, key := range precedentKeys() {
		known[key] = true
	}
	return func(key string) bool { return known[key] }
}

// nearPrecedent ends a message about an unknown key.
func (l *loader) nearPrecedent(key string) string {
	if near := strict.Nearest(key, precedentKeys()); near != "" {
		return strict.Suggest(key, []string{near})
	}
	return "; precedents stand in the table of package law"
}
