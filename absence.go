package ascribe

import "cmp"

// An Absence is an id that nothing has, so that whoever tells of it can say which
// was probably meant.
type Absence struct {
	Space   Space      // 0: any of what can be shown
	Kind    RecordKind // what it was asked for as; empty: whatever the space has
	Dataset string
	ID      string
}

// NotThere is the error of an id that nothing has.
func NotThere(a Absence) *Error {
	hint := "look for a slip in the id"
	if a.Space == SpaceDataset {
		hint = "look for a slip in its name: the list of datasets has them"
	}
	what := cmp.Or(string(a.Kind), a.Space.String(), "incident, actor, link, source, statement or entry")
	e := Errorf(ErrNotFound, "there is no %s %q", what, a.ID).WithHint("%s", hint)
	e.Absent = &a
	return e
}
