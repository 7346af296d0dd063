package acts

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/document"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Copied is what a backup has.
type Copied struct {
	Entries   int64 `json:"entries"`
	Records   int64 `json:"records"`
	Documents int   `json:"documents"` // files
}

// Backup copies the store to a new file, and the files of its documents to a folder
// beside that. Others may read and write meanwhile. An error beside an answer says
// what is not in it.
func Backup(ctx context.Context, a *point.App, file string) (*Copied, error) {
	to := document.Beside(file)
	if _, err := os.Lstat(string(to)); err == nil {
		return nil, ascribe.Errorf(ascribe.ErrConflict, "there is a folder %s already", to).WithHint("nothing is overwritten: choose another name for the backup")
	}
	report, err := a.Store.Backup(ctx, file)
	if err != nil {
		return nil, err
	}
	out := &Copied{Entries: report.Entries, Records: report.Records}
	copied, err := store.Open(ctx, file)
	if err != nil {
		return out, err
	}
	defer copied.Close() //nolint:errcheck // it was only read
	var missing []string
	out.Documents, missing, err = copyFiles(ctx, copied, to, a.Documents())
	if err == nil && missing != nil {
		err = missingFiles("the store was copied, and files of its documents are missing", missing)
	}
	return out, err
}

func missingFiles(what string, missing []string) error {
	var problems ascribe.Problems
	for _, id := range missing {
		problems.Add(ascribe.Problem{Message: "the document " + id})
	}
	return problems.Describe(ascribe.Errorf(ascribe.ErrUnverified, "%s", what).
		WithHint("look with: ascribe verify; bring a file back with: ascribe document add FILE --source ID"))
}

// copyFiles copies the files of a store's documents from the first of some folders
// that has each as it was kept, and names the documents of which none has.
func copyFiles(ctx context.Context, s *store.Store, to document.Folder, from ...document.Folder) (copied int, missing []string, err error) {
	var all []ascribe.Noted[ascribe.Document]
	err = s.View(ctx, func(v *store.View) (err error) {
		all, err = v.Documents(ctx)
		return err
	})
	done := map[string]bool{}
	for i := range all {
		d := &all[i].Noun
		if err := ctx.Err(); err != nil {
			return copied, missing, err
		}
		if done[d.SHA256] {
			continue
		}
		there, err := copyFirst(d, to, from)
		switch {
		case err != nil:
			return copied, missing, err
		case there:
			done[d.SHA256] = true
			copied++
		default:
			missing = append(missing, d.ID)
		}
	}
	return copied, missing, err
}

func copyFirst(d *ascribe.Document, to document.Folder, from []document.Folder) (there bool, err error) {
	for _, f := range from {
		switch kind := ascribe.KindOf(f.Check(d.SHA256, d.Size)); {
		case kind == ascribe.ErrNotFound || kind == ascribe.ErrUnverified:
			continue
		}
		return true, f.Copy(to, d.SHA256)
	}
	return false, nil
}

// placeFiles puts a folder of documents beside a store, and keeps the one that was
// there beside the store that was replaced.
func placeFiles(made, place document.Folder, replaced string) error {
	if replaced != "" {
		if err := os.Rename(string(place), string(document.Beside(replaced))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return notPlaced(place, err)
		}
	}
	if err := os.Rename(string(made), string(place)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return notPlaced(place, err)
	}
	return nil
}

func notPlaced(place document.Folder, err error) error {
	return ascribe.Errorf(ascribe.ErrConflict, "the store is restored, and its documents could not be put into %s", place).
		WithHint("move the folder of documents beside the backup there").WithCause(err)
}
