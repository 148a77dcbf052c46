package form

import (
	"math/bits"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"leadlint/scanner/notice/form/style"
)

// field reads one field. ok is false for what asks nothing of a person.
func (r *reading) field(n *html.Node) (Field, bool) {
	l := r.p.labelOf(n)
	f := Field{Label: short(l.text), Line: r.p.t.line[n], Hidden: r.hidden(n)}
	f.Required, _ = r.required(n, l.text)
	f.Data = r.data(n, l.text)
	return f, true
}

// data tells what a field asks for.
func (r *reading) data(n *html.Node, label string) string {
	if d := autocomplete(lower(n, "autocomplete")); d != "" {
		return d
	}
	kind := lower(n, "type")
	if n.DataAtom != atom.Input {
		kind = ""
	}
	switch kind {
	case "email", "password", "search":
		return kind
	case "tel":
		return "phone"
	}
	w := r.p.w
	names := style.Attr(n, "name") + " " + style.Attr(n, "id")
	byLabel := w.data.in(w.fold, label, r.lang)
	if d := firstField(byLabel); d != "" && (kind != "file" || d == "identity_document") {
		return d
	}
	if label == "" || r.lang == "" || !w.covered[r.lang] {
		byLabel = w.data.in(w.fold, label, anyLanguage)
	}
	if kind == "file" {
		if d := firstField(w.data.in(w.fold, label+" "+apartNames(names), anyLanguage)); d == "identity_document" {
			return d
		}
		return "file"
	}
	if d := firstField(w.data.in(w.fold, apartNames(names), anyLanguage)); d != "" {
		return d
	}
	if d := firstField(byLabel); d != "" {
		return d
	}
	switch {
	case kind == "date" || kind == "number" || kind == "range" || kind == "url" || kind == "color" || kind == "time":
		return "other"
	case n.DataAtom == atom.Textarea:
		return "message"
	}
	return "other"
}

// firstField gives the first class of data in the order of [fieldNames].
func firstField(h hits) string {
	if h == 0 {
		return ""
	}
	return fieldNames()[bits.TrailingZeros64(uint64(h))]
}

// apartNames parts the words of an identifier: "firstName_2" is "first Name 2".
func apartNames(s string) string {
	var b strings.Builder
	lower := false
	for _, r := range s {
		if unicode.IsUpper(r) && lower {
			b.WriteByte(' ')
		}
		lower = unicode.IsLower(r)
		if unicode.IsDigit(r) || r == '_' {
			b.WriteByte(' ')
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// autocomplete gives what a field is filled in with (HTML Living Standard,
// "Autofill").
func autocomplete(tokens string) string {
	for t := range strings.FieldsSeq(tokens) {
		switch {
		case t == "email":
			return "email"
		case strings.HasPrefix(t, "tel"):
			return "phone"
		case t == "name":
			return "name"
		case t == "given-name" || t == "additional-name":
			return "given_name"
		case t == "family-name":
			return "family_name"
		case t == "postal-code":
			return "postal_code"
		case strings.HasPrefix(t, "address-line") || t == "street-address":
			return "address"
		case strings.HasPrefix(t, "bday"):
			return "birth_date"
		case t == "sex" || t == "honorific-prefix":
			return "gender"
		case t == "organization":
			return "company"
		case t == "organization-title":
			return "job"
		case t == "country" || t == "country-name":
			return "country"
		case t == "address-level2":
			return "city"
		case t == "username":
			return "username"
		case t == "new-password" || t == "current-password":
			return "password"
		case strings.HasPrefix(t, "cc-"):
			return "iban"
		}
	}
	return ""
}

// personal says whether data of a kind are about the person who fills the form in.
func personal(data string) bool {
	switch data {
	case "email", "phone", "name", "given_name", "family_name", "address", "birth_date", "national_id", "iban", "identity_document", "username":
		return true
	}
	return false
}

// required says whether an answer must be given, and what says so.
func (r *reading) required(n *html.Node, label string) (Answer, string) {
	if e, ok := r.computed(n); ok && e.Required == Yes {
		return Yes, "browser"
	}
	if style.Has(n, "required") && !falsy(style.Attr(n, "required")) || lower(n, "aria-required") == "true" {
		return Yes, "required_attribute"
	}
	for _, key := range []string{"data-required", "data-rule-required", "data-val-required", "data-parsley-required", "data-msg-required", "ng-required", ":required", "[required]", "data-validate-required"} {
		if style.Has(n, key) {
			if v := lower(n, key); v == "" || v == "true" || v == "required" || v == "1" || strings.HasPrefix(key, "data-val-") || strings.HasPrefix(key, "data-msg-") {
				return Yes, "required_attribute"
			}
			return Unknown, "required_by_program"
		}
	}
	if starred(label) {
		if r.stars {
			return Yes, "marked_required"
		}
		return Unknown, "star"
	}
	for c := range strings.FieldsSeq(strings.ToLower(style.Attr(n, "class"))) {
		for _, m := range r.p.w.marks["required"] {
			if c == m {
				return Unknown, "required_class"
			}
		}
	}
	if n.DataAtom != atom.Input && n.DataAtom != atom.Select && n.DataAtom != atom.Textarea {
		return Unknown, "program"
	}
	return No, "not_required"
}

// falsy says that an attribute's value is a program's no, in braces.
func falsy(v string) bool {
	return strings.TrimSpace(strings.Trim(v, "{} ")) == "false" && strings.HasPrefix(strings.TrimSpace(v), "{")
}

// starred says that a label carries the sign of an answer that must be given.
func starred(label string) bool {
	label = strings.TrimRight(label, " :")
	return strings.HasSuffix(label, "*") || strings.HasPrefix(label, "*")
}

// hidden says whether an element cannot be seen as the form opens.
func (r *reading) hidden(n *html.Node) Answer {
	if e, ok := r.computed(n); ok && e.Style.Shown.Known {
		return told(not(e.Style.Shown.V))
	}
	if s := r.p.look.Of(n).Shown; s.Known {
		return told(not(s.V))
	}
	return Unknown
}

func not(b bool) *bool { b = !b; return &b }

// computed gives what a browser found for an element.
func (r *reading) computed(n *html.Node) (Element, bool) {
	if r.p.opt.Computed == nil {
		return Element{}, false
	}
	key := style.Attr(n, KeyAttribute)
	if key == "" {
		return Element{}, false
	}
	return r.p.opt.Computed.Element(key)
}
