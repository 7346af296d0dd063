package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
)

// persons are the records of the persons who have all the words in their name
// or id, and may be named as of the question. The index of words has nothing
// of persons, since who may be named depends on the day.
func (s *wordSearch) persons(ctx context.Context) ([]int64, error) {
	n, err := disclose.To(ctx, s.p)
	if err != nil {
		return nil, err
	}
	var records []int64
	for _, x := range n.Actors {
		if x.Noun.Kind == ascribe.Person && s.query.In(x.Noun.Name+" "+x.Noun.ID) == s.query.All() && disclose.MayBeNamed(n.Book, x, n.Known) {
			records = append(records, x.Record)
		}
	}
	return records, nil
}
