package parquet

import (
	"errors"
	"io"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"

	"leadlint/scanner/dataset"
)

// leaf is a column that holds values.
type leaf struct {
	name     string
	repeated bool
	// defined is the definition level of a value that is there.
	defined int
	render  render
	wanted  bool
}

// cursor walks over the values of one column in one row group.
type cursor struct {
	leaf  *leaf
	pages parquet.Pages
	page  parquet.Page
	// defs and reps are the levels of the page's entries; entry is the next.
	defs, reps     []byte
	entry, entries int
	// value is the next of the page's values, which leave nulls out.
	value int

	// The values of the page are one of: indexes into the dictionary, byte
	// arrays, or others that are read through values.
	indexes []int32
	data    []byte
	offsets []uint32
	// valid says that data is UTF-8 as a whole.
	valid  bool
	values parquet.ValueReader
	buffer []parquet.Value
	// buffered values were read, used of them given.
	buffered, used int

	// dictionary is the dictionary as text, nil for what has no text.
	dictionary [][]byte
	unreadable int64 // cells that had no text
}

// next loads the next page; io.EOF after the last.
func (c *cursor) next(batch *batch) error {
	c.release()
	page, err := c.pages.ReadPage()
	if err != nil {
		return err
	}
	c.page = page
	batch.keep(page)
	c.defs, c.reps = page.DefinitionLevels(), page.RepetitionLevels()
	c.entry, c.entries, c.value = 0, int(page.NumValues()), 0
	if c.leaf.defined > 0 && len(c.defs) != c.entries || c.leaf.repeated && len(c.reps) != c.entries {
		return errDamaged
	}
	c.indexes, c.data, c.offsets, c.values = nil, nil, nil, nil
	c.buffered, c.used = 0, 0
	data := page.Data()
	switch {
	case page.Dictionary() != nil:
		c.indexes = data.Int32()
		if c.dictionary == nil {
			c.dictionary = readDictionary(page.Dictionary(), c.leaf.render)
		}
	case isString(page.Type()):
		c.data, c.offsets = data.ByteArray()
		c.valid = utf8.Valid(c.data)
	default:
		c.values = page.Values()
		if c.buffer == nil {
			c.buffer = make([]parquet.Value, 256)
		}
	}
	return nil
}

// isString says whether the type is text as it stands.
func isString(t parquet.Type) bool {
	if t.Kind() != parquet.ByteArray {
		return false
	}
	l := t.LogicalType()
	if l == nil {
		return true
	}
	return logical(l.Value, parquet.ByteArray) == nil
}

// ahead is how many bytes behind a cell a sink may like to look at.
const ahead = 16

// readDictionary renders every entry of a dictionary once. The capacity of the texts reaches
// beyond them.
func readDictionary(d parquet.Dictionary, r render) [][]byte {
	texts := make([][]byte, d.Len())
	arena := make([]byte, 0, int(d.Size())+ahead)
	for i := range texts {
		from := len(arena)
		text, ok := r(arena, d.Index(int32(i)))
		if ok {
			texts[i], arena = text[from:], text
		}
	}
	return texts
}

// release lets go of the page; batches keep it as long as they need it.
func (c *cursor) release() {
	if c.page != nil {
		parquet.Release(c.page)
		c.page = nil
	}
}

// fill gives the cells of the next rows, one for each of cells.
func (c *cursor) fill(cells [][]byte, batch *batch) error {
	if c.page != nil {
		batch.keep(c.page)
	}
	for len(cells) > 0 {
		if c.entry == c.entries {
			if err := c.next(batch); err != nil {
				return err
			}
			continue
		}
		if c.leaf.repeated {
			cell, err := c.list(batch)
			if err != nil {
				return err
			}
			cells[0], cells = cell, cells[1:]
			continue
		}
		n := min(len(cells), c.entries-c.entry)
		c.flat(cells[:n], batch)
		cells = cells[n:]
	}
	return nil
}

// flat gives the cells of rows that have one entry each.
func (c *cursor) flat(cells [][]byte, batch *batch) {
	var defs []byte
	if c.leaf.defined > 0 {
		defs = c.defs[c.entry : c.entry+len(cells)]
	}
	there := byte(c.leaf.defined)
	switch {
	case c.indexes != nil:
		c.fromDictionary(cells, defs, there)
	case c.values == nil:
		c.fromBytes(cells, defs, there)
	default:
		for i := range cells {
			if defs != nil && defs[i] != there {
				cells[i] = nil
				c.skipNull()
			} else {
				cells[i] = c.cell(batch)
			}
		}
	}
	c.entry += len(cells)
}

// fromDictionary gives the cells of a page of indexes; defs are the levels of its entries,
// nil where all are there.
func (c *cursor) fromDictionary(cells [][]byte, defs []byte, there byte) {
	at := c.value
	for i := range cells {
		if defs != nil && defs[i] != there {
			cells[i] = nil
			continue
		}
		text := c.dictionary[c.indexes[at]]
		at++
		if text == nil {
			c.unreadable++
		}
		cells[i] = text
	}
	c.value = at
}

// fromBytes gives the cells of a page of byte arrays.
func (c *cursor) fromBytes(cells [][]byte, defs []byte, there byte) {
	at := c.value
	for i := range cells {
		if defs != nil && defs[i] != there {
			cells[i] = nil
			continue
		}
		text := c.text(at)
		at++
		if text == nil {
			c.unreadable++
		}
		cells[i] = text
	}
	c.value = at
}

// text gives a byte array of the page, nil where it is no UTF-8. Its capacity reaches beyond
// it: a sink may look at a few bytes behind it (see dataset.Sink), which are there.
func (c *cursor) text(at int) []byte {
	from, to := c.offsets[at], c.offsets[at+1]
	text := c.data[from:to]
	switch {
	case text == nil:
		return []byte{} // a page of nothing but empty texts may have no data
	case from == to:
		return text
	case c.valid && text[0] < utf8.RuneSelf && text[len(text)-1] < utf8.RuneSelf:
		return text // only its ends could lie within a character
	case !utf8.Valid(text):
		return nil
	}
	return text
}

// skipNull passes the null that the value reader gives, unlike the other forms.
func (c *cursor) skipNull() {
	if c.values != nil {
		c.read()
	}
}

// cell gives the next value as text, nil when it has none.
func (c *cursor) cell(batch *batch) []byte {
	at := c.value
	c.value++
	var text []byte
	switch {
	case c.indexes != nil:
		text = c.dictionary[c.indexes[at]]
	case c.values != nil:
		from := len(batch.arena)
		if out, ok := c.leaf.render(batch.arena, c.read()); ok {
			batch.arena, text = out, out[from:]
		}
	default:
		text = c.text(at)
	}
	if text == nil {
		c.unreadable++
	}
	return text
}

// read gives the next value of the value reader.
func (c *cursor) read() parquet.Value {
	if c.used == c.buffered {
		n, err := c.values.ReadValues(c.buffer)
		if n == 0 && err != nil {
			panic(errDamaged) // caught by guard
		}
		c.buffered, c.used = n, 0
	}
	c.used++
	return c.buffer[c.used-1]
}

// list gives the values of one row joined by dataset.MultiSep. The row may go on
// in the next page.
func (c *cursor) list(batch *batch) ([]byte, error) {
	var cell []byte
	joined := false
	for first := true; first || c.reps[c.entry] != 0; first = false {
		if int(c.defs[c.entry]) != c.leaf.defined {
			c.skipNull()
		} else if text := c.cell(batch); text != nil {
			switch {
			case cell == nil:
				cell = text
			case !joined:
				cell, joined = append(append(append([]byte(nil), cell...), dataset.MultiSep), text...), true
			default:
				cell = append(append(cell, dataset.MultiSep), text...)
			}
		}
		if c.entry++; c.entry == c.entries {
			if err := c.next(batch); errors.Is(err, io.EOF) {
				c.entry, c.entries = 0, 0
				return cell, nil
			} else if err != nil {
				return nil, err
			}
			if c.entries == 0 {
				return cell, nil
			}
		}
	}
	return cell, nil
}

// close releases what the cursor holds.
func (c *cursor) close() error {
	c.release()
	return c.pages.Close()
}
