package ascribe

// Outcome is what a decision table says: a label, perhaps of a level.
type Outcome struct {
	Label string `json:"label"`
	Level string `json:"level"`
}

// A Belief is an outcome, and whether it is settled: no unknown can change it.
type Belief struct {
	Outcome
	Settled bool `json:"settled"`
}

// An Attribution is the answer to "who was behind it?" about one incident at
// one point of its times under one codebook: the label, what could still
// change it, and the ground that it stands on.
type Attribution struct {
	Belief
	// Grade is that of the statements that the deciding row rests on; none
	// for a row that tests nothing.
	Grade Grade `json:"grade"`
	// IndependentSources is the number of different publishers among the
	// roots of what the sources behind the reasons rest on.
	IndependentSources int            `json:"independent_sources"`
	CouldBecome        []Possibility  `json:"could_become"`
	OpenQuestions      []OpenQuestion `json:"open_questions"`
	Variables          []Finding      `json:"variables"`
	Reasons            []Reasoning    `json:"reasons"`
	Linchpins          []Linchpin     `json:"linchpins"`
	Conflicts          []Conflict     `json:"conflicts"`
	// CodersDiffer are the utterances that coders read differently, of whatever
	// grade.
	CodersDiffer []Difference `json:"coders_differ"`
}

// A Possibility is an outcome that the label could become. Raised: somebody
// has said that it may be so. Answers is the least number of open questions
// that have to be answered for it.
type Possibility struct {
	Outcome
	Raised  bool `json:"raised"`
	Answers int  `json:"answers"`
}

// An OpenQuestion is a variable that could change the label, and what is
// known of it.
type OpenQuestion struct {
	Variable string `json:"variable"`
	State    State  `json:"state"`
}

// State says whether something is known of a variable.
type State string

const (
	StateKnown       State = "known"
	StateUnknown     State = "unknown"    // nobody has said
	StateInadequate  State = "inadequate" // only statements of a grade that cannot count; it decides like unknown
	StateNotExamined State = "not_examined"
	StateNoneFound   State = "none_found"
)

// A Finding is the value of one variable, picked from competing statements.
// Statements are ids: those that assert the value, and those adequate ones
// that assert another or deny it. What several coders coded of one utterance
// counts once: the id that stands for it is that of the coding that ranks first.
type Finding struct {
	Variable   string   `json:"variable"`
	Value      string   `json:"value"` // several codes are joined by ";"
	Values     []string `json:"values"`
	State      State    `json:"state"`
	Grade      Grade    `json:"grade"`
	Statements []string `json:"statements"`
	Against    []string `json:"against"`
}

// A Reasoning is a row of the decision table that decided, with the variables
// that made it hold.
type Reasoning struct {
	Row         string           `json:"row"`
	Condition   string           `json:"condition"`
	Explanation string           `json:"explanation"`
	Variables   []ReasonVariable `json:"variables"`
}

// A ReasonVariable is a variable that a reason rests on.
type ReasonVariable struct {
	Variable   string   `json:"variable"`
	Value      string   `json:"value"`
	Statements []string `json:"statements"`
}

// A Linchpin is a source without which, without its corrections, and without
// what rests on it alone, the label or level would be another.
type Linchpin struct {
	Source       string `json:"source"`
	LabelWithout string `json:"label_without"`
	LevelWithout string `json:"level_without"`
}

// A Conflict is a variable on which adequate statements disagree. Of its
// statements For support the picked value. Coders says that those disagree who
// coded the same utterance: it may be that no source does.
type Conflict struct {
	Variable string   `json:"variable"`
	Value    string   `json:"value"`
	For      []string `json:"for"`
	Against  []string `json:"against"`
	Coders   bool     `json:"coders"`
}

// A Span is a stretch of days on which the answer about an incident stayed
// the same. To is the first day of the next span, Forever for the last. Because
// is zero where only the days are asked for.
type Span struct {
	From Day `json:"from"`
	To   Day `json:"to" nullable:"true"`
	Belief
	Because Cause `json:"because,omitzero"`
}

// A Cause is the statement that began a span or, where a span began since one
// was taken back, that statement, with the entry and source of its correction.
// All zero: none did.
type Cause struct {
	Entry     int64  `json:"entry"`
	Record    int64  `json:"-"`
	Statement string `json:"statement"`
	Source    string `json:"source"`
}
