package scanner

import (
	"slices"
	"strconv"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/code"
	"leadlint/scanner/code/place"
	"leadlint/scanner/engine"
	"leadlint/scanner/finding"
)

// excepted are the comments of a folder of code that excuse places from rules; report is
// the folder's index among those of the report.
type excepted struct {
	target *codeTarget
	report int
	list   []code.Exception
}

// exceptionPass holds the comments that excuse places against the rules on them.
func (a *audit) exceptionPass() {
	for i := range a.in.exceptions {
		a.judgeExceptions(&a.in.exceptions[i])
	}
}

func (a *audit) judgeExceptions(x *excepted) {
	plan, err := engine.Compile(a.schema, "exception", a.rulesOn("exception"), a.env, engine.Options{})
	if err != nil {
		a.lost(x.target.name, "", failure(err))
		return
	}
	results := make([]code.RuleResult, len(plan.Rules()))
	for i, r := range plan.Rules() {
		results[i].Rule = r
	}
	ev, prints := plan.NewEvaluator(), place.NewPrints()
	for from := 0; from < len(x.list); from += engine.MaxBatch {
		part := x.list[from:min(from+engine.MaxBatch, len(x.list))]
		err := ev.RunEach(a.exceptionBatch(part), plan.NewPartial(0), func(rule, row int, o engine.Outcome) {
			got := &results[rule]
			switch o {
			case engine.Clear:
				got.Counts.Clear++
			case engine.NotShown:
				got.Counts.NotShown++
			default:
				got.Counts.Breach++
				p := part[row].Place
				p.Outcome = finding.Breach
				p.Fingerprint = prints.Of(got.Rule.ID, p.File, p.Excerpt)
				a.heldException(x, &p)
				got.Places = append(got.Places, p)
			}
		})
		if err != nil {
			a.lost(x.target.name, "", failure(err))
		}
	}
	for i := range results {
		a.codeFinding(x.target, &results[i])
	}
}

// heldException compares the place of a comment with the baseline.
func (a *audit) heldException(x *excepted, p *finding.Place) {
	b := a.report.Code[x.report].Baseline
	if b == nil {
		return
	}
	b.Fixed = slices.DeleteFunc(b.Fixed, func(f finding.FixedPlace) bool { return f.Fingerprint == p.Fingerprint })
	if x.target.options.Baseline.Has(p.Fingerprint) {
		p.State = finding.PlaceKnown
		b.Known++
		return
	}
	p.State = finding.PlaceNew
	b.New++
}

// exceptionBatch puts comments into the columns that rules on them read.
func (a *audit) exceptionBatch(list []code.Exception) *facts.Batch {
	rel := a.schema.Relation("exception")
	b := &facts.Batch{N: len(list), Cols: make([]facts.Vec, len(rel.Fields))}
	for i := range rel.Fields {
		b.Cols[i] = facts.UnknownVec(&rel.Fields[i], len(list))
	}
	col := func(name string) *facts.Vec { return &b.Cols[rel.Index(name)] }
	for i := range list {
		x := &list[i]
		col("name").Present[i/64] |= 1 << uint(i%64)
		col("name").Texts[i] = []byte(x.Place.File + ":" + strconv.Itoa(x.Line))
		col("rule_known").Codes[i] = boolCode(x.Known)
		col("reasoned").Codes[i] = boolCode(x.Reason != "")
		col("dated").Codes[i] = boolCode(x.Dated)
		if day, err := calendar.Parse(x.Until); err == nil && x.Dated {
			col("until").Days[i] = day
		}
		if x.Used != nil {
			col("used").Codes[i] = boolCode(*x.Used)
		}
	}
	return b
}
