package main

import (
	"strings"

	"leadlint/reports/talk"
	"leadlint/scanner/take"
)

// check refuses what is ambiguous, in the way, or of a format that is not written.
func (o *outFile) check(tables []take.Table) error {
	switch {
	case !o.kind.perTable && o.several():
		return usagef("--out %s=%s: there is one file for all that is audited: name it, without {name}", o.kind.name, o.path)
	case o.kind.perTable && !o.several() && len(tables) > 1:
		return usagef("--out %s=%s: %s, and each gets a file of its own: write {name} in the path, as in %s, or name a folder",
			o.kind.name, o.path, numberOf(tables), withName(o.path, o.kind.name))
	}
	if err := o.places(tables); err != nil {
		return err
	}
	for _, t := range tables {
		if o.kind.check == nil || t.Format == "" {
			continue // of standard input not known; otherwise the audit says what is wrong
		}
		if err := o.kind.check(t.Format, o.path); err != nil {
			return usagef("--out %s=%s: %q is %s: %w", o.kind.name, o.path, t.Dataset, t.Format, err)
		}
	}
	return nil
}

// numberOf says how many tables there are, of one file or several.
func numberOf(tables []take.Table) talk.Phrase {
	files := map[string]bool{}
	var names []string
	for _, t := range tables {
		files[t.Dataset] = true
		names = append(names, t.Name)
	}
	switch {
	case len(files) == 1:
		return talk.Phrasef("%q holds %d tables of persons (%s)", tables[0].Dataset, len(tables), strings.Join(names, ", "))
	case len(files) < len(tables):
		return talk.Phrasef("%d files with %d tables are audited", len(files), len(tables))
	}
	return talk.Phrasef("%d files are audited", len(files))
}

// places refuses paths that are taken, or meant for two tables.
func (o *outFile) places(tables []take.Table) error {
	if !o.kind.perTable {
		return o.plan(o.path)
	}
	from := map[string]string{}
	for i := range tables {
		path, name := o.pathOf(&tables[i]), tables[i].Dataset
		if tables[i].Name != "" {
			name += "/" + tables[i].Name
		}
		if first, taken := from[path]; taken {
			return usagef("--out %s=%s: %q and %q would both go to %q: audit them apart, or give them names of their own", o.kind.name, o.path, first, name, path)
		}
		from[path] = name
		if err := o.plan(path); err != nil {
			return err
		}
	}
	return nil
}

// plan refuses a path that is taken or cannot be written.
func (o *outFile) plan(path string) error {
	if err := writable(path, o.force); err != nil {
		return err
	}
	if err := apartFrom(o.kind.name, path, o.busy); err != nil {
		return err
	}
	o.planned = append(o.planned, path)
	return placeable(path)
}
