package ask

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// CountAnswer is how many incidents there are of each kind, as of a point. An
// incident is in one row, but for a dimension that takes several values,
// where it is in one row for each. Base is the number of incidents, and what
// every share is of.
type CountAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	By       []string       `json:"by"`
	Several  bool           `json:"several"` // an incident may be in more than one row
	Base     int            `json:"base"`
	Rows     []CountRow     `json:"rows"`
	// Notes warn about the method of an imported dataset.
	Notes []MethodNote `json:"notes"`
	// Sum names the variable that the rows have a sum of.
	Sum string `json:"sum,omitempty"`
	// Against is the other day, where two are set side by side.
	Against     *ascribe.Day `json:"against,omitempty"`
	BaseAgainst *int         `json:"base_against,omitempty"`
}

// CountRow is one combination of values, in the order of the dimensions.
type CountRow struct {
	by     []string
	Values []string
	N      int
	Sum    *Sum        // where one was asked for
	Then   *CountOther // as of the other day, where two are set side by side
}

// CountOther is the row as of the other day.
type CountOther struct {
	N   int
	Sum *Sum
}

// MarshalJSON writes the row with the names of the dimensions.
func (r CountRow) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, name := range r.by {
		key, _ := json.Marshal(name)
		value, err := json.Marshal(r.Values[i])
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
		b.WriteByte(',')
	}
	b.WriteString(`"n":` + strconv.Itoa(r.N))
	sumJSON(&b, r.Sum, "")
	if r.Then != nil {
		b.WriteString(`,"n_against":` + strconv.Itoa(r.Then.N))
		sumJSON(&b, r.Then.Sum, "_against")
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Count answers how many incidents there are by each of the dimensions.
func Count(ctx context.Context, p *point.Point, by []string, where []Condition) (*CountAnswer, error) {
	return CountSum(ctx, p, by, where, "")
}

// CountSum answers how many incidents there are by each of the dimensions, and how
// much a variable of numbers comes to in each row; an empty one is none.
func CountSum(ctx context.Context, p *point.Point, by []string, where []Condition, sum string) (*CountAnswer, error) {
	keep, err := conditions(ctx, p, where)
	if err != nil {
		return nil, err
	}
	dims, err := dimensions(p.Book, by)
	if err != nil {
		return nil, err
	}
	by = namesOf(dims)
	number, err := summed(p.Book, sum)
	if err != nil {
		return nil, err
	}
	count := &CountAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), By: by, Rows: []CountRow{}, Sum: sum}
	if count.Notes, err = notesOn(ctx, p, p.AsOf.Known, append(slices.Clone(by), sum)); err != nil {
		return nil, err
	}
	q := queryOf(dims, keep, p.AsOf.Known)
	q.Sum = number
	answer, err := countOf(ctx, p, q)
	if err != nil {
		return nil, err
	}
	count.Base, count.Several = answer.Base[0], answer.Several
	count.Rows = countRows(p.Book, by, answer, 0)
	return count, nil
}

// namesOf are the names of dimensions, which may have been asked for as printed.
func namesOf(dims []dimension) []string {
	names := make([]string, len(dims))
	for i, d := range dims {
		names[i] = d.name
	}
	return names
}

func dimensions(book *codebook.Book, by []string) ([]dimension, error) {
	var dims []dimension
	for i, name := range by {
		if slices.Contains(by[:i], name) {
			return nil, ascribe.Errorf(ascribe.ErrUsage, "%s is asked for twice", name).WithHint("name each dimension once")
		}
	}
	for _, name := range by {
		d, err := newDimension(book, name)
		if err != nil {
			return nil, err
		}
		dims = append(dims, d)
	}
	return dims, nil
}

// sortRows sorts in the order of the codebook for labels and codes, else of the
// values themselves; unknown comes last.
func sortRows(book *codebook.Book, by []string, rows []CountRow) {
	ranks := make([]map[string]int, len(by)) // of each value, once
	for i := range by {
		ranks[i] = map[string]int{}
	}
	type ranked struct {
		ranks []int
		row   CountRow
	}
	list := make([]ranked, len(rows))
	all := make([]int, len(rows)*len(by))
	for n, row := range rows {
		list[n] = ranked{all[n*len(by) : (n+1)*len(by)], row}
		for i, value := range row.Values {
			rank, met := ranks[i][value]
			if !met {
				rank = rankOf(book, by[i], value)
				ranks[i][value] = rank
			}
			list[n].ranks[i] = rank
		}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		for i := range by {
			if c := cmp.Or(cmp.Compare(a.ranks[i], b.ranks[i]), cmp.Compare(a.row.Values[i], b.row.Values[i])); c != 0 {
				return c
			}
		}
		return 0
	})
	for n := range list {
		rows[n] = list[n].row
	}
}

func compareValues(book *codebook.Book, dimension, a, b string) int {
	return cmp.Or(cmp.Compare(rankOf(book, dimension, a), rankOf(book, dimension, b)), cmp.Compare(a, b))
}

// rankOf is the place of a value in the order of the codebook, or the number
// that it is.
func rankOf(book *codebook.Book, dimension, value string) int {
	if value == survey.Unknown {
		return 1 << 30
	}
	if dimension == "label" {
		return slices.IndexFunc(book.Labels, func(l ascribe.Label) bool { return l.Name == value })
	}
	if v := book.Var(dimension); v != nil && v.Coded() {
		n, _ := v.Number(value)
		if n < codebook.FirstCode {
			n += 1 << 20
		}
		return n
	}
	if n, err := strconv.Atoi(value); err == nil {
		return n
	}
	return 0
}
