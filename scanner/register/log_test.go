package register_test

import (
	"slices"
	"testing"

	"leadlint/scanner/register"
)

// TestLog says what is found in lines of a log.
func TestLog(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"nothing", "2026-01-13 10:00:00 INFO started in 12 ms", "level=info content=none"},
		{"address", "2026-01-13 10:00:00 ERROR cannot deliver to ada.moon@lune.example", "level=error content=email"},
		{"address in JSON", `{"level":"warn","user":{"email":"ada.moon@lune.example"}}`, "level=warning content=email"},
		{"address in a URL", "GET /unsubscribe?email=ada.moon%40lune.example&id=3 200", "content=email"},
		{"masked address", "[debug] user a***@l***.example signed in", "level=debug content=none"},
		{"role address", "INFO sent from noreply@lune.example", "level=info content=none"},
		{"message identifier", "INFO message-id=<20260113.4711ab@mail.lune.example> queued", "level=info content=none"},
		{"login at a host", "connect db@10.0.0.3 and git@github.com:moon/app.git", "content=none"},
		{"package", "installed left-pad@1.3.0 and logo@2x.png", "content=none"},
		{"credentials in an address", "clone https://bot@code.lune.example/app", "content=none"},
		{"telephone behind its name", "WARN sms failed phone=+33 6 39 98 12 34", "level=warning content=phone"},
		{"telephone spoken of", "calling mobile +33639981234 now", "content=phone"},
		{"telephone with its prefix", "INFO sms to +33639981234 sent", "level=info content=phone"},
		{"telephone with its prefix in JSON", `{"to":"+447700900123"}`, "content=phone"},
		{"a time with a sign", "INFO moved by +1780308001234 ms", "level=info content=none"},
		{"a count with a sign", "INFO balance +10000000000 cents", "level=info content=none"},
		{"a prefix and stars", "INFO sms to +336399812** sent", "level=info content=none"},
		{"an offset", "INFO 10:00:00 +0200 started", "level=info content=none"},
		{"a decimal with a sign", "INFO drift +33639981234.5", "level=info content=none"},
		{"a number without a name", "order 33639981234 shipped", "content=none"},
		{"masked telephone", "tel: ******1234", "content=none"},
		{"password", "login user=ada password=Winter2026!", "content=password"},
		{"password in JSON", `{"msg":"login","password":"hunter-two"}`, "content=password"},
		{"mot de passe", "connexion mot_de_passe=Soleil77", "content=password"},
		{"masked password", `{"password":"********"}`, "content=none"},
		{"redacted password", "password=[REDACTED] token=<hidden>", "content=none"},
		{"password spoken of", "password: must have eight characters", "content=none"},
		{"password reset", "password=reset password: null", "content=none"},
		{"template", "password=${DB_PASSWORD} pwd=%s", "content=none"},
		{"x's", "password=xxxxxxxx secret=XXXXXXXXXXXXXXXX1", "content=none"},
		{"hash of a password", "password=$2b$12$abcdefghijklmnopqrstuuu", "content=none"},
		{"bearer", "Authorization: Bearer a1b2c3d4e5f6a7b8c9d0e1f2", "content=token"},
		{"key", "GET /v1?api_key=9f8e7d6c5b4a39281706f5e4", "content=token"},
		{"short token", "token=12", "content=none"},
		{"token type", "token: bearer", "content=none"},
		{"national identifier", "insured 255081416802538 updated", "content=national_id"},
		{"trace identifier", "trace 4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7", "content=none"},
		{"the gravest", "ada.moon@lune.example password=Winter2026!", "content=password"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			headers, rows := []string{"line"}, [][][]byte{{[]byte(tt.line)}}
			m, err := register.Recognise(schema, register.Spec{Relation: "log"}, headers, rows)
			if err != nil {
				t.Fatal(err)
			}
			got, _ := bound(t, m, rows, register.Options{})
			if !slices.Equal(got, []string{tt.want}) {
				t.Errorf("%q gives %q, want %q", tt.line, got, tt.want)
			}
		})
	}
}

// TestLogWithoutText says that a log of unknown columns is looked through all the same.
func TestLogWithoutText(t *testing.T) {
	m, rows := recognised(t, register.Spec{Relation: "log"}, "a|b\nx|ada.moon@lune.example\ny|z")
	got, _ := bound(t, m, rows, register.Options{})
	if want := []string{"content=email", "content=none"}; !slices.Equal(got, want) || len(m.Issues) > 0 {
		t.Errorf("rows are %q with issues %v, want %q without", got, m.Issues, want)
	}
	if got := m.Header("content"); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("what is found comes from %q, want both columns", got)
	}
}

func TestLogColumns(t *testing.T) {
	m, rows := recognised(t, register.Spec{Relation: "log"}, `
timestamp | severity | message | ctx.phone | ctx.password | ctx.email
2026-01-13 | WARN | hello | 0639981234 | | 
2026-01-13 | ERR | hello | | secret-one |
2026-01-13 | info | hello | | | ada.moon@lune.example
2026-01-13 | odd | hello | *** | *** | ***`)
	got, _ := bound(t, m, rows, register.Options{})
	want := []string{"level=warning content=phone", "level=error content=password", "level=info content=email", "level=? content=none"}
	if !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
}
