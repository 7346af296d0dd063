package acts

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A Verdict says whether two that look alike are one.
type Verdict struct {
	One, Other string // ids
	Same       bool
	// Said is what the statement about two incidents or actors has beside that: its
	// source, day, grade, coder and note.
	Said ascribe.Statement
}

// Decide writes down that two incidents or actors are one, or that they are two, as
// a statement about the later; that two sources are one, by having the later
// rest on the earlier, so that they count once; and that two sources are two, as a
// distinction.
func Decide(ctx context.Context, a *point.App, by point.By, v *Verdict) (*Added, error) {
	var act func() (*Added, error)
	err := a.At(ctx, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, func(p *point.Point) (err error) {
		act, err = verdict(ctx, a, by, p, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	return act()
}

// verdict finds out what is to be written.
func verdict(ctx context.Context, a *point.App, by point.By, p *point.Point, v *Verdict) (func() (*Added, error), error) {
	if v.One == v.Other {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "%s is given twice", v.One).WithHint("give the ids of two")
	}
	one, err := p.View.Subject(ctx, ascribe.Main, v.One)
	if err == nil && strings.Contains(v.Other, ":") {
		return ofDataset(ctx, a, by, p, v, one)
	}
	if err == nil {
		other, err := p.View.Subject(ctx, ascribe.Main, v.Other)
		if err != nil {
			return nil, err
		}
		return ofSubjects(ctx, a, by, p, v, one, other)
	}
	sources, sourceErr := p.View.SourcesOf(ctx, []string{v.One, v.Other})
	switch {
	case sourceErr != nil:
		return nil, sourceErr
	case sources[v.One] == nil:
		return nil, err
	case sources[v.Other] == nil:
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "there is no source %q", v.Other).WithHint("two are one only where both are sources: look for a slip in the id")
	case !v.Same:
		if err := notYetApart(ctx, p, v); err != nil {
			return nil, err
		}
		return func() (*Added, error) {
			return Add(ctx, a, by, &ascribe.Distinction{One: v.One, Other: v.Other, Reason: v.Said.Note})
		}, nil
	}
	return ofSources(ctx, a, by, sources[v.One], sources[v.Other])
}

// notYetApart refuses to say once more that two sources are two.
func notYetApart(ctx context.Context, p *point.Point, v *Verdict) error {
	said, err := p.View.Distinctions(ctx)
	for _, x := range said {
		if d := &x.Noun; d.One == v.One && d.Other == v.Other || d.One == v.Other && d.Other == v.One {
			return ascribe.Errorf(ascribe.ErrConflict, "that %s and %s are two is written already, as %s", v.One, v.Other, d.ID).
				WithHint("nothing needs to be written; a strike takes it back")
		}
	}
	return err
}

// ofSubjects is what is written of two incidents or two actors.
func ofSubjects(ctx context.Context, a *point.App, by point.By, p *point.Point, v *Verdict, one, other ascribe.Noted[ascribe.Noun]) (func() (*Added, error), error) {
	kind := one.Noun.Record()
	if kind != other.Noun.Record() {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "%s is %s, and %s is %s", v.One, ascribe.WithArticle(string(kind)), v.Other, ascribe.WithArticle(string(other.Noun.Record()))).
			WithHint("only two of a kind can be one")
	}
	variable, err := v.sameAs(p, kind)
	if err != nil {
		return nil, err
	}
	if one.Record > other.Record {
		one, other = other, one
	}
	return v.statement(ctx, a, by, variable, other.Noun.Key().ID, one.Noun.Key().ID), nil
}

// ofDataset is what is written of an incident and one of an imported dataset.
func ofDataset(ctx context.Context, a *point.App, by point.By, p *point.Point, v *Verdict, one ascribe.Noted[ascribe.Noun]) (func() (*Added, error), error) {
	variable, err := v.sameAs(p, ascribe.RecordIncident)
	if err != nil {
		return nil, err
	}
	return v.statement(ctx, a, by, variable, one.Noun.Key().ID, v.Other), nil
}

// sameAs is the variable by which two of a kind are the same.
func (v *Verdict) sameAs(p *point.Point, kind ascribe.RecordKind) (string, error) {
	sameAs := p.Book.WithRole(ascribe.RoleSameAs)
	switch {
	case sameAs == nil || !slices.Contains(sameAs.Of, ascribe.SubjectKind(kind)):
		return "", ascribe.Errorf(ascribe.ErrConflict, "the codebook %s %s has no variable by which %ss are the same", p.Book.ID, p.Book.Version, kind).
			WithHint("adopt one in which a variable of %ss has the role same_as", kind)
	case v.Said.Source == "":
		return "", ascribe.Errorf(ascribe.ErrUsage, "it is not said on whose word they are one or two").
			WithHint("name the source, which may be your own team's: --source ID")
	}
	return sameAs.Name, nil
}

// statement is the act that says of a subject that it is another, or is not.
func (v *Verdict) statement(ctx context.Context, a *point.App, by point.By, variable, subject, value string) func() (*Added, error) {
	s := v.Said
	s.Subject, s.Variable, s.Value, s.Stance = subject, variable, value, ascribe.Denies
	if v.Same {
		s.Stance = ascribe.Asserts
	}
	return func() (*Added, error) {
		taken, err := TakeGrade(ctx, a, &s)
		if err != nil {
			return nil, err
		}
		added, err := Add(ctx, a, by, &s)
		if err == nil {
			added.Taken = taken
		}
		return added, err
	}
}

// ofSources is the amendment by which the later of two sources rests on the
// earlier.
func ofSources(ctx context.Context, a *point.App, by point.By, one, other *ascribe.Provenance) (func() (*Added, error), error) {
	if cmp.Or(one.Noun.Published.Compare(other.Noun.Published), cmp.Compare(one.Record, other.Record)) > 0 {
		one, other = other, one
	}
	for _, x := range [][2]*ascribe.Provenance{{one, other}, {other, one}} {
		if slices.Contains(x[0].Noun.RestsOn, x[1].Noun.ID) {
			return nil, ascribe.Errorf(ascribe.ErrConflict, "%s rests on %s already", x[0].Noun.ID, x[1].Noun.ID).WithHint("they count as one: nothing needs to be written")
		}
	}
	by.Why = cmp.Or(by.Why, "it is the same as "+one.Noun.ID)
	amendment := &ascribe.Amendment{
		Of: ascribe.RecordSource, Target: other.Noun.ID, Field: "rests_on",
		Value: strings.Join(append(slices.Clone(other.Noun.RestsOn), one.Noun.ID), ";"),
	}
	return func() (*Added, error) { return Amend(ctx, a, by, []*ascribe.Amendment{amendment}) }, nil
}
