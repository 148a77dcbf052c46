package mysql

import (
	"context"
	"testing"
	"time"

	"leadlint/scanner/dataset/database"
)

func TestSnapshotsSaidToBeTheSameAreTheSame(t *testing.T) {
	addr, db := fresh(t, "CREATE TABLE leads (id int PRIMARY KEY AUTO_INCREMENT, email varchar(80))", "INSERT INTO leads (email) VALUES ('ada@north.example')")
	s := open(t, addr, database.Options{})
	stop, stopped := context.WithCancel(t.Context())
	written := make(chan struct{})
	go func() {
		defer close(written)
		for stop.Err() == nil {
			if _, err := db.ExecContext(t.Context(), "INSERT INTO leads (email) VALUES ('bo@south.example')"); err != nil {
				t.Error(err)
				return
			}
		}
	}()
	defer func() { stopped(); <-written }()
	var conns []*session
	for range 3 {
		c, err := s.connect(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.close() //nolint:errcheck // nothing was written
		conns = append(conns, c)
	}
	for range 20 {
		same, err := begin(t.Context(), conns)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, c := range conns {
			rows, err := c.texts(t.Context(), "SELECT COUNT(*) FROM leads")
			if err != nil {
				t.Fatal(err)
			}
			seen[rows[0][0]] = true
		}
		if same && len(seen) > 1 {
			t.Errorf("the snapshots are said to be the same, but see %v records", seen)
		}
	}
}

func TestSnapshotsOfAQuietServerAreTheSame(t *testing.T) {
	addr, _ := fresh(t, "CREATE TABLE leads (id int PRIMARY KEY)")
	s := open(t, addr, database.Options{})
	var conns []*session
	for range 2 {
		c, err := s.connect(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.close() //nolint:errcheck // nothing was written
		conns = append(conns, c)
	}
	// Other tests may write to the server, but not all the time.
	for range 50 {
		same, err := begin(t.Context(), conns)
		if err != nil {
			t.Fatal(err)
		}
		if same {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("the snapshots are never known to be the same")
}
