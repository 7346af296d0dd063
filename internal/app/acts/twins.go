package acts

import (
	"context"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// fresh is what an act wrote down that may have been there before.
type fresh struct {
	count     map[ascribe.RecordKind]int
	incidents map[string]bool
	told      bool // whether anything was said of these incidents
}

func (f *fresh) note(noun ascribe.Noun) {
	switch n := noun.(type) {
	case *ascribe.Incident:
		if f.incidents == nil {
			f.incidents = map[string]bool{}
		}
		f.incidents[n.ID] = true
	case *ascribe.Actor, *ascribe.Source:
	default:
		return
	}
	if f.count == nil {
		f.count = map[ascribe.RecordKind]int{}
	}
	f.count[noun.Record()]++
}

// twins is which of the things that were written down look like others that are
// there, the surest first. Whoever is strict is refused these.
func (r *recorder) twins(ctx context.Context, by point.By, book *codebook.Book) ([]ask.Twin, error) {
	var twins []ask.Twin
	var problems ascribe.Problems
	for _, kind := range ask.TwinKinds {
		n := r.fresh.count[kind]
		if n == 0 {
			continue
		}
		all, err := ask.ComparableOf(ctx, r.tx.View(), book, kind, !r.fresh.told)
		if err != nil {
			return nil, err
		}
		pairs, err := all.Alike(ctx, len(all.IDs)-n)
		if err != nil {
			return nil, err
		}
		for _, pair := range pairs {
			_, struckBy, err := r.tx.Present(all.Records[pair.One])
			if err != nil {
				return nil, err
			}
			if struckBy != "" {
				continue
			}
			t := all.Twin(pair)
			twins = append(twins, t)
			problems.Add(ascribe.Problem{Message: LooksLike(&t)})
		}
	}
	if by.Strict && len(twins) > 0 {
		return nil, problems.ErrOf(ascribe.ErrConflict, "what was to be written", "nothing was written; if they are two, go on without --strict and say so: ascribe twins two ID ID")
	}
	return twins, nil
}

// LooksLike says in a sentence which thing looks like which that is there.
func LooksLike(t *ask.Twin) string {
	return "the " + string(t.Kind) + " " + t.Other.ID + " looks like " + t.One.ID + ", which is there (" + strings.Join(t.Why, "; ") + ")"
}
