package scanner

import (
	"cmp"
	"slices"

	"leadlint/rules"
	"leadlint/rules/law"
	"leadlint/scanner/finding"
)

// declaredRelations evaluates the rules on what the controller declares of the
// processing as a whole, and tells of the relations that nobody supplied.
func (a *audit) declaredRelations() {
	if b, ok := a.batches["case"]; ok {
		a.evaluate("case", b, finding.Subject{})
	} else {
		a.notAssessed("case", nil)
	}
	for _, relation := range a.schema.Names() {
		switch relation {
		case "case", "waiver": // without waivers there is nothing to ask
		case "contact", "dataset", "column":
			if !a.contacts {
				a.notAssessed(relation, nil)
			}
		default:
			if !a.supplied(relation) {
				a.notAssessed(relation, []string{relation})
			}
		}
	}
}

// missingRelation says what is not there of a relation, and how to supply it.
func (a *audit) missingRelation(relation string) finding.Text {
	label := a.schema.Relation(relation).Label
	if a.file != nil && slices.Contains(a.file.Absent, relation) {
		return finding.Text{
			EN: "the controller states that it keeps no register of this kind (" + label.EN + "; absent in the audit file)",
			FR: "le responsable du traitement déclare ne pas tenir de registre de cette nature (" + label.FR + " ; absent dans le fichier d'audit)",
		}
	}
	switch relation {
	case "contact", "dataset", "column":
		return finding.Text{
			EN: "no table of persons was examined",
			FR: "aucune table de personnes n'a été examinée",
		}
	case "case":
		return finding.Text{
			EN: "no audit file declares the controller and the processing",
			FR: "aucun fichier d'audit ne décrit le responsable du traitement et le traitement",
		}
	case "activity":
		return finding.Text{
			EN: "the audit file lists no processing activity (activities)",
			FR: "le fichier d'audit n'énumère aucune activité de traitement (activities)",
		}
	case "page":
		return finding.Text{
			EN: "no page was visited: name addresses (sources in the audit file, an address as target, or --sources)",
			FR: "aucune page n'a été visitée : indiquez des adresses (sources dans le fichier d'audit, une adresse pour cible, ou --sources)",
		}
	case "notice":
		return finding.Text{
			EN: "no notice was read: name its file, or list it (notices in the audit file)",
			FR: "aucune mention d'information n'a été lue : désignez son fichier, ou inscrivez-la (notices dans le fichier d'audit)",
		}
	case "form":
		return finding.Text{
			EN: "no form was read: name its page, or list it (forms in the audit file)",
			FR: "aucun formulaire n'a été lu : désignez sa page, ou inscrivez-le (forms dans le fichier d'audit)",
		}
	case "code", "exception":
		return finding.Text{
			EN: "no collection code was read: name its folder, or list it (code in the audit file)",
			FR: "aucun code de collecte n'a été lu : désignez son dossier, ou inscrivez-le (code dans le fichier d'audit)",
		}
	case "recipient":
		return finding.Text{
			EN: "the audit file lists no recipient (recipients)",
			FR: "le fichier d'audit n'énumère aucun destinataire (recipients)",
		}
	}
	return finding.Text{
		EN: "no register of this kind was supplied: " + label.EN + " (in the audit file: registers, relation: " + relation + ")",
		FR: "aucun registre de cette nature n'a été fourni : " + label.FR + " (dans le fichier d'audit : registers, relation: " + relation + ")",
	}
}

// notAssessed adds the rules of a relation as not assessed.
// needs names the relations whose lack is the cause, if that is it.
func (a *audit) notAssessed(relation string, needs []string) {
	reason := a.missingRelation(relation)
	for _, r := range rulesOf(a.rules, relation) {
		sub := finding.Subject{Relation: relation, Fields: []string{}}
		for _, ref := range r.Refs() {
			sub.Fields = append(sub.Fields, ref.String())
		}
		f := a.newFinding(r, sub)
		f.Outcome, f.Reason, f.Needs = finding.NotAssessed, &reason, needs
		a.report.Findings = append(a.report.Findings, f)
	}
}

// finish applies the gates, sorts, and works out the exposure.
func (a *audit) finish() {
	r := a.report
	r.Coverage.Persons = a.persons.Count()
	if r.Coverage.Persons > r.Coverage.Rows {
		r.Coverage.Persons = r.Coverage.Rows // an estimate cannot exceed what was counted
	}
	r.NoticeReach = a.reach()
	a.gates()
	a.drawn.Tell(r, a.opt.Sampling) // before waivers: one that covers nothing in a sample is not orphaned
	a.waive()
	slices.SortStableFunc(r.Findings, compareFindings)
	slices.SortStableFunc(r.Inputs, func(x, y finding.Input) int { return cmp.Compare(rank(x.Relation), rank(y.Relation)) })
	slices.SortStableFunc(r.Mapping, func(x, y finding.Table) int { return cmp.Compare(rank(x.Relation), rank(y.Relation)) })
	r.Relations = a.scope()
	for _, c := range a.changes {
		r.Changes = append(r.Changes, *c)
	}
	slices.SortStableFunc(r.Coverage.Issues, compareIssues)
	a.exposure()
}

// gates turns breaches into "not shown" where a gate says that it is not
// certain that the law applies at all.
func (a *audit) gates() {
	for i := range a.report.Findings {
		g := &a.report.Findings[i]
		rule := a.rule(g.Rule)
		if g.Outcome != finding.Breach || rule == nil || rule.Effect != "applicability_not_shown" {
			continue
		}
		note := finding.Text{
			EN: "territorial scope not shown (" + g.Rule + "): by what is declared, the conditions of Art. 3 GDPR are not met, so no breach is held; if the controller is established in the EU, offers anything to these persons or monitors them, declare it",
			FR: "champ d'application territorial non établi (" + g.Rule + ") : selon les déclarations, les conditions de l'art. 3 du RGPD ne sont pas réunies et aucun manquement n'est retenu ; si le responsable du traitement est établi dans l'UE, offre des biens ou des services à ces personnes ou suit leur comportement, déclarez-le",
		}
		a.report.Notes = append(a.report.Notes, note)
		a.unsure = &note
		suspend(a.report.Findings, a.unsure)
	}
}

// suspend turns the breaches of some findings into "not shown", for a reason.
func suspend(list []finding.Finding, reason *finding.Text) {
	for i := range list {
		f := &list[i]
		if f.Outcome != finding.Breach || f.Kind == string(rules.Gate) {
			continue
		}
		f.Outcome, f.Reason = finding.NotShown, reason
		f.Counts.NotShown += f.Counts.Breach
		f.Counts.Breach = 0
		for k := range f.Groups {
			f.Groups[k].NotShown += f.Groups[k].Breach
			f.Groups[k].Breach = 0
		}
	}
}

func (a *audit) rule(id string) *rules.Rule {
	for _, r := range a.rules {
		if r.ID == id {
			return r
		}
	}
	return nil
}

func outcomeRank(o finding.Outcome) int {
	return slices.Index([]finding.Outcome{finding.Breach, finding.NotShown, finding.Clear, finding.NotAssessed}, o)
}

func compareFindings(a, b finding.Finding) int {
	return cmp.Or(
		cmp.Compare(outcomeRank(a.Outcome), outcomeRank(b.Outcome)),
		cmp.Compare(rules.Severity(a.Severity).Rank(), rules.Severity(b.Severity).Rank()),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Subject.Dataset, b.Subject.Dataset),
		cmp.Compare(a.Subject.Table, b.Subject.Table),
		slices.Compare(a.Articles.Primary, b.Articles.Primary),
	)
}

// rank puts datasets before registers.
func rank(relation string) int {
	if relation == "contact" {
		return 0
	}
	return 1
}

func compareIssues(a, b finding.Issue) int {
	rank := func(s string) int { return slices.Index([]string{"lost", "sample", "warning", "note"}, s) }
	return cmp.Or(
		cmp.Compare(rank(a.Severity), rank(b.Severity)),
		cmp.Compare(a.Input, b.Input), cmp.Compare(a.Table, b.Table),
		cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message.EN, b.Message.EN),
	)
}

// exposure gives the order of magnitude of fines when the turnover is declared
// and a breach was found.
func (a *audit) exposure() {
	if a.file == nil || a.file.Controller.Turnover == nil {
		return
	}
	e := finding.Exposure{Turnover: *a.file.Controller.Turnover, Tier: "83(4)", Precedents: []finding.Precedent{}}
	gravest := len(rules.Severities())
	for i := range a.report.Findings {
		f := &a.report.Findings[i]
		if f.Outcome != finding.Breach || f.Kind != string(rules.Breach) {
			continue
		}
		gravest = min(gravest, rules.Severity(f.Severity).Rank())
		for _, code := range f.Articles.Primary {
			if law.Tier(code) == "83(5)" {
				e.Tier = "83(5)"
			}
		}
		for _, p := range f.Precedents {
			known := slices.ContainsFunc(e.Precedents, func(q finding.Precedent) bool { return q.ID == p.ID })
			if p.Kind == "decision" && !known {
				e.Precedents = append(e.Precedents, p)
			}
		}
	}
	if gravest == len(rules.Severities()) {
		return
	}
	e.Band = [...]string{"high", "medium", "low", "low", "low"}[gravest]
	e.Maximum, e.Low, e.High, e.Verified = law.Exposure(e.Turnover, e.Band, e.Tier)
	e.Caveat = finding.Text{
		EN: "An order of magnitude worked out after the EDPB's guidelines 04/2022, not a prediction: an authority weighs every case on its own facts. The gravity is taken from the gravest finding.",
		FR: "Il s'agit d'un ordre de grandeur établi d'après les lignes directrices 04/2022 du CEPD, et non d'une prévision : l'autorité apprécie chaque cas d'espèce. La gravité retenue est celle du constat le plus grave.",
	}
	slices.SortFunc(e.Precedents, func(x, y finding.Precedent) int { return cmp.Compare(x.ID, y.ID) })
	a.report.Exposure = &e
}
