package items_test

import (
	"testing"

	"leadlint/scanner/notice/items"
)

// TestEnumerationInRunningText holds clauses that semicolons part to what their
// enumeration opens with, however far it is.
func TestEnumerationInRunningText(t *testing.T) {
	tests := map[string]struct {
		text string
		want map[items.Item]items.State
	}{
		"rights": {
			"You have the right to (a) receive confirmation; (b) gain access to your data; (c) rectification of what is wrong; " +
				"(d) deletion of your data; (e) restriction of the processing; (f) portability of your data in a common format.",
			map[items.Item]items.State{items.Access: items.Stated, items.Rectification: items.Stated, items.Erasure: items.Stated,
				items.Restriction: items.Stated, items.Portability: items.Stated},
		},
		"what one may ask about": {
			"You have the right to obtain confirmation of (a) the purposes of the processing and the recipients; (b) the period " +
				"for which the data are stored; (c) the source of the data; (d) the existence of automated decision-making.",
			map[items.Item]items.State{items.Source: items.InsideAnotherRight, items.AutomatedDecisions: items.InsideAnotherRight},
		},
		"a full stop ends the enumeration": {
			"You have the right to access your data; we answer within a month. Our shop; our website. The deletion of cookies.",
			map[items.Item]items.State{items.Access: items.Stated, items.Erasure: items.NotFound},
		},
	}
	r := reader(t)
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			got := read(t, r, "en", "notice.md", tc.text)
			for item, want := range tc.want {
				if a := got.Of(item); a.State != want {
					t.Errorf("%s: got %s by %s (%q), want %s", item, a.State, a.Rule, a.Sentence, want)
				}
			}
		})
	}
}
