package app

import (
	"context"

	"github.com/ascribe-project/ascribe"
)

// persons are the records of the persons who have all the words in their name
// or id, and may be named as of the question. The index of words has nothing
// of persons, since who may be named depends on the day.
func (s *search) persons(ctx context.Context) ([]int64, error) {
	n, err := s.app.naming(ctx, s.q, s.book)
	if err != nil {
		return nil, err
	}
	var records []int64
	for _, x := range n.actors {
		if x.Noun.Kind == ascribe.Person && s.query.In(x.Noun.Name+" "+x.Noun.ID) == s.query.All() && mayBeNamed(n.book, x, n.known) {
			records = append(records, x.Record)
		}
	}
	return records, nil
}
