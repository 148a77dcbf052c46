package auditfile

import (
	"leadlint/rules/strict"
)

// NoticeFile is a notice, message or call script to read.
type NoticeFile struct {
	// Path is a file, relative to the audit file: HTML, Markdown, text, PDF, DOCX
	// or .eml; empty when URL is given.
	Path string `yaml:"path"`
	// URL is the address of the page; empty when Path is given.
	URL string `yaml:"url"`
	// Name is what reports call it; empty is the file's name or the address.
	Name string `yaml:"name"`
	// Place is where the information is given.
	Place NoticePlace `yaml:"place"`
	// Direct is true where the data come from the person (Art. 13), false where
	// they come from elsewhere (Art. 14).
	Direct *bool `yaml:"direct"`
	// IdentityStated, OwnName and ContactWorks are what reading cannot tell: that a
	// call script says who calls, that the notice is the controller's own, that the
	// contact it gives works.
	IdentityStated *bool `yaml:"identity_stated"`
	OwnName        *bool `yaml:"own_name"`
	ContactWorks   *bool `yaml:"contact_works"`

	Pos strict.Pos `yaml:"-"`
}

// FormFile is a page whose forms are read.
type FormFile struct {
	// Path is an HTML file, relative to the audit file; empty when URL is given.
	Path string `yaml:"path"`
	// URL is the address of the page; empty when Path is given.
	URL string `yaml:"url"`
	// Name is what reports call it; empty is the form's own name.
	Name string `yaml:"name"`
	// OpenToMinors says whether the service is open to minors, where the page does
	// not tell.
	OpenToMinors *bool `yaml:"open_to_minors"`

	Pos strict.Pos `yaml:"-"`
}

// NoticePlace is a value of notice.place.
type NoticePlace string

// Values lists the values accepted.
func (NoticePlace) Values() []string { return valuesOf("notice", "place") }

// checkDocuments tells what in the notices and forms cannot be read.
func (f *File) checkDocuments(problems *strict.Collector) {
	one := func(path, url string, pos strict.Pos) {
		switch {
		case (path == "") == (url == ""):
			problems.Add(pos, "expected either path, a file, or url, the address of a page")
		case url != "" && !WebAddress(url):
			problems.Add(pos.Value("url"), "this is no address of a page: expected one such as https://www.orvalie.example/privacy")
		}
	}
	for i := range f.Notices {
		one(f.Notices[i].Path, f.Notices[i].URL, f.Notices[i].Pos)
	}
	for i := range f.Forms {
		one(f.Forms[i].Path, f.Forms[i].URL, f.Forms[i].Pos)
	}
}
