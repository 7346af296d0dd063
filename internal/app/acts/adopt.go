package acts

import (
	"context"
	"fmt"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Adopted is what the adoption of a codebook did.
type Adopted struct {
	Entry    int64          `json:"entry"` // 0: it is the one that counts already
	File     string         `json:"file"`
	Codebook point.BookName `json:"codebook"`
	// Changes is what is another since, compared with the codebook that counted
	// before: null where there was none, or it is the same.
	Changes *ask.BookDiff `json:"changes"`
	// Cases is how many worked cases it was held to, and passed.
	Cases int `json:"cases,omitempty"`
}

// Adopt makes a codebook the one that counts from now on. A version that was
// adopted before must be the same file to the byte, and is adopted again
// only where another has been adopted since. One that lacks what has been coded
// is refused, with a list of that, unless whoever acts goes on although: it stays
// in the record, and is hidden as long as this codebook counts.
func Adopt(ctx context.Context, a *point.App, by point.By, file point.File) (*Adopted, error) {
	book, err := a.Compile(file.Name, file.Text)
	if err != nil {
		return nil, err
	}
	done := &Adopted{File: file.Name, Codebook: point.NameOf(book)}
	before, err := a.Store.Adoptions(ctx, ascribe.Main)
	if err != nil {
		return nil, err
	}
	for _, b := range before {
		if b.Noun.ID == book.ID && b.Noun.Version == book.Version && b.Noun.SHA256 != book.SHA256 {
			return nil, ascribe.Errorf(ascribe.ErrConflict, "version %s of the codebook %s was adopted in entry %d with other content", book.Version, book.ID, b.Entry).
				WithHint("a version never changes: give the new one a new version")
		}
	}
	if n := len(before); n > 0 {
		if before[n-1].Noun.SHA256 == book.SHA256 {
			return done, nil
		}
		if done.Changes, err = underAnother(ctx, a, book); err != nil {
			return nil, err
		}
		if lacking := done.Changes.Lacking; len(lacking) > 0 && !by.Although {
			return nil, refuseLacking(book, lacking)
		}
	}
	entry, _, err := Act(ctx, a, by, ascribe.EntryCodebook, func(tx *store.Tx) error {
		_, err := tx.Append(&ascribe.Adoption{ID: book.ID, Version: book.Version, SHA256: book.SHA256, Text: string(file.Text)})
		return err
	})
	done.Entry = entry.N
	return done, err
}

// underAnother is what would be another under a codebook than under the one that
// counts. What it lacks is looked for in all that was coded, also in what its
// source has taken back since: history has it.
func underAnother(ctx context.Context, a *point.App, book *codebook.Book) (d *ask.BookDiff, err error) {
	err = a.At(ctx, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, func(p *point.Point) error {
		d, err = ask.DiffCodebook(ctx, p, p.Book, book)
		return err
	})
	return d, err
}

func refuseLacking(book *codebook.Book, lacking []ask.Lacking) error {
	var problems ascribe.Problems
	for _, l := range lacking {
		problems.Add(ascribe.Problem{Message: l.String()})
	}
	e := ascribe.Errorf(ascribe.ErrConflict, "the codebook %s %s lacks what has been coded, which would be hidden", book.ID, book.Version).
		WithHint("give the codebook what it lacks, or say with \"was:\" what a variable or value was called before; with --although it is adopted as it is, and what it lacks is kept and hidden")
	return problems.Describe(e)
}

// newerHint says, where a newer version of a codebook ships, that it may have
// what this one lacks.
func newerHint(book *codebook.Book) string {
	for _, c := range slices.Backward(codebooks.Shipped) {
		switch {
		case book == nil || c.ID != book.ID:
			continue
		case c.Version == book.Version:
			return ""
		}
		return fmt.Sprintf("; the codebook %s %s may have what %s lacks: see ascribe codebook diff %s %s", c.ID, c.Version, book.Version, book.Version, c.Name())
	}
	return ""
}
