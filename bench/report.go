package main

import (
	"fmt"
	"strings"
	"time"
)

// goals are how many times as fast we are to be, by question and engine.
var goals = []struct {
	question, engine string
	factor           float64
}{
	{"q1", "DuckDB", 8},
	{"q1", "SQLite", 50},
	{"q2", "SQLite", 60},
	{"q2", "PostgreSQL", 40},
	{"q2", "numpy", 8},
	{"q2months", "DuckDB", 200},
	{"q4", "DuckDB", 30},
	{"q4", "SQLite", 30},
	{"q4", "PostgreSQL", 30},
	{"q5", "SQLite", 60},
	{"q5cel", "DuckDB", 3},
	{"files", "DuckDB", 1},
}

// questions in their order, and what they are called in the table.
var questions = []struct{ id, title string }{
	{"q1", "Q1 counts at one day"},
	{"q2", "Q2 counts at 240 month-ends"},
	{"q2days", "Q2 by the SQL that the goals were set against, one run"},
	{"q2months", "Q2, 240 times Q1"},
	{"q3", "Q3 one incident's history"},
	{"q4", "Q4 a new statement, then Q1 and Q2"},
	{"q4answers", "Q4 where SQL keeps the answers themselves"},
	{"q5", "Q5 everything under another codebook"},
	{"q5cel", "Q5 with a row that only CEL can run"},
	{"files", "statements in memory, to Parquet"},
}

// table prints every question with every engine, and what was measured beside.
func (b *run) table() {
	rows := [][]string{{"question", "engine", "median (min to max)", "ratio", "goal", ""}}
	for _, q := range questions {
		ours := b.ours[oursFor(q.id)]
		if len(ours) == 0 {
			continue
		}
		rows = append(rows, []string{q.title, "ascribe", spread(ours, 1), "1", "", ""})
		for _, f := range b.theirs {
			if f.question != q.id {
				continue
			}
			ratio := f.median().Seconds() / median(ours).Seconds()
			rows = append(rows, append([]string{"", f.engine + ", " + f.way, spread(f.times, f.scale), fmt.Sprintf("%.3g x", ratio)}, held(ratio, goalOf(q.id, f.engine))...))
		}
	}
	if own, afresh := b.ours["q4compute"], b.ours["q4afresh"]; len(own) > 0 {
		ratio := median(afresh).Seconds() / median(own).Seconds()
		rows = append(rows, []string{"Q4, compute part", "ascribe", spread(own, 1), "1", "", ""})
		rows = append(rows, append([]string{"", "ascribe, both afresh", spread(afresh, 1), fmt.Sprintf("%.3g x", ratio)}, held(ratio, 5000)...))
	}
	b.print(rows)
}

// besides prints what was measured beside the questions.
func (b *run) besides() {
	rows := [][]string{{"beside", "", "goal", ""}}
	for _, m := range b.measures {
		rows = append(rows, []string{m.what, m.figure, m.goal, m.met})
	}
	b.print(rows)
}

func (f figure) median() time.Duration { return median(f.times) }

func goalOf(question, engine string) float64 {
	for _, g := range goals {
		if g.question == question && g.engine == engine {
			return g.factor
		}
	}
	return 0
}

// held says in two cells what the goal is, and whether it is met.
func held(ratio, goal float64) []string {
	switch {
	case goal == 0:
		return []string{"", ""}
	case ratio >= goal:
		return []string{fmt.Sprintf("%.4g x", goal), "met"}
	}
	return []string{fmt.Sprintf("%.4g x", goal), fmt.Sprintf("missed: %.2g of it", ratio/goal)}
}

func spread(times []time.Duration, scale int) string {
	least, most := times[0], times[0]
	for _, t := range times {
		least, most = min(least, t), max(most, t)
	}
	s := fmt.Sprintf("%s (%s to %s)", duration(median(times)), duration(least), duration(most))
	if scale > 1 {
		s += fmt.Sprintf(", %d times a sample", scale)
	}
	return s
}

// print writes rows as a table of Markdown.
func (b *run) print(rows [][]string) {
	width := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, c := range r {
			width[i] = max(width[i], len([]rune(c)))
		}
	}
	line := func(cell func(i int) string) {
		var s strings.Builder
		for i := range width {
			s.WriteString("| " + cell(i) + " ")
		}
		fmt.Fprintln(b.out, s.String()+"|")
	}
	fmt.Fprintln(b.out)
	for n, r := range rows {
		line(func(i int) string { return r[i] + strings.Repeat(" ", width[i]-len([]rune(r[i]))) })
		if n == 0 {
			line(func(i int) string { return strings.Repeat("-", width[i]) })
		}
	}
	fmt.Fprintln(b.out)
}
