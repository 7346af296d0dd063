package overtime

import (
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// asShares reads how counts are asked for.
func asShares(as string) (bool, error) {
	if as != "number" && as != "share" {
		return false, ascribe.Errorf(ascribe.ErrUsage, "as: counts are shown as number or as share, not as %q", as).WithHint("leave it out for numbers")
	}
	return as == "share", nil
}

// A crossCount is a count of which the table can say shares: of the incidents of
// each value of the first dimension or, by one dimension alone, of all.
type crossCount struct {
	*ask.CountAnswer
	bases  *ask.CountAnswer // by the first dimension; nil: shares are of all
	shares bool
}

// AsTable is the count, with each share and the base that it is of.
func (c *crossCount) AsTable() kit.Table {
	if !c.shares {
		return kit.CountTable(c.CountAnswer)
	}
	header, rows := c.Table()
	header = append(header, "share", "share_base")
	if c.Against != nil {
		header = append(header, "share_against", "share_base_against")
	}
	for i := range c.Rows {
		r := &c.Rows[i]
		now, then := c.basesOf(r.Values[0])
		rows[i] = append(rows[i], shareOf(r.N, now), strconv.Itoa(now))
		if r.Then != nil {
			rows[i] = append(rows[i], shareOf(r.Then.N, then), strconv.Itoa(then))
		}
	}
	return kit.TableOf(header, rows)
}

// basesOf are what the shares of a value are of, as of the point and on the other
// day.
func (c *crossCount) basesOf(value string) (now, then int) {
	if c.bases == nil {
		if c.BaseAgainst != nil {
			then = *c.BaseAgainst
		}
		return c.Base, then
	}
	for _, r := range c.bases.Rows {
		if r.Values[0] == value {
			if r.Then != nil {
				then = r.Then.N
			}
			return r.N, then
		}
	}
	return 0, 0
}

// A courseAnswer is a course of which the table can say shares.
type courseAnswer struct {
	*ask.SeriesAnswer
	shares bool
}

// AsTable is the course, with each share and the base that it is of.
func (c *courseAnswer) AsTable() kit.Table {
	if !c.shares {
		return kit.SeriesTable(c.SeriesAnswer)
	}
	bases := map[ascribe.Day]int{}
	for _, b := range c.Bases {
		bases[b.Known] = b.Base
	}
	header, rows := c.Table()
	for i := range c.Rows {
		base := bases[c.Rows[i].Known]
		rows[i] = append(rows[i], shareOf(c.Rows[i].N, base), strconv.Itoa(base))
	}
	return kit.TableOf(append(header, "share", "share_base"), rows)
}

// shareOf is a share as a decimal fraction; empty, where there is nothing that it
// could be of.
func shareOf(n, base int) string {
	if base == 0 {
		return ""
	}
	return strconv.FormatFloat(float64(n)/float64(base), 'f', 6, 64)
}
