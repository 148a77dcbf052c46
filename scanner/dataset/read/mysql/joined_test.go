package mysql

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/scanner/dataset/database"
)

func TestSplitUndoesJoining(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Pieces of the marks themselves, among other text.
		piece := rapid.SampledFrom([]string{"", "a", "é", "\x1e", "\x1d", "\x1c", "\x1d\x1e", "x,y"})
		want := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(piece, 0, 3).Draw(t, "pieces"), "")
		}), 2, 6).Draw(t, "cells")
		text := strings.Join(want, between)
		got := make([]string, 0, len(want))
		ok := split([]byte(text), make([]int, len(want)), func(_ int, cell []byte) {
			if cell == nil {
				got = append(got, absent)
				return
			}
			got = append(got, string(cell))
		})
		if ambiguous := strings.Count(text, between) != len(want)-1; ambiguous {
			if ok && strings.Join(got, between) != text {
				t.Fatalf("%q was taken apart as %q", text, got)
			}
			return
		}
		if !ok || strings.Join(got, "|") != strings.Join(want, "|") {
			t.Fatalf("%q was taken apart as %q (%v), want %q", text, got, ok, want)
		}
	})
}

func TestSplitTellsNullFromEmpty(t *testing.T) {
	var got []bool
	split([]byte(absent+between+between+absent), make([]int, 3), func(_ int, cell []byte) { got = append(got, cell == nil) })
	if len(got) != 3 || !got[0] || got[1] || !got[2] {
		t.Errorf("absent cells = %v, want the first and the last", got)
	}
}

func TestWidestOf(t *testing.T) {
	for packet, want := range map[string]int{"16777216": 12 << 20, "4194304": 3 << 20, "1048576": narrowest, "1024": narrowest, "1073741824": widest, "": narrowest, "?": narrowest} {
		if got := widestOf(packet); got != want {
			t.Errorf("max_allowed_packet %q: got %d, want %d", packet, got, want)
		}
	}
}

func TestTextsOfOneValueAreFewEnough(t *testing.T) {
	st := database.Statement{}
	for i := range 40 {
		st.Names = append(st.Names, "note")
		st.Columns = append(st.Columns, database.Column{Name: "note", Type: "text"})
		st.Wanted, st.Cells = append(st.Wanted, i), append(st.Cells, "r.note")
	}
	p := newPlan(st, "", narrowest)
	seen := 0
	for _, of := range p.items {
		if n := len(of.to) * widthOf("text"); n > narrowest {
			t.Errorf("a value can have %d bytes, want at most %d", n, narrowest)
		}
		seen += len(of.to)
	}
	if seen != 40 || len(p.items) != len(p.exprs)-1 {
		t.Errorf("%d columns in %d values of %d expressions; want all 40", seen, len(p.items), len(p.exprs))
	}
}

func TestStatement(t *testing.T) {
	table := &database.Table{Name: "we`ird", Kind: "table", Primary: []string{"id"}, Columns: []database.Column{
		{Name: "id", Type: "int(11)", Kind: database.Integer}, {Name: "e-mail", Type: "varchar(80)"}, {Name: "photo", Type: "blob", Kind: database.Binary}, {Name: "note", Type: "longtext"},
	}}
	tab := newTable(&server{}, database.Select{Base: table})
	p, key := tab.plan(true)
	const want = "SELECT r.`id`, IF(OCTET_LENGTH(r.`note`) > 1048576, '\x1e\x1c\x1d', r.`note`), " +
		"CONCAT_WS(_utf8mb4'\x1e\x1d\x1c' COLLATE utf8mb4_bin, IFNULL(r.`id`, '\x1c\x1d\x1c'), IFNULL(r.`e-mail`, '\x1c\x1d\x1c')) FROM `we``ird` AS r FORCE INDEX (PRIMARY) WHERE r.`id` >= 5"
	if got := p.sql(key.condition([]span{{}, {from: "5"}}, 1)); got != want {
		t.Errorf("statement:\n%q\nwant:\n%q", got, want)
	}
}
