package style

import "strings"

// sets says whether a declaration of one property also sets another.
func sets(declared, prop string) bool {
	if declared == prop {
		return true
	}
	switch declared {
	case "all":
		return !strings.HasPrefix(prop, "--")
	case "font":
		return prop == "font-size" || prop == "font-weight"
	case "background":
		return prop == "background-color" || prop == "background-image"
	case "border":
		return prop == "border-style" || prop == "border-width"
	case "padding", "padding-block", "padding-inline":
		return prop == "padding-top" && declared != "padding-inline" || prop == "padding-left" && declared != "padding-block"
	case "text-decoration":
		return prop == "text-decoration-line"
	}
	return false
}

// expand gives the part of a shorthand's value that a property takes; "initial"
// when the shorthand resets it.
func (e *Engine) expand(shorthand, s, prop string) Value[string] {
	words := fields(s)
	switch shorthand {
	case "font":
		return font(words, prop)
	case "background":
		return e.background(words, prop)
	case "border":
		return border(words, prop)
	case "padding", "padding-block", "padding-inline":
		if len(words) == 0 || len(words) > 4 {
			return Value[string]{}
		}
		at := 0
		if prop == "padding-left" && shorthand == "padding" {
			at = [...]int{0, 1, 1, 3}[len(words)-1]
		}
		return known(words[at])
	case "text-decoration":
		for _, w := range words {
			if w == "underline" {
				return known(w)
			}
		}
		return known("none")
	}
	return Value[string]{}
}

// fields parts a value at blanks outside brackets.
func fields(s string) []string {
	var out []string
	for _, w := range split(s, ' ') {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func font(words []string, prop string) Value[string] {
	weight := "normal"
	for _, w := range words {
		switch {
		case w == "bold" || w == "bolder" || w == "lighter" || len(w) == 3 && strings.HasSuffix(w, "00"):
			weight = w
		case w[0] >= '0' && w[0] <= '9' || w[0] == '.' || sized(w) || strings.HasPrefix(w, "calc("):
			if prop == "font-weight" {
				return known(weight)
			}
			size, _, _ := strings.Cut(w, "/")
			return known(size)
		}
	}
	return Value[string]{} // a system font
}

func sized(w string) bool {
	switch w, _, _ = strings.Cut(w, "/"); w {
	case "xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "smaller", "larger":
		return true
	}
	return false
}

func (e *Engine) background(words []string, prop string) Value[string] {
	colour, image := "transparent", "none"
	for _, w := range words {
		switch {
		case strings.HasPrefix(w, "url(") || strings.Contains(w, "gradient(") || strings.HasPrefix(w, "image"):
			image = w
		case w == "currentcolor":
			colour = w
		default:
			if _, ok := e.colour(w); ok {
				colour = w
			} else if strings.Contains(w, "(") {
				return Value[string]{}
			}
		}
	}
	if prop == "background-image" {
		return known(image)
	}
	return known(colour)
}

func border(words []string, prop string) Value[string] {
	style, width := "none", "medium"
	for _, w := range words {
		switch {
		case w == "none" || w == "hidden" || w == "solid" || w == "dashed" || w == "dotted" || w == "double" || w == "groove" || w == "ridge" || w == "inset" || w == "outset":
			style = w
		case w[0] >= '0' && w[0] <= '9' || w[0] == '.' || w == "thin" || w == "thick":
			width = w
		}
	}
	if prop == "border-style" {
		return known(style)
	}
	return known(width)
}
