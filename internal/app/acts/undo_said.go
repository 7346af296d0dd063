package acts

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// describe has the record say of itself what it said before: of each field that
// nothing has said since.
func (u *undoing) describe(ctx context.Context, record int64, x *ascribe.Description) error {
	if x.Of != "" {
		return nil // of a casebook, which changes nothing
	}
	all, err := u.view.Descriptions(ctx)
	if err != nil {
		return err
	}
	before, back := map[string]string{}, maps.Clone(x.Set)
	for _, d := range all {
		switch {
		case d.Noun.Of != "":
		case d.Record < record:
			maps.Copy(before, d.Noun.Set)
		case d.Record > record:
			for name := range d.Noun.Set {
				delete(back, name)
			}
		}
	}
	if len(back) == 0 {
		return nil
	}
	for name := range back {
		back[name] = before[name]
	}
	d := &ascribe.Description{Set: back}
	if _, err := u.tx.Append(d); err != nil {
		return err
	}
	u.acts = append(u.acts, "the record says of itself again: "+d.Line())
	return nil
}

// filter has a name stand for what it stood for before, or for nothing.
func (u *undoing) filter(ctx context.Context, record int64, x *ascribe.Filter) error {
	all, err := u.view.Filters(ctx, x.Dataset)
	if err != nil {
		return err
	}
	back := &ascribe.Filter{Name: x.Name, Dataset: x.Dataset, Where: []string{}}
	for _, f := range all {
		switch {
		case f.Noun.Name != x.Name:
		case f.Record < record:
			back.Where = f.Noun.Where
		case f.Record > record:
			return nil // it has been given again since
		}
	}
	if slices.Equal(back.Where, x.Where) {
		return nil
	}
	if _, err := u.tx.Append(back); err != nil {
		return err
	}
	stands := "asks for nothing any more"
	if len(back.Where) > 0 {
		stands = "asks for " + strings.Join(back.Where, " and ") + " again"
	}
	u.acts = append(u.acts, fmt.Sprintf("@%s %s", x.Name, stands))
	return nil
}
