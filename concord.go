package ascribe

// Concord says how far coders agree who read the same utterance: a source, on a
// day, about a variable of a subject. The higher, the more there is to settle.
type Concord int

const (
	CodersAlone  Concord = iota // no two coded the same utterance
	CodersAgree                 // in value and stance, and in grade
	GradesDiffer                // in grade alone
	CodersDiffer                // in a value, or in the stance to one
)

// Concords lists what the incidents can be listed by, in that order.
var Concords = []Concord{CodersAlone, CodersAgree, GradesDiffer, CodersDiffer}

// String is the word for it: alone, agree, differ_in_grade or differ.
func (c Concord) String() string {
	return [...]string{"alone", "agree", "differ_in_grade", "differ"}[c]
}

// A Difference is an utterance that coders read differently, by the ids of its
// codings.
type Difference struct {
	Variable   string   `json:"variable"`
	Source     string   `json:"source"`
	Statements []string `json:"statements"`
}
