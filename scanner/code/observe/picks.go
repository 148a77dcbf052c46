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
	if f.Kind == KindCall && (f.About&AboutUserAgent != 0 || f.Does&DoesSetHeader != 0 && strings.EqualFold(f.Text, "user-agent")) && v.picked {
		f.Does |= DoesPickAtRandom
		f.Carries |= AboutUserAgent
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

// selector gives the text by which a call finds an element of a page; what is called on
// the element, and gives it back, hands it on.
func selector(c *calling) string {
	switch c.name.leaf {
	case "at_css", "at_xpath", "locator", "find_element", "query_selector", "wait_for_selector", "get_by_label", "get_by_placeholder", "css", "xpath", "find", "element", "by_id", "by_css", "find_by_id",
		"find_element_by_id", "find_element_by_name", "find_element_by_css_selector", "find_element_by_xpath", "$", "must_element":
		for i := len(c.args) - 1; i >= 0; i-- {
			if a := &c.args[i].v; a.constant && a.text != "" {
				return a.text
			}
			if c.args[i].v.selector != "" {
				return c.args[i].v.selector
			}
		}
	case "id", "css_selector", "name", "cssselector":
		if lastPart(c.name.owner) == "By" && len(c.args) == 1 && c.args[0].v.constant {
			return c.args[0].v.text
		}
	case "focus", "first", "last", "nth", "click", "must_click", "until", "must_wait_visible":
		if c.receiver.selector == "" && len(c.args) == 1 {
			return c.args[0].v.selector
		}
		return c.receiver.selector
	}
	return ""
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
