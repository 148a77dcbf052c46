package database

import (
	"errors"
	"strings"
	"testing"
)

func TestParseAddress(t *testing.T) {
	for _, tt := range []struct{ name, in, want, user, host, port, db string }{
		{"whole", "postgres://reader@db.north.example:6543/crm?sslmode=require", "postgres://db.north.example:6543/crm", "reader", "db.north.example", "6543", "crm"},
		{"other scheme", "postgresql://db.north.example/crm", "postgres://db.north.example/crm", "", "db.north.example", "", "crm"},
		{"own port", "mysql://u@127.0.0.1:3306/leads", "mysql://127.0.0.1/leads", "u", "127.0.0.1", "3306", "leads"},
		{"nothing but the make", "mariadb:///", "mariadb://localhost/", "", "", "", ""},
		{"socket folder", "postgres:///crm?host=/run/postgresql&user=reader", "postgres:///crm?host=%2Frun%2Fpostgresql", "reader", "/run/postgresql", "", "crm"},
		{"socket", "mysql://u@/crm?socket=/run/mysqld/m.sock", "mysql:///crm?host=%2Frun%2Fmysqld%2Fm.sock", "u", "/run/mysqld/m.sock", "", "crm"},
		{"IPv6", "postgres://[::1]/crm", "postgres://[::1]/crm", "", "::1", "", "crm"},
		{"escaped", "MySQL://a%40b@h/lead%20base", "mysql://h/lead%20base", "a@b", "h", "", "lead base"},
		{"file", "sqlite:folder/leads.db", "folder/leads.db", "", "", "", "leads.db"},
		{"file by strokes", "sqlite:///srv/leads.db", "/srv/leads.db", "", "", "", "leads.db"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := ParseAddress(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if a.String() != tt.want || a.User != tt.user || a.Host != tt.host || a.Port != tt.port || a.Database != tt.db {
				t.Errorf("got %+v shown as %q, want %q", a, a.String(), tt.want)
			}
			if Shown(tt.in) != tt.want {
				t.Errorf("Shown: got %q, want %q", Shown(tt.in), tt.want)
			}
		})
	}
}

func TestPasswordsAreRefused(t *testing.T) {
	for _, in := range []string{
		"postgres://u:hunter2@h/db", "postgres://u:@h/db", "mysql://h/db?password=hunter2", "mariadb://h/db?PassWord=hunter2", "postgres://h/db?sslpassword=hunter2",
		"postgres://h/db?pass%77ord=hunter2", "mysql://h/db?pwd=hunter2", "postgres://h/db?sslmode=require&pass_word=hunter2",
	} {
		if _, err := ParseAddress(in); !errors.Is(err, ErrPassword) {
			t.Errorf("%q: got %v, want ErrPassword", in, err)
		}
	}
	if _, err := ParseAddress("postgres://u@h/db?passfile=/home/u/.pgpass"); err != nil {
		t.Errorf("a file of passwords: got %v, want none", err)
	}
}

func TestBrokenAddressesAreNotRepeated(t *testing.T) {
	for _, in := range []string{
		"postgres://u:hun%ter2@h/db", "postgres://u:hunter2@h:port/db", "postgres:/u:hunter2@h/db", "mysql:u:hunter2@h", "sqlserver://u:hunter2@h",
		"jdbc:mysql://u:hunter2@h/db", "postgres://h/db?x=%zzhunter2", "postgres://h/db#hunter2", "postgres://u:h@hunter2@h/db", "postgres://h/hunter2/db",
	} {
		_, err := ParseAddress(in)
		if err == nil || strings.Contains(err.Error(), "hun") {
			t.Errorf("%q: got %v, want an error without the address", in, err)
		}
		if shown := Shown(in); strings.Contains(shown, "hun") {
			t.Errorf("%q: shown as %q", in, shown)
		}
	}
}

func TestIsAddress(t *testing.T) {
	for name, want := range map[string]bool{
		"postgres://h/d": true, "MYSQL://h": true, "sqlite:a.db": true, "oracle://h": true, "postgres:/u:p@h": true,
		"leads.csv": false, "postgres.csv": false, "postgres": false, "https://h": false, "./mysql:1.csv": false, "-": false, "": false, `C:\leads.db`: false, "sqlite:": false,
	} {
		if got := IsAddress(name); got != want {
			t.Errorf("%q: got %v, want %v", name, got, want)
		}
	}
}

func FuzzParseAddress(f *testing.F) {
	for _, s := range []string{"postgres://u@h:1/d?sslmode=require", "sqlite:x", "mysql://[::1]/d?a=b&c=%20", "postgres:///d?host=/run"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		a, err := ParseAddress(in)
		if err != nil {
			return
		}
		if !IsAddress(in) {
			t.Fatalf("%q was read, and is none", in)
		}
		if a.Make == SQLite {
			return
		}
		// What is shown is an address, reads as the same place, and holds no password.
		again, err := ParseAddress(a.String())
		if err != nil {
			t.Fatalf("%q shown as %q: %v", in, a.String(), err)
		}
		if again.Database != a.Database || again.User != "" || len(again.Options) != 0 || again.String() != a.String() {
			t.Fatalf("%q shown as %q reads as %+v", in, a.String(), again)
		}
	})
}
