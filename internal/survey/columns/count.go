package columns

import (
	"context"
	"runtime"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// Count implements [survey.Survey].
func (s *Survey) Count(ctx context.Context, q survey.Query) (survey.Answer, error) {
	if s.leaves(q.Where) {
		return s.Survey.Count(ctx, q)
	}
	c, err := s.counting(&q)
	if err != nil {
		return survey.Answer{}, err
	}
	return c.count(ctx)
}

// A counting is a count by blocks of incidents. Each block goes through all days
// by itself, so that what is read of the columns stays near a processor, and
// several can go at once.
type counting struct {
	survey     *Survey
	by         []*dimension
	sieves     []sieve
	sum        *summing     // nil: none is asked for
	dimensions []*dimension // those of by, of the sieves, and of the sum
	steps      []step       // a day each
}

func (s *Survey) counting(q *survey.Query) (*counting, error) {
	c := &counting{survey: s}
	for _, name := range q.By {
		d, err := s.dimension(name)
		if err != nil {
			return nil, err
		}
		c.by = append(c.by, d)
	}
	c.dimensions = slices.Clone(c.by)
	if err := c.sift(q.Where); err != nil {
		return nil, err
	}
	if q.Sum != "" {
		d, err := s.dimension(q.Sum)
		if err != nil {
			return nil, err
		}
		c.sum = newSumming(d)
		c.dimensions = append(c.dimensions, d)
	}
	c.plan(q.Days)
	return c, nil
}

// sift takes the conditions.
func (c *counting) sift(where []survey.Condition) error {
	filter, err := survey.NewFilter(c.survey.book, where)
	if err != nil {
		return err
	}
	for i := range filter {
		f, err := c.survey.sieve(&filter[i])
		if err != nil {
			return err
		}
		c.sieves = append(c.sieves, f)
		c.dimensions = append(c.dimensions, f.dimension)
	}
	return nil
}

// A step is how one gets to a day from the one before.
type step struct {
	how         how
	rows, cells []int32 // the moments that come, by which rows and which cells count; of afresh all
}

type how int

const (
	stay    how = iota // nothing came out in between
	afresh             // all incidents are read and counted
	recount            // what came is taken in, and all are counted
	move               // those of which something came are taken out of the count, and counted again
)

// plan finds the steps to some days.
func (c *counting) plan(days []ascribe.Day) {
	s := c.survey
	var rows, cells []int32
	for i, day := range days {
		beforeRows, beforeCells := len(rows), len(cells)
		rows, cells = s.on(s.rows, day), s.on(s.cells, day)
		x := step{stay, rows, cells}
		switch {
		case i == 0, beforeRows == 0 && len(rows) > 0 && rows[0] == 0: // of the first moment columns have a picture
			x.how = afresh
		case len(rows) > beforeRows:
			x.rows, x.cells, x.how = rows[beforeRows:], cells[beforeCells:], move
			if s.coming(x.rows) > len(s.table.records)/8 {
				x.how = recount
			}
		}
		c.steps = append(c.steps, x)
	}
}

// coming is how many rows some moments have.
func (s *Survey) coming(moments []int32) (n int) {
	for _, m := range moments {
		at, _ := s.table.listing.cells(m, 0, uint32(len(s.table.records)))
		n += len(at)
	}
	return n
}

const (
	// blockSize is of how many incidents a block is: some columns of it fit in the
	// cache of a processor.
	blockSize = 1 << 14
	// maxBlockDays is through how many days blocks go. Of more, each has few
	// changes, and noting what a block comes to would cost more than it spares.
	maxBlockDays = 64
)

// block is of how many incidents a block is. There is one of all where
// combinations are numbered as they come, or noting them for each would cost much.
func (c *counting) block(keys *keyer) int {
	if keys.come != nil || len(c.steps) > maxBlockDays {
		return max(len(c.survey.table.records), 1)
	}
	return max(blockSize, 4*keys.n)
}

func (c *counting) count(ctx context.Context) (survey.Answer, error) {
	first := c.walk()
	incidents, size := len(c.survey.table.records), c.block(first.keys)
	blocks := (incidents + size - 1) / size
	var next atomic.Int64
	var group errgroup.Group
	walks := []*walk{first}
	for range min(runtime.GOMAXPROCS(0), blocks) - 1 {
		walks = append(walks, c.walk())
	}
	for _, w := range walks {
		group.Go(func() error {
			for b := int(next.Add(1)) - 1; b < blocks; b = int(next.Add(1)) - 1 {
				w.begin(b*size, min((b+1)*size, incidents))
				for day := range c.steps {
					if err := ctx.Err(); err != nil {
						return err
					}
					w.to(&c.steps[day])
					w.note(day)
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return survey.Answer{}, err
	}
	for _, w := range walks[1:] {
		first.join(&w.noted)
	}
	return first.answer(), nil
}
