package docx_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sequences gives the order in which ECMA-376 (part 1, annex A) wants the children of
// the elements that are written. Word refuses a file that has them in another.
func sequences() map[string][]string {
	paragraph := "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl rPr"
	run := "rStyle rFonts b bCs i iCs smallCaps color spacing sz szCs u shd lang"
	out := map[string][]string{}
	for name, list := range map[string]string{
		"w:pPr": paragraph, "w:rPr": run, "w:pBdr": "top left bottom right",
		"w:tbl": "tblPr tblGrid tr", "w:tr": "trPr tc", "w:tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
		"w:tblBorders": "top left bottom right insideH insideV", "w:tblCellMar": "top left bottom right", "w:tcPr": "tcW gridSpan tcBorders shd vAlign",
		"w:sectPr": "headerReference footerReference pgSz pgMar titlePg", "w:numbering": "abstractNum num", "w:abstractNum": "multiLevelType lvl",
		"w:num": "abstractNumId lvlOverride", "w:lvl": "start numFmt suff lvlText lvlJc pPr rPr", "w:styles": "docDefaults style",
		"w:style":    "name basedOn next uiPriority qFormat pPr rPr tblPr tcPr tblStylePr",
		"w:settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
		"w:font":     "altName family pitch", "w:sdt": "sdtPr sdtContent",
	} {
		for _, s := range strings.Fields(list) {
			out[name] = append(out[name], "w:"+s)
		}
	}
	return out
}

// checkOrder holds every element against the sequences of the schema.
func checkOrder(t testing.TB, parts map[string]*element) {
	t.Helper()
	want := sequences()
	for name, p := range parts {
		for _, e := range p.all() {
			list, last := want[e.name], 0
			if list == nil {
				continue
			}
			for _, k := range e.kids {
				at := slices.Index(list, k.name)
				if at < 0 {
					t.Errorf("%s: <%s> in <%s> is not foreseen", name, k.name, e.name)
				} else if at < last {
					t.Errorf("%s: <%s> comes too late in <%s>", name, k.name, e.name)
				}
				last = max(at, last)
			}
		}
	}
}

// checkTables: rows fill the grid, cells end in a paragraph, and no table touches the
// next, since the two would be one.
func checkTables(t testing.TB, main *element) {
	t.Helper()
	for _, table := range main.named("w:tbl") {
		columns := len(table.named("w:gridCol"))
		for i, row := range table.named("w:tr") {
			n := 0
			for _, c := range row.named("w:tc") {
				span := 1
				for _, s := range c.named("w:gridSpan") {
					span, _ = strconv.Atoi(s.attrs["w:val"])
				}
				n += span
				if c.kids[len(c.kids)-1].name != "w:p" {
					t.Error("a cell does not end in a paragraph")
				}
			}
			if n != columns {
				t.Errorf("row %d has %d columns of a grid of %d", i+1, n, columns)
			}
		}
	}
	body := main.kids[0]
	for i, e := range body.kids {
		if e.name == "w:tbl" && body.kids[i+1].name != "w:p" {
			t.Errorf("a table is followed by <%s>", body.kids[i+1].name)
		}
	}
}
