package spark

import (
	"strings"
	"testing"

	"leadlint/scanner/spark/rows"
)

func TestExpression(t *testing.T) {
	tests := []struct {
		name string
		path []step
		want string
	}{
		{"a column", []step{{name: "email"}}, "`email`"},
		{"a backquote", []step{{name: "e`mail"}}, "`e``mail`"},
		{"what would cut the statement", []step{{name: "a;b'c"}}, "IDENTIFIER('`a;b\\'c`')"},
		{"what would start a comment", []step{{name: "a/*b"}, {name: "c"}}, "IDENTIFIER('`a/*b`.`c`')"},
		{"within", []step{{name: "name"}, {name: "first"}}, "`name`.`first`"},
		{"a list", []step{{name: "tags", repeated: true}}, "`tags`"},
		{"of a list of objects", []step{{name: "emails", repeated: true}, {name: "address"}}, "`emails`.`address`"},
		{"a list in a list", []step{{name: "a", repeated: true}, {name: "b", repeated: true}, {name: "c"}},
			"flatten(filter(`a`.`b`, e -> e IS NOT NULL)).`c`"},
		{"keys of a map", []step{{name: "m"}, {name: "key", entries: true}}, "map_keys(`m`)"},
		{"values of a map, within", []step{{name: "m"}, {name: "value", entries: true}, {name: "x"}}, "map_values(`m`).`x`"},
		{"a map in a list", []step{{name: "l", repeated: true}, {name: "value", entries: true}},
			"flatten(filter(transform(`l`, e -> map_values(e)), e -> e IS NOT NULL))"},
		{"what cannot be written", []step{{name: "m"}, {name: "value", entries: true}, {name: "a;b"}}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := expression(tt.path); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestPath(t *testing.T) {
	for in, want := range map[string]string{
		"/data/leads.parquet": "file:/data/leads.parquet", "/data/a{1}[2]*?.parquet": `file:/data/a\{1\}\[2\]\*\?.parquet`,
		"s3a://bucket/leads/*.parquet": "s3a://bucket/leads/*.parquet",
	} {
		if got := Path(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestStatements(t *testing.T) {
	r := &Relation{setup: []string{"CREATE TEMPORARY VIEW v USING parquet OPTIONS (path 'p')"}, from: "v", extra: partitionMember(),
		columns: []column{{rows.Column{Name: "a"}, "`a`"}, {rows.Column{Name: "b", Kind: rows.None}, ""}, {rows.Column{Name: "c"}, "`c`"}}}
	got := r.Statements("leadlint spark-part plan.bin", []int{0, 1, 7})
	for _, want := range []string{
		"CREATE TEMPORARY VIEW v USING parquet OPTIONS (path 'p');\n", "TRANSFORM(to_json(named_struct('0', `a`, 'p', spark_partition_id()), map(",
		"USING 'leadlint spark-part plan.bin'", "FROM v;\nSELECT concat('leadlint-rows:', count(*)) FROM v;\n", `'yyyy-MM-dd\'T\'HH:mm:ss.SSSSSSXXX'`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant %s in it", got, want)
		}
	}
	if strings.Contains(got, "`c`") {
		t.Errorf("a column is read that nobody wants:\n%s", got)
	}
}
