package settings

import (
	"bytes"
	"sort"
	"strings"

	"leadlint/scanner/code/lower/shell"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// scripts finds shell scripts among settings and lowers them.
type scripts struct {
	src    []byte
	parser *syntax.Parser
}

func newScripts(src []byte) *scripts { return &scripts{src: src} }

func (s *scripts) close() {
	if s.parser != nil {
		s.parser.Close()
	}
}

// lineKey says whether a key's value, and all items of a list of it, are scripts.
func lineKey(key string) bool {
	switch strings.TrimPrefix(key, "ansible.builtin.") {
	case "run", "script", "before_script", "after_script", "shell", "bash", "cmds", "commands", "pre_build", "post_build", "install":
		return true
	}
	return false
}

// wordKey says whether a key's value is a script, a list of it the words of one command.
func wordKey(key string) bool {
	switch strings.TrimPrefix(key, "ansible.builtin.") {
	case "command", "cmd", "entrypoint", "args":
		return true
	}
	return false
}

// ofPairs replaces the scripts among the Pairs of an object, but beside the name of
// another interpreter.
func (s *scripts) ofPairs(pairs []*tree.Node) {
	other := false
	for _, p := range pairs {
		if v := p.Kid(0); p.Text == "shell" && v != nil && v.Kind == tree.String {
			for _, word := range []string{"python", "pwsh", "powershell", "node", "cmd", "perl", "ruby"} {
				other = other || strings.HasPrefix(v.Text, word)
			}
		}
	}
	if other {
		return
	}
	for _, p := range pairs {
		if p.Kind != tree.Pair || !lineKey(p.Text) && !wordKey(p.Text) {
			continue
		}
		v := p.Kids[0]
		if p.Text == "shell" && (!strings.Contains(v.Text, " ") || strings.Contains(v.Text, "{0}")) {
			continue // the name of a shell, no script
		}
		if v.Kind != tree.List {
			p.Kids[0] = s.of(v)
			continue
		}
		for i, item := range v.Kids {
			if lineKey(p.Text) || strings.ContainsAny(item.Text, " \n") {
				v.Kids[i] = s.of(item)
			}
		}
	}
}

// ofPackage replaces the scripts of a package.json or composer.json.
func (s *scripts) ofPackage(documents []*tree.Node) {
	for _, d := range documents {
		for _, p := range d.Kids {
			if p.Kind != tree.Pair || p.Text != "scripts" || p.Kids[0].Kind != tree.Object {
				continue
			}
			for _, script := range p.Kids[0].Kids {
				v := script.Kids[0]
				script.Kids[0] = s.of(v)
				for i, item := range v.Kids {
					v.Kids[i] = s.of(item)
				}
			}
		}
	}
}

// of gives Other of a text and of its Block, the text itself where it is no script.
func (s *scripts) of(n *tree.Node) *tree.Node {
	if n.Kind != tree.String || len(n.Kids) > 0 || strings.TrimSpace(n.Text) == "" {
		return n
	}
	if s.parser == nil {
		p, err := syntax.NewParser(syntax.Shell)
		if err != nil {
			return n
		}
		s.parser = p
	}
	parsed, err := s.parser.Parse(withoutExpressions(n.Text))
	if err != nil {
		return n
	}
	f := shell.Lower(parsed)
	if f.Errors*8 > 7+strings.Count(n.Text, "\n") || len(f.Root.Kids) == 0 {
		return n
	}
	m := s.places(n)
	m.move(f.Root)
	return node(tree.Other, int(n.Start), int(n.End), "", n, f.Root)
}

// withoutExpressions makes variables of the ${{ }} of workflows: ${{ a.b }} is
// $___a_b___, of the same length.
func withoutExpressions(text string) []byte {
	out := []byte(text)
	for at := 0; ; {
		i := bytes.Index(out[at:], []byte("${{"))
		if i < 0 {
			return out
		}
		at += i
		end := bytes.Index(out[at:], []byte("}}"))
		if end < 0 {
			return out
		}
		for j := at + 1; j < at+end+2; j++ {
			if c := out[j]; c|0x20 < 'a' || c|0x20 > 'z' {
				if c < '0' || c > '9' {
					out[j] = '_'
				}
			}
		}
		at += end + 2
	}
}

// places turns the offsets of a script into those of the file. Where the text is not
// written in the file as it is, everything stands where the text does.
type places struct {
	text    *tree.Node
	from    []int // offsets in the script where lines begin
	to      []int // the same in the file
	visited map[*tree.Node]bool
}

func (s *scripts) places(n *tree.Node) *places {
	m := &places{text: n, visited: map[*tree.Node]bool{}}
	raw := s.src[n.Start:n.End]
	p := &position{src: s.src}
	at := p.value(int(n.Start))
	if at < int(n.End) && (s.src[at] == '|' || s.src[at] == '>') {
		m.lines(n.Text, s.src, p.content(at))
		return m
	}
	if i := bytes.Index(raw, []byte(n.Text)); i >= 0 {
		m.from, m.to = []int{0}, []int{int(n.Start) + i}
	}
	return m
}

// lines pairs the lines of a block with those of the file; it gives up where they differ.
func (m *places) lines(text string, src []byte, content [][2]int) {
	at := 0
	for i, line := range strings.SplitAfter(text, "\n") {
		if i < len(content) && strings.TrimRight(line, "\r\n") == string(bytes.TrimRight(src[content[i][0]:content[i][1]], "\r")) {
			m.from, m.to = append(m.from, at), append(m.to, content[i][0])
		} else if line != "" {
			m.from, m.to = nil, nil
			return
		}
		at += len(line)
	}
}

func (m *places) place(at uint32, end bool) uint32 {
	if len(m.from) == 0 {
		if end {
			return m.text.End
		}
		return m.text.Start
	}
	i := max(sort.SearchInts(m.from, int(at)+1)-1, 0)
	return min(max(uint32(m.to[i])+at-uint32(m.from[i]), m.text.Start), m.text.End)
}

// move sets the offsets of a script's nodes to those of the file.
func (m *places) move(n *tree.Node) {
	if n == nil || m.visited[n] {
		return
	}
	m.visited[n] = true
	n.Start, n.End = m.place(n.Start, false), m.place(n.End, true)
	n.End = max(n.End, n.Start)
	if n.Kind == tree.Name && strings.HasPrefix(n.Text, "___") {
		n.Text = strings.Trim(n.Text, "_")
	}
	for _, k := range n.Kids {
		m.move(k)
	}
}
