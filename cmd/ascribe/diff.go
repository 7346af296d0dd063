package main

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/analysis"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/table"
)

// Diff is the command.
type Diff struct {
	Dataset  string `arg:"" help:"The dataset." predictor:"dataset"`
	Old      string `arg:"" help:"The older edition." predictor:"edition"`
	New      string `arg:"" help:"The newer edition." predictor:"edition"`
	Limit    int    `help:"At most so many changes in the table; 0 shows all. CSV and JSON always have all that are listed." default:"40" placeholder:"N"`
	Covers   string `help:"Up to when the older edition has events, where its import did not say so or its last event misleads: new ones dated by then are back-dated." placeholder:"DAY"`
	Recorded string `help:"As written down by this entry (its number) or instant." placeholder:"N|INSTANT"`
	filtering
	Column string `help:"List only changes of this column." placeholder:"NAME"`
	Kind   string `help:"List only changes of this kind: cosmetic, rewritten (numbers as they are written), renamed (a code throughout) or revised (none of these)." placeholder:"KIND"`
	Words  string `help:"List only changes whose old or new value has these words, or words that begin with them." placeholder:"TEXT"`
	formats
}

// Run compares and prints.
func (c *Diff) Run(ctx context.Context, env *environment) error {
	covers, err := optionalDate("--covers", c.Covers)
	if err != nil {
		return err
	}
	where, err := c.conditions()
	if err != nil {
		return err
	}
	return env.at(ctx, &asking{Recorded: c.Recorded, Dataset: c.Dataset}, func(p *point.Point) error {
		d, err := ask.Diff(ctx, p, ask.Between{Old: c.Old, New: c.New, Covers: covers, Where: where})
		if err == nil {
			err = d.List(c.listing())
		}
		switch {
		case err != nil:
			return err
		case c.JSON:
			out := &jsonWriter{to: env.out}
			return cmp.Or(d.WriteJSON(out), out.end())
		case c.CSV, c.CSVPeople:
			return table.ByName(table.Formats, table.CSVFor(c.CSVPeople)).Write(env.out, diffTable(d))
		}
		out := &page{t: env.out}
		if err := c.page(out, d); err != nil {
			return err
		}
		env.out.WriteString(out.String())
		return nil
	})
}

func (c *Diff) listing() ask.Listing {
	return ask.Listing{Column: c.Column, Kind: ask.ChangeKind(c.Kind), Words: c.Words}
}

// diffTable has the changes as they come.
func diffTable(d *ask.EditionDiff) *table.Table {
	return &table.Table{
		Name: "changes",
		Columns: []table.Column{
			{Name: "id"},
			{Name: "column"},
			{Name: "old"},
			{Name: "new"},
			{Name: "cosmetic", Type: table.TypeBoolean},
			{Name: "renamed", Type: table.TypeBoolean},
		},
		Rows: func(yield func(table.Row, error) bool) {
			for c, err := range d.Changes {
				row := table.Row{table.Text(c.ID), table.Text(c.Column), table.Text(c.Old), table.Text(c.New), table.Boolean(c.Cosmetic), table.Boolean(c.Renamed)}
				if !yield(row, err) {
					return
				}
			}
		},
	}
}

func (c *Diff) page(p *page, d *ask.EditionDiff) error {
	p.line("%s", p.t.paint(bold, d.Dataset+", "+d.Old.Edition+" to "+d.New.Edition))
	p.line("%s\n", p.t.paint(dim, "as published "+d.Old.Published.String()+" and "+d.New.Published.String()+" · "+plural(len(d.Columns), "column", "columns")+" in both"))
	n := strconv.Itoa
	p.columns(nil, [][]string{
		{"common ids", n(d.Common), ""},
		{"removed ids", n(d.Summary.Removed), ""},
		{"added ids", n(d.Added), ""},
		{"  back-dated", n(d.Summary.Backdated), backdatedWords(d)},
		{"changed cells", n(d.Cells), ""},
		{"changed events", n(d.Events), ""},
		{"  substantive", n(d.Substantive), "with a change that is not cosmetic"},
	}, 2)
	if d.Cells == 0 {
		return nil
	}
	p.heading("By column")
	var rows [][]string
	for _, column := range slices.SortedFunc(maps.Keys(d.Changed), func(x, y string) int {
		return cmp.Or(d.Changed[y]-d.Changed[x], cmp.Compare(x, y))
	}) {
		rows = append(rows, []string{d.Called(column), n(d.Changed[column]), dotted(d.Cosmetic[column])})
	}
	p.columns([]string{"column", "changed", "cosmetic"}, rows, 2, 3)
	renamesPart(p, d)
	if err := c.changesPart(p, d); err != nil {
		return err
	}
	if len(d.Proposed) > 0 {
		p.heading("Notes on method that this suggests")
		for _, note := range d.Proposed {
			p.line("%s", note.Command)
		}
	}
	return nil
}

// backdatedWords say which new incidents are back-dated.
func backdatedWords(d *ask.EditionDiff) string {
	if d.Covers == nil {
		return "no event of " + d.Old.Edition + " is dated"
	}
	return "dated " + d.Covers.String() + " or before, which " + d.Old.Edition + " covers"
}

func renamesPart(p *page, d *ask.EditionDiff) {
	if len(d.Renames) == 0 {
		return
	}
	p.heading("Renamed codes")
	shown := d.Renames[:min(len(d.Renames), 12)]
	var rows [][]string
	for _, r := range shown {
		kind := ""
		if r.Cosmetic {
			kind = "cosmetic"
		}
		rows = append(rows, []string{d.Called(r.Column), short(r.Old), short(r.New), strconv.Itoa(r.N), kind})
	}
	p.columns([]string{"column", "was", "is", "n", ""}, rows, 4)
	if more := len(d.Renames) - len(shown); more > 0 {
		p.line("%s", p.t.paint(dim, "and "+strconv.Itoa(more)+" more; --json lists all"))
	}
}

func (c *Diff) changesPart(p *page, d *ask.EditionDiff) error {
	p.heading("Changes")
	var rows [][]string
	listed, narrowed := 0, c.listing() != ask.Listing{}
	for change, err := range d.Changes {
		if err != nil {
			return err
		}
		if listed++; c.Limit == 0 || listed <= c.Limit {
			rows = append(rows, []string{change.ID, d.Called(change.Column), short(change.Old), short(change.New), changeWord(&change)})
		} else if !narrowed {
			listed = d.Cells
			break
		}
	}
	if narrowed {
		p.line("%s", p.t.paint(dim, strconv.Itoa(listed)+" of "+plural(d.Cells, "changed cell", "changed cells")))
	}
	p.columns([]string{"id", "column", "was", "is", ""}, rows)
	if more := listed - len(rows); more > 0 {
		p.line("%s", p.t.paint(dim, "and "+strconv.Itoa(more)+" more; --limit 0 shows all"))
	}
	return nil
}

func changeWord(c *analysis.Change) string {
	var parts []string
	if c.Cosmetic {
		parts = append(parts, "cosmetic")
	}
	if c.Renamed {
		parts = append(parts, "renamed")
	}
	return strings.Join(parts, ", ")
}

// short is a cell in a line of a table.
func short(cell string) string {
	const most = 32
	cell = strings.Join(strings.Fields(cell), " ")
	if cell == "" {
		return "unknown"
	}
	if r := []rune(cell); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return cell
}

// dotted is a number in a table where most are none.
func dotted(n int) string {
	if n == 0 {
		return "·"
	}
	return strconv.Itoa(n)
}

// Changed is the command.
type Changed struct {
	Dataset  string `arg:"" help:"The dataset." predictor:"dataset"`
	Column   string `arg:"" help:"The column." predictor:"column"`
	From     string `arg:"" help:"The earlier day."`
	To       string `arg:"" help:"The later day."`
	Recorded string `help:"As written down by this entry (its number) or instant." placeholder:"N|INSTANT"`
	formats
}

// Run asks and prints.
func (c *Changed) Run(ctx context.Context, env *environment) error {
	var days [2]ascribe.Day
	for i, s := range []string{c.From, c.To} {
		var err error
		if days[i], err = parseKnown([]string{"DAY1", "DAY2"}[i], s); err != nil {
			return err
		}
	}
	return env.at(ctx, &asking{Recorded: c.Recorded, Dataset: c.Dataset}, func(p *point.Point) error {
		changed, err := ask.Changed(ctx, p, c.Column, days[0], days[1])
		if err != nil {
			return err
		}
		ans := answer{json: changed, header: []string{"incident", "title", "old", "new", "cosmetic"}}
		for _, r := range changed.Rows {
			ans.rows = append(ans.rows, []string{r.Incident, r.Title, r.Old, r.New, yesNo(r.Cosmetic)})
		}
		ans.text = func(p *page) { changedPage(p, changed) }
		return env.print(c.formats, ans)
	})
}

func changedPage(p *page, c *ask.ChangedAnswer) {
	between := "between " + c.From.String() + " and " + c.To.String()
	if len(c.Rows) == 0 {
		p.line("No incident changed its %s %s, of %d that were listed on both days.", c.Column, between, c.Base)
		return
	}
	var rows [][]string
	for _, r := range c.Rows {
		kind := ""
		if r.Cosmetic {
			kind = "cosmetic"
		}
		rows = append(rows, []string{r.Incident, short(r.Old), short(r.New), kind, r.Title})
	}
	p.columns([]string{"incident", "was", "is", "", "title"}, rows)
	p.line("\n%s", p.t.paint(dim, plural(len(c.Rows), "incident", "incidents")+" changed "+c.Column+" "+between+", of "+strconv.Itoa(c.Base)+" that were listed on both days"))
}
