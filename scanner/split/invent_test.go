package split_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read/charset"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
)

// person is a row of an invented table.
type person struct {
	Email      string `json:"Work email" parquet:"Work email"`
	Name       string `json:"Full name" parquet:"Full name"`
	Source     string `json:"Source type" parquet:"Source type"`
	Visibility string `json:"Visibility" parquet:"Visibility"`
	OptedOut   string `json:"Opted out of email" parquet:"Opted out of email"`
	Note       string `json:"Note" parquet:"Note"`
}

func (p person) cells() []string {
	return []string{p.Email, p.Name, p.Source, p.Visibility, p.OptedOut, p.Note}
}

func header() []string {
	return []string{"Work email", "Full name", "Source type", "Visibility", "Opted out of email", "Note"}
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

// persons invents rows of which some are barred.
func persons(r *rand.Rand, n int, marker string) []person {
	out := make([]person, n)
	for i := range out {
		out[i] = person{
			Email: fmt.Sprintf("%s.%06d@nord.example", marker, i), Name: pick(r, "Ada Brévelin", "Jo Marlowe", "Élodie Vasnier"),
			Source:     pick(r, "social_platform", "website", "website", "trade_fair", ""),
			Visibility: pick(r, "Only me", "Everyone", "Public web", "Public web", ""),
			OptedOut:   pick(r, "false", "false", "false", "true", ""),
			Note:       pick(r, "", "met at the fair", "two, commas; and \"quotes\"", "a\nline", "=1+2"[1:]),
		}
	}
	return out
}

// invent writes a file of every format and gives their names in the order in which they
// are audited.
func invent(t *testing.T, r *rand.Rand, folder string) []string {
	t.Helper()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	n := pick(r, 40, 600, 2600)
	var names []string
	for i := range 4 {
		name := fmt.Sprintf("%d.csv", i)
		write(name, delimited(r, persons(r, n, fmt.Sprintf("csv%d", i))))
		names = append(names, name)
	}
	write("5.jsonl", jsonl(r, persons(r, n, "lines")))
	write("6.json", array(r, persons(r, n, "array")))
	write("7.vcf", cards(r, persons(r, n, "cards")))
	book(t, filepath.Join(folder, "8.xlsx"), persons(r, 60, "book"))
	columns(t, filepath.Join(folder, "9.parquet"), persons(r, n, "columns"), r)
	return append(names, "5.jsonl", "6.json", "7.vcf", "8.xlsx", "9.parquet")
}

// delimited writes a dialect.
func delimited(r *rand.Rand, list []person) string {
	delimiter, end := pick(r, ",", ";", "\t", "|"), pick(r, "\n", "\n", "\r\n")
	always := r.IntN(3) == 0
	set := charset.Named(pick(r, "UTF-8", "UTF-8", "windows-1252", "UTF-16LE"))
	mark := map[string]string{"UTF-16LE": "\xff\xfe", "UTF-8": pick(r, "", "\ufeff")}[set.Name]
	line := func(cells []string) string {
		var out []string
		for _, c := range cells {
			c = strings.ReplaceAll(c, "\n", end)
			if always || strings.ContainsAny(c, delimiter+"\"\r\n") {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			out = append(out, c)
		}
		return strings.Join(out, delimiter) + end
	}
	var b strings.Builder
	if delimiter == ";" {
		b.WriteString("sep=;" + end)
	}
	b.WriteString(line(header()))
	for i, p := range list {
		cells := p.cells()
		if i > 250 { // the dialect is told by the first records
			switch r.IntN(60) {
			case 0:
				cells = cells[:4]
			case 1:
				cells = append(cells, "too", "many")
			case 2:
				b.WriteString(line(header()))
			case 3:
				b.WriteString(line(make([]string, 6)))
			case 4:
				b.WriteString(end)
			}
		}
		b.WriteString(line(cells))
	}
	text := b.String()
	if r.IntN(2) == 0 {
		text = strings.TrimSuffix(text, end)
	}
	var out strings.Builder
	w := set.Writer(&out)
	fmt.Fprint(w, text)
	w.Close() //nolint:errcheck // a strings.Builder does not fail
	return mark + out.String()
}

func object(p person) string {
	out, err := json.Marshal(p)
	if err != nil {
		panic(err)
	}
	return string(out)
}

func jsonl(r *rand.Rand, list []person) string {
	var b strings.Builder
	for i, p := range list {
		if i > 10 && r.IntN(50) == 0 {
			fmt.Fprintf(&b, "{\"Work email\": broken %d}\n", i)
		}
		b.WriteString(object(p) + pick(r, "", " ", ",") + pick(r, "\n", "\r\n"))
	}
	return b.String()
}

func array(r *rand.Rand, list []person) string {
	open, close := "[", "]\n"
	if r.IntN(2) == 0 {
		open, close = `{"data":{"contacts":[`, "]}}\n"
	}
	var all []string
	for i, p := range list {
		if i > 10 && r.IntN(100) == 0 {
			all = append(all, fmt.Sprintf("\"no object %d\"", i))
		}
		all = append(all, object(p))
	}
	return open + strings.Join(all, ",") + close
}

func cards(r *rand.Rand, list []person) string {
	var b strings.Builder
	end := pick(r, "\n", "\r\n")
	for i, p := range list {
		if i > 10 && r.IntN(100) == 0 {
			fmt.Fprintf(&b, "BEGIN:VCARD%sVERSION:3.0%sFN:No end %d%s", end, end, i, end)
		}
		for _, l := range []string{"BEGIN:VCARD", "VERSION:3.0", "FN:" + p.Name, "EMAIL;TYPE=work:" + p.Email, "X-SOURCE-TYPE:" + p.Source,
			"X-VISIBILITY:" + p.Visibility, "X-OPTED-OUT-OF-EMAIL:" + p.OptedOut, "NOTE:" + strings.ReplaceAll(p.Note, "\n", "\\n"), "END:VCARD"} {
			b.WriteString(l + end)
		}
	}
	return b.String()
}

func book(t testing.TB, path string, list []person) {
	t.Helper()
	f := excelize.NewFile()
	rows := [][]string{header()}
	for _, p := range list {
		rows = append(rows, p.cells())
	}
	for i, row := range rows {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", at, &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}

func columns(t testing.TB, path string, list []person, r *rand.Rand) {
	t.Helper()
	type dated struct {
		Zeta time.Time `parquet:"Zeta,timestamp(millisecond)"`
		person
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := parquet.NewGenericWriter[dated](file)
	for i, p := range list {
		if _, err := w.Write([]dated{{time.UnixMilli(int64(i)), p}}); err != nil {
			t.Fatal(err)
		}
		if r != nil && r.IntN(300) == 0 {
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// decoded gives the text of a file without its mark.
func decoded(t *testing.T, form dataset.Form, text string) string {
	t.Helper()
	if !strings.HasPrefix(text, string(form.Mark)) {
		t.Errorf("the mark is missing: %.20q", text)
	}
	return string(charset.Named(form.Charset).Decode([]byte(strings.TrimPrefix(text, string(form.Mark)))))
}
