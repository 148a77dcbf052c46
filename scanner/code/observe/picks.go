package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// disguises are what a collector changes from one request to the next.
const disguises = AboutProxy | AboutUserAgent

// given adds to what is set, or to a call that starts a browser, that its value was picked
// out of many. Only where it is a proxy or a user agent does that tell anything.
func (w *walker) given(f *Fact, v *val) {
	if v.picked && (f.About&disguises != 0 || strings.Contains(f.Text, "--proxy-server")) && f.Kind != KindCall ||
		v.picked && f.Kind == KindCall && strings.Contains(f.Text, "--proxy-server") {
		f.Does |= DoesPickAtRandom
	}
}

// takesTurn says whether a call gives the next of many that are gone through in a ring:
// next(self.ring), ring.next(), pool.rotate(). The first of an iterator that is made on
// the spot is no turn.
func (w *walker) takesTurn(c *calling) bool {
	switch c.name.leaf {
	case "next":
		if len(c.args) == 0 {
			return c.node.Kid(0) != nil && c.node.Kids[0].Kind == tree.Member && c.node.Kids[0].Kid(0) != nil && c.node.Kids[0].Kids[0].Kind != tree.Call
		}
		a := c.args[0].node
		return w.lang == LanguagePython && len(c.args) == 1 && a != nil && (a.Kind == tree.Name || a.Kind == tree.Member)
	case "rotate", "round_robin", "next_item", "rand_item":
		return true
	}
	return false
}

// pattern gives the text of the regular expression that a call compiles.
func pattern(c *calling) string {
	switch c.name.leaf {
	case "compile", "must_compile", "compile_posix", "reg_exp", "regexp":
	case "new":
		if lastPart(c.name.owner) != "Regexp" {
			return ""
		}
	default:
		return ""
	}
	if len(c.args) == 0 || !c.args[0].v.constant {
		return ""
	}
	return c.args[0].v.text
}
