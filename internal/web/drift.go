package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app"
)

func askDrift(ctx context.Context, v *view, _ *Asked) (*app.Drift, error) {
	return v.record.Drift(ctx, v.question)
}

// DriftFlow is how labels moved, as it is drawn.
func (f *frame) DriftFlow(d *app.Drift) flow {
	return flow{Looks: f.Looks, Pairs: d.Pairs, Now: f.NowWords()}
}

// NowWords are the day that is asked for in words, or today.
func (f *frame) NowWords() string {
	if day := f.day(); day != nil {
		return "on " + dateWords(day.String())
	}
	return "now"
}

// A driftPair is a pair of labels with the incidents of its first label.
type driftPair struct {
	app.DriftPair
	Of int
}

// DriftPairs are the pairs that moved, those of most incidents first, then
// those that stayed.
func (f *frame) DriftPairs(d *app.Drift) []driftPair {
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
func (f *frame) DaysWords(median float64) string {
	text := strconv.FormatFloat(median, 'f', -1, 64)
	switch {
	case median == 0:
		return "the same day"
	case median == 1:
		return "1 day"
	case median < 0:
		return strings.TrimPrefix(text, "-") + " days before"
	case median >= 730:
		return number(int(median)) + " days, " + strconv.FormatFloat(median/365.25, 'f', 1, 64) + " years"
	}
	return text + " days"
}

// maxDriftRows is how many causes and speakers a page shows.
const maxDriftRows = 60

// Causes are the kinds of evidence that caused most revisions, and how many
// revisions there were in all.
func (f *frame) Causes(d *app.Drift) (c struct {
	Rows        []app.DriftCause
	Base, Other int
},
) {
	for i, cause := range d.Causes {
		c.Base += cause.N
		if i >= maxDriftRows {
			c.Other += cause.N
		}
	}
	c.Rows = d.Causes[:min(len(d.Causes), maxDriftRows)]
	return c
}

// Speakers are those who gave most incidents a label of their own, and how
// many more there are.
func (f *frame) Speakers(d *app.Drift) (s struct {
	Rows []app.DriftSpeaker
	More int
},
) {
	s.Rows = d.Speakers[:min(len(d.Speakers), maxDriftRows)]
	s.More = len(d.Speakers) - len(s.Rows)
	return s
}
