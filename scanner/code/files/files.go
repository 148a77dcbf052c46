// Package files lists the files of a project that are to be read as collection code: by
// language, without what others wrote or a machine made, and with a count of everything
// that was left out. Only the heads of files are opened for that.
package files

import (
	"os"
	"path/filepath"
)

// The reasons for which files are left out.
const (
	Vendored   = "vendored"   // what others wrote: node_modules, vendor, site-packages
	Built      = "built"      // what is made from sources that lie beside it: dist, build, target
	Generated  = "generated"  // files that say so, lock files, code of protocol compilers
	Minified   = "minified"   // lines of more than 500 characters on average, or a name with .min.
	Oversized  = "oversized"  // larger than Options.MaxSize
	Binary     = "binary"     // named like program text, but not text
	Ignored    = "ignored"    // left out by .gitignore
	Unreadable = "unreadable" // cannot be opened
	Symlink    = "symlink"    // leads out of the folder, to nothing, or to what is listed anyway
	Submodule  = "submodule"  // another repository inside
	Unknown    = "unknown"    // program text in a language that is not read
)

// Options say how a project is listed. The zero value is the default.
type Options struct {
	// MaxSize is the size in bytes above which a file is left out; 0 stands for 1 MiB.
	MaxSize int64
}

// defaultMaxSize is the size above which files are left out unless said otherwise.
const defaultMaxSize = 1 << 20

// File is a file to be read.
type File struct {
	// Path is relative to the root, with slashes; for a single file its base name.
	Path string
	// Language is one of facts.CodeLanguages.
	Language string
	// Dialect tells templates and schemas apart inside a language: vue, svelte, erb, ejs,
	// twig, handlebars, blade, jsp, phtml, tsx, jsx, prisma, dotenv and so on; empty for
	// the language itself.
	Dialect string
	// Size is in bytes.
	Size int64
	// Encoding is set by Read: "utf-8", "utf-16" or "latin-1".
	Encoding string
}

// Skip counts the files left out for a reason.
type Skip struct {
	// Reason is one of the constants.
	Reason string
	// Files is how many; those in directories that were not entered are counted too.
	Files int
	// Example is the first by path; Examples are the first few, a directory that was not
	// entered being one of them, with a slash at its end.
	Example  string
	Examples []string
}

// Other counts the files of unknown languages by the ending of their names.
type Other struct {
	// Extension is in small letters with its dot, empty for names without one.
	Extension string
	Files     int
}

// Listing is what a project consists of.
type Listing struct {
	// Root is the folder, or the folder of the single file.
	Root string
	// Files are those to be read, by path.
	Files []File
	// Skipped are those left out, by reason.
	Skipped []Skip
	// Others are the paths of files in no language that is read; Extensions count them.
	Others     []string
	Extensions []Other
}

// Walk lists a project. A root that is a file is listed alone, even where a folder that
// is walked would leave it out; but not when it is binary or oversized, or in a language
// that is not read. The error is that of a root that cannot be read.
func Walk(root string, opt Options) (*Listing, error) {
	info, err := os.Stat(root)
	if err != nil {
		return nil, err
	}
	if opt.MaxSize <= 0 {
		opt.MaxSize = defaultMaxSize
	}
	w := &walker{opt: opt, skipped: map[string]*Skip{}, listed: map[string]bool{}}
	if info.IsDir() {
		w.root = root
		if err := w.tree(); err != nil {
			return nil, err
		}
	} else {
		w.root = filepath.Dir(root)
		w.single(filepath.Base(root), info)
	}
	return w.listing(), nil
}

// IsCode says whether a file is program text by its name, and by its first line where
// the name says nothing: in a programming language, SQL, a template of a program or a
// schema. Pages, papers and settings alone are none.
func IsCode(name string) bool {
	k := byName(filepath.ToSlash(name))
	if k.language == "" && k.head {
		k = byHead(k, head(name))
	}
	return k.program()
}

// HasCode says whether a folder has program text in it, in what Walk would list.
func HasCode(root string) bool {
	l, err := Walk(root, Options{})
	return err == nil && l.HasProgram()
}

// HasProgram says whether program text is among the files listed.
func (l *Listing) HasProgram() bool {
	for i := range l.Files {
		if (language{language: l.Files[i].Language, dialect: l.Files[i].Dialect}).program() {
			return true
		}
	}
	return false
}
