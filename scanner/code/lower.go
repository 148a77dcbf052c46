package code

import (
	"path"

	"leadlint/scanner/code/files"
	"leadlint/scanner/code/lower/golang"
	"leadlint/scanner/code/lower/java"
	"leadlint/scanner/code/lower/markup"
	"leadlint/scanner/code/lower/php"
	"leadlint/scanner/code/lower/python"
	"leadlint/scanner/code/lower/ruby"
	"leadlint/scanner/code/lower/script"
	"leadlint/scanner/code/lower/settings"
	"leadlint/scanner/code/lower/shell"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// parsers holds a parser a grammar, made when the first file of it is met. It belongs to
// one goroutine.
type parsers map[syntax.Grammar]*syntax.Parser

func (p parsers) close() {
	for _, one := range p {
		one.Close()
	}
}

func (p parsers) parse(g syntax.Grammar, src []byte) (*syntax.Tree, error) {
	if p[g] == nil {
		one, err := syntax.NewParser(g)
		if err != nil {
			return nil, err
		}
		p[g] = one
	}
	return p[g].Parse(src)
}

// lower brings a file into the common form; nil for SQL, which has a form of its own.
func (p parsers) lower(f *files.File, src []byte) (*tree.File, error) {
	switch f.Language {
	case "sql":
		return nil, nil
	case "html":
		return markup.Lower(src, markup.Dialect(f.Path))
	case "json", "yaml", "settings":
		return settings.Lower(f.Path, src)
	}
	t, err := p.parse(grammar(f), src)
	if err != nil {
		return nil, err
	}
	switch f.Language {
	case "python":
		return python.Lower(t), nil
	case "ruby":
		return ruby.Lower(t), nil
	case "go":
		return golang.Lower(t), nil
	case "php":
		return php.Lower(t), nil
	case "java":
		return java.Lower(t), nil
	case "shell":
		return shell.Lower(t), nil
	}
	return script.Lower(t, f.Language), nil
}

func grammar(f *files.File) syntax.Grammar {
	switch {
	case f.Language == "typescript" && path.Ext(f.Path) == ".tsx":
		return syntax.TSX
	case f.Language == "shell":
		return syntax.Shell
	}
	return syntax.Grammar(f.Language)
}
