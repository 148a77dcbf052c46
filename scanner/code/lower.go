package code

import (
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

// parsers holds a parser a grammar, made when the first file of it is met, and a reader of
// pages. It belongs to one goroutine.
type parsers struct {
	of   map[syntax.Grammar]*syntax.Parser
	page *markup.Reader
}

func newParsers() *parsers { return &parsers{of: map[syntax.Grammar]*syntax.Parser{}} }

func (p *parsers) close() {
	for _, one := range p.of {
		one.Close()
	}
	if p.page != nil {
		p.page.Close()
	}
}

func (p *parsers) parse(g syntax.Grammar, src []byte) (*syntax.Tree, error) {
	if p.of[g] == nil {
		one, err := syntax.NewParser(g)
		if err != nil {
			return nil, err
		}
		p.of[g] = one
	}
	return p.of[g].Parse(src)
}

func (p *parsers) pages(src []byte, dialect string) (*tree.File, error) {
	if p.page == nil {
		p.page = markup.NewReader()
	}
	return p.page.Lower(src, dialect)
}

// lower brings a file into the common form; nil for SQL, which has a form of its own.
func (p *parsers) lower(f *files.File, src []byte) (*tree.File, error) {
	switch f.Language {
	case "sql":
		return nil, nil
	case "html":
		return p.pages(src, markup.Dialect(f.Path))
	case "json", "yaml", "settings":
		return settings.Lower(f.Path, src)
	}
	t, err := p.parse(grammar(f), src)
	if err != nil {
		return nil, err
	}
	return p.withPages(program(f, t), src)
}

func program(f *files.File, t *syntax.Tree) *tree.File {
	switch f.Language {
	case "python":
		return python.Lower(t)
	case "ruby":
		return ruby.Lower(t)
	case "go":
		return golang.Lower(t)
	case "php":
		return php.Lower(t)
	case "java":
		return java.Lower(t)
	case "shell":
		return shell.Lower(t)
	}
	return script.Lower(t, f.Language)
}

func grammar(f *files.File) syntax.Grammar {
	switch {
	case f.Dialect == "tsx":
		return syntax.TSX
	case f.Language == "shell":
		return syntax.Shell
	}
	return syntax.Grammar(f.Language)
}
