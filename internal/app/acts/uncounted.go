package acts

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Uncounted is how many of the statements that were taken in cannot count, since
// their grade is not adequate: they are kept and shown, and move nothing.
type Uncounted struct {
	N   int    `json:"n"`
	Why string `json:"why"` // as in "no credibility"
}

// A graded is what counts of the grade of a statement: its own reliability or,
// where it has none, its source.
type graded struct {
	source      string
	reliability ascribe.Reliability
	credibility ascribe.Credibility
}

func gradedOf(s *ascribe.Statement) graded {
	if s.Reliability != "" {
		return graded{"", s.Reliability, s.Credibility}
	}
	return graded{s.Source, "", s.Credibility}
}

// uncounted says how many of the statements that were written cannot count, by
// the reason, the most first. Sources are judged as they stand at the end.
func uncounted(ctx context.Context, v *store.View, book *codebook.Book, written map[graded]int) ([]Uncounted, error) {
	counts := map[string]int{}
	for g, n := range written {
		if g.source != "" {
			p, err := v.Source(ctx, g.source)
			if err != nil {
				return nil, err
			}
			g.reliability = p.Reliability(ascribe.Latest)
		}
		if !book.Adequate(ascribe.NewGrade(g.reliability, g.credibility)) {
			counts[weakness(book, g.reliability, g.credibility)] += n
		}
	}
	list := []Uncounted{}
	for why, n := range counts {
		list = append(list, Uncounted{n, why})
	}
	slices.SortFunc(list, func(a, b Uncounted) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Why, b.Why)) })
	return list, nil
}

// weakness says which half of a grade is not adequate, or both.
func weakness(book *codebook.Book, r ascribe.Reliability, c ascribe.Credibility) string {
	var halves []string
	say := func(half, given string, inadequate bool) {
		switch {
		case !inadequate:
		case given == "":
			halves = append(halves, "no "+half)
		default:
			halves = append(halves, half+" "+given)
		}
	}
	say("reliability", string(r), r.Number() > book.Codebook.Adequate.Reliability.Number())
	say("credibility", string(c), c.Number() > book.Codebook.Adequate.Credibility.Number())
	return strings.Join(halves, " and ")
}

// Taken is the part of a grade that was left out and was taken from what the
// source had last.
type Taken struct {
	Reliability ascribe.Reliability `json:"reliability"`
	Credibility ascribe.Credibility `json:"credibility"`
	Statement   string              `json:"statement"` // the one that had it
}

// TakeGrade fills in what a statement leaves out of its grade with what the last
// statement of its source had that was not struck, and says what that was: nil
// where nothing was taken. A reliability is only taken where the source itself
// has none.
func TakeGrade(ctx context.Context, a *point.App, s *ascribe.Statement) (taken *Taken, err error) {
	err = a.Store.View(ctx, func(v *store.View) error {
		p, err := v.Source(ctx, s.Source)
		if ascribe.KindOf(err) == ascribe.ErrNotFound {
			return nil // whoever writes it down says so
		}
		if err != nil {
			return err
		}
		needs := s.Reliability == "" && p.Reliability(ascribe.Latest) == ""
		if s.Credibility != "" && !needs {
			return nil
		}
		last, err := lastFrom(ctx, v, s.Source)
		if err != nil || last == nil {
			return err
		}
		t := Taken{Statement: last.ID}
		if needs {
			t.Reliability = last.Reliability
		}
		if s.Credibility == "" {
			t.Credibility = last.Credibility
		}
		if t.Reliability == "" && t.Credibility == "" {
			return nil
		}
		s.Reliability, s.Credibility = cmp.Or(s.Reliability, t.Reliability), cmp.Or(s.Credibility, t.Credibility)
		taken = &t
		return nil
	})
	return taken, err
}

// lastFrom is the last statement of a source that has not been struck, nil for
// none.
func lastFrom(ctx context.Context, v *store.View, source string) (*ascribe.Statement, error) {
	list, err := v.StatementsFrom(ctx, source)
	if err != nil {
		return nil, err
	}
	for i := len(list) - 1; i >= 0; i-- {
		struck, err := isStruck(ctx, v, &list[i].Noun)
		if err != nil || !struck {
			return &list[i].Noun, err
		}
	}
	return nil, nil
}

func isStruck(ctx context.Context, v *store.View, s *ascribe.Statement) (bool, error) {
	d, err := v.Dossier(ctx, ascribe.Main, s.Subject)
	if err != nil {
		return false, err
	}
	return d.Withdrawn(nil).Struck(s.ID, ascribe.Latest), nil
}
