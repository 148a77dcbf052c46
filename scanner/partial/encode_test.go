package partial_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"leadlint/scanner/engine"
	"leadlint/scanner/partial"
)

// TestEncodeKeepsAll holds that what is decoded encodes to the same bytes again, and
// merges as what was encoded does.
func TestEncodeKeepsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := shards(t, rapid.IntRange(1, 3).Draw(t, "shards"))
		var back []*partial.Partial
		for _, p := range list {
			data := encoded(t, p)
			q, err := partial.Decode("p", bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if again := encoded(t, q); !bytes.Equal(again, data) {
				t.Fatal("what was decoded does not encode to the same bytes")
			}
			back = append(back, q)
		}
		want, _, err := partial.Merge(list, names(len(list)))
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := partial.Merge(back, names(len(list)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(encoded(t, got), encoded(t, want)) {
			t.Fatal("what was decoded merges to something else")
		}
	})
}

func TestEncodeKeepsWhatIsJoined(t *testing.T) {
	p := one(t)
	p.Datasets[0].Tables[0].Joined = map[string]*engine.JoinedRows{
		"contact by person": {Rows: 9, Keyless: 1, Data: []byte("hashes\n\x00and codes")}, "contact by page": {Rows: 2},
	}
	q, err := partial.Decode("p", bytes.NewReader(encoded(t, p)))
	if err != nil {
		t.Fatal(err)
	}
	got := q.Datasets[0].Tables[0].Joined
	if j := got["contact by person"]; j == nil || j.Rows != 9 || j.Keyless != 1 || string(j.Data) != "hashes\n\x00and codes" || got["contact by page"].Rows != 2 {
		t.Errorf("got %+v", got)
	}
}

// TestDocument holds the documents to their JSON Schema, which takes what is of the report
// from that of findings.
func TestDocument(t *testing.T) {
	c := jsonschema.NewCompiler()
	for id, file := range map[string]string{"urn:leadlint:findings:1": "findings.schema.json", "urn:leadlint:partial:1": "partials.schema.json"} {
		data, err := os.ReadFile(filepath.Join("../../docs", file))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource(id, doc); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := c.Compile("urn:leadlint:partial:1")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		p := shards(t, 2)[1]
		p.Datasets[0].Tables[1].Joined = map[string]*engine.JoinedRows{"contact by person": {Rows: 9}}
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(document(t, p)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Fatal(err)
		}
	})
}

// document gives the document of a partial.
func document(t rapid.TB, p *partial.Partial) string {
	t.Helper()
	text, _, _ := strings.Cut(decompressed(t, encoded(t, p)), "\n")
	return text
}

// decompressed gives the content of an encoded partial.
func decompressed(t rapid.TB, data []byte) string {
	t.Helper()
	z, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	content, err := z.DecodeAll(data[len("leadlint partial 1\n"):len(data)-sha256.Size], nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// packed gives a partial file of any content.
func packed(content string) []byte {
	z, _ := zstd.NewWriter(nil)
	data := append([]byte("leadlint partial 1\n"), z.EncodeAll([]byte(content), nil)...)
	sum := sha256.Sum256(data)
	return append(data, sum[:]...)
}

func TestDecodeRefuses(t *testing.T) {
	good := encoded(t, one(t))
	changed := bytes.Clone(good)
	changed[len(changed)/2] ^= 1
	with := func(old, replaced string) []byte {
		text := document(t, one(t)) + "\n"
		if !strings.Contains(text, old) {
			t.Fatalf("the document holds no %s", old)
		}
		return packed(strings.Replace(text, old, replaced, 1))
	}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"no partial", []byte("id;email\n1;a@b.example\n"), "it is none: expected a file that leadlint audit --partial wrote"},
		{"nothing", nil, "it is none"},
		{"a newer one", append([]byte("leadlint partial 2\n"), good[19:]...), "written by a newer leadlint (version 2 of the form): expected version 1; update leadlint"},
		{"without a version", []byte("leadlint partial x\n"), "no version"},
		{"cut short", good[:len(good)-1], "cut short or changed"},
		{"its head alone", good[:19], "cut short or changed"},
		{"a changed byte", changed, "cut short or changed"},
		{"no document", packed(""), "damaged"},
		{"a document of another kind", packed("[]\n"), "damaged"},
		{"an unknown field", with(`{"plan"`, `{"colour":1,"plan"`), "unknown field"},
		{"two documents", packed("{} {}\n"), "damaged"},
		{"more than it says", with("\n", "\nmore"), "more in it than it says"},
		{"a shard beyond the last", with(`"shard":{"index":2,"of":2}`, `"shard":{"index":3,"of":2}`), "no shard 3 of 2"},
		{"other rules than the plan's", with(`"rules":["RET-03","VIS-01"]`, `"rules":["RET-03"]`), "it counts 2 rules, the plan has 1"},
		{"fewer columns than were counted", with(`"filled":[`, `"filled":[1,`), "not of its columns"},
		{"a great many structures", packed(`{"datasets":[` + strings.Repeat("{},", 5_000_000) + "{}]}\n"), "more memory"},
		{"rows joined that are not there", with(`,"met"`, `,"joined":[{"id":"x","rows":1,"bytes":1000000000}],"met"`), "damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := partial.Decode("x.partial", bytes.NewReader(c.data))
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), `"x.partial"`) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestEncodeRefusesWhatDecodeWould(t *testing.T) {
	p := one(t)
	p.Datasets[0].Tables[0].Tally.Filled = nil
	var b bytes.Buffer
	if err := partial.Encode(&b, p); err == nil || b.Len() > 0 {
		t.Errorf("got %v and %d bytes, want an error before anything is written", err, b.Len())
	}
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.partial")
	if err := os.WriteFile(path, []byte("an older one"), 0o644); err != nil {
		t.Fatal(err)
	}
	p := one(t)
	if err := partial.WriteFile(path, p); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v (%v), want a file that its owner alone can read", info.Mode(), err)
	}
	q, err := partial.ReadFile(path)
	if err != nil || !bytes.Equal(encoded(t, q), encoded(t, p)) {
		t.Errorf("what was read is not what was written (%v)", err)
	}
	p.Datasets[0].Tables[0].Tally.Filled = nil
	if err := partial.WriteFile(path, p); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v, want an error that names the file", err)
	}
	if list, err := os.ReadDir(dir); err != nil || len(list) != 1 {
		t.Errorf("got %v (%v), want the first file alone", list, err)
	}
	if q, err := partial.ReadFile(path); err != nil || q == nil {
		t.Errorf("the file before is gone: %v", err)
	}
	if err := partial.WriteFile(filepath.Join(dir, "none", "a.partial"), one(t)); err == nil {
		t.Error("got no error for a folder that is not there")
	}
}

func FuzzDecode(f *testing.F) {
	p := rapid.Custom(func(t *rapid.T) *partial.Partial { return shards(t, 2)[1] }).Example(1)
	f.Add(document(f, p) + "\n")
	f.Add(fmt.Sprintf(`{"plan":{"tool":"1","now":"2026-01-01","packs":[],"digests":{},"rules":[]},"datasets":[]}%s`, "\n"))
	f.Fuzz(func(t *testing.T, content string) {
		p, err := partial.Decode("x", bytes.NewReader(packed(content)))
		if err != nil {
			return
		}
		data := encoded(t, p)
		if _, err := partial.Decode("x", bytes.NewReader(data)); err != nil {
			t.Fatalf("what was encoded cannot be decoded: %v", err)
		}
		if _, _, err := partial.Merge([]*partial.Partial{p}, []string{"x"}); err != nil {
			t.Fatalf("what was decoded cannot be merged: %v", err)
		}
	})
}
