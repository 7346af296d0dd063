package classify

import (
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// Attribute answers who was behind the incident, as known on the day.
func (r *Reading) Attribute(known ascribe.Day) *ascribe.Attribution {
	a := r.Answer(known)
	a.Linchpins = r.linchpins(known, a.Outcome)
	return a
}

// Answer is the attribution without its linchpins, for which the incident is
// read again without each of its sources.
func (r *Reading) Answer(known ascribe.Day) *ascribe.Attribution {
	r = r.On(known)
	v := r.view(known)
	a := &ascribe.Attribution{
		Belief:        ascribe.Belief{Outcome: v.outcome()},
		CouldBecome:   v.couldBecome(),
		OpenQuestions: v.openQuestions(),
		Variables:     []ascribe.Finding{},
		Reasons:       []ascribe.Reasoning{},
		Conflicts:     []ascribe.Conflict{},
		Linchpins:     []ascribe.Linchpin{},
	}
	a.Settled = len(a.CouldBecome) == 0
	differences, conflicting := r.differences(known)
	a.CodersDiffer = differences
	for i := range v.evidence {
		f := v.evidence[i].finding()
		a.Variables = append(a.Variables, f)
		if coders := conflicting[f.Variable]; coders || len(f.Statements) > 0 && len(f.Against) > 0 {
			a.Conflicts = append(a.Conflicts, ascribe.Conflict{Variable: f.Variable, Value: f.Value, For: f.Statements, Against: f.Against, Coders: coders})
		}
	}
	if row := v.deciding(); row != nil {
		grounds := v.grounds(row.Test, codebook.True)
		a.Grade = v.grade(row.Test, codebook.True)
		a.IndependentSources = r.publishers(grounds)
		a.Reasons = append(a.Reasons, reasoning(row, grounds))
	}
	return a
}

// Belief is the label and level alone, and whether they are settled.
func (r *Reading) Belief(known ascribe.Day) ascribe.Belief { return r.view(known).belief() }

// Value is what is known of the variable on the day, by its name.
func (r *Reading) Value(name string, known ascribe.Day) ascribe.Finding {
	v := r.book.Var(name)
	if v == nil {
		return ascribe.Finding{Variable: name, State: ascribe.StateUnknown}
	}
	e := r.weigh(v.Index, known)
	return e.finding()
}

// State says whether something is known.
func (e *Weighed) State() ascribe.State {
	switch {
	case len(e.codes) > 0:
		return ascribe.StateKnown
	case e.inadequate:
		return ascribe.StateInadequate
	case e.value() == codebook.Nothing:
		return ascribe.StateUnknown
	case e.top.Value == codebook.NotExamined:
		return ascribe.StateNotExamined
	case e.top.Value == codebook.NoneFound:
		return ascribe.StateNoneFound
	}
	return ascribe.StateKnown
}

// Values are the picked values as coded, of several in the codebook's order;
// none where nothing is known.
func (e *Weighed) Values() []string {
	values := []string{}
	for code := codebook.FirstCode; code < 64; code++ {
		if c := e.codes[code]; c != nil {
			values = append(values, c.Text)
		}
	}
	if len(values) == 0 && e.value() != codebook.Nothing {
		values = append(values, e.top.Text)
	}
	return values
}

// finding is the value with the statements for and against it.
func (e *Weighed) finding() ascribe.Finding {
	values := e.Values()
	f := ascribe.Finding{
		Variable: e.v.Name,
		Value:    strings.Join(values, ";"),
		Values:   values,
		State:    e.State(),
	}
	if top := e.strongest(^uint64(0)); top != nil && top.Value != codebook.Nothing {
		f.Grade = top.Grade
	}
	var pro, contra []*Claim
	for _, c := range e.cands {
		switch e.fateOf(c, values) {
		case For:
			pro = append(pro, c)
		case Against:
			contra = append(contra, c)
		}
	}
	f.Statements, f.Against = e.utterances(pro), e.utterances(contra)
	return f
}

// utterances are the ids of claims, one for each utterance: of a variable that
// takes several values, of each code.
func (e *Weighed) utterances(claims []*Claim) []string {
	ids := []string{}
	alike := func(a, b *Claim) bool { return !e.v.Several || a.is(b.Value, b.Text) }
	for _, c := range onePerUtterance(claims, ranking(e.v.Policy), alike) {
		ids = append(ids, c.at.Noun.ID)
	}
	return ids
}

// strongest is, of the picked claims whose values are in the set, the one of
// the best grade.
func (e *Weighed) strongest(set uint64) *Claim {
	if !e.v.Several || len(e.codes) == 0 {
		return e.top
	}
	var top *Claim
	for code, c := range e.codes {
		if set&(1<<code) != 0 && (top == nil || best(c, top) > 0) {
			top = c
		}
	}
	return top
}

// A ground is a variable that made a part of a condition what it is, and the
// claims that carry its value there.
type ground struct {
	e      *Weighed
	claims []*Claim
}

// grounds collects, over the parts of a condition that made it true or false
// as it is, the variables with the claims behind their values.
func (v *view) grounds(n *codebook.Node, want codebook.Truth) []ground {
	if n == nil || n.Truth(v.known) != want {
		return nil
	}
	var list []ground
	note := func(i int, set uint64) {
		e := &v.evidence[i]
		claims := e.carrying(set)
		for j := range list {
			if list[j].e == e {
				list[j].claims = union(list[j].claims, claims)
				return
			}
		}
		list = append(list, ground{e, claims})
	}
	each(n, v.known, want, func(leaf *codebook.Node) {
		for _, i := range leaf.Tested() {
			note(i, tested(leaf))
		}
	})
	return list
}

// tested is the set of codes that a test is about.
func tested(leaf *codebook.Node) uint64 {
	if leaf.Op == codebook.Has {
		return leaf.Bits
	}
	return ^uint64(0)
}

// each calls visit with the tests that make a part of a condition what it is:
// of an "or" that holds those that hold, of an "and" all.
func each(n *codebook.Node, vals []codebook.Values, want codebook.Truth, visit func(leaf *codebook.Node)) {
	switch n.Op {
	case codebook.And, codebook.Or:
		for _, k := range n.Kids {
			if k.Truth(vals) == want {
				each(k, vals, want, visit)
			}
		}
	case codebook.Not:
		each(n.Kids[0], vals, want.Not(), visit)
	case codebook.Const:
	default:
		visit(n)
	}
}

// carrying are the claims that assert the picked values in the set.
func (e *Weighed) carrying(set uint64) []*Claim {
	var claims []*Claim
	values := e.Values()
	for _, c := range e.cands {
		if c.Stance != ascribe.Asserts || !slices.Contains(values, c.Text) {
			continue
		}
		if e.v.Several && len(e.codes) > 0 && set&(1<<c.Value) == 0 {
			continue
		}
		claims = append(claims, c)
	}
	return claims
}

func union(a, b []*Claim) []*Claim {
	for _, c := range b {
		if !slices.Contains(a, c) {
			a = append(a, c)
		}
	}
	return a
}

// grade of the part of a condition: of what is enough the best, of what is
// needed the weakest. A test of a value that no statement gives has none.
func (v *view) grade(n *codebook.Node, want codebook.Truth) ascribe.Grade {
	if n == nil || n.Truth(v.known) != want {
		return 0
	}
	switch n.Op {
	case codebook.Not:
		return v.grade(n.Kids[0], want.Not())
	case codebook.And, codebook.Or:
		enough := (n.Op == codebook.Or) == (want == codebook.True)
		var total ascribe.Grade
		for _, k := range n.Kids {
			g := v.grade(k, want)
			if g == 0 {
				continue
			}
			if total == 0 || enough == (g.Compare(total) < 0) {
				total = g
			}
		}
		return total
	case codebook.Const:
		return 0
	}
	var weakest ascribe.Grade
	for _, i := range n.Tested() {
		if c := v.evidence[i].strongest(tested(n)); c != nil && (weakest == 0 || c.Grade.Compare(weakest) > 0) {
			weakest = c.Grade
		}
	}
	return weakest
}

func reasoning(row *codebook.Row, grounds []ground) ascribe.Reasoning {
	reason := ascribe.Reasoning{Row: row.ID, Condition: row.When, Explanation: row.Explanation, Variables: []ascribe.ReasonVariable{}}
	for _, g := range grounds {
		rv := ascribe.ReasonVariable{Variable: g.e.v.Name, Statements: []string{}}
		var values []string
		for _, c := range g.claims {
			rv.Statements = append(rv.Statements, c.at.Noun.ID)
			if !slices.Contains(values, c.Text) {
				values = append(values, c.Text)
			}
		}
		rv.Value = strings.Join(values, ";")
		reason.Variables = append(reason.Variables, rv)
	}
	return reason
}
