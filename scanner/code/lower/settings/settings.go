// Package settings brings files of settings and data into the common tree: JSON (with
// comments, trailing commas and bare keys), YAML, TOML, .env, .properties and .ini.
//
// A file is a Block of its documents: Objects of Pairs, Lists and scalars. A Pair reaches
// from its key to the end of its value. A section or table ([name]) is a Pair with an
// Object. An alias of YAML is a Name, a merge key a Spread of one: nothing is expanded,
// so that no text grows. In .env, .properties and .ini the words true, false, yes, no,
// on and off are True and False; an indented list under an empty key is a List.
//
// A schema of Prisma is a Class for each model, which a Decorator entity marks as stored,
// with a Field for each column; what is said of a column is an Object in its Decorator.
//
// A shell script in YAML (run, script and the like) or among the scripts of a
// package.json is an Other of the String and of the Block that package shell makes of it.
package settings

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"leadlint/scanner/code/tree"
)

// MaxBytes is the size of the largest file that is read.
const MaxBytes = 8 << 20

// Lower reads a file of settings; its path tells the format by its name, the text where
// the name says nothing. File.Language is "json", "yaml" or "settings". What is not
// understood is left out and counted in File.Errors. The error says that the file is
// too large or is no text; then nothing was read.
func Lower(file string, src []byte) (*tree.File, error) {
	if len(src) > MaxBytes {
		return nil, fmt.Errorf("%q has %d bytes; at most %d are read", path.Base(file), len(src), MaxBytes)
	}
	if bytes.IndexByte(src, 0) >= 0 {
		return nil, fmt.Errorf("%q holds bytes of zero; expected text in UTF-8", path.Base(file))
	}
	f := &tree.File{Source: src}
	var kids []*tree.Node
	switch format(file, src) {
	case jsonText:
		f.Language = "json"
		r := reader{src: src, at: bom(src)}
		kids = r.documents()
		f.Comments, f.Errors = r.comments, r.errors
		if isPackage(file) {
			scripts := newScripts(src)
			defer scripts.close()
			scripts.ofPackage(kids)
		}
	case yamlText:
		f.Language = "yaml"
		kids = readYAML(f)
	case tomlText:
		f.Language = "settings"
		kids = readTOML(f)
	case prismaText:
		f.Language = "settings"
		kids = readPrisma(f)
	case envText:
		f.Language = "settings"
		kids = readEnv(f)
	case propertiesText:
		f.Language = "settings"
		kids = readProperties(f)
	default:
		f.Language = "settings"
		kids = readINI(f)
	}
	f.Root = &tree.Node{Kind: tree.Block, End: uint32(len(src)), Kids: kids}
	return f, nil
}

type textFormat uint8

const (
	iniText textFormat = iota
	jsonText
	yamlText
	tomlText
	envText
	propertiesText
	prismaText
)

func format(file string, src []byte) textFormat {
	name := strings.ToLower(path.Base(strings.ReplaceAll(file, `\`, "/")))
	if name == ".env" || strings.HasPrefix(name, ".env.") || strings.HasPrefix(name, "env.") {
		return envText
	}
	switch path.Ext(name) {
	case ".json", ".jsonc", ".json5", ".jsonl", ".webmanifest", ".geojson":
		return jsonText
	case ".yaml", ".yml":
		return yamlText
	case ".toml":
		return tomlText
	case ".prisma":
		return prismaText
	case ".env", ".envrc":
		return envText
	case ".properties":
		return propertiesText
	}
	switch rest := bytes.TrimSpace(src); {
	case len(rest) > 0 && rest[0] == '{':
		return jsonText
	case bytes.HasPrefix(rest, []byte("---\n")):
		return yamlText
	}
	return iniText
}

func isPackage(file string) bool {
	name := path.Base(strings.ReplaceAll(file, `\`, "/"))
	return name == "package.json" || name == "composer.json"
}

// bom gives the length of the mark of UTF-8 at the start of a text.
func bom(src []byte) int {
	if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
		return 3
	}
	return 0
}

func node(kind tree.Kind, start, end int, text string, kids ...*tree.Node) *tree.Node {
	return &tree.Node{Kind: kind, Start: uint32(start), End: uint32(max(start, end)), Text: text, Kids: kids}
}
