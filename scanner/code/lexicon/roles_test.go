package lexicon_test

import (
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/code/lexicon"
)

func roleCases() [][3]string {
	return [][3]string{
		{"python", "logging.info", "log"},
		{"python", "self.logger.debug", "log"},
		{"python", "print", "log"},
		{"javascript", "console.log", "log"},
		{"typescript", "console.error", "log"},
		{"go", "log.Printf", "log"},
		{"go", "slog.Info", "log"},
		{"java", "System.out.println", "log"},
		{"ruby", "Rails.logger.info", "log"},
		{"php", "error_log", "log"},
		{"python", "sentry_sdk.set_user", "report_error,identify"},
		{"javascript", "Sentry.setUser", "report_error,identify"},
		{"javascript", "mixpanel.people.set", "identify,track"},
		{"javascript", "analytics.identify", "identify,track"},
		{"javascript", "posthog.capture", "track"},
		{"javascript", "window.dataLayer.push", "track"},
		{"python", "requests.get", "request,fetch_page"},
		{"python", "requests.post", "request,send"},
		{"javascript", "axios.post", "request,send"},
		{"go", "http.Get", "request,fetch_page"},
		{"go", "net/http", ""},
		{"python", "driver.add_cookie", "set_cookie"},
		{"javascript", "page.setCookie", "set_cookie"},
		{"javascript", "chrome.cookies.getAll", "read_cookie"},
		{"python", "session.cookies.set", "set_cookie"},
		{"python", "elem.send_keys", "type_text"},
		{"python", "scrapy.crawler.CrawlerProcess", "crawl"},
		{"go", "colly.NewCollector", "crawl"},
		{"go", "github.com/gocolly/colly/v2", "crawl"},
		{"ruby", "Nokogiri::HTML", "extract"},
		{"python", "bs4.BeautifulSoup", "extract"},
		{"javascript", "cheerio.load", "extract"},
		{"java", "org.jsoup.Jsoup.connect", "request,fetch_page"},
		{"python", "undetected_chromedriver", "hide_automation"},
		{"javascript", "puppeteer-extra-plugin-stealth", "hide_automation"},
		{"python", "fake_useragent.UserAgent", "rotate_user_agent"},
		{"python", "twocaptcha.TwoCaptcha", "solve_captcha"},
		{"python", "random.choice", "pick_at_random"},
		{"python", "smtplib.SMTP.sendmail", "mail"},
		{"javascript", "nodemailer.createTransport.sendMail", "mail"},
		{"ruby", "UserMailer.welcome.deliver_later", "mail"},
		{"php", "PHPMailer.send", "mail"},
		{"python", "hashlib.md5", "hash,weak_hash"},
		{"python", "hashlib.sha256", "hash"},
		{"python", "bcrypt.hashpw", "hash_password"},
		{"php", "password_hash", "hash_password"},
		{"python", "mask_email", "mask"},
		{"javascript", "redactPhone", "mask"},
		{"go", "smtp.Client.Rcpt", "probe_mailbox"},
		{"javascript", "localStorage.setItem", "write_storage"},
		{"python", "redis.expire", "expire"},
		{"shell", "pg_dump", "dump"},
		{"shell", "pg_restore", "restore"},
		{"python", "s3.generate_presigned_url", "presign"},
		{"python", "face_recognition.face_encodings", "detect_face"},
		{"java", "ContactsContract.Contacts", "import_contacts"},
		{"go", "rate.NewLimiter", "limit_rate"},
		{"python", "time.sleep", "sleep"},
		{"python", "serpapi.GoogleSearch", "search_web"},
		{"python", "peopledatalabs.PDLPY", "enrich"},
		{"ruby", "Lead.create", "insert"},
		{"python", "Lead.objects.create", "insert"},
		{"javascript", "items.add", ""},
		{"javascript", "cache.delete", ""},
		{"javascript", "list.find", ""},
		{"javascript", "prisma.lead.deleteMany", "delete"},
		{"python", "", ""},
	}
}

func TestRoles(t *testing.T) {
	l := lexicon.New()
	for _, c := range roleCases() {
		if got := names(facts.CodeRoles(), l.Roles(c[0], c[1])); got != c[2] {
			t.Errorf("Roles(%s, %q): got %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestEveryRoleIsKnown(t *testing.T) {
	l := lexicon.New()
	for _, role := range facts.CodeRoles() {
		if len(l.Words("role", role)) == 0 {
			t.Errorf("got no words for role %q", role)
		}
	}
	for _, subject := range facts.CodeSubjects() {
		if len(l.Words("subject", subject)) == 0 {
			t.Errorf("got no words for subject %q", subject)
		}
	}
	for _, host := range facts.CodeHosts() {
		if len(l.Words("host", host)) == 0 {
			t.Errorf("got no words for host %q", host)
		}
	}
	if got := l.Words("subject", "weather"); got != nil {
		t.Errorf("got %q for no subject", got)
	}
}

// Whatever a text yields, one of the words for it stands in the text.
func TestWordsAreComplete(t *testing.T) {
	l, known := lexicon.New(), map[string][]string{}
	check := func(kind, text string, order []string, set uint64) {
		small := strings.ToLower(text)
		for i, member := range order {
			if set>>uint(i)&1 == 0 {
				continue
			}
			if known[kind+member] == nil {
				known[kind+member] = l.Words(kind, member)
			}
			found := false
			for _, w := range known[kind+member] {
				found = found || strings.Contains(small, w)
			}
			if !found {
				t.Errorf("%q yields %s %s, of which no word stands in it", text, kind, member)
			}
		}
	}
	for _, c := range cases(t) {
		check("subject", c[0], facts.CodeSubjects(), l.Subjects(c[0]))
	}
	for _, c := range roleCases() {
		check("role", c[1], facts.CodeRoles(), l.Roles(c[0], c[1]))
	}
	for _, text := range []string{"Yes, send me offers", "J'accepte de recevoir la newsletter", "Ich möchte Angebote erhalten", "I accept the terms", "Votre prénom", "Telefonnummer", "I am over 18"} {
		check("subject", text, facts.CodeSubjects(), l.Text(text))
	}
	for _, text := range []string{"https://www.linkedin.com/in/", "http://x.com", "q=site%3Alinkedin.com%2Fin", "api.hunter.io/v2", "http://127.0.0.1", "localhost", "//cdn.shop-nord.fr/a.js", "192.168.0.1"} {
		check("host", text, facts.CodeHosts(), l.Hosts(text))
	}
}
