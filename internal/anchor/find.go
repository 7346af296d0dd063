package anchor

import "slices"

// What a passage has to score, of what it would where every letter stands as it did;
// and the same for what stands around it.
const (
	leastOfPassage = 0.6
	leastAround    = 0.5
)

// Letters: what comes between two paragraphs' halves on two pages, at most; so many that
// still touch the passage are enough to know its place by; and fewer are nothing.
const (
	pageHead = 100
	touching = 6
	nothing  = 5
)

// clearly is by how many letters the place of a passage has to be better than any
// other one, or it is not known which of them is meant.
const clearly = 10

// find is the place of a pattern's passage in a text, in letters.
func (p *pattern) find(text *folded) (place, bool) {
	if p.start == p.end {
		return place{}, false
	}
	var best, other place // with score 0 until there is one
	for _, w := range p.windows(text.letters) {
		letters := text.letters[w.start:w.end]
		for range 2 { // the best of the window, and the best beside it
			at := p.align(letters)
			if at.passage < leastOfPassage*float64(p.end-p.start) {
				break
			}
			letters = without(letters, at)
			at.start, at.end = at.start+w.start, at.end+w.start
			switch {
			case at.overlaps(best):
				best = better(at, best)
			case at.score > best.score:
				best, other = at, best
			default:
				other = better(at, other)
			}
		}
	}
	return best, best.score > 0 && best.score-other.score >= clearly && p.known(text.letters, best)
}

// better is the place of the higher score.
func better(a, b place) place {
	if a.score > b.score {
		return a
	}
	return b
}

// known is whether what stands around a place is what stood around the passage: on both
// sides, or on one and near. A sentence that stands three times is so not taken for
// another one of them when the right one is gone. Where it is one side, the passage may
// have been lost between the two, and the same words stand near by.
func (p *pattern) known(text []rune, at place) bool {
	isBefore, isAfter := at.before.is(p.start), at.after.is(len(p.letters)-p.end)
	if isBefore && isAfter {
		return true
	}
	isNear := isBefore && at.before.away <= pageHead || isAfter && at.after.away <= pageHead ||
		at.before.touch >= touching || at.after.touch >= touching
	return isNear && !p.lostIn(text[max(0, at.start-margin):min(len(text), at.end+margin)])
}

// lostIn is whether what stood before the passage and what stood after it have nothing
// between them.
func (p *pattern) lostIn(text []rune) bool {
	around := &pattern{letters: slices.Concat(p.letters[:p.start], p.letters[p.end:]), start: p.start, end: p.start}
	at := around.align(text)
	return at.before.is(p.start) && at.after.is(len(p.letters)-p.end) && at.after.away < nothing
}

// A place is where a passage may stand: letters start to end of a text, and what
// that scores, a letter that is the same being 1: together, and by part.
type place struct {
	start, end     int
	score, passage float64
	before, after  side
}

// A side is what stands before or after a place: its score, by how many letters it is
// farther off than it was, and how many letters touch the place as they did.
type side struct {
	score       float64
	away, touch int
}

// is whether a side of so many letters is what it was.
func (s side) is(letters int) bool {
	return letters > 0 && s.score >= leastAround*float64(letters)
}

func (a place) overlaps(b place) bool { return a.start < b.end && b.start < a.end }

// without is letters with those of a place blotted out.
func without(letters []rune, at place) []rune {
	rest := slices.Clone(letters)
	for i := at.start; i < at.end; i++ {
		rest[i] = blot
	}
	return rest
}

// A window is a part of a text in which a passage is looked for, in letters.
type window struct{ start, end int }

const (
	run         = 5    // letters that are looked up together
	mostWindows = 8    // that are looked into
	margin      = 1000 // letters on both sides: what may have come between a passage and what stood around it
)

// windows are the parts of a text that share most runs of letters with a pattern. Only
// there is a passage aligned, so that a book costs little more than a page.
func (p *pattern) windows(text []rune) []window {
	n := min(run, len(p.letters))
	if len(text) < n {
		return nil
	}
	runs := map[[run]rune]bool{}
	for i := range len(p.letters) - n + 1 {
		runs[runAt(p.letters, i, n)] = true
	}
	sums := make([]int, len(text)+1) // of runs that begin before a letter
	for i := range text {
		sums[i+1] = sums[i]
		if i+n <= len(text) && runs[runAt(text, i, n)] {
			sums[i+1]++
		}
	}
	return p.most(sums)
}

func runAt(letters []rune, i, n int) (r [run]rune) {
	copy(r[:], letters[i:i+n])
	return r
}

// most are the windows of which the letters of a pattern's length hold most runs, as
// far as they hold half of what the first of them does.
func (p *pattern) most(sums []int) []window {
	size, last := len(p.letters), len(sums)-1
	var list []window
	taken := make([]bool, last)
	first := 0
	for len(list) < mostWindows {
		at, best := -1, 0
		for i := range last {
			if n := sums[min(last, i+size)] - sums[i]; n > best && !taken[i] {
				at, best = i, n
			}
		}
		if best == 0 || 2*best < first {
			break
		}
		first = max(first, best)
		for i := max(0, at-size); i < min(last, at+size); i++ {
			taken[i] = true
		}
		list = append(list, window{max(0, at-margin), min(last, at+size+margin)})
	}
	return list
}
