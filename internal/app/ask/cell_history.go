package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/analysis"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// CellChange is a cell of an imported incident that has another value from a
// day on; "" is unknown.
type CellChange struct {
	Day      ascribe.Day `json:"day"`
	Edition  string      `json:"edition"` // "" of a log of changes, which has none
	Column   string      `json:"column"`
	Old      string      `json:"old"`
	New      string      `json:"new"`
	Cosmetic bool        `json:"cosmetic"`
}

// ListingChange is a day from which on a dataset lists the incident, or does
// not.
type ListingChange struct {
	Day     ascribe.Day  `json:"day"`
	Edition string       `json:"edition"`
	State   ListingState `json:"state"`
}

// ListingState says what happened to an incident in its dataset.
type ListingState string

// The states.
const (
	Listed      ListingState = "listed"
	Unlisted    ListingState = "unlisted"
	ListedAgain ListingState = "listed_again"
)

// cellHistory fills in what changed in an imported incident. Its first values
// are no changes, nor are those of a column that the edition before lacked.
func cellHistory(ctx context.Context, p *point.Point, h *HistoryAnswer, d *ascribe.Dossier) error {
	editions, err := editions(ctx, p)
	if err != nil {
		return err
	}
	in := func(row *importedRow) *EditionName {
		for i := range editions {
			if editions[i].Source == row.source || row.source == "" && editions[i].day == row.day {
				return &editions[i]
			}
		}
		return nil
	}
	h.Changes, h.Listings = []CellChange{}, []ListingChange{}
	order := map[string]int{}
	fileColumns := map[string]bool{} // none: it has no editions
	for i := range p.Book.Vars {
		order[p.Book.Vars[i].Name] = i
	}
	for i := range editions {
		for _, c := range editions[i].columns {
			fileColumns[c] = true
		}
	}
	rows := rowsOf(d, p.AsOf.Recorded)
	cells := map[string]string{}
	listed, ever := false, false
	for len(rows) > 0 && rows[0].day <= p.AsOf.Known {
		day := rows[0].day
		n := 1
		for n < len(rows) && rows[n].day == day {
			n++
		}
		edition, name := in(&rows[n-1]), ""
		if edition != nil {
			name = edition.Edition
		}
		first := !ever
		if now := !rows[n-1].unlisted; now != listed || first {
			h.Listings = append(h.Listings, ListingChange{day, name, listing(now, ever)})
			listed = now
		}
		ever = true
		var changes []CellChange
		for column, value := range saidIn(rows[:n]) {
			before := cells[column]
			cells[column] = value
			old, now := analysis.Normal(column, before), analysis.Normal(column, value)
			derived := len(fileColumns) > 0 && !fileColumns[column]
			if first || derived || old == now || isNewColumn(editions, edition, column) {
				continue
			}
			changes = append(changes, CellChange{day, name, column, old, now, analysis.Cosmetic(old, now)})
		}
		slices.SortFunc(changes, func(x, y CellChange) int { return order[x.Column] - order[y.Column] })
		h.Changes = append(h.Changes, changes...)
		rows = rows[n:]
	}
	return nil
}

// listing is whether an incident is listed, and was before.
func listing(now, before bool) ListingState {
	switch {
	case !now:
		return Unlisted
	case before:
		return ListedAgain
	}
	return Listed
}

// saidIn is what the rows of a day say: of each column the last.
func saidIn(rows []importedRow) map[string]string {
	after := map[string]string{}
	for i := range rows {
		for j := range rows[i].cells {
			s := &rows[i].cells[j].Noun
			after[s.Variable] = s.Value
		}
	}
	return after
}

// isNewColumn reports whether the edition has a column that none before it had.
func isNewColumn(editions []EditionName, at *EditionName, column string) bool {
	if at == nil || len(at.columns) == 0 {
		return false
	}
	for i := range editions {
		if &editions[i] == at {
			return true
		}
		if slices.Contains(editions[i].columns, column) {
			return false
		}
	}
	return false
}
