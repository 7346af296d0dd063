package guard

import (
	"net/http"

	"github.com/ascribe-project/ascribe"
)

// A Refusal is an error of the way in which something was asked, with the
// status that says so.
type Refusal struct {
	Said   *ascribe.Error
	Status int
}

// Refuse makes a refusal.
func Refuse(status int, format string, args ...any) *Refusal {
	kind := ascribe.ErrUsage
	if status == http.StatusServiceUnavailable {
		kind = ascribe.ErrConflict
	}
	return &Refusal{ascribe.Errorf(kind, format, args...), status}
}

// WithHint says what to do about the refusal.
func (r *Refusal) WithHint(format string, args ...any) *Refusal {
	r.Said = r.Said.WithHint(format, args...)
	return r
}

func (r *Refusal) Error() string { return r.Said.Message }
