package ask

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// importedRow is one row of an imported incident, as it was written down.
type importedRow struct {
	record   int64
	day      ascribe.Day // the last possible one
	source   string
	unlisted bool
	cells    []ascribe.Noted[ascribe.Statement]
}

// rowsOf takes the dossier of an imported incident apart into its rows, in the
// order of days. What was written down after the entry is left out.
func rowsOf(d *ascribe.Dossier, recorded int64) []importedRow {
	rows := make([]importedRow, 0, len(d.Listings))
	at := 0 // both are in the order of the ledger
	for i := range d.Listings {
		l := &d.Listings[i]
		if l.Entry > recorded {
			continue
		}
		for at < len(d.Statements) && d.Statements[at].Record < l.Record {
			at++
		}
		from := at
		for at < len(d.Statements) && d.Statements[at].Record == l.Record {
			at++
		}
		row := importedRow{record: l.Record, day: l.Noun.Day, unlisted: l.Noun.Unlisted, cells: d.Statements[from:at]}
		if from < at {
			row.source = row.cells[0].Noun.Source
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b importedRow) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.record, b.record))
	})
	return rows
}

// cellsOn are the cells of some columns as they stood at the end of the day,
// nil where the incident was not listed then. The columns are numbered.
func cellsOn(rows []importedRow, day ascribe.Day, columns map[string]int) []string {
	listed := false
	cells := make([]string, len(columns))
	for i := range rows {
		r := &rows[i]
		if r.day > day {
			break
		}
		listed = !r.unlisted
		for j := range r.cells {
			s := &r.cells[j].Noun
			if n, ok := columns[s.Variable]; ok {
				cells[n] = s.Value
			}
		}
	}
	if !listed {
		return nil
	}
	return cells
}
