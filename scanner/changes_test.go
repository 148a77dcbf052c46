package scanner_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"leadlint/scanner"
	"leadlint/scanner/finding"
)

// state is what a file says of some persons: by the number of each, the days of collection
// and of the end of retention (empty: not recorded).
type state map[int][2]string

// drawState takes about two thirds of the persons into a state, with days of few years.
func drawState(random *rand.Rand, persons int) state {
	out := state{}
	for i := range persons {
		if random.IntN(3) == 0 {
			continue
		}
		day := func() string {
			if random.IntN(6) == 0 {
				return ""
			}
			return fmt.Sprintf("202%d-03-0%d", random.IntN(3), 1+random.IntN(3))
		}
		out[i] = [2]string{day(), day()}
	}
	return out
}

// csv writes the state, its persons in no order that matters.
func (s state) csv(random *rand.Rand, persons, nameless int) string {
	text := "email,first_name,last_name,collected_at,expires_at\n"
	for _, i := range random.Perm(persons) {
		if days, in := s[i]; in {
			text += fmt.Sprintf("person%d@firm.example,Given,Family%d,%s,%s\n", i, i, days[0], days[1])
		}
	}
	for i := range nameless {
		text += fmt.Sprintf(",Given,Nobody%d,2022-01-01,2023-01-01\n", i)
	}
	return text
}

// changed compares two states the plain way; next is the state after then, nil for none.
func changed(then, next, now state, day, input string) finding.Change {
	c := finding.Change{TakenAt: day, Inputs: []string{input}, Rows: int64(len(then))}
	later := func(a, b string) bool { return a != "" && b != "" && a < b }
	for i, days := range now {
		was, there := then[i]
		if !there {
			c.New++
			continue
		}
		c.Kept++
		if later(was[0], days[0]) {
			c.CollectedMoved++
		}
		if later(was[1], days[1]) {
			c.ExpiryMoved++
		}
		if _, stayed := next[i]; next != nil && !stayed {
			c.CameBack++
		}
	}
	for i := range then {
		if _, still := now[i]; !still {
			c.Gone++
		}
	}
	return c
}

// TestChangesSinceEarlierStates holds the comparison with two earlier states (new, gone,
// came back, dates that moved) to a plain one, in memory and on disk.
func TestChangesSinceEarlierStates(t *testing.T) {
	const persons = 90
	for seed := range uint64(4) {
		nameless := 4 * int(seed%2)
		random := rand.New(rand.NewPCG(seed, 9))
		first, second, now := drawState(random, persons), drawState(random, persons), drawState(random, persons)
		dir := t.TempDir()
		for name, text := range map[string]string{
			"first.csv": first.csv(random, persons, 0), "second.csv": second.csv(random, persons, 0), "now.csv": now.csv(random, persons, nameless),
			"leadlint.yaml": `version: 1
now: 2026-11-22
datasets: [{path: now.csv}]
registers:
  - {relation: snapshot, path: second.csv, facts: {taken_at: 2025-12-31}}
  - {relation: snapshot, path: first.csv, facts: {taken_at: 2024-12-31}}
`,
		} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want := []finding.Change{
			changed(first, second, now, "2024-12-31", filepath.Join(dir, "first.csv")),
			changed(second, nil, now, "2025-12-31", filepath.Join(dir, "second.csv")),
		}
		for i := range want {
			if nameless > 0 { // whether they were there cannot be told, nor whether others are gone
				want[i].Unknown, want[i].Gone = int64(nameless)+want[i].Gone, 0
			}
		}
		for _, memory := range []int64{0, 1} {
			r := audit(t, scanner.Options{AuditFile: filepath.Join(dir, "leadlint.yaml"), Memory: memory, TempDir: t.TempDir(), Workers: 2, Key: []byte("secret")})
			if got := fmt.Sprintf("%+v", r.Changes); got != fmt.Sprintf("%+v", want) {
				t.Errorf("seed %d, memory %d:\ngot  %s\nwant %+v", seed, memory, got, want)
			}
		}
	}
}
