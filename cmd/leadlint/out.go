package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"leadlint/reports/talk"
	"leadlint/reports/text"
	"leadlint/scanner"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/finding"
	"leadlint/scanner/take"
)

// outKind is a kind of file that --out names.
type outKind struct {
	// name is what stands before the "=", about says in a line what the file holds.
	name, about string
	// perTable: every table of persons has a file of its own, so that several inputs
	// need {name} in the path, or a folder. Otherwise there is one file for all.
	perTable bool
	// check, when not nil, refuses before the audit what cannot be written: format is
	// that of a dataset, path the file that is asked for.
	check func(format, path string) error
	// start makes the taker.
	start func(o *outFile) (outTaker, error)
}

// outKinds are the kinds, in the order of the help.
func outKinds() []outKind {
	return slices.Concat(splitKinds(), listKinds())
}

// outTaker writes the files of a kind.
type outTaker interface {
	take.Taker
	// finish is called once the audit is over, before the files come into their
	// places. It writes what is left, and gives what is told on standard error.
	finish(r *finding.Report) (outcome, error)
}

// outcome is what became of the files of a kind.
type outcome struct {
	// lines are told, each a sentence.
	lines []string
	// refused says why no file is put in its place; empty puts it there.
	refused string
}

// outFile is one KIND=FILE of the command line.
type outFile struct {
	kind  outKind
	path  string
	force bool
	lang  string
	lists listFlags
	// asked are the names of all kinds that are asked for.
	asked []string
	// talk words what is told of the files.
	talk *talk.Talk
	// busy are the files that must not be written over, as far as they are known; planned
	// are those that will be written, as far as they are.
	busy    []busyFile
	planned []string
	taker   outTaker
	files   []*privateFile
}

// outs are all of them.
type outs []*outFile

// parseOuts reads the values of --out: KIND=FILE, several of them separated by commas
// or spaces.
func parseOuts(values []string, force bool, lang string) (outs, error) {
	var list outs
	for _, value := range values {
		for _, one := range splitOuts(value) {
			name, path, _ := strings.Cut(one, "=")
			i := slices.IndexFunc(outKinds(), func(k outKind) bool { return k.name == name })
			if i < 0 {
				return nil, usagef("--out %s: expected KIND=FILE with one of the kinds %s", name, outNames())
			}
			if path == "" {
				return nil, usagef("--out %s: name a file, as in %s=FILE", name, name)
			}
			if path == "-" {
				return nil, usagef("--out %s=-: it holds personal data in clear and is not written to standard output: name a file", name)
			}
			for _, other := range list {
				if other.kind.name == name || filepath.Clean(other.path) == filepath.Clean(path) && !isFolder(path) {
					return nil, usagef("--out %s=%s: the kind or file is named twice", name, path)
				}
			}
			list = append(list, &outFile{kind: outKinds()[i], path: path, force: force, lang: lang, talk: talk.New(lang)})
		}
	}
	for _, o := range list {
		for _, other := range list {
			o.asked = append(o.asked, other.kind.name)
		}
	}
	return list, nil
}

// splitOuts cuts a value at the commas and spaces behind which a kind is named, so that
// a path may hold them.
func splitOuts(value string) []string {
	var parts []string
	from := 0
	for i := 1; i < len(value); i++ {
		if value[i-1] != ',' && value[i-1] != ' ' {
			continue
		}
		name, _, found := strings.Cut(value[i:], "=")
		if found && slices.ContainsFunc(outKinds(), func(k outKind) bool { return k.name == name }) {
			parts = append(parts, strings.TrimRight(value[from:i], ", "))
			from = i
		}
	}
	return append(parts, strings.Trim(value[from:], ", "))
}

func outNames() string {
	var names []string
	for _, k := range outKinds() {
		names = append(names, k.name)
	}
	return strings.Join(names, ", ")
}

// outHelp lists the kinds for the help.
func outHelp() string {
	var b strings.Builder
	for _, k := range outKinds() {
		fmt.Fprintf(&b, "\n  %-12s %s", k.name, k.about)
	}
	return b.String()
}

// start makes the takers, after it has refused what cannot be written.
func (list outs) start(ctx context.Context, opt *scanner.Options, busy []busyFile) error {
	if len(list) == 0 {
		return nil
	}
	inputs, err := scanner.Datasets(*opt)
	if err != nil {
		return err
	}
	if len(inputs) == 0 {
		return usagef("--out writes rows of lead files, and none is among what is audited: name one")
	}
	tables, err := scanner.PersonTables(ctx, *opt)
	if err != nil {
		return err
	}
	for _, o := range list {
		o.busy = busy
		if err := o.check(tables); err != nil {
			return err
		}
		for _, path := range o.planned {
			busy = append(busy, busyFile{path, talk.Phrasef("--out %s writes", o.kind.name)})
		}
	}
	for _, o := range list {
		if o.taker, err = o.kind.start(o); err != nil {
			return errors.Join(err, list.discard())
		}
		opt.Takers = append(opt.Takers, o.taker)
	}
	return nil
}

// several says whether the path stands for several files.
func (o *outFile) several() bool { return strings.Contains(o.path, "{name}") || isFolder(o.path) }

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return strings.HasSuffix(path, "/") || strings.HasSuffix(path, string(filepath.Separator)) || err == nil && info.IsDir()
}

// withName gives a path with {name} before its extension.
func withName(path, kind string) string {
	ext := filepath.Ext(path)
	return strings.TrimSuffix(path, ext) + "-{name}" + ext
}

// create starts the file of a table; a nil table means the one file of a kind that is
// not per table. It lies under a hidden name until the audit is over.
func (o *outFile) create(t *take.Table) (*privateFile, error) {
	path := o.path
	if t != nil {
		path = o.pathOf(t)
	}
	for _, f := range o.files {
		if f.path == path {
			return nil, talk.Errorf("a second table of persons would go to %q: write {name} in the path of --out %s, or name a folder", path, o.kind.name)
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	file, err := createPrivate(path, o.force)
	if err != nil {
		return nil, err
	}
	o.files = append(o.files, file)
	return file, nil
}

// pathOf gives the path of a table's file.
func (o *outFile) pathOf(t *take.Table) string {
	if !o.several() {
		return o.path
	}
	base := filepath.Base(t.Dataset)
	if t.Dataset == read.Stdin {
		base = "stdin"
		if format, _, _ := strings.Cut(t.Format, "+"); format != "" {
			base += "." + format
		}
	}
	ext := filepath.Ext(base)
	if ext == ".gz" || ext == ".zst" {
		base = strings.TrimSuffix(base, ext)
		ext = filepath.Ext(base)
	}
	name := strings.TrimSuffix(base, ext)
	if t.Name != "" {
		name += "-" + safeName(t.Name)
	}
	if strings.Contains(o.path, "{name}") {
		return strings.ReplaceAll(o.path, "{name}", name)
	}
	return filepath.Join(o.path, name+"."+o.kind.name+ext)
}

// safeName gives the name of a sheet or table as part of a file's name.
func safeName(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' || r == '.' {
			return '_'
		}
		return r
	}, s)
}

// finish lets the takers finish, puts the files into their places and tells of them.
func (e *environment) finishOuts(list outs, r *finding.Report) error {
	var faults []error
	wrote := false
	for _, o := range list {
		out, err := o.taker.finish(r)
		if err == nil && out.refused == "" {
			err = o.commit(r)
			wrote = wrote || err == nil && len(o.files) > 0
		} else {
			err = errors.Join(err, o.discard())
		}
		for _, line := range out.lines {
			e.tellLine(line)
		}
		if out.refused != "" {
			e.tell("--out %s: no file was written: %s", o.kind.name, out.refused)
		}
		if err != nil {
			faults = append(faults, talk.Errorf("--out %s: %w", o.kind.name, err))
		}
	}
	if wrote {
		e.tell("the files of --out hold personal data in clear: keep them as you keep the lead file, and delete them when they have served")
		if e.getenv("CI") != "" {
			e.tell("this looks like continuous integration: see that they are not kept with the artefacts of the run")
		}
	}
	if len(faults) > 0 {
		return &exitError{exitIncomplete, errors.Join(faults...)}
	}
	return nil
}

// tell says something on standard error.
func (e *environment) tell(format string, args ...any) {
	e.tellLine(e.talk.Say(format, args...))
}

// note says something on standard error without the name of the program before it.
func (e *environment) note(format string, args ...any) {
	fmt.Fprintln(e.stderr, e.talk.Say(format, args...))
}

// tellLine says on standard error what is worded already.
func (e *environment) tellLine(line string) {
	fmt.Fprintln(e.stderr, "leadlint: "+text.Verbatim(line))
}

// commit puts the files of a kind into their places.
func (o *outFile) commit(r *finding.Report) error {
	for i, f := range o.files {
		busy := slices.Clone(o.busy)
		for _, in := range r.Inputs {
			busy = append(busy, busyFile{in.Name, talk.Phrasef("is read")})
		}
		err := apartFrom(o.kind.name, f.path, busy)
		if err == nil {
			err = f.commit()
		} else {
			err = errors.Join(err, f.discard())
		}
		if err != nil {
			o.files = o.files[i+1:]
			return errors.Join(err, o.discard())
		}
	}
	return nil
}

// discard leaves no file behind.
func (o *outFile) discard() error {
	var faults []error
	for _, f := range o.files {
		faults = append(faults, f.discard())
	}
	o.files = nil
	return errors.Join(faults...)
}

// discard leaves no file of any kind behind.
func (list outs) discard() error {
	var faults []error
	for _, o := range list {
		faults = append(faults, o.discard())
	}
	return errors.Join(faults...)
}
