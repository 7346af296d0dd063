package disclose

import (
	"context"
	"maps"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// What is asked of one incident needs few actors: those who are linked to it,
// and those whom statements name as their values.

// named is the register of those whom the statements of a dossier name.
func named(ctx context.Context, p *point.Point, d *ascribe.Dossier) (*register, error) {
	if r := keptRegister(p); r != nil {
		return r, nil
	}
	r, err := newRegister(ctx, p)
	if err != nil {
		return nil, err
	}
	values := map[string]bool{}
	addValues(values, p.Book, d)
	return r, r.addAmong(ctx, p, values)
}

// linkedTo is the register of the links to an incident and of their actors, and
// of those whom statements about them name. They are counted from the day on
// which the incident is.
func linkedTo(ctx context.Context, p *point.Point, links []ascribe.Noted[ascribe.Link], since ascribe.Day) (*register, error) {
	if r := keptRegister(p); r != nil {
		return r, nil
	}
	r, err := newRegister(ctx, p)
	if err != nil {
		return nil, err
	}
	ids, values := map[string]bool{}, map[string]bool{}
	for i := range links {
		ids[links[i].Noun.ID], ids[links[i].Noun.Actor] = true, true
	}
	if err := r.addAmong(ctx, p, ids); err != nil {
		return nil, err
	}
	for _, l := range r.Links {
		l.counted = since
		addValues(values, p.Book, l.Dossier)
	}
	for _, x := range r.Actors {
		addValues(values, p.Book, x.Dossier)
	}
	maps.DeleteFunc(values, func(id string, _ bool) bool { return r.byID[id] != nil || r.Links[id] != nil })
	return r, r.addAmong(ctx, p, values)
}

// addAmong takes in the actors and links among some ids that it does not have.
func (r *register) addAmong(ctx context.Context, p *point.Point, ids map[string]bool) error {
	list, err := p.View.DescribedAmong(ctx, slices.Sorted(maps.Keys(ids)))
	if err != nil {
		return err
	}
	for _, d := range list {
		if _, ok := d.Noun.(*ascribe.Actor); ok && r.byID[d.Noun.Key().ID] != nil {
			continue // of a link that came after
		}
		if err := r.add(p.Book, p.AsOf.Recorded, d); err != nil {
			return err
		}
	}
	return nil
}

// addValues adds the values of the statements of a dossier that may be the id of
// an actor or a link.
func addValues(values map[string]bool, book *codebook.Book, d *ascribe.Dossier) {
	for i := range d.Statements {
		s := &d.Statements[i].Noun
		if mayName(book, s.Variable) {
			values[s.Value] = true
		}
	}
	delete(values, "")
}
