package pattern

import (
	"regexp/syntax"
	"strings"
)

// shortest is the least length of a text that tells anything.
const shortest = 3

func required(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if text := strings.ToLower(string(re.Rune)); len(text) >= shortest && plain(text) {
			return []string{text}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if list := required(sub); least(list) > least(best) {
				best = list
			}
		}
		return best
	case syntax.OpAlternate:
		var out []string
		for _, sub := range re.Sub {
			list := required(sub)
			if list == nil {
				return nil
			}
			out = append(out, list...)
		}
		return out
	}
	return nil
}

// least gives the length of the shortest text of a list, 0 of none.
func least(list []string) int {
	n := 0
	for i, s := range list {
		if i == 0 || len(s) < n {
			n = len(s)
		}
	}
	return n
}
