package waiver_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leadlint/scanner/waiver"
)

const one = `version: 1
waivers:
  - rule: RET-03
    subject: {dataset: leads.csv}
    reason: the purge runs in March
    owner: head of sales operations
    approved: 2026-11-20
    expires: 2027-03-01
`

// TestLoadWhatIsThere checks that a file is read however an editor has saved it, and that
// nothing else is waited for.
func TestLoadWhatIsThere(t *testing.T) {
	tests := []struct {
		name string
		make func(path string) error
		err  string
	}{
		{"as written", text(one), ""},
		{"lines of Windows", text(strings.ReplaceAll(one, "\n", "\r\n")), ""},
		{"byte order mark", text("\ufeff" + one), ""},
		{"folder", func(path string) error { return os.Mkdir(path, 0o700) }, "is a folder"},
		{"links that go round", func(path string) error { return os.Symlink(path, path) }, "too many"},
		{"device", func(path string) error { return os.Symlink(os.DevNull, path) }, "is a pipe or device"},
		{"huge", func(path string) error {
			if err := text("")(path); err != nil {
				return err
			}
			return os.Truncate(path, 17<<20)
		}, "larger than 16 MiB"},
		{"binary", text("\x00\x01\xff\xfe\x80"), "waivers.yaml"},
		{"a day that is none", text(strings.ReplaceAll(one, "2027-03-01", "2027-02-30")), "2027-02-30"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "waivers.yaml")
			if err := tt.make(path); err != nil {
				t.Skip(err)
			}
			f, err := waiver.Load(path)
			switch {
			case tt.err == "" && (err != nil || len(f.Waivers) != 1):
				t.Errorf("got %v and the error %v, want one waiver", f, err)
			case tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)):
				t.Errorf("got the error %v, want %q", err, tt.err)
			}
		})
	}
}

func text(s string) func(string) error {
	return func(path string) error { return os.WriteFile(path, []byte(s), 0o600) }
}
