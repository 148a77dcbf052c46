package render

import (
	"context"
	"errors"

	"leadlint/scanner/finding"
)

// Kind is what kept a page from being rendered, in one word.
type Kind string

// The kinds of problems.
const (
	// KindAddress: the address is none that can be visited.
	KindAddress Kind = "address"
	// KindRobots: robots.txt or an audit's bounds keep the page from being asked for.
	KindRobots Kind = "robots"
	// KindNetwork: the page did not come.
	KindNetwork Kind = "network"
	// KindTimeout: the page's programs did not come to an end in time.
	KindTimeout Kind = "timeout"
	// KindBudget: the time for all pages is used up.
	KindBudget Kind = "budget"
	// KindBrowser: the browser did not start, or broke down.
	KindBrowser Kind = "browser"
	// KindProfile: the browser's temporary folder could not be made or removed.
	KindProfile Kind = "profile"
	// KindCanceled: the caller gave up, or the renderer is closed.
	KindCanceled Kind = "canceled"
)

// Problem tells why a page was not rendered.
type Problem struct {
	Kind Kind
	// Message says it in words, without the address.
	Message finding.Text
}

// problem gives the problem of a kind with its message.
func problem(kind Kind) *Problem {
	return &Problem{Kind: kind, Message: message(kind)}
}

// failed gives the problem behind an error of the browser.
func failed(ctx context.Context, err error) *Problem {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return problem(KindTimeout)
	case ctx.Err() != nil:
		return problem(KindCanceled)
	case errors.Is(err, errRefused):
		return problem(KindRobots)
	case errors.Is(err, errNoPage):
		return problem(KindNetwork)
	}
	return problem(KindBrowser)
}

func message(kind Kind) finding.Text {
	switch kind {
	case KindAddress:
		return finding.Text{
			EN: "this is no address of a page that can be rendered",
			FR: "ce n'est pas l'adresse d'une page qui peut être rendue",
		}
	case KindRobots:
		return finding.Text{
			EN: "the page was not rendered: robots.txt, or the address it leads to, keeps us out",
			FR: "la page n'a pas été rendue : robots.txt, ou l'adresse à laquelle elle mène, nous en écarte",
		}
	case KindNetwork:
		return finding.Text{
			EN: "the page was not rendered: it did not reach the browser",
			FR: "la page n'a pas été rendue : elle n'est pas parvenue au navigateur",
		}
	case KindTimeout:
		return finding.Text{
			EN: "the page was not rendered: its programs did not come to an end in time",
			FR: "la page n'a pas été rendue : ses programmes n'ont pas abouti à temps",
		}
	case KindBudget:
		return finding.Text{
			EN: "the page was not rendered: the time for rendering pages is used up",
			FR: "la page n'a pas été rendue : le temps prévu pour rendre des pages est épuisé",
		}
	case KindProfile:
		return finding.Text{
			EN: "the browser's temporary folder could not be made or removed: see to the folder of temporary files",
			FR: "le dossier temporaire du navigateur n'a pu être créé ou supprimé : vérifiez le dossier des fichiers temporaires",
		}
	case KindCanceled:
		return finding.Text{EN: "the rendering was given up", FR: "le rendu a été abandonné"}
	}
	return finding.Text{
		EN: "the page was not rendered: the browser did not start or broke down",
		FR: "la page n'a pas été rendue : le navigateur n'a pas démarré ou s'est arrêté",
	}
}
