package sqltext

import (
	"strconv"
	"strings"
)

// value reads the expression of the tokens from i to end.
func (p *parser) value(i, end int) Value {
	if i >= end {
		return Value{Form: "variable", Start: p.offset(i), End: p.offset(i)}
	}
	v := Value{Start: p.at(i).start, End: p.at(end - 1).end}
	cast := ""
	i, end, cast = p.strip(i, end)
	v.Names, v.Params = p.names(i, end), p.params(i, end)
	v.Days, v.FromNow = p.period(i, end), p.hasNow(i, end)
	p.form(&v, i, end)
	if cast != "" {
		castTo(&v, cast)
	}
	return v
}

// strip takes off the parentheses around an expression and the casts and time zones
// behind it; cast is the type it is cast to, empty for none.
func (p *parser) strip(i, end int) (int, int, string) {
	cast := ""
	for i < end {
		switch t := p.at(i); {
		case t.is("(") && t.match == end-1:
			i, end = i+1, end-1
			continue
		case t.is("cast", "try_cast") && p.at(i+1).is("(") && p.at(i+1).match == end-1:
			if as := p.find(i+2, end-1, "as"); as < end-1 && as+1 < end-1 {
				cast, i, end = p.at(as+1).low, i+2, as
				continue
			}
		}
		at := p.lastCast(i, end)
		if at < 0 {
			break
		}
		if p.at(at).is("::") {
			cast = p.at(at + 1).low
		}
		end = at
	}
	return i, end, cast
}

// lastCast finds the ::type or AT TIME ZONE that ends an expression, -1 for none.
func (p *parser) lastCast(i, end int) int {
	for k := end - 1; k > i && k >= end-8; k-- {
		t := p.at(k)
		if t.is("::") {
			return k
		}
		if t.is("at") && p.at(k+1).is("time") {
			return k
		}
		if t.kind == sign && !t.is("(", ")", "[", "]", ",") || t.is("and", "or", "not", "is", "then") {
			return -1
		}
	}
	return -1
}

// form tells what kind of expression stands from i to end.
func (p *parser) form(v *Value, i, end int) {
	v.Form, v.Text = "expression", p.source(i, end)
	if i >= end {
		return
	}
	t := p.at(i)
	if t.is("-", "+") && end == i+2 && p.at(i+1).kind == number {
		p.number(v, i+1)
		if t.is("-") {
			v.Number, v.Text = -v.Number, "-"+v.Text
		}
		return
	}
	if p.isNow(i) == end {
		v.Form = "now"
		return
	}
	if end == i+1 {
		p.single(v, i)
		return
	}
	if n, after := p.path(i, end); after == end && !p.textual(i) {
		v.Form, v.Text = "variable", n.Path
		return
	}
	if p.callEnd(i) == end {
		v.Form, v.Text = "call", p.callee(i)
		p.special(v, i, end)
		return
	}
	if end == i+2 && p.at(i+1).kind == text && unitLike(t.low) {
		p.single(v, i+1)
	}
}

// special brings calls that are another form of something simpler to that form.
func (p *parser) special(v *Value, i, end int) {
	if end-i > mostTokens {
		return
	}
	open := i
	for !p.at(open).is("(") {
		open++
	}
	switch v.Text {
	case "timezone":
		args := p.split(open+1, end-1, ",")
		if len(args) == 2 && p.isNow(args[1][0]) == args[1][1] {
			v.Form = "now"
		}
	case "values": // VALUES(x) of MySQL: what was to be inserted
		v.Form = "variable"
		if len(v.Names) > 0 {
			v.Text = v.Names[0].Path
		}
	case "convert", "try_convert":
		if args := p.split(open+1, end-1, ","); len(args) > 1 {
			p.form(v, args[1][0], args[1][1])
			castTo(v, p.at(args[0][0]).low)
		}
	}
}

// single reads an expression of one token.
func (p *parser) single(v *Value, i int) {
	t := p.at(i)
	switch t.kind {
	case number:
		p.number(v, i)
	case param:
		v.Form, v.Text = "variable", p.param(t.start, t.end).Text
	case text, dollar:
		p.text(v, i)
	case quoted:
		if p.textual(i) {
			v.Form, v.Text = "text", p.name(i)
			if v.Text == "" {
				v.Form = "empty"
			}
			return
		}
		v.Form, v.Text = "variable", p.name(i)
	case word:
		switch t.low {
		case "true":
			v.Form = "true"
		case "false":
			v.Form = "false"
		case "null":
			v.Form = "null"
		case "default":
		default:
			v.Form, v.Text = "variable", p.name(i)
		}
	}
}

// textual says whether a name in double quotes is a text: empty, or in MySQL.
func (p *parser) textual(i int) bool {
	t := p.at(i)
	return t.kind == quoted && p.src[t.start] == '"' && (p.mysql || t.end-t.start == 2)
}

// number reads a number, bits (b'1') counting as such.
func (p *parser) number(v *Value, i int) {
	s := p.source(i, i+1)
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		v.Form, v.Number, v.Text = "number", n, s
		return
	}
	if n, err := strconv.ParseInt(s, 0, 64); err == nil {
		v.Form, v.Number, v.Text = "number", float64(n), s
	}
}

// text reads a text in quotes.
func (p *parser) text(v *Value, i int) {
	t := p.at(i)
	s := p.src[t.start:t.end]
	if s[0] == 'b' || s[0] == 'B' {
		if n, err := strconv.ParseUint(strings.Trim(s[1:], "'"), 2, 52); err == nil {
			v.Form, v.Number, v.Text = "number", float64(n), s
			return
		}
	}
	v.Form, v.Text = "text", p.decode(t)
	switch {
	case v.Text == "":
		v.Form = "empty"
		if len(v.Params) > 0 {
			v.Form, v.Text = "variable", v.Params[0].Text
		}
	case isPlaceholder(v.Text):
		v.Form = "variable"
	case len(v.Params) > 0:
		v.Form = "expression"
	}
}

// decode gives the text that a token in quotes stands for, without what is interpolated.
func (p *parser) decode(t token) string {
	s := p.src[t.start:t.end]
	if t.kind == dollar {
		tag := strings.IndexByte(s[1:], '$') + 2
		if len(s) >= 2*tag {
			s = s[tag : len(s)-tag]
		}
		return visible(s)
	}
	at := strings.IndexByte(s, '\'')
	escaped := p.mysql || at == 1 && (s[0] == 'E' || s[0] == 'e')
	oracle := at > 0 && (s[at-1] == 'q' || s[at-1] == 'Q')
	s = strings.TrimSuffix(s[at+1:], "'")
	if p.doubled {
		s = strings.TrimSuffix(strings.TrimPrefix(s, "'"), "'")
	}
	if oracle && len(s) >= 2 {
		return visible(s[1 : len(s)-1])
	}
	s = strings.ReplaceAll(s, "''", "'")
	if escaped && strings.IndexByte(s, '\\') >= 0 {
		s = unescape(s)
	}
	return visible(s)
}

// unescape takes the backslashes out of a text.
func unescape(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\\' && i+1 < len(s) {
			i++
			c = s[i]
			if at := strings.IndexByte("ntr0", c); at >= 0 {
				c = "\n\t\r\x00"[at]
			}
		}
		out = append(out, c)
	}
	return string(out)
}

// castTo changes a text or number that is cast to a truth value or a moment.
func castTo(v *Value, to string) {
	low := strings.ToLower(v.Text)
	switch {
	case to == "bool" || to == "boolean" || to == "bit":
		if v.Form != "text" && v.Form != "number" {
			return
		}
		switch low {
		case "t", "true", "y", "yes", "on", "1":
			v.Form = "true"
		case "f", "false", "n", "no", "off", "0":
			v.Form = "false"
		}
	case v.Form == "text" && low == "now":
		v.Form, v.FromNow = "now", true
	case v.Form == "text" && to == "interval":
		v.Form = "expression"
		v.Days = periodOf(v.Text)
	}
}

// callee gives the dotted name of the function called at i, in small letters.
func (p *parser) callee(i int) string {
	var s strings.Builder
	for ; !p.at(i).is("("); i++ {
		if p.at(i).is(".") {
			s.WriteByte('.')
			continue
		}
		s.WriteString(strings.ToLower(p.name(i)))
	}
	return s.String()
}

// callEnd gives the token behind a call that begins at i, none when there is no call.
func (p *parser) callEnd(i int) int {
	k := i
	for k-i < 8 && (p.at(k).kind == word || p.at(k).kind == quoted) {
		if p.at(k + 1).is("(") {
			if m := p.at(k + 1).match; m > 0 {
				return m + 1
			}
			return none
		}
		if !p.at(k + 1).is(".") {
			return none
		}
		k += 2
	}
	return none
}
