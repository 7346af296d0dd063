package ask

import (
	"maps"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe"
)

// Table is the answer as a table of texts: a row a change or, where values are
// asked for, a row for each value of a change that differs.
func (c *ChangesAnswer) Table() (header []string, rows [][]string) {
	header = []string{
		"incident", "title", "presence", "day", "entry", "old_label", "old_level", "old_settled",
		"new_label", "new_level", "new_settled", "cause", "statement", "source", "steps",
	}
	if c.values {
		header = append(header, "variable", "old_value", "new_value")
	}
	for i := range c.Rows {
		r := &c.Rows[i]
		row := []string{r.Incident, r.Title, string(r.Presence), dayOrNone(r.Day), entryOrNone(r.Entry)}
		row = append(row, beliefCells(r.Old.Belief, r.Presence != Began)...)
		row = append(row, beliefCells(r.New.Belief, r.Presence != Ceased)...)
		row = append(row, string(r.Cause), r.Statement, r.Source, strconv.Itoa(r.Steps))
		if !c.values {
			rows = append(rows, row)
			continue
		}
		names := slices.Sorted(maps.Keys(r.Old.Values))
		for _, name := range names {
			rows = append(rows, append(slices.Clone(row), name, r.Old.Values[name], r.New.Values[name]))
		}
		if len(names) == 0 {
			rows = append(rows, append(row, "", "", ""))
		}
	}
	return header, rows
}

// beliefCells are empty where the incident is not counted.
func beliefCells(b ascribe.Belief, counted bool) []string {
	settled := ""
	if counted {
		settled = "no"
		if b.Settled {
			settled = "yes"
		}
	}
	return []string{b.Label, b.Level, settled}
}

func dayOrNone(day *ascribe.Day) string {
	if day == nil {
		return ""
	}
	return day.String()
}

func entryOrNone(entry *int64) string {
	if entry == nil {
		return ""
	}
	return strconv.FormatInt(*entry, 10)
}
