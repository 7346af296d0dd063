package ask

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/store"
)

// LogAnswer is what became of an incident, an actor or a source in the record: the
// entries that touched it, in their order, and what each changed.
type LogAnswer struct {
	point.Asked
	Of    ascribe.RecordKind `json:"of"`
	ID    string             `json:"id"`
	Title string             `json:"title"` // the incident's or source's, or the actor's name
	Rows  []LogRow           `json:"rows"`
	// Next is the last entry listed, to ask for those after it; 0 where there are
	// none.
	Next int64 `json:"next"`
}

// LogRow is an entry that touched something.
type LogRow struct {
	Writing
	Lines []RecordLine `json:"lines"` // its records that did, the first of them
	More  int          `json:"more"`  // how many it has beyond these
	// Old and New are the incident's answer before and after, as known on the day
	// that is asked for, where the entry changed it; null: it was not counted, or
	// nothing changed.
	Old *ascribe.Belief `json:"old"`
	New *ascribe.Belief `json:"new"`
	// Cause is by what the answer changed; "" where it did not.
	Cause classify.ChangeReason `json:"cause"`
}

// logLines is how many records of an entry a log has.
const logLines = 20

// Log answers what became of an incident, an actor or a source, by its id: the
// entries after one (0: all), up to a limit (0: DefaultPage).
func Log(ctx context.Context, p *point.Point, of ascribe.RecordKind, id string, after int64, limit int) (*LogAnswer, error) {
	out := &LogAnswer{Asked: p.Asked, Of: of, Rows: []LogRow{}}
	record, steps, err := out.find(ctx, p, id)
	if err != nil {
		return nil, err
	}
	upTo, err := p.Record(ctx)
	if err != nil {
		return nil, err
	}
	touches, err := p.View.Touches(ctx, record, upTo)
	if err != nil {
		return nil, err
	}
	touches = withSteps(touches, steps)
	touches = slices.DeleteFunc(touches, func(t store.Touch) bool { return t.Entry <= after })
	if limit = pageSize(limit); len(touches) > limit {
		touches = touches[:limit]
		out.Next = touches[limit-1].Entry
	}
	if out.Rows, err = logRows(ctx, p, touches); err != nil {
		return nil, err
	}
	for i := range out.Rows {
		row := &out.Rows[i]
		if s, changed := steps[touches[i].Entry]; changed {
			row.Cause = s.Reason
			if s.Old.Counted {
				row.Old = &s.Old.Belief
			}
			if s.New.Counted {
				row.New = &s.New.Belief
			}
		}
	}
	return out, nil
}

// logRows are entries with what each did.
func logRows(ctx context.Context, p *point.Point, touches []store.Touch) ([]LogRow, error) {
	names, err := disclose.Everybody(ctx, p)
	if err != nil {
		return nil, err
	}
	rows := make([]LogRow, 0, len(touches))
	for _, t := range touches {
		row, err := logRow(ctx, p, names, t)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// find finds the record that the log is of, and of an incident which entries
// changed its answer.
func (a *LogAnswer) find(ctx context.Context, p *point.Point, id string) (record int64, steps map[int64]classify.Step, err error) {
	switch a.Of {
	case ascribe.RecordIncident:
		r, err := disclose.Itself(ctx, p, id)
		if err != nil {
			return 0, nil, err
		}
		a.ID, a.Title = r.Dossier.Subject, r.Dossier.Title
		steps, err = stepsByEntry(ctx, p, a.ID)
		return r.Dossier.Record, steps, err
	case ascribe.RecordActor:
		n, err := disclose.To(ctx, p)
		if err != nil {
			return 0, nil, err
		}
		x, err := n.Find(id)
		if err != nil {
			return 0, nil, err
		}
		a.ID, a.Title = n.ActorID(x), n.PublicName(x, n.Roles(x)...)
		return x.Record, nil, nil
	case ascribe.RecordSource:
		s, err := p.View.Source(ctx, id)
		if err != nil {
			return 0, nil, err
		}
		a.ID, a.Title = s.Noun.ID, s.Noun.Title
		return s.Record, nil, p.Recorded("source", id, s.Entry)
	}
	return 0, nil, ascribe.Errorf(ascribe.ErrUsage, "%s has no log", ascribe.WithArticle(string(a.Of))).
		WithHint("incidents, actors and sources have one")
}

// stepsByEntry are the changes of an incident's answer by the entries that made
// them, as known on the day that is asked for.
func stepsByEntry(ctx context.Context, p *point.Point, id string) (map[int64]classify.Step, error) {
	if p.About() != ascribe.Main {
		return nil, nil
	}
	move := &classify.Move{From: ascribe.AsOf{Known: p.AsOf.Known}, To: p.AsOf}
	w, err := newWay(ctx, p, move)
	if err != nil {
		return nil, err
	}
	steps := map[int64]classify.Step{}
	err = w.incidents(ctx, []string{id}, func(t *traveller) error {
		for _, s := range t.steps {
			steps[s.Entry] = s
		}
		return nil
	})
	return steps, err
}

// withSteps adds the entries that touched nothing of an incident, and changed its
// answer: by a codebook, or by a source that was judged anew.
func withSteps(touches []store.Touch, steps map[int64]classify.Step) []store.Touch {
	for entry := range steps {
		if !slices.ContainsFunc(touches, func(t store.Touch) bool { return t.Entry == entry }) {
			touches = append(touches, store.Touch{Entry: entry})
		}
	}
	slices.SortFunc(touches, func(a, b store.Touch) int { return cmp.Compare(a.Entry, b.Entry) })
	return touches
}

func logRow(ctx context.Context, p *point.Point, n *disclose.Naming, t store.Touch) (row LogRow, err error) {
	row.Lines = []RecordLine{}
	if row.Writing, err = written(ctx, p, t.Entry); err != nil {
		return row, err
	}
	row.More = max(len(t.Records)-logLines, 0)
	lines, err := p.View.LinesOf(ctx, t.Records[:len(t.Records)-row.More])
	if err != nil {
		return row, err
	}
	for i := range lines {
		l, err := line(ctx, n, p.View, &lines[i])
		if err != nil {
			return row, err
		}
		row.Lines = append(row.Lines, l)
	}
	return row, nil
}
