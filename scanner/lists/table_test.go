package lists

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"unicode/utf8"

	"leadlint/rules/facts"
	"leadlint/scanner/split"

	"pgregory.net/rapid"
)

// TestCellsComeBack: what is written is read back as it was by any reader of CSV, save the
// apostrophe before what a spreadsheet would run, in both languages.
func TestCellsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"en", "fr"}).Draw(t, "lang")
		cells := rapid.SliceOfN(rapid.OneOf(rapid.String(), hostile(), rapid.SampledFrom([]string{"=1+2", "+33 6 39 98 00 01", "-5", "@SUM(A1)", "\tx", "a\x00b", "a\x1fb", "\xff", "\r\n"})), 1, 6).Draw(t, "cells")
		var b bytes.Buffer
		l := newList(Options{Lang: lang, File: &b}, cells)
		if err := l.close(); err != nil {
			t.Fatal(err)
		}
		text, marked := strings.CutPrefix(b.String(), "\ufeff")
		if marked != (lang == "fr") || !utf8.ValidString(text) {
			t.Fatalf("%s: byte order mark %v, %q", lang, marked, text)
		}
		r := csv.NewReader(strings.NewReader(text))
		if lang == "fr" {
			r.Comma = ';'
		}
		r.FieldsPerRecord = -1
		got, err := r.ReadAll()
		if len(got) == 0 && len(cells) == 1 {
			return // an empty line
		}
		if err != nil || len(got) != 1 || len(got[0]) != len(cells) {
			t.Fatalf("got %q, %v, want %q", got, err, cells)
		}
		var guarded int64
		for i, c := range cells {
			want := string(plain([]byte(c)))
			if split.Runs([]byte(want)) {
				want = "'" + want
				guarded++
			}
			// Readers of CSV take a line end within quotes as "\n".
			if got[0][i] != strings.ReplaceAll(want, "\r\n", "\n") {
				t.Fatalf("got %q, want %q", got[0][i], want)
			}
		}
		if l.guarded != guarded {
			t.Fatalf("counted %d guarded cells, want %d", l.guarded, guarded)
		}
	})
}

// TestChoices: whether two rows can both be followed does not depend on which came first,
// a row never contradicts itself, and what is strictest of two is as strict as either.
func TestChoices(t *testing.T) {
	draw := rapid.Custom(func(t *rapid.T) choices {
		c := choices(rapid.IntRange(0, 7).Draw(t, "e"))<<0 | choices(rapid.IntRange(0, 7).Draw(t, "p"))<<4 | choices(rapid.IntRange(0, 7).Draw(t, "s"))<<8
		return c | choices(rapid.IntRange(0, 3).Draw(t, "flags"))<<16
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		s := a.strictest(b)
		if a.against(b) != b.against(a) || a.against(a) || s != b.strictest(a) || s.strictest(a) != s || s.strictest(b) != s {
			t.Fatalf("%x and %x: against %v and %v, strictest %x", a, b, a.against(b), b.against(a), s)
		}
	})
}

// TestPeopleWithinMemory: beyond the memory nobody is added, those known are still
// compared, and the rest is counted.
func TestPeopleWithinMemory(t *testing.T) {
	p := newPeople(2 * personBytes)
	key := func(n uint64) []facts.Hash { return []facts.Hash{facts.Hash{n, 0}.WithKind(facts.KindEmail)} }
	for n := range uint64(5) {
		if _, found := p.meet(key(n), false, given, 0, int64(n)); found {
			t.Errorf("the person %d is found before", n)
		}
	}
	if p.unheld != 3 {
		t.Errorf("got %d not held, want 3", p.unheld)
	}
	if other, found := p.meet(key(1), false, objected, 0, 9); !found || other.line != 1 {
		t.Errorf("got %v, %v, want the row of line 1", other, found)
	}
	if _, found := p.meet(key(1), true, given, 0, 10); found {
		t.Error("the address of an organisation tells a person")
	}
}
