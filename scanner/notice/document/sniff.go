package document

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Sniff gives the format of a file by the beginning of its content and, where
// that does not decide, by the extension of its name: one of the Format
// constants, "" for what is no document of ours. A few kilobytes of head are
// enough. A text file whose extension says that it is something else (.csv,
// .json, source code) is none of ours either.
func Sniff(name string, head []byte) string {
	ext := strings.ToLower(filepath.Ext(name))
	if f := sniffBinary(ext, head); f != "" {
		return f
	}
	if !isText(head) {
		return ""
	}
	text := decode(head[:min(len(head), 8192)], "", false)
	switch {
	case looksMail(text):
		return FormatEML
	case looksHTML(text):
		return FormatHTML
	}
	switch ext {
	case ".html", ".htm", ".xhtml", ".shtml":
		return FormatHTML
	case ".md", ".markdown", ".mdown", ".mkd":
		return FormatMarkdown
	case ".eml", ".mht", ".mhtml":
		return FormatEML
	case ".txt", ".text", ".asc", "":
		return plainOrMarkdown(text)
	case ".pdf", ".docx":
		if len(head) == 0 {
			return ext[1:]
		}
	}
	return ""
}

// sniffBinary knows the containers by their first bytes. A DOCX with a password
// is no zip but a compound file.
func sniffBinary(ext string, head []byte) string {
	start := head[:min(len(head), 1024)]
	switch {
	case bytes.Contains(start, []byte("%PDF-")):
		return FormatPDF
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		if ext == ".docx" || bytes.Contains(head, []byte("word/")) {
			return FormatDOCX
		}
	case ext == ".docx" && bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return FormatDOCX
	case (ext == ".pdf" || ext == ".docx") && len(head) > 0 && !isText(head):
		return ext[1:]
	}
	return ""
}

// isText tells text in any encoding from binary data.
func isText(head []byte) bool {
	if _, wide := utf16Order(head); wide {
		return true
	}
	start := head[:min(len(head), 8192)]
	odd := 0
	for _, c := range start {
		switch {
		case c == 0:
			return false
		case c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b && c != '\v':
			odd++
		}
	}
	return odd*100 <= len(start)
}

func looksHTML(text []byte) bool {
	start := bytes.ToLower(bytes.TrimSpace(text))
	for bytes.HasPrefix(start, []byte("<!--")) || bytes.HasPrefix(start, []byte("<?xml")) {
		_, rest, found := bytes.Cut(start, []byte(">"))
		if !found {
			return false
		}
		start = bytes.TrimSpace(rest)
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<title", "<meta "} {
		if bytes.HasPrefix(start, []byte(tag)) {
			return true
		}
	}
	if !bytes.HasPrefix(start, []byte("<")) {
		return false
	}
	closed := 0
	for _, tag := range []string{"</p>", "</div>", "</h1>", "</h2>", "</ul>", "</td>", "</a>", "</form>", "</section>", "</span>"} {
		if bytes.Contains(start, []byte(tag)) {
			closed++
		}
	}
	return closed >= 2
}

// looksMail recognises a message by its header: it starts with one, and two of
// its fields are those of every mail.
func looksMail(text []byte) bool {
	known := 0
	for i, line := range bytes.Split(text[:min(len(text), 8192)], []byte{'\n'}) {
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			break
		}
		if i > 0 && (line[0] == ' ' || line[0] == '\t') {
			continue
		}
		name, _, ok := bytes.Cut(line, []byte{':'})
		if !ok || !fieldName(name) {
			return i == 1 && bytes.HasPrefix(text, []byte("From ")) && known >= 2 || i > 3 && known >= 2
		}
		switch strings.ToLower(string(name)) {
		case "from", "to", "subject", "date", "message-id", "mime-version", "received", "return-path", "content-type", "delivered-to":
			known++
		}
	}
	return known >= 2
}

func fieldName(name []byte) bool {
	for _, c := range name {
		if c <= ' ' || c >= 0x7f {
			return bytes.HasPrefix(name, []byte("From "))
		}
	}
	return len(name) > 0
}

// plainOrMarkdown tells Markdown from plain text by its marks: headings with a
// number sign, links in brackets.
func plainOrMarkdown(text []byte) string {
	if !utf8.Valid(text) {
		return FormatText
	}
	heads := len(regexp.MustCompile(`(?m)^#{1,6} \S`).FindAllIndex(text, 3))
	links := len(regexp.MustCompile(`\[[^\]\n]{1,200}\]\((https?:|mailto:|/|#)`).FindAllIndex(text, 3))
	if heads >= 2 || heads+links >= 2 {
		return FormatMarkdown
	}
	return FormatText
}
