package dpv

import (
	"fmt"
	"strconv"
	"time"

	"leadlint/reports/internal/identity"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// parties describes who is audited, who audits, and with what.
func (b *builder) parties(audit node) {
	r := b.c.Report
	b.word(audit, "dct:title", "oscal.title")
	if t := trim(r.Controller.Title); t != "" {
		audit["dct:title"] = t
	}
	if r.Coverage.Sample != nil {
		b.both(audit, "dct:title", view.Title(b.en, r, b.en.T("oscal.title")), view.Title(b.fr, r, b.fr.T("oscal.title")))
	}
	audit.put("dct:description", r.Controller.Scope)
	audit.put("dct:identifier", r.Controller.Reference)
	audit.day("dct:date", r.Now)
	if name := trim(r.Controller.Name); name != "" {
		b.controller = b.name("party", "controller", name)
		n := b.add(b.controller, "dpv:DataController")
		n["dpv:hasName"] = name
		n.put("schema:addressCountry", r.Controller.Country)
		audit.link("dpv:hasDataController", b.controller)
	}
	if name := trim(r.Controller.Auditor); name != "" {
		id := b.name("party", "assessor", name)
		n := b.add(id, "dpv:LegalEntity")
		n["dpv:hasName"] = name
		n.put("schema:roleName", r.Controller.Role)
		audit.link("dct:creator", id)
	}
	tool := b.name("tool", r.Tool.Name)
	n := b.add(tool, "schema:SoftwareApplication")
	n.put("schema:name", r.Tool.Name)
	n.put("schema:softwareVersion", r.Tool.Version)
	audit.link("schema:instrument", tool)
	for _, p := range r.Packs {
		id := b.name("pack", p.Name, p.Version, p.SHA256)
		n := b.add(id, "schema:DataDownload")
		n.put("schema:name", p.Name)
		n.put("schema:version", p.Version)
		n.put("schema:sha256", p.SHA256)
		audit.link("dct:conformsTo", id)
	}
}

// coverage says what was read and what came of it. An audit that is not complete says so,
// and why.
func (b *builder) coverage(audit node) {
	r := b.c.Report
	audit["dpv:hasComplianceStatus"] = []string{overall(b.c)}
	b.figure(audit, "coverage-complete", r.Coverage.Complete)
	if s := r.Coverage.Sample; s != nil {
		b.figure(audit, "sample", s.Spec)
		b.figure(audit, "sample-records", s.Rows)
		b.figure(audit, "sample-of", s.Of)
	}
	b.figure(audit, "records-read", r.Coverage.Rows)
	b.figure(audit, "records-skipped", r.Coverage.Skipped)
	b.figure(audit, "persons-estimated", r.Coverage.Persons)
	b.figure(audit, "rules-not-assessed", len(b.c.NotAssessed))
	for i, issue := range b.c.Unread() {
		id := fmt.Sprint(b.audit, "#issue-", i+1)
		n := b.add(id, "schema:PropertyValue")
		n["schema:name"] = "issue-" + trim(issue.Severity)
		n.put("schema:value", issue.Input)
		b.text(n, "dct:description", issue.Message)
		audit.link("schema:additionalProperty", id)
	}
	if r.Record != nil {
		audit.put("schema:identifier", r.Record.Audit)
		b.figure(audit, "record-head", trim(r.Record.Head))
	}
}

// inputs describes the files, by the hash of what they hold where it is known.
func (b *builder) inputs() {
	for _, in := range b.c.Report.Inputs {
		if _, ok := b.files[in.Name]; ok {
			continue
		}
		id := b.file(in.Name, in.SHA256)
		n := b.add(id, "schema:DataDownload")
		n.put("schema:name", in.Name)
		n.put("schema:encodingFormat", in.Format)
		n.put("schema:sha256", in.SHA256)
		if in.Bytes > 0 {
			n["schema:contentSize"] = strconv.FormatInt(in.Bytes, 10) + " B"
		}
		b.figure(n, "records", in.Rows)
	}
}

// file names contents; two files of the same contents have names of their own.
func (b *builder) file(name, sum string) string {
	id := identity.File(sum)
	for _, known := range b.files {
		if known == id {
			id = ""
		}
	}
	if id == "" {
		id = b.name("input", name, sum)
	}
	b.files[name] = id
	return id
}

// datasets describes each table of persons as a process on personal data.
func (b *builder) datasets(audit node) {
	for i := range b.c.Report.Mapping {
		t := &b.c.Report.Mapping[i]
		n := b.add(b.name("process", t.Dataset, t.Table, b.files[t.Dataset]), "dpv:PersonalDataProcess")
		title := t.Dataset
		if trim(t.Table) != "" {
			title += " › " + t.Table
		}
		n.put("dct:title", title)
		if id, ok := b.files[t.Dataset]; ok {
			n.link("dct:source", id)
		}
		if b.controller != "" {
			n.link("dpv:hasDataController", b.controller)
		}
		b.columns(n, t)
		audit.link("dpv:hasPersonalDataProcess", n.id())
		b.processes[t.Dataset] = append(b.processes[t.Dataset], process{t.Table, n})
		b.sources(n, t)
	}
}

// columns adds the categories of personal data that the columns hold, and the legal bases
// that rows record.
func (b *builder) columns(n node, t *finding.Table) {
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.State != "used" && c.State != "flagged" || c.Filled == 0 {
			continue
		}
		if concept, ok := b.fields[c.Field]; ok {
			n.link("dpv:hasPersonalData", concept)
		}
		for _, v := range c.Values {
			if basis, ok := legalBasis(v.Meaning); ok && v.Count > 0 && (c.Field == "lawful_basis" || c.Field == "legal_basis") {
				n.link("dpv:hasLegalBasis", basis)
			}
			if concept, ok := specialCategory(v.Meaning); ok && v.Count > 0 && c.Field == "special_category" {
				n.link("dpv:hasPersonalData", concept)
			}
		}
	}
}

// sources describes the kinds of place that the records of a table were taken from.
func (b *builder) sources(n node, t *finding.Table) {
	for i := range b.c.Report.Statistics {
		s := &b.c.Report.Statistics[i]
		if s.Dataset != t.Dataset || s.Table != t.Table {
			continue
		}
		b.figure(n, "records", s.Records)
		b.figure(n, "persons-estimated", s.Persons)
		for j, c := range s.SourceTypes {
			if c.Name == "unknown" || c.Count == 0 {
				continue
			}
			id := fmt.Sprint(n.id(), "#source-", j+1)
			from := b.add(id, "dpv:DataSource")
			b.both(from, "dct:title", b.en.Code("source", c.Name), b.fr.Code("source", c.Name))
			from.put("dct:type", c.Name)
			b.figure(from, "records", c.Count)
			n.link("dpv:hasDataSource", id)
		}
		return
	}
}

// notices describes the notices that were read.
func (b *builder) notices(audit node) {
	for i := range b.c.Report.Notices {
		x := &b.c.Report.Notices[i]
		types := []string{"dpv:PrivacyNotice"}
		if x.Direct != nil {
			types = append(types, map[bool]string{true: "eu-gdpr:DirectDataCollectionNotice", false: "eu-gdpr:IndirectDataCollectionNotice"}[*x.Direct])
		}
		id := b.name("notice", x.Name, x.SHA256)
		n := b.add(id, types...)
		n.put("dct:title", x.Name)
		n.put("schema:sha256", x.SHA256)
		for _, l := range x.Languages {
			if trim(l.Lang) != "" {
				n.link("dct:language", trim(l.Lang))
			}
		}
		if x.Problem != nil {
			b.text(n, "dct:description", *x.Problem)
		}
		audit.link("dpv:hasNotice", id)
	}
}

// visits describes the pages that were visited as sources of data.
func (b *builder) visits(audit node) {
	for i := range b.c.Report.Sources {
		s := &b.c.Report.Sources[i]
		id := b.name("page", s.Address, s.SHA256)
		n := b.add(id, "dpv:DataSource", "schema:WebPage")
		n.put("schema:url", s.Address)
		n.put("schema:sha256", s.SHA256)
		n.put("schema:conditionsOfAccess", s.Access)
		audit.link("dpv:hasDataSource", id)
	}
}

// isoDay gives back a day written as YYYY-MM-DD, "" for everything else.
func isoDay(s string) string {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}
