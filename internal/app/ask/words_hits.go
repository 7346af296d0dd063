package ask

import (
	"cmp"
	"context"
	"math/bits"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/words"
)

// A spot is a text with words in it, before it is read.
type spot struct {
	kind     HitKind
	record   int64
	incident int64 // 0: none
	day      ascribe.Day
	words    int // how many of them
}

func (a spot) compare(b spot) int {
	return cmp.Or(cmp.Compare(b.words, a.words), cmp.Compare(a.kind.order(), b.kind.order()), cmp.Compare(a.record, b.record))
}

var hitKinds = [...]HitKind{HitIncident, HitActor, HitSource, HitStatement}

func (k HitKind) order() int { return slices.Index(hitKinds[:], k) }

// leaders are the spots of each kind with the most words, in order, of all that
// were added.
type leaders struct {
	texts []uint32 // which words are in a text; taken out once it is added
	n     int
	lists [len(hitKinds)][]spot
}

// add adds a text, if it has any of the words and was not added before.
func (l *leaders) add(kind HitKind, record, incident int64, day ascribe.Day) {
	p := spot{kind, record, incident, day, bits.OnesCount32(l.texts[record])}
	if p.words == 0 {
		return
	}
	l.texts[record] = 0
	l.n++
	list := &l.lists[kind.order()]
	if len(*list) == MaxHits && p.compare((*list)[MaxHits-1]) > 0 {
		return
	}
	at, _ := slices.BinarySearchFunc(*list, p, spot.compare)
	*list = slices.Insert(*list, at, p)
	*list = (*list)[:min(len(*list), MaxHits)]
}

func (l *leaders) all() []spot {
	list := slices.Concat(l.lists[:]...)
	slices.SortFunc(list, spot.compare)
	return list
}

// hitsOf reads where the words stand.
func hitsOf(ctx context.Context, p *point.Point, found *searched) (Hits, error) {
	hits := Hits{Texts: found.texts, Best: []Hit{}}
	var records []int64
	for _, p := range found.best {
		records = append(records, p.record)
		if p.incident != 0 {
			records = append(records, p.incident)
		}
	}
	nouns, err := p.View.Nouns(ctx, records)
	if err != nil {
		return hits, err
	}
	for _, p := range found.best {
		if noun, ok := nouns[p.record]; ok {
			incident, _ := nouns[p.incident].(*ascribe.Incident)
			hits.Best = append(hits.Best, newHit(found.query, p, noun, incident))
		}
	}
	return hits, nil
}

func newHit(query words.Query, p spot, noun ascribe.Noun, incident *ascribe.Incident) Hit {
	h := Hit{Kind: p.kind, Snippet: snippet(query, follow.Texts(noun))}
	if incident != nil {
		h.Incident, h.Title = incident.ID, incident.Title
	}
	switch x := noun.(type) {
	case *ascribe.Incident:
		h.ID = x.ID
	case *ascribe.Statement:
		h.ID, h.Said, h.Variable, h.Value = x.ID, &p.day, x.Variable, x.Value
	case *ascribe.Source:
		h.ID, h.Title = x.ID, x.Title
	case *ascribe.Actor:
		h.ID, h.Title = x.ID, x.Name
		h.Snippet = snippet(query, []string{x.Name, x.ID})
	}
	return h
}
