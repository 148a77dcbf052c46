package observe

import (
	"strings"
)

// robotsHeaders reads X-Robots-Tag: it may repeat, and directives may follow
// the name of a robot and a colon.
func (p *page) robotsHeaders() {
	for _, v := range p.in.Header.Values("X-Robots-Tag") {
		p.directives(v, "", "header X-Robots-Tag")
	}
}

// metas reads the meta elements that speak of robots.
func (p *page) metas() {
	for i, m := range p.parts.meta {
		if i == 500 {
			return
		}
		name := strings.ToLower(strings.TrimSpace(m.get("name")))
		if name == "robots" {
			p.directives(m.get("content"), "", spot("meta[name=robots]", m))
		} else if kind := p.robotKind(name); kind != "" {
			p.directives(m.get("content"), name, spot("meta[name="+name+"]", m))
		}
	}
}

// robotKind gives what a robot of that name is for: search, ai or other;
// empty when no such robot is known.
func (p *page) robotKind(name string) string {
	for _, m := range p.lex.marks["robot"] {
		if m.text == name {
			return m.name
		}
	}
	return ""
}

// directives reads a list of directives, agent being the robot they are for.
func (p *page) directives(value, agent, where string) {
	n := 0
	for _, part := range strings.Split(value, ",") {
		part = strings.TrimSpace(part)
		for {
			name, rest, colon := strings.Cut(part, ":")
			if !colon || valued(strings.ToLower(strings.TrimSpace(name))) || strings.ContainsAny(strings.TrimSpace(name), " \t") {
				break
			}
			agent, part = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(rest)
		}
		for _, d := range fields(part) {
			if n++; n > 50 {
				return
			}
			p.directive(strings.ToLower(d), agent, where)
		}
	}
}

// fields parts directives that are separated by blanks only, which many pages
// write though the form wants commas.
func fields(s string) []string {
	if name, _, ok := strings.Cut(s, ":"); ok && valued(strings.ToLower(strings.TrimSpace(name))) {
		return []string{s}
	}
	words := strings.Fields(s)
	for _, w := range words {
		if len(words) > 1 && strings.Contains(w, ":") {
			return nil // a sentence, not a list
		}
	}
	return words
}

// valued says whether a directive takes a value after a colon.
func valued(name string) bool {
	switch name {
	case "unavailable_after", "max-snippet", "max-image-preview", "max-video-preview":
		return true
	}
	return false
}

func (p *page) directive(d, agent, where string) {
	s := Signal{Value: d, Where: where}
	if agent != "" {
		s.Value = p.lex.agent(agent) + ": " + d
	}
	name, value, _ := strings.Cut(d, ":")
	switch strings.TrimSpace(name) {
	case "noindex", "none":
		s.Name, s.Strength = SignalHidden, Restriction
		if agent != "" && agent != "*" && p.robotKind(agent) != "search" {
			s.Name, s.Strength = SignalRobots, Advisory
		}
	case "noai", "noimageai":
		s.Name, s.Strength = SignalMining, Advisory
	case "noarchive", "nosnippet", "nofollow", "noimageindex", "notranslate", "nocache", "noodp", "indexifembedded":
		s.Name, s.Strength = SignalRobots, Advisory
	case "max-snippet":
		if strings.TrimSpace(value) != "0" {
			return
		}
		s.Name, s.Strength = SignalRobots, Advisory
	case "unavailable_after":
		s.Name, s.Strength, s.Value = SignalRobots, Advisory, "unavailable_after"
	default:
		return
	}
	p.say(s)
}

// agent gives a robot's name when it can be shown: it may be anything.
func (l *Lexicon) agent(name string) string {
	if len(name) > 40 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-_*.") != "" {
		return "(other)"
	}
	return name
}
