package oscal

import (
	"slices"
	"strings"

	"leadlint/reports/internal/identity"
	"leadlint/scanner/finding"
)

// local defines what the result refers to: what was examined, and with what.
func (b *builder) local() *localDefinitions {
	tool := b.c.Report.Tool
	return &localDefinitions{
		Items: b.inventory(),
		Assets: &assets{
			Components: []component{{
				UUID: b.tool, Type: "software", Title: markup(said(tool.Name, "leadlint")), Description: b.p.T("oscal.tool"),
				Props: props("version", tool.Version), Status: componentStatus{"operational"},
			}},
			Platforms: []platform{{UUID: b.ids.UUID("platform"), Title: b.p.T("oscal.platform"), Uses: []usesComponent{{b.tool}}}},
		},
	}
}

// inventory lists what was examined: files, notices, forms' pages, folders of code.
func (b *builder) inventory() []inventoryItem {
	var out []inventoryItem
	add := func(name, sum, what string, more ...string) {
		if _, ok := b.items[name]; ok || trim(name) == "" {
			return
		}
		id := b.ids.UUID("input", name, sum)
		b.items[name] = id
		out = append(out, inventoryItem{UUID: id, Description: markup(name), Props: append(props("name", name, "kind", what, "sha-256", sum), props(more...)...)})
	}
	r := b.c.Report
	for _, in := range r.Inputs {
		b.inputs[in.Name] = in
		add(in.Name, in.SHA256, said(in.Relation, "contact"), "format", in.Format, "bytes", number(in.Bytes), "records", number(in.Rows))
	}
	for _, n := range r.Notices {
		add(n.Name, n.SHA256, "notice", "format", n.Format)
	}
	for _, f := range r.Forms {
		add(f.From, "", "form")
	}
	for _, s := range r.Sources {
		add(s.Address, s.SHA256, "page", "access", s.Access, "robots", s.Robots)
	}
	for _, c := range r.Code {
		add(c.Name, "", "code", "path", c.Path, "files", number(int64(c.Files)))
	}
	return out
}

// subjects gives the item that a finding is about; none where it rests on declarations.
func (b *builder) subjects(f *finding.Finding) []subjectRef {
	id, ok := b.items[f.Subject.Dataset]
	if !ok {
		return nil
	}
	return []subjectRef{{UUID: id, Type: "inventory-item", Title: markup(f.Subject.Dataset)}}
}

// resources describes the plan, the catalogue, the packs and the decisions cited.
func (b *builder) resources(plan, catalogue string) []resource {
	r := b.c.Report
	out := []resource{
		{UUID: plan, Title: b.p.T("oscal.plan"), Description: markup(b.plan())},
		{UUID: catalogue, Title: b.p.T("oscal.catalogue"), Description: b.p.T("oscal.catalogue.text")},
	}
	for _, p := range r.Packs {
		out = append(out, resource{
			UUID: b.ids.UUID("pack", p.Name, p.Version, p.SHA256), Title: markup(b.p.T("oscal.pack", p.Name, p.Version)),
			Props: props("pack", p.Name, "version", p.Version, "rules", number(int64(p.Rules)), "sha-256", p.SHA256),
		})
	}
	for _, d := range b.precedents() {
		out = append(out, precedent(b.ids.UUID("precedent", d.ID), d, b.p.Text(d.Sanction)))
	}
	return out
}

func precedent(id string, d finding.Precedent, sanction string) resource {
	words := slices.DeleteFunc([]string{d.Authority, d.Reference, d.Organisation, d.Date}, func(s string) bool { return trim(s) == "" })
	out := resource{
		UUID: id, Title: markup(said(d.ID, "?")), Description: markup(sanction),
		Props:    append(props("kind", d.Kind, "date", d.Date), props("trust", d.Trust)...),
		Citation: &citation{Text: markup(said(strings.Join(words, ", "), said(d.ID, "?")))},
	}
	if href := address(d.URL); href != "" {
		out.Rlinks = []rlink{{href}}
	}
	return out
}

// precedents are those that the fired findings cite, each once.
func (b *builder) precedents() []finding.Precedent {
	var out []finding.Precedent
	seen := map[string]bool{}
	for _, f := range b.c.Fired() {
		for _, d := range f.Precedents {
			if !seen[d.ID] {
				seen[d.ID] = true
				out = append(out, d)
			}
		}
	}
	return out
}

// plan words what was to be examined.
func (b *builder) plan() string {
	r := b.c.Report
	var packs []string
	for _, p := range r.Packs {
		packs = append(packs, p.Name+" "+p.Version)
	}
	out := b.p.T("oscal.plan.text", b.p.List(packs), b.p.Date(r.Now))
	if scope := trim(r.Controller.Scope); scope != "" {
		out += " " + scope
	}
	return out
}

// reviewed selects the articles under which some rule gave an answer. OSCAL wants a
// selection: where no rule did, it is that of the articles that were in scope, and of all
// where there is none; nothing is said to be satisfied by that.
func (b *builder) reviewed(catalogue string) reviewedControls {
	out := reviewedControls{Description: b.p.T("oscal.reviewed"), Links: []link{{Href: "#" + catalogue, Rel: "reference"}}}
	selection := controlSelection{}
	var goals objectives
	for _, a := range b.articles() {
		id := identity.Control(a.code)
		selection.Include = append(selection.Include, controlRef{id})
		goals.Include = append(goals.Include, objectiveRef{objective(id)})
	}
	if selection.Include != nil {
		out.Objectives = []objectives{goals}
	} else {
		out.Description = b.p.T("oscal.reviewed.none")
		for _, a := range grouped(b.c.NotAssessed) {
			selection.Include = append(selection.Include, controlRef{identity.Control(a.code)})
		}
		if selection.Include == nil {
			selection.All = &struct{}{}
		}
	}
	out.Selections = []controlSelection{selection}
	return out
}

// objective is the id of a control's objective, in the catalog and in the results.
func objective(control string) string { return control + "_obj" }
