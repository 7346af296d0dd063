package datasets

import (
	"regexp"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// logTypes are the columns of a cell log, in the order in which they come, with
// what all of their values can be read as.
type logTypes struct {
	index map[string]int
	list  []logType
}

type logType struct {
	variable, title string
	number, date    bool
	valued          bool // whether it has a value at all
}

// dateColumns are the names that make a column of dates the event's date.
var dateColumns = []string{"event_date", "date"}

var plainNumber = regexp.MustCompile(`^(0|[1-9][0-9]{0,14})$`)

// see takes in the value that a line of the log sets.
func (t *logTypes) see(c *dataset.Change) {
	i, known := t.index[c.Variable]
	if !known {
		if t.index == nil {
			t.index = map[string]int{}
		}
		i = len(t.list)
		t.index[c.Variable] = i
		t.list = append(t.list, logType{
			variable: c.Variable, title: strings.Join(strings.Fields(c.Column), " "),
			number: true, date: slices.Contains(dateColumns, c.Variable),
		})
	}
	x := &t.list[i]
	if c.New == "" {
		return
	}
	x.valued = true
	x.number = x.number && plainNumber.MatchString(c.New)
	if x.date {
		_, err := ascribe.ParseDate(c.New)
		x.date = err == nil
	}
}

// variables are the columns as variables: of dates, of whole numbers, or text.
func (t *logTypes) variables() []ascribe.Variable {
	var list []ascribe.Variable
	dated := false
	for _, x := range t.list {
		v := ascribe.Variable{Name: x.variable, Type: ascribe.TypeText, Policy: ascribe.PolicyLatest}
		if x.title != x.variable {
			v.Title = x.title
		}
		switch {
		case x.valued && x.date:
			v.Type = ascribe.TypeDate
			if !dated {
				v.Role, dated = ascribe.RoleEventDate, true
			}
		case x.valued && x.number:
			v.Type = ascribe.TypeNumber
		}
		list = append(list, v)
	}
	return list
}
