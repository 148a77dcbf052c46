package files

import (
	"os"
	"path/filepath"
	"strings"

	"leadlint/scanner/code/files/ignore"
)

// mostAbove bounds how many directories above the root are looked at for a repository.
const mostAbove = 40

// largestList bounds the size of a .gitignore that is read.
const largestList = 1 << 20

// small reads a small file beside the code; nil when there is none.
func (w *walker) small(name string) []byte { return readSmall(w.path(name)) }

func readSmall(name string) []byte {
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > largestList {
		return nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	return text
}

// outerScopes gives the lists of ignored files that count in the root without standing
// in it: those of the directories above it in the same repository, and that of the
// repository itself (.git/info/exclude). The weaker ones come first.
func (w *walker) outerScopes() []scope {
	root, err := filepath.Abs(w.root)
	if err != nil {
		return nil
	}
	above, dir := "", root
	var outer []scope
	for range mostAbove {
		if dir != root {
			if text := readSmall(filepath.Join(dir, ".gitignore")); text != nil {
				outer = append(outer, scope{above: above, list: ignore.Parse(text)})
			}
		}
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			if text := readSmall(filepath.Join(dir, ".git", "info", "exclude")); text != nil {
				outer = append(outer, scope{above: above, list: ignore.Parse(text)})
			}
			reverse(outer)
			return outer
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		above = filepath.Base(dir) + "/" + above
		dir = up
	}
	return nil // no repository: what lies above is none of the project's
}

func reverse(s []scope) {
	for i, k := 0, len(s)-1; i < k; i, k = i+1, k-1 {
		s[i], s[k] = s[k], s[i]
	}
}

// ignored says whether the lists leave a path out; the nearest that says anything counts.
func ignored(scopes []scope, name string, dir bool) bool {
	for i := len(scopes) - 1; i >= 0; i-- {
		s := &scopes[i]
		switch s.list.Match(s.above+strings.TrimPrefix(name, s.dir), dir) {
		case ignore.Ignored:
			return true
		case ignore.Kept:
			return false
		}
	}
	return false
}

// submodules reads the paths that .gitmodules names.
func submodules(name string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.SplitSeq(string(readSmall(name)), "\n") {
		key, value, ok := strings.Cut(line, "=")
		if ok && strings.TrimSpace(key) == "path" {
			out[strings.Trim(strings.TrimSpace(value), "\"")] = true
		}
	}
	return out
}

// followLinks lists the files inside the root to which links lead and which were not
// listed by themselves. Links to directories are not followed: what they lead to inside
// the root was walked, and what lies outside of it is not part of the project.
func (w *walker) followLinks() {
	root, err := filepath.EvalSymlinks(w.root)
	if err == nil {
		root, err = filepath.Abs(root)
	}
	for _, link := range w.links {
		if err != nil || !w.follow(root, link) {
			w.skip(Symlink, link, 1)
		}
	}
}

// follow lists what a link leads to, under the name it really has.
func (w *walker) follow(root, link string) bool {
	to, err := filepath.EvalSymlinks(w.path(link))
	if err != nil {
		return false
	}
	if to, err = filepath.Abs(to); err != nil {
		return false
	}
	rel, err := filepath.Rel(root, to)
	rel = filepath.ToSlash(rel)
	if err != nil || rel == ".." || strings.HasPrefix(rel, "../") || w.listed[rel] || inRepository(rel) {
		return false
	}
	info, err := os.Stat(to)
	l := byName(link)
	if err != nil || !info.Mode().IsRegular() || l.language == "" || skipName(link) != "" || skipName(rel) != "" {
		return false
	}
	before := len(w.files)
	w.take(rel, l, true)
	return len(w.files) > before
}

// inRepository says whether a path lies among what version control keeps for itself.
func inRepository(rel string) bool {
	for part := range strings.SplitSeq(rel, "/") {
		if repositories[strings.ToLower(part)] {
			return true
		}
	}
	return false
}
