package timeline

import (
	"encoding/binary"
	"fmt"
	"slices"
	"sort"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/ascribe-project/ascribe"
)

// maxKept is how many answers are kept for each reading, and maxMoved for how
// many incidents at once they are brought up to date rather than given up.
const (
	maxKept  = 8
	maxMoved = 64
)

// keptAnswers are the last answers that were read from the running sums. Each
// new statement moves them along, so that the same question is answered at
// once.
type keptAnswers struct {
	mu    sync.Mutex
	list  *simplelru.LRU[string, *keptAnswer] // by what is asked
	moved []*keptAnswer                       // those that an update moves along
}

func newKeptAnswers() keptAnswers { return keptAnswers{list: recent[string, *keptAnswer](maxKept)} }

type keptAnswer struct {
	days   []ascribe.Day
	answer Answer
	rowOf  []int32 // of each cell, its row in the answer; -1: it has none
	copied map[int32]bool
	stale  bool
}

// counted is the answer to a query by what spans have.
func (p *reading) counted(q Query) Answer {
	k := &p.kept
	k.mu.Lock()
	defer k.mu.Unlock()
	key := q.asked()
	if a, ok := k.list.Get(key); ok {
		return a.answer
	}
	answer, rowOf := p.countCells(q)
	k.list.Add(key, &keptAnswer{days: slices.Clone(q.Days), answer: answer, rowOf: rowOf})
	return answer
}

// asked writes down what a query counts by, and on which days.
func (q *Query) asked() string {
	key := fmt.Appendf(nil, "%q", q.By)
	for _, day := range q.Days {
		key = binary.LittleEndian.AppendUint32(key, uint32(day))
	}
	return string(key)
}

// begin makes the answers ready to be moved along. Who was given one has it
// still, so rows are copied before they change.
func (k *keptAnswers) begin(incidents int) {
	if incidents > maxMoved {
		k.list.Purge()
	}
	k.moved = k.list.Values()
	for _, a := range k.moved {
		a.answer.Base = slices.Clone(a.answer.Base)
		a.answer.Rows = slices.Clone(a.answer.Rows)
		a.copied = map[int32]bool{}
	}
}

// shift moves one incident from a cell to another on the days from one to
// another, which is left out.
func (k *keptAnswers) shift(was, is int, from, to int32) {
	for _, a := range k.moved {
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
	for _, key := range k.list.Keys() {
		if a, _ := k.list.Peek(key); a.stale {
			k.list.Remove(key)
		}
	}
	k.moved = nil
}
