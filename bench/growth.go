package main

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/ascribe-project/ascribe/bench/gen"
)

// A point is what one size costs.
type growthPoint struct {
	incidents int
	took      time.Duration
}

// grown are the sizes of the plot.
var grown = []int{10_000, 50_000, 200_000, 1_000_000}

// patience is how long a question may be expected to take at the next size.
const patience = 20 * time.Second

// grow asks an engine the second question at one size after another, until it
// takes too long.
func (b *run) grow(name string, start func(string) (engine, error)) error {
	var points []growthPoint
	title := ""
	for _, incidents := range grown {
		if n := len(points); n > 0 && points[n-1].took*time.Duration(incidents/points[n-1].incidents) > patience {
			break
		}
		best, engine, err := b.growOnce(name, start, incidents)
		if errors.Is(err, errMissing) {
			return nil
		}
		if err != nil {
			return err
		}
		title = engine
		points = append(points, growthPoint{incidents, best})
	}
	b.growth[title] = points
	return nil
}

func (b *run) growOnce(name string, start func(string) (engine, error), incidents int) (best time.Duration, title string, err error) {
	dir := filepath.Join(b.dir, fmt.Sprintf("grow-%s-%d", name, incidents))
	if err := os.Mkdir(dir, 0o755); err != nil {
		return 0, "", err
	}
	defer os.RemoveAll(dir)
	e, err := start(dir)
	if err != nil {
		return 0, "", err
	}
	defer e.close()
	if err := gen.New(incidents).WriteCSV(dir); err != nil {
		return 0, "", err
	}
	if err := e.load(dir); err != nil {
		return 0, "", err
	}
	for _, way := range e.ways("q2") {
		var times []time.Duration
		for range 3 {
			_, took, err := e.ask(text(e, way, "q2"))
			if err != nil {
				return 0, "", err
			}
			times = append(times, took)
			if took > patience/4 {
				break
			}
		}
		if m := median(times); best == 0 || m < best {
			best = m
		}
	}
	fmt.Fprintf(b.out, "  Q2 at %s incidents, %s: %s\n", thousands(incidents), e.name(), duration(best))
	return best, e.name(), nil
}

// A plot is drawn on two logarithmic axes.
const (
	plotWidth, plotHeight                    = 760, 440
	plotLeft, plotRight, plotTop, plotBottom = 70, 130, 50, 60
)

var colours = map[string]string{"ascribe": "#0072b2", "numpy": "#009e73", "pandas": "#009e73", "DuckDB": "#e69f00", "PostgreSQL": "#cc79a7", "SQLite": "#d55e00"}

// A picture is how what a question takes grows.
type picture struct {
	title, heading    string
	of                string // what there are more and more of
	sizes             []int
	shortest, longest int // powers of ten of seconds
}

var overIncidents = picture{
	"How long counts at 240 month-ends take, by the number of incidents",
	"Counts at 240 month-ends, from statements (ten for each incident)", "incidents", grown, -3, 2,
}

// plot draws how a question grows.
func (p *picture) plot(growth map[string][]growthPoint) string {
	fewest, most := math.Log10(float64(p.sizes[0])), math.Log10(float64(p.sizes[len(p.sizes)-1]))
	shortest, longest := p.shortest, p.longest
	x := func(incidents float64) float64 {
		return plotLeft + (math.Log10(incidents)-fewest)/(most-fewest)*(plotWidth-plotLeft-plotRight)
	}
	y := func(seconds float64) float64 {
		return plotTop + (float64(longest)-math.Log10(seconds))/float64(longest-shortest)*(plotHeight-plotTop-plotBottom)
	}
	var s strings.Builder
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">`+"\n", plotWidth, plotHeight)
	fmt.Fprintf(&s, "<title>%s</title>\n", p.title)
	fmt.Fprintf(&s, `<rect width="%d" height="%d" fill="#ffffff"/>`+"\n", plotWidth, plotHeight)
	fmt.Fprintf(&s, `<text x="%d" y="26" font-size="15" fill="#222222">%s</text>`+"\n", plotLeft, p.heading)
	for power := shortest; power <= longest; power++ {
		at := y(math.Pow10(power))
		fmt.Fprintf(&s, `<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="#dddddd"/>`+"\n", plotLeft, at, plotWidth-plotRight, at)
		fmt.Fprintf(&s, `<text x="%d" y="%.1f" text-anchor="end" fill="#555555">%s</text>`+"\n", plotLeft-8, at+4, map[int]string{-4: "0.1 ms", -3: "1 ms", -2: "10 ms", -1: "100 ms", 0: "1 s", 1: "10 s", 2: "100 s"}[power])
	}
	for _, n := range p.sizes {
		at := x(float64(n))
		fmt.Fprintf(&s, `<line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="#eeeeee"/>`+"\n", at, plotTop, at, plotHeight-plotBottom)
		fmt.Fprintf(&s, `<text x="%.1f" y="%d" text-anchor="middle" fill="#555555">%s</text>`+"\n", at, plotHeight-plotBottom+20, thousands(n))
	}
	fmt.Fprintf(&s, `<text x="%d" y="%d" text-anchor="middle" fill="#555555">%s</text>`+"\n", (plotLeft+plotWidth-plotRight)/2, plotHeight-16, p.of)

	names := make([]string, 0, len(growth))
	for name, points := range growth {
		if len(points) > 0 {
			names = append(names, name)
		}
	}
	last := func(name string) float64 {
		points := growth[name]
		return y(points[len(points)-1].took.Seconds())
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(last(a), last(b)), strings.Compare(a, b)) })
	below := map[int]float64{} // of each size: under the labels that are there
	for _, name := range names {
		var line []string
		for _, at := range growth[name] {
			px, py := x(float64(at.incidents)), y(at.took.Seconds())
			line = append(line, fmt.Sprintf("%.1f,%.1f", px, py))
			fmt.Fprintf(&s, `<circle cx="%.1f" cy="%.1f" r="3.5" fill="%s"><title>%s, %s %s: %s</title></circle>`+"\n",
				px, py, colours[name], name, thousands(at.incidents), p.of, duration(at.took))
		}
		fmt.Fprintf(&s, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>`+"\n", strings.Join(line, " "), colours[name])
		end := growth[name][len(growth[name])-1]
		at := max(last(name)+4, below[end.incidents])
		below[end.incidents] = at + 16
		fmt.Fprintf(&s, `<text x="%.1f" y="%.1f" fill="%s">%s, %s</text>`+"\n", x(float64(end.incidents))+9, at, colours[name], name, duration(end.took))
	}
	fmt.Fprintln(&s, `</svg>`)
	return s.String()
}
