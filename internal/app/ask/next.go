package ask

import (
	"context"
	"fmt"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// NextAnswer is what is left to do in the team's own record.
type NextAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	// Counts are how much there is of each kind, in the order in which it is to be done.
	Counts []NextCount `json:"counts"`
	// Rows are the first of each kind.
	Rows []NextRow `json:"rows"`
}

// NextCount is how much there is of a kind of work; of quiet incidents, how many are shown.
type NextCount struct {
	Kind NextKind `json:"kind"`
	N    int      `json:"n"`
	More bool     `json:"more,omitempty"` // there are more than that
}

// NextKind is a kind of work.
type NextKind string

// The kinds. Readers are told of those that say what the record does not know; the others are
// for those who keep it.
const (
	NextDiffer   NextKind = "differ"   // incidents of which coders read a source differently
	NextLost     NextKind = "lost"     // passages that are no longer found in the copy of a source
	NextUngraded NextKind = "ungraded" // statements without a grade
	NextUnmarked NextKind = "unmarked" // statements without a passage, of sources with a copy
	NextTwins    NextKind = "twins"    // what was probably written down twice
	NextOpen     NextKind = "open"     // questions whose answer would settle labels
	NextQuiet    NextKind = "quiet"    // incidents of which nothing was said for longest
)

// NextRow is one thing that is to be looked at.
type NextRow struct {
	Kind  NextKind `json:"kind"`
	ID    string   `json:"id"`    // of an incident, a statement or one of two twins; of a question its variable
	Title string   `json:"title"` // of it, or what it says
	Of    string   `json:"of"`    // of a statement its subject, of a twin the kind of thing; else ""
	With  string   `json:"with"`  // of a twin the other, of a passage its document and its anchor; else ""
	Why   string   `json:"why"`
}

// maxCounted is up to how many statements are counted of a kind.
const maxCounted = 1000

// Next answers what is left to do, with so many of each kind at most.
func Next(ctx context.Context, p *point.Point, limit int) (*NextAnswer, error) {
	if p.About() != ascribe.Main {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "an imported dataset is nobody's work here").WithHint("leave out the dataset")
	}
	upTo, err := p.Record(ctx)
	if err != nil {
		return nil, err
	}
	a := &NextAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), Counts: []NextCount{}, Rows: []NextRow{}}
	n := &nextReader{p, a, limit, upTo}
	steps := []func(context.Context) error{n.differ, n.lost, n.ungraded, n.unmarked, n.twins, n.open, n.quiet}
	if !p.Viewer.NamesAll() {
		steps = []func(context.Context) error{n.differ, n.open, n.quiet}
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// A nextReader gathers what is left to do.
type nextReader struct {
	p     *point.Point
	a     *NextAnswer
	limit int
	upTo  int64
}

func (n *nextReader) count(kind NextKind, found int) {
	n.a.Counts = append(n.a.Counts, NextCount{kind, min(found, maxCounted), found > maxCounted})
}

func (n *nextReader) add(rows ...NextRow) { n.a.Rows = append(n.a.Rows, rows...) }

// differ finds the incidents of which coders read a source differently.
func (n *nextReader) differ(ctx context.Context) error {
	found, err := Incidents(ctx, n.p, &IncidentsPage{Where: []Condition{Is(survey.ByCoders, ascribe.CodersDiffer.String())}, Facets: []string{}, Columns: []string{}, Limit: n.limit})
	if err != nil {
		return err
	}
	n.a.Counts = append(n.a.Counts, NextCount{Kind: NextDiffer, N: found.Total})
	for i := range found.Rows {
		n.add(NextRow{Kind: NextDiffer, ID: found.Rows[i].Incident, Title: found.Rows[i].Title, Why: "coders read a source differently"})
	}
	return nil
}

// lost looks for every passage that was marked in the text of its document as it is.
func (n *nextReader) lost(ctx context.Context) error {
	documents, err := n.p.View.Documents(ctx)
	if err != nil {
		return err
	}
	found := 0
	for i := range documents {
		d := &documents[i]
		anchors, err := n.p.View.AnchorsIn(ctx, d.Record)
		if err != nil {
			return err
		}
		for at := range anchors {
			passage, err := disclose.PassageOf(n.p, &d.Noun, &anchors[at])
			if err != nil {
				return err
			}
			if !passage.Lost || anchors[at].Record > n.upTo {
				continue
			}
			if found++; found <= n.limit {
				n.add(NextRow{
					Kind: NextLost, ID: anchors[at].Noun.Statement, Title: passage.Exact, With: d.Noun.ID + "#" + passage.Anchor,
					Why: "its words are no longer found in the copy",
				})
			}
		}
	}
	n.count(NextLost, found)
	return nil
}

func (n *nextReader) ungraded(ctx context.Context) error {
	records, err := n.p.View.Ungraded(ctx, n.upTo, maxCounted+1)
	if err != nil {
		return err
	}
	n.count(NextUngraded, len(records))
	return n.statements(ctx, NextUngraded, records, func(s *ascribe.Statement) string {
		if s.Credibility == "" {
			return "it has no credibility"
		}
		return "neither it nor its source has a reliability"
	})
}

func (n *nextReader) unmarked(ctx context.Context) error {
	records, err := n.p.View.Unmarked(ctx, n.upTo, maxCounted+1)
	if err != nil {
		return err
	}
	n.count(NextUnmarked, len(records))
	return n.statements(ctx, NextUnmarked, records, func(s *ascribe.Statement) string {
		return "a copy of " + s.Source + " is kept, and no passage is marked in it"
	})
}

// statements adds rows of the first of some statements.
func (n *nextReader) statements(ctx context.Context, kind NextKind, records []int64, why func(*ascribe.Statement) string) error {
	records = records[:min(len(records), n.limit)]
	nouns, err := n.p.View.Nouns(ctx, records)
	if err != nil {
		return err
	}
	for _, record := range records {
		if s, ok := nouns[record].(*ascribe.Statement); ok { // else it was erased
			n.add(NextRow{Kind: kind, ID: s.ID, Title: s.Variable + ": " + s.Value, Of: s.Subject, Why: why(s)})
		}
	}
	return nil
}

func (n *nextReader) twins(ctx context.Context) error {
	found, err := Twins(ctx, n.p, nil, n.limit)
	if err != nil {
		return err
	}
	n.a.Counts = append(n.a.Counts, NextCount{Kind: NextTwins, N: found.Total})
	for i := range found.Rows {
		t := &found.Rows[i]
		n.add(NextRow{Kind: NextTwins, ID: t.One.ID, Title: t.One.Title, Of: string(t.Kind), With: t.Other.ID, Why: strings.Join(t.Why, "; ")})
	}
	return nil
}

// open finds the questions that alone would decide most.
func (n *nextReader) open(ctx context.Context) error {
	found, err := Awaiting(ctx, n.p, nil, 0)
	if err != nil {
		return err
	}
	n.a.Counts = append(n.a.Counts, NextCount{Kind: NextOpen, N: len(found.Questions)})
	for _, q := range found.Questions[:min(len(found.Questions), n.limit)] {
		n.add(NextRow{
			Kind: NextOpen, ID: q.Variable, Title: q.Title,
			Why: fmt.Sprintf("open in %d of %d that are not settled; it alone can change %d", q.Open, found.Unsettled, q.Alone),
		})
	}
	return nil
}

// quiet finds the incidents of which nothing was said for longest.
func (n *nextReader) quiet(ctx context.Context) error {
	list, err := n.p.View.Quiet(ctx, n.upTo, n.limit)
	if err != nil {
		return err
	}
	records := make([]int64, len(list))
	for i := range list {
		records[i] = list[i].Record
	}
	nouns, err := n.p.View.Nouns(ctx, records)
	if err != nil {
		return err
	}
	n.count(NextQuiet, len(list))
	for _, q := range list {
		incident, ok := nouns[q.Record].(*ascribe.Incident)
		if !ok {
			continue
		}
		e, err := n.p.View.Entry(ctx, q.Entry)
		if err != nil {
			return err
		}
		why := "nothing was ever said of it"
		if q.Last != q.Record {
			why = fmt.Sprintf("nothing was written about it since entry %d, of %s", e.N, e.Time.Format("2006-01-02"))
		}
		n.add(NextRow{Kind: NextQuiet, ID: incident.ID, Title: follow.TitleOf(incident), Why: why})
	}
	return nil
}
