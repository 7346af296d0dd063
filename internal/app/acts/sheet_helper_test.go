package acts_test

import (
	"errors"

	"github.com/ascribe-project/ascribe"
)

func asError(err error, into **ascribe.Error) bool { return errors.As(err, into) }
