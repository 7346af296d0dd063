package ask

import (
	"context"
	"iter"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/analysis"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/survey"
	"github.com/ascribe-project/ascribe/internal/survey/plain"
)

// A dated is the columns of a diff, and those that say when an incident happened.
type dated struct {
	names  []string
	number map[string]int
	dating []string
}

func (d *EditionDiff) dated() *dated {
	x := &dated{number: map[string]int{}, dating: datingColumns(d.book)}
	for _, list := range [][]string{d.Columns, x.dating} {
		for _, name := range list {
			if _, there := x.number[name]; !there {
				x.number[name] = len(x.names)
				x.names = append(x.names, name)
			}
		}
	}
	return x
}

// day is the last on which an incident with these cells can have happened.
func (x *dated) day(cells []string) ascribe.Day {
	for _, name := range x.dating {
		if d, ok := lastDayOf(cells[x.number[name]]); ok {
			return d
		}
	}
	return ascribe.Forever
}

// record is what both editions say of an incident; nil where one does not have it.
func (d *EditionDiff) record(r *analysis.Record, x *dated, id string, before, after []string) *analysis.Record {
	n := len(d.Columns)
	*r = analysis.Record{ID: id}
	if before != nil {
		r.Old, r.OldDated = before[:n], x.day(before)
	}
	if after != nil {
		r.New, r.Dated = after[:n], x.day(after)
	}
	return r
}

// records yields what the two editions say of every id that passes, in the order
// in which they were first imported. A record is valid until the next.
func (d *EditionDiff) records(ctx context.Context, p *point.Point) (iter.Seq2[*analysis.Record, error], error) {
	s, err := columnsOf(ctx, p)
	if err != nil {
		return nil, err
	}
	if s == nil || !s.Answers(d.where) {
		return d.recordsOneByOne(ctx, p)
	}
	x := d.dated()
	beside, err := s.Beside(x.names, d.Old.day, d.New.day)
	if err != nil {
		return nil, err
	}
	var passed [2][]bool
	for i, day := range []ascribe.Day{d.Old.day, d.New.day} {
		if passed[i], err = s.Passing(d.where, day); err != nil {
			return nil, err
		}
	}
	return func(yield func(*analysis.Record, error) bool) {
		old, now := make([]string, len(x.names)), make([]string, len(x.names))
		var r analysis.Record
		for i := range beside.Incidents() {
			if i&1023 == 0 && ctx.Err() != nil {
				yield(nil, ctx.Err())
				return
			}
			before, after := beside.Cells(i, old, now)
			if after != nil && passed[1][i] || after == nil && passed[0][i] {
				if !yield(d.record(&r, x, beside.ID(i), before, after), nil) {
					return
				}
			}
		}
	}, nil
}

// recordsOneByOne reads the records of the incidents one by one.
func (d *EditionDiff) recordsOneByOne(ctx context.Context, p *point.Point) (iter.Seq2[*analysis.Record, error], error) {
	filter, err := survey.NewFilter(p.Book, d.where)
	if err != nil {
		return nil, err
	}
	x := d.dated()
	return func(yield func(*analysis.Record, error) bool) {
		var r analysis.Record
		for dossier, err := range p.View.Dossiers(ctx, p.About()) {
			if err != nil {
				yield(nil, err)
				return
			}
			rows := rowsOf(dossier, p.AsOf.Recorded)
			before, after := cellsOn(rows, d.Old.day, x.number), cellsOn(rows, d.New.day, x.number)
			day := d.New.day
			if after == nil {
				day = d.Old.day
			}
			if len(filter) > 0 && !plain.Passes(p.Book, classify.Read(p.Book, dossier, p.AsOf.Recorded), filter, day) {
				continue
			}
			if !yield(d.record(&r, x, dossier.Subject, before, after), nil) {
				return
			}
		}
	}, nil
}
