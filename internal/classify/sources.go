package classify

import (
	"maps"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// publishers counts the different publishers among the roots of what the
// sources of the grounds rest on. A source without a publisher stands for
// itself.
func (r *Reading) publishers(grounds []ground) int {
	names := map[string]bool{}
	for _, g := range grounds {
		for _, c := range g.claims {
			for _, id := range Roots(r.dossier, c.at.Noun.Source) {
				if p := r.dossier.Sources[id]; p != nil && p.Noun.Publisher != "" {
					names["publisher "+p.Noun.Publisher] = true
				} else {
					names["source "+id] = true
				}
			}
		}
	}
	return len(names)
}

// Roots are the sources on which a source rests in the end: itself, where it
// rests on none.
func Roots(d *ascribe.Dossier, id string) []string { return roots(d, id, nil) }

func roots(d *ascribe.Dossier, id string, seen []string) []string {
	if slices.Contains(seen, id) {
		return nil
	}
	p := d.Sources[id]
	if p == nil || len(p.Noun.RestsOn) == 0 {
		return []string{id}
	}
	var list []string
	for _, on := range p.Noun.RestsOn {
		list = append(list, roots(d, on, append(seen, id))...)
	}
	return list
}

// Linchpins are the sources without which label or level would be another on a
// day.
func (r *Reading) Linchpins(known ascribe.Day) []ascribe.Linchpin {
	return r.linchpins(known, r.Belief(known).Outcome)
}

// linchpins are the sources without which the outcome would be another.
func (r *Reading) linchpins(known ascribe.Day, present ascribe.Outcome) []ascribe.Linchpin {
	list := []ascribe.Linchpin{}
	for _, id := range slices.Sorted(maps.Keys(r.On(known).dossier.Sources)) {
		without := r.Without(id)
		if o := without.view(known).outcome(); o != present {
			list = append(list, ascribe.Linchpin{Source: id, LabelWithout: o.Label, LevelWithout: o.Level})
		}
	}
	return list
}

// fallsWith is the source and everything that rests on it alone, directly or
// through others.
func (r *Reading) fallsWith(id string) map[string]bool {
	out := map[string]bool{id: true}
	for grown := true; grown; {
		grown = false
		for _, d := range r.dossier.All() {
			for other, p := range d.Sources {
				if out[other] || len(p.Noun.RestsOn) == 0 {
					continue
				}
				if !slices.ContainsFunc(p.Noun.RestsOn, func(on string) bool { return !out[on] }) {
					out[other] = true
					grown = true
				}
			}
		}
	}
	return out
}
