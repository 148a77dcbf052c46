package extract

import (
	"bufio"
	"io"
	"strings"
)

// WriteCSV writes the sample as CSV in UTF-8 with a line of headers: commas,
// every cell in quotation marks, lines end with CR LF (RFC 4180). Cells stand as
// they do in the inputs, in clear and not made safe for spreadsheet programs: a
// cell that begins with "=" would be run there as a formula.
func (s *Sample) WriteCSV(w io.Writer) error {
	out := bufio.NewWriter(w)
	for _, row := range append([][]string{s.header}, s.rows...) {
		for i, cell := range row {
			if i > 0 {
				out.WriteByte(',') //nolint:errcheck // Flush tells
			}
			out.WriteByte('"')                                   //nolint:errcheck // Flush tells
			out.WriteString(strings.ReplaceAll(cell, `"`, `""`)) //nolint:errcheck // Flush tells
			out.WriteByte('"')                                   //nolint:errcheck // Flush tells
		}
		out.WriteString("\r\n") //nolint:errcheck // Flush tells
	}
	return out.Flush()
}
