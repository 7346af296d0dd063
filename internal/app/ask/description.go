package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
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
	for i := range all {
		if all[i].Entry > p.AsOf.Recorded || all[i].Noun.Of != "" {
			continue
		}
		out.Entry = all[i].Entry
		out.say(all[i].Noun.Set)
	}
	return out, nil
}

// say takes in what was said.
func (d *DescriptionAnswer) say(set map[string]string) {
	for name, field := range d.fields() {
		if value, said := set[name]; said {
			*field = value
		}
	}
}

func (d *DescriptionAnswer) fields() map[string]*string {
	return map[string]*string{"title": &d.Title, "owner": &d.Owner, "contact": &d.Contact, "licence": &d.Licence, "about": &d.About}
}

// Set is what is said, by the names of its fields.
func (d *DescriptionAnswer) Set() map[string]string {
	set := map[string]string{}
	for name, field := range d.fields() {
		set[name] = *field
	}
	return set
}

// A CasebookSays is what a casebook that an entry imported said of itself.
type CasebookSays struct {
	Casebook string `json:"casebook"`
	Title    string `json:"title"`
	Owner    string `json:"owner"`
	Contact  string `json:"contact"`
	Licence  string `json:"licence"`
	About    string `json:"about"`
}

// Line says it in a line.
func (c *CasebookSays) Line() string {
	set := map[string]string{}
	for name, value := range map[string]string{"title": c.Title, "owner": c.Owner, "contact": c.Contact, "licence": c.Licence, "about": c.About} {
		if value != "" {
			set[name] = value
		}
	}
	return (&ascribe.Description{Of: c.Casebook, Set: set}).Line()
}

// casebooksSay is what came with casebooks, by their entries.
func casebooksSay(ctx context.Context, p *point.Point) (map[int64]*CasebookSays, error) {
	all, err := p.View.Descriptions(ctx)
	if err != nil {
		return nil, err
	}
	said := map[int64]*CasebookSays{}
	for i := range all {
		d := &all[i].Noun
		if d.Of != "" {
			said[all[i].Entry] = &CasebookSays{d.Of, d.Set["title"], d.Set["owner"], d.Set["contact"], d.Set["licence"], d.Set["about"]}
		}
	}
	return said, nil
}
