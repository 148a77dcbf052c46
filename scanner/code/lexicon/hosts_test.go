package lexicon_test

import (
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/code/lexicon"
)

func TestHosts(t *testing.T) {
	l := lexicon.New()
	for text, want := range map[string]string{
		"https://www.linkedin.com/in/":                          "social_platform",
		"http://linkedin.com":                                   "social_platform,plain_http",
		"site:linkedin.com/in founder":                          "social_platform",
		"q=site%3Alinkedin.com%2Fin":                            "social_platform",
		"https://www.google.com/search?q=site:xing.com/profile": "social_platform,search_engine",
		".linkedin.com":                                         "social_platform",
		"api.hunter.io/v2/email-finder":                         "data_broker",
		"https://{region}.linkedin.com/in":                      "social_platform",
		"https://…/profile":                                     "",
		"https://{host}/api":                                    "",
		"http://{host}:8080/api":                                "",
		"notlinkedin.com":                                       "",
		"linkedin.com.html":                                     "",
		"someone@linkedin.com":                                  "",
		"mailto:someone@linkedin.com":                           "",
		"https://user:pw@brd.superproxy.io:22225":               "proxy_provider",
		"http://user:pw@zproxy.lum-superproxy.io:22225":         "proxy_provider,plain_http",
		"http://2captcha.com/in.php":                            "captcha_solver,plain_http",
		"https://2captcha.com/in.php":                           "captcha_solver",
		"https://api.crm-nord.fr/v1":                            "other",
		"http://api.crm-nord.fr/v1":                             "plain_http,other",
		"//www.google-analytics.com/analytics.js":               "analytics",
		"// linkedin scraper":                                   "",
		"http://localhost:3000":                                 "loopback",
		"http://127.0.0.1:8000/x":                               "loopback",
		"http://[::1]:8000/x":                                   "loopback",
		"http://192.168.1.20/x":                                 "loopback",
		"http://crm.internal/x":                                 "loopback",
		"http://mailer:8025/api":                                "loopback",
		"http://shop.example/":                                  "plain_http,other",
		"https://www.example.com/":                              "loopback",
		"http://www.w3.org/2000/svg":                            "",
		"https://schema.org/Person":                             "",
		"http://www.apache.org/licenses/LICENSE-2.0":            "",
		"http://json-schema.org/draft-07/schema#":               "",
		"https://api.x.com/graphql":                             "social_platform",
		"x.com":                                                 "social_platform",
		"box.com":                                               "",
		"index.company":                                         "",
		"https://web.archive.org/web/2020/https://x.com/a":      "social_platform,web_archive",
		"https://us1.api.mailchimp.com/3.0/lists":               "mailing_tool",
		"jdbc:mysql://db/leads":                                 "",
		"HTTPS://API.CLEARBIT.COM/v2":                           "data_broker",
		"https://web-%s.linkedin.com":                           "social_platform",
		"http%3A%2F%2Fapi.crm-nord.fr":                          "plain_http,other",
		"http://203.0.113.7/x":                                  "loopback",
		"http://93.184.216.34/x":                                "plain_http,other",
		"example.local":                                         "",
		"https://connect.facebook.net/en_US/fbevents.js":        "analytics",
		"https://api.github.com/users":                          "other",
		"https://maps.google.com/?q=":                           "other",
	} {
		t.Run(text, func(t *testing.T) {
			if got := names(facts.CodeHosts(), l.Hosts(text)); got != want {
				t.Errorf("Hosts(%q): got %q, want %q", text, got, want)
			}
		})
	}
}

func names(order []string, set uint64) string {
	var out []string
	for i, name := range order {
		if set>>uint(i)&1 == 1 {
			out = append(out, name)
		}
	}
	return strings.Join(out, ",")
}

func FuzzHosts(f *testing.F) {
	l := lexicon.New()
	for _, s := range []string{"https://www.linkedin.com/in/", "http://[::1]/", "q=site%3Axing.com", "//x", "a@b.c", "http://u:p@h.io:1/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		set := l.Hosts(s)
		if set>>uint(len(facts.CodeHosts())) != 0 {
			t.Errorf("got bits %b beyond the kinds of hosts", set)
		}
		if again := l.Hosts(s); again != set {
			t.Errorf("got %b, then %b", set, again)
		}
	})
}
