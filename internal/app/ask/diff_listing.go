package ask

import (
	"iter"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/analysis"
	"github.com/ascribe-project/ascribe/internal/words"
)

// Listing is which of the changed cells of a diff are listed. The zero one lists
// all.
type Listing struct {
	Column string     // the variable, or the name in the file; empty: any
	Kind   ChangeKind // empty: any
	Words  string     // that the old or the new value has, or words that begin with them
}

// A ChangeKind is what kind of change a cell has.
type ChangeKind string

// The kinds, each of which goes before those after it.
const (
	ChangeCosmetic  ChangeKind = "cosmetic"  // both values say the same
	ChangeRewritten ChangeKind = "rewritten" // numbers are only written otherwise
	ChangeRenamed   ChangeKind = "renamed"   // a code became another throughout
	ChangeRevised   ChangeKind = "revised"   // none of these
)

// ChangeAnew is cosmetic or rewritten: both values say the same.
const ChangeAnew ChangeKind = "anew"

// ChangeKinds lists the kinds.
var ChangeKinds = []ChangeKind{ChangeCosmetic, ChangeRewritten, ChangeRenamed, ChangeRevised}

// KindOf is the kind of a change.
func KindOf(c *analysis.Change) ChangeKind {
	switch {
	case c.Cosmetic:
		return ChangeCosmetic
	case c.Rewritten:
		return ChangeRewritten
	case c.Renamed:
		return ChangeRenamed
	}
	return ChangeRevised
}

// is reports whether a change of a kind is asked for.
func (k ChangeKind) is(kind ChangeKind) bool {
	return k == "" || k == kind || k == ChangeAnew && (kind == ChangeCosmetic || kind == ChangeRewritten)
}

// List narrows the changes of the diff to those of a listing.
func (d *EditionDiff) List(l Listing) error {
	lists, err := d.lists(l)
	if err == nil {
		d.Changes = listed(d.Changes, lists)
	}
	return err
}

func listed(all iter.Seq2[analysis.Change, error], lists func(*analysis.Change) bool) iter.Seq2[analysis.Change, error] {
	return func(yield func(analysis.Change, error) bool) {
		for c, err := range all {
			if (err != nil || lists(&c)) && !yield(c, err) {
				return
			}
		}
	}
}

// lists says which changes are listed. What the diff does not have is refused.
func (d *EditionDiff) lists(l Listing) (func(*analysis.Change) bool, error) {
	column := ""
	if l.Column != "" {
		v := varNamed(d.book, l.Column)
		if v == nil || !slices.Contains(d.Columns, v.Name) {
			return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s and %s do not both have a column %q", d.Old.Edition, d.New.Edition, l.Column).
				WithHint("both have %s", strings.Join(d.Columns, ", "))
		}
		column = v.Name
	}
	if l.Kind != "" && l.Kind != ChangeAnew && !slices.Contains(ChangeKinds, l.Kind) {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "%q is no kind of change", l.Kind).WithHint("a change is cosmetic, rewritten (anew is both of these), renamed or revised")
	}
	query := words.Parse(l.Words)
	if l.Words != "" && query.Len() == 0 {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "%q has no word that could be looked for", l.Words).WithHint("a word has letters or digits")
	}
	return func(c *analysis.Change) bool {
		return (column == "" || c.Column == column) && l.Kind.is(KindOf(c)) &&
			(query.Len() == 0 || query.In(c.Old) == query.All() || query.In(c.New) == query.All())
	}, nil
}
