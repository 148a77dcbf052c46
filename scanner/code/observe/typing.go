package observe

import "regexp"

// passwordField is the name, identifier or selector of a field for a password.
var passwordField = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:[a-z]+_)?pass(?:word|wd|wort|code)?(?:$|[^a-z])|(?:^|[^a-z])pwd(?:$|[^a-z])|kennwort|mot_?de_?passe|contrase`)

// typesPassword gives a call that fills in a field for a password what it does and
// carries, whatever the value and the page are called.
func (w *walker) typesPassword(c *calling, v *val) {
	switch c.name.leaf {
	case "fill", "type", "input", "send_keys", "must_input", "set_value", "press_sequentially", "type_text", "enter_text", "fill_in", "insert_text", "set", "add_value", "human_type", "slow_type":
	default:
		return
	}
	if len(c.args) == 0 {
		return
	}
	first := &c.args[0].v
	if !passwordField.MatchString(c.receiver.selector) && !(len(c.args) > 1 && first.constant && len(first.text) < 80 && passwordField.MatchString(first.text) && c.name.leaf != "set") {
		return
	}
	c.does |= DoesTypeText
	w.doing(DoesTypeText)
	v.carries |= AboutPassword | AboutSecret
}
