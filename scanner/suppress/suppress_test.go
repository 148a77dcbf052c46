package suppress_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/suppress"

	"pgregory.net/rapid"
)

func entries(t *rapid.T) []suppress.Entry {
	rel := facts.NewSchema().Relation("suppression")
	kinds := []uint64{facts.KindEmail, facts.KindPhone, facts.KindProfile}
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) suppress.Entry {
		e := suppress.Entry{
			Kind: rapid.SampledFrom(rel.Field("kind").Values).Draw(t, "kind"), Channel: rapid.SampledFrom(rel.Field("channel").Values).Draw(t, "channel"),
			Since: rapid.OneOf(rapid.Just(facts.UnknownDay), rapid.Int32Range(0, 30000)).Draw(t, "since"),
		}
		for range rapid.IntRange(1, 3).Draw(t, "keys") {
			h := facts.Hash{rapid.Uint64().Draw(t, "a"), rapid.Uint64().Draw(t, "b") | facts.SealedBit}
			e.Keys = append(e.Keys, h.WithKind(rapid.SampledFrom(kinds).Draw(t, "kind of key")))
		}
		return e
	}), 0, 20).Draw(t, "entries")
}

func written(t *rapid.T, check string, list []suppress.Entry) string {
	var b bytes.Buffer
	if err := suppress.Write(&b, suppress.Head{Check: check, Made: "2026-01-01"}, list); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestRoundTrip: a list is read as it was written, whatever the order of its entries, and
// by no other secret; one that is cut short at any place is refused.
func TestRoundTrip(t *testing.T) {
	schema, check := facts.NewSchema(), identity.NewSeal([]byte("secret")).Check()
	rapid.Check(t, func(t *rapid.T) {
		list := entries(t)
		text := written(t, check, list)
		slices.Reverse(list)
		if written(t, check, list) != text {
			t.Fatal("the order of the entries shows")
		}
		head, got, err := suppress.Read(strings.NewReader(text), schema, check)
		if err != nil || head.Made != "2026-01-01" || len(got) != len(list) || written(t, check, got) != text {
			t.Fatalf("got %v, %d entries, want %d", err, len(got), len(list))
		}
		if _, _, err := suppress.Read(strings.NewReader(text), schema, identity.NewSeal([]byte("other")).Check()); !errors.Is(err, suppress.ErrKey) {
			t.Fatalf("got %v with another secret", err)
		}
		cut := rapid.IntRange(0, len(text)-2).Draw(t, "cut")
		if _, _, err := suppress.Read(strings.NewReader(text[:cut]), schema, check); err == nil {
			t.Fatalf("a list cut at %d of %d is read", cut, len(text))
		}
		rows := 0
		err = suppress.Batches(schema, got, func(b *facts.Batch) error {
			rows += b.N
			return nil
		})
		if err != nil || rows != len(list) {
			t.Fatalf("got %v, %d rows, want %d", err, rows, len(list))
		}
	})
}

// TestSealedHashes: hashes are of the person and the secret, not of how the address is
// written, and show nothing of it.
func TestSealedHashes(t *testing.T) {
	keys := func(secret, cell string) []facts.Hash {
		var out []facts.Hash
		for _, k := range identity.New([2]uint64{1, 2}, identity.Options{Seal: identity.NewSeal([]byte(secret))}).Email(nil, []byte(cell)) {
			if k.Sealed() {
				out = append(out, k)
			}
		}
		return out
	}
	a := keys("secret", "ada@nord.example")
	if len(a) != 1 || a[0].Kind() != facts.KindEmail || !slices.Equal(a, keys("secret", " ADA@Nord.example ")) {
		t.Errorf("got %v", a)
	}
	if slices.Equal(a, keys("other", "ada@nord.example")) || slices.Equal(a, keys("secret", "bo@nord.example")) {
		t.Error("hashes of different secrets or persons are equal")
	}
	if identity.NewSeal(nil) != nil {
		t.Error("an empty secret seals")
	}
}

func FuzzRead(f *testing.F) {
	check := identity.NewSeal([]byte("secret")).Check()
	f.Add(suppress.Magic + "\nkey " + check + "\nmade 2026-01-01\n0dae37832f6bfb1de34b72ec6fdcb9d9\tobjection\tall\t2025-01-01\nend 1\n")
	f.Add("leadlint suppression list 2\n")
	schema := facts.NewSchema()
	f.Fuzz(func(t *testing.T, text string) {
		_, got, err := suppress.Read(strings.NewReader(text), schema, check)
		if err != nil {
			return
		}
		for _, e := range got {
			if len(e.Keys) == 0 || !e.Keys[0].Sealed() {
				t.Errorf("an entry without a sealed hash: %v", e)
			}
		}
		if err := suppress.Batches(schema, got, func(*facts.Batch) error { return nil }); err != nil {
			t.Error(err)
		}
	})
}
