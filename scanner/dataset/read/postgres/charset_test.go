package postgres

import (
	"fmt"
	"strings"
	"testing"
)

func TestEncodingsOfDatabases(t *testing.T) {
	for encoding, want := range map[string]string{"LATIN1": "Zoé|Zoé", "SQL_ASCII": "Zo\uFFFD|Zoé"} {
		t.Run(encoding, func(t *testing.T) {
			_, addr := server(t)
			owner, name := addr, addr.Database+"_odd"
			drop := "DROP DATABASE IF EXISTS " + quote(name)
			admin(t, owner, drop, "CREATE DATABASE "+quote(name)+" ENCODING '"+encoding+"' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
			t.Cleanup(func() { admin(t, owner, drop) })
			addr.Database = name
			as := "UTF8"
			if encoding == "SQL_ASCII" { // where nothing is converted, the bytes of one encoding and of another
				as = "SQL_ASCII"
			}
			admin(t, addr, "CREATE TABLE leads (a text, b text)")
			admin(t, addr, "SET client_encoding = '"+as+"'; INSERT INTO leads VALUES ("+map[bool]string{true: `E'Zo\xE9'`, false: "'Zoé'"}[as == "SQL_ASCII"]+", 'Zoé')")
			db := open(t, addr)
			defer db.Close()
			rows, stats, err := scanned(t, tableOf(t, db, "leads"), 1)
			if err != nil || len(rows) != 1 || rows[0] != want {
				t.Errorf("rows %q, %v; want %q", rows, err, want)
			}
			if told := strings.Contains(fmt.Sprint(stats.Issues), "SQL_ASCII"); told != (encoding == "SQL_ASCII") {
				t.Errorf("issues %v", stats.Issues)
			}
		})
	}
}
