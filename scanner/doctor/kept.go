package doctor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"leadlint/scanner/auditfile"
	"leadlint/scanner/history/store"
	"leadlint/scanner/waiver"
)

// waivers reads the file of waivers that an audit with this audit file would read; nil
// when there is none, and none is named.
func waivers(path string, f *auditfile.File) []Check {
	name := auditfile.Beside(filepath.Dir(path), cmp.Or(f.Waivers, waiver.Name))
	list, err := waiver.Load(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && f.Waivers == "":
		return nil
	case err != nil:
		return []Check{{"waivers", Fault, err.Error(), "mend the file; docs/waivers.md describes it"}}
	}
	return []Check{{About: "waivers", State: OK, Says: fmt.Sprintf("%s: entries %d; leadlint waivers check says whether they hold", name, len(list.Waivers))}}
}

// history opens the history that the audit file names, without checking its content;
// nil when it names none, or none was made yet.
func history(ctx context.Context, path string, f *auditfile.File) []Check {
	if f.History.File == "" {
		return nil
	}
	name := auditfile.Beside(filepath.Dir(path), f.History.File)
	r, err := store.Open(ctx, name)
	if errors.Is(err, store.ErrNone) {
		return []Check{{About: "history", State: OK, Says: name + " is made by the first audit"}}
	}
	if err == nil {
		err = r.Close()
	}
	if err != nil {
		return []Check{{"history", Fault, err.Error(), "no audit is kept until it can be opened; leadlint history verify says more"}}
	}
	return []Check{{About: "history", State: OK, Says: name + " can be opened; leadlint history verify checks what it holds"}}
}
