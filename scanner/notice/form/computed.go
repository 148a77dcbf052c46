package form

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"leadlint/scanner/notice/form/style"
)

// Element is how a browser shows one element, with the state it is in.
type Element struct {
	Style style.Style
	// Checked, Required and Disabled are those of a control; unknown for what has
	// no such state.
	Checked, Required, Disabled Answer
	// Selected is the index of the chosen answer of a list, -1 when there is none.
	Selected int
}

// Computed gives styles and states that a browser worked out.
type Computed interface {
	// Element gives the element whose attribute [KeyAttribute] has a value; false
	// when the browser did not look at it.
	Element(key string) (Element, bool)
}

// sheetless is what [ReadComputed] adds: the addresses, as written, of style sheets
// that did not come, and of those that do not tell whether they came.
type sheetless interface {
	Sheets() (missing, unsure []string)
}

// KeyAttribute is the attribute by which [Script] marks what it looked at.
const KeyAttribute = "data-leadlint-key"

//go:embed computed.js
var script string

// Script gives the JavaScript expression that a browser evaluates in a page when
// it has come to rest, before the document is taken. It marks the elements it looks
// at with [KeyAttribute] and yields a string of JSON for [ReadComputed]. It sends
// nothing and follows nothing.
func Script() string { return script }

// measured is one element as [Script] gives it.
type measured struct {
	Key                         string
	Shown, Filled, Bordered     bool
	Underlined, Gradient        bool
	Size, Weight, PadY, PadX    float64
	Fade                        float64
	Colour, Background          [4]float64
	Box                         [4]float64
	Checked, Required, Disabled *bool
	Selected                    *int
}

// table is the browser's answers by key.
type table struct {
	elements        map[string]Element
	missing, unsure []string
}

// Element gives an element by its key.
func (t *table) Element(key string) (Element, bool) {
	e, ok := t.elements[key]
	return e, ok
}

// Sheets gives the addresses of style sheets that did not come or may not have.
func (t *table) Sheets() (missing, unsure []string) { return t.missing, t.unsure }

// ReadComputed reads what [Script] yielded.
func ReadComputed(data []byte) (Computed, error) {
	var page struct {
		Elements        []measured
		Missing, Unsure []string
	}
	if err := json.Unmarshal(data, &page); err != nil {
		return nil, fmt.Errorf("read what the browser measured: expected what the script of forms yields: %w", err)
	}
	t := &table{elements: make(map[string]Element, len(page.Elements)), missing: page.Missing, unsure: page.Unsure}
	for _, m := range page.Elements {
		t.elements[m.Key] = m.element()
	}
	return t, nil
}

func (m *measured) element() Element {
	e := Element{Checked: told(m.Checked), Required: told(m.Required), Disabled: told(m.Disabled), Selected: -1}
	if m.Selected != nil {
		e.Selected = *m.Selected
	}
	colour := func(c [4]float64) style.Colour { return style.Colour{R: c[0], G: c[1], B: c[2], A: c[3]} }
	e.Style = style.Style{
		Shown: sure(m.Shown), FontSize: sure(m.Size), Weight: sure(m.Weight), Colour: sure(colour(m.Colour)), Fade: sure(m.Fade),
		Background: style.Value[style.Colour]{V: colour(m.Background), Known: !m.Gradient}, Filled: sure(m.Filled), Bordered: sure(m.Bordered),
		Underlined: sure(m.Underlined), PadY: sure(m.PadY), PadX: sure(m.PadX),
		Box: sure(style.Box{X: m.Box[0], Y: m.Box[1], W: m.Box[2], H: m.Box[3]}),
	}
	return e
}

func sure[T any](v T) style.Value[T] { return style.Value[T]{V: v, Known: true} }

func told(b *bool) Answer {
	switch {
	case b == nil:
		return Unknown
	case *b:
		return Yes
	}
	return No
}
