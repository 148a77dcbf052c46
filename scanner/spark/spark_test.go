package spark

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/read"
)

// real gives a Spark to test with, or skips.
func real(t testing.TB) *Spark {
	t.Helper()
	master := os.Getenv("LEADLINT_TEST_SPARK")
	if master == "" {
		t.Skip("no Apache Spark to test with: run make test-spark, which starts one, or set LEADLINT_TEST_SPARK to a master's address (local[2] will do) and SPARK_HOME")
	}
	s, err := Find(context.Background(), Options{Master: master, Conf: []string{"spark.sql.catalogImplementation=in-memory", "spark.ui.enabled=false"}, Log: os.Getenv("LEADLINT_TEST_SPARK_LOG")})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("Spark %s", s.Version)
	return s
}

type typed struct {
	Text     string           `parquet:"text"`
	Dict     *string          `parquet:"dict,optional,dict"`
	Int      int32            `parquet:"int"`
	Long     *int64           `parquet:"long,optional"`
	Unsigned uint32           `parquet:"unsigned"`
	Huge     uint64           `parquet:"huge"`
	Bool     *bool            `parquet:"bool,optional"`
	Double   float64          `parquet:"a double"`
	Single   float32          `parquet:"single"`
	Day      int32            `parquet:"day,date"`
	Milli    int64            `parquet:"milli,timestamp(millisecond)"`
	Micro    int64            `parquet:"micro,timestamp(microsecond),dict"`
	Wall     int64            `parquet:"wall,timestamp(microsecond:local)"`
	Money    int64            `parquet:"money,decimal(9:18)"`
	Old      deprecated.Int96 `parquet:"old"`
	Raw      []byte           `parquet:"raw"`
	Emails   []email          `parquet:"emails"`
	Tags     []string         `parquet:"tags,list"`
	Deep     []struct {
		List []email `parquet:"list,list"`
	} `parquet:"deep,list"`
	Nested struct {
		A *string `parquet:"a,optional"`
		B *string `parquet:"b x,optional"`
	} `parquet:"nested"`
	Other map[string]string `parquet:"other"`
	Case  string            `parquet:"TEXT"`
}

type email struct {
	Address string  `parquet:"address"`
	Kind    *string `parquet:"kind,optional"`
}

func ref[T any](v T) *T { return &v }

// typedRows are values at the edges of their types.
func typedRows() []typed {
	at := time.Date(2024, 2, 29, 13, 5, 9, 120_000_000, time.UTC)
	full := typed{Text: "é\t\"\n\\n\r\x01😀\u2028", Dict: ref(""), Int: -5, Long: ref(int64(7)), Unsigned: 4294967295, Huge: 1<<63 + 5, Bool: ref(true),
		Double: 33639980000, Single: 0.1, Day: int32(at.Unix() / 86400), Milli: at.UnixMilli(), Micro: at.UnixMicro() + 1, Wall: at.UnixMicro(),
		Money: -1205, Old: deprecated.Int96{0, 0, 2460370}, Raw: []byte("ok"),
		Emails: []email{{"a@north.example", ref("work")}, {"b@north.example", nil}}, Tags: []string{"x", "", "y"}, Other: map[string]string{"k": "v"}, Case: "other"}
	full.Nested.A, full.Nested.B = ref("n"), ref("back")
	full.Deep = make([]struct {
		List []email `parquet:"list,list"`
	}, 2)
	full.Deep[0].List = []email{{"c@north.example", nil}, {"d@north.example", ref("k")}}
	full.Deep[1].List = []email{{"e@north.example", ref("l")}}
	bare := typed{Double: 1e-7, Single: 1.6777216e7, Raw: []byte{0xff}, Milli: -1, Money: 0}
	return []typed{full, bare, {Double: 1e22, Money: 1, Micro: -62135596800000000}}
}

// cells shows rows as text.
func cells(list [][][]byte) string {
	var out strings.Builder
	for _, row := range list {
		for _, cell := range row {
			if cell == nil {
				out.WriteString("∅|")
			} else {
				out.WriteString(strings.ReplaceAll(string(cell), string(rune(dataset.MultiSep)), "+") + "|")
			}
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func TestSparkGivesTheCellsOfOurReader(t *testing.T) {
	s := real(t)
	path := filepath.Join(t.TempDir(), "a {b}, c*[d].parquet")
	var data bytes.Buffer
	w := parquet.NewGenericWriter[typed](&data)
	if _, err := w.Write(typedRows()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	src, err := read.Open(context.Background(), path, nil, read.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	r, err := Parquet(Path(path), src.Tables[0], true)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Rows(context.Background(), r, "")
	if err != nil {
		t.Fatal(err)
	}
	var want kept
	if _, err := src.Tables[0].Scan(context.Background(), []dataset.Sink{&want}); err != nil {
		t.Fatal(err)
	}
	if g, w := cells(got), cells(want.rows); g != w || len(got) != len(typedRows()) {
		t.Errorf("columns %v\n got %s\nwant %s", src.Tables[0].Columns(), g, w)
	}
}
