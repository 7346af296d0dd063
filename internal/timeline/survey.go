package timeline

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// The questions and answers of a survey, which the index is one way to give.
type (
	Where        = survey.Condition
	Answer       = survey.Answer
	Row          = survey.Row
	Listed       = survey.Listed
	Sort         = survey.Sort
	Text         = survey.Text
	Key          = survey.Key
	Place        = survey.Place
	Page         = survey.Page
	PageRow      = survey.PageRow
	Awaiting     = survey.Awaiting
	Asked        = survey.Asked
	Waiting      = survey.Waiting
	WaitingPlace = survey.WaitingPlace
	Change       = survey.Change
	Relabelling  = survey.Relabelling
	Relabelled   = survey.Relabelled
	Course       = survey.Course
	Cause        = survey.Cause
	Said         = survey.Said
	Citation     = survey.Citation
	Use          = survey.Use
)

// An indexSurvey is the index as recorded by a record and under a codebook.
type indexSurvey struct {
	*Index
	book   *codebook.Book
	record int64
}

var _ survey.Survey = indexSurvey{}

// Survey is what the index answers as recorded by a record, which is one, and
// under a codebook.
func (x *Index) Survey(book *codebook.Book, record int64) survey.Survey {
	return indexSurvey{x, book, record}
}

func (s indexSurvey) query(q survey.Query) Query {
	return Query{By: q.By, Where: q.Where, Days: q.Days, Sum: q.Sum, Record: s.record, Book: s.book}
}

func (s indexSurvey) on(days ...ascribe.Day) Query { return s.query(survey.Query{Days: days}) }

func (s indexSurvey) Knows(dimension string) bool { return s.Index.Knows(s.book, dimension) }

func (s indexSurvey) Count(ctx context.Context, q survey.Query) (Answer, error) {
	return s.Index.Count(ctx, s.query(q))
}

func (s indexSurvey) List(ctx context.Context, q survey.Query, limit int) ([]Listed, int, error) {
	return s.Index.List(ctx, s.query(q), limit)
}

func (s indexSurvey) Page(ctx context.Context, q survey.PageQuery) (Page, error) {
	return s.Index.Page(ctx, PageQuery{Query: s.query(q.Query), Among: q.Among, Facets: q.Facets, Sort: q.Sort, Limit: q.Limit})
}

func (s indexSurvey) Selected(ctx context.Context, q survey.Query, begin func(base, total int), visit func(l Listed, values [][]string)) error {
	return s.Index.Selected(ctx, s.query(q), begin, visit)
}

func (s indexSurvey) Changes(ctx context.Context) ([]Change, error) {
	return s.Index.Changes(ctx, s.on())
}

func (s indexSurvey) Relabelled(ctx context.Context, q survey.Query, after string, limit int) (Relabelling, error) {
	return s.Index.Relabelled(ctx, s.query(q), after, limit)
}

func (s indexSurvey) Courses(ctx context.Context, known ascribe.Day, said string, visit func(*Course)) error {
	return s.Index.Courses(ctx, s.on(known), said, visit)
}

func (s indexSurvey) Awaiting(ctx context.Context, known ascribe.Day, limit int) (*Awaiting, error) {
	return s.Index.Awaiting(ctx, s.on(known), limit)
}

func (s indexSurvey) Waiting(ctx context.Context, known ascribe.Day, variable int, after WaitingPlace, limit int) ([]Waiting, bool, error) {
	return s.Index.Waiting(ctx, s.on(known), variable, after, limit)
}

func (s indexSurvey) Cited(ctx context.Context, known ascribe.Day) ([]Citation, error) {
	return s.Index.Cited(ctx, s.on(known))
}

func (s indexSurvey) Uses(ctx context.Context, known ascribe.Day) ([]Use, error) {
	return s.Index.Uses(ctx, s.on(known))
}

func (s indexSurvey) Lacking(ctx context.Context, known ascribe.Day) ([]Use, error) {
	return s.Index.Lacking(ctx, s.on(known))
}
