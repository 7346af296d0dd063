package datasets

import (
	"context"
	"fmt"
	"slices"

	"github.com/ascribe-project/ascribe/internal/web/draw"
	"github.com/ascribe-project/ascribe/internal/web/kit"

	htmltemplate "html/template"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

type datasetDiffInput struct {
	aboutDataset
	From   string   `query:"from" doc:"The older edition. Left out, the last but one." example:"19.1"`
	To     string   `query:"to" doc:"The newer edition. Left out, the last." example:"20.1"`
	Where  []string `query:"where,explode" doc:"Only incidents of which this holds in the newer edition or, where that lacks them, in the older: NAME OP VALUE, as in country=Ukraine or best>=10." example:"[\"year>=2014\"]"`
	Column string   `query:"column" doc:"Only changed cells of this column." example:"best"`
	Kind   string   `query:"kind" doc:"Only changed cells of this kind: cosmetic, rewritten (numbers as they are written), renamed (a code throughout) or revised (none of these, so substantive); or, in their place, the incidents that were removed, added or backdated." example:"revised"`
	Words  string   `query:"words" doc:"Only changed cells whose old or new value has these words, or words that begin with them."`
	After  string   `query:"after" doc:"The cursor of the next page of changed cells."`
	Limit  int      `query:"limit" default:"100" minimum:"1" maximum:"500" doc:"How many changed cells."`
}

// datasetDiff is what changed, and between which editions it could be asked.
type datasetDiff struct {
	*ask.EditionChanges
	Editions []ask.KnownEdition `json:"editions"`
}

func askDatasetDiff(ctx context.Context, v *kit.View, in *datasetDiffInput) (*datasetDiff, error) {
	shown, err := ask.Dataset(ctx, v.At)
	if err != nil {
		return nil, err
	}
	n := len(shown.Editions)
	if n < 2 && (in.From == "" || in.To == "") {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "the dataset %s has no two editions to compare", in.Name).
			WithHint("it can be compared once another edition of it has been imported")
	}
	if in.From == "" {
		in.From = shown.Editions[n-2].Edition
	}
	if in.To == "" {
		in.To = shown.Editions[n-1].Edition
	}
	where, err := ask.ParseConditions(in.Where)
	if err != nil {
		return nil, err
	}
	d := &datasetDiff{Editions: shown.Editions}
	d.EditionChanges, err = ask.DiffPage(ctx, v.At, ask.Between{Old: in.From, New: in.To, Where: where}, ask.Listing{Column: in.Column, Kind: ask.ChangeKind(in.Kind), Words: in.Words}, &ask.Paging{After: in.After, Limit: in.Limit})
	return d, err
}

// Narrowed reports whether the list has only some of the changed cells.
func (in *datasetDiffInput) Narrowed() bool { return in.Column+in.Kind+in.Words != "" }

// Kinds are the kinds of change that can be asked for, in words.
func (d *datasetDiff) Kinds() []changeKind {
	return []changeKind{
		{ask.ChangeRevised, "substantive"},
		{ask.ChangeRenamed, "renamed"},
		{ask.ChangeRewritten, "numbers as written"},
		{ask.ChangeCosmetic, "spelling"},
		{ask.ChangeRemoved, "incidents no longer listed"},
		{ask.ChangeAdded, "new incidents"},
		{ask.ChangeBackdated, "back-dated incidents"},
	}
}

type changeKind struct {
	Kind ask.ChangeKind
	Name string
}

// Ids draws how the incidents of both editions overlap: those no longer listed,
// those in both, of these the revised ones, and the new ones. Who is only spelt
// or written otherwise is not revised.
func (d *datasetDiff) Ids() idsBar {
	return idsBar{d.Summary.Removed, d.Common - d.Revised, d.Revised, d.Added}
}

// Anew is how many incidents of both are only spelt or written otherwise.
func (d *datasetDiff) Anew() int { return d.Events - d.Revised }

// KindOf is the kind of a row in words.
func (d *datasetDiff) KindOf(c ask.ChangedCell) string {
	switch {
	case c.Column == "" && c.New == "listed":
		return "new"
	case c.Column == "":
		return "no longer listed"
	case c.Cosmetic:
		return "spelling"
	case c.Rewritten:
		return "numbers as written"
	case c.Renamed:
		return "renamed"
	}
	return "substantive"
}

// Incidents reports whether incidents are listed, and not cells.
func (in *datasetDiffInput) Incidents() bool {
	return slices.Contains(ask.IncidentKinds, ask.ChangeKind(in.Kind))
}

// Only is the list of some changes, by their column, kind and words.
func (f diffPage) Only(column, kind, words string) string {
	return f.With("column", column, "kind", kind, "words", words) + "#cells"
}

// diffPage is what the template of the page is given.
type diffPage struct {
	*kit.Page[datasetDiffInput, datasetDiff]
}

// Rewritten reports whether numbers are only written otherwise in any column.
func (d *datasetDiff) Rewritten() bool { return len(d.Summary.Rewritten) > 0 }

type idsBar struct{ Removed, Same, Changed, Added int }

func (b idsBar) HTML() htmltemplate.HTML {
	const width, height = 960.0, 34
	all := b.Removed + b.Same + b.Changed + b.Added
	if all == 0 {
		return ""
	}
	var out draw.SVG
	out.Put(`<svg class="ids" viewBox="0 0 %g %d" preserveAspectRatio="none" role="img" aria-label="%s">`, width, height, fmt.Sprintf(
		"%s in all: %d no longer listed, %d in both and not revised, %d in both and revised, %d new", kit.CountWords(all, "incident", "incidents"), b.Removed, b.Same, b.Changed, b.Added))
	x := 0.0
	for _, part := range []struct {
		class string
		n     int
	}{{"removed", b.Removed}, {"same", b.Same}, {"changed", b.Changed}, {"added", b.Added}} {
		w := width * float64(part.n) / float64(all)
		if part.n > 0 {
			out.Put(`<rect class="%s" x="%.1f" y="0" width="%.1f" height="%d"/>`, part.class, x, max(w, 1.5), height)
		}
		x += w
	}
	out.Put(`</svg>`)
	return out.HTML()
}

// ChangedColumns are the columns in which anything changed, as a bar each, and
// how many did not.
func (d *datasetDiff) ChangedColumns() (c struct {
	Rows []changedColumn
	Same int
},
) {
	for _, column := range d.Columns {
		if column.Changed == 0 {
			c.Same++
			continue
		}
		c.Rows = append(c.Rows, changedColumn{column, d.Common})
	}
	return c
}

// A changedColumn is drawn as a bar: what changed in substance, then what did
// in spelling or writing only, of the incidents in both editions.
type changedColumn struct {
	ask.ColumnChange
	Base int
}

func (c changedColumn) HTML() htmltemplate.HTML {
	const width = 240.0
	scale := width / float64(max(c.Base, 1))
	real, spelling := float64(c.Revised())*scale, float64(c.Cosmetic+c.Rewritten)*scale
	if real > 0 {
		real = max(real, 2)
	}
	if spelling > 0 {
		spelling = max(spelling, 2)
	}
	var s draw.SVG
	s.Put(`<svg class="cellbar" viewBox="0 0 %g 14" preserveAspectRatio="none" aria-hidden="true"><rect class="base" width="%g" height="14"/>`, width, width)
	s.Put(`<rect class="changed" width="%.1f" height="14"/><rect class="spelling" x="%.1f" width="%.1f" height="14"/></svg>`, real, real, spelling)
	return s.HTML()
}
