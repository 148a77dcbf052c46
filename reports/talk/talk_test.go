package talk_test

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"leadlint/reports/talk"
)

func TestTalk(t *testing.T) {
	en, fr := talk.New("en"), talk.New("fr")
	inner := talk.Errorf("nothing to audit: name a file, or run in a folder with a %s", "leadlint.yaml")
	wrapped := talk.Errorf("--out %s: %w", "clean", talk.Errorf("the file could not be created"))
	tests := []struct{ name, got, want string }{
		{"English", en.Say("records"), "records"},
		{"French", fr.Say("records"), "fiches"},
		{"none at all", (*talk.Talk)(nil).Say("--workers %d: expected", 3), "--workers 3: expected"},
		{"no French", fr.Say("quite %s", "other"), "quite other"},
		{"turned round", fr.Say("%d %s", 3, "échue"), "échue : 3"},
		{"phrase within", fr.Say("--out %s=%s would overwrite %q, which %s: name another file", "clean", "a", "b", talk.Phrasef("--format %s writes", "json")), `--out clean=a écraserait "b", qu'écrit --format json : désignez un autre fichier`},
		{"one in French", fr.Count(0, "%d record could not be read", "%d records could not be read"), "0 fiche n'a pu être lue"},
		{"many in English", en.Count(0, "%d record could not be read", "%d records could not be read"), "0 records could not be read"},
		{"error in English", en.Error(inner), inner.Error()},
		{"error in French", fr.Error(inner), "rien à auditer : désignez un fichier, ou placez-vous dans un dossier contenant leadlint.yaml"},
		{"error of others", fr.Error(fs.ErrNotExist), "message technique, en anglais : file does not exist"},
		{"wrapping without words", fr.Error(talk.Errorf("%w", inner)), fr.Error(inner)},
		{"joined", fr.Error(errors.Join(inner, fs.ErrExist)), fr.Error(inner) + "\nmessage technique, en anglais : file already exists"},
		{"no sentence around", fr.Error(wrapped), "message technique, en anglais : --out clean: the file could not be created"},
		{"within others' words", fr.Error(fmt.Errorf("odd: %w", inner)), "message technique, en anglais : odd: " + inner.Error()},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("got %q, want %q", tt.got, tt.want)
			}
		})
	}
	if !errors.Is(talk.Errorf("--out: %w; name a folder that is not there yet", fs.ErrExist), fs.ErrExist) {
		t.Error("what a sentence wraps is lost")
	}
}

// TestVerbs holds every French sentence to the arguments of its English one.
func TestVerbs(t *testing.T) {
	fr := talk.New("fr")
	verb := regexp.MustCompile(`%(\[\d+\])?(\.\d+)?[a-z]`)
	bare := func(s string) []string {
		var out []string
		for _, v := range verb.FindAllString(s, -1) {
			out = append(out, strings.ReplaceAll(v[len(v)-1:], "w", "s"))
		}
		slices.Sort(out)
		return out
	}
	keys := talk.Keys()
	if len(keys) == 0 {
		t.Fatal("no sentence")
	}
	for i, key := range keys {
		if slices.Contains(keys[:i], key) {
			t.Errorf("%q stands twice", key)
		}
		said, other := bare(key), bare(fr.French(key))
		if !slices.Equal(said, other) {
			t.Errorf("%q takes %v, its French %v", key, said, other)
		}
	}
}
