package store

import (
	"context"
	"database/sql"
	"iter"

	"github.com/ascribe-project/ascribe"
)

// Dossier is all that was written down about one subject. A cell of a row is
// a statement in it, with the id "record#column".
func (v *View) Dossier(ctx context.Context, dataset, id string) (*ascribe.Dossier, error) {
	list, err := v.DossiersOf(ctx, dataset, []string{id})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// DossiersOf is the dossiers of subjects in the order of their ids. However
// many there are, it takes the same few statements of SQL.
func (v *View) DossiersOf(ctx context.Context, dataset string, ids []string) ([]*ascribe.Dossier, error) {
	subjects, err := v.SubjectsOf(ctx, dataset, ids)
	if err != nil {
		return nil, err
	}
	return v.gather(ctx, dataset, subjects, nil)
}

// dossierPage is how many dossiers are read at a time where all are.
const dossierPage = 256

// Dossiers is the dossiers of all incidents, in the order of the ledger. They
// are read a page at a time; what is kept is the numbers of what was withdrawn,
// and the sources.
func (v *View) Dossiers(ctx context.Context, dataset string) iter.Seq2[*ascribe.Dossier, error] {
	return func(yield func(*ascribe.Dossier, error) bool) {
		if err := v.dossiers(ctx, dataset, yield); err != nil {
			yield(nil, explain(ctx, err))
		}
	}
}

func (v *View) dossiers(ctx context.Context, dataset string, yield func(*ascribe.Dossier, error) bool) error {
	n, err := v.resolver().dataset(dataset)
	if err != nil {
		return err
	}
	withdrawn, err := v.allWithdrawn(ctx)
	if err != nil {
		return err
	}
	for after := int64(0); ; {
		subjects, err := v.subjects(ctx, "subject.page", n, incidentKind, after, dossierPage)
		if err != nil {
			return err
		}
		page, err := v.gather(ctx, dataset, subjects, withdrawn)
		if err != nil {
			return err
		}
		for _, d := range page {
			if !yield(d, nil) {
				return nil
			}
		}
		if len(subjects) < dossierPage {
			return nil
		}
		after = subjects[len(subjects)-1].Record
	}
}

// gather is the dossiers of subjects, in their order. withdrawn says which
// records were withdrawn, where that is known already.
func (v *View) gather(ctx context.Context, dataset string, subjects []ascribe.Noted[ascribe.Noun], withdrawn map[int64]bool) ([]*ascribe.Dossier, error) {
	g := newGathering(v, subjects)
	read := g.statements
	if dataset != "" && dataset != ascribe.Main {
		read = g.rows
	}
	for _, step := range []func(context.Context) error{
		read,
		func(ctx context.Context) error { return g.withdrawals(ctx, withdrawn) },
		g.sources,
	} {
		if err := step(ctx); err != nil {
			return nil, explain(ctx, err)
		}
	}
	return g.dossiers, nil
}

// statements is the statements of a query that gives the numbers of records,
// and bodies.
func (v *View) statements(ctx context.Context, name string, args ...any) ([]ascribe.Noted[ascribe.Statement], error) {
	all := []ascribe.Noted[ascribe.Statement]{}
	err := v.scan(ctx, name, args, func(rows *sql.Rows) error {
		var n int64
		var body sql.RawBytes
		if err := rows.Scan(&n, &body); err != nil {
			return err
		}
		s, err := read[ascribe.Statement](v, n, body)
		all = append(all, s)
		return err
	})
	return all, err
}

// read is the noun of a body, which must be of its kind.
func read[N any](v *View, n int64, body []byte) (ascribe.Noted[N], error) {
	noun, err := v.parse(n, body)
	if err != nil {
		return ascribe.Noted[N]{}, err
	}
	x, ok := any(noun).(*N)
	if !ok {
		return ascribe.Noted[N]{}, unexpected(n, noun)
	}
	return noted(v, n, *x)
}
