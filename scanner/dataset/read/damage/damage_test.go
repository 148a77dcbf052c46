package damage

import (
	"fmt"
	"sync"
	"testing"
)

func TestLogDoesNotDependOnOrder(t *testing.T) {
	var log Log
	var wg sync.WaitGroup
	for line := int64(100); line > 0; line-- {
		wg.Go(func() {
			log.Add(Lost, line, int(line)+1, Text("skipped", "ignoré"))
			log.AddN(Warning, 0, 0, 2, Text("repaired", "réparé"))
		})
	}
	wg.Wait()
	issues := log.Issues()
	if len(issues) != 2 {
		t.Fatalf("got %d issues, want 2", len(issues))
	}
	if i := issues[0]; i.Severity != Warning || i.Count != 200 || i.Line != 0 {
		t.Errorf("first: got %+v, want the warning counted 200 times without a line", i)
	}
	if i := issues[1]; i.Count != 100 || i.Line != 1 || i.Column != 2 {
		t.Errorf("second: got %+v, want 100 from line 1, column 2", i)
	}
}

func TestNames(t *testing.T) {
	many := make([]string, 12)
	for i := range many {
		many[i] = fmt.Sprintf("c%d", i)
	}
	for _, tt := range []struct {
		name, want string
		in         []string
	}{
		{"some", `"a", "b"`, []string{"a", "b"}},
		{"an address used as a key", `"a", …`, []string{"a", "ada@north.example"}},
		{"a number used as a key", "…", []string{"33639980000"}},
		{"a control character", "…", []string{"a\x1b[2J"}},
		{"many", `"c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", …`, many},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Names(tt.in); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
