package store

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"leadlint/scanner/history/internal/sample"
)

// endless names the variable that makes the test's program store audits until it is
// killed.
const endless = "LEADLINT_TEST_STORE"

func TestMain(m *testing.M) {
	if path := os.Getenv(endless); path != "" {
		storeForEver(path)
	}
	os.Exit(m.Run())
}

// storeForEver stores audits and tells each when it is committed; now and then it purges.
func storeForEver(path string) {
	ctx := context.Background()
	for i := 0; ; i++ {
		at := noon
		if i%4 == 0 {
			at = "2020-01-01T08:00:00Z"
		}
		w, err := OpenWriter(ctx, path, Options{Clock: stopped(at), Rand: rand.Reader})
		if err != nil {
			panic(err)
		}
		if i%4 == 3 {
			if _, err := w.Purge(ctx, "2025-01-01", Asked); err != nil {
				panic(err)
			}
			fmt.Println("purged")
		}
		rec, err := w.Add(ctx, sample.Report("2026-11-20", "leads.csv", 40, int64(i)))
		if err != nil {
			panic(err)
		}
		if at == noon {
			fmt.Println(rec.Audit)
		}
		if i%3 == 0 {
			if err := w.Close(); err != nil {
				panic(err)
			}
		}
	}
}

// TestKilled kills a program that writes, at a moment of chance, ten times or more on
// one file: each time it opens again, holds, and has all that was said to be committed.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.db")
	var told []string
	for round := 0; round < 10 || len(told) < 10 && round < 60; round++ {
		told = append(told, killed(t, path)...)
		if _, err := os.Stat(path); err != nil {
			continue // killed before there was anything
		}
		r, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		holds(t, r)
		list, err := r.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var kept []string
		for i := range list {
			kept = append(kept, list[i].ID)
		}
		for _, id := range told {
			if !slices.Contains(kept, id) {
				t.Errorf("%s was committed and is not there", id)
			}
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(told) < 10 {
		t.Errorf("only %d audits were stored: the test sees nothing", len(told))
	}
	holds(t, &openedAt(t, path, noon).Reader)
}

// killed runs the program, kills it, and gives the audits that it told of.
func killed(t *testing.T, path string) (told []string) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), endless+"="+path)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	wait, err := rand.Int(rand.Reader, big.NewInt(200))
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(100*time.Millisecond+time.Duration(wait.Int64())*time.Millisecond, func() { c.Process.Kill() }) //nolint:errcheck // it may have ended
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() != "purged" {
			told = append(told, lines.Text())
		}
	}
	if err := c.Wait(); err == nil || c.ProcessState.Exited() {
		t.Fatalf("it was not killed: %v", c.ProcessState)
	}
	return told
}
