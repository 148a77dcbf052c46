package docx

import (
	"bytes"
	"encoding/xml"
	"strconv"
)

// node is an element of a part. Names carry the prefix that the part's root declares,
// and children stand in the order that the schema wants them in.
type node struct {
	name  string
	attrs []string
	kids  []*node
	text  string
}

// el makes an element; nil children are left out.
func el(name string, kids ...*node) *node {
	n := &node{name: name}
	return n.add(kids...)
}

// val makes an element that says one thing, as most properties do.
func val(name, v string) *node { return el(name).attr("w:val", v) }

func (n *node) add(kids ...*node) *node {
	for _, k := range kids {
		if k != nil {
			n.kids = append(n.kids, k)
		}
	}
	return n
}

func (n *node) attr(pairs ...string) *node {
	n.attrs = append(n.attrs, pairs...)
	return n
}

func (n *node) write(b *bytes.Buffer) {
	b.WriteByte('<')
	b.WriteString(n.name)
	for i := 0; i+1 < len(n.attrs); i += 2 {
		b.WriteByte(' ')
		b.WriteString(n.attrs[i])
		b.WriteString(`="`)
		escape(b, n.attrs[i+1])
		b.WriteByte('"')
	}
	if n.text == "" && len(n.kids) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteByte('>')
	escape(b, n.text)
	for _, k := range n.kids {
		k.write(b)
	}
	b.WriteString("</")
	b.WriteString(n.name)
	b.WriteByte('>')
}

// escape puts U+FFFD for what XML 1.0 cannot hold. A buffer takes everything, so there
// is no error to give.
func escape(b *bytes.Buffer, s string) { _ = xml.EscapeText(b, []byte(s)) }

// part gives the bytes of a part with this root.
func part(root *node) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	root.write(&b)
	b.WriteByte('\n')
	return b.Bytes()
}

func itoa(n int) string { return strconv.Itoa(n) }
