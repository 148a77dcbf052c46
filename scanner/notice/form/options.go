package form

// Options say how forms are read. The zero value reads a page by itself.
type Options struct {
	// Words are the tables of words; nil loads those that come with the program,
	// which takes some milliseconds: load them once for many pages.
	Words *Words
	// Lang is the language of the page where it is known (ISO 639-1); it goes before
	// what the markup declares, and gives way to a form that is clearly in another.
	Lang string
	// Controllers are names of the audited controller, with or without legal form.
	Controllers []string
	// Sheet gives the content of a style sheet that the page links to, by the
	// address as written; nil, or false, when it was not read.
	Sheet func(href string) (css []byte, ok bool)
	// Computed are styles and states that a browser worked out, nil without one.
	// The page must then be the one that the browser marked; see [Script].
	Computed Computed
	// Truncated says that the page is not all of it, or was not shown with all that
	// it asks for: nothing is then said to be missing.
	Truncated bool
	// MaxBytes bounds what is read of the page; 4 MiB when zero.
	MaxBytes int
	// MaxForms bounds how many forms are read; 200 when zero.
	MaxForms int
}

// Bounds that no option changes.
const (
	defaultBytes = 4 << 20
	defaultForms = 200
	maxControls  = 2000
	allControls  = 20_000 // of all forms
	maxTicks     = 300    // places where programs touch boxes
	maxSteps     = 2_000_000
	maxWalk      = 20_000 // nodes looked at for the text of one element
	maxText      = 300    // of a quotation, in letters
)

func (o Options) withDefaults() Options {
	if o.MaxBytes <= 0 {
		o.MaxBytes = defaultBytes
	}
	if o.MaxForms <= 0 {
		o.MaxForms = defaultForms
	}
	return o
}
