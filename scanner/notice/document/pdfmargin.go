package document

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// dropMargins takes out what the pages repeat at their tops and bottoms, and
// page numbers.
func dropMargins(lines []pdfLine) []pdfLine {
	pages := splitPages(lines)
	seen := map[string]int{}
	for _, p := range pages {
		counted := map[string]bool{}
		for _, i := range edges(p) {
			key := marginKey(&p[i])
			if !counted[key] {
				counted[key] = true
				seen[key]++
			}
		}
	}
	rule := newMarginRule(seen, len(pages))
	var out []pdfLine
	for _, p := range pages {
		drop := rule.drops(p)
		for i := range p {
			if !drop[i] {
				out = append(out, p[i])
			}
		}
	}
	return out
}

// marginRule decides which lines at a page's edges are no text of the document.
type marginRule struct {
	seen    map[string]int
	pages   int
	number  *regexp.Regexp
	printed *regexp.Regexp // what browsers print above and below: address, date, number
}

func newMarginRule(seen map[string]int, pages int) *marginRule {
	return &marginRule{
		seen: seen, pages: pages,
		number:  regexp.MustCompile(`^(\pL{1,8}\.? )?[-–]? ?\d{1,4}( ?(/|of|von|de|di|sur|van|av|af|z|od) ?\d{1,4})? ?[-–]?$`),
		printed: regexp.MustCompile(`^((https?|file)://\S+( \d+/\d+)?|\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d\d( ?[ap]m)?( .{0,200})?)$`),
	}
}

// drops goes inwards from the top and from the bottom until a line stays.
func (m *marginRule) drops(page []pdfLine) map[int]bool {
	drop := map[int]bool{}
	order := edges(page)
	top := min(2, len(order))
	for _, i := range order[:top] {
		if !m.dropped(page, i) {
			break
		}
		drop[i] = true
	}
	for k := len(order) - 1; k >= max(top, len(order)-3); k-- {
		if !m.dropped(page, order[k]) {
			break
		}
		drop[order[k]] = true
	}
	return drop
}

func (m *marginRule) dropped(page []pdfLine, i int) bool {
	if m.pages >= 2 && m.seen[marginKey(&page[i])]*2 > m.pages {
		return true
	}
	text := strings.ToLower(clean(page[i].text()))
	return apart(page, i) && (m.number.MatchString(text) || m.printed.MatchString(text))
}

func splitPages(lines []pdfLine) [][]pdfLine {
	var out [][]pdfLine
	for i := 0; i < len(lines); {
		n := i + 1
		for n < len(lines) && lines[n].page == lines[i].page {
			n++
		}
		out = append(out, lines[i:n])
		i = n
	}
	return out
}

// edges gives the indices of the two highest and the three lowest lines.
func edges(page []pdfLine) []int {
	order := make([]int, len(page))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case page[a].base > page[b].base:
			return -1
		case page[a].base < page[b].base:
			return 1
		}
		return 0
	})
	if len(order) <= 5 {
		return order
	}
	return append(slices.Clone(order[:2]), order[len(order)-3:]...)
}

// marginKey is a line's text without its numbers, and its height on the page.
func marginKey(l *pdfLine) string {
	text := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return unicode.ToLower(r)
	}, clean(l.text()))
	for strings.Contains(text, "##") {
		text = strings.ReplaceAll(text, "##", "#")
	}
	return text + "@" + string(rune('A'+int(math.Abs(l.base))/8%2000))
}

// apart tells whether a line keeps two lines' distance from all others.
func apart(page []pdfLine, i int) bool {
	for k := range page {
		if d := math.Abs(page[k].base - page[i].base); k != i && d > 0.3*page[i].size && d < 2*page[i].size {
			return false
		}
	}
	return true
}
