package app

import (
	"cmp"
	"context"
	"math/bits"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/words"
)

// Found is where words were found, as of a point.
type Found struct {
	Point
	Text string `json:"text"`
	// Incidents are the records of those that have all the words, in their
	// title, in what was said of them and in its sources together, ascending.
	Incidents []int64 `json:"-"`
	// N is how many incidents those are.
	N int `json:"n"`
	// Hits are where the words stand, those with the most of them first: some
	// of each, MaxHits at most.
	Hits []Hit    `json:"hits"`
	Read ReadUpTo `json:"read"`
}

// ReadUpTo says how far the index of words has read the ledger: up to an
// entry, of so many. What was written down later is not found yet.
type ReadUpTo struct {
	Entry int64 `json:"entry"`
	Of    int64 `json:"of"`
}

// Hit is a text in which words were found.
type Hit struct {
	Kind     HitKind      `json:"kind"`
	ID       string       `json:"id"`
	Incident string       `json:"incident,omitempty"` // not of an actor; of a source, the first of its statements'
	Title    string       `json:"title"`              // of the incident or source; an actor's name
	Said     *ascribe.Day `json:"said"`               // of a statement; the last day possible
	Snippet  []Piece      `json:"snippet"`
}

// HitKind says what a text is of.
type HitKind string

const (
	HitIncident  HitKind = "incident"
	HitStatement HitKind = "statement"
	HitSource    HitKind = "source"
	HitActor     HitKind = "actor"
)

// Piece is a part of a text: one of the words, or what stands between them.
type Piece struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit"`
}

// MaxHits is how many hits an answer has at most.
const MaxHits = 50

// maxWords is how many words can be looked for at once.
const maxWords = 31

// Search answers which incidents of the team's own dataset have all the words
// of a text, as far as was said and written down by then: each somewhere in
// the title, a statement, or its source. What was struck does not count, nor
// what its source had taken back.
func (a *App) Search(ctx context.Context, q *Question, text string) (*Found, error) {
	q, _, err := a.open(ctx, q)
	if err != nil {
		return nil, err
	}
	if q.dataset() != ascribe.Main {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "the dataset %s has no index of words", q.Dataset).
			WithHint("search the team's own dataset")
	}
	query, err := parseWords(text)
	if err != nil {
		return nil, err
	}
	s := search{app: a, q: q, query: query}
	found := &Found{Point: q.point(), Text: text}
	if found.Incidents, err = s.find(ctx, &found.Read); err != nil {
		return nil, err
	}
	found.N = len(found.Incidents)
	found.Hits, err = s.hits(ctx, found.Incidents)
	return found, err
}

func parseWords(text string) (words.Query, error) {
	query := words.Parse(text)
	switch {
	case query.Len() == 0:
		return query, ascribe.Errorf(ascribe.ErrInvalid, "there is no word in %q", text).WithHint("give letters or digits to search for")
	case query.Len() > maxWords:
		return query, ascribe.Errorf(ascribe.ErrInvalid, "%d words are too many to search for at once", query.Len()).
			WithHint("give %d at most", maxWords)
	}
	return query, nil
}

// A search is one question for words. Which of the words are where is bits, by
// record.
type search struct {
	app   *App
	q     *Question
	upTo  int64 // the last record that counts
	query words.Query

	texts    []uint32        // the texts themselves
	actors   []int64         // in which a word is
	mentions []store.Mention // that count, of the incidents that were found, with a word in them or in their source
}

// find is the incidents that have all the words, and are counted.
func (s *search) find(ctx context.Context, read *ReadUpTo) (found []int64, err error) {
	if s.upTo, err = s.app.Store.LastRecord(ctx, s.q.AsOf.Recorded); err != nil {
		return nil, err
	}
	expressions := make([]string, s.query.Len())
	for i := range expressions {
		expressions[i] = s.query.Match(i)
	}
	answer, err := s.app.Store.FindWords(ctx, s.app.words(), expressions, s.upTo)
	if err != nil {
		return nil, err
	}
	if *read, err = s.app.readUpTo(ctx, answer.Read); err != nil {
		return nil, err
	}
	s.texts = make([]uint32, s.upTo+1)
	incidents := make([]uint32, s.upTo+1)
	for i, list := range answer.Texts {
		for _, t := range list {
			s.texts[t.Record] |= 1 << i
			switch t.Kind {
			case ascribe.RecordIncident:
				incidents[t.Record] |= 1 << i
			case ascribe.RecordActor:
				s.actors = append(s.actors, t.Record)
			}
		}
	}
	s.each(answer.Facts, func(m store.Mention) { incidents[m.Incident] |= s.in(m) })
	if err := s.count(ctx, answer.Facts, incidents); err != nil {
		return nil, err
	}
	found = []int64{}
	for n, which := range incidents {
		if which == s.all()|present {
			found = append(found, int64(n))
		}
	}
	return found, nil
}

// present is the bit of an incident that is counted.
const present = 1 << maxWords

func (s *search) all() uint32 { return uint32(s.query.All()) } //nolint:gosec // there are maxWords

// in is which words are in a statement or its source.
func (s *search) in(m store.Mention) uint32 { return s.texts[m.Statement] | s.texts[m.Source] }

// each calls use with what had been said by then, withdrawn or not.
func (s *search) each(facts *store.Facts, use func(store.Mention)) {
	facts.Each(func(m store.Mention) {
		if m.Statement <= s.upTo && m.Day <= s.q.AsOf.Known {
			use(m)
		}
	})
}

// count looks at the incidents that may have all the words, without what has
// been withdrawn. To be counted, an incident needs a statement that was not
// struck; it may have been corrected since.
func (s *search) count(ctx context.Context, facts *store.Facts, incidents []uint32) error {
	var of []store.Mention
	var statements []int64
	s.each(facts, func(m store.Mention) {
		if incidents[m.Incident] == s.all() {
			of = append(of, m)
			statements = append(statements, m.Statement)
		}
	})
	amendments, err := s.app.Store.Withdrawals(ctx, statements)
	if err != nil {
		return err
	}
	w := withdrawals{upTo: s.upTo, of: map[int64][]store.Amendment{}}
	for _, a := range amendments {
		w.of[a.Target] = append(w.of[a.Target], a)
	}
	for _, m := range of {
		incidents[m.Incident] = s.texts[m.Incident]
	}
	for _, m := range of {
		if w.struck(m.Statement) {
			continue
		}
		incidents[m.Incident] |= present
		if in := s.in(m); in != 0 && w.until(m.Statement) > s.q.AsOf.Known {
			incidents[m.Incident] |= in
			s.mentions = append(s.mentions, m)
		}
	}
	return nil
}

// withdrawals are by the record that they withdraw.
type withdrawals struct {
	upTo int64
	of   map[int64][]store.Amendment
}

func (w *withdrawals) struck(record int64) bool {
	return slices.ContainsFunc(w.of[record], func(a store.Amendment) bool {
		return a.Record <= w.upTo && a.Kind == ascribe.Strike && !w.struck(a.Record)
	})
}

// until is the first day on which a statement's source has taken it back.
func (w *withdrawals) until(record int64) ascribe.Day {
	day := ascribe.MaxDay
	for _, a := range w.of[record] {
		if a.Record <= w.upTo && a.Kind == ascribe.Correction && !w.struck(a.Record) {
			day = min(day, a.Day)
		}
	}
	return day
}

// A spot is a text with words in it, before it is read.
type spot struct {
	kind     HitKind
	record   int64
	incident int64 // 0: none
	day      ascribe.Day
	words    int // how many of them
}

// hits is where the words stand: in the incidents that were found, and the
// actors that have all of them.
func (s *search) hits(ctx context.Context, found []int64) ([]Hit, error) {
	spots := s.spots(found)
	var records []int64
	for _, p := range spots {
		records = append(records, p.record)
		if p.incident != 0 {
			records = append(records, p.incident)
		}
	}
	nouns, err := s.app.Store.Nouns(ctx, records)
	if err != nil {
		return nil, err
	}
	hits := []Hit{}
	for _, p := range spots {
		if noun, ok := nouns[p.record]; ok {
			incident, _ := nouns[p.incident].(*ascribe.Incident)
			hits = append(hits, s.hit(p, noun, incident))
		}
	}
	return hits, nil
}

func (s *search) spots(found []int64) []spot {
	var spots []spot
	add := func(kind HitKind, record, incident int64, day ascribe.Day) {
		spots = append(spots, spot{kind, record, incident, day, bits.OnesCount32(s.texts[record])})
		s.texts[record] = 0 // once is enough
	}
	for _, n := range found {
		if s.texts[n] != 0 {
			add(HitIncident, n, n, 0)
		}
	}
	for _, m := range s.mentions {
		if _, ok := slices.BinarySearch(found, m.Incident); !ok {
			continue
		}
		if s.texts[m.Statement] != 0 {
			add(HitStatement, m.Statement, m.Incident, m.Day)
		}
		if s.texts[m.Source] != 0 {
			add(HitSource, m.Source, m.Incident, 0)
		}
	}
	for _, n := range s.actors {
		if s.texts[n] == s.all() {
			add(HitActor, n, 0, 0)
		}
	}
	slices.SortFunc(spots, func(a, b spot) int {
		return cmp.Or(cmp.Compare(b.words, a.words), cmp.Compare(a.kind.order(), b.kind.order()), cmp.Compare(a.record, b.record))
	})
	return spots[:min(len(spots), MaxHits)]
}

func (k HitKind) order() int {
	return slices.Index([]HitKind{HitIncident, HitActor, HitSource, HitStatement}, k)
}

func (s *search) hit(p spot, noun ascribe.Noun, incident *ascribe.Incident) Hit {
	h := Hit{Kind: p.kind, Snippet: snippet(s.query, texts(noun))}
	if incident != nil {
		h.Incident, h.Title = incident.ID, incident.Title
	}
	switch x := noun.(type) {
	case *ascribe.Incident:
		h.ID = x.ID
	case *ascribe.Statement:
		h.ID, h.Said = x.ID, &p.day
	case *ascribe.Source:
		h.ID, h.Title = x.ID, x.Title
	case *ascribe.Actor:
		h.ID, h.Title = x.ID, x.Name
	}
	return h
}

// words is how the index of words is made.
func (a *App) words() store.Words {
	var analyser words.Analyser
	return store.Words{Folder: a.Cache, Version: words.Version, Terms: func(dst []byte, n ascribe.Noun) []byte {
		for _, text := range texts(n) {
			dst = analyser.Append(dst, text)
		}
		return dst
	}}
}

// texts is what a noun is found by; none: it is not. A person is not, but by
// what is said of incidents.
func texts(n ascribe.Noun) []string {
	switch x := n.(type) {
	case *ascribe.Incident:
		return []string{x.Title, x.ID}
	case *ascribe.Statement:
		return []string{x.Quote, x.Note, x.Value, x.Variable}
	case *ascribe.Source:
		return []string{x.Title, x.Publisher, x.ID}
	case *ascribe.Actor:
		if x.Kind != ascribe.Person {
			return []string{x.Name, x.ID}
		}
	}
	return nil
}

// readUpTo is how far the ledger is read with a record.
func (a *App) readUpTo(ctx context.Context, record int64) (r ReadUpTo, err error) {
	if r.Of, err = a.Store.Last(ctx); err != nil || r.Of == 0 {
		return r, err
	}
	last, err := a.Store.LastRecord(ctx, r.Of)
	if err != nil {
		return r, err
	}
	if record >= last {
		r.Entry = r.Of
		return r, nil
	}
	r.Entry, err = a.Store.EntryUpTo(ctx, record)
	return r, err
}
