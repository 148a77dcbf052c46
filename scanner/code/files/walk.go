package files

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"leadlint/scanner/code/files/ignore"
)

// The bounds of a walk: how deep directories are entered, how many entries of what is
// left out are counted, and how many examples are kept.
const (
	mostDepth    = 200
	mostCounted  = 200_000
	mostExamples = 5
)

// walker walks one project.
type walker struct {
	opt     Options
	root    string
	files   []File
	others  []string
	skipped map[string]*Skip
	listed  map[string]bool
	links   []string
	// modules are the directories that .gitmodules names.
	modules map[string]bool
	counted int
}

// scope is a list of ignored files with the directory it is about, relative to the root
// with a slash at its end; above is what stands before paths of a list above the root.
type scope struct {
	dir, above string
	list       *ignore.List
}

// tree walks the root.
func (w *walker) tree() error {
	entries, err := os.ReadDir(w.root)
	if err != nil {
		return err
	}
	w.modules = submodules(w.path(".gitmodules"))
	w.directory("", entries, w.outerScopes(), 0)
	w.followLinks()
	return nil
}

// path gives the name in the file system of a path relative to the root.
func (w *walker) path(rel string) string { return filepath.Join(w.root, filepath.FromSlash(rel)) }

// directory lists a directory; rel is empty for the root.
func (w *walker) directory(rel string, entries []os.DirEntry, scopes []scope, depth int) {
	prefix := ""
	if rel != "" {
		prefix = rel + "/"
	}
	if text := w.small(prefix + ".gitignore"); text != nil {
		scopes = append(scopes[:len(scopes):len(scopes)], scope{dir: prefix, list: ignore.Parse(text)})
	}
	steered := steers(entries)
	for _, e := range entries {
		name := prefix + e.Name()
		switch {
		case e.Type()&fs.ModeSymlink != 0:
			if !ignored(scopes, name, false) {
				w.links = append(w.links, name)
			}
		case e.IsDir():
			w.enter(name, e.Name(), steered, scopes, depth)
		case !e.Type().IsRegular():
		case ignored(scopes, name, false):
			w.skip(Ignored, name, 1)
		default:
			w.file(name)
		}
	}
}

// enter walks a directory, unless it is one to be left out.
func (w *walker) enter(name, base string, steered bool, scopes []scope, depth int) {
	low := strings.ToLower(base)
	reason := ""
	switch {
	case repositories[low]:
		return
	case vendored[low] || w.exists(name+"/pyvenv.cfg"):
		reason = Vendored
	case ignored(scopes, name, true):
		reason = Ignored
	case w.modules[name] || w.isSubmodule(name):
		reason = Submodule
	case built[low] || builtBeside[low] && steered:
		reason = Built
	}
	if reason != "" {
		w.skip(reason, name+"/", w.count(name))
		return
	}
	entries, err := os.ReadDir(w.path(name))
	if err != nil || depth >= mostDepth {
		w.skip(Unreadable, name+"/", 1)
	}
	if depth < mostDepth {
		w.directory(name, entries, scopes, depth+1)
	}
}

// steers says whether a file that steers a build is among entries.
func steers(entries []os.DirEntry) bool {
	for _, e := range entries {
		if steersBuild[strings.ToLower(e.Name())] {
			return true
		}
	}
	return false
}

// isSubmodule says whether a directory is the work tree of another repository, which has
// a file .git in place of a directory.
func (w *walker) isSubmodule(name string) bool {
	info, err := os.Lstat(w.path(name + "/.git"))
	return err == nil && info.Mode().IsRegular()
}

func (w *walker) exists(name string) bool {
	_, err := os.Lstat(w.path(name))
	return err == nil
}

// count gives the number of files in a directory that is not entered, to a bound.
func (w *walker) count(name string) int {
	n := 0
	_ = filepath.WalkDir(w.path(name), func(_ string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil // what cannot be entered is not counted
		}
		if w.counted++; w.counted > mostCounted {
			return filepath.SkipAll
		}
		if e.Type().IsRegular() {
			n++
		}
		return nil
	})
	return n
}

// skip counts files that are left out. A directory without files is not worth a word.
func (w *walker) skip(reason, name string, files int) {
	if files == 0 {
		return
	}
	s := w.skipped[reason]
	if s == nil {
		s = &Skip{Reason: reason}
		w.skipped[reason] = s
	}
	s.Files += files
	s.Examples = append(s.Examples, name)
	if len(s.Examples) > 4*mostExamples { // they do not come in the order of paths
		slices.Sort(s.Examples)
		s.Examples = s.Examples[:mostExamples]
	}
}

// file lists one file, by its name and the beginning of its text.
func (w *walker) file(name string) {
	l := byName(name)
	if l.language == "" && !l.head {
		w.others = append(w.others, name)
		if unread[strings.ToLower(path.Ext(name))] {
			w.skip(Unknown, name, 1)
		}
		return
	}
	if reason := skipName(name); reason != "" {
		w.skip(reason, name, 1)
		return
	}
	w.take(name, l, true)
}

// take lists a file whose name does not speak against it; strict looks also for signs in
// its text that nobody wrote it.
func (w *walker) take(name string, l language, strict bool) {
	info, err := os.Stat(w.path(name))
	if err != nil || !info.Mode().IsRegular() {
		w.skip(Unreadable, name, 1)
		return
	}
	if info.Size() > w.opt.MaxSize && l.language != "" {
		w.skip(Oversized, name, 1)
		return
	}
	text, err := readHead(w.path(name))
	if err != nil {
		w.skip(Unreadable, name, 1)
		return
	}
	if l = byHead(l, text); l.language == "" {
		w.others = append(w.others, name)
		return
	}
	switch reason := skipHead(l, text); {
	case reason == Binary, reason != "" && strict:
		w.skip(reason, name, 1)
	case info.Size() > w.opt.MaxSize:
		w.skip(Oversized, name, 1)
	default:
		w.listed[name] = true
		w.files = append(w.files, File{Path: name, Language: l.language, Dialect: l.dialect, Size: info.Size()})
	}
}

// single lists the one file that is the root.
func (w *walker) single(name string, info os.FileInfo) {
	l := byName(name)
	if !info.Mode().IsRegular() || l.language == "" && !l.head {
		w.others = append(w.others, name)
		return
	}
	w.take(name, l, false)
}

// listing puts what was found in order.
func (w *walker) listing() *Listing {
	out := &Listing{Root: w.root, Files: w.files, Others: w.others}
	slices.SortFunc(out.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	slices.Sort(out.Others)
	for _, s := range w.skipped {
		slices.Sort(s.Examples)
		s.Examples = s.Examples[:min(len(s.Examples), mostExamples)]
		s.Example = s.Examples[0]
		out.Skipped = append(out.Skipped, *s)
	}
	slices.SortFunc(out.Skipped, func(a, b Skip) int { return strings.Compare(a.Reason, b.Reason) })
	count := map[string]int{}
	for _, name := range out.Others {
		count[strings.ToLower(path.Ext(strings.TrimPrefix(path.Base(name), ".")))]++
	}
	for ext, n := range count {
		out.Extensions = append(out.Extensions, Other{Extension: ext, Files: n})
	}
	slices.SortFunc(out.Extensions, func(a, b Other) int { return strings.Compare(a.Extension, b.Extension) })
	return out
}
