package follow

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
	turn     string // what they have of strikes and amendments
	list     PublicationList
	byID     map[string]int
	speakers map[string][]string // of one name, so that each is kept once
}

// A Publication is a source: of which kind it is, and the publishers of what it
// rests on in the end.
type Publication struct {
	Record   int64
	Kind     string
	Speakers []string
}

// A PublicationList is publications in the order of their records.
type PublicationList []Publication

// read is the list up to a record at least. What is in it does not change.
func (p *publications) read(ctx context.Context, v *store.View, upTo int64) (PublicationList, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	erased, err := v.ErasedAfter(ctx, p.upTo)
	if err != nil {
		return nil, err
	}
	turn := v.Turn()
	if erased || turn != p.turn { // of what has been erased nothing is kept
		p.upTo, p.turn, p.list, p.byID = 0, turn, nil, nil
	}
	if p.byID == nil {
		p.byID, p.speakers = map[string]int{}, map[string][]string{}
	}
	if upTo > p.upTo {
		after := p.upTo
		if n := len(p.list); n > 0 { // a reading that failed may have got further
			after = max(after, p.list[n-1].Record)
		}
		var read []*ascribe.Source
		err := v.Publications(ctx, store.Range{After: after, UpTo: upTo}, func(record int64, s *ascribe.Source) {
			if turn == "" {
				p.add(record, s)
			} else {
				read = append(read, s)
				p.list = append(p.list, Publication{Record: record, Kind: s.Kind})
			}
		})
		if err != nil {
			p.upTo, p.list, p.byID = 0, nil, nil
			return nil, err
		}
		if turn != "" {
			p.speak(read)
		}
		p.upTo = upTo
	}
	return p.list, nil
}

// speak finds the speakers of sources that were put right, which may rest on what
// was recorded after them. They are the last of the list.
func (p *publications) speak(read []*ascribe.Source) {
	first := len(p.list) - len(read)
	at := make(map[string]int, len(read))
	for i, s := range read {
		at[s.ID] = i
	}
	var find func(i int)
	find = func(i int) {
		s := read[i]
		if _, done := p.byID[s.ID]; done {
			return
		}
		for _, id := range s.RestsOn { // there are no circles
			if on, ok := at[id]; ok {
				find(on)
			}
		}
		p.byID[s.ID] = first + i
		p.list[first+i].Speakers = p.speakersOf(s)
	}
	for i := range read {
		find(i)
	}
}

// add takes a source in. What it rests on was recorded before it.
func (p *publications) add(record int64, s *ascribe.Source) {
	speakers := p.speakersOf(s)
	p.byID[s.ID] = len(p.list)
	p.list = append(p.list, Publication{Record: record, Kind: s.Kind, Speakers: speakers})
}

// speakersOf are the publishers of what a source rests on in the end.
func (p *publications) speakersOf(s *ascribe.Source) (speakers []string) {
	for _, id := range s.RestsOn {
		names := p.named(id)
		if n, ok := p.byID[id]; ok {
			names = p.list[n].Speakers
		}
		for _, name := range names {
			if !slices.Contains(speakers, name) {
				speakers = append(speakers, name)
			}
		}
	}
	switch {
	case len(s.RestsOn) > 0:
		return speakers
	case s.Publisher != "":
		return p.named(s.Publisher)
	}
	return p.named(s.ID)
}

func (p *publications) named(name string) []string {
	if p.speakers[name] == nil {
		p.speakers[name] = []string{name}
	}
	return p.speakers[name]
}

// Of is the source in a record; nothing, where there is none.
func (l PublicationList) Of(record int64) Publication {
	i, ok := slices.BinarySearchFunc(l, record, func(p Publication, record int64) int { return int(p.Record - record) })
	if !ok {
		return Publication{}
	}
	return l[i]
}

// Publications are all sources up to a record at least.
func (f *Follower) Publications(ctx context.Context, v *store.View, upTo int64) (PublicationList, error) {
	return f.sources.read(ctx, v, upTo)
}
