package ask

import (
	"context"
	"fmt"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// notesOn are the notes on the dataset and, for each of these columns that its
// last edition by the day no longer has, one that says so: the values that it
// had are still the latest, and new incidents have none.
func notesOn(ctx context.Context, p *point.Point, known ascribe.Day, columns []string) ([]MethodNote, error) {
	notes, err := notes(ctx, p, known)
	if err != nil || p.About() == ascribe.Main {
		return notes, err
	}
	all, err := editions(ctx, p)
	if err != nil {
		return nil, err
	}
	editions := slices.DeleteFunc(all, func(e EditionName) bool { return e.day > known })
	if len(editions) == 0 {
		return notes, nil
	}
	last := &editions[len(editions)-1]
	for _, name := range columns {
		v := varNamed(p.Book, name)
		if v == nil || slices.Contains(last.columns, v.Name) {
			continue
		}
		for i := range slices.Backward(editions) {
			if e := &editions[i]; slices.Contains(e.columns, v.Name) {
				notes = append(notes, MethodNote{last.Published, fmt.Sprintf("the edition %s has no column %s: its values are those of %s and before", last.Edition, name, e.Edition), last.Source})
				break
			}
		}
	}
	return notes, nil
}
