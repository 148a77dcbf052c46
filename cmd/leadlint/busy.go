package main

import (
	"os"
	"path/filepath"
	"slices"

	"leadlint/reports/talk"
	"leadlint/scanner"
	"leadlint/scanner/auditfile"
)

// busyFile is a file that --out must not write over, and what it is for.
type busyFile struct {
	path string
	what talk.Phrase
}

// busy lists the files that a run reads and writes, and refuses reports that would be
// written over one of them.
func (e *environment) busy(f *auditFlags, opt scanner.Options, outputs []output, declared *auditfile.File) ([]busyFile, error) {
	// What stands in a folder can be written over only by what is there already; a folder
	// of code may hold many thousands of files.
	within := len(f.out) > 0 || slices.ContainsFunc(outputs, func(o output) bool { return o.path != "" && exists(o.path) })
	read, err := scanner.Reads(opt, within)
	if err != nil {
		return nil, err
	}
	read = slices.Concat(read, f.merged, []string{f.template}, e.lifePaths(f, opt.AuditFile, declared))
	if err := apart(outputs, read); err != nil {
		return nil, err
	}
	var out []busyFile
	for _, path := range read {
		out = append(out, busyFile{path, talk.Phrasef("is read")})
	}
	for _, o := range outputs {
		out = append(out, busyFile{o.path, talk.Phrasef("--format %s writes", o.format)})
	}
	return out, nil
}

// apartFrom refuses a path that is one of those files.
func apartFrom(kind, path string, busy []busyFile) error {
	for _, b := range busy {
		if b.path != "" && samePlace(b.path, path) {
			return usagef("--out %s=%s would overwrite %q, which %s: name another file", kind, path, b.path, b.what)
		}
	}
	return nil
}

// samePlace says whether two paths lead to one file, or would once it is written.
func samePlace(a, b string) bool {
	from, err := os.Stat(a)
	to, err2 := os.Stat(b)
	if err == nil && err2 == nil {
		return os.SameFile(from, to)
	}
	return realPath(a) == realPath(b)
}

// realPath follows the links of a path as far as it leads to something.
func realPath(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	dir := filepath.Dir(path)
	if dir == path {
		return path
	}
	return filepath.Join(realPath(dir), filepath.Base(path))
}
