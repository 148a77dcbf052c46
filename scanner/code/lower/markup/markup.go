// Package markup brings pages and templates into the common form of package tree:
// HTML, and HTML with the tags of template languages in it. The tags are blanked to
// the same length before the grammar of HTML reads the page, and what was put in by
// them is put back as expressions at its place.
package markup

import (
	"fmt"
	"path"
	"strings"

	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// dialects are the dialects by the ending of a file's name, longer endings first.
var dialects = [...]struct{ ending, dialect string }{
	{".blade.php", "blade"}, {".html.erb", "erb"}, {".html.ejs", "ejs"},
	{".html", "html"}, {".htm", "html"}, {".xhtml", "html"}, {".gohtml", "html"}, {".tmpl", "html"},
	{".vue", "vue"}, {".svelte", "svelte"}, {".erb", "erb"}, {".rhtml", "erb"}, {".ejs", "ejs"},
	{".twig", "twig"}, {".jinja", "twig"}, {".jinja2", "twig"}, {".j2", "twig"}, {".njk", "twig"}, {".nunjucks", "twig"},
	{".liquid", "twig"}, {".hbs", "handlebars"}, {".handlebars", "handlebars"}, {".mustache", "handlebars"},
	{".jsp", "jsp"}, {".jspf", "jsp"}, {".jspx", "jsp"}, {".tag", "jsp"}, {".phtml", "phtml"},
}

// Dialect gives the dialect that a file is written in, by the ending of its name: html
// (also with the tags of Django, Jinja, Go or Angular in it), vue, svelte, erb, ejs,
// twig (also Jinja, Nunjucks, Liquid), handlebars (also Mustache), blade, jsp, phtml.
// It is empty for files of other endings.
func Dialect(name string) string {
	base := strings.ToLower(path.Base(name))
	for _, d := range dialects {
		if strings.HasSuffix(base, d.ending) {
			return d.dialect
		}
	}
	return ""
}

// Reader lowers pages and keeps the parsers for it. It belongs to one goroutine.
type Reader struct {
	parsers map[syntax.Grammar]*syntax.Parser
}

// NewReader makes a Reader, which makes its parsers when they are first needed.
func NewReader() *Reader { return &Reader{parsers: map[syntax.Grammar]*syntax.Parser{}} }

// Close frees the parsers.
func (r *Reader) Close() {
	for _, p := range r.parsers {
		p.Close()
	}
	clear(r.parsers)
}

// Lower is Reader.Lower with a Reader of its own.
func Lower(src []byte, dialect string) (*tree.File, error) {
	r := NewReader()
	defer r.Close()
	return r.Lower(src, dialect)
}

// Lower brings a page into the common form; dialect is one that Dialect gives. The
// File's language is html.
//
// Beyond what package tree says of every language:
//   - An attribute whose value is one expression and nothing else has that expression
//     as its value; one with text beside it, a String with kids.
//   - An attribute that stands there under a condition only ({% if x %}checked{% endif %},
//     @checked(x)) has the condition as its value where it has none of its own, else a
//     Choice.
//   - if, unless and each of templates, and v-if and v-for, are If and Loop around the
//     elements where they begin and end in the same element; where not, what they hold
//     stands there without them.
//   - A filter (x|mask) is a Call of the filter's name with what it is applied to.
//   - JavaScript in a script element stands as kids of the Element after its
//     attributes; that of the script sections of vue and svelte stands in the Root.
//     Scripts of other types, and styles, are left out.
//
// The error says that there is no such dialect, or that the text is too hard to parse
// (syntax.ErrTooHard); mistakes in the text are only counted.
func (r *Reader) Lower(src []byte, dialect string) (*tree.File, error) {
	d, ok := describe(dialect, src)
	if !ok {
		return nil, fmt.Errorf("there is no dialect %q of pages", dialect)
	}
	masked, tags := mask(src, d)
	parsed, err := r.parse(syntax.HTML, masked)
	if err != nil {
		return nil, err
	}
	p := &page{reader: r, dialect: d, source: src, masked: masked, tags: tags, t: parsed}
	root := &tree.Node{Kind: tree.Block, End: uint32(len(src))}
	if parsed.Len() > 0 {
		root.Kids = p.content(0, uint32(len(src)), 0)
	}
	f := &tree.File{Language: "html", Source: src, Root: root, Comments: p.comments, Errors: parsed.Errors() + p.errors}
	for _, c := range parsed.Comments() {
		f.Comments = append(f.Comments, tree.Comment{Start: parsed.Start(c), End: parsed.End(c)})
	}
	sortComments(f.Comments)
	return f, p.err
}

func (r *Reader) parse(g syntax.Grammar, src []byte) (*syntax.Tree, error) {
	p := r.parsers[g]
	if p == nil {
		var err error
		if p, err = syntax.NewParser(g); err != nil {
			return nil, err
		}
		r.parsers[g] = p
	}
	return p.Parse(src)
}
