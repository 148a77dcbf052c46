package rules

import (
	"crypto/sha256"
	_ "embed" // the packs as they were compiled stand beside the code
	"encoding/hex"
	"io/fs"
	"path"

	"leadlint/rules/facts"
	"leadlint/rules/flat"
	"leadlint/rules/strict"
)

// readyPacks holds leadlint's own packs without their examples, their conditions compiled,
// as package flat writes them. A test holds it in step with the packs and writes it anew.
//
//go:embed ready.flat
var readyPacks string

// Ready gives what LoadAll gives, but for the examples of leadlint's own rules
// (Rule.Tests): its packs are taken as they were compiled when the program was made, which
// takes a fiftieth of the time. Rules are shown and tested as LoadAll gives them; to judge
// by them, Ready is enough.
func Ready(schema *facts.Schema, extraDirs ...string) ([]*Pack, error) {
	packs, ok := ready(readyPacks)
	if !ok {
		return LoadAll(schema, extraDirs...)
	}
	if len(extraDirs) == 0 {
		return packs, nil
	}
	l, err := newLoader(schema, knownPrecedent())
	if err != nil {
		return nil, err
	}
	l.taken(packs)
	extra, err := l.folders(extraDirs)
	if err != nil {
		// Loading everything tells of each fault with all places that it has to do with.
		return LoadAll(schema, extraDirs...)
	}
	return append(packs, extra...), nil
}

// taken notes the names of packs that were not read by the loader.
func (l *loader) taken(packs []*Pack) {
	for _, p := range packs {
		l.packs[p.Name] = strict.Pos{}
		for _, r := range p.Rules {
			l.ids[r.ID] = strict.Pos{File: r.File, Line: r.Line}
		}
	}
}

// ready reads packs compiled earlier, if they were made of the files that the program has.
func ready(data string) ([]*Pack, bool) {
	var packs []*Pack
	if flat.Read(data, &packs) != nil || len(packs) != len(ownPacks()) {
		return nil, false
	}
	for i, dir := range ownPacks() {
		if sum, err := hashed(packFiles, dir); err != nil || packs[i].SHA256 != sum {
			return nil, false
		}
	}
	return packs, true
}

// hashed gives the hash of a pack as loading it does.
func hashed(fsys fs.FS, dir string) (string, error) {
	files, err := ruleFiles(fsys, dir)
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	for _, name := range files {
		data, err := fs.ReadFile(fsys, path.Join(dir, name))
		if err != nil {
			return "", err
		}
		hashFile(hash, name, data)
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}
