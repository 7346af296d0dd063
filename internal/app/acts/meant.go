package acts

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A nearKey is a space of ids, or those of it of one kind.
type nearKey struct {
	space store.Space
	kind  ascribe.RecordKind
}

// didYouMean is the end of a sentence about an id that is not there. The ids are
// read once, for the first faults: those of an import can be many.
func (r *recorder) didYouMean(space store.Space, kind ascribe.RecordKind, id string) string {
	if r.absent > ascribe.MaxProblems {
		return ""
	}
	key := nearKey{space, kind}
	ids, read := r.nearby[key]
	if !read {
		var err error
		if ids, err = r.tx.View().Near(context.Background(), space, ascribe.Main, kind, id); err != nil {
			return "" // what is wrong is said without
		}
		if r.nearby == nil {
			r.nearby = map[nearKey][]string{}
		}
		r.nearby[key] = ids
	}
	return near.DidYouMean(id, ids)
}
