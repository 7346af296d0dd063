package ask

import (
	"context"
	"iter"

	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// moving are the incidents that may have changed on the way, as the viewer may see
// them at its end. From day to day the index says which they are; else they are
// all read.
func moving(ctx context.Context, last *point.Point, move *classify.Move) iter.Seq2[disclose.Subject, error] {
	if move.Compared != nil || move.From.Recorded != move.To.Recorded {
		return disclose.Readings(ctx, last)
	}
	x, ok, err := indexFor(ctx, last, nil)
	if err == nil && !ok {
		return disclose.Readings(ctx, last)
	}
	var ids []string
	if err == nil {
		ids, err = movedIn(ctx, x, last, move)
	}
	if err != nil {
		return func(yield func(disclose.Subject, error) bool) { yield(disclose.Subject{}, err) }
	}
	return disclose.ReadingsOf(ctx, last, ids)
}

func movedIn(ctx context.Context, x *timeline.Index, last *point.Point, move *classify.Move) ([]string, error) {
	q, err := query(ctx, last, nil, nil, nil)
	if err != nil {
		return nil, err
	}
	return x.Moved(ctx, q, move.From.Known, move.To.Known)
}
