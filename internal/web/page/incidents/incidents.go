package incidents

import (
	"cmp"
	"context"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type incidentsInput struct {
	kit.Asked
	Q       string   `query:"q" doc:"Only those in whose title, statements or sources all of these words occur."`
	Where   []string `query:"where,explode" doc:"Only those of which this holds: NAME OP VALUE, as in label=inspired, killed>=10, year=2014..2016, country in=DE,FR, place~=train or killed=unknown, or @NAME for a filter that was kept. Of several = on one NAME one is enough, all else must hold." example:"[\"label=inspired\"]"`
	Sort    string   `query:"sort" default:"-changed" doc:"incident, title, label, date, country, revisions, changed, first, or any dimension; with - before it, the other way round."`
	Columns []string `query:"columns,explode" doc:"Variables of which rows have values, too. Left out, none of the record, which has labels in their place, and some of an imported dataset." example:"[\"killed\"]"`
	After   string   `query:"after" doc:"The cursor of the next page."`
	Limit   int      `query:"limit" default:"50" minimum:"1" maximum:"500" doc:"How many."`
}

func askIncidents(ctx context.Context, v *kit.View, in *incidentsInput) (*ask.IncidentsAnswer, error) {
	page := &ask.IncidentsPage{Search: in.Q, Sort: in.Sort, Columns: in.Columns, After: in.After, Limit: in.Limit}
	page.Hits = in.After == "" // the pages after it go on with the incidents
	var err error
	if page.Where, err = ask.ParseConditions(in.Where); err != nil {
		return nil, err
	}
	return ask.Incidents(ctx, v.At, page)
}

func askFilters(ctx context.Context, v *kit.View, _ *kit.Asked) (*ask.FiltersAnswer, error) {
	return ask.Filters(ctx, v.At)
}

// Narrowing is what the list is narrowed by, and could be.
func (f incidentsPage) Narrowing() *kit.Narrowing {
	return &kit.Narrowing{Frame: f.Frame, Words: true, Q: f.In.Q, Where: f.In.Where, Facets: f.Answer.Facets, Editions: f.Answer.Editions, Kept: f.Answer.Kept}
}

// ToTimeline is the same incidents under one axis.
func (f incidentsPage) ToTimeline() string { return f.To("/timeline", f.Narrowing().Pairs()...) }

// usualSort is the order where none is asked for: what was learnt last is what
// readers come for.
const usualSort = "-changed"

// A sorting is an order that the table can have.
type sorting struct {
	Title, To        string
	Current          bool
	Arrow, Direction string
}

// Sorts are the orders of the table, each with where it leads to: the same one
// the other way round, where it is the present one.
func (f incidentsPage) Sorts() []sorting {
	var list []sorting
	have := cmp.Or(f.Own.Get("sort"), usualSort)
	for _, o := range f.orders() {
		l := sorting{Title: o.title, To: o.by, Arrow: "↑", Direction: "ascending"}
		if trimmed := strings.TrimPrefix(o.by, "-"); strings.TrimPrefix(have, "-") == trimmed {
			l.Current = true
			l.To = "-" + trimmed
			if strings.HasPrefix(have, "-") {
				l.To, l.Arrow, l.Direction = trimmed, "↓", "descending"
			}
		}
		list = append(list, l)
	}
	return list
}

// An order is one that a reader can choose, by its name.
type order struct{ title, by string }

// orders are those of the list: of an imported dataset, which has no labels that could
// be revised, by its own columns.
func (f incidentsPage) orders() []order {
	if len(f.Palette.Labels) > 0 {
		return []order{
			{"most recently changed", usualSort}, {"most revised", "-revisions"}, {"date", "-date"}, {"name", "title"}, {"label", "label"}, {"country", "country"},
		}
	}
	list := []order{{"most recently changed", usualSort}, {"name", "title"}}
	for _, role := range []struct {
		role ascribe.Role
		order
	}{{ascribe.RoleEventDate, order{"date", "-date"}}, {ascribe.RoleCountry, order{"country", "country"}}} {
		if f.Glossary.WithRole(role.role) != nil {
			list = append(list, role.order)
		}
	}
	for _, name := range f.Answer.Columns {
		by := name
		if f.Number(name) {
			by = "-" + name
		}
		list = append(list, order{f.Glossary.ColumnName(name), by})
	}
	return list
}

// Number reports whether a variable is one.
func (f incidentsPage) Number(name string) bool {
	v := f.Glossary.Variable(name)
	return v != nil && v.Type == ascribe.TypeNumber
}

// SmallStrip is the strip of a row of incidents.
func (f incidentsPage) SmallStrip(r ask.IncidentRow) smallStrip {
	s := smallStrip{Palette: f.Palette, Spans: r.Spans, Ticks: r.Ticks, Known: f.Day()}
	if r.Event != nil {
		s.Event = &r.Event.To
	}
	return s
}

// AllAtOnce asks for all rows: they take hardly longer than a page of them.
func (in *incidentsInput) AllAtOnce() { in.Limit = kit.MaxTableRows }

// incidentsPage is what the template of the page is given.
type incidentsPage struct {
	*kit.Page[incidentsInput, ask.IncidentsAnswer]
}
