package ask

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/analysis"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/near"
)

// EditionDiff is what changed from one edition of an imported dataset to
// another: its summary, and each changed cell.
type EditionDiff struct {
	Dataset string      `json:"dataset"`
	Old     EditionName `json:"old"`
	New     EditionName `json:"new"`
	analysis.Summary
	Columns   []string       `json:"columns"`   // those that both editions have, and that are compared
	Removed   []string       `json:"removed"`   // ids
	Backdated []string       `json:"backdated"` // ids
	Proposed  []ProposedNote `json:"proposed_notes"`

	// Changes are the changed cells, in the order in which the incidents were
	// first imported.
	Changes iter.Seq2[analysis.Change, error] `json:"-"`

	added   []string // ids
	compare *analysis.Editions
	book    *codebook.Book
	where   []Condition
	kept    []analysis.Change // all of them, where they are not too many
}

// EditionName is an edition and the day from which it is known.
type EditionName struct {
	Edition   string       `json:"edition"`
	Published ascribe.Date `json:"published"`
	Source    string       `json:"source"`

	day     ascribe.Day
	columns []string
	covers  ascribe.Date
	mapping string
}

// Between is two editions to be compared.
type Between struct {
	Old, New string       // their names
	Covers   ascribe.Date // up to when the older one has events; zero: as was said when it was imported, or is seen in it
	// Where are conditions: an incident passes as the newer edition has it or, where
	// that lacks it, as the older one does.
	Where []Condition
}

// Diff compares two editions of a dataset cell by cell, as they stand on the
// days on which they were published.
func Diff(ctx context.Context, p *point.Point, q Between) (*EditionDiff, error) {
	d := &EditionDiff{Dataset: p.About(), Removed: []string{}, Backdated: []string{}}
	var err error
	if d.Old, d.New, err = editionPair(ctx, p, q.Old, q.New); err != nil {
		return nil, err
	}
	if d.where, err = conditions(ctx, p, q.Where); err != nil {
		return nil, err
	}
	d.Columns = compared(p.Book, &d.Old, &d.New)
	d.book = p.Book
	reach, err := coverage(ctx, p, &d.Old, q.Covers)
	if err != nil {
		return nil, err
	}
	records, err := d.records(ctx, p)
	if err != nil {
		return nil, err
	}
	if err := d.sumUp(records, reach); err != nil {
		return nil, err
	}
	if d.Cells <= maxKept {
		for c, err := range changesIn(records, d.compare) {
			if err != nil {
				return nil, err
			}
			d.kept = append(d.kept, c)
		}
	}
	d.Changes = cellChanges(ctx, p, d)
	return d, nil
}

// maxKept is how many changed cells are kept with a diff: of more they are worked
// out anew when they are asked for.
const maxKept = 100_000

// sumUp sums up what was compared.
func (d *EditionDiff) sumUp(records iter.Seq2[*analysis.Record, error], reach analysis.Coverage) error {
	d.compare = analysis.NewEditions(d.Columns, reach)
	type dated struct {
		id  string
		day ascribe.Day
	}
	var added []dated
	for r, err := range records {
		if err != nil {
			return err
		}
		d.compare.See(r)
		switch {
		case r.Old != nil && r.New == nil:
			d.Removed = append(d.Removed, r.ID)
		case r.Old == nil && r.New != nil:
			added = append(added, dated{r.ID, r.Dated})
		}
	}
	d.Summary = *d.compare.Summary()
	for _, n := range added {
		d.added = append(d.added, n.id)
	}
	for _, n := range added { // which are back-dated is known only now
		if d.compare.Covered(n.day) {
			d.Backdated = append(d.Backdated, n.id)
		}
	}
	d.Proposed = propose(d)
	return nil
}

// cellChanges yields the changed cells of a diff that was summed up.
func cellChanges(ctx context.Context, p *point.Point, d *EditionDiff) iter.Seq2[analysis.Change, error] {
	return func(yield func(analysis.Change, error) bool) {
		if d.kept != nil || d.Cells == 0 {
			for _, c := range d.kept {
				if !yield(c, nil) {
					return
				}
			}
			return
		}
		records, err := d.records(ctx, p)
		if err != nil {
			yield(analysis.Change{}, err)
			return
		}
		changesIn(records, d.compare)(yield)
	}
}

// changesIn are the changed cells of records that were summed up.
func changesIn(records iter.Seq2[*analysis.Record, error], compare *analysis.Editions) iter.Seq2[analysis.Change, error] {
	return func(yield func(analysis.Change, error) bool) {
		for r, err := range records {
			if err != nil {
				yield(analysis.Change{}, err)
				return
			}
			for _, c := range compare.Changes(r) {
				if !yield(c, nil) {
					return
				}
			}
		}
	}
}

// editionPair finds two editions of the dataset by their names.
func editionPair(ctx context.Context, p *point.Point, older, newer string) (from, to EditionName, err error) {
	all, err := editions(ctx, p)
	if err != nil {
		return from, to, err
	}
	find := func(id string) (EditionName, error) {
		var names []string
		for _, e := range all {
			if e.Edition == id {
				return e, nil
			}
			names = append(names, e.Edition)
		}
		err := ascribe.Errorf(ascribe.ErrNotFound, "the dataset %s has no edition %q%s", p.About(), id, near.DidYouMean(id, names))
		if len(names) == 0 {
			return EditionName{}, err.WithHint("a dataset without editions is asked by days: look at what changed its value between two of them")
		}
		return EditionName{}, err.WithHint("it has %s", strings.Join(names, ", "))
	}
	if from, err = find(older); err != nil {
		return from, to, err
	}
	if to, err = find(newer); err != nil {
		return from, to, err
	}
	if from.day > to.day {
		return from, to, ascribe.Errorf(ascribe.ErrUsage, "%s came out before %s", newer, older).
			WithHint("name the older edition first: %s, then %s", newer, older)
	}
	return from, to, nil
}

// editions are those of the dataset that were written down at the entry, with
// their days.
func editions(ctx context.Context, p *point.Point) ([]EditionName, error) {
	if p.About() == ascribe.Main {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "the record of the team itself has no editions").
			WithHint("list the datasets to see which are imported")
	}
	kept, key := point.Recently[inDataset, []EditionName](p), datasetOf(p)
	if list := kept.Get(key); list != nil {
		return slices.Clone(*list), nil
	}
	list, err := readEditions(ctx, p)
	if err == nil {
		kept.Put(key, &list)
	}
	return slices.Clone(list), err
}

// inDataset is under what something is kept that a dataset has at an entry.
type inDataset struct {
	dataset  string
	recorded int64
}

func datasetOf(p *point.Point) inDataset { return inDataset{p.About(), p.AsOf.Recorded} }

func readEditions(ctx context.Context, p *point.Point) (list []EditionName, err error) {
	all, err := p.View.Editions(ctx, p.About())
	if err != nil {
		return nil, err
	}
	var ids []string
	for i := range all {
		ids = append(ids, all[i].Noun.Source)
	}
	sources, err := p.View.SourcesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i := range all {
		e := &all[i].Noun
		if all[i].Entry > p.AsOf.Recorded {
			continue
		}
		source := sources[e.Source]
		if source == nil {
			_, err := p.View.Source(ctx, e.Source)
			return nil, err
		}
		published := source.Noun.Published
		list = append(list, EditionName{Edition: e.ID, Published: published, Source: e.Source, day: published.Last(), columns: e.Columns, covers: e.Covers, mapping: e.Mapping})
	}
	slices.SortStableFunc(list, func(x, y EditionName) int { return cmp.Compare(x.day, y.day) })
	return list, nil
}

// numbered is the variable of a column whose name has no Latin letter.
var numbered = regexp.MustCompile(`^column_\d+(_\d+)?$`)

// Called is what people know a column by: its variable or, where that is a mere
// number, the name that the file has.
func (d *EditionDiff) Called(column string) string {
	if v := d.book.Var(column); v != nil && v.Title != "" && numbered.MatchString(column) {
		return v.Title
	}
	return column
}

// compared are the columns that both editions have, in the codebook's order.
func compared(book *codebook.Book, older, newer *EditionName) []string {
	both := analysis.Both(older.columns, newer.columns)
	columns := []string{}
	for i := range book.Vars {
		if name := book.Vars[i].Name; slices.Contains(both, name) {
			columns = append(columns, name)
		}
	}
	return columns
}

// WriteJSON writes the diff with its changes, which are not held in memory.
func (d *EditionDiff) WriteJSON(w io.Writer) error {
	type plain EditionDiff
	var head bytes.Buffer
	enc := json.NewEncoder(&head)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode((*plain)(d)); err != nil {
		return err
	}
	text := strings.TrimRight(head.String(), "}\n")
	if _, err := io.WriteString(w, text+",\n  \"changes\": ["); err != nil {
		return err
	}
	between := "\n    "
	for c, err := range d.Changes {
		if err != nil {
			return err
		}
		var line bytes.Buffer
		enc := json.NewEncoder(&line)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(c); err != nil {
			return err
		}
		if _, err := io.WriteString(w, between+strings.TrimRight(line.String(), "\n")); err != nil {
			return err
		}
		between = ",\n    "
	}
	_, err := io.WriteString(w, "\n  ]\n}\n")
	return err
}

// MarshalJSON is what WriteJSON writes.
func (d *EditionDiff) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	err := d.WriteJSON(&b)
	return b.Bytes(), err
}
