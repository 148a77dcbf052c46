package rules

// Use says what a breach of a rule on a record means for the record's use, in
// prospecting or by disclosure, until the remedy is carried out.
type Use string

// What may become of a record.
const (
	// Stop: the record may not be used, and has to go or be blocked.
	Stop Use = "stop"
	// Cure: the record may not be used until the remedy is carried out on it.
	Cure Use = "cure"
	// Keep: the breach lies elsewhere, in another copy or in how records are kept; the
	// record itself may be used.
	Keep Use = "keep"
)

// Uses lists the values, the strictest first.
func Uses() []Use { return []Use{Stop, Cure, Keep} }

// Values lists the uses, for the decoder.
func (u Use) Values() []string { return names(Uses()) }

// Bars says whether a record of which the rule is breached may not be used as it is.
func (u Use) Bars() bool { return u == Stop || u == Cure }

// Asks says whether the rule is asked only where rows that may be used are written out:
// a gate on contact that bars the use of a record. It gives no finding.
func (r *Rule) Asks() bool { return r.Kind == Gate && r.Use.Bars() }

// defaultUse is that of a rule on contacts which says nothing: a breach stops, what
// is not proved or inferred waits, a recommendation leaves the record as it is.
func defaultUse(k Kind) Use {
	switch k {
	case Breach:
		return Stop
	case EvidenceGap, Inferred, Indicator:
		return Cure
	}
	return Keep
}

// use gives the rule's use; it is empty on relations other than contact.
func (l *loader) use(y *ruleYAML) Use {
	switch {
	case y.On.Text != "contact":
		if y.Use != "" {
			l.problems.Add(y.Pos.Key("use"), "use says what becomes of records of persons: only a rule on contact has it, this one is on %q", y.On.Text)
		}
		return ""
	case y.Use == "":
		return defaultUse(y.Kind)
	}
	return y.Use
}

// purge says whether the remedy is to delete the record, which only a rule that stops
// its use can ask.
func (l *loader) purge(y *ruleYAML) bool {
	if y.Purge && l.use(y) != Stop {
		l.problems.Add(y.Pos.Key("purge"), "purge says that the record is to be deleted: only a rule on contact with use: stop has it")
	}
	return y.Purge
}
