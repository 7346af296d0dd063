package store

import (
	"errors"
	"io/fs"
	"os"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store/sqlite"
)

// Place gives a store that lies beside it the name of another, which is kept under
// a name of its own; where there is none, kept is empty. Nothing has either open.
func Place(made, path, aside string) (kept string, err error) {
	switch _, err := os.Lstat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return "", os.Rename(made, path)
	case err != nil:
		return "", err
	}
	if _, err := os.Lstat(aside); err == nil {
		return "", ascribe.Errorf(ascribe.ErrConflict, "%s is there already, and is where the store that is replaced would be kept", aside).
			WithHint("look whether it is still needed, and give it another name or delete it")
	}
	if err := sqlite.Move(path, aside); err != nil {
		return "", err
	}
	if err := os.Rename(made, path); err != nil {
		return "", errors.Join(err, sqlite.Move(aside, path))
	}
	return aside, nil
}
