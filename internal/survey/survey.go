package survey

import (
	"context"

	"github.com/ascribe-project/ascribe"
)

// A Survey answers questions about all incidents of a dataset, as recorded at an
// entry and under a codebook. What it gives may be shared with others who ask
// the same: leave it as it is.
type Survey interface {
	// Knows reports whether it has all values of a dimension. It is asked only
	// by those that it knows.
	Knows(dimension string) bool

	// Count is how many incidents there are of each kind, on each of the days.
	Count(ctx context.Context, q Query) (Answer, error)
	// List is the incidents that pass a query on its first day, in the order of
	// the ledger: the first of them up to a limit (0: all), and how many.
	List(ctx context.Context, q Query, limit int) (list []Listed, total int, err error)
	// Page is some of the incidents in an order, and how many there are of each
	// kind among all that pass.
	Page(ctx context.Context, q PageQuery) (Page, error)
	// Selected visits every incident that passes a query on its first day, in the
	// order of the ledger, with its values of the dimensions of Query.By, nil
	// where nothing is known. The values are lent: visit must not keep the list. Before, it calls begin
	// with how many incidents are counted, and how many of them pass.
	Selected(ctx context.Context, q Query, begin func(base, total int), visit func(l Listed, values [][]string)) error

	// Changes are the days on which the answer about some incident changed,
	// sorted; under a codebook that gives none, those on which something came
	// out or was corrected.
	Changes(ctx context.Context) ([]Change, error)
	// Relabelled sets the answers on the two days of a query side by side, of the
	// incidents that pass it on one of them at least. The rows are those after an
	// id, up to a limit.
	Relabelled(ctx context.Context, q Query, after string, limit int) (Relabelling, error)
	// Courses visits the course of every incident that is counted on a day, as
	// far as it went by then. said is the variable of which it tells what was
	// said; empty: of none. The course is lent: visit must not keep it.
	Courses(ctx context.Context, known ascribe.Day, said string, visit func(*Course)) error

	// Awaiting is what would decide the incidents that are not settled on a day,
	// with up to so many incidents for each question.
	Awaiting(ctx context.Context, known ascribe.Day, limit int) (*Awaiting, error)
	// Waiting is the incidents in which one variable, by its number in Book.Vars,
	// is open on a day: up to so many of those after a place, and whether there
	// are more.
	Waiting(ctx context.Context, known ascribe.Day, variable int, after WaitingPlace, limit int) (rows []Waiting, more bool, err error)

	// Cited is what stands on each source on a day, in the order of the sources'
	// records: what had been said by then, and was neither taken back nor settled
	// by an adjudication. Sources on which nothing stands may be left out.
	Cited(ctx context.Context, known ascribe.Day) ([]Citation, error)
	// Uses is what the statements that count on a day are about, by variable; the
	// most used first.
	Uses(ctx context.Context, known ascribe.Day) ([]Use, error)
	// Lacking is what statements that were said by a day use and the codebook does
	// not know, also where their source has taken them back since: variables, and
	// values of those that it knows; the most used first.
	Lacking(ctx context.Context, known ascribe.Day) ([]Use, error)
}

// A Query asks for incidents as known on each of some days.
type Query struct {
	By    []string      // label, level, settled, year, coders, or variables of the codebook
	Where []Condition   // of equalities on one dimension one is enough; see [Filter]
	Days  []ascribe.Day // sorted
	// Sum is a variable of numbers whose sum each row of a count has; empty: none.
	Sum string
}

// An Answer is the counts on each day. Rows are combinations of values that
// occur, sorted; N how many incidents had them, by day.
type Answer struct {
	Base    []int // by day: the incidents that are counted
	Rows    []Row
	Several bool // an incident may be in more than one row
}

// Row is one combination of values, in the order of Query.By.
type Row struct {
	Values []string
	N      []int // by day
	Sums   []Sum // by day, where one was asked for
}

// A Listed is an incident with its answer.
type Listed struct {
	Record   int64
	Incident string
	ascribe.Belief
}
