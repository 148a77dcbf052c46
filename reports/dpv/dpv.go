// Package dpv writes a report as JSON-LD in the terms of the Data Privacy Vocabulary
// (DPV 2.3, W3C community group), so that a register of processing can join it. The
// context stands in the document: nothing is fetched to read it. Texts are in both
// languages of leadlint.
package dpv

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"leadlint/reports/internal/identity"
	"leadlint/reports/l10n"
	"leadlint/reports/view"
	"leadlint/scanner/finding"
)

// process is the node that stands for a table of a dataset.
type process struct {
	table string
	node  node
}

// node is one thing that is described; JSON writes its members in alphabetical order.
type node map[string]any

// Write writes r as one JSON-LD document with a graph of flat nodes. The language of opt
// does not matter.
func Write(w io.Writer, r *finding.Report, _ view.Options) error {
	b := newBuilder(r)
	b.graph()
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(document{context(), b.nodes}); err != nil {
		return fmt.Errorf("write the JSON-LD document: %w", err)
	}
	return nil
}

type document struct {
	Context map[string]any `json:"@context"`
	Graph   []node         `json:"@graph"`
}

// context declares the prefixes, and which members hold names of things and which days.
func context() map[string]any {
	out := map[string]any{
		"dpv": "https://w3id.org/dpv#", "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#", "pd": "https://w3id.org/dpv/pd#", "risk": "https://w3id.org/dpv/risk#",
		"dct": "http://purl.org/dc/terms/", "eli": "http://data.europa.eu/eli/ontology#", "schema": "https://schema.org/", "xsd": "http://www.w3.org/2001/XMLSchema#",
	}
	for _, member := range []string{
		"dpv:hasAssessment", "dpv:hasComplianceStatus", "dpv:hasConformanceStatus", "dpv:hasDataController", "dpv:hasDataSource", "dpv:hasJustification", "dpv:hasLawfulness",
		"dpv:hasLegalBasis", "dpv:hasNotice", "dpv:hasPersonalData", "dpv:hasPersonalDataProcess", "dpv:hasRight", "dpv:hasRisk", "dpv:hasSeverity", "dpv:isMitigatedByMeasure",
		"dct:conformsTo", "dct:creator", "dct:hasPart", "dct:isPartOf", "dct:isVersionOf", "dct:references", "dct:source", "dct:subject",
		"eli:is_part_of", "schema:additionalProperty", "schema:instrument",
	} {
		out[member] = map[string]string{"@type": "@id"}
	}
	for _, member := range []string{"dct:date", "dct:valid", "schema:endDate"} {
		out[member] = map[string]string{"@type": "xsd:date"}
	}
	return out
}

// builder puts one report together.
type builder struct {
	c      *view.Case
	en, fr *l10n.Printer
	ids    *identity.Source
	// audit is the name of the audit; run tells it from every other.
	audit, run string
	controller string
	nodes      []node
	files      map[string]string
	// articles and decisions are the names of those that were described.
	articles, decisions map[string]string
	// processes are those that a dataset stands for, by its name.
	processes map[string][]process
	fields    map[string]string
}

func newBuilder(r *finding.Report) *builder {
	b := &builder{
		c: view.New(r), en: view.Printer("en", r), fr: view.Printer("fr", r), ids: identity.New(), files: map[string]string{},
		articles: map[string]string{}, decisions: map[string]string{}, processes: map[string][]process{}, fields: categories(),
	}
	data, err := json.Marshal(b.c.Report)
	if err != nil {
		// The model holds nothing that JSON cannot; without it the day tells audits apart.
		data = []byte(b.c.Report.Now)
	}
	sum := sha256.Sum256(data)
	b.run = hex.EncodeToString(sum[:])
	b.audit = b.name("audit", b.run)
	return b
}

// graph describes everything, the audit first.
func (b *builder) graph() {
	audit := b.add(b.audit, "dpv:LegalComplianceAudit")
	b.parties(audit)
	b.coverage(audit)
	b.inputs()
	b.datasets(audit)
	b.notices(audit)
	b.visits(audit)
	for _, group := range [][]*finding.Finding{b.c.Breaches, b.c.Marked, b.c.NotShown, b.c.Clear, b.c.NotAssessed} {
		for _, f := range group {
			b.assessment(audit, f)
		}
	}
}

// name gives the URN of a thing by its kind and keys.
func (b *builder) name(kind string, keys ...string) string {
	return "urn:uuid:" + b.ids.UUID(kind, keys...)
}

// add begins the description of a thing.
func (b *builder) add(id string, types ...string) node {
	n := node{"@id": id, "@type": types}
	b.nodes = append(b.nodes, n)
	return n
}

// id gives the node's name.
func (n node) id() string { return n["@id"].(string) }

// put sets a member, unless the text says nothing.
func (n node) put(member, text string) {
	if text = trim(text); text != "" {
		n[member] = text
	}
}

// day sets a member to a day, unless it is none.
func (n node) day(member, day string) {
	if d := isoDay(day); d != "" {
		n[member] = d
	}
}

// link adds a name to a member.
func (n node) link(member, id string) {
	list, _ := n[member].([]string)
	for _, known := range list {
		if known == id {
			return
		}
	}
	n[member] = append(list, id)
}

// text sets a member to a text in both languages, unless it says nothing.
func (b *builder) text(n node, member string, t finding.Text) {
	b.both(n, member, b.en.Text(t), b.fr.Text(t))
}

func (b *builder) both(n node, member, en, fr string) {
	var out []map[string]string
	for _, said := range [][2]string{{"en", en}, {"fr", fr}} {
		if s := trim(said[1]); s != "" {
			out = append(out, map[string]string{"@language": said[0], "@value": s})
		}
	}
	if out != nil {
		n[member] = out
	}
}

// word sets a member to a message in both languages.
func (b *builder) word(n node, member, key string, args ...any) {
	b.both(n, member, b.en.T(key, args...), b.fr.T(key, args...))
}

// figure adds a value that DPV has no term for.
func (b *builder) figure(n node, name string, value any) {
	id := n.id() + "#" + name
	v := b.add(id, "schema:PropertyValue")
	v["schema:name"], v["schema:value"] = name, value
	n.link("schema:additionalProperty", id)
}

func trim(s string) string { return strings.TrimFunc(s, unicode.IsSpace) }
