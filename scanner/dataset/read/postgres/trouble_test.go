package postgres

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"leadlint/scanner/dataset/database"
)

// A server's error may quote a row in each of its fields.
func TestErrorsRepeatNothingOfTheServer(t *testing.T) {
	const secret = "jean.martin@secret.example"
	codes := []string{"42501", "42P01", "42703", "57014", "55P03", "40001", "57P01", "22021", "53200", "53100", "XX001", "42601", "25006",
		"28P01", "28000", "3D000", "53300", "57P03", "P0001", "23505", "99999"}
	for _, code := range codes {
		pg := &pgconn.PgError{Severity: "FATAL", Code: code, Message: secret, Detail: secret, Hint: secret, Where: secret, InternalQuery: secret,
			SchemaName: secret, TableName: secret, ColumnName: secret, DataTypeName: secret, ConstraintName: secret, File: secret, Routine: secret}
		for _, err := range []error{explain(fmt.Errorf("x: %w", pg), "crm.leads", 60), explain(pg, "", 60), refused(pg, "db.example:5432")} {
			var told *database.TextError
			if !errors.As(err, &told) || told.FR == "" {
				t.Fatalf("%s: %T has no text in both languages", code, err)
			}
			for _, text := range []string{told.EN, told.FR} {
				if strings.Contains(text, secret) {
					t.Errorf("%s: %q repeats what the server said", code, text)
				}
				if !strings.Contains(text, code) {
					t.Errorf("%s: %q does not give the code", code, text)
				}
			}
		}
	}
}

func TestTroubleHasARemedy(t *testing.T) {
	dns := &net.DNSError{Err: "no such host", Name: "db.example"}
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"password":       {refused(&pgconn.PgError{Code: "28P01"}, "db.example:5432"), "LEADLINT_DB_PASSWORD"},
		"database":       {refused(&pgconn.PgError{Code: "3D000"}, "db.example:5432"), "no database of that name"},
		"nobody":         {refused(&net.OpError{Op: "dial", Err: errors.New("refused")}, "db.example:5432"), "no PostgreSQL server answers at db.example:5432"},
		"name":           {refused(dns, "db.example:5432"), "not known"},
		"TLS":            {refused(errors.New("server refused TLS connection"), "db.example:5432"), "does not speak TLS"},
		"no right":       {explain(&pgconn.PgError{Code: "42501"}, "leads", 60), `"leads"; grant it SELECT`},
		"gone":           {explain(&pgconn.PgError{Code: "42P01"}, "leads", 60), "no longer there"},
		"reshaped":       {explain(&pgconn.PgError{Code: "42703"}, "leads", 60), "changed its shape"},
		"slow":           {explain(&pgconn.PgError{Code: "57014"}, "leads", 60), "60 s"},
		"locked":         {explain(&pgconn.PgError{Code: "55P03"}, "leads", 60), "locked by another session"},
		"replica":        {explain(&pgconn.PgError{Code: "40001"}, "leads", 60), "hot_standby_feedback"},
		"killed":         {explain(&pgconn.PgError{Code: "57P01"}, "leads", 60), "the rest of it was not read"},
		"no such column": {explain(fmt.Errorf("x: %w", &pgconn.PgError{Code: "42703", Position: 8}), "", 60), "a column that is not there, at about character 8"},
		"unfilled":       {explain(&pgconn.PgError{Code: "55000"}, "seen", 60), "REFRESH"},
		"cable cut":      {explain(errors.New("unexpected EOF"), "leads", 60), "broke off"},
	} {
		if !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("%s: %q, want it to say %q", name, c.err, c.want)
		}
	}
}

func TestConfigure(t *testing.T) {
	t.Setenv("PGPASSWORD", "of the environment")
	env := func(name string) string {
		if name == "LEADLINT_DB_PASSWORD" {
			return `it's "odd"`
		}
		return ""
	}
	addr, err := database.ParseAddress("postgres://le%27ads@db.example:5433/cr%20m?sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	config, err := configure(addr, env)
	if err != nil {
		t.Fatal(err)
	}
	if config.Host != "db.example" || config.Port != 5433 || config.User != "le'ads" || config.Database != "cr m" || config.TLSConfig != nil || config.Password != `it's "odd"` {
		t.Errorf("the address became host %q, port %d, user %q, database %q", config.Host, config.Port, config.User, config.Database)
	}
	if config, _ = configure(addr, func(string) string { return "" }); config.Password != "of the environment" {
		t.Error("PGPASSWORD is not used")
	}
	for option, want := range map[string]string{"options=-cdefault_transaction_read_only%3Doff": `"options"`, "sslmode=maybe": "settings", "default_transaction_read_only=off": "not known"} {
		addr, err := database.ParseAddress("postgres://db.example/crm?" + option)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = configure(addr, env); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("?%s: error %v, want one that says %s", option, err, want)
		}
	}
}

func TestAReplicaThatLagsIsWarnedOf(t *testing.T) {
	for seconds, want := range map[int64]string{-1: "cannot say", 5: "", 90: "90 s ago"} {
		got := behind(seconds)
		if (got == nil) != (want == "") || got != nil && !strings.Contains(got.EN, want) {
			t.Errorf("%d s behind: %v, want %q", seconds, got, want)
		}
	}
}
