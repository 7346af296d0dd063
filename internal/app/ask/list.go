package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/timeline"
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
}

// Selection narrows a question to some incidents.
type Selection struct {
	Where  []Condition
	Search string
	Limit  int // 0: all
}

// List answers which incidents there are, and what was behind each.
func List(ctx context.Context, p *point.Point, sel *Selection) (*ListAnswer, error) {
	dims, err := conditions(p.Book, sel.Where)
	if err != nil {
		return nil, err
	}
	list := &ListAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), Rows: []ListRow{}}
	titles, err := titlesFound(ctx, p, sel, list)
	if err != nil {
		return nil, err
	}
	if x, ok, err := indexFor(ctx, p, sel.dimensions()); err != nil {
		return nil, err
	} else if ok && titles != nil {
		return list, listSearched(ctx, p, list, x, sel, titles)
	} else if ok {
		return list, listIndexed(ctx, p, list, x, sel)
	}
	for s, err := range disclose.Present(ctx, p) {
		if err != nil {
			return nil, err
		}
		if titles == nil && !mentions(s, sel.Search, p.AsOf) {
			continue
		}
		if _, found := titles[s.Dossier.Subject]; titles != nil && !found || !dims.pass(s, p.AsOf.Known) {
			continue
		}
		list.Total++
		if sel.Limit > 0 && len(list.Rows) >= sel.Limit {
			continue
		}
		list.Rows = append(list.Rows, ListRow{s.Dossier.Subject, s.Dossier.Title, s.Belief(p.AsOf.Known)})
	}
	return list, nil
}

// titlesFound is the titles of the incidents that a search finds, by their ids;
// nil where there is none to do, or no index of words to do it with.
func titlesFound(ctx context.Context, p *point.Point, sel *Selection, list *ListAnswer) (map[string]string, error) {
	if sel.Search == "" {
		return nil, nil
	}
	if _, err := parseWords(sel.Search); err != nil {
		return nil, err
	}
	if p.About() != ascribe.Main || p.WithoutIndex() {
		return nil, nil
	}
	found, err := search(ctx, p, sel.Search)
	if err != nil {
		return nil, err
	}
	list.Read = &found.read
	nouns, err := p.View.Nouns(ctx, found.incidents)
	titles := make(map[string]string, len(nouns))
	for _, n := range nouns {
		if incident, ok := n.(*ascribe.Incident); ok {
			titles[incident.ID] = incident.Title
		}
	}
	return titles, err
}

// listSearched fills a list with those that were found.
func listSearched(ctx context.Context, p *point.Point, list *ListAnswer, x *timeline.Index, sel *Selection, titles map[string]string) error {
	query, err := query(ctx, p, nil, sel.Where, []ascribe.Day{p.AsOf.Known})
	if err != nil {
		return err
	}
	listed, _, err := x.List(ctx, query, 0)
	if err != nil {
		return err
	}
	for _, next := range listed {
		title, ok := titles[next.Incident]
		if !ok {
			continue
		}
		if list.Total++; sel.Limit == 0 || len(list.Rows) < sel.Limit {
			list.Rows = append(list.Rows, ListRow{next.Incident, title, next.Belief})
		}
	}
	return nil
}

func (s *Selection) dimensions() []string {
	var names []string
	for _, c := range s.Where {
		names = append(names, c.Dimension)
	}
	return names
}

// listIndexed fills a list from the index, and gets the titles from the store:
// both go through the incidents in the order of the ledger.
func listIndexed(ctx context.Context, p *point.Point, list *ListAnswer, x *timeline.Index, sel *Selection) error {
	query, err := query(ctx, p, nil, sel.Where, []ascribe.Day{p.AsOf.Known})
	if err != nil {
		return err
	}
	listed, total, err := x.List(ctx, query, sel.Limit)
	if err != nil {
		return err
	}
	list.Total = total
	for noted, err := range p.View.Subjects(ctx, p.About(), ascribe.OfIncident) {
		if err != nil {
			return err
		}
		if len(list.Rows) == len(listed) {
			break
		}
		incident, ok := noted.Noun.(*ascribe.Incident)
		if next := listed[len(list.Rows)]; ok && incident.ID == next.Incident {
			list.Rows = append(list.Rows, ListRow{incident.ID, incident.Title, next.Belief})
		}
	}
	return nil
}
