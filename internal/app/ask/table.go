package ask

import (
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// Table is the count as rows of cells, each as long as the header: after the
// dimensions the number with its base and, where they were asked for, the sum
// and the same as of the other day.
func (c *CountAnswer) Table() (header []string, rows [][]string) {
	header = slices.Concat(c.By, []string{"n", "base"})
	if c.Sum != "" {
		header = append(header, "sum", "without")
	}
	if c.Against != nil {
		header = append(header, "n_against", "base_against")
		if c.Sum != "" {
			header = append(header, "sum_against", "without_against")
		}
	}
	for _, r := range c.Rows {
		row := slices.Concat(r.Values, []string{strconv.Itoa(r.N), strconv.Itoa(c.Base)}, sumCells(r.Sum))
		if r.Then != nil {
			row = slices.Concat(row, []string{strconv.Itoa(r.Then.N), strconv.Itoa(*c.BaseAgainst)}, sumCells(r.Then.Sum))
		}
		rows = append(rows, row)
	}
	return header, rows
}

// Table is the series as rows of cells, each as long as the header.
func (s *SeriesAnswer) Table() (header []string, rows [][]string) {
	header = []string{"known", s.By, "n", "base"}
	if s.Sum != "" {
		header = append(header, "sum", "without")
	}
	bases := map[ascribe.Day]int{}
	for _, b := range s.Bases {
		bases[b.Known] = b.Base
	}
	for _, r := range s.Rows {
		rows = append(rows, slices.Concat([]string{r.Known.String()}, r.Values, []string{strconv.Itoa(r.N), strconv.Itoa(bases[r.Known])}, sumCells(r.Sum)))
	}
	return header, rows
}

// sumCells are a sum and how many incidents it lacks; none, where none was asked
// for.
func sumCells(s *survey.Sum) []string {
	if s == nil {
		return nil
	}
	return []string{s.String(), strconv.Itoa(s.Without)}
}
