package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// BesideAnswer is two incidents side by side, or one on two days: what is said as of
// each, and what differs.
type BesideAnswer struct {
	Recorded *int64         `json:"recorded"`
	Codebook point.BookName `json:"codebook"`
	Sides    [2]BesideSide  `json:"sides"`
	Differ   int            `json:"differ"` // how many rows do
	Rows     []BesideRow    `json:"rows"`
}

// BesideSide is an incident as known on a day.
type BesideSide struct {
	Incident string       `json:"incident"`
	Title    string       `json:"title"`
	Known    *ascribe.Day `json:"known"`   // null: no limit
	Present  bool         `json:"present"` // whether anything had been said of it
	ascribe.Belief
	Grade       ascribe.Grade  `json:"grade"`
	Independent int            `json:"independent_sources"`
	Evidence    int            `json:"evidence"` // statements said by then
	Spans       []ascribe.Span `json:"spans"`    // what was believed up to then
}

// BesideRow is one thing that is said of incidents, on either side.
type BesideRow struct {
	What    string `json:"what"`   // label, level, settled, or a variable
	First   string `json:"first"`  // "": nothing is known
	Second  string `json:"second"` // likewise
	Differs bool   `json:"differs"`
}

// Beside sets an incident as of the point beside another one, or itself, as known on
// a day. What neither side has anything of is left out.
func Beside(ctx context.Context, p *point.Point, id, other string, on ascribe.Day) (*BesideAnswer, error) {
	a := &BesideAnswer{Recorded: p.Asked.Recorded, Codebook: point.NameOf(p.Book), Rows: []BesideRow{}}
	var values [2]map[string]string
	for i, of := range []struct {
		id string
		at *point.Point
	}{{id, p}, {other, p.On(on)}} {
		var err error
		if a.Sides[i], values[i], err = besideSide(ctx, of.at, of.id); err != nil {
			return nil, err
		}
	}
	names := append([]string{}, ofLabels...)
	if len(p.Book.Rows) == 0 {
		names = nil
	}
	for i := range p.Book.Vars {
		names = append(names, p.Book.Vars[i].Name)
	}
	for _, name := range names {
		row := BesideRow{What: name, First: values[0][name], Second: values[1][name]}
		if row.First == "" && row.Second == "" {
			continue
		}
		if row.Differs = row.First != row.Second; row.Differs {
			a.Differ++
		}
		a.Rows = append(a.Rows, row)
	}
	return a, nil
}

// besideSide is one side, with its values by what they are of.
func besideSide(ctx context.Context, p *point.Point, id string) (side BesideSide, values map[string]string, err error) {
	r, err := disclose.Read(ctx, p, id)
	if err != nil {
		return side, nil, err
	}
	s, err := show(ctx, p, r)
	if err != nil {
		return side, nil, err
	}
	h, err := history(ctx, p, r)
	if err != nil {
		return side, nil, err
	}
	side = BesideSide{Incident: s.Incident, Title: s.Title, Present: s.Present, Evidence: len(s.Evidence), Spans: h.Spans}
	if known := p.AsOf.Known; known != ascribe.Forever {
		side.Known = &known
	}
	values = map[string]string{}
	if !s.Present || s.Attribution == nil {
		return side, values, nil
	}
	side.Belief, side.Grade, side.Independent = s.Belief, s.Grade, s.IndependentSources
	values["label"], values["level"], values["settled"] = s.Label, s.Level, "no"
	if s.Settled {
		values["settled"] = "yes"
	}
	for i := range s.Variables {
		f := &s.Variables[i]
		if values[f.Variable] = f.Value; f.Value == "" && f.State != ascribe.StateUnknown && f.State != ascribe.StateInadequate {
			values[f.Variable] = string(f.State)
		}
	}
	return side, values, nil
}
