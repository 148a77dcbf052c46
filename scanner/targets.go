package scanner

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/arrange"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/finding"
	"leadlint/scanner/history"
	"leadlint/scanner/partial"
)

// target is one input with its mapping file.
type target struct {
	name, mapping string
	where         string
	// table is the one table of the input that is audited; empty: every one.
	table string
	// ids names the system whose identifiers the id column holds; empty: none.
	ids string
	// found says that the file was met in a folder.
	found bool
	// parts are the files that make up a dataset of several, all of one shape; empty: name
	// is the one input. columns are theirs, in the order of the dataset.
	parts   []string
	columns []string
	// above is the folder above those whose names hold values of columns; empty where the
	// names of folders say nothing.
	above string
	// from is the address that it is opened by, where that is not what it is called.
	from string
	// counted is what was counted of it elsewhere; nil where it is to be read.
	counted *partial.Dataset
	// format is that of the opened input.
	format string
}

// targets lists the inputs: those asked for, else the audit file's datasets.
func (a *audit) targets() ([]target, error) {
	if a.opt.Counted != nil && len(a.opt.Targets) == 0 {
		return nil, nil
	}
	if files, _ := splitTargets(a.opt.Targets); len(a.opt.Targets) > 0 {
		return a.expand(files, a.opt.Mapping)
	}
	if a.file == nil && len(a.opt.Sources) > 0 {
		return nil, nil
	}
	if a.file == nil {
		return nil, configErrorf("nothing to audit: name a file, or run in a folder with a %s", auditfile.Name)
	}
	dir := filepath.Dir(a.opt.AuditFile)
	var out []target
	for _, d := range a.file.Datasets {
		t := target{name: auditfile.Beside(dir, d.Path), where: d.Pos.Where(), table: d.Table, ids: d.IDs}
		if d.Mapping != "" {
			t.mapping = auditfile.Beside(dir, d.Mapping)
		}
		several, err := a.several(t)
		if err != nil {
			return nil, err
		}
		if len(several) > 0 {
			out = append(out, several...)
			continue
		}
		out = append(out, t)
	}
	return a.once(out), nil
}

// expand turns folders into the files in them, sorted; hidden ones, mapping and
// audit files are left out.
func (a *audit) expand(names []string, mapping string) ([]target, error) {
	var out []target
	for _, name := range names {
		if name == read.Stdin && a.opt.As == AsCode {
			return nil, configErrorf("--as code reads folders and files, not standard input: name one")
		}
		info, err := os.Stat(name)
		if name != read.Stdin && err == nil {
			others, code, err := a.codeTarget(name, info)
			if err != nil {
				return nil, err
			}
			if code {
				out = append(out, others...)
				continue
			}
		}
		several, err := a.several(target{name: name, mapping: mapping})
		if err != nil {
			return nil, err
		}
		if len(several) > 0 {
			out = append(out, several...)
			continue
		}
		if info == nil || name == read.Stdin || !info.IsDir() {
			out = append(out, target{name: name, mapping: mapping})
			continue
		}
		before := len(a.report.Coverage.Issues)
		files := a.folder(name)
		if len(files) == 0 && len(a.report.Coverage.Issues) == before {
			return nil, configErrorf("folder %q holds no file to audit", name)
		}
		for _, f := range files {
			out = append(out, target{name: f, mapping: mapping, found: true})
		}
	}
	return a.once(out), nil
}

// several gives the targets of a name that stands for several files, a pattern or a
// folder that a cluster wrote: one of them all, or, where their rows are taken, each for
// itself. It gives none for any other name.
func (a *audit) several(t target) ([]target, error) {
	if t.name == read.Stdin {
		return nil, nil
	}
	if a.opt.Elsewhere != nil {
		return []target{t}, nil // it knows patterns and folders of its own
	}
	if database.IsAddress(t.name) {
		if _, err := database.ParseAddress(t.name); err != nil {
			return nil, &ConfigError{err}
		}
		t.from, t.name = t.name, database.Shown(t.name)
		return []target{t}, nil
	}
	files, err := pattern(t.name)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(t.name); err == nil && info.IsDir() && a.opt.As != AsCode && written(t.name) {
		files = a.partsOf(t.name)
	}
	if files = a.distinct(files); len(files) == 0 {
		return nil, nil
	}
	var out []target
	var parts []string
	if len(a.opt.Takers) > 0 {
		a.valuesUnread(t.name, files)
	}
	for _, f := range files {
		if len(a.opt.Takers) > 0 || a.opt.As != "" || t.where == "" && isDocument(f) {
			one := t
			one.name, one.found = f, true
			out = append(out, one)
			continue
		}
		parts = append(parts, f)
	}
	if len(parts) > 0 {
		t.parts, t.above = parts, arrange.Above(t.name)
		out = append([]target{t}, out...)
	}
	return out, nil
}

// once drops targets that are a file already listed, under the same name or
// through a link: its records would be counted twice.
func (a *audit) once(list []target) []target {
	seen := map[string]string{}
	out := list[:0]
	for _, t := range list {
		file := t.name
		if len(t.parts) > 0 {
			out = append(out, t)
			continue
		}
		if file != read.Stdin {
			file = realPath(file)
		}
		file += "\x00" + t.table
		if first, twice := seen[file]; twice {
			a.sameFile(t.name, first)
			continue
		}
		seen[file] = t.name
		out = append(out, t)
	}
	return out
}

// folder lists the files of a folder and its subfolders. Links to files count as
// files; links to folders are not followed, and told; what cannot be listed is
// lost, and the rest goes on.
func (a *audit) folder(dir string) []string {
	var files []string
	root := withSeparator(dir)
	walk := func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			a.lost(path, "", failure(err))
			if d != nil && d.IsDir() {
				return filepath.SkipDir
			}
		case path != root && d.Name()[0] == '.', d.IsDir() && partial.Belongs(path):
			if d.IsDir() {
				return filepath.SkipDir
			}
		case isConfig(d.Name()), d.Type().IsRegular() && history.Belongs(path):
		case d.Type().IsRegular():
			files = append(files, path)
		case d.Type()&fs.ModeSymlink != 0 && linksToFolder(path):
			a.linkPassed(path)
		case d.Type()&fs.ModeSymlink != 0:
			files = append(files, path)
		}
		return nil
	}
	if err := filepath.WalkDir(root, walk); err != nil {
		a.lost(dir, "", failure(err))
	}
	sort.Strings(files)
	return files
}

// distinct drops links to files that are listed themselves: their records would be counted
// twice.
func (a *audit) distinct(files []string) []string {
	places := make(map[string]string, len(files))
	var links []string
	for _, f := range files {
		if info, err := os.Lstat(f); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			links = append(links, f)
		} else {
			places[realPath(f)] = f
		}
	}
	twice := map[string]bool{}
	for _, f := range links {
		at := realPath(f)
		if first, seen := places[at]; seen {
			twice[f] = true
			a.sameFile(f, first)
			continue
		}
		places[at] = f
	}
	if len(twice) == 0 {
		return files
	}
	return slices.DeleteFunc(files, func(f string) bool { return twice[f] })
}

// realPath is where a file stands, whatever links lead to it.
func realPath(file string) string {
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	if abs, err := filepath.Abs(file); err == nil {
		file = abs
	}
	return file
}

// sameFile tells that a file is one that is listed already.
func (a *audit) sameFile(name, first string) {
	a.issue(name, "", finding.Issue{Severity: "note", Count: 1, Message: finding.Text{
		EN: "is the same file as \"" + first + "\", which is audited once",
		FR: "est le même fichier que « " + first + " », qui n'est audité qu'une fois",
	}})
}

// linkPassed tells of a link to a folder that is not followed.
func (a *audit) linkPassed(path string) {
	a.issue(path, "", finding.Issue{Severity: "warning", Count: 1, Message: finding.Text{
		EN: "is a link to a folder and is not followed: name the folder to have it audited",
		FR: "est un lien vers un dossier, qui n'est pas suivi : désignez ce dossier pour qu'il soit audité",
	}})
}

// withSeparator ends a folder's name with a separator, so that a link to a
// folder that was named itself is walked.
func withSeparator(dir string) string {
	if dir == "" || os.IsPathSeparator(dir[len(dir)-1]) {
		return dir
	}
	return dir + string(filepath.Separator)
}

func linksToFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func isConfig(name string) bool {
	ext := filepath.Ext(name)
	return ext == ".yaml" || ext == ".yml" || strings.EqualFold(name, "README.md")
}
