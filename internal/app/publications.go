package app

import (
	"context"
	"slices"
	"sync"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store"
)

// publications are what is asked of many sources at once, read from the store
// once, up to a record.
type publications struct {
	mu       sync.Mutex
	upTo     int64
	list     publicationList
	byID     map[string]int
	speakers map[string][]string // of one name, so that each is kept once
}

// A publication is a source: of which kind it is, and the publishers of what it
// rests on in the end.
type publication struct {
	record   int64
	kind     string
	speakers []string
}

type publicationList []publication

// read is the list up to a record at least. What is in it does not change.
func (p *publications) read(ctx context.Context, s *store.Store, upTo int64) (publicationList, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.byID == nil {
		p.byID, p.speakers = map[string]int{}, map[string][]string{}
	}
	if upTo > p.upTo {
		after := p.upTo
		if n := len(p.list); n > 0 { // a reading that failed may have got further
			after = max(after, p.list[n-1].record)
		}
		if err := s.Publications(ctx, store.Range{After: after, UpTo: upTo}, p.add); err != nil {
			return nil, err
		}
		p.upTo = upTo
	}
	return p.list, nil
}

// add takes a source in. What it rests on was recorded before it.
func (p *publications) add(record int64, s *ascribe.Source) {
	x := publication{record: record, kind: s.Kind}
	for _, id := range s.RestsOn {
		speakers := p.named(id)
		if n, ok := p.byID[id]; ok {
			speakers = p.list[n].speakers
		}
		for _, name := range speakers {
			if !slices.Contains(x.speakers, name) {
				x.speakers = append(x.speakers, name)
			}
		}
	}
	switch {
	case len(s.RestsOn) > 0:
	case s.Publisher != "":
		x.speakers = p.named(s.Publisher)
	default:
		x.speakers = p.named(s.ID)
	}
	p.byID[s.ID] = len(p.list)
	p.list = append(p.list, x)
}

func (p *publications) named(name string) []string {
	if p.speakers[name] == nil {
		p.speakers[name] = []string{name}
	}
	return p.speakers[name]
}

// of is the source in a record; nothing, where there is none.
func (l publicationList) of(record int64) publication {
	i, ok := slices.BinarySearchFunc(l, record, func(p publication, record int64) int { return int(p.record - record) })
	if !ok {
		return publication{}
	}
	return l[i]
}
