package split

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// The parts of a workbook are those that ECMA-376, part 1, 12.2 wants at least.
const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	documentSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace  = "http://schemas.openxmlformats.org/package/2006/"
	typeOf        = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// bookPart is a file within a workbook.
type bookPart struct{ name, text string }

// bookParts gives those that stand before the sheet.
func bookParts(sheet string) []bookPart {
	relation := func(kind, target string) string {
		return xmlHead + `<Relationships xmlns="` + packageSpace + `relationships"><Relationship Id="rId1" Type="` + documentSpace + "/" + kind + `" Target="` + target + `"/></Relationships>`
	}
	return []bookPart{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="` + packageSpace + `content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + typeOf + `sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + typeOf + `worksheet+xml"/></Types>`},
		{"_rels/.rels", relation("officeDocument", "xl/workbook.xml")},
		{"xl/workbook.xml", xmlHead + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + documentSpace + `"><sheets><sheet name="` +
			string(appendXML(nil, []byte(sheet))) + `" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")},
	}
}

// appendXML adds a text as XML holds it: what XML cannot hold is written _xHHHH_, and so
// is the underscore of what looks like that already. Source: ECMA-376, part 1, 22.9.2.19.
func appendXML(dst, text []byte) []byte {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c >= utf8.RuneSelf:
			r, width := utf8.DecodeRune(text[i:])
			switch r {
			case utf8.RuneError:
				dst = append(dst, "\uFFFD"...)
			case '\uFFFE', '\uFFFF':
				dst = fmt.Appendf(dst, "_x%04X_", r)
			default:
				dst = append(dst, text[i:i+width]...)
			}
			i += width
			continue
		case c == '&':
			dst = append(dst, "&amp;"...)
		case c == '<':
			dst = append(dst, "&lt;"...)
		case c == '>':
			dst = append(dst, "&gt;"...)
		case c == '"':
			dst = append(dst, "&quot;"...)
		case c < ' ' && c != '\t' && c != '\n', c == '_' && escapes(text[i:]):
			dst = fmt.Appendf(dst, "_x%04X_", c)
		default:
			dst = append(dst, c)
		}
		i++
	}
	return dst
}

// escapes says whether a text begins like a character that is written _xHHHH_.
func escapes(text []byte) bool {
	if len(text) < 7 || text[1] != 'x' || text[6] != '_' {
		return false
	}
	return len(bytes.Trim(text[2:6], "0123456789abcdefABCDEF")) == 0
}
