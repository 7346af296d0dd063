package web

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
)

// What the shared parts of templates are given.

// A labelChip is a label beside its colour.
type labelChip struct{ Class, Text string }

// Chip is a label with its level, beside its colour.
func (f *frame) Chip(label, level string) labelChip {
	return labelChip{f.Looks.Class(label), outcomeWords(label, level)}
}

// An evidenceRow is a statement in a table of evidence.
type evidenceRow struct {
	Evidence                               disclose.Evidence
	Class                                  string // of the row
	Title, Meaning, Value, ValueMeaning    string
	SourceAddress, StatementAddress, Place string
}

// Row is a statement as a row.
func (f *frame) Row(e disclose.Evidence, class string) evidenceRow {
	g := f.Glossary
	return evidenceRow{
		Evidence: e, Class: class,
		Title: g.VariableTitle(e.Variable), Meaning: g.Meaning(e.Variable),
		Value: g.ValueWords(e.Variable, e.Value), ValueMeaning: g.ValueMeaning(e.Variable, e.Value),
		SourceAddress: f.ToSource(e.Source), StatementAddress: f.ToStatement(e.Statement),
	}
}

// SmallStrip is the strip of a row of incidents.
func (f *frame) SmallStrip(r ask.IncidentRow) smallStrip {
	s := smallStrip{Looks: f.Looks, Spans: r.Spans, Ticks: r.Ticks, Known: f.day()}
	if r.Event != nil {
		s.Event = &r.Event.To
	}
	return s
}

// BigStrip is the strip of an incident's own page.
func (f *frame) BigStrip(a *incidentAnswer) bigStrip {
	b := bigStrip{Looks: f.Looks, Spans: a.History, Ticks: a.Ticks(), Known: f.day()}
	if v := f.Glossary.WithRole(ascribe.RoleEventDate); v != nil && a.Attribution != nil {
		if found := a.Found(v.Name); found != nil {
			if date, err := ascribe.ParseDate(found.Value); err == nil && !date.OpenEnded() {
				day := date.Last()
				b.Event = &day
			}
		}
	}
	return b
}

// day is the day that is asked for, nil where there is no limit.
func (f *frame) day() *ascribe.Day {
	if day := f.question.AsOf.Known; day != ascribe.Forever {
		return &day
	}
	return nil
}
