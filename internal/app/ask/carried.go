package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// maxCarried is how many incidents a record has at most for its sources to be
// told what each carries: every incident is read without each of its sources.
const maxCarried = 2_000

// A carriedFrom is a point from which it was worked out what sources carry.
type carriedFrom struct {
	asOf ascribe.AsOf
	book point.BookName
}

// carried is how many incidents would have another label or level without each
// source, its corrections, and what rests on it alone; sources that carry none
// are left out. It is nil where there are no labels, or too many incidents.
func carried(ctx context.Context, p *point.Point) (map[string]int, error) {
	if p.About() != ascribe.Main || len(p.Book.Rows) == 0 {
		return nil, nil
	}
	record, err := p.Record(ctx)
	if err != nil {
		return nil, err
	}
	if n, err := p.View.IncidentCount(ctx, p.About(), record); err != nil || n > maxCarried {
		return nil, err
	}
	from := carriedFrom{p.AsOf, point.NameOf(p.Book)}
	if found := point.Recently[carriedFrom, map[string]int](p).Get(from); found != nil {
		return *found, nil
	}
	n := map[string]int{}
	for r, err := range disclose.Readings(ctx, p) {
		if err != nil {
			return nil, err
		}
		if !r.Reading.Present(p.AsOf.Known) {
			continue
		}
		for _, l := range r.Reading.Linchpins(p.AsOf.Known) {
			n[l.Source]++
		}
	}
	point.Recently[carriedFrom, map[string]int](p).Put(from, &n)
	return n, nil
}

// carries is how many of them one source carries; nil: that was not worked out.
func carries(carried map[string]int, source string) *int {
	if carried == nil {
		return nil
	}
	n := carried[source]
	return &n
}
