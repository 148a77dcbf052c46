package wording

// Finder finds every phrase of a set in one pass over a text, by the method of
// Aho and Corasick ("Efficient string matching", CACM 1975). It is never changed
// after it is built and may be shared.
//
// States keep only the steps of the trie, and the state to go on from where there
// is none; a language's thousands of wordings so take a few hundred kilobytes. The
// first state, where most letters of a text are met, has a step for every byte.
type Finder struct {
	root  [256]int32
	first []int32 // state -> its first edge; one more than there are states
	edges []edge
	fail  []int32
	out   []int32   // state -> index in sets, -1 for none
	sets  [][]int32 // phrases that end in a state, longest first
}

// edge is one step: the byte and the state it leads to.
type edge struct {
	to int32
	by byte
}

// NewFinder builds the finder of phrases; the index of each is its number. An
// empty phrase is never found.
func NewFinder(phrases []string) *Finder {
	f := &Finder{}
	f.link(f.trie(phrases))
	return f
}

// trie makes the states; it gives the steps of each.
func (f *Finder) trie(phrases []string) [][]edge {
	steps := [][]edge{nil}
	f.out = []int32{-1}
	for id, p := range phrases {
		if p == "" {
			continue
		}
		s := int32(0)
		for i := range len(p) {
			next := step(steps[s], p[i])
			if next == 0 {
				next = int32(len(steps))
				steps[s] = append(steps[s], edge{next, p[i]})
				steps, f.out = append(steps, nil), append(f.out, -1)
			}
			s = next
		}
		if f.out[s] < 0 {
			f.out[s] = int32(len(f.sets))
			f.sets = append(f.sets, nil)
		}
		set := &f.sets[f.out[s]]
		*set = append(*set, int32(id))
	}
	return steps
}

// step gives where a byte leads, 0 when nowhere.
func step(edges []edge, by byte) int32 {
	for i := range edges {
		if edges[i].by == by {
			return edges[i].to
		}
	}
	return 0
}

// link finds, breadth first, the state of the longest proper suffix of each state,
// and lays the steps out in one table.
func (f *Finder) link(steps [][]edge) {
	f.fail = make([]int32, len(steps))
	queue := make([]int32, 0, len(steps))
	for _, e := range steps[0] {
		f.root[e.by] = e.to
		queue = append(queue, e.to)
	}
	for at := 0; at < len(queue); at++ {
		s := queue[at]
		f.inherit(s, f.fail[s])
		for _, e := range steps[s] {
			f.fail[e.to] = f.after(steps, f.fail[s], e.by)
			queue = append(queue, e.to)
		}
	}
	f.first = make([]int32, len(steps)+1)
	f.edges = make([]edge, 0, len(steps))
	for s, list := range steps {
		f.first[s] = int32(len(f.edges))
		f.edges = append(f.edges, list...)
	}
	f.first[len(steps)] = int32(len(f.edges))
}

// after gives the state that a byte leads to from s or from the longest suffix of it
// that has such a step.
func (f *Finder) after(steps [][]edge, s int32, by byte) int32 {
	for s != 0 {
		if next := step(steps[s], by); next != 0 {
			return next
		}
		s = f.fail[s]
	}
	return f.root[by]
}

// inherit gives a state the phrases of its longest suffix too.
func (f *Finder) inherit(s, from int32) {
	if f.out[from] < 0 {
		return
	}
	if f.out[s] < 0 {
		f.out[s] = f.out[from]
		return
	}
	own := f.sets[f.out[s]]
	f.sets = append(f.sets, append(append([]int32{}, own...), f.sets[f.out[from]]...))
	f.out[s] = int32(len(f.sets) - 1)
}

// Each calls found for every phrase found, with the offset of its end, in the order
// of their ends and the longest first. A phrase that is part of another is found
// too.
func (f *Finder) Each(text []byte, found func(phrase int32, end int)) {
	s := int32(0)
	for i, c := range text {
		for s != 0 {
			if next := step(f.edges[f.first[s]:f.first[s+1]], c); next != 0 {
				s = next
				break
			}
			if s = f.fail[s]; s == 0 {
				s = f.root[c]
				break
			}
		}
		if s == 0 {
			s = f.root[c]
		}
		if o := f.out[s]; o >= 0 {
			for _, p := range f.sets[o] {
				found(p, i+1)
			}
		}
	}
}
