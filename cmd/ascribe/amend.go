package main

import (
	"context"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Amend is the command.
type Amend struct {
	ID          string   `arg:"" help:"The incident, actor, source or document; with what it is before it, as in source:ID, where two of them have the id." predictor:"id"`
	Title       *string  `help:"Of an incident or source: its title." placeholder:"TEXT"`
	Name        *string  `help:"Of an actor: its name." placeholder:"TEXT"`
	Kind        *string  `help:"Of an actor: person, organisation or persona; of a source: what kind of publication it is." placeholder:"KIND"`
	Published   *string  `help:"Of a source: the day on which it came out (EDTF). What it said without a day of its own moves with it." placeholder:"DAY"`
	Publisher   *string  `help:"Of a source: who brought it out." placeholder:"TEXT"`
	URL         *string  `name:"url" help:"Of a source: its address; of a document: that from which it was copied." placeholder:"URL"`
	ArchivedURL *string  `name:"archived-url" help:"Of a source: the address of an archived copy." placeholder:"URL"`
	Language    *string  `help:"Of a source: its language (BCP 47)." placeholder:"CODE"`
	RestsOn     *string  `help:"Of a source: all the sources that it only repeats, with semicolons between them." placeholder:"IDS"`
	Shown       *string  `help:"Of a document: yes, where readers may see what it says; --empty shown takes that back." placeholder:"yes"`
	Empty       []string `help:"A field that has no value any more, as a casebook calls it." placeholder:"FIELD"`
	dating
	writing
}

// Run amends the noun.
func (c *Amend) Run(ctx context.Context, env *environment) error {
	kind, id, found := strings.Cut(c.ID, ":")
	if !found {
		kind, id = "", c.ID
	}
	var list []*ascribe.Amendment
	for _, f := range []struct {
		name  string
		value *string
	}{
		{"title", c.Title},
		{"name", c.Name},
		{"kind", c.Kind},
		{"published", c.Published},
		{"publisher", c.Publisher},
		{"url", c.URL},
		{"archived_url", c.ArchivedURL},
		{"language", c.Language},
		{"rests_on", c.RestsOn},
		{ascribe.FieldShown, c.Shown},
	} {
		if f.value != nil {
			list = append(list, &ascribe.Amendment{Of: ascribe.RecordKind(kind), Target: id, Field: f.name, Value: *f.value})
		}
	}
	for _, name := range c.Empty {
		list = append(list, &ascribe.Amendment{Of: ascribe.RecordKind(kind), Target: id, Field: strings.ReplaceAll(name, "-", "_")})
	}
	if len(list) > 0 {
		env.askWhy(ctx, &c.acting, list[0])
	}
	return env.work(ctx, func(a *point.App) error {
		var done *acts.Added
		err := env.insist(ctx, c.dated(c.by()), func(by point.By) (err error) {
			done, err = acts.Amend(ctx, a, by, list)
			return err
		})
		if err != nil {
			return err
		}
		ids := make([]string, len(list))
		for i, x := range list {
			ids[i] = x.Field + " (" + x.ID + ")"
		}
		return env.done(&c.writing, done, "Entry %d: amended %s: %s.\n", done.Entry, id, strings.Join(ids, ", "))
	})
}
