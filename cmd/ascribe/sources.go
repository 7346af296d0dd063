package main

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/bibliography"
	"github.com/ascribe-project/ascribe/internal/table"
)

// csl and bibTeX are what the sources can also leave as.
var (
	csl = table.Format{
		Name: "csl", Ending: ".json", Special: true, Noted: true,
		Says:  "CSL-JSON, for programs that keep references",
		Lacks: bibliography.LacksCSL,
	}
	bibTeX = table.Format{
		Name: "bibtex", Ending: ".bib", Special: true, Noted: true,
		Says:  "BibTeX in UTF-8, with the fields of biblatex",
		Lacks: bibliography.LacksBibTeX,
	}
)

// Sources is the command.
type Sources struct {
	Wide bool `help:"Write the table of the sources, or their bibliography, in any format."`
	asking
	formats
	giving
}

// Help is what the formats are.
func (*Sources) Help() string { return "With --wide: " + formatHelp(withFormats(csl, bibTeX)) }

// Run asks and prints.
func (c *Sources) Run(ctx context.Context, env *environment) error {
	if c.Wide && (c.JSON || c.CSV || c.CSVPeople) {
		return ascribe.Errorf(ascribe.ErrUsage, "the wide table says its format with --as").WithHint("write --as jsonl, --as csv, or the ending of a file with -o")
	}
	if c.Wide {
		return c.give(ctx, env)
	}
	if c.given() {
		return ascribe.Errorf(ascribe.ErrUsage, "only the wide table of the sources can be had so").WithHint("add --wide")
	}
	return env.at(ctx, &c.asking, func(p *point.Point) error {
		s, err := ask.Sources(ctx, p)
		if err != nil {
			return err
		}
		ans := answer{json: s, header: []string{"source", "title", "publisher", "kind", "published", "reliability", "statements", "incidents", "rests_on", "url", "carries"}}
		for _, r := range s.Rows {
			ans.rows = append(ans.rows, []string{
				r.Source, r.Title, r.Publisher, r.Kind, r.Published.String(), string(r.Reliability),
				strconv.Itoa(r.Statements), strconv.Itoa(r.Incidents), strings.Join(r.RestsOn, ";"), r.URL, carriesText(r.Carries, ""),
			})
		}
		ans.text = func(p *page) { sourcesPage(p, s) }
		return env.print(c.formats, ans)
	})
}

// give writes the wide table, or the bibliography.
func (c *Sources) give(ctx context.Context, env *environment) error {
	return env.give(ctx, &c.asking, &c.giving, withFormats(csl, bibTeX), func(p *point.Point, f *table.Format) (*given, error) {
		t, err := ask.WideSources(ctx, p)
		if err != nil || !f.Special {
			return &given{table: t}, err
		}
		list, err := ask.Bibliography(ctx, p)
		write := func(w io.Writer) error { return bibliography.WriteCSL(w, list) }
		if f.Name == bibTeX.Name {
			write = func(w io.Writer) error { return bibliography.WriteBibTeX(w, list) }
		}
		return &given{point: t.Point, write: write}, err
	})
}

// carriesText is how many labels a source carries; none, where that was not
// worked out.
func carriesText(carries *int, none string) string {
	if carries == nil {
		return none
	}
	return strconv.Itoa(*carries)
}

func sourcesPage(p *page, s *ask.SourcesAnswer) {
	if len(s.Rows) == 0 {
		p.line("No source, %s.", asKnown(s.Asked, point.BookName{}))
		return
	}
	var rows [][]string
	for _, r := range s.Rows {
		title := r.Title
		if r.Publisher != "" {
			title = r.Publisher + ": " + title
		}
		rows = append(rows, []string{r.Source, r.Published.String(), string(r.Reliability), strconv.Itoa(r.Statements), carriesText(r.Carries, "–"), words(r.Kind), title})
	}
	p.columns([]string{"source", "published", "grade", "statements", "carries", "kind", "title"}, rows, 4, 5)
	p.line("\n%s", p.t.paint(dim, plural(len(s.Rows), "source", "sources")+" · "+asKnown(s.Asked, point.BookName{})))
}
