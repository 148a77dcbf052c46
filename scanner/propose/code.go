package propose

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"leadlint/scanner"
	"leadlint/scanner/code/files"
	"leadlint/scanner/finding"
)

// mostLoose is the number of files of program text that are proposed one by one, where
// nothing says that the folder they lie in is a project.
const mostLoose = 2

// projectFiles lie at the top of what is built or kept as one project.
var projectFiles = []string{".git", "package.json", "pyproject.toml", "setup.py", "requirements.txt", "pipfile", "go.mod", "pom.xml", "build.gradle",
	"build.gradle.kts", "gemfile", "composer.json", "manifest.json", "scrapy.cfg", "makefile", "dockerfile"}

// project is a folder of program text, or one file of it.
type project struct {
	path   string
	folder bool
	// tables are the tables in it, which are looked at as those elsewhere.
	tables map[string]bool
	entry  Entry
}

// projects finds the topmost folders of a folder that hold program text.
func projects(dir string) []project {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // told by scanner.Files
	}
	var loose, folders []string
	whole := false
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		switch {
		case slices.Contains(projectFiles, strings.ToLower(e.Name())):
			whole = true
		case e.Name()[0] == '.':
		case e.IsDir():
			folders = append(folders, name)
		case e.Type().IsRegular() && files.IsCode(name):
			loose = append(loose, name)
		}
	}
	if (whole || len(loose) > mostLoose) && files.HasCode(dir) {
		return list(dir)
	}
	var out []project
	for _, name := range loose {
		out = append(out, list(name)...)
	}
	for _, name := range folders {
		if files.HasCode(name) {
			out = append(out, projects(name)...)
		}
	}
	return out
}

// list gives the project at a path, none when nothing there is read.
func list(path string) []project {
	l, err := files.Walk(path, files.Options{})
	if err != nil || len(l.Files) == 0 {
		return nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil
	}
	p := project{path: path, folder: info.IsDir(), tables: map[string]bool{}}
	for _, other := range l.Others {
		if scanner.IsTable(other) {
			p.tables[filepath.Join(path, filepath.FromSlash(other))] = true
		}
	}
	p.entry = Entry{Path: path, Kind: Code, Choices: []Choice{{Relation: string(Code), Score: 1, Reason: finding.Text{
		EN: "files that are read as code: " + languages(l), FR: "fichiers lus comme du code : " + languages(l)}}}}
	return []project{p}
}

// languages counts the files by language, those with the most first.
func languages(l *files.Listing) string {
	count := map[string]int{}
	for i := range l.Files {
		count[l.Files[i].Language]++
	}
	var names []string
	for name := range count {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(count[b]-count[a], cmp.Compare(a, b)) })
	for i, name := range names {
		names[i] = fmt.Sprintf("%s (%d)", name, count[name])
	}
	return strings.Join(names, ", ")
}

// within says whether a file belongs to a project as code: no table of it.
func within(list []project, name string) bool {
	for i := range list {
		p := &list[i]
		if name == p.path || p.folder && strings.HasPrefix(name, strings.TrimSuffix(filepath.Clean(p.path), string(filepath.Separator))+string(filepath.Separator)) || p.folder && filepath.Clean(p.path) == "." && filepath.IsLocal(name) {
			return !p.tables[filepath.Clean(name)]
		}
	}
	return false
}
