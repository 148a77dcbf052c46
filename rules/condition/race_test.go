package condition_test

import (
	"sync"
	"testing"
)

// One Compiler serves several goroutines at once.
func TestCompilerIsShared(t *testing.T) {
	c := compiler(t)
	var running sync.WaitGroup
	for range 8 {
		running.Go(func() {
			for _, text := range []string{`known(contact.email) && contact.country in ["FR"]`, `contact.x == 1`, `a &&`} {
				_, err := c.Compile("contact", text)
				if want := text[0] != 'k'; (err != nil) != want {
					t.Errorf("%s: got %v", text, err)
				}
			}
		})
	}
	running.Wait()
}
