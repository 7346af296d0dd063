package dialect

import (
	"errors"

	"github.com/ascribe-project/ascribe"
)

// A Fault is a kind of failure of a database.
type Fault int

const (
	None        Fault = iota // the error is not the database's
	Unknown                  // nothing can be said of it
	Busy                     // another is writing
	Full                     // no space is left
	Interrupted              // by the caller
	Foreign                  // what was opened is no database
	Damaged
	Unwritable
	Failing  // the disk cannot be read or written
	Unopened // it cannot be opened
	Twice    // a key is there already
	Misfit   // a query names what is not there
)

// ErrNoVersion is the error of a database that is not marked as a store.
var ErrNoVersion = errors.New("the database has no version of a schema")

// Unverified says what is wrong with a store. Every fault that verifying finds
// is one.
func Unverified(format string, args ...any) error {
	return ascribe.Errorf(ascribe.ErrUnverified, format, args...).
		WithHint("go back to the last backup that verifies; where only a derived table is wrong, ascribe rebuild makes it anew")
}
