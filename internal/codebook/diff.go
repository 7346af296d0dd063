package codebook

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// A Change is one difference between two codebooks.
type Change struct {
	Part    Part       `json:"part"`
	Name    string     `json:"name"` // of the part; what lies in another is written with a slash: contact/member
	Kind    ChangeKind `json:"kind"`
	Message string     `json:"message"`
}

// String is the change as a sentence.
func (c Change) String() string { return c.Message }

// Part says which part of a codebook a change is about.
type Part string

const (
	PartCodebook  Part = "codebook"
	PartVariable  Part = "variable"
	PartValue     Part = "value"
	PartCloses    Part = "closes"
	PartLabel     Part = "label"
	PartLevel     Part = "level"
	PartRow       Part = "row"
	PartCrosswalk Part = "crosswalk"
)

// ChangeKind says what happened to a part.
type ChangeKind string

const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
	Moved   ChangeKind = "moved"
	Renamed ChangeKind = "renamed"
)

// Diff lists what changed from an old codebook to a new one, in the order of
// the format. It is empty exactly where the two say the same, though their
// files may be written otherwise.
func Diff(old, new *ascribe.Codebook) []Change {
	d := &differ{changes: []Change{}}
	d.heading(old, new)
	d.variables(old, new)
	d.closings(old, new)
	d.labels(old, new)
	d.rows(old, new)
	d.crosswalks(old, new)
	return d.changes
}

type differ struct{ changes []Change }

func (d *differ) note(part Part, name string, kind ChangeKind, format string, args ...any) {
	d.changes = append(d.changes, Change{part, name, kind, fmt.Sprintf(format, args...)})
}

// aspect notes that one property of a part changed.
func (d *differ) aspect(part Part, name, of, what, old, new string) {
	if old == new {
		return
	}
	switch {
	case old == "":
		d.note(part, name, Changed, "%s: the %s is now %s; there was none.", of, what, yamltext.Quote(new))
	case new == "":
		d.note(part, name, Changed, "%s: the %s %s was taken out.", of, what, yamltext.Quote(old))
	default:
		d.note(part, name, Changed, "%s: the %s changed from %s to %s.", of, what, yamltext.Quote(old), yamltext.Quote(new))
	}
}

// prose notes that a longer text changed, without repeating it.
func (d *differ) prose(part Part, name, of, what, old, new string) {
	if old != new {
		d.note(part, name, Changed, "%s: the %s was reworded.", of, what)
	}
}

func (d *differ) heading(old, new *ascribe.Codebook) {
	book := "Codebook"
	d.aspect(PartCodebook, new.ID, book, "id", old.ID, new.ID)
	d.aspect(PartCodebook, new.ID, book, "version", old.Version, new.Version)
	d.aspect(PartCodebook, new.ID, book, "format", format(old), format(new))
	d.titles(PartCodebook, new.ID, book, "title", translated{old.Title, old.Titles}, translated{new.Title, new.Titles})
	d.prose(PartCodebook, new.ID, book, "description", old.Description, new.Description)
	d.aspect(PartCodebook, new.ID, book, "worst adequate grade", worst(old.Adequate), worst(new.Adequate))
}

func format(c *ascribe.Codebook) string { return strconv.Itoa(max(c.Format, 1)) }

// translated is a text with all its languages, where it is given by language.
type translated struct {
	text string
	all  []ascribe.Translation
}

// was notes from which earlier names a part keeps what was coded.
func (d *differ) was(part Part, name, of string, old, new []string) {
	before, after := sorted(old), sorted(new)
	switch {
	case slices.Equal(before, after):
	case len(after) == 0:
		d.note(part, name, Changed, "%s: it no longer has what was coded under %s.", of, listed(before))
	default:
		d.note(part, name, Changed, "%s: it has what was coded under %s.", of, listed(after))
	}
}

// titles notes that a text changed that can be given by language.
func (d *differ) titles(part Part, name, of, what string, old, new translated) {
	d.aspect(part, name, of, what, old.text, new.text)
	if old.text == new.text && !slices.Equal(old.all, new.all) {
		d.note(part, name, Changed, "%s: the %s changed in another language.", of, what)
	}
}

func worst(a ascribe.Adequacy) string {
	return string(cmp.Or(a.Reliability, "C")) + string(cmp.Or(a.Credibility, "3"))
}

func (d *differ) variables(old, new *ascribe.Codebook) {
	earlier := renames(old.Variables, new.Variables, func(v *ascribe.Variable) (string, []string) { return v.Name, v.Was })
	compare(old.Variables, new.Variables, comparison[ascribe.Variable]{
		name:    func(v *ascribe.Variable) string { return v.Name },
		earlier: earlier,
		removed: func(v *ascribe.Variable) { d.note(PartVariable, v.Name, Removed, "Variable %s was removed.", v.Name) },
		added:   func(v *ascribe.Variable) { d.note(PartVariable, v.Name, Added, "Variable %s was added.", v.Name) },
		both:    d.variable,
		moved: func(v, after *ascribe.Variable) {
			d.note(PartVariable, v.Name, Moved, "Variable %s was moved%s.", v.Name, behind(after, func() string { return after.Name }))
		},
	})
}

// behind ends a sentence about a part that was moved.
func behind[T any](after *T, name func() string) string {
	if after == nil {
		return " to the beginning"
	}
	return " behind " + name()
}

func (d *differ) variable(old, new *ascribe.Variable) {
	name, of := new.Name, "Variable "+new.Name
	if old.Name != new.Name {
		d.note(PartVariable, name, Renamed, "Variable %s is now called %s.", old.Name, new.Name)
	}
	d.was(PartVariable, name, of, old.Was, new.Was)
	d.titles(PartVariable, name, of, "title", translated{old.Title, old.Titles}, translated{new.Title, new.Titles})
	d.aspect(PartVariable, name, of, "kind of subject", subjects(old), subjects(new))
	d.aspect(PartVariable, name, of, "type", string(cmp.Or(old.Type, ascribe.TypeCode)), string(cmp.Or(new.Type, ascribe.TypeCode)))
	if old.Several != new.Several {
		d.note(PartVariable, name, Changed, "%s: it now takes %s.", of, choose(new.Several, "several values", "one value only"))
	}
	d.aspect(PartVariable, name, of, "role", string(old.Role), string(new.Role))
	d.aspect(PartVariable, name, of, "policy", string(cmp.Or(old.Policy, ascribe.PolicyLatest)), string(cmp.Or(new.Policy, ascribe.PolicyLatest)))
	d.aspect(PartVariable, name, of, "decisive value", old.Decisive, new.Decisive)
	d.aspect(PartVariable, name, of, "default", old.Default, new.Default)
	if old.Open != new.Open {
		d.note(PartVariable, name, Changed, "%s: it is now %s.", of, choose(new.Open, "open; no statement leaves the question open", "closed; no statement means its default"))
	}
	d.prose(PartVariable, name, of, "definition", old.Definition, new.Definition)
	d.prose(PartVariable, name, of, "coding note", old.Note, new.Note)
	d.aspect(PartVariable, name, of, "source", old.Source, new.Source)
	d.values(name, old.Values, new.Values)
}

func subjects(v *ascribe.Variable) string {
	if len(v.Of) == 0 {
		return string(ascribe.OfIncident)
	}
	return listed(v.Of)
}

func choose(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

func (d *differ) values(of string, old, new []ascribe.Value) {
	name := func(v *ascribe.Value) string { return of + "/" + v.Code }
	phrases := 0
	earlier := renames(old, new, func(v *ascribe.Value) (string, []string) { return v.Code, v.Was })
	compare(old, new, comparison[ascribe.Value]{
		name:    func(v *ascribe.Value) string { return v.Code },
		earlier: earlier,
		removed: func(v *ascribe.Value) {
			d.note(PartValue, name(v), Removed, "Variable %s: the value %s was removed.", of, v.Code)
		},
		added: func(v *ascribe.Value) {
			d.note(PartValue, name(v), Added, "Variable %s: the value %s was added.", of, v.Code)
		},
		both: func(old, new *ascribe.Value) {
			where := fmt.Sprintf("Variable %s, value %s", of, new.Code)
			if old.Code != new.Code {
				d.note(PartValue, name(new), Renamed, "Variable %s: the value %s is now called %s.", of, old.Code, new.Code)
			}
			d.was(PartValue, name(new), where, old.Was, new.Was)
			if old.Says != new.Says || !slices.Equal(old.SaysIn, new.SaysIn) {
				phrases++
			}
			if old.LeavesOpen != new.LeavesOpen {
				d.note(PartValue, name(new), Changed, "%s: it %s the question open.", where, choose(new.LeavesOpen, "now leaves", "no longer leaves"))
			}
			d.prose(PartValue, name(new), where, "definition", old.Definition, new.Definition)
			d.prose(PartValue, name(new), where, "coding note", old.Note, new.Note)
		},
		moved: func(v, after *ascribe.Value) {
			d.note(PartValue, name(v), Moved, "Variable %s: the value %s was moved%s in the order of values.", of, v.Code, behind(after, func() string { return after.Code }))
		},
	})
	switch { // they come by the dozen
	case phrases == 1:
		d.note(PartVariable, of, Changed, "Variable %s: the phrase of one value was reworded.", of)
	case phrases > 1:
		d.note(PartVariable, of, Changed, "Variable %s: the phrases of %d values were reworded.", of, phrases)
	}
}

func (d *differ) closings(old, new *ascribe.Codebook) {
	compare(old.Closes, new.Closes, comparison[ascribe.Closing]{
		name: func(c *ascribe.Closing) string { return c.Variable },
		removed: func(c *ascribe.Closing) {
			d.note(PartCloses, c.Variable, Removed, "Closing: %s no longer closes the open variables.", c.Variable)
		},
		added: func(c *ascribe.Closing) {
			d.note(PartCloses, c.Variable, Added, "Closing: %s now closes the open variables where it is %s.", c.Variable, listed(c.Values))
		},
		both: func(old, new *ascribe.Closing) {
			if before, after := sorted(old.Values), sorted(new.Values); !slices.Equal(before, after) {
				d.note(PartCloses, new.Variable, Changed, "Closing: %s now closes the open variables where it is %s, no longer where it is %s.", new.Variable, listed(after), listed(before))
			}
		},
	})
}

func sorted(words []string) []string { return slices.Sorted(slices.Values(words)) }

func (d *differ) labels(old, new *ascribe.Codebook) {
	compare(old.Labels, new.Labels, comparison[ascribe.Label]{
		name:    func(l *ascribe.Label) string { return l.Name },
		removed: func(l *ascribe.Label) { d.note(PartLabel, l.Name, Removed, "Label %s was removed.", l.Name) },
		added:   func(l *ascribe.Label) { d.note(PartLabel, l.Name, Added, "Label %s was added.", l.Name) },
		both: func(old, new *ascribe.Label) {
			d.prose(PartLabel, new.Name, "Label "+new.Name, "definition", old.Definition, new.Definition)
			d.levels(new.Name, old.Levels, new.Levels)
		},
		moved: func(l, after *ascribe.Label) {
			d.note(PartLabel, l.Name, Moved, "Label %s was moved%s.", l.Name, behind(after, func() string { return after.Name }))
		},
	})
}

func (d *differ) levels(of string, old, new []ascribe.Level) {
	name := func(l *ascribe.Level) string { return of + "/" + l.Name }
	compare(old, new, comparison[ascribe.Level]{
		name: func(l *ascribe.Level) string { return l.Name },
		removed: func(l *ascribe.Level) {
			d.note(PartLevel, name(l), Removed, "Label %s: the level %s was removed.", of, l.Name)
		},
		added: func(l *ascribe.Level) {
			d.note(PartLevel, name(l), Added, "Label %s: the level %s was added.", of, l.Name)
		},
		both: func(old, new *ascribe.Level) {
			d.prose(PartLevel, name(new), fmt.Sprintf("Label %s, level %s", of, new.Name), "definition", old.Definition, new.Definition)
		},
		moved: func(l, after *ascribe.Level) {
			d.note(PartLevel, name(l), Moved, "Label %s: the level %s was moved%s.", of, l.Name, behind(after, func() string { return after.Name }))
		},
	})
}

func (d *differ) rows(old, new *ascribe.Codebook) {
	compare(old.Rows, new.Rows, comparison[ascribe.DecisionRow]{
		name: func(r *ascribe.DecisionRow) string { return r.ID },
		removed: func(r *ascribe.DecisionRow) {
			d.note(PartRow, r.ID, Removed, "Row %s, which gave %s, was removed.", r.ID, outcomeWords(r))
		},
		added: func(r *ascribe.DecisionRow) {
			d.note(PartRow, r.ID, Added, "Row %s was added; it gives %s %s.", r.ID, outcomeWords(r), whenWords(r.When))
		},
		both: func(old, new *ascribe.DecisionRow) {
			of := "Row " + new.ID
			d.aspect(PartRow, new.ID, of, "label", outcomeWords(old), outcomeWords(new))
			if before, after := oneLine(old.When), oneLine(new.When); before != after {
				d.note(PartRow, new.ID, Changed, "%s: it now holds %s; it held %s.", of, whenWords(after), whenWords(before))
			}
			d.prose(PartRow, new.ID, of, "explanation", old.Explanation, new.Explanation)
		},
		moved: func(r, after *ascribe.DecisionRow) {
			d.note(PartRow, r.ID, Moved, "Row %s was moved%s.", r.ID, behind(after, func() string { return "row " + after.ID }))
		},
	})
}

func outcomeWords(r *ascribe.DecisionRow) string { return strings.TrimSpace(r.Label + " " + r.Level) }

func whenWords(when string) string {
	if oneLine(when) == "" {
		return "always"
	}
	return "when " + oneLine(when)
}

// oneLine is a condition without its line breaks, which mean nothing.
func oneLine(when string) string { return strings.Join(strings.Fields(when), " ") }

func (d *differ) crosswalks(old, new *ascribe.Codebook) {
	compare(old.Crosswalks, new.Crosswalks, comparison[ascribe.Crosswalk]{
		name: func(w *ascribe.Crosswalk) string { return w.ID },
		removed: func(w *ascribe.Crosswalk) {
			d.note(PartCrosswalk, w.ID, Removed, "Crosswalk %s was removed.", w.ID)
		},
		added: func(w *ascribe.Crosswalk) { d.note(PartCrosswalk, w.ID, Added, "Crosswalk %s was added.", w.ID) },
		both: func(old, new *ascribe.Crosswalk) {
			of := "Crosswalk " + new.ID
			d.titles(PartCrosswalk, new.ID, of, "title", translated{old.Title, old.Titles}, translated{new.Title, new.Titles})
			d.aspect(PartCrosswalk, new.ID, of, "source", old.Source, new.Source)
			d.mappings(new.ID, old.Mappings, new.Mappings)
		},
		moved: func(w, after *ascribe.Crosswalk) {
			d.note(PartCrosswalk, w.ID, Moved, "Crosswalk %s was moved%s.", w.ID, behind(after, func() string { return after.ID }))
		},
	})
}

func (d *differ) mappings(of string, old, new []ascribe.Mapping) {
	compare(old, new, comparison[ascribe.Mapping]{
		name: func(m *ascribe.Mapping) string { return strings.Join([]string{m.Label, m.Level, m.Term}, "\x00") },
		removed: func(m *ascribe.Mapping) {
			d.note(PartCrosswalk, of, Changed, "Crosswalk %s: %s was removed.", of, mappingWords(m))
		},
		added: func(m *ascribe.Mapping) {
			d.note(PartCrosswalk, of, Changed, "Crosswalk %s: %s was added.", of, mappingWords(m))
		},
		both: func(old, new *ascribe.Mapping) {
			if old.Relation != new.Relation {
				d.note(PartCrosswalk, of, Changed, "Crosswalk %s: %s; the relation was %s.", of, mappingWords(new), old.Relation)
			}
		},
		moved: func(m, _ *ascribe.Mapping) {
			d.note(PartCrosswalk, of, Moved, "Crosswalk %s: %s was moved.", of, mappingWords(m))
		},
	})
}

func mappingWords(m *ascribe.Mapping) string {
	from := strings.TrimSpace(m.Label + " " + m.Level)
	if m.Term == "" {
		return from + ", which has no term there,"
	}
	return fmt.Sprintf("%s → %s (%s)", from, m.Term, m.Relation)
}
