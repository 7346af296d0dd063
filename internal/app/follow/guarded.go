package follow

import (
	"fmt"
	"runtime/debug"

	"github.com/ascribe-project/ascribe"
)

// guarded does something, and makes an error of a panic: what goes wrong in the
// background must not end the program.
func guarded(do func() error) (err error) {
	defer func() {
		if what := recover(); what != nil {
			err = ascribe.Errorf(ascribe.ErrInternal, "something went wrong that should not").
				WithCause(fmt.Errorf("%v\n%s", what, debug.Stack()))
		}
	}()
	return do()
}
