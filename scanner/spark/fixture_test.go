package spark

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read"
)

var update = flag.Bool("update", false, "write fixtures/spark anew; the rows want a real Spark (LEADLINT_TEST_SPARK)")

const fixtures = "../../fixtures/spark"

// contact is a row of fixtures/spark/contacts.parquet.
type contact struct {
	ID         int64     `parquet:"record_id"`
	Name       string    `parquet:"full_name"`
	Email      *string   `parquet:"email_work,optional"`
	Phones     []string  `parquet:"phones,list"`
	Country    string    `parquet:"country,dict"`
	Source     *string   `parquet:"source,optional"`
	SourceType string    `parquet:"source_type,dict"`
	Visibility *string   `parquet:"visibility,optional"`
	Created    int32     `parquet:"created_at,date"`
	Updated    time.Time `parquet:"updated_at,timestamp(microsecond)"`
	OptOut     *bool     `parquet:"opt_out_email,optional"`
	Score      float64   `parquet:"score"`
	Spent      int64     `parquet:"spent,decimal(2:18)"`
	Notes      string    `parquet:"notes"`
	Employer   struct {
		Name   string  `parquet:"name"`
		Domain *string `parquet:"domain,optional"`
	} `parquet:"company"`
}

// contacts are invented.
func contacts() []contact {
	names := []string{"Ada Halvorsen", "Émile Brüchner", "Noor \"Nik\" Vantongeren", "Zoë O'Malley-Fjord", "Ivo Petrović"}
	kinds := []string{"social_platform", "website", "trade_fair", "broker"}
	audiences := []string{"public_web", "first_degree", "only_me"}
	var out []contact
	for i := range 60 {
		c := contact{ID: int64(1000 + i), Name: names[i%len(names)], Country: []string{"FR", "DE", "GB"}[i%3], SourceType: kinds[i%len(kinds)],
			Created: int32(17_000 + 53*i), Updated: time.Date(2023, 1, 1+i, 7, i, 9, i*1000, time.UTC), Score: float64(i) * 1.25e9, Spent: int64(i*i) - 7,
			Notes: "met at stand " + fmt.Sprint(i) + ";\tsaid \"later\"\nback\\slash"}
		if i%7 != 3 {
			c.Email = ref(fmt.Sprintf("person%d@veltana.example", i))
			c.Source = ref("https://veltana.example/team/" + fmt.Sprint(i))
		}
		if i%4 == 0 {
			c.Visibility = ref(audiences[i/4%len(audiences)])
		}
		if i%5 == 0 {
			c.OptOut = ref(i%10 == 0)
		}
		for k := range i % 3 {
			c.Phones = append(c.Phones, fmt.Sprintf("+33 6 39 98 %02d %02d", i, k))
		}
		c.Employer.Name = "Veltana"
		if i%2 == 0 {
			c.Employer.Domain = ref("veltana.example")
		}
		out = append(out, c)
	}
	return out
}

// The rows that a real Spark wrote of a file are read as the cells of that file.
func TestRowsOfSparkAreTheCellsOfTheFile(t *testing.T) {
	parquetFile, rowsFile := filepath.Join(fixtures, "contacts.parquet"), filepath.Join(fixtures, "contacts.rows.jsonl")
	if *update {
		writeFixture(t, parquetFile)
	}
	src, err := read.Open(context.Background(), parquetFile, nil, read.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	path, err := filepath.Abs(parquetFile)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Parquet(Path(path), src.Tables[0], true)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		list, err := real(t).lines(context.Background(), r, "")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(rowsFile, list.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	lines, err := os.ReadFile(rowsFile)
	if err != nil {
		t.Fatal(err)
	}
	got, err := cellsOf(bytes.NewReader(lines), r)
	if err != nil {
		t.Fatal(err)
	}
	var want kept
	if _, err := src.Tables[0].Scan(context.Background(), []dataset.Sink{&want}); err != nil {
		t.Fatal(err)
	}
	if g, w := cells(got), cells(want.rows); g != w || len(got) != len(contacts()) {
		t.Errorf("got %s\nwant %s", g, w)
	}
}

func writeFixture(t *testing.T, path string) {
	t.Helper()
	var data bytes.Buffer
	w := parquet.NewGenericWriter[contact](&data)
	if _, err := w.Write(contacts()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
