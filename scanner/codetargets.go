package scanner

import (
	"io/fs"
	"path/filepath"
	"strings"

	"leadlint/scanner/code/files"
	"leadlint/scanner/finding"
)

// isCode says whether a target is collection code: said to be, or a folder or file with
// program text in it.
func (a *audit) isCode(name string, info fs.FileInfo) bool {
	switch {
	case a.opt.As == AsCode:
		return true
	case a.opt.As != "":
		return false
	case info.IsDir():
		return files.HasCode(name)
	}
	return files.IsCode(name)
}

// codeTarget takes a folder or file as collection code, and gives the tables that stand
// beside the code. Texts among it are not taken for notices: a project's own papers are
// many, and its notices are named in the audit file.
func (a *audit) codeTarget(name string, info fs.FileInfo) ([]target, error) {
	listing, err := files.Walk(name, files.Options{})
	if err != nil {
		return nil, configErrorf("code %q: %w", name, err)
	}
	if err := a.readable(name, info, listing); err != nil {
		return nil, err
	}
	a.named = append(a.named, codeTarget{name: name, root: name, listing: listing})
	if a.opt.As == AsCode || !info.IsDir() {
		return nil, nil
	}
	var out []target
	for _, path := range listing.Others {
		if isTable(path) {
			out = append(out, target{name: filepath.Join(name, filepath.FromSlash(path)), found: true})
		}
	}
	return out, nil
}

// readable sees to what holds nothing that is read: a folder is named by mistake, a file
// is not covered.
func (a *audit) readable(name string, info fs.FileInfo, l *files.Listing) error {
	switch {
	case len(l.Files) > 0:
	case info.IsDir():
		return configErrorf("code %q: there is no file in a language that is read", name)
	case len(l.Skipped) > 0:
		a.lost(name, "", finding.Text{
			EN: "was left out: it is not text, too large or cannot be opened (" + l.Skipped[0].Reason + ")",
			FR: "a été écarté : ce n'est pas du texte, il est trop gros ou ne peut être ouvert (" + l.Skipped[0].Reason + ")",
		})
	default:
		a.lost(name, "", finding.Text{
			EN: "is in no language that is read as code",
			FR: "n'est dans aucun langage lu comme du code",
		})
	}
	return nil
}

// isTable says whether a file that lies beside code is read for persons.
func isTable(name string) bool {
	name = strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(name), ".gz"), ".zst")
	switch filepath.Ext(name) {
	case ".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".xlsm", ".vcf", ".db", ".sqlite":
		return true
	}
	return false
}
