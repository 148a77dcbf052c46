package xlsx

import (
	"fmt"
	"math"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"leadlint/reports/internal/cell"
)

// sheet is one table of the workbook.
type sheet struct {
	// name is the message that names it.
	name string
	cols []column
	rows [][]any
	// always says that it is there without rows too.
	always bool
	// plain is a sheet of terms, without a filter.
	plain bool
}

// legible is the greatest width of a sheet, in characters, that is still read when it is
// set on one page across.
const legible = 260

func (s *sheet) width() float64 {
	sum := 0.0
	for _, c := range s.cols {
		sum += c.width
	}
	return sum
}

// column heads a column; width is in characters.
type column struct {
	head  string
	width float64
}

// share is a part of one, shown in percent; day a day (YYYY-MM-DD); term heads a row; alarm
// must not be overlooked.
type (
	share float64
	day   string
	term  string
	alarm string
)

// styles are the looks of cells by number.
type styles struct{ head, text, number, share, day, term, alarm, leftNumber, leftDay int }

func (b *book) styles() error {
	days := "yyyy-mm-dd"
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	top := &excelize.Alignment{Vertical: "top"}
	left := &excelize.Alignment{Vertical: "top", Horizontal: "left"}
	line := []excelize.Border{{Type: "bottom", Color: "7F7F7F", Style: 1}}
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	plain := &excelize.Font{Family: "Calibri", Size: 11}
	bold := &excelize.Font{Family: "Calibri", Size: 11, Bold: true}
	red := &excelize.Font{Family: "Calibri", Size: 11, Bold: true, Color: "9C0006"}
	for _, s := range []struct {
		to   *int
		look excelize.Style
	}{
		{&b.style.head, excelize.Style{Font: bold, Fill: fill("E7E6E6"), Border: line, Alignment: wrap, NumFmt: 49}},
		{&b.style.text, excelize.Style{Font: plain, Alignment: wrap, NumFmt: 49}},
		{&b.style.number, excelize.Style{Font: plain, Alignment: top, NumFmt: 3}},
		{&b.style.share, excelize.Style{Font: plain, Alignment: top, NumFmt: 10}},
		{&b.style.day, excelize.Style{Font: plain, Alignment: top, CustomNumFmt: &days}},
		{&b.style.term, excelize.Style{Font: bold, Alignment: wrap, NumFmt: 49}},
		{&b.style.alarm, excelize.Style{Font: red, Alignment: wrap, NumFmt: 49, Fill: fill("FFE7E7")}},
		{&b.style.leftNumber, excelize.Style{Font: plain, Alignment: left, NumFmt: 3}},
		{&b.style.leftDay, excelize.Style{Font: plain, Alignment: left, CustomNumFmt: &days}},
	} {
		id, err := b.file.NewStyle(&s.look)
		if err != nil {
			return err
		}
		*s.to = id
	}
	return nil
}

// mostRows is the greatest number of rows below the heads.
const mostRows = excelize.TotalRows - 1

// write adds a sheet: heads that stay in sight, a filter, widths, and pages across.
func (b *book) write(s *sheet) error {
	name := b.p.T(s.name)
	if err := b.add(name); err != nil {
		return err
	}
	// The properties of a sheet are written when its stream begins.
	if err := b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: new(s.width() < legible)}); err != nil {
		return err
	}
	sw, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := b.layout(sw, name, s); err != nil {
		return err
	}
	heads, words := make([]any, len(s.cols)), make([]any, len(s.cols))
	for i, c := range s.cols {
		words[i] = b.p.T(c.head)
		heads[i] = excelize.Cell{StyleID: b.style.head, Value: words[i]}
	}
	if err := sw.SetRow("A1", heads, excelize.RowOpts{Height: height(s.cols, words)}); err != nil {
		return err
	}
	for i, row := range s.rows[:min(len(s.rows), mostRows)] {
		cells := make([]any, len(row))
		for j, v := range row {
			cells[j] = b.cell(v, s.plain)
		}
		at, err := excelize.CoordinatesToCellName(1, i+2)
		if err != nil {
			return err
		}
		if err := sw.SetRow(at, cells, excelize.RowOpts{Height: height(s.cols, row)}); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// height is that of a row in points, with room for the longest of its texts as it wraps:
// spreadsheets do not work it out for what they did not write themselves.
func height(cols []column, row []any) float64 {
	const line, most = 15.0, 400.0
	lines := 1.0
	for i, v := range row {
		said := fmt.Sprint(v)
		if v == nil || i >= len(cols) {
			continue
		}
		// Words that do not fit leave a part of each line empty.
		lines = max(lines, math.Ceil(float64(utf8.RuneCountInString(said))*1.1/cols[i].width))
	}
	return min(lines*line, most)
}

// add makes a sheet; the first takes the place of the one that a new workbook has.
func (b *book) add(name string) error {
	if b.first {
		b.first = false
		return b.file.SetSheetName("Sheet1", name)
	}
	_, err := b.file.NewSheet(name)
	return err
}

func (b *book) layout(sw *excelize.StreamWriter, name string, s *sheet) error {
	for i, c := range s.cols {
		if err := sw.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	const a4 = 9
	if err := b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: new("landscape"), Size: new(a4), FitToWidth: new(1), FitToHeight: new(0)}); err != nil {
		return err
	}
	if s.plain || len(s.rows) == 0 {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(len(s.cols), min(len(s.rows), mostRows)+1)
	if err != nil {
		return err
	}
	return b.file.AutoFilter(name, "A1:"+last, nil)
}

// cell gives a value its type and look; left sets numbers and days to the left. Whatever
// is not a number or day is text.
func (b *book) cell(v any, left bool) excelize.Cell {
	number, days := b.style.number, b.style.day
	if left {
		number, days = b.style.leftNumber, b.style.leftDay
	}
	switch t := v.(type) {
	case int:
		return excelize.Cell{StyleID: number, Value: t}
	case int64:
		return excelize.Cell{StyleID: number, Value: t}
	case share:
		return excelize.Cell{StyleID: b.style.share, Value: float64(t)}
	case day:
		if at, err := time.Parse(time.DateOnly, string(t)); err == nil {
			return excelize.Cell{StyleID: days, Value: at}
		}
		return excelize.Cell{StyleID: b.style.text, Value: text(string(t))}
	case term:
		return excelize.Cell{StyleID: b.style.term, Value: text(string(t))}
	case alarm:
		return excelize.Cell{StyleID: b.style.alarm, Value: text(string(t))}
	case string:
		return excelize.Cell{StyleID: b.style.text, Value: text(t)}
	}
	return excelize.Cell{StyleID: b.style.text}
}

// text is a text of a cell. The cell is of type text already; the guard is for those who
// save the sheet as CSV. An empty one is an empty cell.
func text(s string) any {
	if s == "" {
		return nil
	}
	if cell.Number(s) {
		return s
	}
	return cell.Guard(s)
}

// part is a share of a whole, nothing where there is none.
func part(n, of int64) any {
	if of <= 0 {
		return nil
	}
	return share(float64(n) / float64(of))
}
