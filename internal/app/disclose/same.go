package disclose

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A Figure is the actors that are one as of a point: those whom statements
// that they are the same join, directly or through others.
type Figure struct {
	Members []*ActorRecord // in the order of the ledger
	Joins   []join
}

// A join is a statement by which two actors are one.
type join struct {
	Of       *ActorRecord
	Evidence classify.Evidence
}

// Figures are those of the register in the order of the ledger.
func (n *Naming) Figures() []*Figure {
	of := make(map[*ActorRecord]*Figure, len(n.Actors))
	for _, x := range n.Actors {
		of[x] = &Figure{Members: []*ActorRecord{x}}
	}
	for _, x := range n.Actors {
		for _, e := range n.sameness(x) {
			one, other := of[x], of[n.byID[e.Statement.Value]]
			if other != one {
				one.Members = append(one.Members, other.Members...)
				one.Joins = append(one.Joins, other.Joins...)
				for _, m := range other.Members {
					of[m] = one
				}
			}
			one.Joins = append(one.Joins, join{x, e})
		}
	}
	var list []*Figure
	for _, x := range n.Actors {
		f := of[x]
		slices.SortFunc(f.Members, func(a, b *ActorRecord) int { return cmp.Compare(a.Record, b.Record) })
		if f.Members[0] == x {
			list = append(list, f)
		}
	}
	return list
}

// FigureOf is the figure that an actor is of.
func (n *Naming) FigureOf(x *ActorRecord) *Figure {
	for _, f := range n.Figures() {
		if slices.Contains(f.Members, x) {
			return f
		}
	}
	return &Figure{Members: []*ActorRecord{x}}
}

// sameness is the statements by which an actor is another one as of the point. They are
// weighed with what was said of the other.
func (n *Naming) sameness(x *ActorRecord) []classify.Evidence {
	return sameAs(n.Book, x.Reading, n.Known, func(value string) (back []classify.Evidence, canBe bool) {
		other := n.byID[value]
		if other == nil || other == x {
			return nil, false
		}
		for _, e := range saidSame(n.Book, other.Reading, n.Known) {
			if e.Statement.Value == x.Noun.ID {
				back = append(back, e)
			}
		}
		return back, true
	})
}

// sameAs is the statements by which a subject is another one as of a day. of says of a
// value whether it can be meant, and what is said the other way round. Each of the
// others is weighed by itself, since one may be the same as several.
func sameAs(book *codebook.Book, r *classify.Reading, known ascribe.Day, of func(value string) (back []classify.Evidence, canBe bool)) []classify.Evidence {
	said := saidSame(book, r, known)
	if len(said) == 0 {
		return nil
	}
	v := book.Var(book.WithRole(ascribe.RoleSameAs).Name)
	claims := map[string][]*classify.Claim{}
	add := func(value string, e *classify.Evidence) {
		claims[value] = append(claims[value], &classify.Claim{
			Record: e.Record, Day: e.Day, Grade: e.Grade, Stance: e.Statement.Stance,
			Value: codebook.FirstCode, Text: value,
		})
	}
	for i := range said {
		value := said[i].Statement.Value
		back, canBe := of(value)
		if !canBe {
			continue
		}
		if claims[value] == nil {
			for j := range back {
				add(value, &back[j])
			}
		}
		add(value, &said[i])
	}
	var same []classify.Evidence
	for _, e := range said {
		cands := claims[e.Statement.Value]
		if len(cands) == 0 || e.Statement.Stance != ascribe.Asserts {
			continue
		}
		if w := classify.Weigh(v, cands); slices.Contains(w.Values(), e.Statement.Value) {
			same = append(same, e)
		}
	}
	return same
}

// saidSame is what counts on a day of what was said of which others a subject is the
// same as.
func saidSame(book *codebook.Book, r *classify.Reading, known ascribe.Day) (said []classify.Evidence) {
	role := book.WithRole(ascribe.RoleSameAs)
	if role == nil {
		return nil
	}
	for _, e := range r.Evidence() {
		if e.Statement.Variable == role.Name && e.Day <= known && known < e.Until && known < e.Settled && e.Adequate {
			said = append(said, e)
		}
	}
	return said
}

// face is the member that stands for the figure: the first that the reader may
// know by name.
func (n *Naming) face(f *Figure) *ActorRecord {
	for _, m := range f.Members {
		if !n.withheld(m) {
			return m
		}
	}
	return f.Members[0]
}

// ReferTo is the figure as the reader sees it.
func (n *Naming) ReferTo(f *Figure) Reference {
	var roles []string
	for _, m := range f.Members {
		roles = append(roles, n.Roles(m)...)
	}
	return n.Refer(n.face(f), roles...)
}

// References are the members of a figure of several actors as the reader sees
// them, none of one.
func (n *Naming) References(f *Figure) []Reference {
	list := []Reference{}
	if len(f.Members) == 1 {
		return list
	}
	for _, m := range f.Members {
		list = append(list, n.Refer(m, n.Roles(m)...))
	}
	return list
}
