package app_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestUndoOfOneAdoptionOfMany: the undo of an adoption has the codebook count that
// counted before it, the undo of that the one that was adopted, and as recorded before
// each counts as it did.
func TestUndoOfOneAdoptionOfMany(t *testing.T) {
	ctx := context.Background()
	a := newApp(t) // version 1.1.0, in entry 1
	for _, version := range []string{"1.1.1", "1.1.2"} {
		text := bytes.Replace(codebooks.Direction, []byte("version: 1.1.0"), []byte("version: "+version), 1)
		if _, err := acts.Adopt(ctx, a, anna, point.File{Name: version, Text: text}); err != nil {
			fatal(t, err)
		}
	}
	counts := func(entry int64) string {
		t.Helper()
		book, err := apptest.At(ctx, a, &point.Question{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: entry}}, apptest.Book)
		if err != nil {
			fatal(t, err)
		}
		return book.Version
	}
	undo := func(entry int64, want string) {
		t.Helper()
		done, err := acts.Undo(ctx, a, anna, entry)
		if err != nil {
			fatal(t, err)
		}
		if got := counts(ascribe.Latest); got != want || len(done.Acts) != 1 || done.Acts[0] != fmt.Sprintf("the codebook direction %s counts again", want) {
			t.Errorf("after the undo of entry %d it is %s: %q", entry, got, done.Acts)
		}
	}
	undo(3, "1.1.1") // entry 4
	undo(4, "1.1.2")
	undo(5, "1.1.1")
	if _, err := acts.Undo(ctx, a, anna, 2); ascribe.KindOf(err) != ascribe.ErrConflict {
		t.Errorf("the undo of one that others came after: %v", err)
	}
	for entry, want := range map[int64]string{1: "1.1.0", 2: "1.1.1", 3: "1.1.2", 4: "1.1.1", 5: "1.1.2", 6: "1.1.1"} {
		if got := counts(entry); got != want {
			t.Errorf("as recorded by entry %d it is %s, want %s", entry, got, want)
		}
	}
}
