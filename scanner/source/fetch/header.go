package fetch

import "net/http"

// Bounds on the headers that are kept: how many values of a name, and how long.
const (
	maxValues = 20
	maxValue  = 2 << 10
)

// chosen gives the headers an audit reads: what an answer is, how old it is, what
// it says about access, robots and mining, and who stands before the site. Cookies
// are not among them.
func chosen(h http.Header) http.Header {
	names := []string{
		"Cache-Control", "Content-Disposition", "Content-Language", "Content-Signal", "Content-Type",
		"Content-Usage", "Cf-Mitigated", "Date", "Etag", "Expires", "Last-Modified", "Link", "Location",
		"Referrer-Policy", "Retry-After", "Server", "Tdm-Policy", "Tdm-Reservation", "Vary", "Www-Authenticate",
		"X-Amzn-Waf-Action", "X-Datadome", "X-Dd-B", "X-Robots-Tag",
	}
	out := http.Header{}
	for _, name := range names {
		for i, v := range h.Values(name) {
			if i == maxValues {
				break
			}
			out.Add(name, cut(v, maxValue))
		}
	}
	return out
}
