package propose

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
)

// TestAgreesWithFixtures holds what is proposed to what the audit files of the
// cases say of their files: what is sure must be right, and what is unsure must
// offer what is right.
func TestAgreesWithFixtures(t *testing.T) {
	e := newExaminer(facts.NewSchema())
	right, unsure := 0, 0
	err := filepath.WalkDir("../../fixtures", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != auditfile.Name {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := auditfile.Parse(path, data)
		if err != nil {
			return nil // a case of what is refused
		}
		declared, entries := declaredFiles(f), []Entry(nil)
		for _, name := range slices.Sorted(maps.Keys(declared)) {
			if full := filepath.Join(filepath.Dir(path), name); exists(full) {
				entries = append(entries, e.file(context.Background(), full)...)
			}
		}
		compare(entries)
		for _, entry := range entries {
			want := declared[relative(filepath.Dir(path), entry.Path)]
			switch offered := slices.ContainsFunc(entry.Choices, func(c Choice) bool { return c.Relation == want }); {
			case entry.Kind == LeftOut:
			case offered && entry.sure():
				right++
			case offered:
				unsure++
			default:
				t.Errorf("%s: got %s %+v, want %s", entry.Path, entry.Kind, entry.Choices, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if right < 50 || unsure > right/5 {
		t.Errorf("got %d right and %d unsure, want at least 50 right and few unsure", right, unsure)
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// declaredFiles gives the relation of each file of one table that an audit file names.
func declaredFiles(f *auditfile.File) map[string]string {
	out := map[string]string{}
	for _, d := range f.Datasets {
		if d.Table == "" {
			out[d.Path] = Contacts
		}
	}
	for i := range f.Registers {
		if r := &f.Registers[i]; r.Path != "" && r.Table == "" {
			out[r.Path] = r.Relation
		}
	}
	return out
}
