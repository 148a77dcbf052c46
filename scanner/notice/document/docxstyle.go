package document

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"
)

// docxStyle is what a paragraph style says of its paragraphs.
type docxStyle struct {
	name    string
	based   string
	outline int // 1..9, 0 unset
	list    int // depth, 0 none
	bold    bool
}

// styles reads the style sheet: headings are known by their outline level or by
// their name, which stays English whatever the language of Word; and the
// language the text is in unless a run says otherwise.
func (f *docxFile) styles(name string) (sheet map[string]docxStyle, lang string) {
	sheet = map[string]docxStyle{}
	id, at := "", docxStyle{}
	_ = f.tokens(context.Background(), name, func(t xml.Token) {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "style":
				id, at = value(t, "styleId"), docxStyle{}
			case "lang":
				if id == "" && lang == "" {
					lang = primary(value(t, "val"))
				}
			default:
				at.read(t)
			}
		case xml.EndElement:
			if t.Name.Local == "style" && id != "" {
				sheet[id] = at
			}
		}
	})
	resolved := make(map[string]docxStyle, len(sheet))
	for id := range sheet {
		resolved[id] = resolve(sheet, id)
	}
	return resolved, lang
}

func (s *docxStyle) read(t xml.StartElement) {
	switch t.Name.Local {
	case "name":
		s.name = strings.ToLower(value(t, "val"))
	case "basedOn":
		s.based = value(t, "val")
	case "outlineLvl":
		s.outline = outline(t)
	case "numId":
		if value(t, "val") != "0" {
			s.list = max(s.list, 1)
		}
	case "ilvl":
		s.list = number(value(t, "val")) + 1
	case "b":
		s.bold = on(t)
	}
}

// resolve follows the styles a style is based on; a ring of them ends after ten.
func resolve(sheet map[string]docxStyle, id string) docxStyle {
	s := sheet[id]
	s.outline = s.level()
	for range 10 {
		base, ok := sheet[s.based]
		if !ok {
			break
		}
		if s.outline == 0 {
			s.outline = base.level()
		}
		if s.list == 0 {
			s.list = base.list
		}
		s.bold = s.bold || base.bold
		s.based = base.based
	}
	return s
}

// level gives the outline level by the style's own words.
func (s docxStyle) level() int {
	if s.outline > 0 {
		return s.outline
	}
	if n, ok := strings.CutPrefix(s.name, "heading "); ok {
		return min(max(number(n), 1), 9)
	}
	if s.name == "title" {
		return 1
	}
	return 0
}

// outline gives 1..9; Word's tenth level, 9, is body text.
func outline(t xml.StartElement) int {
	n := number(value(t, "val"))
	if n > 8 {
		return 0
	}
	return n + 1
}

func number(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 {
		return 0
	}
	return min(n, 1000)
}

// on reads Word's switches: present means on unless the value says off.
func on(t xml.StartElement) bool {
	switch value(t, "val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
