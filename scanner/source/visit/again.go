package visit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"leadlint/scanner/source/fetch"
	"leadlint/scanner/source/observe"
)

// elsewhere stands for the address of terms that the store may not hold.
const elsewhere = "…"

// again asks whether a page that was recorded is still the same, and gives its record
// as of now; nil when the page has to be read anew. What a record holds from beyond the
// page, its terms and the files at the root of the site, is asked for too: that a page is
// unchanged says nothing of them.
func (v *Visitor) again(ctx context.Context, t Target, before *Record) (*Record, error) {
	if !v.askable(t, before) {
		return nil, nil
	}
	p := v.fetcher.GetIf(ctx, t.URL, func(address string) (string, string) {
		if v.place(address) != before.Answered {
			return "", ""
		}
		return before.ETag, before.LastModified
	})
	if !p.NotModified {
		return v.read(ctx, t, before.Page, p)
	}
	if t.Role == Source || t.Role == Profile {
		if v.site(ctx, p); v.siteSums[originOf(p)] != before.Site {
			return nil, nil
		}
	}
	if err := v.keepRobots(p); err != nil {
		return before, err
	}
	before.From, before.VisitedAt = t.From, p.FetchedAt
	before.robots(p)
	if before.Terms == "" {
		return before, nil
	}
	before.Signals = slices.DeleteFunc(before.Signals, func(s Signal) bool { return s.Name == observe.SignalTerms })
	return before, v.termsAt(ctx, before, before.Terms)
}

// askable tells whether asking for changes alone can settle what a record holds.
func (v *Visitor) askable(t Target, before *Record) bool {
	switch {
	case before == nil, t.Whole, t.Role == Export, t.Role == Home: // the policy that a home page leads to may be gone
		return false
	case !before.Assessed, before.Rendered, before.Answered == "", before.ETag+before.LastModified == "":
		return false
	}
	return before.Basis == v.basis(t.Role) && before.Terms != elsewhere
}

// place tells addresses apart by which a page may answer, without holding one: the
// keyed hash of a page is the same for several of them.
func (v *Visitor) place(address string) string {
	keys := v.opt.Hasher.Page(nil, []byte(address))
	u, err := url.Parse(address)
	if err != nil || len(keys) == 0 {
		return ""
	}
	form := u.Scheme
	if strings.HasPrefix(u.Host, "www.") {
		form += "-www"
	}
	if strings.HasSuffix(u.Path, "/") {
		form += "-folder"
	}
	return fmt.Sprintf("%s-%016x%016x", form, keys[0][0], keys[0][1])
}

// basis names what a record depends on besides the site: the program that read it, the
// collectors asked about, and the name looked for in lists of partners.
func (v *Visitor) basis(role Role) string {
	parts := append([]string{v.opt.Fetch.Agent.Version}, v.opt.Fetch.Agent.Also...)
	if role == Partners {
		parts = append(parts, "\x00", v.opt.Controller)
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return hex.EncodeToString(sum[:8])
}

// storable gives the address of a site's terms as a record may hold it: itself where
// every word of its path is one of law or of languages, which name nobody.
func storable(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.ForceQuery {
		return elsewhere
	}
	for _, step := range strings.Split(strings.Trim(strings.ToLower(u.EscapedPath()), "/"), "/") {
		for _, word := range strings.FieldsFunc(step, func(r rune) bool { return r == '-' || r == '_' || r == '.' }) {
			if !slices.Contains(termsWords(), word) {
				return elsewhere
			}
		}
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// termsWords are the words of which the addresses of terms are made.
func termsWords() []string {
	return strings.Fields(`terms term of use service services conditions condition general and the legal legals notice notices
		mentions legales cgu cgv cgvu conditions generales utilisation vente d agb nutzungsbedingungen nutzung bedingungen
		allgemeine geschaeftsbedingungen impressum rechtliches rechtlich condiciones generales uso aviso terminos y de
		termini condizioni generali uso note legali voorwaarden algemene gebruiksvoorwaarden regulamin warunki policy policies
		tos tou info about page pages site website en fr de es it nl pl gb us uk ie ch at be html htm php aspx`)
}

// originOf is the scheme and host of the address that answered, empty without one.
func originOf(p *fetch.Page) string {
	u, err := url.Parse(p.FinalURL())
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
