package entity_test

import (
	"fmt"
	"strings"
	"testing"

	"leadlint/scanner/notice/entity"
)

// marked writes spans as "kind:text" with the code in brackets.
func marked(s string, spans []entity.Span) string {
	var out []string
	for _, p := range spans {
		w := fmt.Sprintf("%v:%s", p.Kind, s[p.Start:p.End])
		if p.Code != "" {
			w += "(" + p.Code + ")"
		}
		out = append(out, w)
	}
	return strings.Join(out, " | ")
}

func finder(t testing.TB) *entity.Finder {
	t.Helper()
	f, err := entity.New()
	if err != nil {
		t.Fatalf("tables: %v", err)
	}
	return f
}

// of keeps the spans of one kind.
func of(kind entity.Kind, spans []entity.Span) []entity.Span {
	var out []entity.Span
	for _, p := range spans {
		if p.Kind == kind {
			out = append(out, p)
		}
	}
	return out
}

func TestFind(t *testing.T) {
	f := finder(t)
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"prose", "We keep your data for as long as we need them.", ""},
		{"controller", "The controller is Datenhof GmbH, Lindenstraße 12, 10969 Berlin, Tel. +49 30 23125 100, info@datenhof.example.",
			"legal form:Datenhof GmbH(DE,AT,CH,LI) | address:Lindenstraße 12, 10969 Berlin | phone:+49 30 23125 100 | e-mail:info@datenhof.example"},
		{"authority's mailbox", "Write to dpo@cnil.fr or www.cnil.fr/fr/plaintes.", "e-mail:dpo@cnil.fr | authority:cnil.fr(FR) | url:www.cnil.fr/fr/plaintes | authority:cnil.fr(FR)"},
		{"mailbox named after the authority", "Write to cnil@recolte.example.", "e-mail:cnil@recolte.example"},
		{"range", "after 3-5 years, 24 months or 1,000.50 days", "number:3-5 | number:24 | number:1,000.50"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := marked(c.in, f.Find(nil, c.in)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
