package main

import (
	"bytes"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf8"
)

const plainNotice = "Fernhollow Data Ltd is the controller. We use your e-mail address in order to send you our newsletter. The legal basis is your consent. We keep your data for two years. You have the right of access, the right to rectification and the right to erasure.\n"

const arabicNotice = "سياسة الخصوصية\n\nنحن نستخدم عنوان بريدك الإلكتروني لإرسال النشرة الإخبارية إليك. الأساس القانوني هو موافقتك. نحتفظ ببياناتك لمدة سنتين. لديك الحق في الوصول والتصحيح والمحو والاعتراض.\n"

const hebrewNotice = "מדיניות פרטיות\n\nאנו משתמשים בכתובת הדואר האלקטרוני שלך כדי לשלוח לך עלון. הבסיס המשפטי הוא הסכמתך. אנו שומרים את המידע שלך למשך שנתיים. יש לך זכות לעיין, לתקן ולמחוק.\n"

const hostileForm = `<html lang="en"><body><form name="<script>alert(1)</script>"><h2>&lt;script&gt;alert(2)&lt;/script&gt; &lt;img src=x onerror=alert(3)&gt;</h2><input name="email" type="email"><label><input type="checkbox" checked> I agree to receive offers &lt;script&gt;alert(4)&lt;/script&gt; by e-mail</label><button>Send</button></form></body></html>`

// pictureOnly builds a PDF of one picture, encrypted in name where that is asked for.
func pictureOnly(encrypted bool) string {
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>",
		"<</Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceGray/BitsPerComponent 8/Length 100>>stream\n" + strings.Repeat("\x00", 100) + "\nendstream",
		"<</Length 28>>stream\nq 100 0 0 100 0 0 cm /I Do Q  \nendstream",
	}
	trailer := "/Root 1 0 R"
	if encrypted {
		objects = append(objects, "<</Filter/Standard/V 1/R 2/O(0123456789abcdef0123456789abcdef)/U(0123456789abcdef0123456789abcdef)/P -4>>")
		trailer += "/Encrypt 6 0 R/ID[(a)(b)]"
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	table := "0000000000 65535 f \n"
	for i, o := range objects {
		at := strconv.Itoa(out.Len())
		table += strings.Repeat("0", 10-len(at)) + at + " 00000 n \n"
		out.WriteString(strconv.Itoa(i+1) + " 0 obj\n" + o + "\nendobj\n")
	}
	n, start := strconv.Itoa(len(objects)+1), strconv.Itoa(out.Len())
	out.WriteString("xref\n0 " + n + "\n" + table + "trailer<</Size " + n + trailer + ">>\nstartxref\n" + start + "\n%%EOF")
	return out.String()
}

// manyParts builds a message of n parts.
func manyParts(n int) string {
	var m strings.Builder
	m.WriteString("From: info@fernhollow.example\r\nSubject: News\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n")
	for range n {
		m.WriteString("--b\r\nContent-Type: text/plain\r\n\r\nWe keep your data for two years.\r\n")
	}
	return m.String() + "--b--\r\n"
}

// TestHostileNotices audits files that are meant to break a reader, mislead it or act
// on whoever reads the report.
func TestHostileNotices(t *testing.T) {
	addresses := ""
	for i := range 100 {
		addresses += "ada" + strconv.Itoa(i) + "@fernhollow" + strconv.Itoa(i) + ".example\n"
	}
	sheets := ""
	for i := range 1000 {
		sheets += "<link rel=stylesheet href=s" + strconv.Itoa(i) + ".css>"
	}
	for _, c := range []struct {
		name, file, content string
		args                []string
		code                int
		has, not            []string
	}{
		{"a line of 2 MB", "a.md", "# Privacy policy\n\n" + strings.Repeat(plainNotice[:len(plainNotice)-1]+" ", 8000), nil, 1, []string{"“Fernhollow Data Ltd"}, nil},
		{"commands of a terminal", "a.md", "# Privacy policy\n\n" + strings.Replace(plainNotice, "Data Ltd", "\x1b[31mData\u202e\u200b\u2066 Ltd", 1), nil, 1, []string{"stated"}, []string{"\x1b", "\u202e", "\u200b", "\u2066"}},
		{"markup in a form, HTML", "a.html", hostileForm, []string{"--format", "html"}, 1, []string{"&lt;script&gt;"}, []string{"<script>alert", "<img src=x"}},
		{"markup in a form, terminal", "a.html", hostileForm, nil, 1, nil, []string{"\x1b"}},
		{"Markdown", "a.md", "# Privacy policy ![x](javascript:alert(1))\n\n| a |](x) `code` " + plainNotice, []string{"--format", "html"}, 1, []string{"stated"}, []string{"javascript:"}},
		{"endless nesting", "a.html", "<html><body>" + strings.Repeat("<div>", 100000) + plainNotice, nil, 1, []string{"stated"}, nil},
		{"endless quotations", "a.md", strings.Repeat("> ", 20000) + plainNotice + strings.Repeat("[", 20000), []string{"--as", "notice"}, 0, []string{"unclear"}, []string{": not found"}},
		{"invalid UTF-8", "a.md", "# Privacy policy\n\n" + plainNotice + "\xff\xfe\x80\xc3( We keep your data.\n", nil, 1, []string{"stated"}, nil},
		{"zero bytes", "a.txt", "Privacy policy\n\n" + plainNotice + "\x00\x00", []string{"--as", "notice"}, 3, []string{"was not assessed"}, []string{"not found"}},
		{"Arabic", "a.txt", arabicNotice, []string{"--as", "notice"}, 0, []string{"unclear"}, []string{"not found"}},
		{"Hebrew", "a.txt", hebrewNotice, []string{"--as", "notice"}, 0, []string{"unclear"}, []string{"not found"}},
		{"Arabic by itself", "a.md", arabicNotice, nil, 3, []string{"does not look like a notice"}, []string{"not found"}},
		{"several scripts", "a.txt", "Privacy policy\n\n" + plainNotice + "\n" + arabicNotice + "\n" + hebrewNotice + "\n" + plainNotice, nil, 0, []string{"unclear", "stated"}, []string{": not found"}},
		{"scanned PDF", "a.pdf", pictureOnly(false), nil, 3, []string{"images without text"}, []string{"not found"}},
		{"PDF with a password", "a.pdf", pictureOnly(true), nil, 3, []string{"a password is needed"}, []string{"not found"}},
		{"DOCX with a password", "a.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 504) + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00" + strings.Repeat("\x00", 2000), nil, 3, []string{"a password is needed"}, []string{"not found"}},
		{"zip bomb", "a.docx", wordFile(t, []string{"Privacy policy", strings.Repeat("a ", 4<<20)}), nil, 3, nil, []string{"not found"}},
		{"a thousand parts", "a.eml", manyParts(1000), nil, 0, []string{"message"}, nil},
		{"one word", "a.txt", "Privacy", []string{"--as", "notice"}, 0, []string{"unclear"}, []string{"not found"}},
		{"a list of addresses", "a.txt", addresses, nil, 0, []string{"csv"}, []string{"ada1@", "does not look like a notice"}},
		{"a table of contacts", "a.html", "<html><body><table><tr><th>Name</th><th>Email</th></tr>" + strings.Repeat("<tr><td>Ada Example</td><td>ada@fernhollow.example</td></tr>", 50) + "</table></body></html>", nil, 3, []string{"does not look like a notice"}, []string{"ada@", "Ada Example"}},
		{"a thousand style sheets", "a.html", "<html><head>" + sheets + "</head><body><form><input type=email name=email><label><input type=checkbox checked>I agree to receive offers by e-mail</label><button>Send</button></form></body></html>", nil, 1, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			if err := os.WriteFile(c.file, []byte(c.content), 0o600); err != nil {
				t.Fatal(err)
			}
			code, out, errs := runIn(append(append([]string{"audit"}, c.args...), c.file)...)
			if code != c.code {
				t.Errorf("exits with %d, want %d: %s\n%.1500s", code, c.code, errs, out)
			}
			if !utf8.ValidString(out) {
				t.Error("the output is not valid UTF-8")
			}
			for _, w := range c.has {
				if !strings.Contains(out, w) {
					t.Errorf("output lacks %q: %.1500s", w, out)
				}
			}
			for _, w := range c.not {
				if i := strings.Index(out+errs, w); i >= 0 {
					t.Errorf("output has %q: …%s…", w, (out + errs)[max(0, i-100):min(len(out+errs), i+60)])
				}
			}
		})
	}
}

// TestSheetsStayBeside: no style sheet is read from outside the folder of a page. The
// sheets out there hide the box; where they are not read, that is not known.
func TestSheetsStayBeside(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "saved")
	outside := filepath.Join(root, "out.css")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(outside, []byte("#refuse{font-size:2px;color:#fff;background:#fff}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link.css")); err != nil {
		t.Skip("no symbolic links here")
	}
	page := func(head string) string {
		return "<html lang=en><head>" + head + "</head><body><form><h2>Sign up</h2><input type=email name=email><p>We send offers by e-mail.</p><button id=accept>I accept offers by e-mail</button> <button id=refuse>I refuse offers by e-mail</button></form></body></html>"
	}
	answer := func(head string) string {
		if err := os.WriteFile(filepath.Join(dir, "a.html"), []byte(page(head)), 0o600); err != nil {
			t.Fatal(err)
		}
		_, out, _ := runIn("audit", "--format", "json", filepath.Join(dir, "a.html"))
		i := strings.Index(out, `"name": "refusal"`)
		if i < 0 {
			t.Fatalf("no form was read: %.800s", out)
		}
		return strings.Fields(out[i+len(`"name": "refusal",`):])[1]
	}
	t.Chdir(dir)
	missing := answer(`<link rel=stylesheet href="none.css">`)
	for _, href := range []string{
		"../out.css", "link.css", outside, "file://" + outside, "..%2fout.css", "x/../../out.css", `..\out.css`, `\\host\share\out.css`, "//host.example/out.css", "http://127.0.0.1:9/out.css",
	} {
		if got := answer(`<link rel=stylesheet href="` + href + `">`); got != missing {
			t.Errorf("%s: refusing is %s, with a sheet that is missing %s", href, got, missing)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "in.css"), []byte("#refuse{font-size:2px}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := answer(`<link rel=stylesheet href="in.css">`); got == missing {
		t.Errorf("with a sheet beside the page refusing is %s too: the test proves nothing", got)
	}
}

// TestRenderReachesNothing: a saved page that is shown in a browser reaches neither
// this machine's other servers nor its files.
func TestRenderReachesNothing(t *testing.T) {
	if _, err := exec.LookPath("chromium"); err != nil {
		t.Skip("skipped: no Chromium is installed to render with")
	}
	var hits atomic.Int32
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) })}
	go server.Serve(listener) //nolint:errcheck // it ends when it is closed
	defer server.Close()
	t.Chdir(t.TempDir())
	at := "http://" + listener.Addr().String()
	page := `<html lang=en><head><link rel=stylesheet href="` + at + `/a.css"><script src="` + at + `/a.js"></script></head><body><img src="` + at + `/a.png"><iframe src="file:///etc/passwd"></iframe>
<form><input type=email name=email><label><input type=checkbox checked>I agree to receive offers by e-mail</label><p id=p></p><button>Send</button></form>
<script>fetch("` + at + `/b").catch(()=>{});fetch("file:///etc/passwd").then(r=>r.text()).then(x=>{document.getElementById("p").textContent=x})</script></body></html>`
	if err := os.WriteFile("a.html", []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	_, out, errs := runIn("audit", "--render", "--format", "json", "a.html")
	if n := hits.Load(); n > 0 {
		t.Errorf("the page reached another server %d times", n)
	}
	if strings.Contains(out+errs, "root:") {
		t.Error("the page read a file of this machine")
	}
	if !strings.Contains(out, `"rendered": true`) {
		t.Errorf("the page was not rendered: %s", errs)
	}
}

// TestSameBytes: workers and repetition change nothing in any format.
func TestSameBytes(t *testing.T) {
	t.Chdir(t.TempDir())
	files := canaryDocuments(t)
	files["contacts.csv"] = canaryFiles()["contacts.csv"]
	for name, content := range files {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, format := range []string{"terminal", "json", "html"} {
		first := ""
		for _, workers := range []string{"1", "2", "2"} {
			_, out, errs := runIn("audit", "--now", "2026-11-22", "--workers", workers, "--format", format, ".")
			if first == "" {
				first = out
			}
			if out != first || out == "" {
				t.Errorf("%s with %s workers differs from the first run (%s)", format, workers, errs)
			}
		}
	}
}
