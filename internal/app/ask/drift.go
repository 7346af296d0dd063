package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// DriftAnswer is how labels were revised, over all incidents that are counted as of
// a point. A revision is a change of the label; level and settled do not count.
type DriftAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	Base     int            `json:"base"`    // incidents
	Revised  int            `json:"revised"` // of these, those whose label has changed
	// Pairs says how many went from which first label to which label now.
	Pairs []DriftPair `json:"pairs"`
	// Times says how long after the event the first label came, and each
	// revision. Undated incidents, whose day is not known to the day, are in
	// none of them.
	Times   []DriftTime `json:"times"`
	Undated int         `json:"undated"`
	// Causes says what kind of evidence the revisions came from; their base is
	// the sum of N.
	Causes []DriftCause `json:"causes"`
	// Speakers says whose first labels held: those of the variable with the
	// role public_label, through the crosswalk of its name.
	Speakers []DriftSpeaker `json:"speakers"`
	// Latest are the incidents whose label was revised, those that were last
	// first: up to 50 of them.
	Latest []DriftedRow `json:"latest"`
}

// DriftPair is how many incidents went from one label to another.
type DriftPair struct {
	First string `json:"first"`
	Now   string `json:"now"`
	N     int    `json:"n"`
}

// DriftTime is the median of days from the event to the first label (Revision
// 0), or to a revision, over N incidents.
type DriftTime struct {
	Revision int     `json:"revision"`
	N        int     `json:"n"`
	Median   float64 `json:"median_days"`
}

// DriftCause is how many revisions came from statements of one kind of source,
// on one basis, about one variable.
type DriftCause struct {
	SourceKind string        `json:"source_kind"`
	Basis      ascribe.Basis `json:"basis"`
	Variable   string        `json:"variable"`
	N          int           `json:"n"`
}

// DriftSpeaker is how many incidents a publisher gave a label of its own, and
// for how many of them the first one corresponds to the label now.
type DriftSpeaker struct {
	Speaker string `json:"speaker"`
	N       int    `json:"n"`
	Held    int    `json:"held"`
}

// shownRevised is how many of the revised DriftAnswer lists; Drifted has all.
const shownRevised = 50

// Drift answers how labels were revised.
func Drift(ctx context.Context, p *point.Point) (*DriftAnswer, error) {
	c, err := coursesOf(ctx, p)
	if err != nil {
		return nil, err
	}
	g, revised := c.gatherer, latestRevised{limit: shownRevised}
	all := DriftedInput{Revised: "yes", Revision: -1}
	err = c.visit(ctx, func(course *survey.Course) {
		before := g.revised
		g.follow(course, c.published)
		if g.revised == before || !revised.wants(revisedPlace(course.Incident, course.Spans)) {
			return
		}
		if row, ok := all.row(c, course); ok {
			revised.offer(row)
		}
	})
	if err != nil {
		return nil, err
	}
	d := &DriftAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), Pairs: []DriftPair{}, Times: []DriftTime{}, Causes: []DriftCause{}, Speakers: []DriftSpeaker{}}
	g.report(d)
	d.Latest, _ = revised.page()
	return d, titleDrifted(ctx, p, d.Latest)
}

// coursesOf are the courses of all incidents from a point.
func coursesOf(ctx context.Context, p *point.Point) (*courses, error) {
	if p.About() != ascribe.Main {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "there is no drift of %s: it has no labels", p.About()).
			WithHint("ask for the drift of the dataset %s", ascribe.Main)
	}
	c := &courses{gatherer: newGatherer(p.Book), known: p.AsOf.Known}
	var said []string
	if c.gatherer.public != "" {
		said = []string{c.gatherer.public}
	}
	var err error
	if c.survey, err = surveyOf(ctx, p, said...); err != nil {
		return nil, err
	}
	record, err := p.Record(ctx)
	if err != nil {
		return nil, err
	}
	c.published, err = p.Following().Publications(ctx, p.View, record)
	return c, err
}

// follow takes in the course of an incident. Of the sources a survey knows the
// records only.
func (g *gatherer) follow(c *survey.Course, published follow.PublicationList) {
	g.move(c.Event, c.Spans)
	for _, cause := range c.Causes {
		g.cause(DriftCause{SourceKind: published.Of(cause.Source).Kind, Basis: cause.Basis, Variable: cause.Variable})
	}
	g.hear(c, published, g.count)
}
