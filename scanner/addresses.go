package scanner

import (
	"bytes"
	"context"
	"net/url"

	"leadlint/scanner/source/visit"
)

// As is what the targets of a command are.
type As string

// What targets may be said to be. Empty lets their contents tell: a table is a
// dataset, a text that informs is a notice, a page at an address is a source.
const (
	AsNotice As = "notice"
	AsForm   As = "form"
	AsSource As = "source"
	AsCode   As = "code"
)

// ParseAs reads what targets are said to be; the error lists the values.
func ParseAs(s string) (As, error) {
	switch a := As(s); a {
	case "", AsNotice, AsForm, AsSource, AsCode:
		return a, nil
	}
	return "", configErrorf("as %q: expected notice, form, source or code", s)
}

// visitEarly visits the pages before the notices are read when some of them were
// named on the command line: what such a page says to persons is read too.
func (a *audit) visitEarly(ctx context.Context) {
	if len(a.in.addresses) == 0 || a.opt.As == AsSource {
		return
	}
	a.visited = a.visit(ctx)
}

// wholePage keeps the body of a page named on the command line.
func (a *audit) wholePage(t visit.Target, html []byte, truncated bool) {
	a.in.documents = append(a.in.documents, documentTarget{
		name: shownAddress(t.URL), page: bytes.Clone(html), truncated: truncated, found: true,
	})
}

// shownAddress gives the address of a notice or form as reports show it, without
// what may name a person: user, query and fragment.
func shownAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "address"
	}
	u.User, u.RawQuery, u.Fragment, u.RawFragment = nil, "", "", ""
	return u.String()
}
