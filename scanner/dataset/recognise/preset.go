package recognise

import (
	"fmt"
	"strings"
)

// preset is a known export.
type preset struct {
	name, label string
	least       int
	tells       []string
	// headers are the export's own headers, folded, and their fields.
	headers map[string]string
}

// learnPresets reads the known exports. Their headers of several words also
// serve to read other files.
func (b *book) learnPresets() {
	index := map[string]int{}
	for _, row := range rows("signatures.tsv", 4) {
		p := preset{name: row[0], label: row[1], headers: map[string]string{}}
		fmt.Sscan(row[2], &p.least)
		for _, h := range strings.Split(row[3], "|") {
			p.tells = append(p.tells, headerKey(h))
		}
		index[p.name] = len(b.presets)
		b.presets = append(b.presets, p)
	}
	for _, row := range rows("headers.tsv", 3) {
		i, ok := index[row[0]]
		if !ok {
			continue
		}
		for _, h := range strings.Split(row[2], "|") {
			key := headerKey(h)
			if _, twice := b.presets[i].headers[key]; !twice && key != "" {
				b.presets[i].headers[key] = row[1]
			}
			e := entry{key: key, field: row[1], lang: row[0]}
			if strings.Contains(key, " ") && !b.has(b.vendor, e) {
				b.vendor[key] = append(b.vendor[key], e)
			}
		}
	}
}

// presetOf gives the known export that the headers look like: the one with the
// greatest share of its tell-tale headers, if it has enough of them. A hint
// names the preset outright.
func (b *book) presetOf(headers []string, hint string) (*preset, string) {
	if hint != "" {
		for i := range b.presets {
			if p := &b.presets[i]; p.name == hint {
				return p, fmt.Sprintf("read as %s, as the mapping file says", p.label)
			}
		}
	}
	have := map[string]bool{}
	for _, h := range headers {
		have[headerKey(h)] = true
	}
	var best *preset
	var hits int
	var share float64
	for i := range b.presets {
		p := &b.presets[i]
		n := 0
		for _, t := range p.tells {
			if have[t] {
				n++
			}
		}
		if s := float64(n) / float64(len(p.tells)); n >= p.least && s > share {
			best, hits, share = p, n, s
		}
	}
	if best == nil {
		return nil, ""
	}
	return best, fmt.Sprintf("%d of %d tell-tale headers", hits, len(best.tells))
}
