package history_test

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/scanner/history"
)

func link(t interface{ Fatal(...any) }, prev *history.Event, at string, payload any) *history.Event {
	e, err := history.Link(prev, history.Stored, at, payload)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestChain says that any change to any part of any event is seen, but for a payload
// that is left out, and that each event follows its own predecessor alone.
func TestChain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var chain []*history.Event
		var prev *history.Event
		for range rapid.IntRange(1, 5).Draw(t, "events") {
			prev = link(t, prev, rapid.StringN(0, 5, 20).Draw(t, "at"), map[string]string{"x": rapid.StringN(0, 5, 20).Draw(t, "payload")})
			chain = append(chain, prev)
		}
		at := rapid.IntRange(0, len(chain)-1).Draw(t, "which")
		var before *history.Event
		if at > 0 {
			before = chain[at-1]
		}
		e := *chain[at]
		if err := e.Follows(before); err != nil {
			t.Fatalf("as it was: %v", err)
		}
		e.Payload = nil
		if err := e.Follows(before); err != nil {
			t.Fatalf("purged: %v", err)
		}
		e.Payload = chain[at].Payload
		byteAt := rapid.IntRange(0, 31).Draw(t, "byte")
		switch rapid.SampledFrom([]string{"seq", "kind", "at", "payload", "content", "prev", "hash"}).Draw(t, "change") {
		case "seq":
			e.Seq++
		case "kind":
			e.Kind = history.Purged
		case "at":
			e.At += "x"
		case "payload":
			e.Payload = append(append([]byte{}, e.Payload...), ' ')
		case "content":
			e.Content[byteAt] ^= 1
		case "prev":
			e.Prev[byteAt] ^= 1
		case "hash":
			e.Hash[byteAt] ^= 1
		}
		if e.Follows(before) == nil {
			t.Fatal("a change is not seen")
		}
	})
}

func TestSigner(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	if _, err := history.LoadSigner(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: got %v", err)
	}
	made, err := history.CreateSigner(path, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := history.CreateSigner(path, rand.Reader); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second time: got %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode: %v, %v", info, err)
	}
	s, err := history.LoadSigner(path)
	if err != nil || s.Public != made.Public {
		t.Fatalf("got %v, %v", s, err)
	}
	head, err := history.ParseHash(strings.Repeat("0a", 32))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := s.Sign("one", 7, head)
	if err != nil {
		t.Fatal(err)
	}
	other, err := history.CreateSigner(path+"2", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, public, id string
		seq              int64
		holds            bool
	}{
		{"as signed", s.Public, "one", 7, true},
		{"another history", s.Public, "two", 7, false},
		{"another number", s.Public, "one", 8, false},
		{"another key", other.Public, "one", 7, false},
		{"no key", "nonsense", "one", 7, false},
	}
	for _, tt := range tests {
		if err := history.CheckSignature(tt.public, signed, tt.id, tt.seq, head); (err == nil) != tt.holds {
			t.Errorf("%s: got %v", tt.name, err)
		}
	}
	for name, text := range map[string]string{"one line": made.Public, "two secrets": "a b", "damaged": strings.ToLower(signed)} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := history.LoadSigner(path); err == nil || strings.Contains(err.Error(), "PRIVATE") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestParseHash(t *testing.T) {
	for _, s := range []string{"", "0a", strings.Repeat("0", 65), strings.Repeat("xy", 32)} {
		if _, err := history.ParseHash(s); err == nil {
			t.Errorf("%q was read", s)
		}
	}
}
