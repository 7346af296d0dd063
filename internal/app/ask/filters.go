package ask

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/near"
)

// FiltersAnswer is the filters that were kept, by their names.
type FiltersAnswer struct {
	point.Asked
	Rows []KeptFilter `json:"rows"`
}

// KeptFilter is conditions under a name, as they stand.
type KeptFilter struct {
	Filter string   `json:"filter"`
	Where  []string `json:"where"`
	Entry  int64    `json:"entry"` // in which it was written down
}

// Filters answers which filters were kept for the dataset.
func Filters(ctx context.Context, p *point.Point) (*FiltersAnswer, error) {
	kept, err := keptFilters(ctx, p)
	return &FiltersAnswer{p.Asked, kept}, err
}

// keptFilters are those of the dataset as recorded then: of one name the last.
func keptFilters(ctx context.Context, p *point.Point) ([]KeptFilter, error) {
	all, err := p.View.Filters(ctx, p.About())
	if err != nil {
		return nil, err
	}
	kept := []KeptFilter{}
	for _, f := range slices.Backward(all) {
		named := func(k KeptFilter) bool { return k.Filter == f.Noun.Name }
		if f.Entry <= p.AsOf.Recorded && !slices.ContainsFunc(kept, named) {
			kept = append(kept, KeptFilter{f.Noun.Name, f.Noun.Where, f.Entry})
		}
	}
	kept = slices.DeleteFunc(kept, func(k KeptFilter) bool { return len(k.Where) == 0 }) // it was undone
	slices.SortFunc(kept, func(a, b KeptFilter) int { return cmp.Compare(a.Filter, b.Filter) })
	return kept, nil
}

// spelledOut has the conditions of filters in the place of their names.
func spelledOut(ctx context.Context, p *point.Point, where []Condition) ([]Condition, error) {
	if !slices.ContainsFunc(where, isKept) {
		return where, nil
	}
	kept, err := keptFilters(ctx, p)
	if err != nil {
		return nil, err
	}
	var list []Condition
	for _, c := range where {
		if !isKept(c) {
			list = append(list, c)
			continue
		}
		n := slices.IndexFunc(kept, func(k KeptFilter) bool { return k.Filter == c.Kept })
		if n < 0 {
			return nil, noFilter(c.Kept, kept)
		}
		own, err := ParseConditions(kept[n].Where)
		if err != nil {
			return nil, err
		}
		for i := range own {
			own[i].Kept = c.Kept
		}
		list = append(list, own...)
	}
	return list, nil
}

func isKept(c Condition) bool { return c.Op == "" }

func noFilter(name string, kept []KeptFilter) error {
	names := make([]string, len(kept))
	for i, k := range kept {
		names[i] = k.Filter
	}
	err := ascribe.Errorf(ascribe.ErrNotFound, "there is no filter @%s%s", name, near.DidYouMean(name, names))
	if len(names) == 0 {
		return err.WithHint("none is kept yet; keep one with: ascribe filter save %s CONDITION", name)
	}
	return err.WithHint("there are @%s", strings.Join(names, ", @"))
}

// CanKeep reports why conditions cannot be kept as a filter.
func CanKeep(ctx context.Context, p *point.Point, where []Condition) error {
	if n := slices.IndexFunc(where, isKept); n >= 0 {
		return ascribe.Errorf(ascribe.ErrUsage, "%s is a filter by its name, and none can be kept in another", where[n]).
			WithHint("write its conditions out")
	}
	_, err := conditions(ctx, p, where)
	return err
}
