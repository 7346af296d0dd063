package ask

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/analysis"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// EditionChanges is what changed between two editions, with one page of the
// changed cells. Lists of ids are cut: the numbers beside them are whole.
type EditionChanges struct {
	Recorded *int64         `json:"recorded"`
	Codebook point.BookName `json:"codebook"`
	Dataset  string         `json:"dataset"`
	Old      EditionName    `json:"old"`
	New      EditionName    `json:"new"`
	analysis.Summary
	Columns     []ColumnChange `json:"columns"` // those that both editions have, the most revised first
	SomeRemoved []string       `json:"some_removed"`
	SomeBack    []string       `json:"some_backdated"`
	Proposed    []ProposedNote `json:"proposed_notes"`
	Listed      int            `json:"listed"` // how many changed cells are listed: all, where the list is not narrowed
	Rows        []ChangedCell  `json:"rows"`
	Next        string         `json:"next"` // the cursor of the next page; "": this is the last
}

// ColumnChange is how many cells of a column changed, how many of these changes
// are cosmetic, and in how many others the numbers are only written otherwise.
type ColumnChange struct {
	Column    string `json:"column"`
	Changed   int    `json:"changed"`
	Cosmetic  int    `json:"cosmetic"`
	Rewritten int    `json:"rewritten"`
}

// Revised is how many cells say something else.
func (c ColumnChange) Revised() int { return c.Changed - c.Cosmetic - c.Rewritten }

// ChangedCell is one cell that the two editions have with different values; ""
// is unknown. An incident that came or went is one without a column.
type ChangedCell struct {
	ID       string `json:"id"`
	Column   string `json:"column"`
	Old      string `json:"old"`
	New      string `json:"new"`
	Cosmetic bool   `json:"cosmetic"` // both say the same
	Renamed  bool   `json:"renamed"`  // one code became another throughout
	// Rewritten says that both have the same numbers, written otherwise.
	Rewritten bool `json:"rewritten"`
}

// someIDs is how many ids of a list are told.
const someIDs = 50

// A diffKey names a diff: what was written down by an entry does not change.
type diffKey struct {
	dataset, older, newer, where, book string
	recorded                           int64
}

// DiffPage answers what changed between two editions of a dataset, with a page
// of the changed cells that are listed, in the order in which the incidents were
// first imported.
func DiffPage(ctx context.Context, p *point.Point, q Between, only Listing, page *Paging) (*EditionChanges, error) {
	limit, err := page.limit()
	if err != nil {
		return nil, err
	}
	skip := 0
	if page.After != "" {
		if skip, err = strconv.Atoi(page.After); err != nil || skip < 0 {
			return nil, ascribe.Errorf(ascribe.ErrUsage, "the cursor %q is none of this list", page.After).WithHint("begin at the first page")
		}
	}
	d, err := recentDiff(ctx, p, q)
	if err != nil {
		return nil, err
	}
	c := &EditionChanges{
		Recorded: p.Asked.Recorded, Codebook: point.NameOf(p.Book), Dataset: d.Dataset, Old: d.Old, New: d.New, Summary: d.Summary,
		Columns: columnChanges(d), SomeRemoved: some(d.Removed), SomeBack: some(d.Backdated), Proposed: d.Proposed, Rows: []ChangedCell{},
	}
	if withheld, err := disclose.Withheld(ctx, p); err != nil || withheld {
		c.SomeRemoved, c.SomeBack, c.Listed = nil, nil, d.Cells
		return c, err
	}
	if slices.Contains(IncidentKinds, only.Kind) {
		rows, err := d.incidentChanges(only)
		c.pageOf(rows, skip, limit)
		c.end(skip)
		return c, err
	}
	lists, err := d.lists(only)
	if err != nil {
		return nil, err
	}
	all := only == Listing{}
	if all && d.Cells <= skip {
		c.Listed = d.Cells
		return c, nil // nothing is read
	}
	for change, err := range listed(cellChanges(ctx, p, d), lists) { // not d.Changes: whoever asked first may have gone
		if err != nil {
			return nil, err
		}
		if c.Listed++; c.Listed <= skip {
			continue
		}
		if len(c.Rows) < limit {
			c.Rows = append(c.Rows, ChangedCell(change))
		} else if all {
			c.Listed = d.Cells
			break
		}
	}
	c.end(skip)
	return c, nil
}

// end says where the list goes on after the rows.
func (c *EditionChanges) end(skip int) {
	if end := skip + len(c.Rows); end < c.Listed {
		c.Next = strconv.Itoa(end)
	}
}

// recentDiff is a diff, or one that was lately made.
func recentDiff(ctx context.Context, p *point.Point, q Between) (*EditionDiff, error) {
	key := diffKey{p.About(), q.Old, q.New, "", p.Book.SHA256, p.AsOf.Recorded}
	for _, c := range q.Where {
		key.where += c.String() + "\n"
	}
	d := point.Recently[diffKey, EditionDiff](p).Get(key)
	if d != nil && q.Covers.IsZero() {
		return d, nil
	}
	d, err := Diff(ctx, p, q)
	if err == nil && q.Covers.IsZero() {
		point.Recently[diffKey, EditionDiff](p).Put(key, d)
	}
	return d, err
}

func some(ids []string) []string { return ids[:min(len(ids), someIDs):min(len(ids), someIDs)] }

func columnChanges(d *EditionDiff) []ColumnChange {
	list := []ColumnChange{}
	for _, name := range d.Columns {
		list = append(list, ColumnChange{name, d.Changed[name], d.Cosmetic[name], d.Rewritten[name]})
	}
	slices.SortStableFunc(list, func(x, y ColumnChange) int { return cmp.Or(y.Revised()-x.Revised(), y.Changed-x.Changed) })
	return list
}
