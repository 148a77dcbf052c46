package scanner_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner"
)

// TestUnreadableInFrench checks that the usual reasons why a file was not read are told in
// French, and others are marked as being in English.
func TestUnreadableInFrench(t *testing.T) {
	dir := t.TempDir()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte("email,first name\n" + strings.Repeat("anna.keller@firma.example,Anna\n", 50))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	cut := packed.Bytes()[:packed.Len()-6]
	for name, content := range map[string][]byte{"cut.csv.gz": cut, "broken.parquet": []byte("PAR1garbage")} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct{ name, file, want string }{
		{"missing", "none.csv", "lecture impossible : fichier ou dossier introuvable"},
		{"cut", "cut.csv.gz", "lecture impossible : les données s'interrompent avant leur fin"},
		{"something else", "broken.parquet", "lecture impossible ; message technique, en anglais : "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := scanner.Audit(t.Context(), scanner.Options{Targets: []string{filepath.Join(dir, tt.file)}, Now: "2026-11-22", Workers: 1})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, i := range r.Coverage.Issues {
				got = append(got, i.Message.FR)
			}
			if !strings.Contains(strings.Join(got, "\n"), tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
