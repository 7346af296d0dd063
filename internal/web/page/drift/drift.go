package drift

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

func askDrift(ctx context.Context, v *kit.View, _ *kit.Asked) (*ask.DriftAnswer, error) {
	return ask.Drift(ctx, v.At)
}

// DriftFlow is how labels moved, as it is drawn.
func (f driftPage) DriftFlow(d *ask.DriftAnswer) flow {
	w := flow{Palette: f.Palette, Now: f.NowWords(), To: f.OfPair}
	for _, p := range d.Pairs {
		w.Pairs = append(w.Pairs, pair{p})
	}
	return w
}

// Behind is the address of the incidents behind a number: pairs are names and
// values of what they are.
func (f driftPage) Behind(pairs ...string) string { return f.To("/drift/incidents", pairs...) }

// OfPair is that of the incidents with a first label, a label now, or both.
func (f driftPage) OfPair(first, now string) string {
	return f.Behind("first", orNone(first), "now", orNone(now))
}

// OfFirst is that of all with a first label.
func (f driftPage) OfFirst(first string) string { return f.Behind("first", orNone(first)) }

// OfRevision is that of those that had so many revisions.
func (f driftPage) OfRevision(n int) string { return f.Behind("revision", strconv.Itoa(n)) }

// orNone is a value as it is asked for.
func orNone(value string) string { return cmp.Or(value, ask.NoneSaid) }

// NowWords are the day that is asked for in words, or today.
func (f driftPage) NowWords() string { return nowWords(f.Frame) }

func nowWords(f *kit.Frame) string {
	if day := f.Day(); day != nil {
		return "on " + kit.DateWords(day.String())
	}
	return "now"
}

// A driftPair is a pair of labels with the incidents of its first label.
type driftPair struct {
	ask.DriftPair
	Of int
}

// DriftPairs are the pairs that moved, those of most incidents first, then
// those that stayed.
func (f driftPage) DriftPairs(d *ask.DriftAnswer) []driftPair {
	of := map[string]int{}
	for _, p := range d.Pairs {
		of[p.First] += p.N
	}
	list := make([]driftPair, len(d.Pairs))
	for i, p := range d.Pairs {
		list[i] = driftPair{p, of[p.First]}
	}
	stayed := func(p driftPair) int {
		if p.First == p.Now {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(list, func(a, b driftPair) int {
		return cmp.Or(stayed(a)-stayed(b), b.N-a.N)
	})
	return list
}

// DaysWords are a number of days as people say it: of the first label, which
// may have come before the event, and of the revisions.
func (f driftPage) DaysWords(median float64) string {
	text := strconv.FormatFloat(median, 'f', -1, 64)
	switch {
	case median == 0:
		return "the same day"
	case median == 1:
		return "1 day"
	case median < 0:
		return strings.TrimPrefix(text, "-") + " days before"
	case median >= 730:
		return kit.Number(int(median)) + " days, " + strconv.FormatFloat(median/365.25, 'f', 1, 64) + " years"
	}
	return text + " days"
}

// At most so many causes and speakers are shown at once, and so many folded
// away.
const (
	shownRows  = 15
	foldedRows = 100
)

// A driftPart is a list of which the first rows are shown, more are folded
// away, and the rest is only told of.
type driftPart[R any] struct {
	Rows, Folded []R
	Rest         int // how many rows there are beside
	Base, Other  int // of causes: all revisions, and those of the rest
}

func newDriftPart[R any](rows []R) (p driftPart[R]) {
	shown, folded := min(len(rows), shownRows), min(len(rows), shownRows+foldedRows)
	return driftPart[R]{Rows: rows[:shown], Folded: rows[shown:folded], Rest: len(rows) - folded}
}

// Causes are the kinds of evidence that revisions came from, those of most
// first.
func (f driftPage) Causes(d *ask.DriftAnswer) driftPart[ask.DriftCause] {
	p := newDriftPart(d.Causes)
	for i, c := range d.Causes {
		p.Base += c.N
		if i >= shownRows+foldedRows {
			p.Other += c.N
		}
	}
	return p
}

// A driftSpeaker is a speaker as a row.
type driftSpeaker struct {
	ask.DriftSpeaker
	To, ToHeld string // the incidents that they labelled, and those of them whose label held
}

// Speaker is a speaker as a row.
func (f driftPage) Speaker(s ask.DriftSpeaker) driftSpeaker {
	return driftSpeaker{s, f.Behind("speaker", s.Speaker), f.Behind("speaker", s.Speaker, "held", "yes")}
}

// Speakers are those who gave incidents a label of their own, those of most
// first.
func (f driftPage) Speakers(d *ask.DriftAnswer) driftPart[ask.DriftSpeaker] {
	return newDriftPart(d.Speakers)
}

// A driftCause is a cause as a row.
type driftCause struct {
	ask.DriftCause
	Title, Meaning string
	Base           int
	To             string // the incidents with these revisions
}

// Cause is a cause as a row, of so many revisions.
func (f driftPage) Cause(c ask.DriftCause, base int) driftCause {
	to := f.Behind("taken_back", "1")
	if c.Variable != "" {
		to = f.Behind("source_kind", orNone(c.SourceKind), "basis", orNone(string(c.Basis)), "variable", c.Variable)
	}
	return driftCause{c, f.Glossary.VariableTitle(c.Variable), f.Glossary.Meaning(c.Variable), base, to}
}

// driftPage is what the template of the page is given.
type driftPage struct {
	*kit.Page[kit.Asked, ask.DriftAnswer]
}
