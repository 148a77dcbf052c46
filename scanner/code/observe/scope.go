package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// fileInfo is what is known of a file before it is walked.
type fileInfo struct {
	// aliases resolve names that imports bring in.
	aliases map[string]string
	// modules are the names under which JavaScript brings in what a module gives as a
	// whole, which are kept as written.
	modules map[string]string
	// globals are the names assigned at the top of the file; those assigned once can be
	// read anywhere in it.
	globals map[string]*constant
	classes map[string]*class
	// hooks are the functions that a macro or call runs whenever a record is saved.
	hooks map[string]bool
	// labels are the texts of labels by the id they are for.
	labels map[string]string
	// begins are the names of state that begins as true: useState(true), ref(true),
	// data() { return {x: true} }.
	begins map[string]bool
	// models are the names imported from where a project keeps its models.
	models map[string]bool
	// gives is where what a function of the file gives back comes from.
	gives map[string]uint64
}

// constant is a name that may be assigned once.
type constant struct {
	value *tree.Node
	typ   string
	times int
	busy  bool
	known *val
}

// class is a class of the file.
type class struct {
	name    string
	bases   []string
	fields  map[string]*constant
	order   []string
	members uint64
	node    *tree.Node
}

// survey reads what is declared in a file, wherever it stands.
func survey(w *walker) *fileInfo {
	s := &surveyor{w: w, info: &fileInfo{aliases: map[string]string{}, modules: map[string]string{}, globals: map[string]*constant{}, classes: map[string]*class{}, hooks: map[string]bool{}, labels: map[string]string{}, begins: map[string]bool{}, models: map[string]bool{}, gives: map[string]uint64{}}}
	s.visit(w.f.Root, nil, false)
	for _, c := range s.info.classes {
		for _, f := range c.order {
			c.members |= w.o.name([]byte(f)).about
		}
	}
	return s.info
}

type surveyor struct {
	w    *walker
	info *fileInfo
}

// visit goes through the tree; inside says that it is in a function.
func (s *surveyor) visit(n *tree.Node, c *class, inside bool) {
	if n == nil {
		return
	}
	switch n.Kind {
	case tree.Import:
		s.imports(n)
		return
	case tree.Class:
		c = s.class(n)
		inside = false
	case tree.Function:
		inside = true
		s.gives(n, n.Text)
		if n.Text == "data" {
			s.state(n.Kid(len(n.Kids) - 1))
		}
	case tree.Field:
		s.field(n, c)
	case tree.Assign:
		s.assign(n, c, inside)
		s.begins(n.Kid(0), n.Kid(1))
		if to, f := n.Kid(0), n.Kid(1); to != nil && to.Kind == tree.Name && f != nil && f.Kind == tree.Function {
			s.gives(f, to.Text)
		}
	case tree.Call:
		s.call(n)
	case tree.Element:
		if n.Text == "label" {
			s.label(n)
		}
	}
	for _, k := range n.Kids {
		s.visit(k, c, inside)
	}
}

func (s *surveyor) class(n *tree.Node) *class {
	c := &class{name: n.Text, bases: n.Types, fields: map[string]*constant{}, node: n}
	if s.info.classes[n.Text] == nil {
		s.info.classes[n.Text] = c
	}
	return c
}

func (s *surveyor) field(n *tree.Node, c *class) {
	if c == nil {
		return
	}
	var value *tree.Node
	if last := len(n.Kids) - 1; last >= 0 && n.Kids[last] != nil && n.Kids[last].Kind != tree.Decorator {
		value = n.Kids[last]
	}
	c.set(n.Text, value, n.Type)
}

func (c *class) set(name string, value *tree.Node, typ string) {
	k := c.fields[name]
	if k == nil {
		k = &constant{}
		c.fields[name] = k
		c.order = append(c.order, name)
	}
	k.times++
	if value != nil {
		k.value = value
	}
	if typ != "" {
		k.typ = typ
	}
}

func (s *surveyor) assign(n *tree.Node, c *class, inside bool) {
	to, value := n.Kid(0), n.Kid(1)
	if to == nil {
		return
	}
	if to.Kind == tree.Member && c != nil && isSelf(to.Kid(0)) {
		c.set(to.Text, value, n.Type)
		return
	}
	if to.Kind != tree.Name {
		return
	}
	if c != nil && !inside {
		c.set(to.Text, value, n.Type)
		return
	}
	if inside {
		return
	}
	k := s.info.globals[to.Text]
	if k == nil {
		k = &constant{}
		s.info.globals[to.Text] = k
	}
	k.times++
	if n.Text != "=" && n.Text != ":=" && n.Text != "" {
		k.times++
	}
	if value != nil {
		k.value = value
	}
	if n.Type != "" {
		k.typ = n.Type
	}
}

// begins notes state that a call makes with a value to begin with.
func (s *surveyor) begins(to, value *tree.Node) {
	if to == nil || value == nil || value.Kind != tree.Call || len(value.Kids) != 2 || value.Kids[0] == nil {
		return
	}
	first := value.Kids[1]
	if first == nil {
		return
	}
	switch value.Kids[0].Text {
	case "useState", "ref", "reactive", "signal", "createSignal", "writable", "FormControl":
		if first.Kind != tree.True {
			s.state(first)
			return
		}
		if to.Kind == tree.List && to.Kid(0) != nil {
			to = to.Kids[0]
		}
		if to.Kind == tree.Name {
			s.info.begins[to.Text] = true
		}
	}
}

// state notes what of an object that holds the state of a page begins as true.
func (s *surveyor) state(n *tree.Node) {
	for range 4 {
		if n == nil || n.Kind == tree.Object || len(n.Kids) == 0 {
			break
		}
		n = n.Kids[len(n.Kids)-1]
	}
	if n == nil || n.Kind != tree.Object {
		return
	}
	for _, p := range n.Kids {
		if p == nil || p.Kind != tree.Pair || p.Kid(0) == nil {
			continue
		}
		if p.Kids[0].Kind == tree.True {
			s.info.begins[p.Text] = true
		} else if p.Kids[0].Kind == tree.Object {
			s.state(p.Kids[0])
		}
	}
}

func isSelf(n *tree.Node) bool {
	return n != nil && n.Kind == tree.Name && (n.Text == "self" || n.Text == "this" || n.Text == "cls")
}

// imports notes under which names a module and what is taken of it are known.
func (s *surveyor) imports(n *tree.Node) {
	for _, t := range n.Names {
		local := t.As
		if local == "" {
			local = t.Name
		}
		if local != "" && modelByImport(n.Text+"/"+t.Name) {
			s.info.models[local] = true
		}
		if to := s.w.imported(n.Text, t.Name, local); to != local && local != "" {
			s.info.aliases[local] = to
		} else if local != "" && s.w.language != "python" && (t.Name == "" || t.Name == "*" || t.Name == "default") {
			s.info.modules[local] = n.Text
		}
	}
}

// imported gives the dotted name that an import stands for: in Python and JavaScript
// with the module before what is taken of it, in Go with the package's own name, in
// Java and PHP the class's name alone.
func (w *walker) imported(module, taken, local string) string {
	relative := strings.HasPrefix(module, ".") || strings.HasPrefix(module, "~/") || strings.HasPrefix(module, "@/")
	switch w.lang {
	case LanguageGo:
		return goPackage(module)
	case LanguageJava, LanguagePhp, LanguageRuby:
		if taken != "" && taken != "*" {
			return lastPart(strings.ReplaceAll(taken, "\\", "."))
		}
		return lastPart(strings.ReplaceAll(strings.ReplaceAll(module, "\\", "."), "/", "."))
	case LanguagePython:
		switch {
		case taken == "*":
			return local
		case taken == "" && strings.HasPrefix(module, local+"."):
			return local
		case taken == "":
			return module
		case relative:
			return taken
		}
		return module + "." + taken
	}
	if taken == "" || taken == "*" || taken == "default" {
		return local
	}
	if relative {
		return taken
	}
	return module + "." + taken
}

// goPackage gives the name a Go package goes by, from its path.
func goPackage(path string) string {
	parts := strings.Split(path, "/")
	last := parts[len(parts)-1]
	if len(parts) > 1 && len(last) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
		last = parts[len(parts)-2]
	}
	last, _, _ = strings.Cut(last, ".v")
	return strings.TrimPrefix(strings.TrimSuffix(last, "-go"), "go-")
}

// call notes the functions that macros name as hooks: before_save :set_expiry.
func (s *surveyor) call(n *tree.Node) {
	f := n.Kid(0)
	if f == nil || f.Kind != tree.Name || !strings.Contains(f.Text, "_") || !hookName(f.Text) {
		return
	}
	for _, a := range n.Kids[1:] {
		if a != nil && a.Kind == tree.String && len(a.Kids) == 0 {
			s.info.hooks[a.Text] = true
		}
	}
}

// label notes the text of <label for=id>.
func (s *surveyor) label(n *tree.Node) {
	id := ""
	for _, a := range n.Kids {
		if a != nil && a.Kind == tree.Attribute && (a.Text == "for" || a.Text == "htmlfor") && a.Kid(0) != nil && a.Kids[0].Kind == tree.String {
			id = a.Kids[0].Text
		}
	}
	if id != "" {
		var b strings.Builder
		contentText(&b, n, 0)
		s.info.labels[id] = b.String()
	}
}

// contentText writes out the constant text inside an element.
func contentText(b *strings.Builder, n *tree.Node, depth int) {
	const enough, deepest = 2000, 20
	if n == nil || b.Len() > enough || depth > deepest {
		return
	}
	switch n.Kind {
	case tree.String:
		if n.Text != "" {
			b.WriteString(n.Text)
			b.WriteByte(' ')
		}
	case tree.Attribute:
		return
	}
	for _, k := range n.Kids {
		contentText(b, k, depth+1)
	}
}
