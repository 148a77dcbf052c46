package read

import (
	"archive/zip"
	"bytes"
	"strings"

	"leadlint/scanner/dataset/blob"
	"leadlint/scanner/dataset/read/charset"
)

// kind is what the content of an input is.
type kind struct {
	// format is that of dataset.Source; empty when it cannot be read.
	format string
	// what names a content that cannot be read, and advice says what to do.
	what, advice string
}

// sniffSize is how many bytes the format is told by.
const sniffSize = 64 << 10

const (
	asTable   = "open it in a spreadsheet program and save it as CSV or .xlsx"
	unpack    = "unpack it and give the files in it"
	exportIt  = "export the records as CSV"
	decompact = "decompress it first; gzip and zstd are read as they are"
)

// magics are the first bytes of formats.
func magics() []struct {
	magic string
	kind  kind
} {
	return []struct {
		magic string
		kind  kind
	}{
		{"PAR1", kind{format: "parquet"}},
		{"SQLite format 3\x00", kind{format: "sqlite"}},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", kind{what: "an old Office file (.xls, .doc, .msg) or a protected workbook", advice: "open it, remove its password if it has one, and save it as .xlsx or CSV"}},
		{"%PDF-", kind{what: "a PDF document", advice: exportIt}},
		{"{\\rtf", kind{what: "a rich text document", advice: asTable}},
		{"\x89PNG", kind{what: "an image", advice: exportIt}},
		{"\xff\xd8\xff", kind{what: "an image", advice: exportIt}},
		{"GIF8", kind{what: "an image", advice: exportIt}},
		{"BZh", kind{what: "a bzip2 file", advice: decompact}},
		{"\xfd7zXZ\x00", kind{what: "an xz file", advice: decompact}},
		{"\x04\x22\x4d\x18", kind{what: "an lz4 file", advice: decompact}},
		{"7z\xbc\xaf\x27\x1c", kind{what: "a 7-Zip archive", advice: unpack}},
		{"Rar!\x1a\x07", kind{what: "a RAR archive", advice: unpack}},
		{"Obj\x01", kind{what: "an Avro file", advice: "convert it to Parquet, CSV or JSON Lines"}},
		{"ORC", kind{what: "an ORC file", advice: "convert it to Parquet, CSV or JSON Lines"}},
		{"ARROW1", kind{what: "an Arrow file", advice: "convert it to Parquet, CSV or JSON Lines"}},
		{"\x7fELF", kind{what: "a program", advice: exportIt}},
		{"\x1f\x8b", kind{what: "a file that is compressed twice", advice: "decompress it once"}},
		{"\x28\xb5\x2f\xfd", kind{what: "a file that is compressed twice", advice: "decompress it once"}},
	}
}

// sniffBinary tells the kind by the content alone, as far as it is no text;
// otherwise it gives the text at the start. Text that is of none of the formats
// known is taken for delimited (see sniffText).
func sniffBinary(b *blob.Blob, head []byte) (k kind, text []byte) {
	for _, m := range magics() {
		if m.magic == "ORC" && !bytes.ContainsRune(head[:min(len(head), 64)], 0) {
			continue // a header may start so
		}
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.kind, nil
		}
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return sniffZip(b), nil
	}
	if len(head) > 262 && string(head[257:262]) == "ustar" {
		return kind{what: "a tar archive", advice: unpack}, nil
	}
	set := charset.Detect(head)
	text = set.Decode(head[set.Mark:])
	if binary(text) {
		return kind{what: "binary data of a kind not known", advice: exportIt}, nil
	}
	return kind{}, text
}

// sniffText tells the kinds of text apart.
func sniffText(text []byte) kind {
	start := strings.ToLower(string(text[:min(len(text), 256)]))
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<table", "<meta"} {
		if strings.HasPrefix(start, tag) {
			return kind{what: "an HTML page (some programs export one under the name .xls)", advice: asTable}
		}
	}
	switch {
	case strings.HasPrefix(start, "<?xml"), strings.HasPrefix(start, "<!--"), strings.HasPrefix(start, "<workbook"):
		return kind{what: "an XML document", advice: asTable}
	case strings.HasPrefix(start, "begin:vcard"):
		return kind{format: "vcard"}
	case strings.HasPrefix(start, "begin:vcalendar"):
		return kind{what: "a calendar", advice: exportIt}
	case strings.HasPrefix(start, "-----begin "):
		return kind{what: "an encrypted or signed text", advice: "decrypt it first"}
	case strings.HasPrefix(start, "version https://git-lfs"):
		return kind{what: "a Git LFS pointer, not the file itself", advice: "fetch the file with git lfs pull"}
	}
	return sniffJSON(text)
}

// sniffJSON tells JSON from delimited text, whose first header may start with
// a bracket too.
func sniffJSON(text []byte) kind {
	if len(text) == 0 {
		return kind{format: "csv"}
	}
	rest := bytes.TrimLeft(text[1:], " \t\r\n")
	switch {
	case len(rest) == 0:
	case text[0] == '[' && (bytes.IndexByte([]byte("{[]"), rest[0]) >= 0 || len(text) > 2 && jsonScalars(rest)):
		return kind{format: "json"}
	case text[0] == '{' && (rest[0] == '"' || rest[0] == '}'):
		line, _, _ := bytes.Cut(text, []byte("\n"))
		if bytes.HasSuffix(bytes.TrimSpace(line), []byte("}")) {
			return kind{format: "jsonl"}
		}
		return kind{format: "json"}
	}
	return kind{format: "csv"}
}

// jsonScalars says whether an array of strings starts so: a quoted string that
// a comma or the array's end follows.
func jsonScalars(rest []byte) bool {
	if rest[0] != '"' {
		return false
	}
	k := bytes.IndexByte(rest[1:], '"')
	if k < 0 {
		return false
	}
	behind := bytes.TrimLeft(rest[k+2:], " \t\r\n")
	return len(behind) > 0 && (behind[0] == ',' && behind[len(behind)-1] == ']' || behind[0] == ']')
}

// binary says whether more than one character in twenty is a control character
// that text does not hold, or cannot be decoded.
func binary(text []byte) bool {
	text = text[:min(len(text), 8192)]
	odd := 0
	for _, c := range text {
		if c < 0x20 && (c < '\t' || c > '\r') && c != 0x01 && c != 0x1b && c != 0x1f {
			odd++
		}
	}
	return odd*20 > len(text)
}

// sniffZip tells what a ZIP file holds by the names in it.
func sniffZip(b *blob.Blob) kind {
	at, size, err := b.ReaderAt()
	if err != nil {
		return kind{what: "a ZIP archive that cannot be read (" + err.Error() + ")", advice: unpack}
	}
	z, err := zip.NewReader(at, size)
	if err != nil {
		return kind{what: "a damaged or incomplete ZIP archive or workbook", advice: "get it again from where it came"}
	}
	for _, f := range z.File {
		switch name := strings.ReplaceAll(f.Name, "\\", "/"); {
		case name == "xl/workbook.xml":
			return kind{format: "xlsx"}
		case name == "xl/workbook.bin":
			return kind{what: "a binary Excel workbook (.xlsb)", advice: asTable}
		case strings.HasPrefix(name, "word/"):
			return kind{what: "a Word document", advice: asTable}
		case strings.HasPrefix(name, "ppt/"):
			return kind{what: "a presentation", advice: exportIt}
		case name == "content.xml":
			return kind{what: "an OpenDocument file (.ods)", advice: asTable}
		case strings.HasPrefix(name, "Index/") && strings.HasSuffix(name, ".iwa"):
			return kind{what: "a Numbers or Pages document", advice: asTable}
		}
	}
	return kind{what: "a ZIP archive", advice: unpack}
}
