package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// MethodNote is a warning about the method of a dataset, as answers carry it.
type MethodNote struct {
	Said   ascribe.Date `json:"said"`
	Text   string       `json:"text"`
	Source string       `json:"source"`
}

// notes are those on the dataset, imported or the team's own, that were written down at the entry, and had
// been said by the day, in the order of their days.
func notes(ctx context.Context, p *point.Point, known ascribe.Day) ([]MethodNote, error) {
	list := []MethodNote{}
	kept, key := point.Recently[inDataset, []ascribe.Noted[ascribe.Note]](p), datasetOf(p)
	all := kept.Get(key)
	if all == nil {
		read, err := p.View.Notes(ctx, p.About())
		if err != nil {
			return nil, err
		}
		all = &read
		kept.Put(key, all)
	}
	for _, n := range *all {
		if n.Entry <= p.AsOf.Recorded && n.Noun.Said.Last() <= known {
			list = append(list, MethodNote{n.Noun.Said, n.Noun.Text, n.Noun.Source})
		}
	}
	slices.SortStableFunc(list, func(x, y MethodNote) int { return x.Said.Compare(y.Said) })
	return list, nil
}
