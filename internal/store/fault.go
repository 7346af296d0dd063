package store

import (
	"context"
	"errors"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store/dialect"
)

// ofCaller leaves the error of a caller's own function as it is, but for an
// interrupt that it hands on.
func ofCaller(ctx context.Context, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return explain(ctx, err)
	}
	return err
}

// explain turns an error of the database into one for people.
func explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*ascribe.Error](err); ok {
		return err
	}
	if ctx.Err() != nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return ascribe.Errorf(ascribe.ErrInterrupted, "interrupted; nothing was written").WithCause(err)
	}
	switch faultOf(err) {
	case dialect.Busy:
		return ascribe.Errorf(ascribe.ErrConflict, "another process is writing to the store").
			WithHint("wait until it is done, and try again").WithCause(err)
	case dialect.Full:
		return ascribe.Errorf(ascribe.ErrConflict, "the disk is full; nothing was written").
			WithHint("free some space, and try again").WithCause(err)
	case dialect.Interrupted:
		return ascribe.Errorf(ascribe.ErrInterrupted, "interrupted; nothing was written").WithCause(err)
	case dialect.Foreign:
		return ascribe.Errorf(ascribe.ErrInvalid, "the file is not a store of ascribe").
			WithHint("name the store with --store, or make one with: ascribe init").WithCause(err)
	case dialect.Damaged:
		return ascribe.Errorf(ascribe.ErrUnverified, "the file of the store is damaged").
			WithHint("go back to the last backup").WithCause(err)
	case dialect.Unwritable:
		return ascribe.Errorf(ascribe.ErrConflict, "the store may not be written").
			WithHint("look at the permissions of the file and of its folder").WithCause(err)
	case dialect.Failing:
		return ascribe.Errorf(ascribe.ErrConflict, "the disk of the store cannot be read or written").
			WithHint("see whether it is full, away or failing").WithCause(err)
	case dialect.Unopened:
		return ascribe.Errorf(ascribe.ErrConflict, "the store cannot be opened").
			WithHint("look at the permissions of the file and of its folder").WithCause(err)
	}
	return ascribe.Errorf(ascribe.ErrInternal, "the store failed").WithCause(err)
}
