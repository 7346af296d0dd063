package main

import (
	"context"
	"strconv"

	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Describe is the command.
type Describe struct {
	Title   *string `help:"The record's title." placeholder:"TEXT"`
	Owner   *string `help:"Who owns it: a team, an institution." placeholder:"NAME"`
	Contact *string `help:"How they are reached: an address of mail or of a page." placeholder:"ADDRESS"`
	Licence *string `help:"Under which licence it may be used, as in CC-BY-4.0." placeholder:"LICENCE"`
	About   *string `help:"A sentence on what it is, and is not." placeholder:"TEXT"`
	writing
}

// Help says how fields are changed.
func (*Describe) Help() string {
	return "Without a field it shows what the record says of itself. A field that is given takes the place of what was; an empty one, as in --owner=, takes it away."
}

// Run describes, or shows.
func (c *Describe) Run(ctx context.Context, env *environment) error {
	set := map[string]string{}
	for name, value := range map[string]*string{"title": c.Title, "owner": c.Owner, "contact": c.Contact, "licence": c.Licence, "about": c.About} {
		if value != nil {
			set[name] = *value
		}
	}
	if len(set) == 0 {
		return env.here(ctx, func(p *point.Point) error {
			d, err := ask.Description(ctx, p)
			if err != nil {
				return err
			}
			return env.done(&c.writing, d, "%s", c.page(env, d))
		})
	}
	return env.work(ctx, func(a *point.App) error {
		done, err := acts.Describe(ctx, a, c.by(), set)
		if err != nil {
			return err
		}
		text := "Nothing new: it says so already.\n"
		if done.Entry != 0 {
			text = "Entry " + strconv.FormatInt(done.Entry, 10) + ".\n"
		}
		return env.done(&c.writing, done, "%s", text+c.page(env, &done.DescriptionAnswer))
	})
}

func (c *Describe) page(env *environment, d *ask.DescriptionAnswer) string {
	p := &page{t: env.out}
	if d.Entry == 0 {
		p.line("The record says nothing of itself. Say it with --title, --owner, --contact, --licence and --about.")
	}
	p.fields("title", d.Title, "owner", d.Owner, "contact", d.Contact, "licence", d.Licence, "about", d.About)
	return p.String()
}
