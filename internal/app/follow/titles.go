package follow

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// titles are those of all incidents of the team's own dataset. They are read
// when they are first asked for, and follow the ledger by record.
type titles struct {
	mu     sync.Mutex
	record int64  // the last that they have
	turn   string // what they have of strikes and amendments
	list   TitleList
}

// A TitleList is titles in the order of the records of their incidents.
type TitleList struct {
	Folded []survey.Text // to sort by
	Plain  []string
}

func (l *TitleList) add(x ascribe.Noted[ascribe.Noun]) {
	title := TitleOf(x.Noun)
	l.Folded = append(l.Folded, survey.Text{Record: x.Record, Text: Fold(title)})
	l.Plain = append(l.Plain, title)
}

// Of is the title of an incident by its record.
func (l *TitleList) Of(record int64) string {
	i, ok := slices.BinarySearchFunc(l.Folded, record, func(t survey.Text, record int64) int { return cmp.Compare(t.Record, record) })
	if !ok {
		return ""
	}
	return l.Plain[i]
}

// all is the titles up to a record at least: the last one of the view.
func (t *titles) all(ctx context.Context, v *store.View, last int64) (TitleList, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	turn := v.Turn()
	if last <= t.record && turn == t.turn {
		return t.list, nil
	}
	// Who was given the list has it still.
	after, list := t.record, TitleList{slices.Clip(t.list.Folded), slices.Clip(t.list.Plain)}
	erased, err := v.ErasedAfter(ctx, after)
	if err != nil {
		return TitleList{}, err
	}
	if erased || turn != t.turn {
		after, list = 0, TitleList{}
	}
	if err := list.read(ctx, v, store.Range{After: after, UpTo: last}); err != nil {
		return TitleList{}, err
	}
	t.record, t.turn, t.list = last, turn, list
	return list, nil
}

// read appends the titles of a range of records.
func (l *TitleList) read(ctx context.Context, v *store.View, r store.Range) error {
	if r.After == 0 {
		for x, err := range v.Subjects(ctx, ascribe.Main, ascribe.OfIncident) {
			if err != nil {
				return err
			}
			l.add(x)
		}
		return nil
	}
	var ids []string
	if err := v.IncidentIDs(ctx, r, func(_ int64, id string) { ids = append(ids, id) }); err != nil {
		return err
	}
	incidents, err := v.SubjectsOf(ctx, ascribe.Main, ids)
	for _, x := range incidents {
		l.add(x)
	}
	return err
}

// Titles are those of all incidents of the team's own dataset, up to the last
// record of a view at least.
func (f *Follower) Titles(ctx context.Context, v *store.View) (TitleList, error) {
	last, err := v.Last(ctx)
	if err != nil {
		return TitleList{}, err
	}
	record, err := v.LastRecord(ctx, last)
	if err != nil {
		return TitleList{}, err
	}
	return f.titles.all(ctx, v, record)
}

// TitleOf is the title of an incident, "" of anything else.
func TitleOf(n ascribe.Noun) string {
	if incident, ok := n.(*ascribe.Incident); ok {
		return incident.Title
	}
	return ""
}
