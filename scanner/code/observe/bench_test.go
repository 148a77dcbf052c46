package observe_test

import (
	"os"
	"strings"
	"testing"

	"leadlint/scanner/code/lexicon"
	"leadlint/scanner/code/observe"
)

// sources gives the texts of the cases of a file.
func sources(t testing.TB, file string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for i, part := range strings.Split("\n"+string(data), "\n### ") {
		if i > 0 {
			head, rest, _ := strings.Cut(part, "\n")
			name, _, _ := strings.Cut(head, " ")
			src, _, _ := strings.Cut(rest+"\n", "--->\n")
			out[name] += src
		}
	}
	return out
}

// BenchmarkObserve reads texts in which nearly every line matters.
func BenchmarkObserve(b *testing.B) {
	for _, name := range []string{"a.py", "a.js"} {
		b.Run(name, func(b *testing.B) {
			file := map[string]string{"a.py": "testdata/python.txt", "a.js": "testdata/script.txt"}[name]
			src := []byte(strings.Repeat(sources(b, file)[name], 40))
			f := lowered(b, name, src)
			o := observe.New(lexicon.New(), wanted{})
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				o.Observe(f, name)
			}
		})
	}
}
