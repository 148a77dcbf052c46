package markup

import "strings"

// bladeWords are the directives of Blade that are known without arguments, and inside
// a tag of HTML, where other words with @ are bindings.
const bladeWords = " if elseif else endif unless endunless isset endisset empty endempty auth endauth guest endguest can cannot elsecan endcan " +
	"foreach endforeach forelse endforelse for endfor while endwhile switch case break default endswitch php endphp csrf method error enderror " +
	"env endenv production endproduction section endsection yield push endpush stack show stop include extends json checked selected disabled " +
	"readonly required class style once endonce verbatim endverbatim "

// directive finds @name or @name(arguments) at i. An address (mail@host) is none.
func (m *masker) directive(i int) tag {
	if i > 0 && (letter(m.src[i-1]) || m.src[i-1] == '@' || m.src[i-1] >= '0' && m.src[i-1] <= '9' || m.src[i-1] == '.') {
		return tag{}
	}
	end := i + 1
	for end < len(m.src) && letter(m.src[end]) {
		end++
	}
	name := string(m.src[i+1 : end])
	known := name != "" && strings.Contains(bladeWords, " "+strings.ToLower(name)+" ")
	open := end
	for open < len(m.src) && (m.src[open] == ' ' || m.src[open] == '\t') {
		open++
	}
	brackets := open < len(m.src) && m.src[open] == '('
	if name == "" || !known && (!brackets || open > end || m.state != inText) {
		return tag{}
	}
	out := tag{start: uint32(i), end: uint32(end), form: word, at: uint32(end), name: strings.ToLower(name)}
	switch {
	case name == "json" || !known:
		out.form = output
	case name == "php" && !brackets:
		at := strings.Index(string(m.src[end:min(len(m.src), end+longestBraces)]), "@endphp")
		if at < 0 {
			return tag{}
		}
		return tag{start: uint32(i), end: uint32(end + at + len("@endphp")), form: code, at: uint32(end), code: string(m.src[end : end+at])}
	}
	if brackets {
		if n := bracketLength(m.src[open:min(len(m.src), open+longestBraces)]); n > 0 {
			out.at, out.code = uint32(open+1), string(m.src[open+1:open+n-1])
			out.end = uint32(open + n)
		}
	}
	return out
}

// bracketLength gives the length of the text in brackets that src begins with, 0 where the
// bracket stays open.
func bracketLength(src []byte) int {
	depth := 0
	var quote byte
	for i := 0; i < len(src); i++ {
		c := src[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}
