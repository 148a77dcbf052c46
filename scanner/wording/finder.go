package wording

// Finder finds every phrase of a set in one pass over a text, by the method of
// Aho and Corasick ("Efficient string matching", CACM 1975). It is never changed
// after it is built and may be shared. States are rows of a table, one column a
// class of bytes.
type Finder struct {
	class [256]uint8
	width int
	table []int32
	out   []int32   // state -> index in sets, -1 for none
	sets  [][]int32 // phrases that end in a state, longest first
}

// NewFinder builds the finder of phrases; the index of each is its number. An
// empty phrase is never found.
func NewFinder(phrases []string) *Finder {
	a := &Finder{width: 1}
	for _, p := range phrases {
		for i := range len(p) {
			if a.class[p[i]] == 0 {
				a.class[p[i]] = uint8(a.width)
				a.width++
			}
		}
	}
	a.trie(phrases)
	a.link()
	return a
}

func (a *Finder) state() int32 {
	a.table = append(a.table, make([]int32, a.width)...)
	a.out = append(a.out, -1)
	return int32(len(a.out) - 1)
}

func (a *Finder) trie(phrases []string) {
	a.state()
	for id, p := range phrases {
		if p == "" {
			continue
		}
		s := int32(0)
		for i := range len(p) {
			at := int(s)*a.width + int(a.class[p[i]])
			next := a.table[at]
			if next == 0 {
				next = a.state()
				a.table[at] = next
			}
			s = next
		}
		if a.out[s] < 0 {
			a.out[s] = int32(len(a.sets))
			a.sets = append(a.sets, nil)
		}
		set := &a.sets[a.out[s]]
		*set = append(*set, int32(id))
	}
}

// link turns the trie into the automaton, breadth first: a missing step is
// the step of the longest proper suffix.
func (a *Finder) link() {
	fail := make([]int32, len(a.out))
	queue := []int32{}
	for c := range a.width {
		if s := a.table[c]; s != 0 {
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		a.inherit(s, fail[s])
		for c := range a.width {
			at, back := int(s)*a.width+c, a.table[int(fail[s])*a.width+c]
			if next := a.table[at]; next != 0 {
				fail[next] = back
				queue = append(queue, next)
			} else {
				a.table[at] = back
			}
		}
	}
}

// inherit gives a state the phrases of its longest suffix too.
func (a *Finder) inherit(s, from int32) {
	if a.out[from] < 0 {
		return
	}
	if a.out[s] < 0 {
		a.out[s] = a.out[from]
		return
	}
	own := a.sets[a.out[s]]
	a.sets = append(a.sets, append(append([]int32{}, own...), a.sets[a.out[from]]...))
	a.out[s] = int32(len(a.sets) - 1)
}

// Each calls f for every phrase found, with the offset of its end, in the order
// of their ends and the longest first. A phrase that is part of another is found
// too.
func (a *Finder) Each(text []byte, f func(phrase int32, end int)) {
	s := int32(0)
	for i, c := range text {
		s = a.table[int(s)*a.width+int(a.class[c])]
		if o := a.out[s]; o >= 0 {
			for _, p := range a.sets[o] {
				f(p, i+1)
			}
		}
	}
}
