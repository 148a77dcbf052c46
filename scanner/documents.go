package scanner

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/finding"
	"leadlint/scanner/notice"
	"leadlint/scanner/notice/document"
)

// documentTarget is a notice, message or page with forms to read.
type documentTarget struct {
	// path is the file, or url the address; name is shown.
	path, url, name string
	// notice and form are what the audit file says of it, nil for a document that
	// was named otherwise.
	notice *auditfile.NoticeFile
	form   *auditfile.FormFile
	// found says that the file was met in a folder and nobody named it.
	found bool
	// as is what the command line says that it is, empty when it does not.
	as As
	// page is the body of an address that was visited as a source; its forms are
	// shown, not judged, since the site may be anybody's.
	page      []byte
	truncated bool
}

// where is the place in the audit file that names the document, if one does.
func (t *documentTarget) where() string {
	switch {
	case t.notice != nil:
		return t.notice.Pos.Where()
	case t.form != nil:
		return t.form.Pos.Where()
	}
	return ""
}

// maxDocument is the number of bytes read of one document.
const maxDocument = document.DefaultMaxBytes

// splitDocuments takes the notices, messages and pages out of the targets; what
// remains are datasets.
func splitDocuments(targets []target, as As) (datasets []target, documents []documentTarget) {
	for _, t := range targets {
		if as == "" && (t.name == read.Stdin || t.mapping != "" || t.where != "" || !isDocument(t.name)) {
			datasets = append(datasets, t)
			continue
		}
		documents = append(documents, documentTarget{path: t.name, name: t.name, found: t.found && as == "", as: as})
	}
	return datasets, documents
}

// headBytes is how much of a file tells what it is.
const headBytes = 16 << 10

// isDocument says whether a file is a text to read rather than a table.
func isDocument(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".xlsm", ".vcf", ".db", ".sqlite", ".gz", ".zst", ".log":
		return false
	}
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, headBytes))
	if err != nil {
		return false
	}
	switch document.Sniff(name, head) {
	case "":
		return false
	case document.FormatText:
		return prose(string(head))
	}
	return true
}

// prose says whether a text is written in sentences rather than in rows.
func prose(s string) bool {
	words, ends, tabbed := 0, 0, 0
	lines := strings.Split(s, "\n")
	for _, l := range lines {
		if strings.Count(l, "\t")+strings.Count(l, ";") > 1 {
			tabbed++
		}
		fields := strings.Fields(l)
		words += len(fields)
		for _, w := range fields {
			if strings.HasSuffix(w, ".") || strings.HasSuffix(w, ",") || strings.HasSuffix(w, ":") {
				ends++
			}
		}
	}
	return words >= 20 && tabbed*2 < len(lines) && ends*40 >= words
}

// documents lists what is to be read as notice, message or form.
func (a *audit) documents(named []documentTarget) []documentTarget {
	out := slices.Clone(named)
	if a.file == nil {
		return out
	}
	dir := filepath.Dir(a.opt.AuditFile)
	for i := range a.file.Notices {
		n := &a.file.Notices[i]
		t := documentTarget{url: n.URL, notice: n, name: cmp.Or(n.Name, n.Path, shownAddress(n.URL))}
		if n.Path != "" {
			t.path = auditfile.Beside(dir, n.Path)
		}
		out = append(out, t)
	}
	for i := range a.file.Forms {
		f := &a.file.Forms[i]
		t := documentTarget{url: f.URL, form: f, name: cmp.Or(f.Name, f.Path, shownAddress(f.URL))}
		if f.Path != "" {
			t.path = auditfile.Beside(dir, f.Path)
		}
		out = append(out, t)
	}
	return out
}

// readings is what the documents gave.
type readings struct {
	notices, forms []reading
	languages      []string
	// silent says that some notice's languages are not known.
	silent bool
}

// reading is what one document gave of a relation.
type reading struct {
	document string
	rows     []notice.Row
	// shown gives the masked sentence, and its line, that a fact of a row rests on.
	shown func(row int, field string) (string, int)
}

// readDocuments reads every document, once.
func (a *audit) readDocuments(ctx context.Context) {
	if len(a.in.documents) == 0 && len(a.in.addresses) == 0 {
		return
	}
	r, err := notice.NewReader()
	if err != nil {
		a.lost("notices", "", failure(err))
		return
	}
	pages := &webPages{a: a}
	defer pages.close()
	a.visitEarly(ctx)
	for _, t := range a.in.documents {
		if ctx.Err() != nil {
			a.lost(t.name, "", interrupted())
			continue
		}
		if a.opt.Progress != nil {
			a.opt.Progress(Progress{Input: t.name})
		}
		a.readDocument(ctx, r, pages, t)
	}
}

func (a *audit) readDocument(ctx context.Context, r *notice.Reader, pages *webPages, t documentTarget) {
	in := a.documentInput(t)
	var problem *finding.Text
	switch {
	case t.page != nil:
		in.Data, in.Truncated = t.page, t.truncated
	case t.url != "":
		problem = pages.load(ctx, t.url, &in)
	default:
		problem = a.loadFile(t.path, &in)
		in.Sheet = sheetsBeside(t.path)
		if problem == nil && a.opt.Render && document.Sniff(t.path, in.Data) == document.FormatHTML {
			problem = pages.showFile(ctx, &in)
		}
	}
	if problem != nil {
		a.lost(t.name, "", *problem)
		return
	}
	got, err := r.Read(ctx, in)
	if err != nil {
		if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			a.lost(t.name, "", interrupted())
		} else {
			a.lost(t.name, "", failure(err))
		}
		return
	}
	a.documentRead(t, in, got)
}

// documentInput gives what is known of a document before it is read.
func (a *audit) documentInput(t documentTarget) notice.Input {
	in := notice.Input{Name: t.name, Notice: t.notice != nil || t.as == AsNotice, Form: t.form != nil || t.as == AsForm}
	if t.notice != nil {
		in.Place, in.Direct = string(t.notice.Place), t.notice.Direct
	}
	if a.file == nil {
		return in
	}
	if a.file.Controller.Name != "" {
		in.Controllers = []string{a.file.Controller.Name}
	}
	if indirect := a.file.Processing.IndirectCollection; in.Direct == nil && indirect != nil {
		direct := !*indirect
		in.Direct = &direct
	}
	return in
}

// loadFile reads a file, as much of it as is read of a document.
func (a *audit) loadFile(path string, in *notice.Input) *finding.Text {
	f, err := os.Open(path)
	if err != nil {
		text := failure(err)
		return &text
	}
	defer f.Close()
	in.Data, err = io.ReadAll(io.LimitReader(f, maxDocument+1))
	if err != nil {
		text := failure(err)
		return &text
	}
	if len(in.Data) > maxDocument {
		in.Data, in.Truncated = in.Data[:maxDocument], true
	}
	return nil
}

// documentRead takes in what a document gave.
func (a *audit) documentRead(t documentTarget, in notice.Input, got *notice.Result) {
	relation := "notice"
	switch {
	case t.page != nil && (got.Problem != "" || got.Notice == nil && len(got.Forms) == 0):
		return // what the visit says of it stands
	case got.Problem != "" && got.Notice != nil:
		a.lost(t.name, "", *got.Notice.Problem)
	case got.Problem != "":
		a.lost(t.name, "", notice.ProblemText(got.Problem))
	case got.Notice == nil && len(got.Forms) == 0:
		a.unlike(t)
		return
	case got.Notice == nil:
		relation = "form"
	}
	if got.Truncated {
		a.lost(t.name, "", cutShort(len(in.Data)))
	}
	if got.Notice != nil {
		a.report.Notices = append(a.report.Notices, *got.Notice)
	}
	if got.Row != nil {
		declaredOf(t.notice, got.Row)
		n := got.Notice
		a.read.notices = append(a.read.notices, reading{t.name, []notice.Row{got.Row}, func(_ int, field string) (string, int) { return notice.Shown(n, field) }})
		if len(n.Items) > 0 {
			a.spoken(got.Languages)
		}
	}
	a.formsRead(t, got)
	a.report.Inputs = append(a.report.Inputs, finding.Input{
		Name: t.name, Format: got.Format, Relation: relation, Bytes: int64(len(in.Data)), SHA256: got.SHA256, Where: t.where(),
	})
}

// cutShort says that not all of a document was read, of which so many bytes were.
func cutShort(size int) finding.Text {
	if size >= maxDocument {
		return finding.Text{
			EN: "is longer than what is read of a document (50 MB); what follows was not read",
			FR: "dépasse ce qui est lu d'un document (50 Mo) ; la suite n'a pas été lue",
		}
	}
	return finding.Text{
		EN: "was read in part only: it exceeds a limit of what is read, or a page's programs asked for what was not loaded; what is missing from it is not shown",
		FR: "n'a été lu qu'en partie : il dépasse une limite de lecture, ou les programmes de la page ont demandé ce qui n'a pas été chargé ; ce qui y manque n'est pas établi",
	}
}

// spoken adds the languages of a notice to those of all.
func (a *audit) spoken(languages []string) {
	if languages == nil {
		a.read.silent = true
	}
	for _, l := range languages {
		add(&a.read.languages, l)
	}
}

// declaredOf adds what the audit file says of a notice beside its text.
func declaredOf(n *auditfile.NoticeFile, row notice.Row) {
	if n == nil {
		return
	}
	for field, b := range map[string]*bool{"identity_stated": n.IdentityStated, "own_name": n.OwnName, "contact_works": n.ContactWorks} {
		if b != nil {
			row[field] = *b
		}
	}
}

// unlike tells of a text that is no notice and has no form.
func (a *audit) unlike(t documentTarget) {
	text := finding.Text{
		EN: "does not look like a notice and has no form that asks for personal data, so nothing in it was assessed; if it is one, list it under notices in the audit file",
		FR: "ne ressemble pas à une mention d'information et n'a pas de formulaire demandant des données personnelles : rien n'y a été examiné ; si c'en est une, inscrivez-la sous notices dans le fichier d'audit",
	}
	if t.found {
		a.issue(t.name, "", finding.Issue{Severity: "note", Count: 1, Message: text})
		return
	}
	a.lost(t.name, "", text)
}

// formsRead takes in the forms of a page.
func (a *audit) formsRead(t documentTarget, got *notice.Result) {
	if len(got.Forms) == 0 {
		return
	}
	for i := range got.Forms {
		if t.form == nil {
			break
		}
		if t.form.Name != "" && len(got.Forms) == 1 {
			got.Forms[i].Name, got.FormRows[i]["name"] = t.form.Name, t.form.Name
		}
		if t.form.OpenToMinors != nil {
			got.FormRows[i]["open_to_minors"] = *t.form.OpenToMinors
		}
	}
	a.report.Forms = append(a.report.Forms, got.Forms...)
	if t.page != nil {
		return
	}
	a.read.forms = append(a.read.forms, reading{t.name, got.FormRows, func(row int, field string) (string, int) {
		return notice.ShownOfForm(&got.Forms[row], field)
	}})
}
