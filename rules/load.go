package rules

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"leadlint/rules/condition"
	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/rules/strict"
)

// headFile is the name of the file that describes a pack.
const headFile = "pack.yaml"

// Load reads the pack in a folder: pack.yaml and the rules in the other *.yaml
// files. known tells whether a key names a precedent; nil accepts every key.
// The error, if any, holds every problem found, each with its place
// (strict.Errors), unless the folder itself cannot be read.
//
// Rules without a test that must give a breach, and one that must not, are
// told of in Pack.Warnings.
func Load(fsys fs.FS, dir string, schema *facts.Schema, known func(key string) bool) (*Pack, error) {
	l, err := newLoader(schema, known)
	if err != nil {
		return nil, err
	}
	return l.load(fsys, dir, "")
}

// LoadAll reads the packs that leadlint comes with and those in the folders
// named. A rule id that two packs use is an error: nothing is overridden.
func LoadAll(schema *facts.Schema, extraDirs ...string) ([]*Pack, error) {
	l, err := newLoader(schema, knownPrecedent())
	if err != nil {
		return nil, err
	}
	packs, err := l.embedded()
	if err != nil {
		return nil, err
	}
	extra, err := l.folders(extraDirs)
	if err != nil {
		return nil, err
	}
	return append(packs, extra...), nil
}

// folders reads the packs in folders.
func (l *loader) folders(dirs []string) ([]*Pack, error) {
	var packs []*Pack
	for _, dir := range dirs {
		if info, err := os.Stat(dir); err == nil && !info.IsDir() {
			return nil, fmt.Errorf("rules %q: expected a folder that holds %s and rule files, found a file", dir, headFile)
		}
		p, err := l.load(os.DirFS(dir), ".", filepath.ToSlash(dir))
		if err != nil {
			return nil, err
		}
		packs = append(packs, p)
	}
	return packs, nil
}

// loader reads packs that stand beside one another.
type loader struct {
	schema    *facts.Schema
	compiler  *condition.Compiler
	precedent func(key string) bool
	// numbers are those of the catalogue.
	numbers []string
	// own says that the pack read is one of leadlint's, held to stricter rules.
	own bool
	// ids and packs are where the rules and packs read so far stand.
	ids, packs map[string]strict.Pos
	problems   strict.Collector
}

func newLoader(schema *facts.Schema, known func(string) bool) (*loader, error) {
	c, err := condition.New(schema)
	if err != nil {
		return nil, err
	}
	if known == nil {
		known = func(string) bool { return true }
	}
	return &loader{schema: schema, compiler: c, precedent: known, numbers: catalogueIDs(),
		ids: map[string]strict.Pos{}, packs: map[string]strict.Pos{}}, nil
}

// load reads one pack. Files are named in messages by shown and their name.
func (l *loader) load(fsys fs.FS, dir, shown string) (*Pack, error) {
	if shown == "" {
		shown = dir
	}
	files, err := ruleFiles(fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("rules %q: %w", shown, err)
	}
	p := &Pack{}
	hash := sha256.New()
	decoded := make([]*ruleFile, len(files))
	var running sync.WaitGroup
	for i, name := range files {
		data, err := fs.ReadFile(fsys, path.Join(dir, name))
		if err != nil {
			return nil, fmt.Errorf("rules %q: %w", path.Join(shown, name), pathless(err))
		}
		hashFile(hash, name, data)
		if name == headFile {
			l.head(p, path.Join(shown, name), data)
			continue
		}
		decoded[i] = &ruleFile{name: path.Join(shown, name)}
		running.Go(func() { decoded[i].decode(l.compiler, data) })
	}
	running.Wait()
	for _, f := range decoded {
		if f != nil {
			l.file(p, f)
		}
	}
	if len(p.Rules) == 0 && l.problems.Len() == 0 {
		p.Warnings = append(p.Warnings, path.Join(shown, headFile)+": the pack has no rules; expected *.yaml files beside it")
	}
	if err := l.problems.Err(); err != nil {
		return nil, err
	}
	p.SHA256 = hex.EncodeToString(hash.Sum(nil))
	return p, nil
}

// hashFile adds a file of a pack to the hash of the pack.
func hashFile(hash io.Writer, name string, data []byte) {
	fmt.Fprintf(hash, "%s\x00%d\x00", name, len(data))
	hash.Write(data)
}

// ruleFiles lists the pack's files, the head first.
func ruleFiles(fsys fs.FS, dir string) ([]string, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, pathless(err)
	}
	files := []string{headFile}
	found := false
	for _, e := range entries {
		switch name := e.Name(); {
		case e.IsDir() || strings.HasPrefix(name, "."):
		case name == headFile:
			found = true
		case strings.HasSuffix(name, ".yaml"), strings.HasSuffix(name, ".yml"):
			files = append(files, name)
		}
	}
	if !found {
		return nil, fmt.Errorf("the folder has no %s, which names the pack and its version", headFile)
	}
	return files, nil
}

// pathless gives the cause of a file error, whose path the caller tells.
func pathless(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func (l *loader) head(p *Pack, file string, data []byte) {
	var h headYAML
	if err := strict.Decode(file, data, &h); err != nil {
		l.problems.AddError(strict.Pos{File: file}, err)
		return
	}
	l.text(h.Title, "title")
	if strings.TrimSpace(h.Pack.Text) == "" {
		l.problems.Add(h.Pack.Pos, "the pack has no name")
	}
	if first, ok := l.packs[h.Pack.Text]; ok {
		l.problems.Add(h.Pack.Pos, "a pack %q is loaded already (%s)", h.Pack.Text, first.Where())
	}
	l.packs[h.Pack.Text] = h.Pack.Pos
	for i, c := range h.Countries {
		if !isCountry(c) {
			l.problems.Add(h.Pos.Value("countries").Item(i), "unknown country %q; expected two letters of ISO 3166-1, such as FR", c)
		}
	}
	p.Name, p.Version, p.Title, p.Countries = h.Pack.Text, h.Version.Text, h.Title.label(), h.Countries
}

func isCountry(code string) bool {
	for _, c := range facts.Countries() {
		if c == code {
			return true
		}
	}
	return false
}

// ruleFile is one file of rules, decoded.
type ruleFile struct {
	name string
	fileYAML
	err error
	// conditions are those of its rules, compiled, by relation and text.
	conditions map[[2]string]compiledCondition
}

type compiledCondition struct {
	expr *expr.Expr
	err  error
}

// decode reads the file and compiles its conditions, which takes most of the time; files
// are decoded at once, and what is wrong is told in their order later.
func (f *ruleFile) decode(c *condition.Compiler, data []byte) {
	if f.err = strict.Decode(f.name, data, &f.fileYAML); f.err != nil {
		return
	}
	f.conditions = map[[2]string]compiledCondition{}
	for i := range f.Rules {
		r := &f.Rules[i]
		texts := []string{r.Breach.Text}
		if r.Applies != nil {
			texts = append(texts, r.Applies.Text)
		}
		for _, text := range texts {
			out, err := c.Compile(r.On.Text, text)
			f.conditions[[2]string{r.On.Text, text}] = compiledCondition{out, err}
		}
	}
}

func (l *loader) file(p *Pack, f *ruleFile) {
	if f.err != nil {
		l.problems.AddError(strict.Pos{File: f.name}, f.err)
		return
	}
	if f.Pack.Text != "" && p.Name != "" && f.Pack.Text != p.Name {
		l.problems.Add(f.Pack.Pos, "this file is of pack %q, its folder of pack %q", f.Pack.Text, p.Name)
	}
	for i := range f.Rules {
		r := l.rule(p, f, &f.Rules[i])
		r.File = f.name
		p.Rules = append(p.Rules, r)
	}
}
