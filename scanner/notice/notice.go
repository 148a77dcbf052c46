// Package notice reads what informs persons and where they are asked for consent:
// notices, messages and forms. It brings together the readers of documents, of
// their language, of the items of Art. 13 and 14 GDPR, of messages and of forms,
// and gives what they found as reports show it, masked, and as facts for rules.
package notice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
	"sync"
	"unicode/utf8"

	"leadlint/scanner/finding"
	"leadlint/scanner/notice/document"
	"leadlint/scanner/notice/entity"
	"leadlint/scanner/notice/form"
	"leadlint/scanner/notice/items"
	"leadlint/scanner/notice/language"
	"leadlint/scanner/notice/message"
	"leadlint/scanner/notice/quote"
	"leadlint/scanner/wording"
)

// Reader reads notices, messages and forms. It may be shared; what it needs of a
// language is loaded when a text first needs it.
type Reader struct {
	items    *items.Reader
	langs    *language.Detector
	entities *entity.Finder
	fold     *wording.Folder
	messages func() (*message.Reader, error)
	demands  func() (*message.DemandsReader, error)
	words    func() (*form.Words, error)
}

// NewReader gives a reader with the tables that come with the program. Those that
// not every document needs are read when the first does; a mistake in them, which
// only a faulty build has, is then the error of [Reader.Read].
func NewReader() (*Reader, error) {
	found, err := items.NewReader()
	if err != nil {
		return nil, err
	}
	return &Reader{
		items: found, langs: language.New(), entities: found.Entities(), fold: wording.NewFolder(),
		messages: sync.OnceValues(message.New),
		demands:  sync.OnceValues(message.NewDemandsReader),
		words:    sync.OnceValues(form.LoadWords),
	}, nil
}

// Input is one file or page.
type Input struct {
	// Name is shown; its extension helps to tell the format.
	Name string
	Data []byte
	// Place is a value of notice.place, empty when it is not known. A place that is
	// given makes the document a notice whatever it looks like.
	Place string
	// Direct is notice.direct; nil when it is not known.
	Direct *bool
	// Notice says that the document is one, Form that only its forms are asked for.
	Notice, Form bool
	// Controllers are names of the controller, for lists of partners.
	Controllers []string
	// Computed are styles that a browser computed; nil without.
	Computed form.Computed
	// Sheet gives the content of a style sheet that a page links to, by the address
	// as written; nil, or false, when it is not to be had.
	Sheet func(href string) (css []byte, ok bool)
	// Truncated says that Data is not all of it.
	Truncated bool
}

// Result is what was read of an input.
type Result struct {
	// Notice is nil when the document is no notice.
	Notice *finding.Notice
	// Row are the facts of the notice, nil when there are none.
	Row Row
	// Languages are those the notice can be read in; nil when that is not known, or
	// the document is a message that informs of nothing.
	Languages []string
	// Forms and FormRows are the forms that ask for personal data, in order.
	Forms    []finding.Form
	FormRows []Row
	// Format is the document's, empty when it is none that is read.
	Format string
	// SHA256 is that of the input's bytes, in hexadecimal.
	SHA256 string
	// Problem keeps the document from being assessed; empty when nothing does.
	Problem document.Problem
	// Truncated says that not all of the document was read.
	Truncated bool
}

// Read reads an input. The error is the context's, or says that a table of the
// program is wrong.
func (r *Reader) Read(ctx context.Context, in Input) (*Result, error) {
	doc, err := document.Read(ctx, filepath.Base(in.Name), in.Data, document.Options{})
	if err != nil {
		return nil, err
	}
	doc.Truncated = doc.Truncated || in.Truncated
	out := &Result{Format: doc.Format, SHA256: digest(in.Data), Problem: doc.Problem, Truncated: doc.Truncated}
	shown := &finding.Notice{
		Name: in.Name, Place: in.Place, Format: doc.Format, SHA256: out.SHA256, Direct: in.Direct,
		Words: doc.Words(), Pages: doc.Pages, Truncated: doc.Truncated,
		Languages: []finding.LanguageShare{}, Items: []finding.NoticeItem{},
	}
	if doc.Problem != "" {
		text := ProblemText(doc.Problem)
		shown.Problem = &text
		if !in.Form {
			out.Notice = shown
		}
		return out, nil
	}
	langs := r.spokenIn(doc)
	q := quote.New(r.fold, r.entities, doc, r.items.Known)
	if err := r.readForms(doc, langs, in, q, out); err != nil {
		return nil, err
	}
	if in.Form {
		return out, nil
	}
	found, err := r.items.Read(doc, langs.Parts, layered(doc, in))
	if err != nil {
		return nil, err
	}
	msg, demands, err := r.message(doc, langs, in)
	if err != nil {
		return nil, err
	}
	if !in.Notice && in.Place == "" && doc.Mail == nil && !looksLikeNotice(found) && (len(out.Forms) > 0 || !r.items.Titled(doc)) {
		return out, nil
	}
	spoken(shown, langs)
	if msg != nil {
		for _, f := range []message.Fact{msg.Secrets.User, msg.Secrets.Password, msg.Secrets.Together, msg.Secrets.OneTime} {
			q.Hide(f.Text)
		}
	}
	if informs(in, msg, found) {
		shown.Items = shownItems(doc, found, q)
		out.Languages = served(langs)
	} else {
		found = &items.Result{}
	}
	if msg != nil {
		shown.Message = shownMessage(msg, doc, q, langs)
		if shown.Place == "" {
			shown.Place = placeOf(msg.Kind)
		}
	}
	if shown.Place == "" && doc.Mail == nil {
		shown.Place = "privacy_policy"
	}
	out.Notice = shown
	out.Row = noticeRow(shown, found, msg, demands, in)
	if doc.Mail == nil {
		out.Row["within_terms"] = r.items.Terms(doc)
	}
	return out, nil
}

// spokenIn tells the languages of a document. One whose blocks are all too short to
// be judged, such as a short message, is judged as a whole.
func (r *Reader) spokenIn(doc *document.Document) language.Result {
	list := parts(doc)
	out := r.langs.Document(list)
	if len(out.Shares) > 0 {
		return out
	}
	var whole strings.Builder
	for _, p := range list {
		whole.WriteString(p.Text + "\n")
	}
	lang := r.langs.Text(whole.String())
	if lang == "" {
		return out
	}
	n := utf8.RuneCountInString(whole.String())
	out.Shares, out.Undecided = []language.Share{{Lang: lang, Chars: n, Share: 1}}, 0
	for i := range out.Parts {
		if list[i].Text != "" {
			out.Parts[i] = lang
		}
	}
	return out
}

// parts gives the contents of a document for the detector of languages; what
// surrounds them decides nothing.
func parts(doc *document.Document) []language.Part {
	out := make([]language.Part, len(doc.Blocks))
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Aside {
			continue
		}
		out[i] = language.Part{Text: b.Text, Declared: b.Lang}
		if b.Lang == "" {
			out[i].Declared = doc.Lang
		}
	}
	return out
}

// spoken gives the languages of a notice as reports show them.
func spoken(n *finding.Notice, langs language.Result) {
	total := langs.Chars()
	if total == 0 {
		return
	}
	for _, s := range langs.Shares {
		n.Languages = append(n.Languages, finding.LanguageShare{Lang: s.Lang, Share: rounded(s.Chars, total)})
	}
	n.Undecided = rounded(langs.Undecided, total)
}

// rounded gives a share in thousandths.
func rounded(part, total int) float64 { return float64(part*1000/total) / 1000 }

const (
	// servedShare is the least share of a text for which somebody who reads only
	// that language counts as informed in it.
	servedShare = 0.10
	// undecidedShare is the share of a text in no known language from which its
	// languages are not known.
	undecidedShare = 0.30
)

// served gives the languages in which a notice can be read, nil when they are not
// known. A text too short to have its 300 letters in any counts by its only
// language.
func served(langs language.Result) []string {
	total := langs.Chars()
	if total == 0 || float64(langs.Undecided) > undecidedShare*float64(total) {
		return nil
	}
	if out := langs.Languages(servedShare); len(out) > 0 {
		return out
	}
	if len(langs.Shares) == 1 {
		return []string{langs.Shares[0].Lang}
	}
	return nil
}

// fewItems is how many items a text must have to be taken for a notice without
// being called one.
const fewItems = 4

// informs says whether a document owes the items: a message does when it is meant
// to inform, not when it advertises, accompanies an order or answers a request.
func informs(in Input, msg *message.Message, found *items.Result) bool {
	return msg == nil || in.Place == "first_message" || msg.Kind == message.Information || looksLikeNotice(found)
}

// layered says whether a document is one that may leave items to a fuller notice.
func layered(doc *document.Document, in Input) bool {
	switch in.Place {
	case "first_message", "message_footer", "account_form", "collection_form", "call_script":
		return true
	}
	return doc.Mail != nil
}

// looksLikeNotice says whether a text informs of the processing of personal data:
// it says something of several items, of which one is not found elsewhere.
func looksLikeNotice(found *items.Result) bool {
	n, own := 0, false
	for _, a := range found.Answers {
		switch a.State {
		case items.NotFound, items.Unclear:
			continue
		}
		n++
		switch a.Item {
		case items.LegalBasis, items.Retention, items.Access, items.Erasure, items.Rectification, items.Objection,
			items.Complaint, items.DPO, items.Restriction, items.Portability, items.Withdrawal:
			own = true
		}
	}
	return n >= fewItems && own
}

// placeOf gives the place that a kind of message is.
func placeOf(k message.Kind) string {
	switch k {
	case message.Prospecting:
		return "campaign_message"
	case message.Information:
		return "first_message"
	case message.AccessAnswer:
		return "access_answer"
	}
	return "other_message"
}

// ProblemText says what keeps a document from being assessed, and what to do.
func ProblemText(p document.Problem) finding.Text {
	switch p {
	case document.NoText:
		return finding.Text{
			EN: "was not assessed: its pages are images without text; supply the original or one with a text layer",
			FR: "n'a pas été examiné : ses pages sont des images sans texte ; fournissez l'original ou une version avec couche de texte",
		}
	case document.Encrypted:
		return finding.Text{
			EN: "was not assessed: a password is needed to read it; supply it without",
			FR: "n'a pas été examiné : un mot de passe est nécessaire pour le lire ; fournissez-le sans",
		}
	case document.Empty:
		return finding.Text{EN: "was not assessed: it holds no text", FR: "n'a pas été examiné : il ne contient aucun texte"}
	case document.NotFoundPage:
		return finding.Text{
			EN: "was not assessed: it is an error page saved in place of the notice",
			FR: "n'a pas été examiné : c'est une page d'erreur enregistrée à la place de la mention d'information",
		}
	case document.CookieBannerOnly:
		return finding.Text{
			EN: "was not assessed: only a banner on cookies was saved, not the page behind it",
			FR: "n'a pas été examiné : seul un bandeau relatif aux cookies a été enregistré, non la page qu'il recouvre",
		}
	case document.ScriptOnly:
		return finding.Text{
			EN: "was not assessed: the page shows its text only when its programs run; save it from a browser, or name its address with --render",
			FR: "n'a pas été examiné : la page n'affiche son texte que par ses programmes ; enregistrez-la depuis un navigateur ou indiquez son adresse avec --render",
		}
	case document.Damaged:
		return finding.Text{
			EN: "was not assessed: the file is damaged or incomplete",
			FR: "n'a pas été examiné : le fichier est endommagé ou incomplet",
		}
	}
	return finding.Text{
		EN: "was not assessed: expected a notice as HTML, Markdown, text, PDF, DOCX or .eml",
		FR: "n'a pas été examiné : une mention d'information en HTML, Markdown, texte, PDF, DOCX ou .eml était attendue",
	}
}

// digest gives the SHA-256 of a document's bytes, in hexadecimal.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
