package oscal

// The types below are the part of OSCAL 1.1.3 that is written. Their names and order
// are those of the standard's JSON; a list that would be empty is left out, for the
// standard allows none.

type prop struct {
	Name  string `json:"name"`
	NS    string `json:"ns,omitempty"`
	Value string `json:"value"`
}

type link struct {
	Href string `json:"href"`
	Rel  string `json:"rel,omitempty"`
	Text string `json:"text,omitempty"`
}

type metadata struct {
	Title        string        `json:"title"`
	LastModified string        `json:"last-modified"`
	Version      string        `json:"version"`
	Oscal        string        `json:"oscal-version"`
	Props        []prop        `json:"props,omitempty"`
	Roles        []role        `json:"roles,omitempty"`
	Parties      []party       `json:"parties,omitempty"`
	Responsible  []responsible `json:"responsible-parties,omitempty"`
	Remarks      string        `json:"remarks,omitempty"`
}

type role struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

type party struct {
	UUID    string `json:"uuid"`
	Type    string `json:"type"`
	Name    string `json:"name,omitempty"`
	Props   []prop `json:"props,omitempty"`
	Remarks string `json:"remarks,omitempty"`
}

type responsible struct {
	Role    string   `json:"role-id"`
	Parties []string `json:"party-uuids"`
}

type backMatter struct {
	Resources []resource `json:"resources,omitempty"`
}

type resource struct {
	UUID        string    `json:"uuid"`
	Title       string    `json:"title,omitempty"`
	Description string    `json:"description,omitempty"`
	Props       []prop    `json:"props,omitempty"`
	Citation    *citation `json:"citation,omitempty"`
	Rlinks      []rlink   `json:"rlinks,omitempty"`
}

type citation struct {
	Text string `json:"text"`
}

type rlink struct {
	Href string `json:"href"`
}

type resultsDocument struct {
	Results assessmentResults `json:"assessment-results"`
}

type assessmentResults struct {
	UUID     string      `json:"uuid"`
	Metadata metadata    `json:"metadata"`
	Plan     importPlan  `json:"import-ap"`
	Results  []result    `json:"results"`
	Back     *backMatter `json:"back-matter,omitempty"`
}

type importPlan struct {
	Href    string `json:"href"`
	Remarks string `json:"remarks,omitempty"`
}

type result struct {
	UUID         string            `json:"uuid"`
	Title        string            `json:"title"`
	Description  string            `json:"description"`
	Start        string            `json:"start"`
	End          string            `json:"end,omitempty"`
	Props        []prop            `json:"props,omitempty"`
	Local        *localDefinitions `json:"local-definitions,omitempty"`
	Reviewed     reviewedControls  `json:"reviewed-controls"`
	Observations []observation     `json:"observations,omitempty"`
	Risks        []risk            `json:"risks,omitempty"`
	Findings     []controlFinding  `json:"findings,omitempty"`
	Remarks      string            `json:"remarks,omitempty"`
}

type localDefinitions struct {
	Items  []inventoryItem `json:"inventory-items,omitempty"`
	Assets *assets         `json:"assessment-assets,omitempty"`
}

type inventoryItem struct {
	UUID        string `json:"uuid"`
	Description string `json:"description"`
	Props       []prop `json:"props,omitempty"`
}

type assets struct {
	Components []component `json:"components,omitempty"`
	Platforms  []platform  `json:"assessment-platforms"`
}

type component struct {
	UUID        string          `json:"uuid"`
	Type        string          `json:"type"`
	Title       string          `json:"title"`
	Description string          `json:"description"`
	Props       []prop          `json:"props,omitempty"`
	Status      componentStatus `json:"status"`
}

type componentStatus struct {
	State string `json:"state"`
}

type platform struct {
	UUID  string          `json:"uuid"`
	Title string          `json:"title,omitempty"`
	Uses  []usesComponent `json:"uses-components,omitempty"`
}

type usesComponent struct {
	Component string `json:"component-uuid"`
}

type reviewedControls struct {
	Description string             `json:"description,omitempty"`
	Links       []link             `json:"links,omitempty"`
	Selections  []controlSelection `json:"control-selections"`
	Objectives  []objectives       `json:"control-objective-selections,omitempty"`
}

type controlSelection struct {
	All     *struct{}    `json:"include-all,omitempty"`
	Include []controlRef `json:"include-controls,omitempty"`
}

type controlRef struct {
	Control string `json:"control-id"`
}

type objectives struct {
	Include []objectiveRef `json:"include-objectives,omitempty"`
}

type objectiveRef struct {
	Objective string `json:"objective-id"`
}

type observation struct {
	UUID        string       `json:"uuid"`
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description"`
	Props       []prop       `json:"props,omitempty"`
	Methods     []string     `json:"methods"`
	Types       []string     `json:"types,omitempty"`
	Origins     []origin     `json:"origins,omitempty"`
	Subjects    []subjectRef `json:"subjects,omitempty"`
	Evidence    []evidence   `json:"relevant-evidence,omitempty"`
	Collected   string       `json:"collected"`
	Remarks     string       `json:"remarks,omitempty"`
}

type origin struct {
	Actors []actor `json:"actors"`
}

type actor struct {
	Type string `json:"type"`
	UUID string `json:"actor-uuid"`
}

type subjectRef struct {
	UUID  string `json:"subject-uuid"`
	Type  string `json:"type"`
	Title string `json:"title,omitempty"`
}

type evidence struct {
	Description string `json:"description"`
	Props       []prop `json:"props,omitempty"`
}

type risk struct {
	UUID         string        `json:"uuid"`
	Title        string        `json:"title"`
	Description  string        `json:"description"`
	Statement    string        `json:"statement"`
	Props        []prop        `json:"props,omitempty"`
	Links        []link        `json:"links,omitempty"`
	Status       string        `json:"status"`
	Origins      []origin      `json:"origins,omitempty"`
	Deadline     string        `json:"deadline,omitempty"`
	Remediations []remediation `json:"remediations,omitempty"`
	Log          *riskLog      `json:"risk-log,omitempty"`
	Observations []relatedTo   `json:"related-observations,omitempty"`
}

type remediation struct {
	UUID        string `json:"uuid"`
	Lifecycle   string `json:"lifecycle"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Remarks     string `json:"remarks,omitempty"`
}

type riskLog struct {
	Entries []riskEntry `json:"entries"`
}

type riskEntry struct {
	UUID        string `json:"uuid"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	Start       string `json:"start"`
	End         string `json:"end,omitempty"`
	Props       []prop `json:"props,omitempty"`
	Change      string `json:"status-change,omitempty"`
}

type relatedTo struct {
	Observation string `json:"observation-uuid,omitempty"`
	Risk        string `json:"risk-uuid,omitempty"`
}

type controlFinding struct {
	UUID         string      `json:"uuid"`
	Title        string      `json:"title"`
	Description  string      `json:"description"`
	Origins      []origin    `json:"origins,omitempty"`
	Target       target      `json:"target"`
	Observations []relatedTo `json:"related-observations,omitempty"`
	Risks        []relatedTo `json:"related-risks,omitempty"`
}

type target struct {
	Type   string `json:"type"`
	ID     string `json:"target-id"`
	Title  string `json:"title,omitempty"`
	Status status `json:"status"`
}

type status struct {
	State   string `json:"state"`
	Reason  string `json:"reason,omitempty"`
	Remarks string `json:"remarks,omitempty"`
}

type catalogDocument struct {
	Catalog catalog `json:"catalog"`
}

type catalog struct {
	UUID     string      `json:"uuid"`
	Metadata metadata    `json:"metadata"`
	Groups   []group     `json:"groups,omitempty"`
	Back     *backMatter `json:"back-matter,omitempty"`
}

type group struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Controls []control `json:"controls,omitempty"`
}

type control struct {
	ID    string `json:"id"`
	Class string `json:"class,omitempty"`
	Title string `json:"title"`
	Props []prop `json:"props,omitempty"`
	Links []link `json:"links,omitempty"`
	Parts []part `json:"parts,omitempty"`
}

type part struct {
	ID    string `json:"id,omitempty"`
	Name  string `json:"name"`
	Class string `json:"class,omitempty"`
	Title string `json:"title,omitempty"`
	Props []prop `json:"props,omitempty"`
	Prose string `json:"prose,omitempty"`
	Parts []part `json:"parts,omitempty"`
	Links []link `json:"links,omitempty"`
}
