package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// choices are what somebody chooses by yes or no: turned round, compared or tested it is
// still their choice.
const choices = AboutConsent | AboutMarketing | AboutOptOut | AboutTerms

// chosen gives what a yes or no is about that was asked on a topic, and for which channel.
func chosen(topics uint64) uint64 {
	const channels = AboutChannelEmail | AboutChannelSms | AboutChannelPush | AboutChannelPhone
	if topics&choices == 0 {
		return 0
	}
	return topics & (choices | channels)
}

// besides gives what a key adds to what its value is about: where the value is a choice
// itself, no other choice.
func besides(key, value uint64) uint64 {
	if value&choices == 0 {
		return key
	}
	return key &^ (choices | AboutChannelEmail | AboutChannelSms | AboutChannelPush | AboutChannelPhone)
}

func (w *walker) unary(n *tree.Node) val {
	w.unlikeNo(n)
	v := w.expr(n.Kid(0))
	switch n.Text {
	case "!":
		return val{form: ValueExpression, carries: chosen(v.carries | v.topics), topics: v.topics, clean: true, used: v.used}
	case "-":
		if v.number.Known {
			v.number.N = -v.number.N
		}
	}
	return v
}

func (w *walker) binary(n *tree.Node) val {
	switch n.Text {
	case "+", "%", "<<":
		return w.sum(n)
	case "-", "*", "/", "**":
		return w.arithmetic(n)
	case "&&", "||", "??":
		return w.logic(n)
	case "<", "<=", ">", ">=", "=~", "in", "not in", "==", "!=", "is", "is not":
		return w.comparison(n)
	}
	a, b := w.expr(n.Kid(0)), w.expr(n.Kid(1))
	return join(a, b)
}

func (w *walker) comparison(n *tree.Node) val {
	a, b := w.operand(n.Kid(0)), w.operand(n.Kid(1))
	for i, v := range []*val{&a, &b} {
		if v.interesting && v.constant && !strings.HasSuffix(n.Text, "in") {
			w.textFact(n.Kid(i), v)
		}
		if v.constant && len(v.text) < 60 && (n.Text == "in" || n.Text == "not in") && i == 0 {
			a.topics |= w.seen([]byte(v.text)).about
		}
	}
	a.topics |= w.eventAsked(n, &a, &b)
	w.countsAsYes(n)
	return val{form: ValueExpression, carries: chosen(a.topics | b.topics), topics: a.topics | b.topics, hosts: a.hosts | b.hosts, clean: true, where: a.topics, days: firstKnown(a.days, b.days), fromNow: a.fromNow || b.fromNow, used: a.used | b.used}
}

func firstKnown(a, b Amount) Amount {
	if a.Known {
		return a
	}
	return b
}

// logic walks a && b, a || b and a ?? b: the second is reached under the first.
func (w *walker) logic(n *tree.Node) val {
	a := w.operand(n.Kid(0))
	old := w.at
	w.under(n.Kid(0), a.topics, n.Text == "&&")
	b := w.operand(n.Kid(1))
	w.at = old
	if n.Text == "&&" {
		v := either(a, b)
		v.carries = b.carries
		if b.clean {
			v.carries = 0
		}
		v.carries |= chosen(a.carries | a.topics | b.carries | b.topics)
		return v
	}
	w.fallenBack(n, &b)
	v := either(a, b)
	if n.Kid(1) != nil && n.Kids[1].Kind == tree.String && b.interesting {
		w.textFact(n.Kids[1], &b)
	}
	return v
}

func (w *walker) choice(n *tree.Node) val {
	c := w.expr(n.Kid(0))
	old := w.at
	w.under(n.Kid(0), c.topics, true)
	a := w.operand(n.Kid(1))
	w.at = old
	w.under(n.Kid(0), c.topics, false)
	b := w.operand(n.Kid(2))
	w.at = old
	w.chosen(n, &a, &b)
	for i, v := range []*val{&a, &b} {
		if v.interesting && v.constant && n.Kid(i+1).Kind == tree.String {
			w.textFact(n.Kid(i+1), v)
		}
	}
	v := either(a, b)
	if asked := chosen(c.carries | c.topics); asked != 0 {
		v.carries |= asked
		v.clean = v.clean || a.carries|b.carries == 0
	}
	v.topics |= c.topics
	return v
}

// arithmetic folds numbers and periods.
func (w *walker) arithmetic(n *tree.Node) val {
	a, b := w.expr(n.Kid(0)), w.expr(n.Kid(1))
	v := join(a, b)
	v.number, v.days = Amount{}, Amount{}
	v.carries = (a.carries | b.carries) & provenance
	if a.number.Known && b.number.Known {
		if r, ok := compute(n.Text, a.number.N, b.number.N); ok {
			v.number, v.form = known(r), ValueNumber
			v.used |= UsedFolding
		}
	}
	switch n.Text {
	case "*":
		v.unit = a.unit.times(b.unit)
		v.days = w.product(&a, &b, &v)
	case "-":
		v.days = firstKnown(a.days, b.days)
	case "/":
		v.days = Amount{}
	}
	return v
}

func (w *walker) product(a, b, v *val) Amount {
	switch {
	case a.days.Known && b.number.Known && a.form != ValueNumber:
		return known(a.days.N * b.number.N)
	case b.days.Known && a.number.Known && b.form != ValueNumber:
		return known(b.days.N * a.number.N)
	case v.number.Known:
		return v.unit.days(v.number.N)
	case a.number.Known && b.unit != 0: // 24 * time.Hour
		v.number = a.number
		v.form = ValueNumber
		return v.unit.days(a.number.N)
	}
	return Amount{}
}

func compute(op string, a, b int64) (int64, bool) {
	const most = 1 << 31
	if a > most || b > most || a < -most || b < -most {
		if op != "*" || a != 0 && b != 0 && (a*b)/b != a {
			return 0, false
		}
	}
	switch op {
	case "+":
		return a + b, true
	case "-":
		return a - b, true
	case "*":
		return a * b, true
	case "/":
		if b != 0 && a%b == 0 {
			return a / b, true
		}
	case "**":
		return power(a, b)
	}
	return 0, false
}

func power(a, b int64) (int64, bool) {
	if b < 0 || b > 30 || a > 1000 || a < -1000 {
		return 0, false
	}
	r := int64(1)
	for range b {
		if r > 1<<40 || r < -1<<40 {
			return 0, false
		}
		r *= a
	}
	return r, true
}

// sum reads +, which adds numbers, moves dates and puts texts together, and % and <<.
func (w *walker) sum(n *tree.Node) val {
	joined := w.at.joined
	w.at.joined = true
	a, b := w.operand(n.Kid(0)), w.operand(n.Kid(1))
	w.at.joined = joined
	if n.Text == "%" && !(a.form == ValueText || a.joined) {
		return val{form: ValueExpression, topics: a.topics | b.topics}
	}
	if textual(&a) || n.Text == "+" && textual(&b) {
		return w.concatenated(n, a, b)
	}
	v := join(a, b)
	v.number = Amount{}
	v.days = firstKnown(a.days, b.days)
	if a.number.Known && b.number.Known && n.Text == "+" {
		if r, ok := compute("+", a.number.N, b.number.N); ok {
			v.number, v.form = known(r), ValueNumber
			v.used |= UsedFolding
			if a.days.Known && b.days.Known {
				v.days = known(a.days.N + b.days.N)
			}
		}
	}
	return v
}

func textual(v *val) bool {
	return v.form == ValueText || v.joined || v.form == ValueEmpty && v.constant
}
