package observe

import "strings"

// memoLimit bounds what an Observer remembers of names and texts; a full memo is begun
// anew.
const memoLimit = 1 << 15

// name is what is known of a dotted name.
type name struct {
	dotted, leaf, owner string
	// about is what its last part is about, ownerAbout what the parts before are.
	about, ownerAbout uint64
	// noun is what the words after its verb are about: get_email, extractPhone.
	noun uint64
	// named says that a rule names it.
	named bool
	// clean says that by its words it holds no value itself: masked_email, email_count.
	clean bool
}

// environments are the subjects of what a program runs in.
const environments = AboutProduction | AboutNonProduction

// words is what is known of a constant text.
type words struct {
	subjects, hosts uint64
	named           bool
	// environment is which of production and others a short text names.
	environment uint64
}

func (t words) any() bool { return t.named || t.subjects|t.hosts != 0 }

// name looks a dotted name up; the bytes are not kept.
func (o *Observer) name(dotted []byte) *name {
	if n, ok := o.names[string(dotted)]; ok {
		return n
	}
	if len(o.names) >= memoLimit || o.names == nil {
		o.names = make(map[string]*name)
	}
	n := o.newName(string(dotted))
	o.names[n.dotted] = n
	return n
}

func (o *Observer) newName(dotted string) *name {
	n := &name{dotted: dotted}
	last := dotted
	if i := strings.LastIndexByte(dotted, '.'); i >= 0 {
		n.owner, last = dotted[:i], dotted[i+1:]
	}
	n.leaf = snake(last)
	n.about = o.lex.Subjects(dotted)
	if noun := afterVerb(last); noun != "" {
		n.noun = o.lex.Subjects(noun)
		if verb := n.leaf[:4]; verb == "get_" || verb == "set_" {
			if n.owner != "" {
				n.noun = o.lex.Subjects(n.owner + "." + noun)
			}
			n.about |= n.noun
			if verb == "get_" {
				n.about = n.noun
			}
		}
	}
	if n.owner != "" {
		n.ownerAbout = o.lex.Subjects(n.owner)
	}
	n.named = o.want != nil && o.want.Name(n.leaf, dotted)
	n.clean = cleanWords(n.leaf)
	return n
}

// text looks a constant text up.
func (o *Observer) text(s string) words {
	const short = 48
	if len(s) < 2 || len(s) > 1<<16 {
		return words{}
	}
	if len(s) > short {
		return o.newText(s)
	}
	if t, ok := o.texts[s]; ok {
		return t
	}
	if len(o.texts) >= memoLimit || o.texts == nil {
		o.texts = make(map[string]words)
	}
	t := o.newText(s)
	o.texts[s] = t
	return t
}

func (o *Observer) newText(s string) words {
	t := words{subjects: o.lex.Text(s), hosts: o.lex.Hosts(s)}
	t.named = o.want != nil && o.want.Text(s)
	if len(s) < 64 && !strings.ContainsAny(s, " \n") {
		t.environment = o.lex.Subjects(s) & environments
	}
	return t
}

// roles looks up what a call does.
func (o *Observer) roles(language, dotted string) uint64 {
	m := o.calls[language]
	if r, ok := m[dotted]; ok {
		return r
	}
	if m == nil || len(m) >= memoLimit {
		if o.calls == nil {
			o.calls = make(map[string]map[string]uint64)
		}
		m = make(map[string]uint64)
		o.calls[language] = m
	}
	r := o.lex.Roles(language, dotted)
	m[dotted] = r
	return r
}

// snake writes a name in small letters with _ between its words.
func snake(s string) string {
	change := false
	for i := range len(s) {
		if c := s[i]; c >= 'A' && c <= 'Z' || c == '-' || c == ' ' {
			change = true
			break
		}
	}
	if !change {
		return s
	}
	b := make([]byte, 0, len(s)+6)
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '-' || c == ' ':
			c = '_'
		case upper(c):
			if i > 0 && s[i-1] != '_' && s[i-1] != '-' && (!upper(s[i-1]) || i+1 < len(s) && lower(s[i+1])) {
				b = append(b, '_')
			}
			c |= 0x20
		}
		b = append(b, c)
	}
	return string(b)
}

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }
func lower(c byte) bool { return c >= 'a' && c <= 'z' }

// cleanWords says whether a name, in snake case, says that it holds no value itself.
func cleanWords(leaf string) bool {
	first, last := leaf, leaf
	if i := strings.IndexByte(leaf, '_'); i >= 0 {
		first, last = leaf[:i], leaf[strings.LastIndexByte(leaf, '_')+1:]
	}
	switch first {
	case "has", "num", "count", "n", "nb", "total", "len", "max", "min":
		return first != last
	}
	switch last {
	case "count", "counts", "len", "length", "size", "total", "num", "idx", "index", "exists", "present", "valid":
		return true
	}
	for part := range strings.SplitSeq(leaf, "_") {
		if cleaner(part) {
			return true
		}
	}
	return false
}

// cleaner says whether a word of a name says that its value is made unreadable.
func cleaner(word string) bool {
	for _, stem := range []string{"mask", "redact", "anonym", "pseudonym", "encrypt", "scrub", "obfuscat", "sha1", "sha256", "md5", "hmac", "bcrypt", "digest"} {
		if strings.HasPrefix(word, stem) {
			return true
		}
	}
	return word == "hash" || word == "hashed" || word == "hashes" || word == "cipher" || word == "ciphertext"
}

// afterVerb gives what stands after the first word of a name, empty where that is none
// of the verbs of reading and making.
func afterVerb(last string) string {
	i := 1
	for i < len(last) && last[i] != '_' && !upper(last[i]) {
		i++
	}
	if i >= len(last) || i < 2 || !gives(strings.ToLower(last[:i])) && !strings.EqualFold(last[:i], "set") {
		return ""
	}
	return strings.TrimLeft(last[i:], "_")
}

// lastPart gives what stands after the last dot.
func lastPart(dotted string) string { return dotted[strings.LastIndexByte(dotted, '.')+1:] }
