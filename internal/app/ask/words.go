package ask

import (
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/words"
)

// Found is where words were found, as of a point.
type Found struct {
	point.Asked
	Text string `json:"text"`
	// Incidents are the records of those that have all the words, in their
	// title, in what was said of them and in its sources together, ascending.
	Incidents []int64 `json:"-"`
	// N is how many incidents those are.
	N int `json:"n"`
	Hits
	Read ReadUpTo `json:"read"`
}

// Hits are the texts in which words stand.
type Hits struct {
	// Texts is how many there are: of the incidents that were found, and actors
	// that have all the words.
	Texts int `json:"texts"`
	// Best are, of each kind, MaxHits at most, those with the most of the words
	// first.
	Best []Hit `json:"hits"`
}

// ReadUpTo says how far the index of words has read what counts for a search.
// What was written down later is not found yet.
type ReadUpTo struct {
	Entry     int64 `json:"entry"` // all of it and of those before it is read,
	Of        int64 `json:"of"`    // of so many
	Records   int64 `json:"records"`
	OfRecords int64 `json:"of_records"`
}

// All reports whether everything was read.
func (r *ReadUpTo) All() bool { return r.Records == r.OfRecords }

// Hit is a text in which words were found.
type Hit struct {
	Kind     HitKind      `json:"kind"`
	ID       string       `json:"id"`
	Incident string       `json:"incident,omitempty"` // not of an actor; of a source, the first of its statements'
	Title    string       `json:"title"`              // of the incident or source; an actor's name
	Said     *ascribe.Day `json:"said"`               // of a statement; the last day possible
	Variable string       `json:"variable,omitempty"` // of a statement
	Value    string       `json:"value,omitempty"`    // of a statement
	Snippet  []Piece      `json:"snippet"`
}

// HitKind says what a text is of.
type HitKind string

// What a text can be of.
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

// MaxHits is how many hits of one kind an answer has at most: there are many
// titles, and what was said would not be seen for them.
const MaxHits = 12

// maxWords is how many words can be looked for at once.
const maxWords = 31

// Search answers which incidents of the team's own dataset have all the words
// of a text, as far as was said and written down by then: each somewhere in
// the title, a statement, or its source. What was struck does not count, nor
// what its source had taken back. While the program follows the ledger it
// answers from what has been read; else it reads the rest first.
func Search(ctx context.Context, p *point.Point, text string) (*Found, error) {
	s, err := search(ctx, p, text)
	if err != nil {
		return nil, err
	}
	found := &Found{Asked: p.Asked, Text: text, Incidents: s.incidents, N: len(s.incidents), Read: s.read}
	found.Hits, err = hitsOf(ctx, p, s)
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

// A searched is what a search found, before any of it is read.
type searched struct {
	query     words.Query
	incidents []int64 // ascending
	texts     int
	best      []spot
	read      ReadUpTo
}

// A searchKey names a search whose answer stays what it is.
type searchKey struct {
	text string
	point.Key
}

// search is what was found, with a question that was opened. What was found
// lately is remembered, since readers go on from it: by pages, in another
// order, to what it can be narrowed to.
func search(ctx context.Context, p *point.Point, text string) (*searched, error) {
	if p.About() != ascribe.Main {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "the dataset %s has no index of words", p.Dataset).
			WithHint("search the team's own dataset")
	}
	query, err := parseWords(text)
	if err != nil {
		return nil, err
	}
	key := searchKey{text, p.Key()}
	if known := point.Recently[searchKey, searched](p).Get(key); known != nil {
		return known, nil
	}
	s := wordSearch{p: p, query: query, all: uint32(query.All())} //nolint:gosec // there are maxWords
	found, err := s.find(ctx)
	if err == nil && found.read.All() {
		point.Recently[searchKey, searched](p).Put(key, found)
	}
	return found, err
}

// A wordSearch is one question for words. Which of the words are where is bits, by
// record.
type wordSearch struct {
	p     *point.Point
	upTo  int64 // the last record that counts
	query words.Query
	all   uint32 // of the words

	texts     []uint32 // the texts themselves
	incidents []uint32 // with what is said of them, or has been
	counted   []uint32 // of those that may have all: without what was withdrawn
	said      *follow.Withdrawals
	merged    *disclose.Merging
	hidden    []int64 // statements that say who somebody is who may not be named
	amended   []amendedText
}

// An amendedText is which of the words a noun has that was amended: the index has
// it as it was first written.
type amendedText struct {
	record int64
	kind   ascribe.RecordKind
	words  uint32
}

func (s *wordSearch) readAmended(ctx context.Context) error {
	nouns, err := s.p.View.Amended(ctx)
	for _, x := range nouns {
		texts := strings.Join(follow.Texts(x.Noun), "\n")                                                // of a person there are none
		s.amended = append(s.amended, amendedText{x.Record, x.Noun.Record(), uint32(s.query.In(texts))}) //nolint:gosec // there are maxWords
	}
	return err
}

// nowhere reports whether some word is neither in the index nor in what was
// amended.
func (s *wordSearch) nowhere(lists [][]store.Text) bool {
	for i, list := range lists {
		if len(list) == 0 && !slices.ContainsFunc(s.amended, func(a amendedText) bool { return a.words&(1<<i) != 0 }) {
			return true
		}
	}
	return false
}

// present is the bit of an incident that is counted.
const present = 1 << maxWords

// find is what has the words: incidents that are counted, with what is said of
// them, and actors.
func (s *wordSearch) find(ctx context.Context) (*searched, error) {
	var err error
	if s.upTo, err = s.p.Record(ctx); err != nil {
		return nil, err
	}
	answer, err := s.look(ctx)
	if err != nil {
		return nil, err
	}
	found := &searched{query: s.query, incidents: []int64{}}
	if found.read, err = s.readUpTo(ctx, answer.Read); err != nil {
		return nil, err
	}
	s.texts = make([]uint32, s.upTo+1)
	best := leaders{texts: s.texts}
	persons, err := s.persons(ctx)
	if err != nil {
		return nil, err
	}
	for _, n := range persons {
		s.texts[n] = s.all
		best.add(HitActor, n, 0, 0)
	}
	if err := s.readAmended(ctx); err != nil {
		return nil, err
	}
	if !s.nowhere(answer.Texts) {
		if s.said, err = s.p.Following().Withdrawals(ctx, s.p.View, s.upTo); err != nil {
			return nil, err
		}
		if s.hidden, err = disclose.Hidden(ctx, s.p, s.upTo); err != nil {
			return nil, err
		}
		if err := s.indexed(ctx, &answer, found, &best); err != nil {
			return nil, err
		}
	}
	found.texts, found.best = best.n, best.all()
	return found, nil
}

// indexed finds what the index of words has. To be counted, an incident needs a
// statement that was not struck; it may have been corrected since.
func (s *wordSearch) indexed(ctx context.Context, answer *store.FoundWords, found *searched, best *leaders) error {
	var err error
	if s.merged, err = disclose.Merged(ctx, s.p); err != nil {
		return err
	}
	s.incidents, s.counted = make([]uint32, s.upTo+1), make([]uint32, s.upTo+1)
	actors, said := s.place(answer.Texts)
	for _, n := range s.hidden {
		s.texts[n] = 0
	}
	each := func(use func(statement, incident, source int64, day ascribe.Day)) error {
		return answer.Facts.Each(ctx, s.upTo, s.p.AsOf.Known, use)
	}
	if said {
		err := each(func(statement, incident, source int64, _ ascribe.Day) {
			s.incidents[s.merged.Of(incident)] |= s.in(statement, source)
		})
		if err != nil {
			return err
		}
	}
	if err := each(s.count); err != nil {
		return err
	}
	for n, which := range s.counted {
		if which == s.all|present {
			found.incidents = append(found.incidents, int64(n))
			best.add(HitIncident, int64(n), int64(n), 0)
		}
	}
	if said {
		err := each(func(statement, incident, source int64, day ascribe.Day) {
			incident = s.merged.Of(incident)
			if s.counted[incident] == s.all|present && s.in(statement, source) != 0 && s.stands(statement) {
				best.add(HitStatement, statement, incident, day)
				best.add(HitSource, source, incident, 0)
			}
		})
		if err != nil {
			return err
		}
	}
	for _, n := range actors {
		if s.texts[n] == s.all {
			best.add(HitActor, n, 0, 0)
		}
	}
	return nil
}

// look asks the index of words. What it has not read is read first, unless
// that is done in the background.
func (s *wordSearch) look(ctx context.Context) (answer store.FoundWords, err error) {
	expressions := make([]string, s.query.Len())
	for i := range expressions {
		expressions[i] = s.query.Match(i)
	}
	return s.p.Following().FindWords(ctx, expressions, s.upTo)
}

// place notes which words are in which texts. It gives the actors, and whether
// there is any statement or source.
func (s *wordSearch) place(lists [][]store.Text) (actors []int64, said bool) {
	for i, list := range lists {
		for _, t := range list {
			s.texts[t.Record] |= 1 << i
			switch t.Kind {
			case ascribe.RecordIncident:
				s.incidents[s.merged.Of(t.Record)] |= 1 << i
			case ascribe.RecordActor:
				actors = append(actors, t.Record)
			default:
				said = true
			}
		}
	}
	for _, a := range s.amended {
		if a.record > s.upTo {
			continue
		}
		s.texts[a.record] = a.words
		switch a.kind {
		case ascribe.RecordIncident:
			s.incidents[s.merged.Of(a.record)] |= a.words
		case ascribe.RecordActor:
			if !slices.Contains(actors, a.record) {
				actors = append(actors, a.record)
			}
		default:
			said = true
		}
	}
	return actors, said
}

// in is which words are in a statement or its source.
func (s *wordSearch) in(statement, source int64) uint32 {
	return s.texts[statement] | s.texts[source]
}

// stands reports whether a statement has been withdrawn neither by us nor by
// its source.
func (s *wordSearch) stands(statement int64) bool {
	return !s.said.Struck(statement) && s.said.Until(statement) > s.p.AsOf.Known
}

// count notes of an incident that may have all the words what a statement
// brings to it.
func (s *wordSearch) count(statement, incident, source int64, _ ascribe.Day) {
	first := s.merged.Of(incident)
	if s.incidents[first] != s.all || s.said.Struck(statement) {
		return
	}
	s.counted[first] |= present | s.texts[first] | s.texts[incident]
	if in := s.in(statement, source); in != 0 && s.stands(statement) {
		s.counted[first] |= in
	}
}

// readUpTo is how far what counts is read with a record.
func (s *wordSearch) readUpTo(ctx context.Context, record int64) (r ReadUpTo, err error) {
	r.Of, r.OfRecords = s.p.AsOf.Recorded, s.upTo
	if r.Records = min(record, s.upTo); r.All() {
		r.Entry = r.Of
		return r, nil
	}
	r.Entry, err = s.p.View.EntryUpTo(ctx, record)
	return r, err
}
