package acts

import (
	"context"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Described is what the record says of itself, after it was changed.
type Described struct {
	Entry int64 `json:"entry"` // 0: it said so already
	ask.DescriptionAnswer
}

// maxSaid is the greatest length of what a record says of itself, in bytes of each
// field: it stands on pages and in every export.
const maxSaid = 2000

// Describe changes what the record says of itself: the fields that are given. Empty
// ones are taken away.
func Describe(ctx context.Context, a *point.App, by point.By, set map[string]string) (*Described, error) {
	for name, value := range set {
		set[name] = strings.TrimSpace(value)
		if len(value) > maxSaid {
			return nil, ascribe.Errorf(ascribe.ErrInvalid, "the %s is longer than %d bytes", name, maxSaid).WithHint("say it in a sentence or two")
		}
	}
	now, err := saysOfItself(ctx, a)
	if err != nil {
		return nil, err
	}
	before := now.Set()
	changed := map[string]string{}
	for name, value := range set {
		if before[name] != value {
			changed[name] = value
		}
	}
	if len(changed) == 0 {
		return &Described{DescriptionAnswer: *now}, nil
	}
	entry, _, err := Act(ctx, a, by, ascribe.EntryEvidence, func(tx *store.Tx) error {
		_, err := tx.Append(&ascribe.Description{Set: changed})
		return err
	})
	if err != nil {
		return nil, err
	}
	if now, err = saysOfItself(ctx, a); err != nil {
		return nil, err
	}
	return &Described{Entry: entry.N, DescriptionAnswer: *now}, nil
}

func saysOfItself(ctx context.Context, a *point.App) (answer *ask.DescriptionAnswer, err error) {
	err = a.Here(ctx, point.Team, func(p *point.Point) error {
		answer, err = ask.Description(ctx, p)
		return err
	})
	return answer, err
}
