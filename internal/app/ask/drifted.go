package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// DriftedAnswer is the incidents behind a number of DriftAnswer: those whose label
// was revised last come first.
type DriftedAnswer struct {
	point.Asked
	Codebook  point.BookName `json:"codebook"`
	Base      int            `json:"base"`      // the incidents that are counted
	Total     int            `json:"total"`     // of these, those that pass
	Revisions int            `json:"revisions"` // how many revisions the rows of all pages have
	Rows      []DriftedRow   `json:"rows"`
	Next      string         `json:"next"` // the cursor of the next page; "": this is the last
}

// DriftedRow is an incident with how its label was revised.
type DriftedRow struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	First    string `json:"first"` // its first label
	ascribe.Belief
	// Event is what is known of the day on which it happened, and Days how long
	// after it the first label came or, where one is asked for, the revision;
	// null where that is not known to the day.
	Event string `json:"event"`
	Days  *int   `json:"days"`
	// Revisions are those that are asked for; all, where no cause is.
	Revisions []Revision `json:"revisions"`
	// Said is the first label that the speaker who is asked for gave it.
	Said  string         `json:"said,omitempty"`
	Spans []ascribe.Span `json:"spans"`
}

// Revision is a change of a label, and what it came from; nothing is said of
// that where evidence was taken back.
type Revision struct {
	Day        ascribe.Day   `json:"day"`
	From       string        `json:"from"`
	To         string        `json:"to"`
	SourceKind string        `json:"source_kind"`
	Basis      ascribe.Basis `json:"basis"`
	Variable   string        `json:"variable"`
}

// NoneSaid asks, in place of a label, kind or basis, for those that have none.
const NoneSaid = "none"

// DriftedInput says which of the incidents are asked for, as the numbers of
// DriftAnswer count them. What is left empty asks for nothing.
type DriftedInput struct {
	First, Now string // labels
	Revised    string // yes or no
	Dated      string // yes or no: whether the day on which it happened is known to the day
	// Revision is how many revisions it had at least, among those that are dated;
	// 0 is the first label, below it nothing is asked for.
	Revision int
	// A cause of a revision: each that is named has to hold of one and the same.
	// TakenBack asks for those that came from no statement.
	SourceKind, Basis, Variable string
	TakenBack                   bool
	Speaker                     string // who gave it a label of their own
	Held                        string // yes or no: whether that corresponds to the label now
	Paging
}

// Drifted answers which incidents a number of Drift counts.
func Drifted(ctx context.Context, p *point.Point, in *DriftedInput) (*DriftedAnswer, error) {
	limit, err := in.limit()
	if err == nil {
		err = in.check(p.Book)
	}
	if err != nil {
		return nil, err
	}
	c, err := coursesOf(ctx, p)
	if err != nil {
		return nil, err
	}
	d := &DriftedAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book)}
	list := latestRevised{limit: limit}
	if list.after, err = readPlace(in.After); err != nil {
		return nil, err
	}
	err = c.visit(ctx, func(course *survey.Course) {
		d.Base++
		if row, ok := in.row(c, course); ok {
			d.Total++
			d.Revisions += len(row.Revisions)
			list.offer(row)
		}
	})
	if err != nil {
		return nil, err
	}
	d.Rows, d.Next = list.page()
	return d, titleDrifted(ctx, p, d.Rows)
}

func titleDrifted(ctx context.Context, p *point.Point, rows []DriftedRow) error {
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = rows[i].Incident
	}
	titles, err := titlesOf(ctx, p, p.About(), ids)
	for i := range titles {
		rows[i].Title = titles[i]
	}
	return err
}

// check refuses what no incident can pass.
func (in *DriftedInput) check(book *codebook.Book) error {
	labels := []string{NoneSaid}
	for _, l := range book.Labels {
		labels = append(labels, l.Name)
	}
	for _, asked := range []struct {
		name, value string
		can         []string
	}{
		{"first", in.First, labels},
		{"now", in.Now, labels},
		{"revised", in.Revised, []string{"yes", "no"}},
		{"dated", in.Dated, []string{"yes", "no"}},
		{"held", in.Held, []string{"yes", "no"}},
	} {
		if asked.value != "" && !slices.Contains(asked.can, asked.value) {
			return ascribe.Errorf(ascribe.ErrUsage, "%s: there is no %q%s", asked.name, asked.value, near.DidYouMeanOr(asked.value, asked.can, "it is one of"))
		}
	}
	switch {
	case in.Held != "" && in.Speaker == "":
		return ascribe.Errorf(ascribe.ErrUsage, "held: it is not said whose label").WithHint("name the speaker, too")
	case in.TakenBack && in.SourceKind+in.Basis+in.Variable != "":
		return ascribe.Errorf(ascribe.ErrUsage, "taken_back: such a revision came from no statement, so it has no kind of source, basis or variable").
			WithHint("leave either out")
	}
	return nil
}

// row is the row of an incident, where it passes.
func (in *DriftedInput) row(c *courses, course *survey.Course) (DriftedRow, bool) {
	first, last := course.Spans[0], course.Spans[len(course.Spans)-1]
	if !passes(in.First, first.Label) || !passes(in.Now, last.Label) {
		return DriftedRow{}, false
	}
	row := DriftedRow{Incident: course.Incident, First: first.Label, Belief: last.Belief, Event: course.Event}
	all := c.revisions(course)
	happened := c.gatherer.dayOf(course.Event)
	if !agrees(in.Revised, len(all) > 0) || !agrees(in.Dated, happened.ok) || in.Revision >= 0 && (!happened.ok || len(all) < in.Revision) {
		return row, false
	}
	row.Revisions = slices.DeleteFunc(slices.Clone(all), func(r Revision) bool { return !in.caused(&r) })
	if in.asksCause() && len(row.Revisions) == 0 {
		return row, false
	}
	if in.Speaker != "" {
		heard := false
		c.gatherer.hear(course, c.published, func(who, label string, held bool) {
			if who == in.Speaker && agrees(in.Held, held) {
				heard, row.Said = true, label
			}
		})
		if !heard {
			return row, false
		}
	}
	if happened.ok {
		on := first.From
		if in.Revision > 0 {
			on = all[in.Revision-1].Day
		}
		days := on.Sub(happened.day)
		row.Days = &days
	}
	row.Spans = course.Spans // lent: who keeps the row has to copy them
	return row, true
}

func (in *DriftedInput) asksCause() bool {
	return in.TakenBack || in.SourceKind != "" || in.Basis != "" || in.Variable != ""
}

// caused reports whether a revision came from what is asked for.
func (in *DriftedInput) caused(r *Revision) bool {
	switch {
	case !in.asksCause():
		return true
	case in.TakenBack || r.Variable == "":
		return in.TakenBack && r.Variable == ""
	}
	return passes(in.SourceKind, r.SourceKind) && passes(in.Basis, string(r.Basis)) && (in.Variable == "" || in.Variable == r.Variable)
}

// passes reports whether a value is the one that is asked for, if one is.
func passes(asked, value string) bool {
	return asked == "" || asked == value || asked == NoneSaid && value == ""
}

// agrees reports whether something is so as it is asked for, yes or no.
func agrees(asked string, is bool) bool { return asked == "" || (asked == "yes") == is }

// courses are those of all incidents, with what is told of them.
type courses struct {
	gatherer  *gatherer
	survey    survey.Survey
	published follow.PublicationList
	known     ascribe.Day
}

func (c *courses) visit(ctx context.Context, visit func(*survey.Course)) error {
	return c.survey.Courses(ctx, c.known, c.gatherer.public, visit)
}

// revisions are all of one incident, in the order of days.
func (c *courses) revisions(course *survey.Course) []Revision {
	list := []Revision{}
	for i, s := range course.Spans {
		if i == 0 || s.Label == course.Spans[i-1].Label {
			continue
		}
		r := Revision{Day: s.From, From: course.Spans[i-1].Label, To: s.Label}
		if n := len(list); n < len(course.Causes) {
			cause := course.Causes[n]
			r.SourceKind, r.Basis, r.Variable = c.published.Of(cause.Source).Kind, cause.Basis, cause.Variable
		}
		list = append(list, r)
	}
	return list
}
