package waiver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"leadlint/scanner/finding"
)

// head begins a file of waivers that leadlint writes.
const head = `# Findings accepted for a time. Each entry limits itself to one rule and one subject, and
# says why, who answers for it, since when and until when. It waives nothing after its
# last day. leadlint waive adds entries; every report shows them.
version: 1
waivers:
`

// Append gives the text of a file of waivers with an entry added at the end of its list.
// Everything else stays as it is, comments included; of empty data it makes a new file.
// The error tells that the file, or the entry, is at fault, or that the entry cannot be
// added by itself. What is given without an error was read back and holds the entries
// that were there, and the new one.
func Append(name string, data []byte, e Entry) ([]byte, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		data = []byte(head)
	}
	before, err := Parse(name, data)
	if err != nil {
		return nil, err
	}
	if err := e.writable(); err != nil {
		return nil, err
	}
	after, err := insert(data, &e)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	read, err := Parse(name, after)
	if err != nil {
		return nil, fmt.Errorf("the entry cannot be added: %w", err)
	}
	if want := append(slices.Clone(before.Waivers), e); !slices.EqualFunc(read.Waivers, want, same) {
		return nil, fmt.Errorf("%s: the list of waivers is written in a way that an entry cannot be added to; add it by hand", name)
	}
	return after, nil
}

// same says whether two entries say the same, wherever they stand.
func same(a, b Entry) bool {
	return a.Rule == b.Rule && slices.Equal(a.Subject.Values(), b.Subject.Values()) && a.Reason == b.Reason && a.Owner == b.Owner &&
		a.Approved == b.Approved && a.Expires == b.Expires
}

// writable refuses texts that cannot stand in one line.
func (e *Entry) writable() error {
	for _, v := range append(e.Subject.Values(), finding.SampleValue{Field: "rule", Value: e.Rule},
		finding.SampleValue{Field: "reason", Value: e.Reason}, finding.SampleValue{Field: "owner", Value: e.Owner}) {
		unfit := func(r rune) bool { return !unicode.IsPrint(r) && r != '\u00a0' && r != '\u202f' }
		if !utf8.ValidString(v.Value) || strings.ContainsFunc(v.Value, unfit) {
			return fmt.Errorf("%s: expected a text of one line without control characters", v.Field)
		}
	}
	return nil
}

// insert puts the entry behind the last one of the list.
func insert(data []byte, e *Entry) ([]byte, error) {
	ending := "\n"
	if bytes.Contains(data, []byte("\r\n")) {
		ending = "\r\n"
	}
	lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	at, indent, err := place(data, lines)
	if err != nil {
		return nil, err
	}
	lines = slices.Insert(lines, at, e.lines(indent)...)
	return []byte(strings.Join(lines, ending) + ending), nil
}

var errOneLine = errors.New("the list of waivers stands in brackets; write it one entry below the other, each with a dash, so that one can be added")

// place gives the number of lines before the new entry, and its indent. It opens a list
// that is empty, in lines.
func place(data []byte, lines []string) (at int, indent string, err error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return 0, "", err
	}
	root := doc.Content[0]
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		if key.Value != "waivers" {
			continue
		}
		next := len(lines)
		if i+2 < len(root.Content) {
			next = root.Content[i+2].Line - 1
		}
		switch {
		case value.Kind == yaml.SequenceNode && value.Style&yaml.FlowStyle == 0:
			return trimmed(lines, next), strings.Repeat(" ", value.Column-1), nil
		case len(value.Content) > 0 || root.Style&yaml.FlowStyle != 0:
			return 0, "", errOneLine
		case value.Kind == yaml.SequenceNode:
			lines[value.Line-1] = opened(lines[value.Line-1], value.Column)
		}
		return max(key.Line, value.Line), strings.Repeat(" ", key.Column+1), nil
	}
	return 0, "", errors.New("missing key \"waivers\": add a line \"waivers:\" to the end of the file")
}

// emptyList is how a list of nothing is written.
var emptyList = regexp.MustCompile(`^\[\s*\]`)

// opened takes the empty list in brackets that begins at a column out of a line.
func opened(line string, column int) string {
	runes := []rune(line)
	if column < 1 || column > len(runes) {
		return line
	}
	before, rest := string(runes[:column-1]), string(runes[column-1:])
	return strings.TrimRight(before+emptyList.ReplaceAllString(rest, ""), " ")
}

// trimmed gives the end of a list whose next key stands on a line: without the blank
// lines and the comments that lead to that key.
func trimmed(lines []string, end int) int {
	last := end == len(lines)
	for end > 0 && (strings.TrimSpace(lines[end-1]) == "" || !last && strings.HasPrefix(lines[end-1], "#")) {
		end--
	}
	return end
}

// lines writes the entry.
func (e *Entry) lines(indent string) []string {
	out := []string{indent + "- rule: " + scalar(e.Rule), indent + "  subject:"}
	for _, v := range e.Subject.Values() {
		out = append(out, indent+"    "+v.Field+": "+scalar(v.Value))
	}
	return append(out, indent+"  reason: "+scalar(e.Reason), indent+"  owner: "+scalar(e.Owner),
		indent+"  approved: "+string(e.Approved), indent+"  expires: "+string(e.Expires))
}

// plainText is what needs no quotes in YAML whatever follows.
var plainText = regexp.MustCompile(`^[\p{L}][\p{L}\p{N}_./@-]*( [\p{L}\p{N}(][\p{L}\p{N}_.,;/@()'’-]*)*$`)

// scalar writes a text as YAML: as it is where nothing in it means something else, else
// in quotes, whose escapes are those of JSON.
func scalar(s string) string {
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
	default:
		if plainText.MatchString(s) {
			return s
		}
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}
