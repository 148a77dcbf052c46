package spark

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

func TestDescribed(t *testing.T) {
	const typed = "struct<id:bigint,name:struct<first:string,last:string>,emails:array<struct<address:string,kind:string>>,tags:array<string>," +
		"score:decimal(10,2),rate:double,at:timestamp,other:map<string,struct<x:int>>,raw:binary,code:varchar(3)>"
	places, err := schema(typed)
	if err != nil {
		t.Fatal(err)
	}
	sample := bytes.NewBufferString(`{"id":7,"name":{"first":"Ada"},"emails":[{"address":"a@north.example","kind":"w"},{"address":"b@north.example"},null],"tags":["x","y"],` +
		`"score":1.50,"rate":1.5E10,"at":"2024-02-29T13:05:09.120000Z","other":{"k":{"x":1}},"raw":"b2s="}` + "\n{}\n")
	d, err := describe(Table("db.leads"), places, sample)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(d.Columns(), ","), "id,name.first,name.last,emails.address,emails.kind,tags,score,rate,at,other.key,other.value.x,raw,code"; got != want {
		t.Errorf("columns: got %s, want %s", got, want)
	}
	list, err := d.Sample(context.Background(), 10)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := cells(list), "7|Ada|∅|a@north.example+b@north.example|w|x+y|1.50|15000000000|2024-02-29T13:05:09.12Z|k|1|ok|∅|\n"+strings.Repeat("∅|", 13)+"\n"; got != want {
		t.Errorf("sample:\n got %s\nwant %s", got, want)
	}
	statements := d.Statements("leadlint spark-part plan.bin", []int{2, 3, 9, 10})
	for _, want := range []string{"'2', `name`.`last`", "'3', `emails`.`address`", "'9', map_keys(`other`)", "'10', map_values(`other`).`x`", "FROM `db`.`leads`"} {
		if !strings.Contains(statements, want) {
			t.Errorf("got\n%s\nwant %s in it", statements, want)
		}
	}
}

func TestSchemasThatCannotBeRead(t *testing.T) {
	for _, text := range []string{"", "string", "struct<a>", "struct<a:strange>", "struct<a:array<string>", "struct<a:string>x", "struct<a:map<string>>",
		"struct<:string>", "struct<a:array<array<string>>>", "struct<secret@north.example,b:string:int>",
		strings.Repeat("struct<a:", 100) + "int" + strings.Repeat(">", 100)} {
		if _, err := schema(text); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%.60s: got %v, want an error that quotes nothing", text, err)
		}
	}
}

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"s3a://bucket/leads": "CREATE TEMPORARY VIEW leadlint_rows USING parquet OPTIONS (path 's3a://bucket/leads')",
		"hdfs:///a'b.orc":    `CREATE TEMPORARY VIEW leadlint_rows USING orc OPTIONS (path 'hdfs:///a\'b.orc')`,
	} {
		if got := Address(in).setup[0]; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func FuzzSchema(f *testing.F) {
	f.Add("struct<a:string,b:array<struct<c:map<int,decimal(3,2)>>>>")
	f.Fuzz(func(t *testing.T, text string) {
		places, err := schema(text)
		if err == nil && len(places) > len(text) {
			t.Errorf("%q: got %d columns", text, len(places))
		}
	})
}
