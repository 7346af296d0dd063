package acts

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// SavedFilter is what keeping a filter did.
type SavedFilter struct {
	Entry  int64    `json:"entry"`
	Filter string   `json:"filter"`
	Where  []string `json:"where"`
	// Before is what the name stood for until now; empty: nothing.
	Before []string `json:"before"`
}

// SaveFilter keeps conditions under a name, by which they can be asked for from
// now on. The same under the same name is refused.
func SaveFilter(ctx context.Context, a *point.App, by point.By, dataset, name string, where []ask.Condition) (*SavedFilter, error) {
	if !ascribe.ValidID(name) {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "%q cannot be the name of a filter", name).
			WithHint("a name has small letters, digits, dots, dashes and underscores, and begins with a letter or digit")
	}
	if len(where) == 0 {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "the filter %s asks for nothing", name).
			WithHint("write what it asks for, as in: ascribe filter save %s country=DE 'killed>=10'", name)
	}
	done := &SavedFilter{Filter: name, Where: []string{}, Before: []string{}}
	for _, c := range where {
		done.Where = append(done.Where, c.String())
	}
	err := a.At(ctx, &point.Question{AsOf: ascribe.Now, Dataset: dataset, Viewer: point.Team}, func(p *point.Point) error {
		if err := ask.CanKeep(ctx, p, where); err != nil {
			return err
		}
		kept, err := ask.Filters(ctx, p)
		if err != nil {
			return err
		}
		for _, k := range kept.Rows {
			if k.Filter == name {
				done.Before = k.Where
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if slices.Equal(done.Before, done.Where) {
		return nil, ascribe.Errorf(ascribe.ErrConflict, "the filter %s is there already, with the same conditions", name)
	}
	if dataset == ascribe.Main {
		dataset = ""
	}
	entry, _, err := Act(ctx, a, by, ascribe.EntryEvidence, func(tx *store.Tx) error {
		_, err := tx.Append(&ascribe.Filter{Name: name, Dataset: dataset, Where: done.Where})
		return err
	})
	done.Entry = entry.N
	return done, err
}
