package ask

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TwinsAnswer is what was probably written down twice, the surest first.
type TwinsAnswer struct {
	Rows  []Twin `json:"rows"`
	Total int    `json:"total"` // how many there are; a limit may leave some out
}

// A Twin is two of the record that are probably one.
type Twin struct {
	Kind  ascribe.RecordKind `json:"kind"`
	One   TwinOf             `json:"one"` // the earlier
	Other TwinOf             `json:"other"`
	Score float64            `json:"score"` // how probable it is, of at most 1
	Why   []string           `json:"why"`
}

// TwinOf is one of the two.
type TwinOf struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Twins answers what of some kinds, none being all, was probably written down
// twice, and of which nobody has said yet whether it is one or two. It is asked by
// those who keep the record: an actor's name may be in it.
func Twins(ctx context.Context, p *point.Point, kinds []ascribe.RecordKind, limit int) (*TwinsAnswer, error) {
	if !p.Viewer.NamesAll() {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "twins are looked for by those who keep the record")
	}
	if len(kinds) == 0 {
		kinds = TwinKinds
	}
	answer := &TwinsAnswer{Rows: []Twin{}}
	for _, kind := range kinds {
		c, err := ComparableOf(ctx, p.View, p.Book, kind, false)
		if err != nil {
			return nil, err
		}
		pairs, err := c.Alike(ctx, 0)
		if err != nil {
			return nil, err
		}
		for _, pair := range pairs {
			answer.Rows = append(answer.Rows, c.Twin(pair))
		}
	}
	slices.SortStableFunc(answer.Rows, func(a, b Twin) int { return cmp.Compare(b.Score, a.Score) })
	if answer.Total = len(answer.Rows); limit > 0 {
		answer.Rows = answer.Rows[:min(len(answer.Rows), limit)]
	}
	return answer, nil
}

// Twin is a pair as it is told.
func (c *Comparable) Twin(p PairAlike) Twin {
	const digits = 1e4
	return Twin{
		c.Kind,
		TwinOf{c.IDs[p.One], c.Titles[p.One]},
		TwinOf{c.IDs[p.Other], c.Titles[p.Other]},
		math.Floor(p.Score*digits) / digits, p.Why,
	}
}

// Like answers which things of the record an incident, an actor or a source looks
// like that is not written down yet, the surest first.
func Like(ctx context.Context, p *point.Point, noun ascribe.Noun) ([]Twin, error) {
	if !p.Viewer.NamesAll() {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "twins are looked for by those who keep the record")
	}
	c, err := ComparableOf(ctx, p.View, p.Book, noun.Record(), true)
	if err != nil {
		return nil, err
	}
	n := len(c.IDs)
	c.add(0, noun)
	pairs, err := c.Alike(ctx, n)
	if err != nil {
		return nil, err
	}
	twins := []Twin{}
	for _, pair := range pairs {
		twins = append(twins, c.Twin(pair))
	}
	return twins, nil
}
