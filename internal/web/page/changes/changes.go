package changes

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// changesInput has both ends beside a point, which limits what is asked for where
// no end is.
type changesInput struct {
	kit.Asked
	From      string   `query:"from" doc:"Where to begin: an entry (12), a day (2016-07-20; 2016-07@ or 2016@ counts from its end), or both (2016-07-20@12). Left out with to: at the beginning of the ledger, every step, the newest first." example:"2016-07-01"`
	To        string   `query:"to" doc:"Where to end, written alike. Left out: with all that is there now."`
	Steps     bool     `query:"steps" doc:"1: every step is a row. Left out, what came of them is, a row an incident."`
	Variables bool     `query:"variables" doc:"1: the values of variables, too. Those of an imported dataset always are there."`
	Where     []string `query:"where,explode" doc:"Only incidents of which, at the end, a dimension has a value, as in label=inspired; several on one dimension mean any of them." example:"[\"label=inspired\"]"`
	Incident  string   `query:"incident" doc:"Only this incident."`
	Source    string   `query:"source" doc:"Only what this source brought."`
	Cause     string   `query:"cause" enum:"evidence,correction,reading,codebook" doc:"Only what came by it."`
}

func (in *changesInput) asks() (*ask.ChangesInput, error) {
	where, err := ask.ParseConditions(in.Where)
	if err != nil {
		return nil, err
	}
	return &ask.ChangesInput{
		From: in.From, To: in.To, Steps: in.Steps, Values: in.Variables, Where: where,
		Incident: in.Incident, Source: in.Source, Cause: in.Cause,
	}, nil
}

// Exactly has both ends say their entry.
func (in *changesInput) Exactly(values url.Values, entry int64) bool {
	if in.From == "" && in.To == "" {
		return false
	}
	at := strconv.FormatInt(entry, 10)
	for name, end := range map[string]string{"from": in.From, "to": in.To} {
		day, number, both := strings.Cut(end, "@")
		switch {
		case end == "" && name == "to":
			values.Set(name, at)
		case end != "" && number == "" && (both || strings.Contains(day, "-")):
			values.Set(name, day+"@"+at)
		}
	}
	return true
}

func askChanges(ctx context.Context, v *kit.View, in *changesInput) (*ask.ChangesAnswer, error) {
	asked, err := in.asks()
	if err != nil {
		return nil, err
	}
	return ask.Changes(ctx, v.At, asked)
}

// changesPage is what the template of the page is given.
type changesPage struct {
	*kit.Page[changesInput, ask.ChangesAnswer]
}

// maxRows is how many changes the page shows; the files have all.
const maxRows = 500

// Rows are the changes that are shown.
func (f changesPage) Rows() []ask.ChangeRow { return f.Answer.Rows[:min(len(f.Answer.Rows), maxRows)] }

// Left is how many are not.
func (f changesPage) Left() int { return len(f.Answer.Rows) - len(f.Rows()) }

// Everything reports whether no beginning is asked for.
func (f changesPage) Everything() bool { return f.In.From == "" && f.In.To == "" }

// Feed is the address of the same as a feed.
func (f changesPage) Feed() string {
	values := url.Values{}
	maps.Copy(values, f.Own)
	maps.Copy(values, f.Point())
	return kit.Address("/changes.atom", values)
}

// SinceNow is the address of what will have changed since now.
func (f changesPage) SinceNow() string {
	return f.With("from", strconv.FormatInt(f.Entry, 10), "to", "", "known", "", "recorded", "")
}

// Fixed is what goes with the ends of the point.
func (f changesPage) Fixed() url.Values {
	values := f.Point()
	values.Del("known")
	values.Del("recorded")
	return values
}

// Causes are what can be chosen of the reasons.
func (f changesPage) Causes() []kit.Choice {
	choices := []kit.Choice{{Text: "anything"}}
	for _, cause := range ask.Causes {
		choices = append(choices, kit.Choice{Value: cause, Text: causeWords(cause), Chosen: f.In.Cause == cause})
	}
	return choices
}

// causeWords is a reason as a sentence goes on with it.
func causeWords(cause string) string {
	switch cause {
	case "evidence":
		return "new evidence"
	case "correction":
		return "a source took it back, or is judged anew"
	case "reading":
		return "the coder had misread"
	case "codebook":
		return "another codebook"
	}
	return kit.Words(cause)
}

// Cause is the reason of a row, in words.
func (f changesPage) Cause(r ask.ChangeRow) string {
	return kit.SentenceCase(causeWords(string(r.Cause)))
}

// Was and Is are the two sides of a row.
func (f changesPage) Was(r ask.ChangeRow) side { return f.side(&r.Old, r.Presence == ask.Began) }
func (f changesPage) Is(r ask.ChangeRow) side  { return f.side(&r.New, r.Presence == ask.Ceased) }

// A side is what was held before or after a change.
type side struct {
	None    bool // the incident is not counted there
	Label   *kit.LabelChip
	Settled bool
	Values  []string // those that differ, in words
}

func (f changesPage) side(of *ask.ChangeSide, none bool) side {
	s := side{None: none, Settled: of.Settled}
	if of.Label != "" {
		chip := f.Chip(of.Label, of.Level)
		s.Label = &chip
	}
	for _, name := range slices.Sorted(maps.Keys(of.Values)) {
		value := of.Values[name]
		if value == "" {
			value = "unknown"
		} else {
			value = f.Glossary.ValueWords(name, value)
		}
		s.Values = append(s.Values, fmt.Sprintf("%s: %s", f.Glossary.VariableTitle(name), f.Short(value)))
	}
	return s
}

// ToThen is the page of the incident as it stood after the change.
func (f changesPage) ToThen(r ask.ChangeRow) string { return toThen(f.View, &r) }

func toThen(v *kit.View, r *ask.ChangeRow) string {
	values := v.Point()
	if r.Entry != nil {
		values.Set("recorded", strconv.FormatInt(*r.Entry, 10))
	} else {
		values.Set("known", r.Day.String())
	}
	return kit.Address("/incidents/"+url.PathEscape(r.Incident), values)
}

// Drawn reports whether each row has all that changed from day to day, so that it
// can be drawn.
func (f changesPage) Drawn() bool {
	return !f.In.Steps && f.Answer.From.Known != nil && f.Answer.From.Recorded == nil && len(f.Answer.Rows) > 0 && len(f.Palette.Labels) > 0
}

// Trail is what was held of an incident from the first day to the last, drawn.
func (f changesPage) Trail(r ask.ChangeRow) trail {
	return trail{f.Palette, &r, *f.Answer.From.Known, f.lastDay()}
}

// lastDay is the day on which what is asked for ends or, where it goes on to what
// is known now, the last on which something changed.
func (f changesPage) lastDay() ascribe.Day {
	if to := f.Answer.To.Known; to != nil {
		return *to
	}
	last := *f.Answer.From.Known
	for i := range f.Answer.Rows {
		for _, step := range f.Answer.Rows[i].Trail {
			last = max(last, *step.Day)
		}
	}
	return last.Add(1)
}
