package timeline

import (
	"slices"
	"sort"
	"sync"

	"github.com/ascribe-project/ascribe"
)

// maxKept is how many answers are kept for each picture, and maxMoved for how
// many incidents at once they are brought up to date rather than given up.
const (
	maxKept  = 8
	maxMoved = 64
)

// keptAnswers are the last answers that were read from the running sums. Each
// new statement moves them along, so that the same question is answered at
// once.
type keptAnswers struct {
	mu   sync.Mutex
	list []*keptAnswer
}

type keptAnswer struct {
	by     []string
	days   []ascribe.Day
	answer Answer
	rowOf  []int32 // of each cell, its row in the answer; -1: it has none
	copied map[int32]bool
	stale  bool
}

// counted is the answer to a query by what spans have.
func (p *picture) counted(q Query) Answer {
	k := &p.kept
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, a := range k.list {
		if slices.Equal(a.by, q.By) && slices.Equal(a.days, q.Days) {
			return a.answer
		}
	}
	answer, rowOf := p.countCells(q)
	if len(k.list) == maxKept {
		k.list = slices.Delete(k.list, 0, 1)
	}
	k.list = append(k.list, &keptAnswer{by: slices.Clone(q.By), days: slices.Clone(q.Days), answer: answer, rowOf: rowOf})
	return answer
}

// begin makes the answers ready to be moved along. Who was given one has it
// still, so rows are copied before they change.
func (k *keptAnswers) begin(incidents int) {
	if incidents > maxMoved {
		k.list = nil
	}
	for _, a := range k.list {
		a.answer.Base = slices.Clone(a.answer.Base)
		a.answer.Rows = slices.Clone(a.answer.Rows)
		a.copied = map[int32]bool{}
	}
}

// shift moves one incident from a cell to another on the days from one to
// another, which is left out.
func (k *keptAnswers) shift(was, is int, from, to int32) {
	for _, a := range k.list {
		first, last := a.at(from), a.at(to)
		if first == last || a.stale {
			continue
		}
		a.add(was, first, last, -1)
		a.add(is, first, last, 1)
	}
}

// at is the place of the first day of the answer that is not before one.
func (a *keptAnswer) at(day int32) int {
	return sort.Search(len(a.days), func(i int) bool { return int32(a.days[i]) >= day })
}

// add adds to the row of a cell, in some of its places. Where a row comes or
// goes, the answer is to be made anew.
func (a *keptAnswer) add(cell, first, last, n int) {
	if cell < 0 { // it was not there, or is not any more
		for i := first; i < last; i++ {
			a.answer.Base[i] -= n
		}
		return
	}
	row := a.rowOf[cell]
	if row < 0 {
		a.stale = true
		return
	}
	counts := &a.answer.Rows[row].N
	if !a.copied[row] {
		*counts = slices.Clone(*counts)
		a.copied[row] = true
	}
	for i := first; i < last; i++ {
		(*counts)[i] += n
	}
	if n < 0 && !slices.ContainsFunc(*counts, func(n int) bool { return n != 0 }) {
		a.stale = true
	}
}

// end gives up the answers that are to be made anew.
func (k *keptAnswers) end() {
	k.list = slices.DeleteFunc(k.list, func(a *keptAnswer) bool { return a.stale })
}
