package app

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A figure is the actors that are one as of a point: those whom statements
// that they are the same join, directly or through others.
type figure struct {
	members []*actorRecord // in the order of the ledger
	joins   []join
}

// A join is a statement by which two actors are one.
type join struct {
	of       *actorRecord
	evidence classify.Evidence
}

// figures are those of the register in the order of the ledger.
func (n *naming) figures() []*figure {
	of := make(map[*actorRecord]*figure, len(n.actors))
	for _, x := range n.actors {
		of[x] = &figure{members: []*actorRecord{x}}
	}
	for _, x := range n.actors {
		for _, e := range n.sameness(x) {
			one, other := of[x], of[n.byID[e.Statement.Value]]
			if other != one {
				one.members = append(one.members, other.members...)
				one.joins = append(one.joins, other.joins...)
				for _, m := range other.members {
					of[m] = one
				}
			}
			one.joins = append(one.joins, join{x, e})
		}
	}
	var list []*figure
	for _, x := range n.actors {
		f := of[x]
		slices.SortFunc(f.members, func(a, b *actorRecord) int { return cmp.Compare(a.Record, b.Record) })
		if f.members[0] == x {
			list = append(list, f)
		}
	}
	return list
}

// figureOf is the figure that an actor is of.
func (n *naming) figureOf(x *actorRecord) *figure {
	for _, f := range n.figures() {
		if slices.Contains(f.members, x) {
			return f
		}
	}
	return &figure{members: []*actorRecord{x}}
}

// sameness is the statements by which an actor is another one as of the
// point. Each other actor is weighed by itself, since an actor may be the same
// as several.
func (n *naming) sameness(x *actorRecord) []classify.Evidence {
	role := n.book.WithRole(ascribe.RoleSameAs)
	if role == nil {
		return nil
	}
	v := n.book.Var(role.Name)
	settled := map[string]bool{}
	var said []classify.Evidence
	for _, e := range x.reading.Evidence() {
		if e.Statement.Variable != v.Name || e.Day > n.known || e.Until <= n.known || !e.Adequate {
			continue
		}
		said = append(said, e)
		for _, id := range e.Statement.Settles {
			settled[id] = true
		}
	}
	claims := map[string][]*classify.Claim{}
	for _, e := range said {
		if other := n.byID[e.Statement.Value]; other == nil || other == x || settled[e.Statement.ID] {
			continue
		}
		claims[e.Statement.Value] = append(claims[e.Statement.Value], &classify.Claim{
			Record: e.Record, Day: e.Day, Grade: e.Grade, Stance: e.Statement.Stance,
			Value: codebook.FirstCode, Text: e.Statement.Value,
		})
	}
	var same []classify.Evidence
	for _, e := range said {
		cands := claims[e.Statement.Value]
		if len(cands) == 0 || e.Statement.Stance != ascribe.Asserts || settled[e.Statement.ID] {
			continue
		}
		if w := classify.Weigh(v, cands); slices.Contains(w.Values(), e.Statement.Value) {
			same = append(same, e)
		}
	}
	return same
}

// face is the member that stands for the figure: the first that the reader may
// know by name.
func (n *naming) face(f *figure) *actorRecord {
	for _, m := range f.members {
		if !n.withheld(m) {
			return m
		}
	}
	return f.members[0]
}

// referTo is the figure as the reader sees it.
func (n *naming) referTo(f *figure) Reference {
	var roles []string
	for _, m := range f.members {
		roles = append(roles, n.roles(m)...)
	}
	return n.refer(n.face(f), roles...)
}

// references are the members of a figure of several actors as the reader sees
// them, none of one.
func (n *naming) references(f *figure) []Reference {
	list := []Reference{}
	if len(f.members) == 1 {
		return list
	}
	for _, m := range f.members {
		list = append(list, n.refer(m, n.roles(m)...))
	}
	return list
}
