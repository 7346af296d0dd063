package disclose

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Who may not be named can also be the value of a statement about an incident,
// such as a suspect. For a public reader the statement is then read as if it
// had been written with neutral ids, and without what stands around them, so
// that whatever is worked out from it tells no name.

// disclosing is the naming that an answer about all incidents is given under;
// nil where everything is shown as it was written.
func disclosing(ctx context.Context, p *point.Point) (*Naming, error) {
	return disclosingBy(p, func() (*register, error) { return registerOf(ctx, p) })
}

// disclosingOne is that of an answer about one incident.
func disclosingOne(ctx context.Context, p *point.Point, d *ascribe.Dossier) (*Naming, error) {
	return disclosingBy(p, func() (*register, error) { return named(ctx, p, d) })
}

func disclosingBy(p *point.Point, read func() (*register, error)) (*Naming, error) {
	if p.Viewer.NamesAll() || p.About() != ascribe.Main {
		return nil, nil
	}
	r, err := read()
	if err != nil {
		return nil, err
	}
	n := r.to(p)
	n.Known = ascribe.Forever // a question about many days names nobody before the day that is asked for
	if known := p.Asked.Known; known != nil {
		n.Known = *known
	}
	if len(n.struck) == 0 && !slices.ContainsFunc(n.Actors, n.withheld) {
		return nil, nil
	}
	return n, nil
}

// disclosed is the dossier of an incident as the reader may see it. It leaves
// the one given as it is.
func (n *Naming) disclosed(d *ascribe.Dossier) *ascribe.Dossier {
	if n == nil {
		return d
	}
	neutralID := map[string]string{}
	for i := range d.Statements {
		s := &d.Statements[i]
		if id := n.StatementID(&s.Noun, s.Record, nil); id != s.Noun.ID {
			neutralID[s.Noun.ID] = id
		}
	}
	if len(neutralID) == 0 {
		return d
	}
	seen := *d
	seen.Statements = slices.Clone(d.Statements)
	for i := range seen.Statements {
		s := &seen.Statements[i].Noun
		s.Settles = slices.Clone(s.Settles)
		for j, id := range s.Settles {
			s.Settles[j] = other(neutralID, id)
		}
		if id, hidden := neutralID[s.ID]; hidden {
			s.ID, s.Note, s.Locator, s.Quote = id, "", "", ""
			s.Value, _ = n.Value(s.Variable, s.Value, nil)
		}
	}
	seen.Settlements = slices.Clone(d.Settlements)
	for i := range seen.Settlements {
		s := &seen.Settlements[i].Noun
		s.Settles = slices.Clone(s.Settles)
		for j, id := range s.Settles {
			s.Settles[j] = other(neutralID, id)
		}
	}
	seen.Withdrawals = slices.Clone(d.Withdrawals)
	for i := range seen.Withdrawals { // one that is withdrawn comes before what withdraws it
		w := &seen.Withdrawals[i]
		if id, hidden := neutralID[w.Noun.Statement]; hidden {
			neutralID[w.Noun.ID] = Neutral(StatementRef, w.Record)
			w.Noun.ID, w.Noun.Statement, w.Noun.Reason = neutralID[w.Noun.ID], id, ""
		}
	}
	return &seen
}

func other(ids map[string]string, id string) string {
	if neutral, ok := ids[id]; ok {
		return neutral
	}
	return id
}

// Hidden are the records of the statements about incidents that a reader may
// not see as they are, up to one; of some variables, or of all where none is
// named.
func Hidden(ctx context.Context, p *point.Point, upTo int64, variables ...string) ([]int64, error) {
	if p.Viewer.NamesAll() || p.About() != ascribe.Main {
		return nil, nil
	}
	values, err := p.Following().ActorValues(ctx, p.View, upTo)
	if err != nil {
		return nil, err
	}
	asked := func(v store.ActorValue) bool { return len(variables) == 0 || slices.Contains(variables, v.Variable) }
	if !slices.ContainsFunc(values, asked) { // the names of all actors are dear
		return nil, nil
	}
	n, err := disclosing(ctx, p)
	if err != nil || n == nil {
		return nil, err
	}
	var records []int64
	for _, v := range values {
		if asked(v) && n.withheld(n.valueOf(v.Variable, v.Value)) {
			records = append(records, v.Record)
		}
	}
	return records, nil
}

// Hides reports whether one of these dimensions has a value that the reader
// may not see, or one that the codebook's table reads. The index, which has the
// values as they were written, cannot answer then.
func Hides(ctx context.Context, p *point.Point, dimensions []string) (bool, error) {
	return hides(ctx, p, func(variable string) bool {
		return slices.Contains(dimensions, variable) || p.Book.Reads(variable)
	})
}

// ValuesOf gives the values of some variables of incidents as the reader may see them,
// of the values as they were written.
func ValuesOf(ctx context.Context, p *point.Point, variables []string) (func(variable string, values []string) []string, error) {
	asWritten := func(_ string, values []string) []string { return values }
	hidden, err := hides(ctx, p, func(name string) bool { return slices.Contains(variables, name) })
	if err != nil || !hidden {
		return asWritten, err
	}
	n, err := disclosing(ctx, p)
	if err != nil || n == nil {
		return asWritten, err
	}
	return func(variable string, values []string) []string {
		seen := make([]string, len(values))
		for i, value := range values {
			seen[i], _ = n.Value(variable, value, nil)
		}
		return seen
	}, nil
}

// hides reports whether a variable of some has a value that the reader may not see.
func hides(ctx context.Context, p *point.Point, some func(variable string) bool) (bool, error) {
	var open []string // to any text, by each name that they have had
	for i := range p.Book.Vars {
		v := &p.Book.Vars[i]
		if mayBeID(v) && some(v.Name) {
			open = append(append(open, v.Name), v.Was...)
		}
	}
	if len(open) == 0 || p.Viewer.NamesAll() {
		return false, nil
	}
	upTo, err := p.Record(ctx)
	if err != nil {
		return false, err
	}
	records, err := Hidden(ctx, p, upTo, open...)
	return len(records) > 0, err
}

// mayBeID reports whether a value of the variable may be the id of an actor:
// of one that holds any text, too, since what was coded under one codebook can
// be read under another.
func mayBeID(v *codebook.Var) bool {
	return v.Type == ascribe.TypeID || v.Type == ascribe.TypeText
}
