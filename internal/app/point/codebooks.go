package point

import (
	"context"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Codebooks are the versions that a dataset has adopted.
type Codebooks struct {
	Asked
	Dataset string     `json:"dataset"`
	Rows    []Adoption `json:"rows"` // in the order of their adoption
}

// Adoption is a version of a codebook with when it was adopted.
type Adoption struct {
	BookName
	Entry int64     `json:"entry"`
	Time  time.Time `json:"time"`
	// Counts is whether answers are given under it, where no version is asked
	// for.
	Counts bool `json:"counts"`
}

// Codebooks are those that were adopted by the entry.
func (p *Point) Codebooks(ctx context.Context) (*Codebooks, error) {
	out := &Codebooks{Asked: p.Asked, Dataset: p.About(), Rows: []Adoption{}}
	all, err := p.View.Adoptions(ctx, p.About())
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Entry > p.AsOf.Recorded {
			continue
		}
		row, err := adoptionRow(ctx, p.View, &all[i])
		if err != nil {
			return nil, err
		}
		out.Rows = append(out.Rows, row)
	}
	if n := len(out.Rows); n > 0 {
		out.Rows[n-1].Counts = true
	}
	return out, nil
}

func adoptionRow(ctx context.Context, v *store.View, x *ascribe.Noted[ascribe.Adoption]) (Adoption, error) {
	e, err := v.Entry(ctx, x.Entry)
	return Adoption{
		BookName: BookName{ID: x.Noun.ID, Version: x.Noun.Version, SHA256: x.Noun.SHA256},
		Entry:    x.Entry, Time: e.Time,
	}, err
}
