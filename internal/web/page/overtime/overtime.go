package overtime

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type overTimeInput struct {
	kit.Asked
	By     string   `query:"by" doc:"What the incidents are counted by: label, level, settled, year, or any variable of incidents. Left out, the label or, under a codebook that gives none, the year, else the country." example:"label"`
	Across string   `query:"across" doc:"The columns: a second thing by which incidents are counted. Left out, the year of the incident." example:"year"`
	As     string   `query:"as" default:"number" enum:"number,share" doc:"share: the page shows counts as shares of their base, and the CSV has two columns more, the share and the base that it is of."`
	Where  []string `query:"where,explode" doc:"Only incidents of which this holds: NAME OP VALUE, as in country=DE or killed>=10, or @NAME, as of /incidents. Of several = on one NAME one is enough: they are counted together." example:"[\"country=DE\"]"`
	Then   string   `query:"then" doc:"Another day, such as 2016-07-20: the answer as known on it is set beside that of the point." example:"2016-07-20"`
	After  string   `query:"after" doc:"The cursor of the next page of incidents whose answer differs between the two days."`
	Limit  int      `query:"limit" default:"50" minimum:"1" maximum:"500" doc:"How many of these incidents."`
}

// overTime is the present picture, how it came about and, where another day is
// given, the picture of that day beside it.
type overTime struct {
	By     string `json:"by"`
	Across string `json:"across"`
	// Picture counts the incidents by across and by, as of the point.
	Picture *ask.CountAnswer `json:"picture"`
	// Bases has the incidents of each value across, where one may be counted
	// under several values of by, or shares are asked for; else null.
	Bases *ask.CountAnswer `json:"bases"`
	// Sum counts the same by the one dimension alone: all columns together.
	Sum *ask.CountAnswer `json:"sum"`
	// Course is the count by the one dimension at the end of each period up to
	// the point; it has no days before anything was known.
	Every  ask.Every         `json:"every"`
	Course *ask.SeriesAnswer `json:"course"`
	// Then is null where no other day was given.
	Then *thenAndNow `json:"then"`
	// All is how many incidents there are, however the picture is narrowed; facets
	// and filters are what it could be narrowed by.
	All    int              `json:"all"`
	Facets []ask.Facet      `json:"facets"`
	Kept   []ask.KeptFilter `json:"filters"`
	// Editions are those of an imported dataset.
	Editions []ask.EditionFacet `json:"editions,omitempty"`

	shares bool
}

func askOverTime(ctx context.Context, v *kit.View, in *overTimeInput) (*overTime, error) {
	a := &overTime{}
	var err error
	if a.shares, err = asShares(in.As); err != nil {
		return nil, err
	}
	where, err := ask.ParseConditions(in.Where)
	if err != nil {
		return nil, err
	}
	if in.By, err = kit.CountedBy(ctx, v, in.By); err != nil {
		return nil, err
	}
	if err := a.narrow(ctx, v, where); err != nil {
		return nil, err
	}
	if in.By == "" {
		a.Course = kit.Uncounted()
		a.Picture, err = ask.Count(ctx, v.At, []string{}, where)
		return a, err
	}
	if in.Across == "" {
		in.Across = defaultAcross(&v.At.Book.Codebook, in.By)
	}
	a.By, a.Across = in.By, in.Across
	if err := a.count(ctx, v, where); err != nil {
		return nil, err
	}
	if a.Every, a.Course, err = course(ctx, v, in.By, where); err != nil {
		return nil, err
	}
	if in.Then == "" {
		return a, kit.Unpaged(in.After)
	}
	a.Then, err = askThenAndNow(ctx, v, in)
	return a, err
}

// narrow finds out what the picture could be narrowed by.
func (a *overTime) narrow(ctx context.Context, v *kit.View, where []ask.Condition) error {
	list, err := ask.Incidents(ctx, v.At, &ask.IncidentsPage{Where: where, Limit: 1})
	if err != nil {
		return err
	}
	a.All, a.Facets, a.Editions, a.Kept = list.Base, list.Facets, list.Editions, list.Kept
	return nil
}

// count counts for the present picture.
func (a *overTime) count(ctx context.Context, v *kit.View, where []ask.Condition) (err error) {
	dimensions := crossed(a.Across, a.By)
	if a.Picture, err = ask.Count(ctx, v.At, dimensions, where); err != nil {
		return err
	}
	if len(dimensions) == 1 {
		a.Sum = a.Picture
		return nil
	}
	if a.Picture.Several || a.shares {
		if a.Bases, err = ask.Count(ctx, v.At, dimensions[:1], where); err != nil {
			return err
		}
	}
	a.Sum, err = ask.Count(ctx, v.At, dimensions[1:], where)
	return err
}

// crossed are the dimensions of a picture: one, where both are the same.
func crossed(across, by string) []string {
	if across == "" || across == by {
		return []string{by}
	}
	return []string{across, by}
}

// defaultAcross is the year of the incident or, under a codebook that does not
// say when it was, what is counted itself.
func defaultAcross(book *ascribe.Codebook, by string) string {
	if book.Variable("year") != nil || book.Variable("date") != nil || book.WithRole(ascribe.RoleEventDate) != nil {
		return "year"
	}
	return by
}

// AsTable is the present picture, with its shares where they are asked for.
func (a *overTime) AsTable() kit.Table {
	return (&crossCount{a.Picture, a.Bases, a.shares}).AsTable()
}

// overTimePage is what the template of the page is given.
type overTimePage struct {
	*kit.Page[overTimeInput, overTime]
}

// ToList is the list of the incidents that are counted.
func (f overTimePage) ToList() string { return f.To("/", f.Narrowing().Pairs()...) }

// Narrowing is what the page is narrowed by, and could be.
func (f overTimePage) Narrowing() *kit.Narrowing {
	return &kit.Narrowing{Frame: f.Frame, Where: f.In.Where, Facets: f.Answer.Facets, Editions: f.Answer.Editions, Kept: f.Answer.Kept}
}
