package docx

import (
	_ "embed"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// The namespaces of the parts (ECMA-376 part 4, transitional; part 2 for the package).
const (
	nsMain     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsRels     = "http://schemas.openxmlformats.org/package/2006/relationships"
	nsTypes    = "http://schemas.openxmlformats.org/package/2006/content-types"
	nsCore     = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
	nsApp      = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
	typeOffice = "application/vnd.openxmlformats-officedocument."
	typeWord   = typeOffice + "wordprocessingml."
	typeCore   = "application/vnd.openxmlformats-package.core-properties+xml"
)

// stylesXML defines every style that the document uses; LANG stands for its language.
//
//go:embed parts/styles.xml
var stylesXML string

// themeXML gives the colours and typefaces that the program offers for what is added.
//
//go:embed parts/theme.xml
var themeXML []byte

// file is one part of the package.
type file struct {
	name string
	data []byte
}

// related says how a part of the folder word is related to the document.
func related() []struct{ id, kind, name, content string } {
	return []struct{ id, kind, name, content string }{
		{"rIdStyles", "styles", "styles.xml", "styles"},
		{"rIdNumbering", "numbering", "numbering.xml", "numbering"},
		{"rIdSettings", "settings", "settings.xml", "settings"},
		{"rIdFonts", "fontTable", "fontTable.xml", "fontTable"},
		{"rIdHeader", "header", "header1.xml", "header"},
		{"rIdHeaderFirst", "header", "header2.xml", "header"},
		{"rIdFooter", "footer", "footer1.xml", "footer"},
		{"rIdFooterFirst", "footer", "footer2.xml", "footer"},
	}
}

// tag gives the language and country that the program checks spelling by.
func tag(lang string) string {
	switch lang {
	case "fr", "de", "es", "it", "nl", "pl", "pt":
		return lang + "-" + strings.ToUpper(lang)
	}
	return "en-GB"
}

// parts gives the package's parts in the order that they are packed in.
func (w *writer) parts(day string) []file {
	lang := tag(w.d.Lang)
	footer := part(w.footer())
	return []file{
		{"[Content_Types].xml", part(contentTypes())},
		{"_rels/.rels", part(packageRels())},
		{"docProps/core.xml", part(w.core(day, lang))},
		{"docProps/app.xml", part(w.app())},
		{"word/document.xml", part(w.main())},
		{"word/_rels/document.xml.rels", part(w.rels())},
		{"word/styles.xml", []byte(strings.ReplaceAll(stylesXML, "LANG", lang))},
		{"word/numbering.xml", part(w.numbering())},
		{"word/settings.xml", part(settings(lang))},
		{"word/fontTable.xml", part(fonts())},
		{"word/theme/theme1.xml", themeXML},
		{"word/header1.xml", part(w.header())},
		{"word/header2.xml", part(story("w:hdr", para("HeaderFirst")))},
		{"word/footer1.xml", footer},
		{"word/footer2.xml", footer},
	}
}

func contentTypes() *node {
	root := el("Types",
		el("Default").attr("Extension", "rels", "ContentType", "application/vnd.openxmlformats-package.relationships+xml"),
		el("Default").attr("Extension", "xml", "ContentType", "application/xml"),
		el("Override").attr("PartName", "/word/document.xml", "ContentType", typeWord+"document.main+xml")).attr("xmlns", nsTypes)
	for _, p := range related() {
		root.add(el("Override").attr("PartName", "/word/"+p.name, "ContentType", typeWord+p.content+"+xml"))
	}
	return root.add(
		el("Override").attr("PartName", "/word/theme/theme1.xml", "ContentType", typeOffice+"theme+xml"),
		el("Override").attr("PartName", "/docProps/core.xml", "ContentType", typeCore),
		el("Override").attr("PartName", "/docProps/app.xml", "ContentType", typeOffice+"extended-properties+xml"))
}

func relation(id, kind, target string) *node {
	return el("Relationship").attr("Id", id, "Type", kind, "Target", target)
}

func packageRels() *node {
	return el("Relationships",
		relation("rId1", nsRelation+"/officeDocument", "word/document.xml"),
		relation("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
		relation("rId3", nsRelation+"/extended-properties", "docProps/app.xml")).attr("xmlns", nsRels)
}

func (w *writer) rels() *node {
	root := el("Relationships").attr("xmlns", nsRels)
	for _, p := range related() {
		root.add(relation(p.id, nsRelation+"/"+p.kind, p.name))
	}
	root.add(relation("rIdTheme", nsRelation+"/theme", "theme/theme1.xml"))
	for i, address := range w.links {
		root.add(relation(linkID(i), nsRelation+"/hyperlink", address).attr("TargetMode", "External"))
	}
	return root
}

// main is the part with the text.
func (w *writer) main() *node {
	section := el("w:sectPr",
		el("w:headerReference").attr("w:type", "default", "r:id", "rIdHeader"),
		el("w:headerReference").attr("w:type", "first", "r:id", "rIdHeaderFirst"),
		el("w:footerReference").attr("w:type", "default", "r:id", "rIdFooter"),
		el("w:footerReference").attr("w:type", "first", "r:id", "rIdFooterFirst"),
		el("w:pgSz").attr("w:w", itoa(pageWidth), "w:h", itoa(pageHeight)),
		el("w:pgMar").attr("w:top", itoa(marginTop), "w:right", itoa(marginRight), "w:bottom", itoa(marginBottom), "w:left", itoa(marginLeft),
			"w:header", "680", "w:footer", "624", "w:gutter", "0"),
		el("w:titlePg"))
	return el("w:document", el("w:body", w.body...).add(section)).attr("xmlns:w", nsMain, "xmlns:r", nsRelation)
}

// story is a part with text of its own, such as a header.
func story(name string, paras ...*node) *node {
	return el(name, paras...).attr("xmlns:w", nsMain, "xmlns:r", nsRelation)
}

// longestHeader is the greatest length of the running title, one line of it.
const longestHeader = 90

func (w *writer) header() *node {
	title := w.d.Title
	if utf8.RuneCountInString(title) > longestHeader {
		title = strings.TrimRight(string([]rune(title)[:longestHeader-1]), " ") + "…"
	}
	return story("w:hdr", para("Header", run(title)))
}

// footer words the number of the page; what cannot be read as two places for numbers
// stands before them.
func (w *writer) footer() *node {
	p := para("Footer", run(w.d.Kind), tab())
	text := fmt.Sprintf(w.d.Words.Page, "\x01", "\x02")
	for text != "" {
		i := strings.IndexAny(text, "\x01\x02")
		if i < 0 {
			p.add(run(text))
			break
		}
		if i > 0 {
			p.add(run(text[:i]))
		}
		instruction := "PAGE"
		if text[i] == 2 {
			instruction = "NUMPAGES"
		}
		p.add(field(instruction, "1")...)
		text = text[i+1:]
	}
	return story("w:ftr", p)
}

func settings(lang string) *node {
	decimal, separator := ".", ","
	if lang != "en-GB" {
		decimal, separator = ",", ";"
	}
	compat := el("w:compat")
	for _, s := range []string{"compatibilityMode=15", "overrideTableStyleFontSizeAndJustification=1", "enableOpenTypeFeatures=1", "doNotFlipMirrorIndents=1"} {
		name, v, _ := strings.Cut(s, "=")
		compat.add(el("w:compatSetting").attr("w:name", name, "w:uri", "http://schemas.microsoft.com/office/word", "w:val", v))
	}
	return el("w:settings",
		el("w:zoom").attr("w:percent", "100"), val("w:defaultTabStop", "567"), val("w:characterSpacingControl", "doNotCompress"), compat,
		el("w:themeFontLang").attr("w:val", lang), val("w:decimalSymbol", decimal), val("w:listSeparator", separator)).attr("xmlns:w", nsMain)
}

// fonts names the typefaces with their kin, for who has them not.
func fonts() *node {
	root := el("w:fonts").attr("xmlns:w", nsMain)
	for _, f := range [][4]string{
		{"Times New Roman", "Liberation Serif", "roman", "variable"}, {"Arial", "Liberation Sans", "swiss", "variable"}, {"Courier New", "Liberation Mono", "modern", "fixed"},
	} {
		root.add(el("w:font", val("w:altName", f[1]), val("w:family", f[2]), val("w:pitch", f[3])).attr("w:name", f[0]))
	}
	return root
}

func (w *writer) core(day, lang string) *node {
	text := func(name, s string) *node {
		n := el(name)
		n.text = s
		return n
	}
	root := el("cp:coreProperties", text("dc:title", w.d.Title), text("dc:subject", w.d.Words.Subject), text("dc:creator", w.d.Words.Author),
		text("cp:lastModifiedBy", w.d.Words.Author), text("cp:revision", "1")).
		attr("xmlns:cp", nsCore, "xmlns:dc", "http://purl.org/dc/elements/1.1/", "xmlns:dcterms", "http://purl.org/dc/terms/", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	if _, err := time.Parse(time.DateOnly, day); err == nil {
		root.add(text("dcterms:created", day+"T00:00:00Z").attr("xsi:type", "dcterms:W3CDTF"), text("dcterms:modified", day+"T00:00:00Z").attr("xsi:type", "dcterms:W3CDTF"))
	}
	return root.add(text("dc:language", lang))
}

func (w *writer) app() *node {
	n := el("Application")
	n.text = "leadlint"
	return el("Properties", n).attr("xmlns", nsApp)
}
