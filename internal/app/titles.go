package app

import (
	"context"
	"slices"
	"sync"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// titles are those of all incidents of the team's own dataset, folded so that
// they can be sorted. They are read when they are first asked for, and follow
// the ledger by record.
type titles struct {
	mu     sync.Mutex
	record int64 // the last that they have
	list   []timeline.Text
}

// all is the titles in the order of their records.
func (t *titles) all(ctx context.Context, s *store.Store) ([]timeline.Text, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	entry, err := s.Last(ctx)
	if err != nil {
		return nil, err
	}
	last, err := s.LastRecord(ctx, entry)
	if err != nil || last == t.record {
		return t.list, err
	}
	list := slices.Clip(t.list) // who was given it has it still
	if t.record == 0 {
		for x, err := range s.Subjects(ctx, ascribe.Main, ascribe.OfIncident) {
			if err != nil {
				return nil, err
			}
			list = append(list, timeline.Text{Record: x.Record, Text: fold(titleOf(x.Noun))})
		}
	} else if list, err = t.since(ctx, s, list, last); err != nil {
		return nil, err
	}
	t.record, t.list = last, list
	return list, nil
}

// since appends the titles of the incidents that were written down since.
func (t *titles) since(ctx context.Context, s *store.Store, list []timeline.Text, last int64) ([]timeline.Text, error) {
	var ids []string
	if err := s.IncidentIDs(ctx, store.Range{After: t.record, UpTo: last}, func(_ int64, id string) { ids = append(ids, id) }); err != nil {
		return nil, err
	}
	err := s.View(ctx, func(v *store.View) error {
		for _, id := range ids {
			x, err := v.Subject(ctx, ascribe.Main, id)
			if err != nil {
				return err
			}
			list = append(list, timeline.Text{Record: x.Record, Text: fold(titleOf(x.Noun))})
		}
		return nil
	})
	return list, err
}

func titleOf(n ascribe.Noun) string {
	if incident, ok := n.(*ascribe.Incident); ok {
		return incident.Title
	}
	return ""
}

// titlesOf reads the titles of incidents.
func (a *App) titlesOf(ctx context.Context, dataset string, ids []string) ([]string, error) {
	list := make([]string, len(ids))
	err := a.Store.View(ctx, func(v *store.View) error {
		for i, id := range ids {
			x, err := v.Subject(ctx, dataset, id)
			if err != nil {
				return err
			}
			list[i] = titleOf(x.Noun)
		}
		return nil
	})
	return list, err
}
