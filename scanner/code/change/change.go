// Package change tells which lines of a folder differ from an earlier commit, by asking
// git. It reads only.
package change

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// Set is what differs between the common ancestor of a commit and what is checked out,
// and the working tree, uncommitted and untracked files included.
type Set struct {
	// Base is the commit as it was named, Ancestor the one that was compared with.
	Base, Ancestor string
	// Files are the files that were changed or added, by their path below the folder,
	// with slashes.
	Files map[string]*File
	root  string
	git   string
}

// File is a changed file.
type File struct {
	// Added are the ranges of lines that were added or changed, both ends included,
	// 1-based, in order. A file that is new has one range over all of its lines.
	Added [][2]int
	// Old is the path of the file in the ancestor, below the folder; empty when it is new.
	Old string
}

// Touches says whether a changed line lies between two lines, both included.
func (f *File) Touches(from, to int) bool {
	for _, r := range f.Added {
		if from <= r[1] && r[0] <= to {
			return true
		}
	}
	return false
}

// all is the last line of a range over all lines of a file.
const all = 1 << 30

// Since compares a folder with a commit (a branch, tag or hash). The error says what git
// said: there is no repository, or no such commit.
func Since(ctx context.Context, root, base string) (*Set, error) {
	if base == "" || strings.HasPrefix(base, "-") {
		return nil, fmt.Errorf("%q is not the name of a commit", base)
	}
	git, err := exec.LookPath("git")
	if err != nil {
		return nil, errors.New("git is not installed, so what a change brings cannot be told")
	}
	s := &Set{Base: base, Files: map[string]*File{}, root: root, git: git}
	if _, err := s.run(ctx, "rev-parse", "--git-dir"); err != nil {
		return nil, fmt.Errorf("%q is not in a git repository, so what a change brings cannot be told", root)
	}
	commit, err := s.run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", base+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("git knows no commit %q here; fetch it, or name another", base)
	}
	s.Ancestor = strings.TrimSpace(string(commit))
	if ancestor, err := s.run(ctx, "merge-base", s.Ancestor, "HEAD"); err == nil {
		s.Ancestor = strings.TrimSpace(string(ancestor))
	}
	diff, err := s.run(ctx, "-c", "core.quotePath=false", "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--unified=0",
		"--find-renames", "--relative", "--src-prefix=a/", "--dst-prefix=b/", s.Ancestor, "--", ".")
	if err != nil {
		return nil, fmt.Errorf("git diff: %w", err)
	}
	s.parse(string(diff))
	if bytes.Contains(diff, []byte("\nBinary files ")) {
		if err := s.unlined(ctx); err != nil {
			return nil, err
		}
	}
	untracked, err := s.run(ctx, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
	if err != nil {
		return nil, fmt.Errorf("git ls-files: %w", err)
	}
	for _, name := range strings.Split(string(untracked), "\x00") {
		if name != "" {
			s.Files[name] = &File{Added: [][2]int{{1, all}}}
		}
	}
	return s, nil
}

// unlined takes files that git tells no lines of, such as those in UTF-16, as changed
// throughout.
func (s *Set) unlined(ctx context.Context) error {
	out, err := s.run(ctx, "diff", "--no-ext-diff", "--no-textconv", "--numstat", "-z", "--no-renames", "--relative", s.Ancestor, "--", ".")
	if err != nil {
		return fmt.Errorf("git diff: %w", err)
	}
	for _, line := range strings.Split(string(out), "\x00") {
		if name, ok := strings.CutPrefix(line, "-\t-\t"); ok && s.Files[name] == nil {
			s.Files[name] = &File{Added: [][2]int{{1, all}}}
		}
	}
	return nil
}

// Before gives the text of a file in the ancestor, nil when it was not there.
func (s *Set) Before(ctx context.Context, f *File) []byte {
	if f.Old == "" {
		return nil
	}
	out, err := s.run(ctx, "show", s.Ancestor+":./"+filepath.ToSlash(f.Old))
	if err != nil {
		return nil
	}
	return out
}

func (s *Set) run(ctx context.Context, args ...string) ([]byte, error) {
	c := exec.CommandContext(ctx, s.git, append([]string{"-C", s.root, "--no-pager", "--no-optional-locks"}, args...)...)
	var out, said bytes.Buffer
	c.Stdout, c.Stderr = &out, &said
	if err := c.Run(); err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
		return nil, fmt.Errorf("%w: %s", err, first)
	}
	return out.Bytes(), nil
}

// parse reads a diff without context.
func (s *Set) parse(diff string) {
	var file *File
	old := ""
	for line := range strings.SplitSeq(diff, "\n") {
		switch {
		case strings.HasPrefix(line, "diff --git "):
			file, old = nil, ""
		case strings.HasPrefix(line, "rename from ") && file == nil:
			old = unquote(strings.TrimPrefix(line, "rename from "))
		case strings.HasPrefix(line, "rename to ") && file == nil:
			s.Files[unquote(strings.TrimPrefix(line, "rename to "))] = &File{Old: old}
		case strings.HasPrefix(line, "--- ") && file == nil:
			old = strings.TrimPrefix(unquote(strings.TrimPrefix(line, "--- ")), "a/")
			if old == "/dev/null" {
				old = ""
			}
		case strings.HasPrefix(line, "+++ ") && file == nil:
			name := unquote(strings.TrimPrefix(line, "+++ "))
			if name == "/dev/null" {
				continue
			}
			file = &File{Old: old}
			s.Files[strings.TrimPrefix(name, "b/")] = file
		case strings.HasPrefix(line, "@@ ") && file != nil:
			if r, ok := added(line); ok {
				file.Added = append(file.Added, r)
			}
		}
	}
}

// added reads the lines that a hunk adds. A hunk that only removes marks the line
// before it, where what was removed may be missed.
func added(hunk string) ([2]int, bool) {
	_, rest, ok := strings.Cut(hunk, " +")
	if !ok {
		return [2]int{}, false
	}
	rest, _, _ = strings.Cut(rest, " ")
	from, count, several := strings.Cut(rest, ",")
	start, err := strconv.Atoi(from)
	if err != nil {
		return [2]int{}, false
	}
	n := 1
	if several {
		if n, err = strconv.Atoi(count); err != nil {
			return [2]int{}, false
		}
	}
	return [2]int{start, start + max(n, 1) - 1}, true
}

// unquote reads a path as git writes it: in quotation marks where it has signs of its
// own, with a tab after it where it has blanks.
func unquote(s string) string {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "\r"), "\t")
	if strings.HasPrefix(s, `"`) {
		if u, err := strconv.Unquote(s); err == nil {
			return u
		}
	}
	return s
}
