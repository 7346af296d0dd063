package acts

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/document"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Restoring says what is put in place of what.
type Restoring struct {
	Backup   string   // the file
	Path     string   // of the store
	Erasures string   // a file of erasures; empty: the one beside the store, if there is one
	Caches   []string // folders in which something made of the store may lie
	// Over is the program over a store, to act on it.
	Over func(*store.Store) *point.App
}

// Restored is what a backup was restored to.
type Restored struct {
	Entries  int64  `json:"entries"`
	Records  int64  `json:"records"`
	Replaced string `json:"replaced"` // where the store is kept that was there; empty: there was none
	// Looked are the places from which erasures were taken to be replayed; none:
	// nobody knows what was erased since the backup.
	Looked   []string `json:"looked"`
	Replayed int      `json:"replayed"` // records that were erased again
	// Lost is the first entry that the store had and the backup has not; null:
	// none is known to be lost.
	Lost *ask.EntryRow `json:"lost"`
	// Losses is how many are.
	Losses int64 `json:"losses"`
	// Unread is why nothing is known of the store that was replaced.
	Unread string `json:"unread"`
	// Documents is how many files of documents were put beside the store, and Missing
	// are the documents of which neither the backup nor the store had the file.
	Documents int      `json:"documents"`
	Missing   []string `json:"missing"`
}

// Restore puts a backup in the place of a store: it is copied and verified, what
// was erased since is erased from it again, and only then it takes the store's
// name. The store that was there is kept beside it.
func Restore(ctx context.Context, by point.By, in *Restoring) (*Restored, error) {
	if same(in.Backup, in.Path) {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "%s is the store itself", in.Backup).WithHint("name the backup")
	}
	backup, err := store.Open(ctx, in.Backup)
	if err != nil {
		return nil, err
	}
	defer backup.Close() //nolint:errcheck // it is only read
	if kept := document.Beside(in.aside()); there(string(kept)) && there(string(document.Beside(in.Path))) {
		return nil, ascribe.Errorf(ascribe.ErrConflict, "%s is there already, and is where the documents of the store that is replaced would be kept", kept).
			WithHint("look whether it is still needed, and give it another name or delete it")
	}
	out := &Restored{Looked: []string{}, Missing: []string{}}
	hashes, err := in.before(ctx, backup, out)
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp(filepath.Dir(in.Path), ".ascribe-restore-*")
	if err != nil {
		return nil, ascribe.Errorf(ascribe.ErrConflict, "nothing can be written beside %s", in.Path).
			WithHint("make its folder, or look at its permissions").WithCause(err)
	}
	defer os.RemoveAll(folder) //nolint:errcheck // an empty folder stays at worst
	made := filepath.Join(folder, filepath.Base(in.Path))
	report, err := backup.Backup(ctx, made)
	if err != nil {
		return nil, err
	}
	out.Entries, out.Records = report.Entries, report.Records
	if err := in.replay(ctx, by, made, hashes, out); err != nil {
		return nil, err
	}
	if err := in.files(ctx, made, out); err != nil {
		return nil, err
	}
	if out.Replaced, err = store.Place(made, in.Path, in.aside()); err != nil {
		return nil, err
	}
	if err := placeFiles(document.Beside(made), document.Beside(in.Path), out.Replaced); err != nil {
		return out, err
	}
	return out, in.after(ctx)
}

func same(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

func there(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// aside is where the store is kept that is replaced.
func (in *Restoring) aside() string { return strings.TrimSuffix(in.Path, ".db") + ".before-restore.db" }

// before looks at what is replaced: what was erased of it, and what is lost.
func (in *Restoring) before(ctx context.Context, backup *store.Store, out *Restored) (hashes []ascribe.Hash, err error) {
	file := in.Erasures
	if file == "" {
		file = store.ErasuresFile(in.Path)
	}
	switch hashes, err = store.ReadErasures(file); {
	case err == nil:
		out.Looked = append(out.Looked, file)
	case in.Erasures != "" || ascribe.KindOf(err) != ascribe.ErrNotFound:
		return nil, err
	}
	if _, err := os.Lstat(in.Path); err != nil {
		return hashes, nil
	}
	replaced, err := store.Open(ctx, in.Path)
	if err != nil {
		out.Unread = err.Error()
		return hashes, nil
	}
	defer replaced.Close() //nolint:errcheck // it is only read
	if replaced.ID() != backup.ID() {
		return nil, ascribe.Errorf(ascribe.ErrConflict, "%s is a backup of another store than %s", in.Backup, in.Path).
			WithHint("restore it under another name with --store, or move the store that is there away")
	}
	erased, err := replaced.Erased(ctx)
	if err == nil {
		out.Looked = append(out.Looked, in.Path)
		hashes = append(hashes, erased...)
		err = out.losses(ctx, replaced, backup, in.Over)
	}
	if err != nil { // it may be damaged: that is why it is replaced
		out.Unread = err.Error()
	}
	return hashes, nil
}

// losses finds the first entry that a store has and its backup has not.
func (out *Restored) losses(ctx context.Context, replaced, backup *store.Store, over func(*store.Store) *point.App) error {
	last, err := replaced.Last(ctx)
	if err != nil {
		return err
	}
	kept, err := backup.Last(ctx)
	if err != nil {
		return err
	}
	first := int64(0)
	for n := int64(1); n <= last && first == 0; n++ {
		have, err := replaced.Entry(ctx, n)
		if err != nil {
			return err
		}
		if n > kept {
			first = n
			break
		}
		there, err := backup.Entry(ctx, n)
		if err != nil {
			return err
		}
		if have.Root != there.Root || !have.Time.Equal(there.Time) {
			first = n
		}
	}
	if first == 0 {
		return nil
	}
	out.Losses = last - first + 1
	return over(replaced).Here(ctx, point.Team, func(p *point.Point) error {
		e, err := ask.Entries(ctx, p, ask.Place{After: first - 1}, 1)
		if err == nil && len(e.Rows) == 1 {
			out.Lost = &e.Rows[0]
		}
		return err
	})
}

// files copies the files of the copy's documents to it: what was erased is not among
// them any more.
func (in *Restoring) files(ctx context.Context, made string, out *Restored) error {
	s, err := store.Open(ctx, made)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // it was only read
	copied, missing, err := copyFiles(ctx, s, document.Beside(made), document.Beside(in.Backup), document.Beside(in.Path))
	out.Documents, out.Missing = copied, append(out.Missing, missing...)
	return err
}

// replay erases from the copy what was erased since the backup.
func (in *Restoring) replay(ctx context.Context, by point.By, made string, hashes []ascribe.Hash, out *Restored) error {
	s, err := store.Open(ctx, made)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // what was written is already durable
	records, err := s.Having(ctx, hashes)
	if err != nil || len(records) == 0 {
		return err
	}
	if s.Older() {
		return ascribe.Errorf(ascribe.ErrConflict, "the backup was made by an older ascribe, and what was erased since cannot be erased from it as it is").
			WithHint("copy it, bring the copy up to date with: ascribe upgrade, and restore that")
	}
	a := in.Over(s)
	e := &eraser{by: by, erased: map[int64]*ascribe.Erasure{}}
	if strings.TrimSpace(e.by.Why) == "" {
		e.by.Why = "erased before, and again after a restore"
	}
	err = a.Here(ctx, point.Team, func(p *point.Point) error {
		e.from(p)
		for _, n := range records {
			if err := e.take(ctx, n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, _, err = e.write(ctx, a)
	out.Replayed = len(e.erased)
	if err != nil {
		return err
	}
	report, err := s.Verify(ctx, nil)
	out.Entries, out.Records = report.Entries, report.Records
	return err
}

// after takes away what was made of the store that was replaced, and writes the
// file of erasures.
func (in *Restoring) after(ctx context.Context) error {
	s, err := store.Open(ctx, in.Path)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // it was only read
	return forgetBeside(ctx, in.Over(s), in.Caches)
}
