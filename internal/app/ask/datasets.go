package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// DatasetsAnswer are the imported datasets.
type DatasetsAnswer struct {
	Rows []DatasetRow `json:"datasets"`
}

// DatasetRow is one imported dataset.
type DatasetRow struct {
	Dataset string `json:"dataset"`
	Title   string `json:"title"`
	Licence string `json:"licence"`
	// May is what the licence allows others, "" where it is not stated.
	May       ascribe.Terms `json:"may"`
	Incidents int64         `json:"incidents"` // listed or not
	Codebook  string        `json:"codebook"`  // the version that counts
	Editions  []EditionRow  `json:"editions"`  // as imported; none of a cell log
}

// EditionRow is one edition, and how it differs from what was there.
type EditionRow struct {
	Edition   string       `json:"edition"`
	Source    string       `json:"source"`
	Published ascribe.Date `json:"published"`
	New       int          `json:"new"`      // incidents that it has first
	Changed   int          `json:"changed"`  // those with a new or changed cell, or listed again
	Unlisted  int          `json:"unlisted"` // those that it no longer has
	Columns   int          `json:"columns"`
	Part      bool         `json:"part"`   // whether it says nothing of incidents that it lacks
	Covers    ascribe.Date `json:"covers"` // up to when it has events, where its import said so
}

// Datasets lists the imported datasets with their editions, as recorded at the point.
func Datasets(ctx context.Context, p *point.Point) (*DatasetsAnswer, error) {
	all := &DatasetsAnswer{Rows: []DatasetRow{}}
	list, err := p.View.Datasets(ctx)
	if err != nil {
		return nil, err
	}
	for _, d := range list {
		if d.Entry > p.AsOf.Recorded {
			continue
		}
		row, err := datasetRow(ctx, p, &d.Noun)
		if err != nil {
			return nil, err
		}
		all.Rows = append(all.Rows, row)
	}
	return all, nil
}

func datasetRow(ctx context.Context, p *point.Point, d *ascribe.Dataset) (row DatasetRow, err error) {
	v := p.View
	upTo, err := p.Record(ctx)
	if err != nil {
		return row, err
	}
	row = DatasetRow{Dataset: d.ID, Title: d.Title, Licence: d.Licence, Editions: []EditionRow{}}
	if row.Incidents, err = v.IncidentCount(ctx, d.ID, upTo); err != nil {
		return row, err
	}
	if row.May, err = disclose.TermsOf(ctx, p, d.ID); err != nil {
		return row, err
	}
	adopted, err := v.Adoptions(ctx, d.ID)
	if err != nil {
		return row, err
	}
	for i := range adopted {
		if adopted[i].Record <= upTo {
			row.Codebook = adopted[i].Noun.Version
		}
	}
	editions, _, err := EditionsBefore(ctx, v, d.ID, upTo)
	if err != nil || len(editions) == 0 {
		return row, err
	}
	tallies, err := v.RowTallies(ctx, d.ID, upTo)
	if err != nil {
		return row, err
	}
	bySource := map[string]store.RowTally{}
	for _, t := range tallies {
		bySource[t.Source] = t
	}
	for _, e := range editions {
		t := bySource[e.Source]
		row.Editions = append(row.Editions, EditionRow{
			Edition: e.ID, Source: e.Source, Published: e.Published, Columns: len(e.Columns), Part: e.Part, Covers: e.Covers,
			New: t.New, Changed: t.Later, Unlisted: t.Unlisted,
		})
	}
	return row, nil
}

// An EditionBefore is an edition that is imported, with its source's day.
type EditionBefore struct {
	ascribe.Edition
	Published ascribe.Date
}

// EditionsBefore are the editions of a dataset up to a record, and whether that is
// there.
func EditionsBefore(ctx context.Context, v *store.View, name string, upTo int64) (list []EditionBefore, exists bool, err error) {
	if _, _, exists, err = v.Find(ctx, store.SpaceDataset, "", name); err != nil || !exists {
		return nil, exists, err
	}
	editions, err := v.Editions(ctx, name)
	if err != nil {
		return nil, true, err
	}
	for _, e := range editions {
		if e.Record > upTo {
			break
		}
		source, err := v.Source(ctx, e.Noun.Source)
		if err != nil {
			return nil, true, err
		}
		list = append(list, EditionBefore{e.Noun, source.Noun.Published})
	}
	return list, true, nil
}
