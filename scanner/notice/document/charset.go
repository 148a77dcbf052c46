package document

import (
	"bytes"
	"unicode/utf8"

	"github.com/saintfish/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
)

// decode gives the data as valid UTF-8 without a byte-order mark. What is valid
// UTF-8 is taken as such whatever it declares; else a byte-order mark, a
// declaration (contentType, or a meta element of HTML), and last the statistics
// of the bytes decide. It never fails: what cannot be decoded is U+FFFD.
func decode(data []byte, contentType string, isHTML bool) []byte {
	if out, ok := decodeUTF16(data); ok {
		return out
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return data
	}
	if mostlyUTF8(data) {
		return bytes.ToValidUTF8(data, []byte("\uFFFD"))
	}
	label := declared(data, contentType, isHTML)
	if label == "" || label == "utf-8" {
		label = guess(data)
	}
	enc, _ := charset.Lookup(label)
	if enc == nil {
		enc, _ = charset.Lookup("windows-1252")
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		out = data
	}
	return bytes.ToValidUTF8(out, []byte("\uFFFD"))
}

func decodeUTF16(data []byte) ([]byte, bool) {
	order, ok := utf16Order(data)
	if !ok {
		return nil, false
	}
	out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
	if err != nil {
		return nil, false
	}
	return bytes.ToValidUTF8(out, []byte("\uFFFD")), true
}

// utf16Order tells UTF-16 by its byte-order mark, or without one by the zero
// bytes that Latin text has in every second place.
func utf16Order(data []byte) (unicode.Endianness, bool) {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) {
		return unicode.LittleEndian, true
	}
	if bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return unicode.BigEndian, true
	}
	head := data[:min(len(data), 512)&^1]
	if len(head) < 16 {
		return unicode.LittleEndian, false
	}
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	half := len(head) / 2
	if odd*10 >= half*7 && even*10 < half {
		return unicode.LittleEndian, true
	}
	return unicode.BigEndian, even*10 >= half*7 && odd*10 < half
}

// mostlyUTF8 tells text in UTF-8 with a few broken bytes from text in an older
// encoding: two in three of its non-ASCII sequences are valid,
// which older encodings hardly ever are by chance.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 2*bad
}

// declared gives the encoding's name as the header or the page declares it, ""
// for none.
func declared(data []byte, contentType string, isHTML bool) string {
	if !isHTML && contentType == "" {
		return ""
	}
	head := []byte("<p>")
	if isHTML {
		head = data[:min(len(data), 4096)]
	}
	_, name, certain := charset.DetermineEncoding(head, contentType)
	if certain || isHTML && bytes.Contains(bytes.ToLower(head), []byte("charset")) && name != "windows-1252" {
		return name
	}
	return ""
}

func guess(data []byte) string {
	best, err := chardet.NewTextDetector().DetectBest(data[:min(len(data), 1<<16)])
	if err != nil || best.Charset == "UTF-8" {
		return "windows-1252"
	}
	return best.Charset
}
