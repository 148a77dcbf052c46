package sarif

// The parts of SARIF 2.1.0 that are written, by the names of its section 3.
type document struct {
	Schema  string `json:"$schema"`
	Version string `json:"version"`
	Runs    []run  `json:"runs"`
}

type run struct {
	Tool        tool         `json:"tool"`
	Automation  *automation  `json:"automationDetails,omitempty"`
	Invocations []invocation `json:"invocations"`
	ColumnKind  string       `json:"columnKind"`
	Results     []result     `json:"results"`
	Properties  totals       `json:"properties"`
}

// totals are the numbers of a run that SARIF has no place of its own for.
type totals struct {
	Complete bool  `json:"complete"`
	Rows     int64 `json:"rows"`
	Skipped  int64 `json:"skipped"`
	Findings int   `json:"findings"`
	Places   int   `json:"places"`
	Waived   int   `json:"waived"`
	Joined   int   `json:"joined,omitempty"`
	Cut      int   `json:"cut,omitempty"`
	NotShown int   `json:"notShown"`
	// NotAssessed counts the findings that nothing was examined for.
	NotAssessed int `json:"notAssessed"`
	// Fixed counts the findings of the earlier audit that are breaches no more.
	Fixed int `json:"fixed,omitempty"`
}

type tool struct {
	Driver driver `json:"driver"`
}

type driver struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	Rules   []rule `json:"rules"`
}

type automation struct {
	ID string `json:"id"`
}

type invocation struct {
	Successful    bool           `json:"executionSuccessful"`
	Notifications []notification `json:"toolExecutionNotifications,omitempty"`
}

type notification struct {
	Level     string     `json:"level"`
	Message   message    `json:"message"`
	Locations []location `json:"locations,omitempty"`
}

type message struct {
	Text string `json:"text"`
}

type help struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown"`
}

type rule struct {
	ID         string        `json:"id"`
	Name       string        `json:"name"`
	Short      message       `json:"shortDescription"`
	Full       message       `json:"fullDescription"`
	Help       *help         `json:"help"`
	Default    configuration `json:"defaultConfiguration"`
	Properties properties    `json:"properties"`
}

type configuration struct {
	Level string `json:"level"`
}

type properties struct {
	Tags      []string `json:"tags"`
	Precision string   `json:"precision"`
	Problem   string   `json:"problem.severity"`
	Security  string   `json:"security-severity,omitempty"`
}

type result struct {
	RuleID        string            `json:"ruleId"`
	RuleIndex     int               `json:"ruleIndex"`
	Level         string            `json:"level"`
	Message       message           `json:"message"`
	Locations     []location        `json:"locations,omitempty"`
	Occurrences   int               `json:"occurrenceCount,omitempty"`
	Fingerprints  map[string]string `json:"partialFingerprints"`
	BaselineState string            `json:"baselineState,omitempty"`
	Suppressions  []suppression     `json:"suppressions,omitempty"`
}

type suppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type location struct {
	Physical physical  `json:"physicalLocation"`
	Logical  []logical `json:"logicalLocations,omitempty"`
}

type logical struct {
	Name     string `json:"name"`
	FullName string `json:"fullyQualifiedName"`
	Kind     string `json:"kind"`
}

type physical struct {
	Artifact artifact `json:"artifactLocation"`
	Region   *region  `json:"region,omitempty"`
}

type artifact struct {
	URI string `json:"uri"`
}

type region struct {
	StartLine   int      `json:"startLine"`
	StartColumn int      `json:"startColumn,omitempty"`
	EndLine     int      `json:"endLine,omitempty"`
	EndColumn   int      `json:"endColumn,omitempty"`
	Snippet     *message `json:"snippet,omitempty"`
}
