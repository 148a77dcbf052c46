package visit

import (
	"net/http"
	"strings"

	"leadlint/scanner/source/fetch"
)

// answer notes how the site answered.
func (r *Record) answer(p *fetch.Page) {
	for _, h := range p.Hops {
		r.Hops = append(r.Hops, h.Status)
		if len(p.Hops) > 1 {
			r.Chain = append(r.Chain, maskAddress(h.URL))
		}
	}
	r.Headers = plainHeaders(p)
	r.Final, r.Status, r.SHA256, r.Truncated = maskAddress(p.FinalURL()), p.Status, p.RawSHA256, p.Truncated
	r.ETag, r.LastModified = p.Header.Get("ETag"), p.Header.Get("Last-Modified")
	r.robots(p)
	r.Access, r.Homeward = "unreachable", homeward(p.URL, p.FinalURL())
	if p.Err != nil {
		r.Problem = &Problem{Kind: string(p.Err.Kind), Message: p.Err.Message}
		if p.Err.Kind == fetch.KindRobots {
			r.Access = "disallowed"
		}
	}
}

func (r *Record) robots(p *fetch.Page) {
	a := &p.Robots
	d := Decision{State: string(a.State), Line: a.Ours.Line, Text: maskRule(a.Ours.Text), SHA256: a.SHA256}
	if a.State == fetch.RobotsAllowed || a.State == fetch.RobotsDisallowed {
		d.AnyOut, d.AnyLine, d.AnyText = factOf(!a.Any.Allowed), a.Any.Line, maskRule(a.Any.Text)
	}
	for _, token := range sortedTokens(a.Others) {
		if !a.Others[token].Allowed {
			o := a.Others[token]
			d.Others = append(d.Others, Rule{token, o.Line, maskRule(o.Text)})
		}
	}
	r.Robots = d
}

// plainHeaders gives the headers that tell what an answer is and how old. Their values
// are dates and words of closed lists; another value is left out. What a header says of
// access or mining is among the signals, with what stands there.
func plainHeaders(p *fetch.Page) []Header {
	var out []Header
	if p.ContentType != "" && strings.Trim(p.ContentType, "abcdefghijklmnopqrstuvwxyz0123456789/+.-") == "" {
		out = append(out, Header{"Content-Type", p.ContentType})
	}
	for _, name := range []string{"Date", "Expires", "Last-Modified"} {
		if at, err := http.ParseTime(p.Header.Get(name)); err == nil {
			out = append(out, Header{name, at.UTC().Format(http.TimeFormat)})
		}
	}
	for _, name := range []string{"Cache-Control", "Content-Language"} {
		value := strings.ToLower(p.Header.Get(name))
		if value != "" && len(value) <= 100 && strings.Trim(value, "abcdefghijklmnopqrstuvwxyz-=, 0123456789") == "" {
			out = append(out, Header{name, value})
		}
	}
	return out
}
