// Package tree is the one form into which program text of every language is brought
// before anything is asked of it: expressions, assignments, calls, conditions,
// functions, classes, elements of a page. What a language's grammar says otherwise
// is said here in the same way, so that a question is asked once for all languages.
package tree

// Kind is the kind of a node.
type Kind uint8

// The kinds of node. "Kids" tells what stands below, in order; a kid may be nil where
// that is said. What a language has and this list has not is lowered to the nearest
// (with -> Block, async -> nothing), else to Other with its kids.
const (
	// Other holds its kids and says nothing of itself.
	Other Kind = iota

	// Name is an identifier; Text is its spelling without sigil ($, @, @@).
	Name
	// Member is kid.Text. Also kid["text"] and kid[:text] with a constant index, kid?.Text,
	// kid->Text and Kid::Text.
	Member
	// Index is kid 0 indexed by kid 1, where the index is not a constant text.
	Index
	// String is a text. Without kids, Text is its decoded value. With kids it is an
	// interpolation: its kids are String parts and expressions, in order.
	String
	// Number is a number; Text is its spelling in decimal digits without separators.
	Number
	// True, False, Null are those constants of the language (nil, None, null, undefined).
	True
	False
	Null
	// List holds elements: array, tuple, set, slice literal, composite literal without keys.
	List
	// Object holds Pair kids (and Spread): dict, object literal, hash, keyed composite
	// literal, PHP array with keys. Text is the type's dotted name where one is written
	// (http.Cookie{...}), else empty.
	Object
	// Pair is key: value in an Object, and a keyword argument in a Call. Text is the key
	// where it is constant (identifier, text or symbol); kid 0 is the value, kid 1 the
	// key's expression where it is not constant.
	Pair
	// Spread is ...kid, *kid, **kid.
	Spread
	// Call calls kid 0 with the other kids. New is a Call too (flag New). A block given to
	// a call (Ruby do ... end, trailing lambda) is its last kid, a Function.
	Call
	// Binary is kid 0 Text kid 1, for arithmetic, comparison and logic; Text is one of
	// + - * / % ** == != < <= > >= && || ?? in =~ is, and "is not" / "not in" where the
	// language has them. === is ==, !== is !=; and/or/not are && || !. "." of PHP and
	// ".." are +. `x if x is not None else y` stays a Choice.
	Binary
	// Unary is Text kid 0: ! - + ~ * & (await, typeof, void, new, throw are left out: the kid alone).
	Unary
	// Choice is kid 0 ? kid 1 : kid 2; also if expressions with two branches, and match
	// or switch expressions as nested choices. PHP a ?: b is a Binary "||".
	Choice
	// Function is a function, method, lambda or block. Text is its name, empty where it
	// has none. Kids are Param and Decorator nodes and last its Block (nil for none).
	Function
	// Param is a parameter; Text its name, Type its declared type, kid 0 its default (nil).
	Param
	// Decorator is a decorator, annotation or attribute: Text its dotted name without @,
	// kids its arguments as of a Call.
	Decorator

	// Assign sets kid 0 to kid 1 (nil where only declared). Text is the operator: "=",
	// "+=", "||=", "??=" ... Also declarations of variables and constants (Type is the
	// declared type), Go's :=, struct updates, destructuring (kid 0 is a List or Object of targets).
	Assign
	// If is kid 0 the condition, kid 1 the Block, kid 2 the Block or If of else (nil).
	// unless, guard clauses and switch cases are lowered to If (a case's condition is a
	// Binary == of the subject and the case's value).
	If
	// Loop has kid 0 what is gone through or the condition (nil), kid 1 the variable (nil),
	// kid 2 its Block.
	Loop
	// Block holds statements.
	Block
	// Return returns kid 0 (nil).
	Return
	// Class is a class, struct, interface, model, module or enum. Text is its name, Types its
	// bases (dotted names), kids its Decorator, Field, Function, Assign and Call nodes
	// (a Call at class level is a macro such as validates :email).
	Class
	// Field is a field declared in a Class: Text its name, Type its declared type (dotted,
	// with arguments as written), kids its Decorator nodes and last its initial value (nil).
	// A Go struct tag is a Decorator for each key: Text the key, one String kid.
	Field
	// Import brings a module in: Text the module (dots, slashes as written), Names what is
	// taken of it under which name.
	Import
	// Element is an element of a page or of JSX: Text its tag in small letters (a
	// component's name as written), kids its Attribute nodes, then its content (Elements,
	// Strings, expressions).
	Element
	// Attribute is an attribute of an Element: Text its name in small letters (className
	// as class; bindings as ":name", "v-model", "@click"), kid 0 its value (a String, an
	// expression; nil for one without a value).
	Attribute
)

// Flag marks something about a node.
type Flag uint8

// The flags.
const (
	// New: the Call makes an object.
	New Flag = 1 << iota
	// Constant: the Assign declares something that is never set again (const, final, val,
	// a name in capitals at the top of a Python or Ruby file).
	Constant
	// Static: of a Field or Function.
	Static
	// Recovered: the node stands in text that was not understood whole.
	Recovered
)

// Node is one node. Nodes are made once and not changed after.
type Node struct {
	Kind Kind
	Flag Flag
	// Start and End are the offsets of the node's text in the file, in bytes.
	Start, End uint32
	Text, Type string
	Types      []string
	Names      []ImportedName
	Kids       []*Node
}

// ImportedName is what an Import takes: Name of the module (empty: the module itself, "*":
// everything) under the name As.
type ImportedName struct{ Name, As string }

// Kid gives the kid at an index, nil when there is none.
func (n *Node) Kid(i int) *Node {
	if n == nil || i < 0 || i >= len(n.Kids) {
		return nil
	}
	return n.Kids[i]
}

// Comment is a comment of the text, with its marks. Nothing is concluded from comments;
// they are kept for what is written to leadlint in them.
type Comment struct{ Start, End uint32 }

// File is one file in that form.
type File struct {
	// Language is one of facts.CodeLanguages.
	Language string
	Source   []byte
	// Root is a Block.
	Root     *Node
	Comments []Comment
	// Errors is the number of places that were not understood; what stands around them
	// was read all the same.
	Errors int
}
