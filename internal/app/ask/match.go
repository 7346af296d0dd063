package ask

import (
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/match"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// MatchAnswer is which incidents of an imported dataset are probably one of the
// record's, the surest first.
type MatchAnswer struct {
	Dataset string     `json:"dataset"`
	Rows    []Proposal `json:"rows"`
	Total   int        `json:"total"` // how many there are; a limit may leave some out
}

// A Proposal is an incident of the record with one of the dataset that is probably
// the same. Nothing is taken by itself.
type Proposal struct {
	Incident TwinOf   `json:"incident"`
	Theirs   string   `json:"theirs"` // with the dataset's name before it
	Score    float64  `json:"score"`  // how probable it is, of at most 1
	Why      []string `json:"why"`
}

// Match proposes which incidents of an imported dataset are the same as one of the
// record: by day, place, the names of actors and figures, as the dataset has them
// now. One of theirs is proposed for one of ours at most, and of what was said already
// to be the same, or not to be, nothing is proposed.
func Match(ctx context.Context, p *point.Point, dataset string, limit int) (*MatchAnswer, error) {
	if dataset == ascribe.Main {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "the record is matched with an imported dataset").WithHint("within the record, ask for twins")
	}
	in, err := p.In(ctx, dataset)
	if err != nil {
		return nil, err
	}
	ours, err := ComparableOf(ctx, p.View, p.Book, ascribe.RecordIncident, false)
	if err != nil {
		return nil, err
	}
	ids, theirs, err := thingsOf(ctx, in)
	if err != nil {
		return nil, err
	}
	pairs, err := match.Between(ctx, match.Incident, ours.Things, theirs)
	if err != nil {
		return nil, err
	}
	answer := &MatchAnswer{Dataset: dataset, Rows: []Proposal{}}
	taken := map[int]bool{}
	for _, pair := range pairs { // the surest first
		id := dataset + ":" + ids[pair.B]
		if taken[pair.B] || ours.elsewhere[ours.IDs[pair.A]+" "+id] {
			continue
		}
		taken[pair.B] = true
		t := ours.Twin(PairAlike{pair.A, pair.A, pair.Score, pair.Why})
		answer.Rows = append(answer.Rows, Proposal{t.One, id, t.Score, t.Why})
	}
	if answer.Total = len(answer.Rows); limit > 0 {
		answer.Rows = answer.Rows[:min(len(answer.Rows), limit)]
	}
	return answer, nil
}

// actorColumns are those in which datasets have the names of actors.
var actorColumns = []string{
	"side_a", "side_b", "actor", "actor1", "actor2", "assoc_actor_1", "assoc_actor_2", "gname", "gname2", "gname3", "perpetrator", "perpetrators", "group", "group_name",
}

// A matched column is one by which incidents of a dataset are compared.
type matchedColumn struct {
	name string
	role ascribe.Role // empty: it has the name of an actor
}

func matchedColumns(p *point.Point) (columns []matchedColumn) {
	for i := range p.Book.Vars {
		v := &p.Book.Vars[i]
		switch {
		case slices.Contains(comparedRoles, v.Role):
			columns = append(columns, matchedColumn{v.Name, v.Role})
		case slices.Contains(actorColumns, v.Name):
			columns = append(columns, matchedColumn{name: v.Name})
		}
	}
	return columns
}

// thingsOf is the incidents that a dataset lists, as they can be compared.
func thingsOf(ctx context.Context, p *point.Point) (ids []string, things []match.Thing, err error) {
	columns := matchedColumns(p)
	names := make([]string, len(columns))
	dated := false
	for i, c := range columns {
		names[i] = c.name
		dated = dated || c.role == ascribe.RoleEventDate
	}
	if !dated {
		return nil, nil, ascribe.Errorf(ascribe.ErrConflict, "no column of %s is the day of an incident", p.About()).
			WithHint("give one the role event_date in its mapping (docs/mappings.md)")
	}
	all, err := surveyOf(ctx, p, names...)
	if err != nil {
		return nil, nil, err
	}
	begin := func(_, total int) { ids, things = make([]string, 0, total), make([]match.Thing, 0, total) }
	err = all.Selected(ctx, survey.Query{By: names, Days: []ascribe.Day{p.AsOf.Known}}, begin, func(l survey.Listed, picked [][]string) {
		var t match.Thing
		for i, c := range columns {
			for _, value := range picked[i] {
				if c.role != "" {
					addValue(&t, c.role, value)
				} else if !unnamed[strings.ToLower(value)] {
					t.Who = append(t.Who, value)
				}
			}
		}
		ids, things = append(ids, l.Incident), append(things, t)
	})
	return ids, things, err
}

// unnamed are what datasets write for an actor of whom nothing is known, or who is no
// organisation.
var unnamed = map[string]bool{"": true, "unknown": true, "civilians": true, "unidentified": true, "none": true}
