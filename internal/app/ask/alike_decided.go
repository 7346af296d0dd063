package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store"
)

// decisions are what was said of pairs: that they are one, or two.
type decisions struct {
	one map[int]int // of things that are one, another of them, on the way to the first
	two map[[2]int]bool
}

// are reports whether anything was decided of two things.
func (d *decisions) are(i, j int) bool {
	return d.two[pairOf(i, j)] || d.first(i) == d.first(j)
}

func pairOf(i, j int) [2]int { return [2]int{min(i, j), max(i, j)} }

// first is the one that stands for all that are one with a thing.
func (d *decisions) first(i int) int {
	for {
		other, ok := d.one[i]
		if !ok {
			return i
		}
		i = other
	}
}

func (d *decisions) join(i, j int) {
	if d.one == nil {
		d.one = map[int]int{}
	}
	if i, j = d.first(i), d.first(j); i != j {
		d.one[max(i, j)] = min(i, j)
	}
}

func (d *decisions) part(i, j int) {
	if d.two == nil {
		d.two = map[[2]int]bool{}
	}
	d.two[pairOf(i, j)] = true
}

// same takes in a statement that one thing is another, or is not.
func (d *decisions) same(c *Comparable, i int, s *store.Said) {
	j, ok := c.at[s.Value]
	switch {
	case !ok:
	case s.Stance == ascribe.Asserts:
		d.join(i, j)
	case s.Stance == ascribe.Denies:
		d.part(i, j)
	}
}

// resting takes in on which others a source rests, directly or through others: all
// of them have one root.
func (d *decisions) resting(i int, on map[int][]int) {
	seen := map[int]bool{i: true}
	for queue := slices.Clone(on[i]); len(queue) > 0; queue = queue[1:] {
		if j := queue[0]; !seen[j] {
			seen[j] = true
			d.part(i, j)
			queue = append(queue, on[j]...)
		}
	}
}

// sources takes in which sources rest on which, and of which it was said that they are
// two: of such a pair nothing needs to be said.
func (d *decisions) sources(ctx context.Context, v *store.View, c *Comparable) error {
	on := map[int][]int{}
	for x, err := range v.OfKind(ctx, ascribe.RecordSource) {
		if err != nil {
			return err
		}
		source, ok := x.Noun.(*ascribe.Source)
		if !ok {
			continue
		}
		for _, id := range source.RestsOn {
			if j, ok := c.at[id]; ok {
				i := c.at[source.ID]
				on[i] = append(on[i], j)
			}
		}
	}
	for i := range on {
		d.resting(i, on)
	}
	two, err := v.Distinctions(ctx)
	for _, x := range two {
		i, one := c.at[x.Noun.One]
		j, other := c.at[x.Noun.Other]
		if one && other {
			d.part(i, j)
		}
	}
	return err
}
