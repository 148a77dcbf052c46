package visit

import (
	"bytes"
	"fmt"
	"strings"

	"leadlint/scanner/finding"
	"leadlint/scanner/source/fetch"
	"leadlint/scanner/source/observe"
)

// The kinds of problems that an answer is. Others are those of package fetch, and
// those of package render behind "render_".
const (
	// KindStatus: the answer is an error.
	KindStatus = "status"
	// KindRateLimited: the answer is to come back later.
	KindRateLimited = "rate_limited"
	// KindEmpty: the answer holds nothing.
	KindEmpty = "empty"
	// KindFramed: the page is made of others that are set side by side.
	KindFramed = "framed"
	// KindOffline: no visit was allowed, and nothing is recorded.
	KindOffline = "offline"
)

// renderPrefix stands before the kinds of problems of the browser.
const renderPrefix = "render_"

// unanswered notes an answer that says nothing of the page asked for: nothing that
// it does not hold is known, and the page is asked for again next time.
func (r *Record) unanswered(p *fetch.Page) {
	if r.Problem != nil {
		return
	}
	read := p.RawSHA256 != "" && !r.Rendered
	switch {
	case r.Access == string(observe.Error):
		r.Problem = &Problem{Kind: KindStatus, Message: finding.Text{
			EN: fmt.Sprintf("the site answered with an error (HTTP %d), so the page was not read", r.Status),
			FR: fmt.Sprintf("le site a répondu par une erreur (HTTP %d) : la page n'a pas été lue", r.Status),
		}}
	case r.Access == string(observe.RateLimited):
		r.Problem = &Problem{Kind: KindRateLimited, Message: finding.Text{
			EN: fmt.Sprintf("the site asked to come back later (HTTP %d), so the page was not read", r.Status),
			FR: fmt.Sprintf("le site demande de revenir plus tard (HTTP %d) : la page n'a pas été lue", r.Status),
		}}
	case read && r.Access == string(observe.Open) && len(bytes.TrimSpace(p.Body)) == 0:
		r.Access, r.Assessed = string(observe.Error), false
		r.forget()
		r.Problem = &Problem{Kind: KindEmpty, Message: finding.Text{
			EN: "the site answered with an empty page, so nothing was read",
			FR: "le site a répondu par une page vide : rien n'a été lu",
		}}
	case read && r.Access == string(observe.Open) && frameset(p.Body):
		r.Assessed = false
		r.forget()
		r.Problem = &Problem{Kind: KindFramed, Message: finding.Text{
			EN: "the page is made of frames that show other pages, which were not read: name those pages",
			FR: "la page est faite de cadres qui affichent d'autres pages, qui n'ont pas été lues : désignez ces pages",
		}}
	}
}

// forget makes unknown what was not found on a page that holds nothing.
func (r *Record) forget() {
	for _, f := range r.facts() {
		if *f == No {
			*f = Unknown
		}
	}
}

// facts are the facts that a page shows by itself or by what it links to.
func (r *Record) facts() []*Fact {
	return []*Fact{
		&r.Hidden, &r.Mining, &r.Members, &r.Restricted, &r.EmailLimited, &r.PhoneLimited, &r.Canvassing, &r.TermsForbid, &r.Unlisted, &r.Protected,
		&r.PolicyLinked, &r.Named, &r.Form,
	}
}

// Gap is what is missing where a page in scope was not read.
type Gap int

// The gaps, from none to the widest.
const (
	// GapNone: the page was read, or its status says all that was asked.
	GapNone Gap = iota
	// GapKept: a rule of robots.txt keeps visitors out, which is the site's answer.
	GapKept
	// GapPart: the page was read once its programs had run, and may show more than was
	// let through or can be read.
	GapPart
	// GapUnread: the page came, and what it holds could not be read, or not to its end.
	GapUnread
	// GapMissed: the page did not come.
	GapMissed
)

// Gap says whether something of a page in scope was not read, and why; the text is nil
// where nothing is missing.
func (r *Record) Gap() (Gap, *finding.Text) {
	status := r.Role == Profile || r.Role == Export
	switch {
	case r.Problem == nil && r.Access == string(observe.ScriptOnly) && !status:
		return GapUnread, r.unrendered()
	case r.Problem == nil && r.Truncated && r.Access == string(observe.Open) && !r.Rendered && !status:
		return GapUnread, &finding.Text{
			EN: "only the first part of the page was read: it is longer than what is read of a page, and what was not found is not known",
			FR: "seul le début de la page a été lu : elle dépasse ce qui est lu d'une page, et ce qui n'a pas été trouvé n'est pas établi",
		}
	case r.Problem == nil && r.Truncated && r.Access == string(observe.Open) && r.Rendered:
		return GapPart, &finding.Text{
			EN: "not all that the page shows was read: something that its programs asked for was not let through or did not come, or it shows frames of other sites or closed shadow trees; what was not found is not known",
			FR: "tout ce que montre la page n'a pas été lu : des éléments demandés par ses programmes n'ont pas été admis ou ne sont pas arrivés, ou elle affiche des cadres d'autres sites ou des arbres fantômes fermés ; ce qui n'a pas été trouvé n'est pas établi",
		}
	case r.Problem == nil:
		return GapNone, nil
	}
	switch r.Problem.Kind {
	case string(fetch.KindRobots):
		if r.Robots.State == string(fetch.RobotsDisallowed) {
			return GapKept, &r.Problem.Message
		}
	case string(fetch.KindContentType), string(fetch.KindCharset), KindEmpty, KindFramed:
		if status && r.Problem.Kind != KindEmpty {
			return GapNone, nil
		}
		return GapUnread, &r.Problem.Message
	}
	if strings.HasPrefix(r.Problem.Kind, renderPrefix) {
		return GapUnread, &r.Problem.Message
	}
	return GapMissed, &r.Problem.Message
}

// unrendered says why a page that shows nothing without its programs was not
// assessed.
func (r *Record) unrendered() *finding.Text {
	if r.Rendered {
		return &finding.Text{
			EN: "the page shows next to nothing even when its programs run, so it was not assessed",
			FR: "la page n'affiche presque rien même quand ses programmes s'exécutent : elle n'a pas été examinée",
		}
	}
	return &finding.Text{
		EN: "the page was not assessed: --render would read it by running its programs in an installed browser",
		FR: "la page n'a pas été examinée : --render la lirait en exécutant ses programmes dans un navigateur installé",
	}
}
