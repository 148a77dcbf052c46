package scanner

import (
	"io/fs"
	"path/filepath"
	"strings"

	"leadlint/scanner/code/files"
	"leadlint/scanner/finding"
)

// asCode lists what is to be read of a target as collection code; nil where it is none.
// Code is what is said to be, and a folder or file with program text in it.
func (a *audit) asCode(name string, info fs.FileInfo) (*files.Listing, error) {
	if a.opt.As != AsCode && (a.opt.As != "" || !info.IsDir() && !files.IsCode(name)) {
		return nil, nil
	}
	listing, err := files.Walk(name, files.Options{})
	switch {
	case a.opt.As == AsCode && err != nil, !info.IsDir() && err != nil:
		return nil, configErrorf("code %q: %w", name, err)
	case err != nil, a.opt.As != AsCode && info.IsDir() && !listing.HasProgram():
		return nil, nil // a folder without code; who reads it for data tells what is wrong with it
	}
	return listing, nil
}

// codeTarget takes a folder or file as collection code, and gives the tables that stand
// beside the code. Texts among it are not taken for notices: a project's own papers are
// many, and its notices are named in the audit file.
// The target is left alone when it is no code.
func (a *audit) codeTarget(name string, info fs.FileInfo) (others []target, code bool, err error) {
	listing, err := a.asCode(name, info)
	if listing == nil || err != nil {
		return nil, false, err
	}
	if err := a.readable(name, info, listing); err != nil {
		return nil, true, err
	}
	a.named = append(a.named, codeTarget{name: name, root: name, listing: listing})
	if a.opt.As == AsCode || !info.IsDir() {
		return nil, true, nil
	}
	for _, path := range listing.Others {
		if isTable(path) {
			others = append(others, target{name: filepath.Join(name, filepath.FromSlash(path)), found: true})
		}
	}
	return others, true, nil
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
