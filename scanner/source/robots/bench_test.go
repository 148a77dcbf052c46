package robots

import (
	"fmt"
	"strings"
	"testing"
)

// large is a file near the limit: many groups, and a long one for everybody.
func large() []byte {
	var b strings.Builder
	b.WriteString("User-agent: *\n")
	for i := 0; b.Len() < MaxBytes/2; i++ {
		fmt.Fprintf(&b, "Disallow: /folder-%d/*/list?sort=%d$\n", i, i%7)
	}
	for i := 0; b.Len() < MaxBytes-64; i++ {
		fmt.Fprintf(&b, "User-agent: bird-%d\nDisallow: /%d\n", i, i)
	}
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	body := large()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(body)
	}
}

func BenchmarkDecide(b *testing.B) {
	f := Parse(large())
	b.ReportAllocs()
	for b.Loop() {
		f.Decide("leadlint", "/folder-77/a/b/list?sort=0&page=2")
	}
}

// BenchmarkDecideHostile asks a file of wildcards that match late.
func BenchmarkDecideHostile(b *testing.B) {
	line := "Allow:*aaaaaaab\n"
	f := Parse([]byte("User-agent: *\n" + strings.Repeat(line, MaxBytes/len(line)-1)))
	path := "/" + strings.Repeat("a", 8<<10)
	b.ReportAllocs()
	for b.Loop() {
		f.Decide("leadlint", path)
	}
}

// BenchmarkDelayHostile asks a file of many names and many delays.
func BenchmarkDelayHostile(b *testing.B) {
	var text strings.Builder
	for i := 0; text.Len() < MaxBytes/2; i++ {
		fmt.Fprintf(&text, "User-agent: b%d\n", i)
	}
	for text.Len() < MaxBytes-32 {
		text.WriteString("Crawl-delay: 9\n")
	}
	f := Parse([]byte(text.String()))
	for b.Loop() {
		f.Delay("b0")
	}
}
