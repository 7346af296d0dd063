package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// DatasetAnswer is one imported dataset, with what was written down of it by
// the question's entry. Editions that came out after the day that is asked for
// are there as well: a reader is shown where the day stands among them.
type DatasetAnswer struct {
	point.Asked
	Codebook  point.BookName `json:"codebook"`
	Dataset   string         `json:"dataset"`
	Title     string         `json:"title"`
	Licence   string         `json:"licence"`
	May       ascribe.Terms  `json:"may"`       // what it allows others, "" where it is not stated
	Incidents int64          `json:"incidents"` // listed or not, as written down by now
	Columns   []string       `json:"columns"`   // the variables of its codebook, in its order
	Editions  []KnownEdition `json:"editions"`  // in the order of their days; none of a cell log
	Notes     []MethodNote   `json:"notes"`     // those that had been said by the day
}

// KnownEdition is an edition with the day from which it is known.
type KnownEdition struct {
	EditionRow
	Known ascribe.Day `json:"known"`
}

// Dataset answers what there is of the question's dataset, which is an imported
// one.
func Dataset(ctx context.Context, p *point.Point) (*DatasetAnswer, error) {
	editions, err := editions(ctx, p)
	if err != nil {
		return nil, err
	}
	all, err := tallied(ctx, p)
	if err != nil {
		return nil, err
	}
	d := &DatasetAnswer{
		Asked: p.Asked, Codebook: point.NameOf(p.Book), Dataset: all.Dataset, Title: all.Title, Licence: all.Licence, May: all.May, Incidents: all.Incidents,
		Columns: []string{}, Editions: []KnownEdition{},
	}
	for i := range p.Book.Vars {
		d.Columns = append(d.Columns, p.Book.Vars[i].Name)
	}
	for _, e := range editions {
		if at := slices.IndexFunc(all.Editions, func(r EditionRow) bool { return r.Edition == e.Edition }); at >= 0 {
			d.Editions = append(d.Editions, KnownEdition{all.Editions[at], e.day})
		}
	}
	d.Notes, err = notes(ctx, p, p.AsOf.Known)
	return d, err
}

// tallied is the question's dataset as [Datasets] lists it.
func tallied(ctx context.Context, p *point.Point) (row DatasetRow, err error) {
	list, err := p.View.Datasets(ctx)
	if err != nil {
		return row, err
	}
	at := slices.IndexFunc(list, func(d ascribe.Noted[ascribe.Dataset]) bool { return d.Noun.ID == p.About() })
	if at < 0 {
		return row, ascribe.NotThere(ascribe.Absence{Space: ascribe.SpaceDataset, ID: p.About()})
	}
	return datasetRow(ctx, p, &list[at].Noun)
}
