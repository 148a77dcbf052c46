package observe

import (
	"encoding/json"
	"net/url"
	"strings"
)

// RootKind is a file at a site's root that speaks of its use by machines.
type RootKind string

// The files that Root reads.
const (
	AIText   RootKind = "ai.txt"
	LLMsText RootKind = "llms.txt"
	TDMRep   RootKind = "tdmrep.json"
)

// RootFile is what such a file says.
type RootFile struct {
	Kind RootKind
	// Usable is false for what is no such file, as when a site answers every
	// address with its home page.
	Usable bool
	// Line is where the deciding line stands; 0 is none.
	Line int
	// Refused says that ai.txt keeps text from machines altogether.
	Refused bool
	rules   []tdmRule
}

// tdmRule is one rule of tdmrep.json.
type tdmRule struct {
	location string
	reserved bool
	policy   bool
}

// maxRoot is how much of such a file is read.
const maxRoot = 512 << 10

// Root reads a file of a site's root: ai.txt (Spawning), llms.txt or
// tdmrep.json (TDM Reservation Protocol, W3C community group). It never fails.
func Root(kind RootKind, body []byte) *RootFile {
	r := &RootFile{Kind: kind}
	if len(body) > maxRoot {
		body = body[:maxRoot]
	}
	s := strings.TrimSpace(strings.TrimPrefix(string(body), "\ufeff"))
	if s == "" || s[0] == '<' {
		return r
	}
	switch kind {
	case TDMRep:
		r.tdm(s)
	case AIText:
		r.ai(s)
	case LLMsText:
		r.Usable = true
	}
	return r
}

func (r *RootFile) tdm(s string) {
	var rules []struct {
		Location    string          `json:"location"`
		Reservation json.RawMessage `json:"tdm-reservation"`
		Policy      string          `json:"tdm-policy"`
	}
	if json.Unmarshal([]byte(s), &rules) != nil {
		return
	}
	r.Usable = true
	for i, rule := range rules {
		if v := strings.Trim(string(rule.Reservation), `"`); i < 1000 && (v == "0" || v == "1") {
			r.rules = append(r.rules, tdmRule{rule.Location, v == "1", rule.Policy != ""})
		}
	}
}

// ai reads ai.txt: lines as in robots.txt. Only a refusal of everything or of
// texts is taken as one.
func (r *RootFile) ai(s string) {
	for i, line := range strings.Split(s, "\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent", "allow":
			r.Usable = true
		case "disallow":
			r.Usable = true
			switch strings.TrimSpace(value) {
			case "/", "*", "/*", "*.txt", "*.html", "*.htm":
				if !r.Refused {
					r.Refused, r.Line = true, i+1
				}
			}
		}
	}
}

// reserved gives what tdmrep.json says of a path: known is false when no rule
// speaks of it. The first rule that fits counts.
func (r *RootFile) reserved(path string) (reserved, known bool) {
	if path == "" {
		path = "/"
	}
	for _, rule := range r.rules {
		if fitsPath(rule.location, path) {
			return rule.reserved, true
		}
	}
	return false, false
}

// fitsPath matches a path against a pattern with * and a final $; without $
// the pattern is a beginning.
func fitsPath(pattern, path string) bool {
	exact := strings.HasSuffix(pattern, "$")
	parts := strings.Split(strings.TrimSuffix(pattern, "$"), "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	for i, part := range parts[1:] {
		if exact && i == len(parts)-2 {
			return strings.HasSuffix(path, part)
		}
		at := strings.Index(path, part)
		if at < 0 {
			return false
		}
		path = path[at+len(part):]
	}
	return !exact || path == "" || len(parts) > 1 && parts[len(parts)-1] == ""
}

// mining says what is told of text and data mining: the page's own words
// before its header, that before the site's file.
func (p *page) mining() {
	if !p.metaTDM() && !p.headerTDM() {
		p.fileTDM()
	}
	for _, l := range p.parts.links {
		if strings.Contains(l.get("rel"), "license") && strings.Contains(l.get("type"), "rsl") {
			p.say(Signal{Name: SignalLicence, Strength: Advisory, Value: "rsl", Where: spot("link[rel=license]", l)})
		}
	}
	site := p.in.Site
	if site == nil {
		return
	}
	for i, line := range site.Robots {
		if i < 50 {
			p.contentSignal(line)
		}
	}
	if f := site.AI; f != nil && f.Usable {
		p.say(Signal{Name: SignalAIText, Strength: Inventory, Value: "present", Where: "/ai.txt"})
		if f.Refused {
			p.say(Signal{Name: SignalMining, Strength: Advisory, Value: "ai.txt", Where: "/ai.txt " + lineOf(int32(f.Line))})
		}
	}
	if f := site.LLMs; f != nil && f.Usable {
		p.say(Signal{Name: SignalLLMs, Strength: Inventory, Value: "present", Where: "/llms.txt"})
	}
}

func (p *page) metaTDM() bool {
	found := false
	for _, m := range p.parts.meta {
		if strings.EqualFold(m.get("name"), "tdm-reservation") && !found {
			found = p.tdm(m.get("content"), spot("meta[name=tdm-reservation]", m))
		}
	}
	return found
}

func (p *page) headerTDM() bool {
	return p.tdm(p.in.Header.Get("Tdm-Reservation"), "header tdm-reservation")
}

func (p *page) tdm(v, where string) bool {
	switch strings.TrimSpace(v) {
	case "1":
		p.say(Signal{Name: SignalMining, Strength: Restriction, Value: "tdm-reservation=1", Where: where})
	case "0":
		p.say(Signal{Name: SignalMining, Strength: Inventory, Value: "tdm-reservation=0", Where: where})
	default:
		return false
	}
	return true
}

func (p *page) fileTDM() {
	if p.in.Site == nil || p.in.Site.TDM == nil {
		return
	}
	u, err := url.Parse(p.in.FinalURL)
	if err != nil {
		return
	}
	if reserved, known := p.in.Site.TDM.reserved(u.EscapedPath()); known {
		v := "0"
		if reserved {
			v = "1"
		}
		p.tdm(v, "/.well-known/tdmrep.json")
	}
}

// contentSignal reads a line such as "Content-Signal: search=yes, ai-train=no"
// or "Content-Usage: train-ai=n", with or without its name.
func (p *page) contentSignal(line string) {
	key, value, ok := strings.Cut(line, ":")
	if !ok {
		key, value = "Content-Signal", line
	}
	key = strings.TrimSpace(key)
	if !strings.EqualFold(key, "Content-Signal") && !strings.EqualFold(key, "Content-Usage") {
		return
	}
	where := "robots.txt " + key
	for i, part := range strings.FieldsFunc(strings.ToLower(value), func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		name, v, ok := strings.Cut(part, "=")
		if !ok || i > 20 || len(part) > 40 {
			continue
		}
		refused := v == "no" || v == "n"
		switch name {
		case "ai-train", "ai-input", "train-ai", "train-genai", "tdm", "bots", "ai":
			s := Signal{Name: SignalContentSignal, Strength: Inventory, Value: name + "=" + v, Where: where}
			if refused {
				s.Name, s.Strength = SignalMining, Advisory
			}
			p.say(s)
		case "search":
			s := Signal{Name: SignalContentSignal, Strength: Inventory, Value: name + "=" + v, Where: where}
			if refused {
				s.Strength = Advisory
			}
			p.say(s)
		}
	}
}
