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
const maxWords = 32

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
	s := search{app: a, q: q, query: query, seen: map[store.Text]uint64{}, incidents: map[int64]uint64{}}
	found := &Found{Point: q.point(), Text: text, Hits: []Hit{}}
	if err := s.find(ctx, &found.Read); err != nil {
		return nil, err
	}
	if found.Incidents, err = s.present(ctx); err != nil {
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

// A search is one question for words. Which words are where is bits.
type search struct {
	app       *App
	q         *Question
	upTo      int64 // the last record that counts
	query     words.Query
	seen      map[store.Text]uint64 // the texts
	incidents map[int64]uint64      // by their record
	mentions  []store.Mention       // that count, in which a word is, or in whose source
}

// find looks the words up and works out which incidents they are in.
func (s *search) find(ctx context.Context, read *ReadUpTo) (err error) {
	if s.upTo, err = s.app.Store.LastRecord(ctx, s.q.AsOf.Recorded); err != nil {
		return err
	}
	expressions := make([]string, s.query.Len())
	for i := range expressions {
		expressions[i] = s.query.Match(i)
	}
	texts, record, err := s.app.Store.FindWords(ctx, s.app.words(), expressions, s.upTo)
	if err != nil {
		return err
	}
	if *read, err = s.app.readUpTo(ctx, record); err != nil {
		return err
	}
	for i, list := range texts {
		for _, t := range list {
			s.seen[t] |= 1 << i
		}
	}
	var statements, sources []int64
	for t, which := range s.seen {
		switch t.Kind {
		case ascribe.RecordIncident:
			s.incidents[t.Record] |= which
		case ascribe.RecordStatement:
			statements = append(statements, t.Record)
		case ascribe.RecordSource:
			sources = append(sources, t.Record)
		}
	}
	slices.Sort(statements)
	slices.Sort(sources)
	in, err := s.app.Store.Mentions(ctx, statements)
	if err != nil {
		return err
	}
	from, err := s.app.Store.MentionsFrom(ctx, sources)
	if err != nil {
		return err
	}
	if s.mentions, err = s.counting(ctx, append(in, from...), false); err != nil {
		return err
	}
	for _, m := range s.mentions {
		s.incidents[m.Incident] |= s.seen[store.Text{Kind: ascribe.RecordStatement, Record: m.Statement}] |
			s.seen[store.Text{Kind: ascribe.RecordSource, Record: m.Source}]
	}
	return nil
}

// counting is the statements that count at the point of the question. To be
// present, an incident needs one that was not struck; it may have been
// corrected since.
func (s *search) counting(ctx context.Context, list []store.Mention, corrected bool) ([]store.Mention, error) {
	var withdrawn []int64
	for _, m := range list {
		if m.Withdrawn {
			withdrawn = append(withdrawn, m.Statement)
		}
	}
	amendments, err := s.app.Store.Withdrawals(ctx, withdrawn)
	if err != nil {
		return nil, err
	}
	w := withdrawals{upTo: s.upTo, of: map[int64][]store.Amendment{}}
	for _, a := range amendments {
		w.of[a.Target] = append(w.of[a.Target], a)
	}
	return slices.DeleteFunc(list, func(m store.Mention) bool {
		if m.Statement > s.upTo || m.Day > s.q.AsOf.Known {
			return true
		}
		return m.Withdrawn && (w.struck(m.Statement) || !corrected && w.until(m.Statement) <= s.q.AsOf.Known)
	}), nil
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

// present is the incidents that have all the words, and are counted.
func (s *search) present(ctx context.Context) ([]int64, error) {
	found := []int64{}
	all := s.query.All()
	for incident, which := range s.incidents {
		if which == all {
			found = append(found, incident)
		}
	}
	slices.Sort(found)
	counted := make(map[int64]bool, len(found))
	for _, m := range s.mentions {
		counted[m.Incident] = true
	}
	unsure := slices.DeleteFunc(slices.Clone(found), func(n int64) bool { return counted[n] })
	mentions, err := s.app.Store.MentionsOf(ctx, unsure)
	if err != nil {
		return nil, err
	}
	if mentions, err = s.counting(ctx, mentions, true); err != nil {
		return nil, err
	}
	for _, m := range mentions {
		counted[m.Incident] = true
	}
	return slices.DeleteFunc(found, func(n int64) bool { return !counted[n] }), nil
}

// A place is a text with words in it, before it is read.
type place struct {
	kind     HitKind
	text     store.Text
	incident int64 // 0: none
	day      ascribe.Day
	words    int
}

// hits is where the words stand: in the incidents that were found, and the
// actors that have all of them.
func (s *search) hits(ctx context.Context, found []int64) ([]Hit, error) {
	places := s.places(found)
	var records []int64
	for _, p := range places {
		records = append(records, p.text.Record)
		if p.incident != 0 {
			records = append(records, p.incident)
		}
	}
	nouns, err := s.app.Store.Nouns(ctx, records)
	if err != nil {
		return nil, err
	}
	hits := []Hit{}
	for _, p := range places {
		if noun, ok := nouns[p.text.Record]; ok {
			incident, _ := nouns[p.incident].(*ascribe.Incident)
			hits = append(hits, s.hit(p, noun, incident))
		}
	}
	return hits, nil
}

func (s *search) places(found []int64) []place {
	var places []place
	add := func(kind HitKind, t store.Text, incident int64, day ascribe.Day) {
		places = append(places, place{kind, t, incident, day, bits.OnesCount64(s.seen[t])})
	}
	taken := map[store.Text]bool{}
	for _, n := range found {
		if t := (store.Text{Kind: ascribe.RecordIncident, Record: n}); s.seen[t] != 0 {
			add(HitIncident, t, n, 0)
		}
	}
	for _, m := range s.mentions {
		if _, ok := slices.BinarySearch(found, m.Incident); !ok {
			continue
		}
		statement, source := store.Text{Kind: ascribe.RecordStatement, Record: m.Statement}, store.Text{Kind: ascribe.RecordSource, Record: m.Source}
		if s.seen[statement] != 0 && !taken[statement] {
			taken[statement] = true
			add(HitStatement, statement, m.Incident, m.Day)
		}
		if s.seen[source] != 0 && !taken[source] {
			taken[source] = true
			add(HitSource, source, m.Incident, 0)
		}
	}
	for t, which := range s.seen {
		if t.Kind == ascribe.RecordActor && which == s.query.All() {
			add(HitActor, t, 0, 0)
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(b.words, a.words), cmp.Compare(a.kind.order(), b.kind.order()), cmp.Compare(a.text.Record, b.text.Record))
	})
	return places[:min(len(places), MaxHits)]
}

func (k HitKind) order() int {
	return slices.Index([]HitKind{HitIncident, HitActor, HitSource, HitStatement}, k)
}

func (s *search) hit(p place, noun ascribe.Noun, incident *ascribe.Incident) Hit {
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
