package split

import (
	"bytes"
	"encoding/json"
	"io"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/charset"
	"leadlint/scanner/take"
)

// objects writes records of JSON as they stand; reasons are further members.
type objects struct {
	out     text
	file    io.Writer
	encoder io.WriteCloser
	form    dataset.Form
	begun   bool
}

// unreadText is the member that holds the text of a record that is no object.
const unreadText = "leadlint_text"

func newJSON(file io.Writer, form dataset.Form) *objects {
	o := &objects{file: file, form: form, encoder: charset.Named(form.Charset).Writer(file)}
	o.out.w = o.encoder
	return o
}

func (o *objects) guarded() int64 { return 0 }

func (o *objects) head() error {
	_, err := o.file.Write(o.form.Mark)
	o.out.buf = append(o.out.buf, o.form.Head...)
	return err
}

// between writes what stands before a record.
func (o *objects) between() {
	if o.begun {
		o.out.buf = append(o.out.buf, o.form.Sep...)
	} else {
		o.out.buf = append(o.out.buf, o.form.First...)
	}
	o.begun = true
}

func (o *objects) row(r *take.Row, why *reason) error {
	o.between()
	if why == nil {
		o.out.buf = append(o.out.buf, r.Raw...)
		return o.out.flush()
	}
	members, err := o.members(why)
	if err != nil {
		return err
	}
	body := bytes.TrimRight(r.Raw[:bytes.LastIndexByte(r.Raw, '}')], " \t\r\n")
	o.out.buf = append(o.out.buf, body...)
	if body[len(body)-1] != '{' {
		o.out.buf = append(o.out.buf, ',')
	}
	o.out.buf = append(append(o.out.buf, members...), r.Raw[len(body):]...)
	return o.out.flush()
}

// members writes the members of a reason, without braces.
func (o *objects) members(why *reason) ([]byte, error) {
	if why.written != nil {
		return why.written, nil
	}
	for i, name := range columns() {
		value, err := encoded(why.values[i])
		if err != nil {
			return nil, err
		}
		if i > 0 {
			why.written = append(why.written, ',')
		}
		why.written = append(append(why.written, `"`+name+`":`...), value...)
	}
	return why.written, nil
}

// encoded writes a string.
func encoded(s string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(s)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// skipped writes an object that holds the record's text: what is no JSON must not stand
// among what is.
func (o *objects) skipped(raw []byte, why *reason) error {
	members, err := o.members(why)
	if err != nil {
		return err
	}
	value, err := encoded(string(bytes.TrimRight(raw, "\r\n")))
	if err != nil {
		return err
	}
	o.between()
	o.out.buf = append(append(o.out.buf, '{'), members...)
	if raw != nil {
		o.out.buf = append(append(o.out.buf, `,"`+unreadText+`":`...), value...)
	}
	o.out.buf = append(o.out.buf, '}')
	if len(o.form.Sep) == 0 {
		o.out.buf = append(o.out.buf, o.form.LineEnd...)
	}
	return o.out.flush()
}

func (o *objects) end() error {
	if len(o.form.Tail) == 0 && len(o.form.Sep) > 0 && o.begun {
		o.out.buf = append(o.out.buf, o.form.LineEnd...)
	}
	o.out.buf = append(o.out.buf, o.form.Tail...)
	if err := o.out.last(); err != nil {
		return err
	}
	return o.encoder.Close()
}
