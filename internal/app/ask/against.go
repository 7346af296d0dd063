package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// CountAgainst sets a count beside the same one as known on another day. A row
// is there if either day has it.
func CountAgainst(ctx context.Context, p *point.Point, against ascribe.Day, by []string, where []Condition, sum string) (*CountAnswer, error) {
	first, err := CountSum(ctx, p, by, where, sum)
	if err != nil {
		return nil, err
	}
	second, err := CountSum(ctx, p.On(against), by, where, sum)
	if err != nil {
		return nil, err
	}
	first.Against, first.BaseAgainst = &against, &second.Base
	first.Several = first.Several || second.Several
	if against > p.AsOf.Known {
		first.Notes = second.Notes // the later day has all of the earlier one
	}
	zero := func() *survey.Sum {
		if sum == "" {
			return nil
		}
		return &survey.Sum{}
	}
	for i := range first.Rows {
		first.Rows[i].Then = &CountOther{Sum: zero()}
	}
	for _, r := range second.Rows {
		other := &CountOther{N: r.N, Sum: r.Sum}
		if i := slices.IndexFunc(first.Rows, func(f CountRow) bool { return slices.Equal(f.Values, r.Values) }); i >= 0 {
			first.Rows[i].Then = other
			continue
		}
		first.Rows = append(first.Rows, CountRow{by: by, Values: r.Values, Sum: zero(), Then: other})
	}
	sortRows(p.Book, by, first.Rows)
	return first, nil
}
