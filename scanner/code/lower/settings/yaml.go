package settings

import (
	"bytes"
	"errors"
	"io"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/tree"
)

// readYAML reads all documents of a file. Of one with a mistake the documents before it
// are kept. Tags of templates ({{ }}, {% %}) are blanked where nothing can be read with them.
func readYAML(f *tree.File) []*tree.Node {
	src := f.Source
	docs, err := load(src)
	if err != nil {
		if blank := blanked(src); blank != nil {
			if again, failed := load(blank); failed == nil || len(again) > len(docs) {
				src, docs, err = blank, again, failed
			}
		}
	}
	if err != nil {
		f.Errors++
	}
	y := &yamlReader{position: newPosition(src), original: f.Source, scripts: newScripts(src)}
	defer y.scripts.close()
	var out []*tree.Node
	for _, d := range docs {
		if d.Kind == yaml.DocumentNode && len(d.Content) > 0 {
			out = append(out, y.node(d.Content[0]))
		}
	}
	f.Comments = y.comments()
	return out
}

// load reads the documents up to the first mistake. Nothing is expanded in nodes, so
// that the number of aliases need not be bounded.
func load(src []byte) ([]*yaml.Node, error) {
	loader, err := yaml.NewLoader(bytes.NewReader(src), yaml.WithPlugin(loaderlimits.New(
		loaderlimits.DepthValue(build.MaxDepth), loaderlimits.AliasNone())))
	if err != nil {
		return nil, err
	}
	var out []*yaml.Node
	for {
		doc := new(yaml.Node)
		if err := loader.Load(doc); err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return out, err
		}
		out = append(out, doc)
	}
}

// blanked replaces the tags of templates, by blanks where a line has nothing else and
// by _ within one; nil where there are none.
func blanked(src []byte) []byte {
	if !bytes.Contains(src, []byte("{{")) && !bytes.Contains(src, []byte("{%")) {
		return nil
	}
	out := bytes.Clone(src)
	for start := 0; start < len(out); {
		end := start + bytes.IndexByte(out[start:], '\n')
		if end < start {
			end = len(out)
		}
		line := out[start:end]
		rest := bytes.TrimLeft(bytes.TrimLeft(line, " \t"), "-")
		with := byte('_')
		if open := tagAt(rest); open == 0 && bytes.HasSuffix(bytes.TrimSpace(rest), []byte("}")) && tagEnd(rest, 0) >= len(bytes.TrimSpace(rest)) {
			with = ' '
		}
		for at := tagAt(line); at >= 0; at = tagAt(line) {
			for end := tagEnd(line, at); at < end; at++ {
				line[at] = with
			}
		}
		start = end + 1
	}
	return out
}

// tagAt finds a template's tag on a line, -1 for none.
func tagAt(line []byte) int {
	a, b := bytes.Index(line, []byte("{{")), bytes.Index(line, []byte("{%"))
	if a < 0 || b >= 0 && b < a {
		return b
	}
	return a
}

// tagEnd gives where the tag at an offset of a line ends.
func tagEnd(line []byte, at int) int {
	closing := "}}"
	if line[at+1] == '%' {
		closing = "%}"
	}
	if i := bytes.Index(line[at:], []byte(closing)); i >= 0 {
		return at + i + 2
	}
	return len(line)
}

type yamlReader struct {
	// position is that of what was parsed; original is the same with the tags of templates.
	*position
	original []byte
	depth    int
	texts    []tree.Comment // the spans of scalars, in order
	scripts  *scripts
}

func (y *yamlReader) node(n *yaml.Node) *tree.Node {
	y.depth++
	defer func() { y.depth-- }()
	start := y.offset(n.Line, n.Column)
	if y.depth > build.MaxDepth {
		return node(tree.Other, start, start, "")
	}
	switch n.Kind {
	case yaml.AliasNode:
		return node(tree.Name, start, start+1+len(n.Value), n.Value)
	case yaml.MappingNode:
		return y.mapping(n, start)
	case yaml.SequenceNode:
		out := node(tree.List, start, start, "")
		for _, c := range n.Content {
			out.Kids = append(out.Kids, y.node(c))
		}
		return y.closed(out, n, ']')
	}
	return y.scalar(n, start)
}

// closed lets a collection reach to its last kid, and to its bracket where it has one.
func (y *yamlReader) closed(out *tree.Node, n *yaml.Node, bracket byte) *tree.Node {
	for _, k := range out.Kids {
		out.End = max(out.End, k.End)
	}
	if n.Style&yaml.FlowStyle != 0 {
		at := int(out.End)
		if len(out.Kids) == 0 {
			at = y.value(at) + 1
		}
		for at < len(y.src) && bytes.IndexByte([]byte(" \t\r\n,"), y.src[at]) >= 0 {
			at++
		}
		if at < len(y.src) && y.src[at] == bracket {
			out.End = uint32(at + 1)
		}
	}
	out.End = min(out.End, uint32(len(y.src)))
	return out
}

func (y *yamlReader) mapping(n *yaml.Node, start int) *tree.Node {
	out := node(tree.Object, start, start, "")
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		k := y.node(key)
		v := y.node(value)
		end := max(k.End, v.End)
		switch {
		case key.Kind != yaml.ScalarNode:
			out.Kids = append(out.Kids, node(tree.Pair, int(k.Start), int(end), "", v, k))
		case key.Tag == "!!merge":
			out.Kids = append(out.Kids, node(tree.Spread, int(k.Start), int(end), "", v))
		default:
			name := key.Value
			if k.Kind == tree.Other {
				name = ""
			}
			out.Kids = append(out.Kids, node(tree.Pair, int(k.Start), int(end), name, v))
		}
	}
	y.scripts.ofPairs(out.Kids)
	return y.closed(out, n, '}')
}

func (y *yamlReader) scalar(n *yaml.Node, start int) *tree.Node {
	end := y.scalarEnd(n, start)
	y.texts = append(y.texts, tree.Comment{Start: uint32(start), End: uint32(end)})
	if !bytes.Equal(y.src[start:end], y.original[start:end]) {
		return node(tree.Other, start, end, "")
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		switch n.Tag {
		case "!!bool", "!!int", "!!float":
			return bare(n.Value, start, end)
		case "!!null":
			return node(tree.Null, start, end, "")
		}
	}
	return node(tree.String, start, end, n.Value)
}
