package ascribe

// Terms are what the licence of a dataset allows others than the team, as its
// mapping says.
type Terms struct {
	PassOn Leave `json:"pass_on,omitempty"` // to give its rows to others
	Change Leave `json:"change,omitempty"`  // to give on what was changed
	Show   Leave `json:"show,omitempty"`    // to publish what was counted and drawn from it
}

// Line says in a sentence what a licence does not allow; "" where that is nothing.
func (t Terms) Line() string {
	switch Refused {
	case t.Show:
		return "nothing of it may be published"
	case t.PassOn:
		return "its rows may not be passed on: readers are given counts alone"
	case t.Change:
		return "what was changed of it may not be passed on"
	}
	return ""
}

// IsZero reports whether nothing is stated.
func (t Terms) IsZero() bool { return t == Terms{} }

// Leave is whether a licence allows something; empty where that is not stated.
type Leave string

const (
	Given   Leave = "yes"
	Refused Leave = "no"
)

// Leaves are the words for it.
var Leaves = []Leave{Given, Refused}
