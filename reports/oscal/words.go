package oscal

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"leadlint/reports/internal/identity"
)

// props pairs names with values, under leadlint's own namespace. A value that is empty is
// left out: OSCAL allows none.
func props(pairs ...string) []prop {
	var out []prop
	for i := 0; i+1 < len(pairs); i += 2 {
		if v := trim(pairs[i+1]); v != "" {
			out = append(out, prop{Name: pairs[i], NS: identity.NS, Value: v})
		}
	}
	return out
}

// trim takes away the white space that OSCAL allows neither before nor after a value, the
// byte order mark included, which is white space to the expressions of the schema.
func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
}

// said is s, or else when nothing is said.
func said(s, otherwise string) string {
	if s = trim(s); s != "" {
		return s
	}
	return otherwise
}

// markup keeps what stands in a text from being read as the markup of OSCAL: Markdown,
// HTML, subscripts, and the insertion of parameters.
func markup(s string) string { return escape.Replace(trim(s)) }

var escape = strings.NewReplacer(`\`, `\\`, "*", `\*`, "`", "\\`", "~", `\~`, "^", `\^`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "{{", `\{\{`, "}}", `\}\}`)

// when writes a day (YYYY-MM-DD) as a time in UTC. OSCAL requires one where a report may
// have none; the first day of Unix stands for it.
func when(day string) string {
	if at := deadline(day); at != "" {
		return at
	}
	return "1970-01-01T00:00:00Z"
}

// deadline is when for a time that may be left out.
func deadline(day string) string {
	if d, err := time.Parse(time.DateOnly, day); err == nil && d.Year() >= 1900 && d.Year() < 3000 {
		return day + "T00:00:00Z"
	}
	return ""
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// address gives back an address that a reader may follow, "" for any other.
func address(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	return u.String()
}
