package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// An editionQuestion is one that ourselves and others are asked, with the lines of
// an answer sorted.
type editionQuestion struct {
	name string
	goal float64 // how many times as fast we are to be
	// edition is the one that the question is about, where it is about one.
	ours func(ctx context.Context, edition int) (lines []string, took time.Duration, err error)
	ways map[string]func(edition int) string // in SQL, by schema
}

// beside asks DuckDB, on the better of two schemas, and pandas.
func (x *editionBench) beside(ctx context.Context, wanted []string, questions []editionQuestion) error {
	for _, engine := range []struct {
		name  string
		start func(string) (engine, error)
		load  func(engine) error
		ways  string // those that are its own
	}{{"duckdb", startDuckDB, x.loadDuckDB, "SQL"}, {"numpy", startNumPy, x.loadPandas, "pandas"}} {
		if !slices.Contains(wanted, engine.name) {
			continue
		}
		dir := filepath.Join(x.dir, "editions", engine.name)
		if err := makeFolder(dir); err != nil {
			return err
		}
		e, err := engine.start(dir)
		if errors.Is(err, errMissing) {
			fmt.Fprintf(x.out, "  %s is left out: %s\n", engine.name, err)
			continue
		}
		if err != nil {
			return err
		}
		err = engine.load(e)
		for _, q := range questions {
			if err == nil {
				err = x.against(ctx, e, &q, engine.ways)
			}
		}
		e.close()
		if err != nil {
			return fmt.Errorf("%s: %w", engine.name, err)
		}
	}
	return nil
}

// against asks ourselves and an engine in turn, each time of another edition.
func (x *editionBench) against(ctx context.Context, e engine, q *editionQuestion, kind string) error {
	ours := []time.Duration{}
	theirs := map[string][]time.Duration{}
	for i := range x.runs + 1 {
		edition := (3*i + 2) % x.data.N
		want, took, err := q.ours(ctx, edition)
		if err != nil {
			return err
		}
		if i > 0 { // the first warms all up
			ours = append(ours, took)
		}
		for way, text := range q.ways {
			if strings.HasPrefix(way, "pandas") != (kind == "pandas") {
				continue
			}
			rows, took, err := e.ask(text(edition))
			if err != nil {
				return fmt.Errorf("%s: %w", way, err)
			}
			got := strings.Split(strings.TrimSpace(rows), "\n")
			slices.Sort(got)
			if !slices.Equal(got, want) {
				return fmt.Errorf("%s, %s: %d lines differ from our %d: %q, %q", q.name, way, len(got), len(want), got[:min(3, len(got))], want[:min(3, len(want))])
			}
			if i > 0 {
				theirs[way] = append(theirs[way], took)
			}
		}
	}
	best := ""
	for way, times := range theirs {
		if best == "" || median(times) < median(theirs[best]) {
			best = way
		}
	}
	x.took["ascribe"], x.took[e.name()] = median(ours), median(theirs[best])
	ratio := median(theirs[best]).Seconds() / median(ours).Seconds()
	goal := ""
	if kind == "SQL" {
		goal = fmt.Sprintf("%.0f x", q.goal)
	}
	x.measured(q.name, fmt.Sprintf("%s; %s, %s: %s, %.3g x", duration(median(ours)), e.name(), best, duration(median(theirs[best])), ratio), goal, ratio >= q.goal)
	return nil
}

// anyDay is one on which an edition is the last that is known.
func anyDay(edition int) ascribe.Day { return published(edition) + ascribe.Day(rand.IntN(360)) }

func (x *editionBench) questions() []editionQuestion {
	day := func(edition int) string { return fmt.Sprint(int(published(edition))) }
	return []editionQuestion{
		{"count by two columns on a day, in process", 3, func(ctx context.Context, edition int) (lines []string, took time.Duration, err error) {
			begin := time.Now()
			c, err := x.count(ctx, x.app, anyDay(edition))
			took = time.Since(begin)
			if err == nil {
				for _, r := range c.Rows {
					lines = append(lines, fmt.Sprintf("%s,%s,%d", r.Values[0], r.Values[1], r.N))
				}
			}
			slices.Sort(lines)
			return lines, took, err
		}, map[string]func(int) string{
			"a table an edition": func(edition int) string {
				return fmt.Sprintf("SELECT country, type_of_violence, count(*) FROM e%d GROUP BY ALL", edition)
			},
			"cells with days": func(edition int) string {
				return strings.NewReplacer("DAY", day(edition)).Replace("SELECT a.v, t.v, count(*) FROM c_country a JOIN c_type_of_violence t USING (id) WHERE a.since <= DAY AND DAY < a.until AND t.since <= DAY AND DAY < t.until GROUP BY ALL")
			},
			"pandas": func(edition int) string { return fmt.Sprintf("editions count %d", edition) },
		}},
		{"sum of a column by year, at all editions", 5, x.sums, map[string]func(int) string{
			"a table an edition": func(int) string {
				var all []string
				for i := range x.data.N {
					all = append(all, fmt.Sprintf("SELECT %d AS e, year, sum(best) FROM e%d GROUP BY year", i, i))
				}
				return strings.Join(all, " UNION ALL ")
			},
			"cells with days": func(int) string {
				return "SELECT d.e, y.v, sum(b.v) FROM days d JOIN c_year y ON y.since <= d.day AND d.day < y.until JOIN c_best b ON b.id = y.id AND b.since <= d.day AND d.day < b.until GROUP BY ALL"
			},
			"pandas": func(int) string { return "editions sum" },
		}},
		{"ids whose cell changed between two editions", 3, x.changed, map[string]func(int) string{
			"a table an edition": func(edition int) string {
				return fmt.Sprintf("SELECT id FROM e%d o JOIN e%d n USING (id) WHERE o.best <> n.best", edition/2, edition)
			},
			"cells with days": func(edition int) string {
				return strings.NewReplacer("OLD", day(edition/2), "NEW", day(edition)).Replace("SELECT o.id FROM c_best o JOIN c_best n USING (id) WHERE o.since <= OLD AND OLD < o.until AND n.since <= NEW AND NEW < n.until AND o.v <> n.v")
			},
			"pandas": func(edition int) string { return fmt.Sprintf("editions changed %d %d", edition/2, edition) },
		}},
	}
}

func (x *editionBench) sums(ctx context.Context, _ int) (lines []string, took time.Duration, err error) {
	var days []ascribe.Day
	for i := range x.data.N {
		days = append(days, published(i))
	}
	begin := time.Now()
	err = x.at(ctx, x.app, ascribe.Forever, func(p *point.Point) error {
		s, err := ask.SeriesOf(ctx, p, days, "year", nil, "best")
		took = time.Since(begin)
		if err != nil {
			return err
		}
		for _, r := range s.Rows {
			lines = append(lines, fmt.Sprintf("%d,%s,%s", slices.Index(days, r.Known), r.Values[0], r.Sum))
		}
		return nil
	})
	slices.Sort(lines)
	return lines, took, err
}

// changed asks for the ids alone, as DuckDB is: a person gets titles with them,
// which are read from the records.
func (x *editionBench) changed(ctx context.Context, edition int) (lines []string, took time.Duration, err error) {
	begin := time.Now()
	err = x.at(ctx, x.app, ascribe.Forever, func(p *point.Point) error {
		table, err := p.Following().Columns(ctx, "events", p.Last)
		if err != nil {
			return err
		}
		sources, err := p.View.SourcesOf(ctx, table.SourceIDs())
		if err != nil {
			return err
		}
		s, ok := table.Survey(p.Book, p.AsOf.Recorded, nil, sources)
		if !ok {
			return errors.New("the columns cannot answer")
		}
		list, _, err := s.Changed("best", published(edition/2), published(edition))
		took = time.Since(begin)
		for i := range list {
			lines = append(lines, list[i].Incident)
		}
		return err
	})
	slices.Sort(lines)
	if lines == nil {
		lines = []string{""}
	}
	return lines, took, err
}
