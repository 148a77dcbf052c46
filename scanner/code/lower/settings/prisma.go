package settings

import (
	"bytes"
	"strings"

	"leadlint/scanner/code/tree"
)

// prisma reads a schema of Prisma: a Class for each model, with a Field for each column
// that holds a value of its own. Fields that stand for other models are left out.
type prisma struct {
	f      *tree.File
	models map[string]bool
	class  *tree.Node
	other  bool // in a block that is no model
}

func readPrisma(f *tree.File) []*tree.Node {
	p := prisma{f: f, models: map[string]bool{}}
	for line := range bytes.Lines(f.Source) {
		if kind, name := prismaHead(string(line)); kind == "model" || kind == "view" || kind == "type" {
			p.models[name] = true
		}
	}
	var kids []*tree.Node
	at := 0
	for line := range bytes.Lines(f.Source) {
		if k := p.line(string(line), at); k != nil {
			kids = append(kids, k)
		}
		at += len(line)
	}
	return kids
}

// prismaHead gives the kind and name of the block that a line begins.
func prismaHead(line string) (kind, name string) {
	words := strings.Fields(line)
	if len(words) < 3 || words[2] != "{" {
		return "", ""
	}
	return words[0], words[1]
}

// line reads one line, which begins at an offset; it gives the class that the line begins.
func (p *prisma) line(line string, at int) *tree.Node {
	if c := commentIn(line); c >= 0 {
		end := at + len(strings.TrimRight(line, "\r\n"))
		p.f.Comments = append(p.f.Comments, tree.Comment{Start: uint32(at + c), End: uint32(end)})
		line = line[:c]
	}
	text := strings.TrimSpace(line)
	at += strings.Index(line, text)
	if kind, name := prismaHead(text); kind != "" {
		p.class, p.other = nil, !p.models[name] || kind == "enum"
		if p.other {
			return nil
		}
		entity := node(tree.Decorator, at, at+len(text), "entity")
		p.class = node(tree.Class, at, at+len(text), name, entity)
		return p.class
	}
	switch {
	case text == "":
	case text == "}":
		if p.class != nil {
			p.class.End = uint32(at + 1)
		}
		p.class, p.other = nil, false
	case p.class == nil:
		if !p.other {
			p.f.Errors++
		}
	case strings.HasPrefix(text, "@@"):
		if name, argument := attributeOf(text[2:]); name == "map" && p.class.Kids[0].Kids == nil {
			p.class.Kids[0].Kids = []*tree.Node{p.value(argument, at)}
		}
	default:
		p.field(text, at)
	}
	return nil
}

// commentIn gives where a comment begins, -1 for none; // in a text begins none.
func commentIn(line string) int {
	quoted := false
	for i := 0; i+1 < len(line); i++ {
		switch {
		case line[i] == '\\' && quoted:
			i++
		case line[i] == '"':
			quoted = !quoted
		case line[i] == '/' && line[i+1] == '/' && !quoted:
			return i
		}
	}
	return -1
}

func (p *prisma) field(text string, at int) {
	words := strings.Fields(text)
	if len(words) < 2 {
		p.f.Errors++
		return
	}
	typ := strings.TrimRight(words[1], "?[]")
	if p.models[typ] {
		return
	}
	f := node(tree.Field, at, at+len(text), words[0])
	f.Type = strings.ToLower(typ)
	options := node(tree.Object, at, at+len(text), "")
	option := func(name string, v *tree.Node) {
		options.Kids = append(options.Kids, node(tree.Pair, at, at+len(text), name, v))
	}
	if typ == words[1] {
		option("required", node(tree.True, at, at, "true"))
	}
	for rest := text; ; {
		i := strings.Index(rest, " @")
		if i < 0 {
			break
		}
		rest = rest[i+2:]
		switch name, argument := attributeOf(rest); name {
		case "default":
			option("default", p.value(argument, at))
		case "unique", "id":
			option("unique", node(tree.True, at, at, "true"))
		case "updatedAt":
			option("onupdate", node(tree.True, at, at, "true"))
		}
	}
	f.Kids = []*tree.Node{node(tree.Decorator, at, at+len(text), "column", options)}
	p.class.Kids = append(p.class.Kids, f)
}

// attributeOf gives the name of an attribute and what stands in its brackets.
func attributeOf(s string) (name, argument string) {
	end := strings.IndexAny(s, "( \t")
	if end < 0 {
		return s, ""
	}
	name = s[:end]
	if s[end] != '(' {
		return name, ""
	}
	depth, quoted := 0, false
	for i := end; i < len(s); i++ {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case quoted:
		case s[i] == '(':
			depth++
		case s[i] == ')':
			if depth--; depth == 0 {
				return name, strings.TrimSpace(s[end+1 : i])
			}
		}
	}
	return name, strings.TrimSpace(s[end+1:])
}

// value reads what a column begins with: a constant, or a function that gives it.
func (p *prisma) value(s string, at int) *tree.Node {
	end := at + len(s)
	s = strings.TrimPrefix(s, "name:")
	s = strings.TrimSpace(s)
	switch {
	case s == "true":
		return node(tree.True, at, end, s)
	case s == "false":
		return node(tree.False, at, end, s)
	case strings.HasPrefix(s, `"`):
		return node(tree.String, at, end, strings.Trim(s, `"`))
	case s != "" && (s[0] >= '0' && s[0] <= '9' || s[0] == '-'):
		return node(tree.Number, at, end, s)
	case strings.HasSuffix(s, ")"):
		name, argument := attributeOf(s)
		call := node(tree.Call, at, end, "", node(tree.Name, at, end, name))
		if argument != "" {
			call.Kids = append(call.Kids, p.value(argument, at))
		}
		return call
	}
	return node(tree.String, at, end, s) // a member of an enum
}
