// Package strict decodes YAML files that people write. It tells every problem
// at once (unknown and repeated keys, wrong types), each with its file, line
// and column, the source line, and the nearest known name; and it lets callers
// report what they find themselves at the same places.
//
// Anchors, aliases, merge keys and tags are refused, and so is more than one
// document: a file means what it says where it says it.
package strict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

const (
	// maxBytes and maxDepth bound what is read at all.
	maxBytes = 8 << 20
	maxDepth = 64
)

// parse reads the one document of a file. A nil node with no problem noted is
// an empty file.
func parse(file string, data []byte, text *source, problems *Collector) *yaml.Node {
	at := Pos{File: file}
	if len(data) > maxBytes {
		problems.Add(at, "the file has %d bytes; at most %d are read", len(data), maxBytes)
		return nil
	}
	if !utf8.Valid(data) {
		at.Line = 1 + bytes.Count(validPrefix(data), []byte("\n"))
		problems.Add(at, "the file is not UTF-8 text; save it as UTF-8")
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(data), yaml.WithPlugin(loaderlimits.New(
		loaderlimits.DepthFunc(checkDepth))))
	if err != nil {
		problems.AddError(at, err)
		return nil
	}
	var doc yaml.Node
	if err := loader.Load(&doc); err != nil {
		if !errors.Is(err, io.EOF) {
			syntax(at, text, err, problems)
		}
		return nil
	}
	var second yaml.Node
	switch err := loader.Load(&second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		syntax(at, text, err, problems)
		return nil
	default:
		problems.Add(newPos(file, text, &second), "a second document starts here; only one is allowed")
	}
	node := &doc
	if node.Kind == yaml.DocumentNode {
		if len(node.Content) == 0 {
			return nil
		}
		node = node.Content[0]
	}
	return node
}

func validPrefix(data []byte) []byte {
	n := 0
	for n < len(data) {
		r, size := utf8.DecodeRune(data[n:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		n += size
	}
	return data[:n]
}

func checkDepth(depth int, _ *yaml.DepthContext) error {
	if depth > maxDepth {
		return fmt.Errorf("nested more than %d levels deep", maxDepth)
	}
	return nil
}

// syntax notes an error of the YAML reader at its place.
func syntax(at Pos, text *source, err error, problems *Collector) {
	at.text, at.width = text, 1
	var many *yaml.LoadErrors
	var one *yaml.LoadError
	switch {
	case errors.As(err, &one):
	case errors.As(err, &many) && len(many.Errors) > 0:
		one = many.Errors[0]
	default:
		problems.Add(at, "not valid YAML: %s", err)
		return
	}
	at.Line, at.Col = one.Mark.Line, one.Mark.Column
	msg := strings.TrimSuffix(one.Message, ".")
	if one.ContextMsg != "" {
		msg = one.ContextMsg + ": " + msg
	}
	problems.Add(at, "not valid YAML: %s", msg)
}

// check refuses what the package does not allow anywhere in a document.
func check(file string, text *source, n *yaml.Node, problems *Collector) {
	at := newPos(file, text, n)
	switch {
	case n.Kind == yaml.AliasNode:
		problems.Add(at, "aliases are not allowed; write the value out")
		return
	case n.Anchor != "":
		problems.Add(at, "anchors are not allowed; write the value out where it is needed")
	case n.Style&yaml.TaggedStyle != 0:
		problems.Add(at, "tags are not allowed; remove %q", n.Tag)
	}
	if n.Kind != yaml.MappingNode {
		for _, c := range n.Content {
			check(file, text, c, problems)
		}
		return
	}
	first := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		check(file, text, value, problems)
		at := newPos(file, text, key)
		switch {
		case key.Kind != yaml.ScalarNode:
			problems.Add(at, "expected a name as key, found %s", describe(key))
		case key.Tag == "!!merge":
			problems.Add(at, "merge keys are not allowed; write the values out")
		case first[key.Value] > 0:
			problems.Add(at, "duplicate key %q; it stands on line %d already", key.Value, first[key.Value])
		default:
			first[key.Value] = max(key.Line, 1)
		}
		if key.Kind == yaml.ScalarNode && key.Anchor != "" {
			problems.Add(at, "anchors are not allowed; write the value out where it is needed")
		}
	}
}

// describe says what a node is, for "expected …, found …".
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "keys and values"
	case yaml.AliasNode:
		return "an alias"
	}
	if n.Tag == "!!null" {
		return "nothing"
	}
	text := []rune(n.Value)
	if len(text) > 40 {
		text = append(text[:39], '…')
	}
	return fmt.Sprintf("%q", string(text))
}
