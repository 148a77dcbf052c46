package observe_test

import (
	"strings"
	"testing"

	"leadlint/scanner/source/observe"
)

// sure gives the sure links of the site's own in one line.
func sure(links []observe.Link) string {
	var out []string
	for _, l := range links {
		if l.Sure && l.SameSite {
			out = append(out, strings.TrimPrefix(l.URL, "https://site.example"))
		}
	}
	return strings.Join(out, " ")
}

func TestPolicyLinkWords(t *testing.T) {
	lex := lexicon(t)
	for lang, words := range map[string]string{
		"en": "Privacy Policy", "fr": "Politique de confidentialité", "de": "Datenschutzerklärung", "es": "Política de privacidad",
		"it": "Informativa sulla privacy", "nl": "Privacyverklaring", "pl": "Polityka prywatności", "pt": "Política de privacidade",
		"da": "Privatlivspolitik", "sv": "Integritetspolicy", "no": "Personvernerklæring", "fi": "Tietosuojaseloste",
		"cs": "Ochrana osobních údajů", "hu": "Adatvédelmi tájékoztató", "ro": "Politica de confidențialitate",
		"el": "Πολιτική απορρήτου", "bg": "Политика за поверителност", "hr": "Pravila privatnosti", "sl": "Varstvo osebnih podatkov",
		"et": "Privaatsuspoliitika", "lv": "Privātuma politika", "lt": "Privatumo politika", "sk": "Ochrana osobných údajov",
	} {
		t.Run(lang, func(t *testing.T) {
			o := observe.Page(page(`<footer><a href="/p#top">`+words+`</a></footer>`), lex)
			if got := sure(o.Links.Policy); got != "/p" {
				t.Errorf("got %q for %q, want /p: %+v", got, words, o.Links.Policy)
			}
		})
	}
}

func TestLinks(t *testing.T) {
	lex := lexicon(t)
	for _, c := range []struct {
		name                        string
		body                        string
		policy, terms, legal, login string
	}{
		{"all four", `<a href=/1>Datenschutz</a><a href=/2>AGB</a><a href=/3>Impressum</a><a href=/4>Anmelden</a>`, "/1", "/2", "/3", "/4"},
		{"words and more words", `<a href=/1>Our privacy policy and cookies</a>`, "/1", "", "", ""},
		{"by label", `<a href=/1 aria-label="Privacy policy"><svg></svg></a>`, "/1", "", "", ""},
		{"by image", `<a href=/1><img alt="Mentions légales"></a>`, "", "", "/1", ""},
		{"base", `<base href="https://site.example/x/"><a href="p">Privacy</a>`, "/x/p", "", "", ""},
		{"words about it", `<a href="/blog/gdpr">GDPR explained</a> <a href="/schulung">Datenschutzschulung</a> <a href="/rgpd-formation">Formation RGPD</a>`, "", "", "", ""},
		{"of another company", `<a href="https://other.example/privacy">Privacy Policy</a>`, "", "", "", ""},
		{"subdomain", `<a href="https://www.site.example/p">Privacy Policy</a>`, "https://www.site.example/p", "", "", ""},
		{"article on policies", `<article class="type-post"><p><a href="/blog/1">Privacy policy</a></p></article>`, "", "", "", ""},
		{"long headline", `<a href="/blog/2">Ten lessons that we learned when we rewrote a privacy policy for banks</a>`, "", "", "", ""},
		{"privacy screens", `<a href="/shop/9">Screen protectors with privacy filter</a>`, "", "", "", ""},
		{"no page", `<a href="javascript:void(0)">Privacy policy</a><a href="mailto:privacy@site.example">Privacy</a>`, "", "", "", ""},
		{"hidden", `<a href="/1" style="display:none">Privacy policy</a>`, "", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := observe.Page(page(c.body), lex)
			l := o.Links
			for _, x := range []struct {
				kind, got, want string
			}{{"policy", sure(l.Policy), c.policy}, {"terms", sure(l.Terms), c.terms}, {"legal", sure(l.Legal), c.legal}, {"login", sure(l.Login), c.login}} {
				if x.got != x.want {
					t.Errorf("%s: got %q, want %q: %+v", x.kind, x.got, x.want, l)
				}
			}
		})
	}
}

// TestPolicyLinkIsNotMissed holds what a finding of "no policy" rests on: a
// link that only its address shows is listed, though not sure.
func TestPolicyLinkIsNotMissed(t *testing.T) {
	o := observe.Page(page(`<a href="/en/privacy-policy.html">Read more</a>`), lexicon(t))
	if len(o.Links.Policy) != 1 || o.Links.Policy[0].Sure {
		t.Errorf("got %+v, want one link that is not sure", o.Links.Policy)
	}
}

func TestForm(t *testing.T) {
	lex := lexicon(t)
	for _, c := range []struct {
		name, body, kind string
		works            bool
	}{
		{"message", `<form method=post action=/send><input type=email name=m><textarea name=t></textarea><button>Send</button></form>`, "form", true},
		{"request with fields", `<form><input name=name><input type=email><select><option>Erasure</select><button>Send</button></form>`, "form", true},
		{"disabled", `<form><fieldset disabled><input type=email><textarea></textarea><button>Send</button></fieldset></form>`, "form", false},
		{"without a button", `<form><textarea></textarea></form>`, "form", false},
		{"disabled, but an address", `<form><textarea disabled></textarea></form><p>dpo@site.example</p>`, "mail", true},
		{"address", `<p>Write to dpo@site.example</p>`, "mail", true},
		{"spelled address", `<p>Write to dpo (at) site.example</p>`, "mail", true},
		{"embedded", `<iframe src="https://docs.google.com/forms/d/e/x/viewform"></iframe>`, "embedded", true},
		{"map", `<iframe src="https://maps.example/embed"></iframe>`, "none", false},
		{"search", `<form role=search><input name=q><button>Go</button></form>`, "none", false},
		{"newsletter", `<form><input type=email name=m><button>Subscribe</button></form>`, "none", false},
		{"login", `<form><input type=email><input type=password><button>Log in</button></form>`, "none", false},
		{"nothing", `<p>Contact us.</p>`, "none", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := observe.Page(page(c.body), lex)
			if o.Form.Kind != c.kind || o.Form.Works != c.works {
				t.Errorf("got %+v, want %s %v", o.Form, c.kind, c.works)
			}
		})
	}
}

func TestNames(t *testing.T) {
	lex := lexicon(t)
	list := func(s string) string {
		return `<h1>Partners</h1><p>We may share data with the following partners of ours:</p><ul>` + s + `</ul>`
	}
	for _, c := range []struct {
		name, body, controller, want string
	}{
		{"whole name", list(`<li>Nordlicht Daten GmbH</li>`), "Nordlicht Daten GmbH", "yes"},
		{"without its form", list(`<li>Nordlicht Daten</li>`), "Nordlicht Daten GmbH", "yes"},
		{"another form", list(`<li>NORDLICHT DATEN AG</li>`), "Nordlicht Daten GmbH", "yes"},
		{"logo", list(`<li><img alt="Nordlicht Daten"></li>`), "Nordlicht Daten GmbH", "yes"},
		{"choice", list(`<li><label><input type=checkbox> Nordlicht Daten</label></li>`), "Nordlicht Daten", "yes"},
		{"accents", list(`<li>Société Générale d'Étude</li>`), "SOCIETE GENERALE D'ETUDE SAS", "yes"},
		{"not there", list(`<li>Südwind Daten GmbH</li>`), "Nordlicht Daten GmbH", "no"},
		{"part of a word", list(`<li>Nordlichter</li>`), "Nordlicht SA", "no"},
		{"word in a sentence", list(`<li>an orange van</li>`), "Orange SA", "no"},
		{"one word with a capital", list(`<li>Orange</li>`), "Orange SA", "yes"},
		{"too short to tell", list(`<li>AB and others</li>`), "AB", "unknown"},
		{"shell", `<div id=root></div><script src=/a.js></script>`, "Nordlicht Daten GmbH", "unknown"},
		{"wall", `<h1>Log in</h1><form><input name=u><input type=password><button>Log in</button></form>`, "Nordlicht Daten GmbH", "unknown"},
		{"empty name", list(``), "", "unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := observe.Names(page(c.body), c.controller, lex); got.Answer != c.want {
				t.Errorf("got %+v, want %s", got, c.want)
			}
		})
	}
}

func TestPagesNear(t *testing.T) {
	lex := lexicon(t)
	in := page(`<nav><a href="/team">Team</a> <a href="/brochure.pdf">Brochure</a> <a href="/login">Sign in</a></nav>
		<p><a href="/story">Story</a> <a href="https://other.example/">Partner</a> <a href="/basket?add=7">Buy</a> <a href="#top">Top</a></p>
		<footer><a href="/contact.html">Contact</a> <a href="/team">Team</a> <a href="/privacy">Privacy policy</a>
		<a href="https://policies.google.com/privacy">Privacy Policy</a></footer>`)
	in.URL = "https://site.example/"
	o := observe.Page(in, lex)
	var near []string
	for _, l := range o.Links.Near {
		near = append(near, strings.TrimPrefix(l.URL, "https://site.example"))
	}
	if got, want := strings.Join(near, " "), "/contact.html /team /story"; got != want {
		t.Errorf("got pages near %q, want %q", got, want)
	}
	if got := sure(o.Links.Policy); got != "/privacy" {
		t.Errorf("got policies %q, want the site's own alone", got)
	}
}
