package identity_test

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/dataset/values"

	"pgregory.net/rapid"
)

var (
	schema = facts.NewSchema()
	emails = values.NewEmailReader(schema)
	phones = values.NewPhoneReader(schema)
	all    = []string{identity.SHA256, identity.SHA1, identity.MD5}
)

func newHasher(digests ...string) *identity.Hasher {
	return identity.New([2]uint64{7, 11}, identity.Options{Digests: digests, Email: emails, Phone: phones})
}

func country(code string) uint8 { return schema.Relation("contact").Field("country").Code(code) }

// kinds are the ways to read a cell.
var kinds = map[string]func(h *identity.Hasher, cell string) []facts.Hash{
	"email":   func(h *identity.Hasher, c string) []facts.Hash { return h.Email(nil, []byte(c)) },
	"phone":   func(h *identity.Hasher, c string) []facts.Hash { return h.Phone(nil, []byte(c), country("FR")) },
	"profile": func(h *identity.Hasher, c string) []facts.Hash { return h.Profile(nil, []byte(c)) },
	"id":      func(h *identity.Hasher, c string) []facts.Hash { return h.ID(nil, "crm", []byte(c)) },
	"name":    func(h *identity.Hasher, c string) []facts.Hash { return h.Name(nil, []byte(c)) },
	"digest":  func(h *identity.Hasher, c string) []facts.Hash { return h.Digest(nil, []byte(c)) },
}

func TestSameIdentity(t *testing.T) {
	sum := sha256.Sum256([]byte("lea.martin@durand.example"))
	digest := hex.EncodeToString(sum[:])
	for _, c := range []struct {
		kind string
		same []string
	}{
		{"email", []string{"lea.martin@durand.example", " Lea.Martin@Durand.EXAMPLE ", "mailto:lea.martin@durand.example", "Léa Martin <lea.martin@durand.example>", `"Martin, Léa" <LEA.MARTIN@durand.example>`, "\u00a0lea.martin@durand.example"}},
		{"email", []string{"lea@martin@durand.example", " LEA@Martin@durand.example"}},
		{"phone", []string{"+33 6 39 98 12 34", "0639981234", "06.39.98.12.34", "0033639981234", "+33 (0)6 39 98 12 34", "tel:+33639981234", "33639981234", "06 39 98 12 34 poste 12"}},
		{"profile", []string{"https://www.linkedin.com/in/lea-martin-1", "linkedin.com/in/lea-martin-1/", "https://fr.linkedin.com/in/Lea-Martin-1/fr?trk=x", "http://linkedin.com/in/lea-martin-1#about"}},
		{"profile", []string{"https://www.linkedin.com/in/l%C3%A9a-martin", "linkedin.com/in/léa-martin"}},
		{"profile", []string{"https://twitter.com/leamartin", "https://x.com/LeaMartin?s=20", "mobile.twitter.com/leamartin"}},
		{"profile", []string{"https://www.facebook.com/profile.php?id=100", "facebook.com/profile.php?ref=x&id=100#a"}},
		{"id", []string{"42", " 42 ", "42.0", "'42"}},
		{"id", []string{"6F9619FF-8B86-D011-B42D-00C04FC964FF", "{6f9619ff-8b86-d011-b42d-00c04fc964ff}"}},
		{"name", []string{"Durand & Fils SARL", "durand  fils", "SARL DURAND & FILS", "Durand-Fils S.à r.l.", "Durand Fils S.A.S."}},
		{"name", []string{"Müller GmbH & Co. KG", "MULLER"}},
		{"name", []string{"DataBrick Ltd.", "Data Brick", "databrick limited"}},
		{"digest", []string{digest, strings.ToUpper(digest), "0x" + digest, "sha256:" + digest, "SHA-256: " + digest, " " + digest + " "}},
	} {
		t.Run(c.same[0], func(t *testing.T) {
			want := kinds[c.kind](newHasher(), c.same[0])
			if len(want) != 1 {
				t.Fatalf("%q: got %d keys, want 1", c.same[0], len(want))
			}
			for _, s := range c.same[1:] {
				if got := kinds[c.kind](newHasher(), s); !slices.Equal(got, want) {
					t.Errorf("%q: got %v, want the key of %q", s, got, c.same[0])
				}
			}
		})
	}
}

func TestDifferentIdentities(t *testing.T) {
	for kind, cells := range map[string][]string{
		"email":   {"lea.martin@durand.example", "leamartin@durand.example", "lea.martin+a@durand.example", "lea.martin@durand.example.org", "lea martin@durand"},
		"phone":   {"+33639981234", "+32639981234", "+33639981235"},
		"profile": {"linkedin.com/in/a-b", "xing.com/profile/a-b", "github.com/a-b", "facebook.com/profile.php?id=1", "facebook.com/profile.php?id=2", "facebook.com/people/A-B/1", "facebook.com/people/A-B/2", "linkedin.com/pub/a-b/1/2/3", "linkedin.com/pub/a-b/1/2/4"},
		"id":      {"42", "042", "0010x00000AbCdE", "0010x00000aBCDE", "42.5"},
		"name":    {"Durand", "Durant", "SA-12", "12", "AS Durand", "SARL"},
	} {
		seen := map[facts.Hash]string{}
		for _, c := range cells {
			keys := kinds[kind](newHasher(), c)
			if len(keys) != 1 {
				t.Errorf("%s %q: got %d keys, want 1", kind, c, len(keys))
				continue
			}
			if before, ok := seen[keys[0]]; ok {
				t.Errorf("%s: %q and %q have one key", kind, before, c)
			}
			seen[keys[0]] = c
		}
	}
}

func TestNoIdentity(t *testing.T) {
	for kind, cells := range map[string][]string{
		"email": {"", " ", "n/a", "null", "-", "j***@durand.example", "true", "see notes", "@", "a@", "@b", "email_not_unlocked@domain.example"},
		"phone": {"", "n/a", "0000000000", "+33 6 00 00 00 00", "1234567890", "012345", "112", "call me", "3.36E+10"},
		"profile": {"", "https://www.linkedin.com/company/durand", "https://durand.example/team/lea", "linkedin.com", "facebook.com/profile.php",
			"linkedin.com/profile/view?x=1", "lea@linkedin.com"},
		"id":   {"", "n/a", "0", "0.0", "-1", "1.2E+10", "null"},
		"name": {"", "n/a", "--"},
		"digest": {"", "abc", strings.Repeat("0", 64), "d41d8cd98f00b204e9800998ecf8427e", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
			"md5:" + strings.Repeat("a", 64), strings.Repeat("g", 32)},
	} {
		for _, c := range cells {
			if got := kinds[kind](newHasher(all...), c); len(got) != 0 {
				t.Errorf("%s %q: got %d keys, want none", kind, c, len(got))
			}
		}
	}
	if got := newHasher().ID(nil, "", []byte("42")); got != nil {
		t.Error("an identifier of no named system has a key")
	}
}

// TestSeveralValues: every value of a cell counts, each once in a row.
func TestSeveralValues(t *testing.T) {
	h := newHasher()
	one := h.Email(nil, []byte("a@x.example"))
	two := h.Email(nil, []byte("b@y.example"))
	for _, cell := range []string{"a@x.example; b@y.example", "a@x.example\x1fb@y.example", "A <a@x.example>, B <b@y.example>", "a@x.example;n/a;b@y.example"} {
		if got, want := h.Email(nil, []byte(cell)), append(one[:1:1], two...); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", cell, got, want)
		}
	}
	if got := h.Phone(nil, []byte("+33639981234 / +33199001234;+33639981234"), 0); len(got) != 3 {
		t.Errorf("got %d numbers, want 3", len(got))
	} else if got = identity.Unique(append(one[:1:1], got...), 1); len(got) != 3 {
		t.Errorf("got %d keys, want the address and 2 numbers", len(got))
	}
}

// TestWriting: case and blanks do not count where they say nothing, and no two
// kinds of identity are ever equal.
func TestWriting(t *testing.T) {
	forms := map[string]string{
		"email": `[a-z][a-z0-9.]{0,8}[a-z](\+[a-z]{1,4})?@[a-z]{2,9}\.example`, "phone": `\+336[0-9]{8}`,
		"profile": `https://www\.linkedin\.com/in/[a-z]{2,8}-[a-z0-9]{1,8}`, "name": `[a-z]{3,9} [a-z]{3,9}`, "digest": `[1-9a-f]{64}`, "id": `[1-9][0-9]{0,9}`,
	}
	rapid.Check(t, func(t *rapid.T) {
		h := newHasher()
		seen := map[facts.Hash]string{}
		for _, kind := range slices.Sorted(maps.Keys(forms)) {
			cell := rapid.StringMatching(forms[kind]).Draw(t, kind)
			before, behind := rapid.SampledFrom([]string{"", " ", "\t", "\u00a0"}).Draw(t, "before"), rapid.SampledFrom([]string{"", " ", "\r"}).Draw(t, "behind")
			other := before + cell + behind
			if rapid.Bool().Draw(t, "upper") {
				other = strings.ToUpper(other)
			}
			want, got := kinds[kind](h, cell), kinds[kind](h, other)
			if !slices.Equal(got, want) {
				t.Fatalf("%s %q: got %v, want that of %q: %v", kind, other, got, cell, want)
			}
			for _, k := range want {
				if of, twice := seen[k]; twice {
					t.Fatalf("%q has the key of %q", cell, of)
				}
				seen[k] = cell
			}
		}
	})
}

// TestDigest: the fingerprints computed of an address equal those of a list.
func TestDigest(t *testing.T) {
	h := newHasher(all...)
	rapid.Check(t, func(t *rapid.T) {
		address := rapid.StringMatching(`[a-z]{1,8}(\.[a-z0-9]{1,8})?@[a-z]{2,8}\.example`).Draw(t, "address")
		cell := strings.ToUpper(address) + rapid.SampledFrom([]string{"", " ", "\t"}).Draw(t, "blank")
		s256, s1, m5 := sha256.Sum256([]byte(address)), sha1.Sum([]byte(address)), md5.Sum([]byte(address))
		want := newHasher().Email(nil, []byte(address))
		for i, sum := range [][]byte{s256[:], s1[:], m5[:]} {
			text := hex.EncodeToString(sum)
			if got := identity.DigestOf([]byte(text)); got != all[i] {
				t.Fatalf("got %q, want %q", got, all[i])
			}
			want = h.Digest(want, []byte(text))
			if got := h.Email(nil, []byte(text)); !slices.Equal(got, want[i+1:]) {
				t.Fatalf("a fingerprint in a column of addresses: got %v, want %v", got, want[i+1:])
			}
		}
		if got := h.Email(nil, []byte(cell)); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// TestKinds: a key tells its kind; one text under two kinds, under two keys or
// of two systems has nothing in common.
func TestKinds(t *testing.T) {
	h, other := newHasher(), identity.New([2]uint64{7, 12}, identity.Options{Email: emails, Phone: phones})
	rapid.Check(t, func(t *rapid.T) {
		cell := []byte(rapid.StringMatching(`[1-9][a-z0-9]{5,20}`).Draw(t, "cell"))
		keys := h.Name(nil, cell)
		keys = h.ID(keys, "crm", cell)
		keys = h.ID(keys, "shop", cell)
		keys = other.ID(keys, "crm", cell)
		if len(keys) != 4 || keys[0].Kind() != facts.KindName || keys[1].Kind() != facts.KindID {
			t.Fatalf("got %v, want a name and three identifiers", keys)
		}
		for i, a := range keys {
			for _, b := range keys[:i] {
				if a[0] == b[0] || a[1]>>3 == b[1]>>3 {
					t.Fatalf("%v and %v are alike", a, b)
				}
			}
		}
		for _, name := range []string{"CRM", "Crm", "C R M"} {
			if got := h.ID(nil, name, cell); got[0] != keys[1] {
				t.Fatalf("%q is another system than \"crm\"", name)
			}
		}
	})
}

// TestNoAllocation: beyond what is appended, hashing a cell costs no memory.
func TestNoAllocation(t *testing.T) {
	h := newHasher(all...)
	dst := make([]facts.Hash, 0, 64)
	cells := [][]byte{[]byte("Lea <LEA.martin@durand.example>; b@y.example"), []byte("lea.martin@durand.example"), []byte("lea@x@durand.example")}
	phone, url, id, name := []byte("06 39 98 12 34"), []byte("https://fr.linkedin.com/in/l%C3%A9a-martin/?x=1"), []byte("{6F9619FF-8B86-D011-B42D-00C04FC964FF}"), []byte("SARL Durand & Fils")
	digest := []byte("sha256:" + strings.Repeat("A1", 32))
	fr := country("FR")
	run := func() {
		out := dst
		for _, c := range cells {
			out = h.Email(out, c)
		}
		out = h.Phone(out, phone, fr)
		out = h.Profile(out, url)
		out = h.ID(out, "crm", id)
		out = h.Name(out, name)
		if out = h.Digest(out, digest); len(out) != 18 {
			t.Errorf("got %d keys, want 18", len(out))
		}
	}
	run()
	if n := testing.AllocsPerRun(100, run); n != 0 {
		t.Errorf("got %v allocations, want none", n)
	}
}

func FuzzHasher(f *testing.F) {
	for _, s := range []string{"lea@durand.example", "a@@;b,\x1f|", "+33 6 39 98 12 34 / 01", "facebook.com/profile.php?id=%4", "linkedin.com/in/\xff", "S.A.S. Durand S.a.", "0x", "sha256:", "1E+", "{-}", "\u00a0\u00a0", "s a r l x", "x s a r l"} {
		f.Add([]byte(s))
	}
	h := newHasher(all...)
	f.Fuzz(func(t *testing.T, cell []byte) {
		copied := string(cell)
		for name, read := range kinds {
			a, b := read(h, copied), read(h, copied)
			if !slices.Equal(a, b) {
				t.Errorf("%s: the same cell gives %v, then %v", name, a, b)
			}
			for _, k := range a {
				if k.Kind() > facts.KindDigest {
					t.Errorf("%s: got kind %d", name, k.Kind())
				}
			}
		}
	})
}

func BenchmarkHasher(b *testing.B) {
	plain, written := []byte("lea.martin@durand.example"), []byte(" Lea.Martin@Durand.example")
	phone, url, name := []byte("+33 6 39 98 12 34"), []byte("https://www.linkedin.com/in/lea-martin-1"), []byte("Durand & Fils SARL")
	dst := make([]facts.Hash, 0, 8)
	for _, c := range []struct {
		name string
		run  func(h *identity.Hasher)
	}{
		{"email", func(h *identity.Hasher) { h.Email(dst, plain) }},
		{"email written", func(h *identity.Hasher) { h.Email(dst, written) }},
		{"phone", func(h *identity.Hasher) { h.Phone(dst, phone, 0) }},
		{"profile", func(h *identity.Hasher) { h.Profile(dst, url) }},
		{"id", func(h *identity.Hasher) { h.ID(dst, "crm", plain) }},
		{"name", func(h *identity.Hasher) { h.Name(dst, name) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			h := newHasher()
			b.ReportAllocs()
			for b.Loop() {
				c.run(h)
			}
		})
	}
	b.Run("email with sha256", func(b *testing.B) {
		h := newHasher(identity.SHA256)
		b.ReportAllocs()
		for b.Loop() {
			h.Email(dst, plain)
		}
	})
}
