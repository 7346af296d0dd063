package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/survey"
	"github.com/ascribe-project/ascribe/internal/words"
)

// ListAnswer is the incidents as of a point, each with its answer.
type ListAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	Rows     []ListRow      `json:"rows"`
	// Total is how many incidents pass; a limit may leave some of them out of Rows.
	Total int `json:"total"`
	// Read is, of a search, how far its index had read.
	Read *ReadUpTo `json:"read,omitzero"`
}

// ListRow is one incident.
type ListRow struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	ascribe.Belief
	// Unsaid is whether nothing had been said about it, so that there is no answer.
	Unsaid bool `json:"unsaid,omitempty"`
}

// Selection narrows a question to some incidents.
type Selection struct {
	Where  []Condition
	Search string
	Limit  int // 0: all
	// All has also the incidents of which nothing had been said. They have no value,
	// and so pass no condition.
	All bool
	// Sort is an order of the incidents, as of [IncidentsPage]; empty: that of the
	// ledger.
	Sort string
}

// List answers which incidents there are, and what was behind each.
func List(ctx context.Context, p *point.Point, sel *Selection) (*ListAnswer, error) {
	if err := disclose.Rows(ctx, p); err != nil {
		return nil, err
	}
	if sel.Sort != "" {
		return sortedList(ctx, p, sel)
	}
	dims, err := conditions(ctx, p, sel.Where)
	if err != nil {
		return nil, err
	}
	if sel.All && len(sel.Where) > 0 {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "an incident of which nothing was said passes no condition").
			WithHint("ask for all, or for those that have a value")
	}
	list := &ListAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), Rows: []ListRow{}}
	q := queryOf(nil, dims, p.AsOf.Known)
	all, err := surveyOf(ctx, p, dimensionsIn(q)...)
	if err != nil {
		return nil, err
	}
	limit := sel.Limit
	if sel.Search != "" || sel.All {
		limit = 0 // of those that are found
	}
	listed, total, err := all.List(ctx, q, limit)
	if err != nil {
		return nil, err
	}
	titles, err := titleList(ctx, p)
	if err != nil {
		return nil, err
	}
	unsaid := map[int64]bool{}
	if sel.All {
		if listed, err = withUnsaid(ctx, p, listed, unsaid); err != nil {
			return nil, err
		}
		total = len(listed)
	}
	if sel.Search != "" {
		found, err := mentioning(ctx, p, sel.Search)
		if err != nil {
			return nil, err
		}
		list.Read = found.readUpTo()
		listed = slices.DeleteFunc(slices.Clone(listed), func(l survey.Listed) bool {
			return !found.has(l.Record) && !(unsaid[l.Record] && mentionedIn(sel.Search, l.Incident, titles.Of(l.Record)))
		})
		total = len(listed)
	}
	if list.Total = total; sel.Limit > 0 {
		listed = listed[:min(len(listed), sel.Limit)]
	}
	for _, l := range listed {
		list.Rows = append(list.Rows, ListRow{l.Incident, titles.Of(l.Record), l.Belief, unsaid[l.Record]})
	}
	return list, nil
}

// withUnsaid adds to incidents, which are in the order of the ledger, those of
// which nothing had been said, and notes which they are.
func withUnsaid(ctx context.Context, p *point.Point, said []survey.Listed, unsaid map[int64]bool) ([]survey.Listed, error) {
	var all []survey.Listed
	merged, err := disclose.Merged(ctx, p)
	if err != nil {
		return nil, err
	}
	for x, err := range p.View.Subjects(ctx, p.About(), ascribe.OfIncident) {
		switch {
		case err != nil:
			return nil, err
		case x.Entry > p.AsOf.Recorded, merged.Of(x.Record) != x.Record:
		case len(said) > 0 && said[0].Record == x.Record:
			all, said = append(all, said[0]), said[1:]
		default:
			unsaid[x.Record] = true
			all = append(all, survey.Listed{Record: x.Record, Incident: x.Noun.Key().ID})
		}
	}
	return all, nil
}

// mentionedIn reports whether every word of a search occurs in some of the texts.
func mentionedIn(search string, texts ...string) bool {
	query := words.Parse(search)
	missing := query.All()
	for _, text := range texts {
		missing &^= query.In(text)
	}
	return missing == 0
}
