package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// CheckCodebook compiles a codebook file; all its faults are in the error.
func CheckCodebook(file point.File) (*codebook.Book, error) {
	return codebook.Compile(file.Name, file.Text)
}

// BookDiff is what changed from one codebook to another and, over the record,
// what that changes.
type BookDiff struct {
	point.Asked
	Old     point.BookName    `json:"old"`
	New     point.BookName    `json:"new"`
	Changes []codebook.Change `json:"changes"`
	Base    int               `json:"base"`    // incidents that were read under both
	Labels  []LabelChange     `json:"labels"`  // those whose label, level or settled changes
	Lacking []Lacking         `json:"lacking"` // what has been coded and the new one does not know
}

// LabelChange is an incident whose answer is another under the new codebook.
type LabelChange struct {
	Incident string         `json:"incident"`
	Title    string         `json:"title"`
	Old      ascribe.Belief `json:"old"`
	New      ascribe.Belief `json:"new"`
}

// DiffCodebooks compares two codebooks, without a record.
func DiffCodebooks(older, newer *codebook.Book) *BookDiff {
	return &BookDiff{
		Old: point.NameOf(older), New: point.NameOf(newer), Changes: codebook.Diff(&older.Codebook, &newer.Codebook),
		Labels: []LabelChange{}, Lacking: []Lacking{},
	}
}

// DiffCodebook compares two codebooks and reads every incident under both.
func DiffCodebook(ctx context.Context, p *point.Point, older, newer *codebook.Book) (*BookDiff, error) {
	d, err := diffBooks(ctx, p, older, newer)
	if err != nil {
		return nil, err
	}
	return d, titleChanges(ctx, p, d.Labels)
}

// diffBooks compares without the titles of incidents. An imported dataset has no
// labels: there, only the codebooks are compared.
func diffBooks(ctx context.Context, p *point.Point, older, newer *codebook.Book) (*BookDiff, error) {
	d := DiffCodebooks(older, newer)
	d.Asked = p.Asked
	if p.About() != ascribe.Main {
		return d, nil
	}
	before, err := outcomes(ctx, p.Under(older))
	if err != nil {
		return nil, err
	}
	after, err := outcomes(ctx, p.Under(newer))
	if err != nil {
		return nil, err
	}
	d.Base = len(before)
	for i, b := range before {
		if now := after[i].Belief; b.Belief != now {
			d.Labels = append(d.Labels, LabelChange{Incident: b.Incident, Old: b.Belief, New: now})
		}
	}
	all, err := surveyOf(ctx, p.Under(newer))
	if err != nil {
		return nil, err
	}
	lacking, err := all.Lacking(ctx, p.AsOf.Known)
	if err != nil {
		return nil, err
	}
	d.Lacking, err = withOthersLacking(ctx, p.Under(newer), lacking)
	return d, err
}

// outcomes are those of all incidents under a codebook, in the order of the
// ledger.
func outcomes(ctx context.Context, p *point.Point) ([]survey.Listed, error) {
	s, err := surveyOf(ctx, p)
	if err != nil {
		return nil, err
	}
	list, _, err := s.List(ctx, queryOf(nil, nil, p.AsOf.Known), 0)
	return list, err
}

// titleChanges gives the incidents of a list their titles.
func titleChanges(ctx context.Context, p *point.Point, list []LabelChange) error {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].Incident
	}
	titles, err := titlesOf(ctx, p, p.About(), ids)
	for i, title := range titles {
		list[i].Title = title
	}
	return err
}
