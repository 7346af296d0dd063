package main

import (
	"context"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Filter is the command.
type Filter struct {
	Save FilterSave `cmd:"" help:"Keep conditions under a name: --where @NAME asks for them."`
	List FilterList `cmd:"" help:"List the filters that were kept."`
}

// FilterSave is the command.
type FilterSave struct {
	Name       string   `arg:"" help:"The name. One that is there already stands for the new conditions from now on."`
	Conditions []string `arg:"" sep:"none" name:"condition" help:"What it asks for, each as --where takes it, as in country=DE 'killed>=10'."`
	Dataset    string   `help:"For questions about this dataset." default:"main" placeholder:"NAME"`
	writing
}

// Run keeps the filter.
func (c *FilterSave) Run(ctx context.Context, env *environment) error {
	where, err := ask.ParseConditions(c.Conditions)
	if err != nil {
		return err
	}
	return env.work(ctx, func(a *point.App) error {
		done, err := acts.SaveFilter(ctx, a, c.by(), c.Dataset, c.Name, where)
		if err != nil {
			return err
		}
		if c.JSON {
			return env.printJSON(done)
		}
		p := &page{t: env.out}
		p.line("Entry %d: @%s asks for %s.", done.Entry, done.Filter, strings.Join(done.Where, " and "))
		if len(done.Before) > 0 {
			p.line("Until now it asked for %s; as recorded before, it still does.", strings.Join(done.Before, " and "))
		}
		env.out.WriteString(p.String())
		return nil
	})
}

// FilterList is the command.
type FilterList struct {
	asking
	formats
}

// Run asks and prints.
func (c *FilterList) Run(ctx context.Context, env *environment) error {
	return env.at(ctx, &c.asking, func(p *point.Point) error {
		kept, err := ask.Filters(ctx, p)
		if err != nil {
			return err
		}
		ans := answer{json: kept, header: []string{"filter", "where", "entry"}}
		for _, k := range kept.Rows {
			ans.rows = append(ans.rows, []string{k.Filter, strings.Join(k.Where, " and "), strconv.FormatInt(k.Entry, 10)})
		}
		ans.text = func(p *page) {
			if len(kept.Rows) == 0 {
				p.line("No filter is kept. Keep one with: ascribe filter save NAME CONDITION")
				return
			}
			var rows [][]string
			for _, k := range kept.Rows {
				rows = append(rows, []string{"@" + k.Filter, strings.Join(k.Where, " and "), strconv.FormatInt(k.Entry, 10)})
			}
			p.columns([]string{"filter", "asks for", "entry"}, rows, 3)
		}
		return env.print(c.formats, ans)
	})
}
