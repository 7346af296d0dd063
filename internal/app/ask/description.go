package ask

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/app/point"
)

// DescriptionAnswer is what the record says of itself. What nobody said is empty.
type DescriptionAnswer struct {
	Title   string `json:"title"`
	Owner   string `json:"owner"`
	Contact string `json:"contact"`
	Licence string `json:"licence"`
	About   string `json:"about"` // what it is, and is not
	Entry   int64  `json:"entry"` // in which that was said last; 0: nobody has
}

// Description answers what the record says of itself, as recorded then.
func Description(ctx context.Context, p *point.Point) (*DescriptionAnswer, error) {
	all, err := p.View.Descriptions(ctx)
	if err != nil {
		return nil, err
	}
	out := &DescriptionAnswer{}
	fields := map[string]*string{"title": &out.Title, "owner": &out.Owner, "contact": &out.Contact, "licence": &out.Licence, "about": &out.About}
	for i := range all {
		if all[i].Entry > p.AsOf.Recorded {
			continue
		}
		out.Entry = all[i].Entry
		for name, value := range all[i].Noun.Set {
			if field := fields[name]; field != nil {
				*field = value
			}
		}
	}
	return out, nil
}
