package vcard

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	govcard "github.com/emersion/go-vcard"
)

// parts are the columns of the properties that have several parts, in the order
// of RFC 6350.
func parts(name string) []string {
	switch name {
	case "N":
		return []string{"family", "given", "additional", "prefix", "suffix"}
	case "ADR":
		return []string{"pobox", "extended", "street", "city", "region", "code", "country"}
	}
	return nil
}

// kinds are the types that tell values apart; others ("pref", "internet",
// "voice") say nothing about whose they are.
var kinds = map[string]string{"home": "home", "work": "work", "cell": "cell", "mobile": "cell", "iphone": "cell",
	"fax": "fax", "pager": "pager", "main": "main", "other": "other"}

// cell is one value with the name of its column.
type cell struct {
	column string
	value  string
}

// decode reads a card in normal form. lost is set when the decoder passed over
// a property.
func decode(text []byte, properties int) (cells []cell, lost bool) {
	card, err := govcard.NewDecoder(bytes.NewReader(text)).Decode()
	if err != nil {
		return nil, true
	}
	for _, name := range slices.Sorted(maps.Keys(card)) {
		for _, field := range card[name] {
			properties--
			if field != nil && name != "VERSION" {
				cells = appendCells(cells, name, field)
			}
		}
	}
	return cells, properties > 0
}

// appendCells adds the values of one property.
func appendCells(cells []cell, name string, field *govcard.Field) []cell {
	suffix := kindOf(field.Params)
	add := func(column, value string) {
		if value = strings.TrimSpace(value); value != "" {
			cells = append(cells, cell{column + suffix, value})
		}
	}
	if names := parts(name); names != nil {
		for i, part := range split(field.Value, ';') {
			if i < len(names) {
				add(name+"."+names[i], part)
			}
		}
		return cells
	}
	switch name {
	case "ORG":
		for i, part := range split(field.Value, ';') {
			if i == 0 {
				add(name, part)
			} else {
				add(name+".unit", part)
			}
		}
	case "CATEGORIES", "NICKNAME":
		for _, part := range strings.Split(field.Value, ",") {
			add(name, part)
		}
	case "EMAIL", "TEL", "URL", "SOURCE", "IMPP":
		add(name, bare(field.Value))
	default:
		add(name, strings.ReplaceAll(strings.ReplaceAll(field.Value, `\;`, ";"), `\N`, "\n"))
	}
	return cells
}

// bare strips the scheme of a telephone or mail address written as a URI.
func bare(value string) string {
	for _, scheme := range []string{"tel:", "mailto:"} {
		if len(value) > len(scheme) && strings.EqualFold(value[:len(scheme)], scheme) {
			return value[len(scheme):]
		}
	}
	return value
}

// split cuts a value at a separator that no backslash stands before.
func split(value string, separator byte) []string {
	var out []string
	var part strings.Builder
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == '\\' && i+1 < len(value) && value[i+1] == separator:
			i++
			part.WriteByte(separator)
		case c == separator:
			out = append(out, part.String())
			part.Reset()
		default:
			part.WriteByte(c)
		}
	}
	return append(out, part.String())
}

// kindOf gives " (home)" and the like from the types of a property.
func kindOf(params govcard.Params) string {
	var found []string
	for _, t := range params["TYPE"] {
		for _, one := range strings.Split(strings.ToLower(t), ",") {
			if kind := kinds[strings.TrimSpace(one)]; kind != "" && !slices.Contains(found, kind) {
				found = append(found, kind)
			}
		}
	}
	if len(found) == 0 {
		return ""
	}
	slices.Sort(found)
	return " (" + strings.Join(found, ", ") + ")"
}
