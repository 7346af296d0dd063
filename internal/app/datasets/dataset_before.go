package datasets

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/store"
)

// tableBefore is what a dataset has that a table of its next edition is read
// by: the form of its ids, and which variables its columns are.
func tableBefore(ctx context.Context, v *store.View, name string, editions []ask.EditionBefore, exists bool) (b dataset.Before, err error) {
	if b.IDs, err = idForm(ctx, v, name, exists); err != nil || !exists {
		return b, err
	}
	book, err := bookBefore(ctx, v, name)
	if err != nil || book == nil {
		return b, err
	}
	inFiles := map[string]bool{} // and not derived
	for _, e := range editions {
		for _, variable := range e.Columns {
			inFiles[variable] = true
		}
	}
	for i := range book.Variables {
		x := &book.Variables[i]
		b.Variables = append(b.Variables, x.Name)
		if inFiles[x.Name] {
			b.Columns = append(b.Columns, dataset.Column{Name: columnName(x), Variable: x.Name})
		}
	}
	return b, nil
}

// columnName is the name that a column has in its files.
func columnName(v *ascribe.Variable) string {
	if v.Title != "" {
		return v.Title
	}
	return v.Name
}

// idForm is the form of a dataset's ids.
func idForm(ctx context.Context, v *store.View, name string, exists bool) (ascribe.IDForm, error) {
	if !exists {
		return ascribe.IDsKept, nil
	}
	all, err := v.Datasets(ctx)
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(all, func(d ascribe.Noted[ascribe.Dataset]) bool { return d.Noun.ID == name })
	if at < 0 {
		return "", ascribe.Errorf(ascribe.ErrInternal, "the dataset %s is there, and is not listed", name)
	}
	return all[at].Noun.IDs, nil
}
