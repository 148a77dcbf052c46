package propose

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner"
	"leadlint/scanner/finding"
	"leadlint/scanner/notice"
)

// mostText is how much of a text is read to tell what it is.
const mostText = 8 << 20

// text gives the entry for a file that is a text rather than a table; nil when it is
// a table. A page may be a notice and have forms: it is then both.
func (e *examiner) text(ctx context.Context, name string) []Entry {
	if !scanner.IsDocument(name) {
		return nil
	}
	if e.notices == nil {
		r, err := notice.NewReader()
		if err != nil {
			return []Entry{leftOut(name, "", finding.Text{EN: err.Error(), FR: err.Error()})}
		}
		e.notices = r
	}
	data, err := head(name)
	if err != nil {
		return []Entry{leftOut(name, "", reasonOf(name, err))}
	}
	got, err := e.notices.Read(ctx, notice.Input{Name: name, Data: data, Truncated: len(data) == mostText})
	switch {
	case err != nil:
		return []Entry{leftOut(name, "", unreadable(err))}
	case got.Problem != "":
		return []Entry{leftOut(name, "", problem(got.Problem))}
	}
	var out []Entry
	if got.Notice != nil {
		out = append(out, Entry{Path: name, Kind: Notice, Choices: []Choice{informs(got.Notice)}})
	}
	if len(got.Forms) > 0 {
		out = append(out, Entry{Path: name, Kind: Form, Choices: []Choice{{
			Relation: string(Form), Score: 1, Reason: finding.Text{
				EN: fmt.Sprintf("forms that ask for personal data or consent: %d", len(got.Forms)),
				FR: fmt.Sprintf("formulaires demandant des données personnelles ou un consentement : %d", len(got.Forms))},
		}}})
	}
	if out == nil {
		return []Entry{leftOut(name, "", finding.Text{
			EN: "it reads like no notice and has no form that asks for personal data",
			FR: "il ne se lit pas comme une mention d'information et n'a pas de formulaire demandant des données personnelles"})}
	}
	return out
}

// head reads the beginning of a file.
func head(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // opened for reading only
	return io.ReadAll(io.LimitReader(f, mostText))
}

// informs says why a text is taken for a notice or message.
func informs(n *finding.Notice) Choice {
	c := Choice{Relation: string(Notice), Score: 1}
	if n.Place != "" {
		c.Facts = []Fact{{"place", n.Place}}
	}
	if n.Message != nil && len(n.Items) == 0 {
		kind := strings.ReplaceAll(n.Message.Kind, "_", " ")
		c.Reason = finding.Text{EN: "a message: " + kind, FR: "un message : " + kind}
		return c
	}
	said := 0
	for i := range n.Items {
		switch n.Items[i].State {
		case "stated", "denied", "vague":
			said++
		}
	}
	c.Score = min(1, 0.5+float64(said)/float64(len(facts.NoticeItems())))
	c.Reason = finding.Text{
		EN: fmt.Sprintf("%d of %d items of Articles 13 and 14 are spoken of", said, len(facts.NoticeItems())),
		FR: fmt.Sprintf("%d des %d éléments des articles 13 et 14 y sont abordés", said, len(facts.NoticeItems())),
	}
	if len(n.Languages) > 0 {
		c.Reason.EN += ", language " + n.Languages[0].Lang
		c.Reason.FR += ", langue : " + n.Languages[0].Lang
	}
	return c
}
