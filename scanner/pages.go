package scanner

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"leadlint/rules/expr"
	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/identity"
	"leadlint/scanner/finding"
	"leadlint/scanner/source/fetch"
	"leadlint/scanner/source/render"
	"leadlint/scanner/source/visit"
)

// pages gathers the pages to visit: addresses among the targets, those of the
// audit file, and samples of those that files hold.
func (a *audit) pages(ctx context.Context) []visit.Target {
	var out []visit.Target
	seen := map[string]bool{}
	add := func(t visit.Target) {
		if t.Role == "" {
			t.Role = visit.Source
		}
		if key := t.URL + "\x00" + string(t.Role); !seen[key] {
			seen[key] = true
			out = append(out, t)
		}
	}
	for _, u := range a.in.addresses {
		add(visit.Target{URL: u, Whole: a.opt.As == ""})
	}
	sampled := a.opt.Sources
	if a.file != nil {
		for i := range a.file.Sources {
			s := &a.file.Sources[i]
			if s.URL != "" {
				add(visit.Target{URL: s.URL, Role: visit.Role(s.Role), From: s.Pos.Where()})
				continue
			}
			sampled = append(sampled, SourceSample{
				From: auditfile.Beside(filepath.Dir(a.opt.AuditFile), s.From), Column: s.Column, Size: s.Sample, Role: string(s.Role), where: s.Pos.Where(),
			})
		}
	}
	sampled = append(sampled, a.erasedPages()...)
	for _, s := range sampled {
		for _, u := range a.sampleAddresses(ctx, s) {
			add(visit.Target{URL: u, Role: visit.Role(s.Role), From: cmp.Or(s.where, database.Shown(s.From)), Sampled: true})
		}
	}
	return out
}

// erasedPages are the pages of the controller's own site, as its home page names
// it, that lists of erased persons hold. A list that mixes erasures with other
// entries is left out: its pages may stay.
func (a *audit) erasedPages() []SourceSample {
	if a.file == nil {
		return nil
	}
	hosts := map[string]bool{}
	for i := range a.file.Sources {
		if s := &a.file.Sources[i]; s.Role == auditfile.PageRole(visit.Home) {
			host, _, _ := strings.Cut(string(identity.AppendPage(nil, []byte(s.URL))), "/")
			hosts[host] = true
		}
	}
	var out []SourceSample
	for _, t := range a.in.registers["suppression"] {
		if kind, _ := t.reg.Facts["kind"].(string); kind == "erasure" && t.path != "" && len(hosts) > 0 {
			out = append(out, SourceSample{From: t.opened(), Role: string(visit.Profile), where: t.reg.Pos.Where(), hosts: hosts})
		}
	}
	return out
}

// pagePass visits the pages, once, and examines what was found.
func (a *audit) pagePass(ctx context.Context, p *pass) {
	if a.visited == nil {
		a.visited = a.visit(ctx)
	}
	if err := p.add(a.visited); err != nil {
		a.lost("sources", "", failure(err))
	}
	if p.evaluate && a.visited.N > 0 {
		a.evaluate("page", a.visited, finding.Subject{})
	}
}

// visit goes to the pages and gives them as rows.
func (a *audit) visit(ctx context.Context) *facts.Batch {
	var records []*visit.Record
	var keys [][]facts.Hash
	done := func() *facts.Batch { return visit.Batch(a.schema, records, keys) }
	v, closing, err := a.visitor()
	if err != nil {
		a.lost("sources", "", failure(err))
		return done()
	}
	defer closing()
	for _, t := range a.in.pages {
		if ctx.Err() != nil {
			a.lost("sources", "", interrupted())
			break
		}
		if a.opt.Progress != nil {
			a.opt.Progress(Progress{Input: "sources", Rows: int64(len(records)), Total: int64(len(a.in.pages))})
		}
		r, key, err := v.Visit(ctx, t)
		if err != nil {
			a.lost("sources", "", failure(err))
		}
		if r == nil {
			continue
		}
		records, keys = append(records, r), append(keys, key)
		a.report.Sources = append(a.report.Sources, sourceOf(r))
		a.unread(t, r)
	}
	return done()
}

// unread tells of a page in scope that was not read. One that was named is the scope
// itself; one that a sample met, and that answered, is a page of another kind.
func (a *audit) unread(t visit.Target, r *visit.Record) {
	gap, why := r.Gap()
	severity := "lost"
	switch {
	case gap == visit.GapNone:
		return
	case gap == visit.GapKept, gap == visit.GapPart, gap == visit.GapUnread && t.Sampled:
		severity = "warning"
	}
	a.issue(r.Address, "", finding.Issue{Severity: severity, Count: 1, Message: *why})
}

// visitor makes the visitor as the audit file and the options say.
func (a *audit) visitor() (*visit.Visitor, func(), error) {
	opt, err := a.fetching()
	if err != nil {
		return nil, nil, err
	}
	opt.Body = a.wholePage
	if a.opt.Render {
		opt.Render = &render.Options{TempDir: a.opt.TempDir}
	}
	if !a.opt.Offline {
		if opt.Fetcher, err = a.web(opt); err != nil {
			return nil, nil, err
		}
	}
	keeper, err := a.keeping(opt.Fetcher)
	if err != nil {
		return nil, nil, err
	}
	if keeper != nil {
		opt.Evidence = keeper.keep
	}
	v, err := visit.New(*opt)
	if err != nil {
		return nil, nil, err
	}
	return v, func() {
		v.Close()
		a.rest()
	}, nil
}

// visits takes what the audit file says of visits.
func (a *audit) visits(opt *visit.Options) error {
	f, v := a.file, &a.file.Visits
	opt.Controller = f.Controller.Name
	opt.Fetch.Agent.Contact, opt.Fetch.Agent.Also = v.Contact, v.Also
	opt.Fetch.Budget = fetch.Budget{Pages: v.Pages, Bytes: int64(v.Megabytes) << 20, Time: time.Duration(v.Minutes) * time.Minute}
	opt.Fetch.Delay = time.Duration(v.Delay) * time.Second
	if a.opt.AllowPrivate && v.Delay == 0 {
		opt.Fetch.Delay = -1
	}
	for _, l := range v.Languages {
		opt.Fetch.Languages = append(opt.Fetch.Languages, string(l))
	}
	for _, allow := range v.Allow {
		host, port, _ := auditfile.SplitHost(allow)
		opt.Fetch.Allow = append(opt.Fetch.Allow, fetch.HostPort{Host: host, Port: port})
	}
	opt.Fresh = time.Duration(days(v.Fresh.Period)) * 24 * time.Hour
	if v.Store == "" {
		return nil
	}
	var err error
	opt.Store, err = visit.OpenStore(auditfile.Beside(filepath.Dir(a.opt.AuditFile), v.Store))
	return err
}

// days gives a period in days, a month counted as thirty.
func days(p expr.Period) int { return p.Months*30 + p.Days }

// sourceOf gives a record as reports show it.
func sourceOf(r *visit.Record) finding.Source {
	s := finding.Source{
		Address: r.Address, Role: string(r.Role), Recorded: r.Recorded, Statuses: append([]int{}, r.Hops...),
		Access: cmp.Or(r.Access, "unreachable"), SHA256: r.SHA256, Robots: r.Robots.State, RobotsLine: r.Robots.Line, RobotsText: r.Robots.Text,
		Signals: []finding.SourceSignal{}, Emails: r.Emails, Phones: r.Phones, Persons: r.Persons, Truncated: r.Truncated, Rendered: r.Rendered,
	}
	if r.From != "" {
		s.From = filepath.Base(r.From)
	}
	if r.Final != r.Address {
		s.Final = r.Final
	}
	if !r.VisitedAt.IsZero() {
		s.VisitedAt = r.VisitedAt.UTC().Format(time.RFC3339)
	}
	for i, address := range r.Chain {
		s.Chain = append(s.Chain, finding.SourceHop{Address: address, Status: r.Hops[i]})
	}
	for _, h := range r.Headers {
		s.Headers = append(s.Headers, finding.SourceHeader(h))
	}
	rules := r.Robots.Others
	if r.Robots.AnyOut == visit.Yes {
		rules = append([]visit.Rule{{Token: "*", Line: r.Robots.AnyLine, Text: r.Robots.AnyText}}, rules...)
	}
	for _, rule := range rules {
		s.KeptOut = append(s.KeptOut, rule.Token)
		s.KeptOutBy = append(s.KeptOutBy, finding.SourceRule{Robot: rule.Token, Line: rule.Line, Text: rule.Text})
	}
	for _, g := range r.Signals {
		s.Signals = append(s.Signals, finding.SourceSignal(g))
	}
	if r.Problem != nil {
		s.Problem = &r.Problem.Message
	} else if _, why := r.Gap(); why != nil && !r.Truncated {
		s.Problem = why
	}
	return s
}

// splitTargets parts addresses of pages from files and folders.
func splitTargets(names []string) (files, addresses []string) {
	for _, n := range names {
		if webScheme(n) {
			addresses = append(addresses, n)
		} else {
			files = append(files, n)
		}
	}
	return slices.Clip(files), addresses
}

// webScheme says whether a name is meant as an address of the web, readable or not:
// taken for a file, its user and password would stand in what is said of it.
func webScheme(name string) bool {
	scheme, _, found := strings.Cut(name, "://")
	return found && slices.Contains([]string{"http", "https", "ftp", "ftps"}, strings.ToLower(scheme))
}

// pageNames names the pages of examples by their shown addresses.
func (a *audit) pageNames(from int) namer {
	n := namer{field: "page", from: from}
	for _, s := range a.report.Sources[from:] {
		n.texts = append(n.texts, []byte(s.Address))
	}
	return n
}

// clock gives the time of a visit.
func (a *audit) clock() time.Time {
	if a.opt.Clock == nil {
		return time.Now()
	}
	return a.opt.Clock()
}
