package specimen

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"strings"

	"leadlint/scanner/finding"
)

func text(en, fr string) finding.Text { return finding.Text{EN: en, FR: fr} }

func textRef(en, fr string) *finding.Text {
	t := text(en, fr)
	return &t
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func head(name, reference string) *finding.Report {
	return &finding.Report{
		Schema:     finding.SchemaVersion,
		Tool:       finding.Tool{Name: "leadlint", Version: "0.1.0"},
		Now:        "2026-01-05",
		Controller: finding.Controller{Name: name, Country: "FR", Reference: reference},
		Packs: []finding.Pack{
			{Name: "gdpr", Version: "1.0.0", Rules: 96, SHA256: hash("gdpr")},
			{Name: "eprivacy-fr", Version: "1.0.0", Rules: 17, SHA256: hash("eprivacy-fr")},
		},
	}
}

// rule starts a finding with what the rule says of itself.
func rule(id, kind, severity string, primary []string, title, law finding.Text) finding.Finding {
	return finding.Finding{
		Rule: id, Pack: "gdpr", Outcome: finding.Breach, Kind: kind, Severity: severity,
		Articles: finding.Articles{Primary: primary, Related: []string{"5(1)(a)"}},
		Title:    title, Law: law,
		Condition:   text("Each record of the file is looked at by itself.", "Chaque fiche du fichier est examinée pour elle-même."),
		Fingerprint: "1:" + hash(id)[:32],
		Precedents:  []finding.Precedent{decision()},
	}
}

func decision() finding.Precedent {
	return finding.Precedent{
		ID: "KASPR", Authority: "CNIL (FR)", Reference: "SAN-2024-020", Date: "2024-12-05",
		Organisation: "KASPR", Sanction: finding.Text{EN: "Fine of EUR 240,000", FR: "Amende de 240\u202f000 EUR"}, URL: "https://cnil.fr/fr/node/166438", Kind: "decision", Trust: "A",
	}
}

// on says which records a finding is about and how they fared.
func on(f finding.Finding, dataset string, breach, notShown, clear int64, fields, columns []string) finding.Finding {
	f.Subject = finding.Subject{Relation: "contact", Dataset: dataset, Fields: fields, Columns: columns}
	f.Counts = finding.Counts{Examined: breach + notShown + clear, Breach: breach, NotShown: notShown, Clear: clear}
	f.Fingerprint = "1:" + hash(f.Rule + dataset)[:32]
	return f
}

// Strings replaces every string of the report by what change gives for it, in a
// fixed order.
func Strings(r *finding.Report, change func(string) string) {
	walk(reflect.ValueOf(r).Elem(), change)
}

func walk(v reflect.Value, change func(string) string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(change(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), change)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), change)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			walk(v.Field(i), change)
		}
	}
}

// fixed says that a string is a word of the model's own vocabulary.
func fixed(s string) bool {
	return strings.Contains(" breach not_shown clear not_assessed evidence_gap inferred guidance gate critical high medium low info contact case "+
		"lost warning note used flagged not_understood ignored decision A B C 2026-01-05 "+finding.SchemaVersion+" ", " "+s+" ")
}
