package observe_test

import (
	"net/http"
	"strings"
	"testing"

	"leadlint/scanner/source/observe"
)

// prose is contents enough for an open page.
func prose() string {
	return strings.Repeat("<p>The workshop builds staircases of oak and ash, repairs old windows and teaches two apprentices a year.</p>", 15)
}

func TestAccess(t *testing.T) {
	lex := lexicon(t)
	login := `<form action="/session" method="post"><label>E-mail <input type="email" name="u"></label><label>Password <input type="password" name="p"></label><button>Log in</button></form>`
	for _, c := range []struct {
		name   string
		final  string
		status int
		header http.Header
		body   string
		want   observe.Access
	}{
		{"open", "", 200, nil, `<h1>Workshop</h1>` + prose(), observe.Open},
		{"401", "", 401, nil, `<p>no</p>`, observe.Refused},
		{"403", "", 403, nil, `<p>no</p>`, observe.Refused},
		{"407", "", 407, nil, ``, observe.Refused},
		{"451", "", 451, nil, ``, observe.Refused},
		{"999", "", 999, nil, `<script>location.href="/authwall"</script>`, observe.Refused},
		{"429", "", 429, nil, `slow down`, observe.RateLimited},
		{"404", "", 404, nil, `<h1>Not found</h1>`, observe.Gone},
		{"410", "", 410, nil, ``, observe.Gone},
		{"404 with a login form", "", 404, nil, login, observe.Gone},
		{"500", "", 500, nil, ``, observe.Error},
		{"503", "", 503, nil, `<p>Maintenance</p>`, observe.Error},

		{"sent to a login", "https://site.example/login?next=/page", 200, nil, `<h1>Welcome</h1>` + prose(), observe.LoginWall},
		{"sent to an authwall", "https://www.site.example/authwall?trk=x", 200, nil, ``, observe.LoginWall},
		{"sent to a checkpoint", "https://site.example/checkpoint/lg/login-submit", 200, nil, ``, observe.LoginWall},
		{"sent to a sign-in with a return", "https://site.example/uas/x?session_redirect=%2Fpage", 200, nil, ``, observe.LoginWall},
		{"sent to the login's own host", "https://login.site.example/start", 200, nil, ``, observe.LoginWall},
		{"sent to an article on logins", "https://site.example/blog/login-page-design", 200, nil, prose(), observe.Open},
		{"sent to a catalogue", "https://site.example/catalogue/loginov", 200, nil, prose(), observe.Open},

		{"login form alone", "", 200, nil, `<h1>Log in</h1>` + login, observe.LoginWall},
		{"login form and an explanation", "", 200, nil, `<title>Sign in | Network</title><h1>Sign in</h1><p>` + strings.Repeat("You need an account of the network. ", 8) + `</p>` + login, observe.LoginWall},
		{"403 with a login form", "", 403, nil, `<h1>Log in</h1>` + login, observe.LoginWall},
		{"a request to sign in", "", 200, nil, `<h1>R. A.</h1><p>Sign in to view the full profile.</p>`, observe.LoginWall},
		{"French login form", "", 200, nil, `<h1>Connexion</h1><form><input name=u><input type=password name=p><button>Se connecter</button></form>`, observe.LoginWall},
		{"login form beside contents", "", 200, nil, `<h1>Bank</h1>` + prose() + login, observe.Open},
		{"login form in the header", "", 200, nil, `<header>` + login + `</header><h1>Bank</h1><p>Accounts and loans for everybody.</p>`, observe.Open},
		{"login form in a hidden dialog", "", 200, nil, `<div class="modal" style="display:none">` + login + `</div><h1>Shop</h1><p>Tables and chairs.</p>`, observe.Open},
		{"login form in a dialog", "", 200, nil, `<dialog>` + login + `</dialog><h1>Shop</h1><p>Tables and chairs.</p>`, observe.Open},
		{"login button", "", 200, nil, `<a href="/login">Log in</a><h1>Bank</h1><p>Opening hours: 9 to 5.</p>`, observe.Open},
		{"registration", "", 200, nil, `<h1>Create an account</h1><form><input type=email><input type=password autocomplete=new-password><input type=password autocomplete=new-password><button>Register</button></form>`, observe.Open},
		{"part of the page behind a login", "", 200, nil, `<h1>R. A.</h1>` + prose() + `<p>Sign in to view the full profile.</p>`, observe.Open},

		{"challenge by header", "", 403, http.Header{"Cf-Mitigated": {"challenge"}}, `<title>Just a moment...</title>`, observe.Challenge},
		{"challenge by script", "", 503, nil, `<title>Just a moment...</title><script>window._cf_chl_opt={}</script>`, observe.Challenge},
		{"challenge with 202", "", 202, nil, `<script src="https://x.awswaf.com/challenge.js"></script>`, observe.Challenge},
		{"captcha page", "", 200, nil, `<title>Are you a robot?</title><form><div class="g-recaptcha"></div><button>Continue</button></form>`, observe.Challenge},
		{"captcha in a contact form", "", 200, nil, `<h1>Write to us</h1><form method=post><input name=name><input type=email name=mail><textarea name=text></textarea><div class="g-recaptcha"></div><button>Send</button></form>`, observe.Open},
		{"protected but ordinary page", "", 200, nil, `<h1>Shop</h1>` + prose() + `<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>`, observe.Open},
		{"article on captchas", "", 200, nil, `<title>Are you a robot? A history</title><h1>Are you a robot?</h1>` + prose(), observe.Open},

		{"shell", "", 200, nil, `<div id="root"></div><script src="/app.js"></script>`, observe.ScriptOnly},
		{"shell that asks", "", 200, nil, `<noscript>You need to enable JavaScript to run this app.</noscript><div id="x"></div><script src="/app.js"></script>`, observe.ScriptOnly},
		{"short page", "", 200, nil, `<h1>Closed</h1><p>We are on holiday.</p><script src="/count.js"></script>`, observe.Open},
		{"rendered application", "", 200, nil, `<div id="root"><h1>Shop</h1>` + prose() + `</div><script src="/app.js"></script>`, observe.Open},
		{"page that asks for JavaScript beside contents", "", 200, nil, `<noscript>Please enable JavaScript.</noscript>` + prose() + `<script src="/app.js"></script>`, observe.Open},
		{"empty", "", 200, nil, ``, observe.Open},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := page(c.body)
			in.Status, in.Header, in.FinalURL = c.status, c.header, c.final
			o := observe.Page(in, lex)
			if o.Access != c.want {
				t.Errorf("got %q, want %q: %+v", o.Access, c.want, o.Signals)
			}
			if o.Assessed != (c.want == observe.Open) {
				t.Errorf("got assessed %v with access %q", o.Assessed, o.Access)
			}
			if o.Shell != (c.want == observe.ScriptOnly) {
				t.Errorf("got shell %v with access %q", o.Shell, o.Access)
			}
		})
	}
}

func TestLoginPageAskedFor(t *testing.T) {
	in := page(`<h1>About our sign-in</h1>` + prose())
	in.URL = "https://site.example/login"
	in.FinalURL = in.URL
	if o := observe.Page(in, lexicon(t)); o.Access != observe.Open {
		t.Errorf("got %q for a page that was itself asked for, want open", o.Access)
	}
}

func TestShellSecondLook(t *testing.T) {
	in := page(`<div id="__next"></div><script src="/a.js"></script><script id="__NEXT_DATA__" type="application/json">{"props":{"html":"<p>Prosimy nie przesyłać ofert handlowych.</p>","mail":"biuro@stolarnia.example","x":[1,null,true]}}</script>`)
	o := observe.Page(in, lexicon(t))
	if !o.Has(observe.SignalCanvassing) || o.Counts.Emails != 1 {
		t.Errorf("got %+v, want what the shell's data say", o)
	}
	if o.Assessed {
		t.Error("got assessed, want not: what a shell shows is not known")
	}
}

func TestConsentWall(t *testing.T) {
	in := page(`<h1>Before you go on</h1>`)
	in.FinalURL = "https://consent.site.example/collect?continue=x"
	if o := observe.Page(in, lexicon(t)); !o.Has(observe.SignalConsentWall) || o.Assessed {
		t.Errorf("got %+v, want a consent wall, not assessed", o)
	}
}
