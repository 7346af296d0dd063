package acts

import (
	"context"
	"fmt"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// described is what is said now, as far as it differs from what was.
func described(now, was *ascribe.Statement) string {
	if now.Value != was.Value {
		return dataset.Quote(now.Value)
	}
	for _, f := range []struct{ field, was, now string }{
		{"source", was.Source, now.Source},
		{"stance", string(was.Stance), string(now.Stance)},
		{"day", was.Said.String(), now.Said.String()},
		{"grade", string(was.Reliability) + string(was.Credibility), string(now.Reliability) + string(now.Credibility)},
		{"basis", string(was.Basis), string(now.Basis)},
		{"coder", was.Coder, now.Coder},
		{"locator", was.Locator, now.Locator},
		{"quote", was.Quote, now.Quote},
		{"note", was.Note, now.Note},
	} {
		if f.was != f.now {
			return "it has another " + f.field
		}
	}
	return "it is said otherwise"
}

// goneRows lists the rows that the sheet has no more, and strikes what they said
// where that was asked for.
func (i *sheetImporter) goneRows(ctx context.Context, held map[string]bool) (rows []*ascribe.SheetRow, err error) {
	there := map[string]bool{}
	for n := range i.Plan.Rows {
		there[i.Plan.Rows[n].ID] = true
	}
	for _, id := range i.before.order {
		said := i.before.rows[id]
		if there[id] || id == "" || said == nil {
			continue
		}
		what := "stays: --gone strike strikes it"
		if i.StrikeGone {
			what = "is struck"
		}
		i.gone.Add(ascribe.Problem{File: i.FileName, Message: fmt.Sprintf("the row %s is gone, and what it said (%d statements) %s", dataset.Quote(id), len(said), what)})
		if !i.StrikeGone {
			continue
		}
		for _, s := range said {
			l, err := i.lose(ctx, s)
			if err != nil {
				return nil, err
			}
			if l.statement == nil || held[s.plan] {
				continue
			}
			if err := i.strike(&l, fmt.Sprintf("the sheet %s lost the row by entry %d", i.name, i.tx.Entry()), dataset.Spot{}); err != nil {
				return nil, err
			}
		}
		rows = append(rows, &ascribe.SheetRow{Sheet: i.name, Row: id, Gone: true})
	}
	return rows, nil
}
