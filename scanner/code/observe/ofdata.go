package observe

import (
	"regexp"
	"strings"

	"leadlint/scanner/code/tree"
)

// ofType adds what a field holds by the declared type of what it is of: c.Name, where c
// is a Customer, is the name of a person. The type of the field itself is handed on.
func (w *walker) ofType(field string, from, v *val) {
	if from.typ == "" || v.clean {
		return
	}
	if nm := w.o.name([]byte(ofRecord(lastPart(from.typ)))); nm.about&AboutPerson != 0 && nm.about&AboutThing == 0 {
		if told := w.o.name([]byte(nm.dotted+"."+field)).about &^ AboutThing; !cleanWords(snake(field)) {
			v.carries |= told
			v.topics |= told
		}
	}
	if c := w.file.classes[lastPart(from.typ)]; c != nil {
		if k := c.fields[field]; k != nil && k.typ != "" && v.typ == "" {
			v.typ = typeName(k.typ)
		}
	}
}

// ofRecord takes from the name of a class the word that says that it is one of records.
func ofRecord(class string) string {
	for _, end := range []string{"Item", "Entity", "Record", "Model", "Dto", "DTO", "Row", "Input"} {
		if stem, found := strings.CutSuffix(class, end); found && stem != "" {
			return stem
		}
	}
	return class
}

// holdsData says whether an expression is a variable of the function, or the input of a
// request, under whose keys data stand.
func (w *walker) holdsData(n *tree.Node) bool {
	switch {
	case n == nil:
		return false
	case n.Kind == tree.Name:
		switch n.Text {
		case "_POST", "_GET", "_REQUEST", "_SESSION", "_COOKIE", "params":
			return true
		}
		return w.scope.get([]byte(n.Text)) != nil
	case n.Kind == tree.Member:
		switch n.Text {
		case "body", "form", "query", "json", "data", "POST", "GET", "args", "values", "cleaned_data", "validated_data", "payload", "fields":
			return true
		}
	}
	return false
}

// settingsOwner are names of what holds no data of persons, under whose key mail there
// are settings of the mail program.
var settingsOwner = regexp.MustCompile(`(?i)^sel$|selector|css|xpath|conf|setting|option|env|service|app$|container|module|require|driver|transport|log|template|view|route|i18n|lang|trans|message|permission|feature|icon|label|schema|type`)

// keyOfData gives what stands under a key that is told by a short word (mail, tel) in a
// row, form or record; nothing where the owner holds settings.
func (w *walker) keyOfData(owner *name, key string) uint64 {
	if owner != nil && settingsOwner.MatchString(owner.owner) {
		return 0
	}
	switch strings.ToLower(key) {
	case "mail", "e_mail", "e-mail":
		return AboutEmail | AboutContactPoint | AboutPersonal
	case "tel", "mobile", "mobil", "movil", "móvil", "handy":
		return AboutPhone | AboutContactPoint | AboutPersonal
	case "authorization", "proxy-authorization", "x-api-key", "x-auth-token":
		return AboutCredential | AboutSecret
	}
	return 0
}

// gathers adds what is put into a collection to what the collection holds.
func (w *walker) gathers(c *calling) {
	switch c.name.leaf {
	case "append", "push", "add", "insert", "extend", "unshift", "put", "add_all", "append_all", "concat":
	default:
		return
	}
	callee := c.node.Kid(0)
	if callee == nil || callee.Kind != tree.Member || callee.Kid(0) == nil || callee.Kids[0].Kind != tree.Name {
		return
	}
	of := w.scope.get([]byte(callee.Kids[0].Text))
	if of == nil || of.form != ValueEmpty && of.form != ValueList && of.form != ValueCall && of.form != ValueVariable || of.typ != "" && !collection(of.typ) {
		return
	}
	added := *of
	for i := range c.args {
		added.carries |= c.args[i].v.carries &^ provenance
	}
	if added.carries != of.carries {
		added.form, added.constant, added.text, added.clean = ValueVariable, false, "", false
		*of = added
	}
}

// launches gives a call that starts another program what that program does to stored
// data: subprocess.run(["pg_dump", …]).
func (w *walker) launches(c *calling) {
	if w.lang == LanguageShell || w.lang == LanguageYaml {
		w.masks(c)
		return
	}
	switch c.name.leaf {
	case "run", "call", "check_call", "check_output", "popen", "system", "exec", "exec_sync", "spawn", "spawn_sync", "exec_file", "exec_file_sync",
		"command", "command_context", "shell_exec", "passthru", "proc_open", "sh", "execa", "process_builder", "process", "capture2", "capture3", "getoutput", "create_subprocess_exec", "create_subprocess_shell":
	default:
		return
	}
	for i := range c.args {
		program, _, _ := strings.Cut(strings.TrimSpace(c.args[i].v.text), "\n")
		program, _, _ = strings.Cut(program, " ")
		program = program[strings.LastIndexByte(program, '/')+1:]
		if does := w.o.roles("shell", program) & (DoesDump | DoesRestore); does != 0 && program != "" {
			c.does |= does
			w.doing(does)
			return
		}
	}
}

// masks gives a command that runs a script the role that the script's name tells of:
// python tools/anonymize.py.
func (w *walker) masks(c *calling) {
	switch c.name.leaf {
	case "python", "python3", "node", "php", "ruby", "perl", "bash", "sh", "npm", "npx", "yarn", "make", "rails", "rake", "bundle", "java", "go", "docker":
	default:
		return
	}
	for i := range c.args {
		text := strings.ToLower(c.args[i].v.text)
		for _, stem := range []string{"mask", "anonym", "pseudonym", "scrub", "sanitiz", "obfuscat"} {
			if strings.Contains(text, stem) {
				c.does |= DoesMask
				w.doing(DoesMask)
				return
			}
		}
	}
}

// allChannels are the ways by which a person may be written to or called.
const allChannels = AboutChannelEmail | AboutChannelSms | AboutChannelPush | AboutChannelPhone

// siblingChoices are the subjects of the keys of an object by the variable that stands under
// them, for keys about consent.
type siblingChoices map[string][]uint64

// sharedChoices finds the variables of an object that stand under several keys about
// consent.
func (w *walker) sharedChoices(n *tree.Node) siblingChoices {
	var out siblingChoices
	for _, k := range n.Kids {
		path, about := w.choiceOf(k)
		if path == "" || about&(AboutConsent|AboutMarketing|allChannels) == 0 {
			continue
		}
		if out == nil {
			out = siblingChoices{}
		}
		out[path] = append(out[path], about)
	}
	return out
}

// choiceOf gives the path of the variable under a key, and what the key is about.
func (w *walker) choiceOf(k *tree.Node) (string, uint64) {
	if k == nil || k.Kind != tree.Pair || k.Kid(0) == nil || k.Kids[0].Kind != tree.Name && k.Kids[0].Kind != tree.Member {
		return "", 0
	}
	b, ok := appendPath(w.o.path[:0], k.Kids[0])
	w.o.path = b
	if !ok {
		return "", 0
	}
	path := string(b)
	return path, w.o.name([]byte(k.Text)).about
}

// besides gives what the value of a pair is also used for, by the other keys that it
// stands under; 0 where it has one key or its keys name the same ways.
func (s siblingChoices) besides(w *walker, k *tree.Node) uint64 {
	if s == nil {
		return 0
	}
	path, about := w.choiceOf(k)
	var others uint64
	for _, o := range s[path] {
		if o&allChannels != about&allChannels {
			others |= o
		}
	}
	if others == 0 {
		return 0
	}
	return others &^ (about & allChannels) & (allChannels | AboutConsent | AboutMarketing)
}
