package main

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Series is the command.
type Series struct {
	Every string `help:"One answer at the end of each: day, week, month, quarter or year." enum:"day,week,month,quarter,year" default:"month"`
	From  string `help:"From this day." required:"" placeholder:"DAY"`
	To    string `help:"To this day." required:"" placeholder:"DAY"`
	By    string `help:"Count by label, level, settled, year or a variable. By default the label or, of a dataset without labels, the year." placeholder:"NAME" predictor:"dimension"`
	Sum   string `help:"Sum up this variable, a number." placeholder:"VARIABLE" predictor:"variable"`
	filtering

	Recorded string `help:"As written down by this entry (its number) or instant." placeholder:"N|INSTANT"`
	Codebook string `help:"Under this version of the codebook, or under a codebook file that is not adopted." placeholder:"VERSION|FILE" predictor:"file"`
	Dataset  string `help:"About this dataset." default:"main" placeholder:"NAME" predictor:"dataset"`
	formats
}

// Run asks and prints.
func (c *Series) Run(ctx context.Context, env *environment) error {
	where, err := c.conditions()
	if err != nil {
		return err
	}
	days, err := c.days()
	if err != nil {
		return err
	}
	return env.at(ctx, &asking{Recorded: c.Recorded, Codebook: c.Codebook, Dataset: c.Dataset}, func(p *point.Point) error {
		by := c.By
		if by == "" {
			if by = ask.DefaultBy(p.Book); by == "" {
				return ascribe.Errorf(ascribe.ErrUsage, "%s has no labels, and no column that says when or where", p.Dataset).
					WithHint("say by which column: --by COLUMN")
			}
		}
		s, err := ask.SeriesOf(ctx, p, days, by, where, c.Sum)
		if err != nil {
			return err
		}
		ans := answer{json: s}
		ans.header, ans.rows = s.Table()
		ans.text = func(p *page) { seriesPage(p, s) }
		return env.print(c.formats, ans)
	})
}

// days are those at which the question is asked.
func (c *Series) days() ([]ascribe.Day, error) {
	from, err := ascribe.ParseDate(c.From)
	if err != nil || from.OpenEnded() {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "--from: %q is not a day", c.From).WithHint("write it as 2016-07-20, 2016-07 or 2016")
	}
	to, err := parseKnown("--to", c.To)
	if err != nil {
		return nil, err
	}
	days := ask.Every(c.Every).Days(from.First(), to)
	if len(days) == 0 {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "no %s ends from %s to %s", c.Every, c.From, c.To).
			WithHint("ask for a longer time, or for --every day")
	}
	return days, nil
}

// seriesPage is a table of days by values.
func seriesPage(p *page, s *ask.SeriesAnswer) {
	var values []string
	n := map[ascribe.Day]map[string]string{}
	without := 0
	for _, r := range s.Rows {
		if !slices.Contains(values, r.Values[0]) {
			values = append(values, r.Values[0])
		}
		if n[r.Known] == nil {
			n[r.Known] = map[string]string{}
		}
		n[r.Known][r.Values[0]] = strconv.Itoa(r.N)
		if r.Sum != nil {
			n[r.Known][r.Values[0]] = r.Sum.String()
			without += r.Sum.Without
		}
	}
	slices.SortStableFunc(values, func(x, y string) int { return cmp.Compare(yearNumber(x), yearNumber(y)) })
	header := []string{"known"}
	var right []int
	for i, v := range values {
		header = append(header, words(v))
		right = append(right, i+2)
	}
	header = append(header, "incidents")
	right = append(right, len(header))
	var rows [][]string
	for _, b := range s.Bases {
		row := []string{b.Known.String()}
		for _, v := range values {
			cell := "·"
			if k := n[b.Known][v]; k != "" {
				cell = k
			}
			row = append(row, cell)
		}
		rows = append(rows, append(row, strconv.Itoa(b.Base)))
	}
	p.columns(header, rows, right...)
	what := "incidents by " + s.By
	if s.Sum != "" {
		what = "sum of " + s.Sum + " by " + s.By
	}
	p.line("\n%s", p.t.paint(dim, what+", as known at the end of each day listed · "+asKnownBook(s)+withoutWords(without, s.Sum)))
	notesPart(p, s.Notes)
}

// yearNumber puts years in their order; what is no number stays where it is,
// before them, and unknown comes last.
func yearNumber(value string) int {
	if value == "unknown" {
		return 1 << 30
	}
	n, _ := strconv.Atoi(value)
	return n
}

func asKnownBook(s *ask.SeriesAnswer) string {
	text := "codebook " + s.Codebook.ID + " " + s.Codebook.Version
	if s.Recorded != nil {
		text += " · as recorded by entry " + strconv.FormatInt(*s.Recorded, 10)
	}
	return text
}
