package visit

import (
	"net/url"
	"slices"
	"strings"

	"leadlint/scanner/dataset/values"
	"leadlint/scanner/mask"
)

// longestStep is the greatest length of a step of a path that is shown.
const longestStep = 24

// maskAddress is an address as reports and records hold it: the host, and the
// first step of the path where it is one plain word. Anything else may name a
// person, and a profile's address does.
func maskAddress(raw string) string {
	if values.ProfileURL([]byte(raw)) {
		return mask.URL(raw)
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return unreadable(raw)
	}
	steps := strings.Split(strings.Trim(u.EscapedPath(), "/"), "/")
	out := u.Scheme + "://" + strings.ToLower(u.Host)
	if steps[0] == "" && u.RawQuery == "" {
		return out + "/"
	}
	if steps[0] == "" || len(steps[0]) > longestStep || strings.ContainsAny(steps[0], "@%-._~+0123456789") {
		return out + "/…"
	}
	out += "/" + steps[0]
	if len(steps) > 1 || u.RawQuery != "" {
		out += "/…"
	}
	return out
}

// unreadable shows of what is no address the place where a host would stand, if it
// looks like one; what follows may name a person, and what is before it a password.
func unreadable(raw string) string {
	_, rest, found := strings.Cut(raw, "://")
	if !found {
		rest = raw
	}
	place := rest
	if i := strings.IndexAny(rest, "/?#\\"); i >= 0 {
		place = rest[:i]
	}
	const characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]"
	if !strings.Contains(place, ".") || strings.Trim(place, characters) != "" {
		return "…"
	}
	return strings.ToLower(place) + "/…"
}

// maskRule is a line of robots.txt as reports and records hold it: the path of a rule may
// be a person's, and a comment may name somebody. What is left out is in the file, whose
// hash and line are told.
func maskRule(line string) string {
	line, _, _ = strings.Cut(line, "#")
	name, value, found := strings.Cut(line, ":")
	if !found {
		return ""
	}
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	var out strings.Builder
	words := 0
	for step := range strings.SplitAfterSeq(value, "/") {
		word := strings.Trim(step, "/*$")
		if word != "" {
			words++
		}
		if words > 1 || len(word) > longestStep || strings.ContainsFunc(word, notLetter) {
			out.WriteString("…")
			break
		}
		out.WriteString(step)
	}
	return name + ": " + out.String()
}

func notLetter(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') }

// homeward says whether an address led to the front of a site.
func homeward(asked, answered string) bool {
	from, err := url.Parse(asked)
	to, also := url.Parse(answered)
	if err != nil || also != nil || asked == answered {
		return false
	}
	return strings.Trim(to.Path, "/") == "" && to.RawQuery == "" && (strings.Trim(from.Path, "/") != "" || from.RawQuery != "")
}

// sortedTokens gives the keys of a map in order.
func sortedTokens[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
