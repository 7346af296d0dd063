package columns

import (
	"errors"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// A dimension is a column as it is asked about: with the values that the
// codebook makes of what the rows have.
type dimension struct {
	column *column
	values []string // as they are shown, each once
	number []uint32 // of each value of the column, that of the one shown; nil: its own
}

// newDimension is a column with its values shown in some way.
func newDimension(c *column, show func(value string) string) *dimension {
	d := &dimension{column: c, values: make([]string, 0, len(c.values)), number: make([]uint32, len(c.values))}
	at := make(map[string]uint32, len(c.values))
	for i, value := range c.values {
		text := show(codebook.Compared(value))
		n, known := at[text]
		if !known {
			n = uint32(len(d.values))
			at[text] = n
			d.values = append(d.values, text)
		}
		d.number[i] = n
	}
	if len(d.values) == len(c.values) {
		d.number = nil
	}
	return d
}

// errOther is the error of a dimension whose values are not those of a column.
var errOther = errors.New("the columns have no such dimension")

// dimension is that of a name: a variable, or the year.
func (s *Survey) dimension(name string) (*dimension, error) {
	variable, shown := name, true
	if s.book.Var(name) == nil && name == survey.ByYear {
		date := survey.DateVar(s.book)
		if date == nil {
			return nil, errOther
		}
		variable, shown = date.Name, false
	}
	c, err := s.variable(variable)
	if err != nil {
		return nil, err
	}
	if shown {
		return c.shown(), nil
	}
	return c.years(), nil
}

func shownValue(value string) string {
	if value == "" {
		return survey.Unknown
	}
	return value
}

// nothing is a column without cells.
var nothing = newColumn([]string{""})

// variable is the column of one that is read as its rows have it: of one value,
// the latest, which has had no other name. Of codes all must be in the codebook,
// since what is not in it does not count.
func (s *Survey) variable(name string) (*column, error) {
	v := s.book.Var(name)
	if v == nil || v.Name != name || v.Several || v.Policy != ascribe.PolicyLatest || len(v.Was) > 0 {
		return nil, errOther
	}
	c := nothing
	if h := s.table.columns[name]; h != nil {
		var err error
		if c, err = h.get(true); err != nil {
			return nil, err
		}
	}
	if v.Coded() {
		for _, value := range c.values {
			if n, ok := v.Number(value); value != "" && (!ok || v.Code(n) != value) {
				return nil, errOther
			}
		}
	}
	return c, nil
}

// fill writes the number of the value that each of the incidents from one on has
// after some moments.
func (d *dimension) fill(to []uint32, from uint32, cells []int32) {
	d.column.fill(to, from, cells)
	if d.number == nil {
		return
	}
	for i, code := range to {
		to[i] = d.number[code]
	}
}

// patch writes the numbers of the values that some moments give to incidents from
// one on.
func (d *dimension) patch(to []uint32, from uint32, cells []int32) {
	if d.number == nil {
		d.column.patch(to, from, cells)
		return
	}
	for _, m := range cells {
		at, code := d.column.cells(m, from, from+uint32(len(to)))
		for i, incident := range at {
			to[incident-from] = d.number[code[i]]
		}
	}
}
