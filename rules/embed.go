package rules

import (
	"embed"

	"leadlint/rules/facts"
)

// The packs that leadlint comes with.
//
//go:embed gdpr/*.yaml eprivacy-fr/*.yaml code/*.yaml
var packFiles embed.FS

// Embedded reads the packs that leadlint comes with, in a fixed order.
func Embedded() ([]*Pack, error) { return LoadAll(facts.NewSchema()) }

// ownPacks are the folders of leadlint's own packs, in the order of the packs.
func ownPacks() []string { return []string{"gdpr", "eprivacy-fr", "code"} }

// embedded reads leadlint's own packs.
func (l *loader) embedded() ([]*Pack, error) {
	l.own = true
	defer func() { l.own = false }()
	var packs []*Pack
	for _, dir := range ownPacks() {
		p, err := l.load(packFiles, dir, "rules/"+dir)
		if err != nil {
			return nil, err
		}
		packs = append(packs, p)
	}
	return packs, nil
}
