package markup

import (
	"leadlint/scanner/code/lower/build"
	"leadlint/scanner/code/syntax"
	"leadlint/scanner/code/tree"
)

// longest is the number of branches and of levels of conditions that are told apart;
// beyond it, what they hold stands there without them.
const longest = 200

// branch is one way of a condition: what is reached under it; a nil condition is else.
type branch struct {
	condition *tree.Node
	kids      []*tree.Node
	start     uint32
}

// frame is something opened that waits for its end.
type frame struct {
	said     *meaning
	branches []branch
	start    uint32
	element  *tree.Node // put together from tags; nil for what templates open
}

// flow gathers the content of an element: a stack of what is open, the content itself
// at the bottom.
type flow struct {
	p      *page
	frames []frame
	noText bool
	// chain is the If of v-if to which v-else belongs, with its length.
	chain  *tree.Node
	length int
}

func (f *flow) add(nodes ...*tree.Node) {
	if len(nodes) == 0 {
		return
	}
	f.chain = nil
	top := &f.frames[len(f.frames)-1]
	if len(top.branches) == 0 {
		top.branches = []branch{{}}
	}
	b := &top.branches[len(top.branches)-1]
	b.kids = append(b.kids, nodes...)
}

// gap adds the text and the tags between two offsets.
func (f *flow) gap(start, end uint32) {
	if start >= end {
		return
	}
	from, to := f.p.between(start, end)
	for i := from; i < to; i++ {
		t := &f.p.tags[i]
		f.text(start, t.start)
		f.tag(i)
		start = t.end
	}
	f.text(start, end)
}

func (f *flow) text(start, end uint32) {
	if start >= end || f.noText {
		return
	}
	if s := visible(string(f.p.masked[start:end])); s != "" {
		f.add(f.p.node(tree.String, start, end, s))
	}
}

// tag lets a tag have its effect.
func (f *flow) tag(i int) {
	t, m := &f.p.tags[i], f.p.said(i)
	f.add(m.nodes0()...)
	switch m.role {
	case opens, loops, wraps, holds:
		f.frames = append(f.frames, frame{said: m, start: t.start, branches: []branch{{condition: m.condition, start: t.start}}})
		f.p.depth++
		f.chain = nil
	case turns:
		top := &f.frames[len(f.frames)-1]
		if top.said != nil && (top.said.role == opens || top.said.role == loops) && (m.word == "" || m.word == top.said.word || m.condition == nil) {
			top.branches = append(top.branches, branch{condition: m.condition, start: t.start})
		}
	case closes:
		f.end(m.word, t.end)
	}
}

// nodes0 gives the nodes that stand before what the tag opens.
func (m *meaning) nodes0() []*tree.Node {
	if m.role == wraps {
		return nil
	}
	return m.nodes
}

// end closes what was opened last under a word; what was opened since and not closed
// stands there without its condition.
func (f *flow) end(word string, at uint32) {
	found := len(f.frames) - 1
	for ; found > 0; found-- {
		if top := f.frames[found]; top.element == nil && (word == "" || top.said.word == word) {
			break
		}
	}
	if found == 0 {
		return
	}
	for len(f.frames)-1 > found {
		f.dissolve()
	}
	deep := f.p.depth > build.MaxDepth || len(f.frames) > longest
	top := f.pop()
	if deep || len(top.branches) > longest {
		f.add(flat(top)...)
		return
	}
	f.add(f.built(top, at)...)
}

func (f *flow) pop() frame {
	top := f.frames[len(f.frames)-1]
	f.frames = f.frames[:len(f.frames)-1]
	f.p.depth--
	return top
}

// dissolve takes what is open last away and keeps what it holds.
func (f *flow) dissolve() {
	top := f.pop()
	switch {
	case top.element != nil:
		top.element.Kids = append(top.element.Kids, flat(top)...)
		for _, k := range top.element.Kids {
			top.element.End = max(top.element.End, k.End)
		}
		f.add(top.element)
		return
	case top.said.role == wraps:
		f.add(top.said.nodes...)
	}
	f.add(flat(top)...)
}

// open begins an element whose end the grammar did not find.
func (f *flow) open(tag syntax.Node, closed bool) {
	attributes, _ := f.p.attributes(tag)
	el := f.p.node(tree.Element, f.p.t.Start(tag), f.p.t.End(tag), f.p.tag(tag), attributes...)
	if closed || void(el.Text) || f.p.depth > build.MaxDepth || len(f.frames) > longest {
		f.add(el)
		return
	}
	f.frames = append(f.frames, frame{element: el, start: el.Start})
	f.p.depth++
	f.chain = nil
}

// shut ends an element that open began, unless a condition stands open in it.
func (f *flow) shut(name string, at uint32) {
	for i := len(f.frames) - 1; i > 0 && f.frames[i].element != nil; i-- {
		if f.frames[i].element.Text != name {
			continue
		}
		f.frames[i].element.End = at
		for len(f.frames) > i {
			f.dissolve()
		}
		return
	}
}

func flat(top frame) []*tree.Node {
	var out []*tree.Node
	for _, b := range top.branches {
		out = append(out, b.kids...)
	}
	return out
}

// built makes the If, Loop or Call of what was opened and is now closed.
func (f *flow) built(top frame, end uint32) []*tree.Node {
	block := func(b branch) *tree.Node { return f.p.node(tree.Block, b.start, end, "", b.kids...) }
	switch top.said.role {
	case opens:
		var out *tree.Node
		for i := len(top.branches) - 1; i >= 0; i-- {
			b := top.branches[i]
			if b.condition == nil {
				out = block(b)
				continue
			}
			out = f.p.node(tree.If, b.start, end, "", b.condition, block(b), out)
		}
		return []*tree.Node{out}
	case loops:
		loop := f.p.node(tree.Loop, top.start, end, "", top.said.condition, top.said.variable, block(top.branches[0]))
		if len(top.branches) > 1 {
			return append([]*tree.Node{loop}, flat(frame{branches: top.branches[1:]})...)
		}
		return []*tree.Node{loop}
	case wraps:
		given := f.p.node(tree.Function, top.start, end, "")
		for _, name := range top.said.params {
			given.Kids = append(given.Kids, f.p.node(tree.Param, top.start, end, name, nil))
		}
		given.Kids = append(given.Kids, block(top.branches[0]))
		nodes := top.said.nodes
		call := nodes[len(nodes)-1]
		if call.Kind != tree.Call {
			call = f.p.node(tree.Call, call.Start, call.End, "", call)
		}
		call.Kids, call.End = append(call.Kids, given), end
		return append(nodes[:len(nodes)-1:len(nodes)-1], call)
	}
	return flat(top)
}

// finish gives the content; what is still open stands there without its condition.
func (f *flow) finish() []*tree.Node {
	for len(f.frames) > 1 {
		f.dissolve()
	}
	return flat(f.frames[0])
}
