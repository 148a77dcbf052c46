package settings

import (
	"strings"
	"testing"

	"leadlint/scanner/code/lower/lowertest"
	"leadlint/scanner/code/tree"
)

const cases = "testdata/cases.txt"

// TestLower owns testdata/cases.txt: the first word of a case's name is the file's.
func TestLower(t *testing.T) {
	lowertest.Cases(t, cases, func(name string, src []byte) *tree.File {
		file, _, _ := strings.Cut(name, " ")
		f, err := Lower(file, src)
		if err != nil {
			t.Fatal(err)
		}
		return f
	})
}

// TestPlaces: what nodes stand for is what stands in the file there.
func TestPlaces(t *testing.T) {
	tests := []struct{ name, file, src, want string }{
		{"json", "a.json", `{"k": [1, "v"], // c` + "\n" + ` "é": {"x": true}}`, `"k": [1, "v"]|[1, "v"]|1|"v"|"é": {"x": true}|{"x": true}|"x": true|true|#// c`},
		{"yaml", "a.yml", "é: &a [x, 'y z' ] # c\nb:\n  - p: |\n      one\n      two\n    q: plain\n      text\n", "é: &a [x, 'y z' ]|&a [x, 'y z' ]|x|'y z'|b:\n  - p: |\n      one\n      two\n    q: plain\n      text|- p: |\n      one\n      two\n    q: plain\n      text|p: |\n      one\n      two\n    q: plain\n      text|p: |\n      one\n      two||\n      one\n      two|q: plain\n      text|plain\n      text|#c"},
		{"script in a block", "a.yml", "run: |\n  a b\n\n  if c; then d 'e'; fi\n", "run: |\n  a b\n\n  if c; then d 'e'; fi||\n  a b\n\n  if c; then d 'e'; fi||\n  a b\n\n  if c; then d 'e'; fi|a b\n\n  if c; then d 'e'; fi|a b|a|b|if c; then d 'e'; fi|c|c|d 'e'|d 'e'|d|'e'"},
		{"script on a line", "a.yml", "script:\n  - pg_dump prod\n  - \"a \\\"b\\\"\"\n", `script:` + "\n  - pg_dump prod\n  - \"a \\\"b\\\"\"|- pg_dump prod\n  - \"a \\\"b\\\"\"|pg_dump prod|pg_dump prod|pg_dump prod|pg_dump prod|pg_dump|prod|\"a \\\"b\\\"\"|\"a \\\"b\\\"\"|\"a \\\"b\\\"\"|\"a \\\"b\\\"\"|\"a \\\"b\\\"\"|\"a \\\"b\\\"\""},
		{"ini", "a.ini", "[s]\n k = v ; c\n", "[s]\n k = v|\n k = v|k = v|v|#; c"},
		{"env", ".env", "export A=\"x\ny\"\nB=1\n", "A=\"x\ny\"|\"x\ny\"|B=1|1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Lower(tt.file, []byte(tt.src))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			var walk func(n *tree.Node)
			walk = func(n *tree.Node) {
				for _, k := range n.Kids {
					if k == nil {
						continue
					}
					got = append(got, tt.src[k.Start:k.End])
					walk(k)
				}
			}
			for _, d := range f.Root.Kids {
				walk(d)
			}
			for _, c := range f.Comments {
				got = append(got, "#"+strings.TrimPrefix(tt.src[c.Start:c.End], "# "))
			}
			if s := strings.Join(got, "|"); s != tt.want {
				t.Errorf("got\n%s\nwant\n%s", s, tt.want)
			}
		})
	}
}

// TestHostile: what is large, deep or expands is read in bounds or refused.
func TestHostile(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'z'; c++ {
		p := string(c - 1)
		bomb += string(c) + ": &" + string(c) + " [*" + strings.Repeat(p+",*", 8) + p + "]\n"
	}
	tests := []struct {
		name, file, src string
		refused         bool
	}{
		{"aliases of aliases", "a.yaml", bomb, false},
		{"deep json", "a.json", strings.Repeat("[", 200_000), false},
		{"deep objects", "a.json", strings.Repeat(`{"a":`, 100_000), false},
		{"deep yaml", "a.yaml", strings.Repeat("[", 100_000), false},
		{"deep toml", "a.toml", "a = " + strings.Repeat("[", 100_000), false},
		{"one long line", "a.yaml", "[" + strings.Repeat("é, ", 50_000) + "]", false},
		{"bytes of zero", "a.json", "{\x00}", true},
		{"too large", "a.json", strings.Repeat(" ", MaxBytes+1), true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Lower(tt.file, []byte(tt.src))
			if (err != nil) != tt.refused {
				t.Fatalf("error %v, want one: %v", err, tt.refused)
			}
			if err == nil {
				if err := lowertest.Check(f); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func FuzzLower(f *testing.F) {
	names := []string{"a.json", "a.yaml", "a.toml", ".env", "a.properties", "a.ini", "package.json"}
	for _, src := range lowertest.Texts(f, cases) {
		for i := range names {
			f.Add(uint8(i), src)
		}
	}
	f.Fuzz(func(t *testing.T, i uint8, src []byte) {
		file, err := Lower(names[int(i)%len(names)], src)
		if err != nil {
			return
		}
		if err := lowertest.Check(file); err != nil {
			t.Error(err)
		}
	})
}
