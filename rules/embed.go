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

// embedded reads leadlint's own packs.
func (l *loader) embedded() ([]*Pack, error) {
	l.own = true
	defer func() { l.own = false }()
	var packs []*Pack
	for _, dir := range []string{"gdpr", "eprivacy-fr", "code"} {
		p, err := l.load(packFiles, dir, "rules/"+dir)
		if err != nil {
			return nil, err
		}
		packs = append(packs, p)
	}
	return packs, nil
}
