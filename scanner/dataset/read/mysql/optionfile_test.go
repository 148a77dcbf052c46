package mysql

import (
	"maps"
	"os"
	"path/filepath"
	"testing"
)

func TestOptionFile(t *testing.T) {
	text := `# a comment
; another
[client]
user = lea
password="p#w;\"\\x\s" # behind
ssl_mode=VERIFY_IDENTITY
loose-port=3307
[mysqldump]
user=other
[client-mariadb]
host = db.example # where it is
compress
[mysqld]
password=wrong
`
	o := optionFiles{set: map[string]string{}}
	o.parse(text, func(string) { t.Error("a file was included that is not named") })
	want := map[string]string{"user": "lea", "password": `p#w;"\x `, "ssl-mode": "VERIFY_IDENTITY", "port": "3307", "host": "db.example", "compress": ""}
	if !maps.Equal(o.set, want) {
		t.Errorf("options = %q, want %q", o.set, want)
	}
}

func TestOptionFilesOfTheUser(t *testing.T) {
	home, other := t.TempDir(), t.TempDir()
	write := func(path, text string, mode os.FileMode) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	env := func(name string) string { return map[string]string{"HOME": home, "MYSQL_HOME": other}[name] }
	write(filepath.Join(other, "my.cnf"), "[client]\nuser=first\nhost=db.example\n", 0o644)
	write(filepath.Join(home, ".my.cnf"), "[client]\nuser=last\n!include more.cnf\n", 0o600)
	write(filepath.Join(home, "more.cnf"), "[client]\npassword=word\n", 0o600)
	o := readOptionFiles(env)
	if o.set["user"] != "last" || o.set["host"] != "db.example" || o.set["password"] != "word" || o.loose || o.ignored {
		t.Errorf("got %+v, want the user of the later file, and the password of the one included", o)
	}
	write(filepath.Join(home, "more.cnf"), "[client]\npassword=word\n", 0o644)
	if o := readOptionFiles(env); !o.loose {
		t.Error("a password that others may read is not told")
	}
	write(filepath.Join(home, ".my.cnf"), "[client]\nuser=last\npassword=word\n", 0o666)
	if o := readOptionFiles(env); !o.ignored || o.set["password"] != "" || o.set["user"] != "first" {
		t.Errorf("got %+v, want the file passed over that everybody may write to", o)
	}
}

func TestOptionFilesThatIncludeThemselves(t *testing.T) {
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, ".my.cnf"), []byte("[client]\nuser=lea\n!include .my.cnf\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if o := readOptionFiles(func(name string) string { return map[string]string{"HOME": home}[name] }); o.set["user"] != "lea" {
		t.Errorf("options = %v, want the user of the file", o.set)
	}
}

func FuzzOptionFile(f *testing.F) {
	f.Add("[client]\npassword='a\\'b' # c\n!include x\n!includedir y")
	f.Fuzz(func(t *testing.T, text string) {
		o := optionFiles{set: map[string]string{}}
		o.parse(text, func(string) {})
		again := optionFiles{set: map[string]string{}}
		again.parse(text+"\n[mysqld]\nuser=nobody\n", func(string) {})
		if !maps.Equal(o.set, again.set) {
			t.Errorf("a group of the server's changed %q into %q", o.set, again.set)
		}
	})
}
