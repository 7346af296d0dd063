package sqlite

import (
	"errors"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/ascribe-project/ascribe/internal/store/dialect"
)

var faults = map[int]dialect.Fault{
	lib.SQLITE_BUSY: dialect.Busy, lib.SQLITE_LOCKED: dialect.Busy,
	lib.SQLITE_FULL:      dialect.Full,
	lib.SQLITE_INTERRUPT: dialect.Interrupted,
	lib.SQLITE_NOTADB:    dialect.Foreign,
	lib.SQLITE_CORRUPT:   dialect.Damaged,
	lib.SQLITE_READONLY:  dialect.Unwritable, lib.SQLITE_PERM: dialect.Unwritable, lib.SQLITE_AUTH: dialect.Unwritable,
	lib.SQLITE_IOERR:    dialect.Failing,
	lib.SQLITE_CANTOPEN: dialect.Unopened,
}

// faultOf tells by the code of an error.
func faultOf(err error) dialect.Fault {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return dialect.None
	}
	switch e.Code() {
	case lib.SQLITE_CONSTRAINT_PRIMARYKEY, lib.SQLITE_CONSTRAINT_UNIQUE:
		return dialect.Twice
	case lib.SQLITE_ERROR:
		return dialect.Misfit
	}
	if fault, ok := faults[e.Code()&0xff]; ok {
		return fault
	}
	return dialect.Unknown
}
