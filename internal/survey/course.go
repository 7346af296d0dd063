package survey

import "github.com/ascribe-project/ascribe"

// A Change is how many incidents changed their label, level or settled on a
// day, or were first spoken of.
type Change struct {
	Day ascribe.Day
	N   int
}

// A Relabelling is the answers about all incidents on two days, side by side.
type Relabelling struct {
	Base     [2]int // on each day, the incidents that are counted
	Appeared int    // counted on the second day, and not on the first
	Gone     int    // the other way round
	// Pairs are how many incidents, of those that are counted on both days, had
	// one outcome and have another, or the same.
	Pairs map[[2]ascribe.Outcome]int
	Total int // the incidents that are counted on both days and differ
	// Rows are the first of these after an id, in the order of ids.
	Rows []Relabelled
	More bool
}

// Relabelled is an incident of which label, level or settled differ.
type Relabelled struct {
	Incident string
	Answers  [2]ascribe.Belief // on each day
}

// A Course is the history of an incident up to a day.
type Course struct {
	Incident string
	Event    string // what is known then of the day of its event; empty: nothing
	Spans    []ascribe.Span
	Causes   []Cause // of each change of the label, in the order of Spans
	Said     []Said  // in the order of days
}

// A Cause is the statement that a label came from. All zero: none did.
type Cause struct {
	Source   int64 // its record
	Basis    ascribe.Basis
	Variable string
}

// Said is what a source asserted of a variable, of whatever grade.
type Said struct {
	Source int64 // its record
	Value  string
}
