package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/words"
)

// A mention is the incidents that have all the words of a text.
type mention struct {
	incidents []int64   // their records, ascending; never nil
	words     *searched // nil: there is no index of words of the dataset
}

// has reports whether an incident is among them, by its record.
func (m *mention) has(record int64) bool {
	_, found := slices.BinarySearch(m.incidents, record)
	return found
}

// readUpTo is how far the index of words had read; nil: there is none.
func (m *mention) readUpTo() *ReadUpTo {
	if m.words == nil {
		return nil
	}
	return &m.words.read
}

// mentioning finds the incidents that are counted and have all the words of a
// text: in the index of words or, of a dataset that has none, one by one.
func mentioning(ctx context.Context, p *point.Point, text string) (*mention, error) {
	if p.About() == ascribe.Main && !p.WithoutIndex() {
		found, err := search(ctx, p, text)
		if err != nil {
			return nil, err
		}
		return &mention{append([]int64{}, found.incidents...), found}, nil
	}
	if _, err := parseWords(text); err != nil {
		return nil, err
	}
	m := &mention{incidents: []int64{}}
	for s, err := range disclose.Present(ctx, p) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		if mentions(s, text, p.AsOf) {
			m.incidents = append(m.incidents, s.Dossier.Record)
		}
	}
	return m, nil
}

// mentions reports whether every word of the text occurs in the incident's
// id or title, or in what was said of it by then and in its sources: what
// Search answers from its index, worked out for one incident.
func mentions(s disclose.Subject, text string, at ascribe.AsOf) bool {
	query := words.Parse(text)
	missing := query.All()
	look := func(n ascribe.Noun) {
		for _, text := range follow.Texts(n) {
			if missing != 0 {
				missing &^= query.In(text)
			}
		}
	}
	for _, d := range s.Members(at.Known) {
		look(&ascribe.Incident{ID: d.Subject, Title: d.Title})
	}
	for _, st := range s.Statements(at.Known) {
		look(st)
		if p := s.Dossier.Sources[st.Source]; p != nil {
			look(&p.Noun)
		}
	}
	return missing == 0
}
