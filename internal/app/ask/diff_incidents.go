package ask

import (
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/words"
)

// The kinds of change of which not cells are listed, but incidents.
const (
	ChangeRemoved   ChangeKind = "removed"   // the newer edition no longer lists it
	ChangeAdded     ChangeKind = "added"     // only the newer one lists it
	ChangeBackdated ChangeKind = "backdated" // it was added, and is dated to when the older one has events
)

// IncidentKinds lists them.
var IncidentKinds = []ChangeKind{ChangeRemoved, ChangeAdded, ChangeBackdated}

// What stands for a listing in the place of a cell.
const (
	listedCell   = "listed"
	unlistedCell = "not listed"
)

// incidentChanges are the incidents that came or went as a listing asks for, as if
// each were a cell.
func (d *EditionDiff) incidentChanges(l Listing) ([]ChangedCell, error) {
	if l.Column != "" {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "an incident that is %s has no changed cell of a column", l.Kind).
			WithHint("leave out the column, or ask for cells that are revised")
	}
	ids, row := d.added, ChangedCell{Old: unlistedCell, New: listedCell}
	switch l.Kind {
	case ChangeRemoved:
		ids, row = d.Removed, ChangedCell{Old: listedCell, New: unlistedCell}
	case ChangeBackdated:
		ids = d.Backdated
	}
	query := words.Parse(l.Words)
	var rows []ChangedCell
	for _, id := range ids {
		if query.Len() == 0 || query.In(id) == query.All() {
			row.ID = id
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// pageOf gives a page of rows that are all there.
func (c *EditionChanges) pageOf(rows []ChangedCell, skip, limit int) {
	c.Listed = len(rows)
	c.Rows = slices.Clone(rows[min(skip, len(rows)):min(skip+limit, len(rows))])
}
