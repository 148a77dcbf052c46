// Package fetch visits the pages that data are said to come from. It is a guest:
// it asks robots.txt before every request, tells who it is, sends one request at
// a time to a host, waits when it is asked to, sends no cookie, no referrer and
// no credentials, and never more than a GET. It is also wary: only http and https
// on ports 80 and 443, an address on every connection checked when it is dialled,
// and what a site can make it read, wait for or remember is bounded.
//
// What a site did is never an error of Go: Page tells it.
//
// Pages are downloaded with colly, whose redirects, cookies, limits, charset
// conversion and robots.txt are left out: each redirect is a visit of its own
// here, so that robots.txt and the guard come before it.
package fetch
