package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// CheckCodebook compiles a codebook file; all its faults are in the error.
func CheckCodebook(file point.File) (*codebook.Book, error) {
	return codebook.Compile(file.Name, file.Text)
}

// BookDiff is what changed from one codebook to another and, over the record,
// what that changes.
type BookDiff struct {
	point.Point
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
func DiffCodebook(ctx context.Context, a *point.App, q *point.Question, older, newer *codebook.Book) (*BookDiff, error) {
	q, _, err := a.Open(ctx, q)
	if err != nil {
		return nil, err
	}
	d, err := diffBooks(ctx, a, q, older, newer)
	if err != nil {
		return nil, err
	}
	return d, titleChanges(ctx, a, q, d.Labels)
}

// diffBooks compares without the titles of incidents. An imported dataset has no
// labels: there, only the codebooks are compared.
func diffBooks(ctx context.Context, a *point.App, q *point.Question, older, newer *codebook.Book) (*BookDiff, error) {
	d := DiffCodebooks(older, newer)
	d.Point = q.Point()
	if q.About() != ascribe.Main {
		return d, nil
	}
	x, err := a.Following().Index(ctx, older)
	if err != nil {
		return nil, err
	}
	before, err := outcomes(ctx, a, q, older)
	if err != nil {
		return nil, err
	}
	after, err := outcomes(ctx, a, q, newer)
	if err != nil {
		return nil, err
	}
	d.Base = len(before)
	for i, b := range before {
		if now := after[i].Belief; b.Belief != now {
			d.Labels = append(d.Labels, LabelChange{Incident: b.Incident, Old: b.Belief, New: now})
		}
	}
	query, err := query(ctx, a, q, newer, nil, nil, []ascribe.Day{q.AsOf.Known})
	if err != nil {
		return nil, err
	}
	lacking, err := x.Lacking(ctx, newer, query)
	if err != nil {
		return nil, err
	}
	d.Lacking, err = withOthersLacking(ctx, a, q, lacking, newer)
	return d, err
}

// outcomes are those of all incidents under a codebook, in the order of the
// ledger.
func outcomes(ctx context.Context, a *point.App, q *point.Question, book *codebook.Book) ([]timeline.Listed, error) {
	if x, ok, err := indexFor(ctx, a, q, book, nil); err != nil {
		return nil, err
	} else if ok {
		query, err := query(ctx, a, q, book, nil, nil, []ascribe.Day{q.AsOf.Known})
		if err != nil {
			return nil, err
		}
		list, _, err := x.List(ctx, query, 0)
		return list, err
	}
	var list []timeline.Listed
	for s, err := range disclose.Present(ctx, a, q, book) {
		if err != nil {
			return nil, err
		}
		list = append(list, timeline.Listed{Incident: s.Dossier.Subject, Belief: s.Belief(q.AsOf.Known)})
	}
	return list, nil
}

// titleChanges gives the incidents of a list their titles.
func titleChanges(ctx context.Context, a *point.App, q *point.Question, list []LabelChange) error {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].Incident
	}
	titles, err := titlesOf(ctx, a, q.About(), ids)
	for i, title := range titles {
		list[i].Title = title
	}
	return err
}
