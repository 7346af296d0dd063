package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe/internal/store"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// MethodNote is a warning about the method of a dataset, as answers carry it.
type MethodNote struct {
	Said   ascribe.Date `json:"said"`
	Text   string       `json:"text"`
	Source string       `json:"source"`
}

// DatasetNotes are the notes on a dataset, which must be an imported one.
func DatasetNotes(ctx context.Context, v *store.View, dataset string) ([]ascribe.Noted[ascribe.Note], error) {
	if dataset == "" || dataset == ascribe.Main {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "notes on method are for imported datasets, and main is the team's own").
			WithHint("list the datasets to see their names")
	}
	return v.Notes(ctx, dataset)
}

// notes are those on the dataset that were written down at the entry, and had
// been said by the day, in the order of their days.
func notes(ctx context.Context, p *point.Point, known ascribe.Day) ([]MethodNote, error) {
	list := []MethodNote{}
	if p.About() == ascribe.Main {
		return list, nil
	}
	all, err := p.View.Notes(ctx, p.About())
	if err != nil {
		return nil, err
	}
	for _, n := range all {
		if n.Entry <= p.AsOf.Recorded && n.Noun.Said.Last() <= known {
			list = append(list, MethodNote{n.Noun.Said, n.Noun.Text, n.Noun.Source})
		}
	}
	slices.SortStableFunc(list, func(x, y MethodNote) int { return x.Said.Compare(y.Said) })
	return list, nil
}
