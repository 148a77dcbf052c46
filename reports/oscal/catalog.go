package oscal

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"leadlint/reports/internal/identity"
	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/rules"
	"leadlint/rules/law"
)

// WriteCatalog writes every article that a rule of the packs cites as a control of an
// OSCAL catalog, with the rules that count under it as assessment objectives, so that the
// ids of controls and objectives in assessment results resolve. now (YYYY-MM-DD) is the
// day of the document. It returns the errors of w.
func WriteCatalog(w io.Writer, packs []*rules.Pack, now string, opt view.Options) error {
	b := catalogBuilder{p: l10n.New(opt.Lang), ids: identity.New(), packs: packs}
	return encode(w, catalogDocument{b.catalog(now)})
}

type catalogBuilder struct {
	p     *l10n.Printer
	ids   *identity.Source
	packs []*rules.Pack
}

func (b *catalogBuilder) catalog(now string) catalog {
	key := []string{now, b.p.Lang()}
	var back backMatter
	for _, p := range b.packs {
		key = append(key, p.Name, p.Version, p.SHA256)
		back.Resources = append(back.Resources, resource{
			UUID: b.ids.UUID("pack", p.Name, p.Version, p.SHA256), Title: markup(b.p.T("oscal.pack", p.Name, p.Version)), Description: markup(b.p.Label(p.Title)),
			Props: props("pack", p.Name, "version", p.Version, "rules", number(int64(len(p.Rules))), "sha-256", p.SHA256),
		})
	}
	out := catalog{
		UUID: b.ids.UUID("catalog", key...),
		Metadata: metadata{
			Title: b.p.T("oscal.catalogue"), LastModified: when(now), Version: said(now, "0"), Oscal: Version,
			Props: props("language", b.p.Lang()), Remarks: b.p.T("oscal.catalogue.remarks"),
		},
		Groups: b.groups(),
	}
	if back.Resources != nil {
		out.Back = &back
	}
	return out
}

// groups are the laws, with the articles that the packs cite.
func (b *catalogBuilder) groups() []group {
	cited := map[string]bool{}
	var codes []string
	cite := func(list []string) {
		for _, code := range list {
			if !cited[code] {
				cited[code] = true
				codes = append(codes, code)
			}
		}
	}
	for _, p := range b.packs {
		for _, r := range p.Rules {
			cite(r.Articles.Primary)
			cite(r.Articles.Related)
		}
	}
	slices.SortFunc(codes, byNumber)
	var out []group
	for _, name := range []string{"GDPR", "CPCE", "C. conso", "LIL"} {
		g := group{ID: strings.Trim(identity.Control(name), "-"), Title: b.p.T("oscal.law." + identity.Control(name))}
		for _, code := range codes {
			if lawOf(code) == name {
				g.Controls = append(g.Controls, b.control(code))
			}
		}
		if g.Controls != nil {
			out = append(out, g)
		}
	}
	return out
}

func (b *catalogBuilder) control(code string) control {
	id := identity.Control(code)
	title := titleOf(code, b.p)
	out := control{
		ID: id, Class: "article", Title: markup(b.p.Colon(law.Cite(code, b.p.Lang()), title)),
		Props: append([]prop{{Name: "label", Value: law.Cite(code, b.p.Lang())}, {Name: "sort-id", Value: sortID(code)}}, props("article", code, "fine", law.Tier(code))...),
		Parts: []part{{ID: id + "_smt", Name: "statement", Prose: markup(b.p.Capital(title) + ".")}},
	}
	for _, href := range identity.ELI(code) {
		out.Links = append(out.Links, link{Href: href, Rel: "reference"})
	}
	goal := part{ID: objective(id), Name: "assessment-objective", Prose: b.p.T("oscal.objective")}
	for _, p := range b.packs {
		for _, r := range p.Rules {
			switch {
			case slices.Contains(r.Articles.Primary, code):
				goal.Parts = append(goal.Parts, b.rule(id, r))
			case slices.Contains(r.Articles.Related, code):
				out.Props = append(out.Props, props("cited-by", r.ID)...)
			}
		}
	}
	out.Parts = append(out.Parts, goal)
	return out
}

// rule is a rule as an objective of its own under an article that it counts under.
func (b *catalogBuilder) rule(control string, r *rules.Rule) part {
	out := part{
		ID: objective(control) + "." + strings.ToLower(r.ID), Name: "assessment-objective", Class: string(r.Kind), Title: markup(b.p.Label(r.Title)),
		Props: props("rule", r.ID, "catalogue", r.Catalogue, "pack", r.Pack, "relation", r.On, "kind", string(r.Kind), "severity", string(r.Severity)),
		Prose: markup(b.p.Label(r.Condition)),
	}
	for _, d := range r.Precedents {
		if known, ok := law.FindPrecedent(d); ok && address(known.URL) != "" {
			out.Links = append(out.Links, link{Href: address(known.URL), Rel: "reference", Text: markup(d)})
		}
	}
	return out
}

// lawOf names the law of an article; recitals are of the GDPR.
func lawOf(code string) string {
	for _, national := range []string{"CPCE", "C. conso", "LIL"} {
		if strings.HasPrefix(code, national+" ") {
			return national
		}
	}
	return "GDPR"
}

// titleOf gives the subject of an article: its own, or that of the provision that holds it.
func titleOf(code string, p *l10n.Printer) string {
	for c := code; c != ""; c = c[:max(0, strings.LastIndexByte(c, '('))] {
		if a, ok := law.FindArticle(c); ok {
			return p.Label(a.Title)
		}
	}
	return law.Cite(code, p.Lang())
}

// sortID makes ids sort as the law does: "gdpr-005-001-e".
func sortID(code string) string {
	parts := strings.Split(identity.Control(code), "-")
	for i, s := range parts {
		if s != "" && s[0] >= '0' && s[0] <= '9' {
			parts[i] = fmt.Sprintf("%03s", s)
		}
	}
	return strings.Join(parts, "-")
}

func byNumber(a, b string) int { return strings.Compare(sortID(a), sortID(b)) }
