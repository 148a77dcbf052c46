package main

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// nameless are the letters that no output may show: parts of the names, addresses,
// numbers and words of access that stand in the documents of [canaryDocuments].
var nameless = []string{
	"quintavia", "zwolfert", "quagglestein", "kwintyn", "sunnyd4y", "tok3nvalue", "prefilled", "qx1 2zz", "3000 6000", "639981277", "39 98 12 77",
	"85 05 78", "12 34 56", "12345678", "900123", "ζωλφερτ", "зволферт", "זוולפרטון", "山田",
}

// canarySentences are sentences that decide items, with persons in them.
const canarySentences = `The controller is Quintavia Zwolferton, trading as a sole trader, 14 Zwolferton Lane, QX1 2ZZ Quaggleham; our account is FR76 3000 6000 0112 3456 7890 189.

We process your name and e-mail address in order to send you the newsletter of Quintavia Zwolferton. The legal basis is your consent (Article 6(1)(a) GDPR), which you may withdraw at any time by writing to quintavia.zwolferton@mail.example.

Our data protection officer is Quintavia Zwolferton, quintavia (at) zwolferton (dot) example, +44 7700 900123.

Contact: quintavia zwolferton, mobile 06 39 98 12 77, user name: qzwolferton, password: Sunnyd4y!

Your data are disclosed to Mr Quagglestein and to our hosting provider, Fernhollow Hosting Ltd. We keep your data for two years; Quintavia deletes them then.

You have the right of access, which Frau Zwolferton grants, the right to rectification and the right to erasure; quote QQ 12 34 56 C or 1 85 05 78 006 084 36. You may object to the processing at any time at https://stop.example/?e=quintavia%40zwolferton.example&t=tok3nvalue. You have the right to data portability; ask Q. ZWOLFERT.

You may lodge a complaint with the Data Protection Commission, or ask Kwintyn. Υπεύθυνος είναι ο κ. Ζωλφερτόπουλος. Длъжностно лице е Квинтин Зволфертонов. הממונה הוא זוולפרטון. データ保護責任者は山田太郎です。`

const canaryForm = `<!doctype html><html lang="en"><head><title>Win a trip with Quintavia Zwolferton</title></head><body>
<form name="Quintavia Zwolferton" action="/join?e=quintavia@zwolferton.example&t=tok3nvalue"><h2>Sign up with Quintavia Zwolferton</h2>
<input type="hidden" name="token" value="tok3nvalue12345678"><label>Name <input name="name" value="Quintavia Prefilled"></label>
<label>E-mail <input type="email" name="email" value="quintavia@zwolferton.example" placeholder="quintavia@zwolferton.example"></label>
<label>Mobile <input type="tel" name="phone" value="+33639981277"></label>
<label><input type="checkbox" checked name="optin"> I agree that Quintavia Zwolferton and Mr Quagglestein may send me offers by e-mail (quintavia@zwolferton.example)</label>
<label><input type="checkbox" checked name="partners"> I agree that partners such as Quintavia Zwolferton may call me on +33 6 39 98 12 77</label>
<a href="https://stop.example/?e=quintavia@zwolferton.example">How Quintavia Zwolferton uses your data</a>
<button>Send to Quintavia Zwolferton</button></form></body></html>`

const canaryMail = "From: Quintavia Zwolferton <quintavia@zwolferton.example>\r\nTo: Kwintyn <kwintyn@zwolferton.example>\r\nReply-To: quintavia@zwolferton.example\r\n" +
	"Subject: Kwintyn, a special offer from Quintavia Zwolferton: 20% off\r\nList-Unsubscribe: <https://stop.example/?e=kwintyn@zwolferton.example>\r\n" +
	"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n" +
	"--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHi Kwintyn,\r\n\r\nDiscover our special offer today and buy now: 20% off. Your user name: qzwolferton\r\nYour password: Sunnyd4y!x\r\nLog in at https://login.example/?u=quintavia@zwolferton.example&t=tok3nvalue\r\n\r\nBest regards,\r\nQuintavia Zwolferton, 14 Zwolferton Lane, QX1 2ZZ Quaggleham\r\n" +
	"--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>Hi Kwintyn,</p><p>Discover our special offer today and buy now: 20% off.</p><p>Your user name: <b>qzwolferton</b></p><p>Your password: <b>Sunnyd4y!x</b></p><p><a href=\"https://login.example/?u=quintavia@zwolferton.example&amp;t=tok3nvalue\">Log in</a></p><p>To stop, <a href=\"https://stop.example/?e=kwintyn@zwolferton.example\">unsubscribe Kwintyn</a> or reply to Quintavia.</p></body></html>\r\n" +
	"--a--\r\n--m\r\nContent-Type: application/pdf; name=\"cv-quintavia.zwolferton\"\r\nContent-Disposition: attachment; filename=\"cv-quintavia.zwolferton\"\r\n\r\nx\r\n--m--\r\n"

// wordFile packs paragraphs into a DOCX.
func wordFile(t *testing.T, paragraphs []string) string {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	body := `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	for _, p := range paragraphs {
		body += "<w:p><w:r><w:t>" + strings.ReplaceAll(p, "&", "&amp;") + "</w:t></w:r></w:p>"
	}
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"word/document.xml", body + "</w:body></w:document>"},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func canaryDocuments(t *testing.T) map[string]string {
	paragraphs := strings.Split(canarySentences, "\n\n")
	html := "<!doctype html><html lang=en><head><title>Privacy policy of Quintavia Zwolferton</title></head><body><h1>Privacy policy of Quintavia Zwolferton</h1>"
	for _, p := range paragraphs {
		html += "<h2>What Quintavia Zwolferton says</h2><p>" + strings.ReplaceAll(p, "&", "&amp;") + "</p>"
	}
	return map[string]string{
		"privacy.html": html + "</body></html>", "form.html": canaryForm, "message.eml": canaryMail,
		"privacy.md":   "# Privacy policy of Quintavia Zwolferton\n\n## Contact Quintavia Zwolferton\n\n" + canarySentences + "\n",
		"privacy.txt":  "Privacy policy of Quintavia Zwolferton\n\n" + canarySentences + "\n",
		"privacy.docx": wordFile(t, append([]string{"Privacy policy of Quintavia Zwolferton"}, paragraphs...)),
		"first.eml":    "From: quintavia@zwolferton.example\r\nSubject: Privacy notice for Kwintyn Zwolfert\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDear Kwintyn,\r\n\r\n" + strings.ReplaceAll(canarySentences, "\n", "\r\n"),
	}
}

// runIn runs a command line and gives its exit code and what it wrote.
func runIn(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	env := environment{
		stdin: strings.NewReader(""), stdout: &out, stderr: &errs,
		getenv: func(string) string { return "" }, clock: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) },
	}
	code = env.run(context.Background(), args)
	return code, out.String(), errs.String()
}

// TestNoCanaryInNotices is [TestNoCanaryEscapes] for notices, forms and messages of
// every format.
func TestNoCanaryInNotices(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	documents := canaryDocuments(t)
	for name, content := range documents {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	lines := [][]string{
		{"audit", "--format", "json", "."}, {"audit", "--format", "html", "."}, {"audit", "--format", "html", "--lang", "fr", "."},
		{"audit", "-v", "."}, {"audit", "-v", "--lang", "fr", "."},
	}
	for name := range documents {
		lines = append(lines, []string{"audit", "--as", "notice", "-v", name})
	}
	for _, args := range lines {
		code, out, errs := runIn(args...)
		if code == 2 || !strings.Contains(out, "Fernhollow Hosting Ltd") && len(args) < 5 {
			t.Errorf("%v exits with %d and shows no company: %s", args, code, errs)
		}
		for name, text := range map[string]string{"stdout": out, "stderr": errs} {
			low := strings.ToLower(text)
			for _, canary := range nameless {
				if i := strings.Index(low, canary); i >= 0 {
					t.Errorf("%v: %s shows %q: …%s…", args, name, canary, low[max(0, i-80):min(len(low), i+40)])
				}
			}
		}
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left (%v)", len(left), err)
	}
}
