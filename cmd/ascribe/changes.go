package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Changes is the command.
type Changes struct {
	From string `help:"Where to begin: an entry (12), a day (2016-07-20; 2016-07@ or 2016@ counts from its end), or both (2016-07-20@12)." placeholder:"DAY|ENTRY|DAY@ENTRY"`
	To   string `help:"Where to end, written alike. Left out: now." placeholder:"DAY|ENTRY|DAY@ENTRY"`
	filtering
	Incident  string `help:"Only this incident." placeholder:"ID"`
	Source    string `help:"Only what this source brought." placeholder:"ID"`
	Cause     string `help:"Only what came by it: evidence, correction, reading or codebook." placeholder:"CAUSE" enum:",evidence,correction,reading,codebook" default:""`
	Steps     bool   `help:"Every step, instead of what came of them for each incident."`
	Variables bool   `help:"The values of variables, too."`
	Codebook  string `help:"Under this version of the codebook, or under one that is not adopted, instead of those that were adopted on the way." placeholder:"VERSION|FILE" predictor:"file"`
	Dataset   string `help:"About this dataset." default:"main" placeholder:"NAME" predictor:"dataset"`
	formats
}

// Help says what is compared.
func (*Changes) Help() string {
	return `Between two days it says what became known, as written down today; between two
entries what the record took in, whatever day it was said; between a day and an entry
and another of both first the one and then the other. Each change has its cause:
evidence (something was said), correction (a source took it back, or was judged anew),
reading (a strike of ours) or codebook (another version was adopted). Without either end
it lists every step since the ledger began, the newest first.`
}

// Run asks and prints.
func (c *Changes) Run(ctx context.Context, env *environment) error {
	where, err := c.conditions()
	if err != nil {
		return err
	}
	return env.at(ctx, &asking{Codebook: c.Codebook, Dataset: c.Dataset}, func(p *point.Point) error {
		found, err := ask.Changes(ctx, p, &ask.ChangesInput{
			From: c.From, To: c.To, Steps: c.Steps, Values: c.Variables, Where: where, Incident: c.Incident, Source: c.Source, Cause: c.Cause,
		})
		if err != nil {
			return err
		}
		ans := answer{json: found, text: func(p *page) { changesPage(p, found) }}
		ans.header, ans.rows = found.Table()
		return env.print(c.formats, ans)
	})
}

func changesPage(p *page, c *ask.ChangesAnswer) {
	p.line("%s", p.t.paint(dim, "from: "+endWords(&c.From)))
	p.line("%s\n", p.t.paint(dim, "to: "+endWords(&c.To)))
	if len(c.Rows) == 0 {
		p.line("Nothing changed.")
	} else {
		var rows [][]string
		for i := range c.Rows {
			r := &c.Rows[i]
			rows = append(rows, []string{whenChanged(r), r.Incident, sideWords(r, &r.Old, ask.Began), sideWords(r, &r.New, ask.Ceased), stepsWords(r), becauseWords(r)})
		}
		p.columns([]string{"", "incident", "was", "is", "", "because of"}, rows)
		p.line("\n%s", p.t.paint(dim, plural(c.Incidents, "incident", "incidents")+", "+plural(c.Steps, "step", "steps")+revisedWords(c)))
	}
	notesPart(p, c.Notes)
}

func endWords(e *ask.ChangesEnd) string {
	var book point.BookName
	if e.Codebook != nil {
		book = *e.Codebook
	}
	return asKnown(e.Asked, book)
}

func whenChanged(r *ask.ChangeRow) string {
	if r.Entry != nil {
		return "entry " + strconv.FormatInt(*r.Entry, 10)
	}
	return r.Day.String()
}

// sideWords is what was held on one side of a change; nothing, where the incident
// is not counted there. Of values there are three, the rest by number.
func sideWords(r *ask.ChangeRow, side *ask.ChangeSide, without ask.Presence) string {
	if r.Presence == without {
		return "not counted"
	}
	text := ""
	if side.Label != "" {
		text = outcome(side.Outcome)
		if side.Settled {
			text += ", settled"
		}
	}
	const most = 3
	for i, name := range slices.Sorted(maps.Keys(side.Values)) {
		if i == most {
			return text + fmt.Sprintf("; %d more", len(side.Values)-most)
		}
		if text != "" {
			text += "; "
		}
		text += name + " " + short(side.Values[name])
	}
	return text
}

func revisedWords(c *ask.ChangesAnswer) string {
	if c.Revised == 0 {
		return ""
	}
	return fmt.Sprintf(" · the label of %s was revised, %s in all", plural(c.Revised, "incident", "incidents"), plural(c.Revisions, "time", "times"))
}

func stepsWords(r *ask.ChangeRow) string {
	if r.Steps == 1 {
		return ""
	}
	return plural(r.Steps, "step", "steps")
}

func becauseWords(r *ask.ChangeRow) string {
	text := string(r.Cause)
	if r.Statement != "" {
		text += " " + r.Statement
	}
	if r.Source != "" {
		text += " [" + r.Source + "]"
	}
	return text
}
