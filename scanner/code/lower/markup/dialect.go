package markup

import "bytes"

// form is how the code between the signs of a tag is written.
type form uint8

const (
	comment form = iota // nothing in it counts
	code                // statements of the host language
	output              // an expression that is put in
	word                // a word of the template language and what belongs to it
	either              // an expression, or a word (#if, /if, else, Go's if)
)

// delimiter is a pair of signs around a tag.
type delimiter struct {
	open, close string
	form        form
}

// dialect is a template language.
type dialect struct {
	name       string
	host       string // language of the expressions: js, ruby, php, jsp or empty
	delimiters []delimiter
	at         bool // directives of Blade
	braces     bool // { } of Svelte
	sections   bool // script sections beside the page
}

// percents are the tags of ERB, EJS and JSP.
func percents() []delimiter {
	return []delimiter{{"<%--", "--%>", comment}, {"<%#", "%>", comment}, {"<%@", "%>", comment}, {"<%=", "%>", output},
		{"<%-", "%>", output}, {"<%!", "%>", code}, {"<%", "%>", code}}
}

func question() []delimiter {
	return []delimiter{{"<?=", "?>", output}, {"<?php", "?>", code}, {"<?xml", "?>", comment}, {"<?", "?>", code}}
}

func moustache() []delimiter {
	return []delimiter{{"{{!--", "--}}", comment}, {"{{!", "}}", comment}, {"{{/*", "*/}}", comment}, {"{{{", "}}}", output}, {"{{", "}}", either}}
}

func percentBraces() []delimiter {
	return []delimiter{{"{#", "#}", comment}, {"{%", "%}", word}}
}

// describe gives a dialect by its name. Of plain HTML, the text tells which tags stand
// in it: what the one means to put in is a mistake of style in the other.
func describe(name string, src []byte) (*dialect, bool) {
	d := &dialect{name: name}
	switch name {
	case "html":
		d.delimiters = moustache()
		if bytes.Contains(src, []byte("{%")) {
			d.delimiters = append(percentBraces(), d.delimiters...)
		}
		if bytes.Contains(src, []byte("<%")) {
			d.delimiters = append(d.delimiters, percents()...)
		}
		if bytes.Contains(src, []byte("<?")) {
			d.delimiters = append(d.delimiters, question()...)
		}
	case "vue":
		d.host, d.sections = "js", true
		d.delimiters = []delimiter{{"{{", "}}", output}}
	case "svelte":
		d.host, d.sections, d.braces = "js", true, true
	case "erb":
		d.host, d.delimiters = "ruby", percents()
	case "ejs":
		d.host, d.delimiters = "js", percents()
	case "jsp":
		d.host = "jsp"
		d.delimiters = append(percents(), delimiter{"${", "}", output}, delimiter{"#{", "}", output})
	case "twig":
		d.delimiters = append(percentBraces(), delimiter{"{{", "}}", either})
	case "handlebars":
		d.delimiters = moustache()
	case "blade":
		d.host, d.at = "php", true
		d.delimiters = append([]delimiter{{"{{--", "--}}", comment}, {"{!!", "!!}", output}, {"{{", "}}", output}}, question()...)
	case "phtml":
		d.host, d.delimiters = "php", question()
	default:
		return nil, false
	}
	return d, true
}
