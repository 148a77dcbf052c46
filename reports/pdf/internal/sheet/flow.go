package sheet

// Item is what is put onto a page as a whole: a line, a row of a table, a chart.
type Item struct {
	Height float64
	// Before is the space above it, dropped at the head of a page; After that below it,
	// dropped at the foot.
	Before, After float64
	// Keep keeps it on one page with the next, as far as a page has room.
	Keep bool
	// NewPage puts it at the head of a page.
	NewPage bool
	// Repeat stands above it when it begins a page: the head of a table that goes on.
	Repeat []Item
	// Marks are at places measured from the left of the text and the item's top.
	Marks []Mark
}

// Add appends marks to the item.
func (i *Item) Add(marks ...Mark) { i.Marks = append(i.Marks, marks...) }

// Placed are the marks of an item at their place on a page.
type Placed struct {
	X, Y  float64
	Marks []Mark
}

// Page is a page with what stands on it.
type Page struct{ Placed []Placed }

// Frame is where text stands on a page.
type Frame struct{ Left, Top, Bottom float64 }

// flow fills pages with items.
type flow struct {
	frame Frame
	pages []Page
	// y is where the last item ended, after the space wanted below it.
	y, after float64
}

// Paginate puts items onto pages, at least one.
func Paginate(items []Item, frame Frame) []Page {
	f := &flow{frame: frame}
	f.turn()
	for start := 0; start < len(items); {
		end := start
		for end < len(items)-1 && items[end].Keep && !items[end+1].NewPage {
			end++
		}
		f.put(items[start : end+1])
		start = end + 1
	}
	return f.pages
}

func (f *flow) turn() {
	f.pages = append(f.pages, Page{})
	f.y, f.after = f.frame.Top, 0
}

func (f *flow) empty() bool { return len(f.pages[len(f.pages)-1].Placed) == 0 }

// put places items that stay together. Those that no page has room for are taken one by
// one.
func (f *flow) put(items []Item) {
	if (items[0].NewPage || f.y+f.after+height(items, !f.empty()) > f.frame.Bottom) && !f.empty() {
		f.turn()
	}
	for _, item := range items {
		if !f.empty() && f.y+f.after+item.Before+item.Height > f.frame.Bottom {
			f.turn()
		}
		if f.empty() {
			for _, head := range item.Repeat {
				f.place(head)
			}
		}
		f.place(item)
	}
}

func (f *flow) place(item Item) {
	if !f.empty() {
		f.y += f.after + item.Before
	}
	page := &f.pages[len(f.pages)-1]
	page.Placed = append(page.Placed, Placed{f.frame.Left, f.y, item.Marks})
	f.y += item.Height
	f.after = item.After
}

// height sums what items take, the space above the first only when it counts.
func height(items []Item, first bool) float64 {
	sum := 0.0
	for i, item := range items {
		if i > 0 || first {
			sum += item.Before
		}
		if i > 0 {
			sum += items[i-1].After
		}
		sum += item.Height
	}
	return sum
}
