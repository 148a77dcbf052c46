package mysql

import (
	"errors"
	"strings"
	"testing"

	driver "github.com/go-sql-driver/mysql"

	"leadlint/scanner/dataset/database"
)

func TestWhereTheConnectionGoes(t *testing.T) {
	env := func(set ...string) func(string) string {
		return func(name string) string {
			for i := 0; i < len(set); i += 2 {
				if set[i] == name {
					return set[i+1]
				}
			}
			return ""
		}
	}
	for name, c := range map[string]struct {
		address                  string
		env                      func(string) string
		user, at, word, database string
		unverified               bool
	}{
		"all in the address":    {"mysql://lea@db.example:3307/crm?ssl-mode=VERIFY_IDENTITY", env("MYSQL_PWD", "a"), "lea", "db.example:3307", "a", "crm", false},
		"own variable first":    {"mariadb://lea@db.example/crm", env("MYSQL_PWD", "a", "LEADLINT_DB_PASSWORD", "b"), "lea", "db.example:3306", "b", "crm", true},
		"the user of the shell": {"mysql://127.0.0.1/", env("USER", "zoe"), "zoe", "127.0.0.1:3306", "", "", false},
		"a socket":              {"mysql://lea@/crm?socket=/no/such/socket", env(), "lea", "/no/such/socket", "", "crm", false},
		"no encryption":         {"mysql://lea@db.example/crm?tls=false", env(), "lea", "db.example:3306", "", "crm", true},
	} {
		t.Run(name, func(t *testing.T) {
			addr, err := database.ParseAddress(c.address)
			if err != nil {
				t.Fatal(err)
			}
			s, err := newSettings(addr, database.Options{Env: c.env})
			if err != nil {
				t.Fatal(err)
			}
			if s.config.User != c.user || s.config.Addr != c.at || s.config.Passwd != c.word || s.config.DBName != c.database || s.unverified != c.unverified {
				t.Errorf("user %q at %q, password %q, database %q, unverified %v; want %+v", s.config.User, s.config.Addr, s.config.Passwd, s.config.DBName, s.unverified, c)
			}
			if s.config.AllowAllFiles || s.config.MultiStatements || s.config.AllowOldPasswords {
				t.Error("the connection may send files, several statements or weak passwords")
			}
		})
	}
	for _, bad := range []string{"mysql://db.example/crm?ssl-mode=SURE", "mysql://db.example/crm?tls=maybe", "mysql://db.example/crm?allowAllFiles=true", "mysql://db.example/crm?ssl-ca=/no/such/file&ssl-mode=VERIFY_CA"} {
		addr, err := database.ParseAddress(bad)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := newSettings(addr, database.Options{Env: env()}); err == nil {
			t.Errorf("%s is taken, want an error", bad)
		}
	}
}

func TestClearTextPasswordsOnlyToAKnownServer(t *testing.T) {
	for mode, want := range map[string]bool{"DISABLED": false, "PREFERRED": false, "REQUIRED": false, "VERIFY_CA": true, "VERIFY_IDENTITY": true} {
		addr, err := database.ParseAddress("mysql://lea@db.example/crm?ssl-mode=" + mode)
		if err != nil {
			t.Fatal(err)
		}
		s, err := newSettings(addr, database.Options{Env: func(string) string { return "" }})
		if err != nil || s.config.AllowCleartextPasswords != want {
			t.Errorf("%s: clear text allowed = %v, error %v; want %v", mode, s != nil && s.config.AllowCleartextPasswords, err, want)
		}
	}
}

func TestErrorsRepeatNothingOfTheServer(t *testing.T) {
	const value = "Duplicate entry 'zoe@north.example' for key 'PRIMARY'"
	for n := range uint16(4200) {
		for _, err := range []error{fault(&driver.MySQLError{Number: n + 1, Message: value}),
			refused(t.Context(), &driver.Config{User: "lea", Passwd: "secret-word", Addr: "db.example:3306"}, &driver.MySQLError{Number: n + 1, Message: value})} {
			var told *database.TextError
			if !errors.As(err, &told) {
				t.Fatalf("error %d has no words in both languages: %v", n+1, err)
			}
			if text := told.EN + told.FR; strings.Contains(text, "north.example") || strings.Contains(text, "secret-word") || strings.Contains(text, "PRIMARY") {
				t.Fatalf("error %d repeats the server's message: %s", n+1, text)
			}
		}
	}
	for _, err := range []error{driver.ErrInvalidConn, driver.ErrMalformPkt, errors.New("odd: " + value)} {
		if text := fault(err).Error(); strings.Contains(text, "north.example") {
			t.Errorf("%v is repeated: %s", err, text)
		}
	}
}

func TestReplicasThatLag(t *testing.T) {
	for seconds, want := range map[string]string{"0": "", "59": "", "60": "60 s behind", "86400": "86400 s behind", "": "does not follow"} {
		got := behind(seconds)
		if (got == nil) != (want == "") || got != nil && (!strings.Contains(got.EN, want) || got.FR == "") {
			t.Errorf("behind(%q) = %v, want %q", seconds, got, want)
		}
	}
}
