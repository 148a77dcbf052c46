package auditfile

import "leadlint/rules/strict"

// caseFacts fills the one row of the case.
func (f *File) caseFacts(c *row) {
	f.controllerFacts(c)
	f.processingFacts(c)
	f.registerFacts(c)
	f.noticeFacts(c)
	f.retentionFacts(c)
	f.unsubscribeFacts(c)
	f.passwordFacts(c)
	c.bool("dpia", f.DPIA.Done, f.DPIA.Pos.Key("done"))
	if f.DPIA.Criteria != nil {
		c.int("dpia_criteria", int64(len(f.DPIA.Criteria)), f.DPIA.Pos.Key("criteria"))
	}
}

func (f *File) controllerFacts(c *row) {
	k := &f.Controller
	c.bool("established_in_eu", k.EstablishedInEU, k.Pos.Key("established_in_eu"))
	c.bool("offers_in_eu", k.OffersInEU, k.Pos.Key("offers_in_eu"))
	c.bool("monitors_in_eu", k.MonitorsInEU, k.Pos.Key("monitors_in_eu"))
	c.bool("representative", k.Representative, k.Pos.Key("representative"))
}

func (f *File) processingFacts(c *row) {
	p := &f.Processing
	c.enum("audience", string(p.Audience), p.Pos.Key("audience"))
	set(c, "channels", p.Channels, p.Pos.Key("channels"))
	set(c, "offer_functions", p.OfferFunctions, p.Pos.Key("offer_functions"))
	c.bool("indirect_collection", p.IndirectCollection, p.Pos.Key("indirect_collection"))
	c.bool("sold_on", p.SoldOn, p.Pos.Key("sold_on"))
	c.enum("legal_basis", string(p.LegalBasis), p.Pos.Key("legal_basis"))
	c.enum("interest_assessment", string(p.InterestAssessment), p.Pos.Key("interest_assessment"))
	c.bool("compatibility_assessed", p.CompatibilityAssessed, p.Pos.Key("compatibility_assessed"))
	c.date("unticked_control_since", p.UntickedControlSince, p.Pos.Key("unticked_control_since"))
	c.bool("minors_filtered", p.MinorsFiltered, p.Pos.Key("minors_filtered"))
	c.bool("dpo_designated", p.DPODesignated, p.Pos.Key("dpo_designated"))
	c.bool("third_country_transfers", p.ThirdCountryTransfers, p.Pos.Key("third_country_transfers"))
	c.bool("automated_decisions", p.AutomatedDecisions, p.Pos.Key("automated_decisions"))
	c.bool("public_sources", p.PublicSources, p.Pos.Key("public_sources"))
	c.bool("special_category_ground", p.SpecialCategoryGround, p.Pos.Key("special_category_ground"))
	c.enum("sector", string(p.Sector), p.Pos.Key("sector"))
	c.bool("sources_known", p.SourcesKnown, p.Pos.Key("sources_known"))
	if p.Stores != nil {
		c.int("stores", int64(*p.Stores), p.Pos.Key("stores"))
	}
	c.enum("source_scope", string(p.SourceScope), p.Pos.Key("source_scope"))
	c.enum("face_images", string(p.FaceImages), p.Pos.Key("face_images"))
	c.bool("record_of_processing", p.RecordOfProcessing, p.Pos.Key("record_of_processing"))
	c.bool("restriction_means", p.RestrictionMeans, p.Pos.Key("restriction_means"))
	c.bool("rectification_means", p.RectificationMeans, p.Pos.Key("rectification_means"))
}

// registerFacts says which logs are kept: as declared, else by the registers
// that are supplied or said to be absent.
func (f *File) registerFacts(c *row) {
	p := &f.Processing
	for _, list := range []struct {
		relation string
		declared *bool
	}{{"disclosure", p.DisclosureLog}, {"suppression", p.SuppressionList}} {
		field := listOf(list.relation)
		kept, where := list.declared, p.Pos.Key(field)
		if kept == nil {
			kept, where = f.kept(list.relation)
		}
		c.bool(field, kept, where)
	}
	if at, given := f.supplied("preference"); given {
		yes := true
		c.bool("preference_store", &yes, at)
	}
}

// kept says whether a register is kept: true when it is supplied, false when
// it is said to be absent, nil when nothing is said of it.
func (f *File) kept(relation string) (*bool, strict.Pos) {
	if at, given := f.supplied(relation); given {
		yes := true
		return &yes, at
	}
	for i, name := range f.Absent {
		if name == relation {
			no := false
			return &no, f.Pos.Value("absent").Item(i)
		}
	}
	return nil, strict.Pos{}
}

func (f *File) noticeFacts(c *row) {
	n := &f.Notice
	c.enum("notice_delivery", string(n.Delivery), n.Pos.Key("delivery"))
	if n.Delivery != "" {
		individual := n.Delivery == "individual" || n.Delivery == "first_message"
		c.bool("individual_notice", &individual, n.Pos.Key("delivery"))
	}
	set(c, "notice_languages", n.Languages, n.Pos.Key("languages"))
	c.bool("effort_exemption_claimed", n.EffortExemptionClaimed, n.Pos.Key("effort_exemption_claimed"))
	c.bool("effort_balance_written", n.EffortBalanceWritten, n.Pos.Key("effort_balance_written"))
	c.bool("public_notice", n.PublicNotice, n.Pos.Key("public_notice"))
}

func (f *File) retentionFacts(c *row) {
	r := &f.Retention
	c.enum("retention_starts_from", string(r.StartsFrom), r.Pos.Key("starts_from"))
	set(c, "contact_events", r.ContactEvents, r.Pos.Key("contact_events"))
	c.bool("deletion_job", r.DeletionJob, r.Pos.Key("deletion_job"))
	c.dateOrNever("last_purge_at", r.LastPurge, r.Pos.Key("last_purge"))
}

func (f *File) unsubscribeFacts(c *row) {
	u := &f.Unsubscribe
	c.enum("unsubscribe_scope", string(u.Scope), u.Pos.Key("scope"))
	c.enum("unsubscribe_effort", string(u.Effort), u.Pos.Key("effort"))
	c.bool("unsubscribe_effective", u.Effective, u.Pos.Key("effective"))
	c.bool("unsubscribe_misleading", u.Misleading, u.Pos.Key("misleading"))
	m := &f.Migration
	c.date("migration_at", m.At, m.Pos.Key("at"))
	c.bool("migration_reconciled", m.Reconciled, m.Pos.Key("reconciled"))
	c.bool("migration_corrected", m.Corrected, m.Pos.Key("corrected"))
}

func (f *File) passwordFacts(c *row) {
	p := &f.Passwords
	if p.Length != nil {
		c.int("password_length", int64(*p.Length), p.Pos.Key("length"))
	}
	if p.Kinds != nil {
		c.int("password_kinds", int64(*p.Kinds), p.Pos.Key("kinds"))
	}
	c.bool("password_attempts_limited", p.AttemptsLimited, p.Pos.Key("attempts_limited"))
}
