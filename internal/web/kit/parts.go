package kit

import (
	"fmt"
	htmltemplate "html/template"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
)

// What the shared parts of templates are given.

// A LabelChip is a label beside its colour.
type LabelChip struct{ Class, Text string }

// Chip is a label with its level, beside its colour.
func (f *Frame) Chip(label, level string) LabelChip {
	return LabelChip{f.Palette.Class(label), OutcomeWords(label, level)}
}

// An EvidenceRow is a statement in a table of evidence.
type EvidenceRow struct {
	Evidence                               disclose.Evidence
	Class                                  string // of the row
	Title, Meaning, Value, ValueMeaning    string
	SourceAddress, StatementAddress, Place string
	PassageAddress                         string // empty: none was marked that may be seen
}

// Month reports whether the day on which it was said is known by its month or year
// alone: it counts from the end of that.
func (r EvidenceRow) Month() bool { return r.Evidence.Said.First() != r.Evidence.Said.Last() }

// Row is a statement as a row.
func (f *Frame) Row(e disclose.Evidence, class string) EvidenceRow {
	g := f.Glossary
	passage := ""
	if e.Passage != nil {
		passage = f.ToPassage(*e.Passage)
	}
	return EvidenceRow{
		PassageAddress: passage,
		Evidence:       e, Class: class,
		Title: g.VariableTitle(e.Variable), Meaning: g.Meaning(e.Variable),
		Value: g.ValueWords(e.Variable, e.Value), ValueMeaning: g.ValueMeaning(e.Variable, e.Value),
		SourceAddress: f.ToSource(e.Source), StatementAddress: f.ToStatement(e.Statement),
	}
}

// A written is who wrote something down, when and why.
type written struct {
	ask.Writing
	To   string // the address of the entry
	When htmltemplate.HTML
	// Amendings are when it was given other values since.
	Amendings []amending
}

type amending struct {
	ask.Amending
	What string // as in "Its title"
	To   string
	When htmltemplate.HTML
}

// Writing is who wrote something down, for a page.
func (f *Frame) Writing(w ask.Writing) written {
	list := make([]amending, len(w.Amended))
	for i, a := range w.Amended {
		list[i] = amending{a, ascribe.FieldWords(a.Field), f.ToEntry(a.Entry), f.Instant(a.Time)}
	}
	return written{w, f.ToEntry(w.Entry), f.Instant(w.Time), list}
}

// Log is the address of the log of what a page is about.
func (f *Frame) Log() string { return f.To(f.Path() + "/log") }

// day is the day that is asked for, nil where there is no limit.
func (f *Frame) Day() *ascribe.Day {
	if day := f.At.AsOf.Known; day != ascribe.Forever {
		return &day
	}
	return nil
}

// Told is a statement as a row of a table. Where its value would tell a name
// that is kept back, it says so.
func (f *Frame) Told(e disclose.Evidence) EvidenceRow {
	row := f.Row(e, "")
	row.Value = f.Short(f.ValueOf(e))
	return row
}

// ShortValue is the value of a statement in a few words.
func (f *Frame) ShortValue(e *disclose.Evidence) string { return f.Line(f.ValueOf(*e)) }

// ValueOf is the value of a statement in words.
func (f *Frame) ValueOf(e disclose.Evidence) string {
	if e.Withheld {
		return "kept back: it would name the person"
	}
	return f.Glossary.ValueWords(e.Variable, e.Value)
}

// Instant is a time as people write it, in UTC, with its exact form in reach.
func (f *Frame) Instant(t time.Time) htmltemplate.HTML {
	t = t.UTC()
	exact := t.Format("2006-01-02T15:04:05.000000Z")
	return htmltemplate.HTML(fmt.Sprintf(`<time datetime="%s" title="%[1]s">%s, %s UTC</time>`, exact, DateWords(t.Format(time.DateOnly)), t.Format("15:04")))
}
