package anchor

import (
	"math"
	"slices"
)

// What an alignment scores, in hundredths of a letter. That something came between
// costs the same for a page's head and for a paragraph.
const (
	same    = 100
	unlike  = -80
	gap     = -300 // anything came between, or was lost
	between = -1   // each letter that came between
	lost    = -20  // each letter that was lost
)

// From where a cell of the table was reached: by a letter of both, by one of the text
// that came between, or by one of the pattern that was lost. In each cell two bits each
// say so of three ways to end there.
const (
	byBoth = iota
	byBetween
	byLost
)

const never = math.MinInt32 / 2

// An alignment is the table of Gotoh (An improved algorithm for matching biological
// sequences, 1982): the best score of the pattern's letters so far with a text that ends
// anywhere, by how it ends. The pattern is gone through whole; the text may begin and
// end anywhere.
type alignment struct {
	pattern *pattern
	text    []rune
	width   int
	from    []uint8
}

func (p *pattern) align(text []rune) place {
	a := &alignment{pattern: p, text: text, width: len(text) + 1}
	a.from = make([]uint8, (len(p.letters)+1)*a.width)
	end, by := a.fill()
	return a.place(a.trace(end, by))
}

// fill goes through the table, and is where its best alignment ends.
func (a *alignment) fill() (end, by int) {
	rows := [3][]int32{}
	for k := range rows {
		rows[k] = make([]int32, a.width)
	}
	both, inter, gone := rows[byBoth], rows[byBetween], rows[byLost]
	for j := range a.width { // nothing of the pattern yet, anywhere in the text
		inter[j], gone[j] = never, never
	}
	for i, letter := range a.pattern.letters {
		line := a.from[(i+1)*a.width : (i+2)*a.width]
		diagonal := [3]int32{both[0], inter[0], gone[0]}
		gone[0], line[0] = a.lose(both[0], inter[0], gone[0])
		both[0], inter[0] = never, never
		for j := 1; j < a.width; j++ {
			above := [3]int32{both[j], inter[j], gone[j]}
			score, from := greatest(diagonal[byBoth], diagonal[byBetween], diagonal[byLost])
			if a.text[j-1] == letter {
				score += same
			} else {
				score += unlike
			}
			left, leftFrom := greatest(both[j-1]+gap, inter[j-1], gone[j-1]+gap)
			lose, loseFrom := a.lose(above[byBoth], above[byBetween], above[byLost])
			both[j], inter[j], gone[j] = score, left+between, lose
			line[j] = from | leftFrom<<2 | loseFrom
			diagonal = above
		}
	}
	best := int32(never)
	for j := range a.width {
		for k := range rows {
			if k != byBetween && rows[k][j] > best {
				best, end, by = rows[k][j], j, k
			}
		}
	}
	return end, by
}

// lose is the score where the pattern's letter was lost, and its two bits.
func (*alignment) lose(both, inter, gone int32) (score int32, from uint8) {
	score, from = greatest(both+gap, inter+gap, gone)
	return score + lost, from << 4
}

// greatest is the greatest of three, the first of equals.
func greatest(both, inter, gone int32) (score int32, from uint8) {
	score, from = both, byBoth
	if inter > score {
		score, from = inter, byBetween
	}
	if gone > score {
		score, from = gone, byLost
	}
	return score, from
}

// trace is where each letter of the pattern stands in the text, -1 where it was lost.
func (a *alignment) trace(end, by int) []int {
	at := make([]int, len(a.pattern.letters))
	for i, j := len(at), end; i > 0; {
		from := int(a.from[i*a.width+j]>>(2*by)) & 3
		switch by {
		case byBoth:
			i, j = i-1, j-1
			at[i] = j
		case byBetween:
			j--
		case byLost:
			i--
			at[i] = -1
		}
		by = from
	}
	a.settle(at)
	return at
}

// settle decides which of several alignments of equal score is meant, at the passage's
// ends: its last letters may stand before what came between it and what follows, or at
// the end of that; and a letter of its own may have been given to what was lost there.
func (a *alignment) settle(at []int) {
	letters, start, end := a.pattern.letters, a.pattern.start, a.pattern.end
	if start == end {
		return
	}
	first, last := ends(at, start, end)
	for ; first > start && at[first] > 0 && a.text[at[first]-1] == letters[first-1]; first-- {
		at[first-1] = at[first] - 1
	}
	for ; last < end-1 && at[last] >= 0 && at[last]+1 < len(a.text) && a.text[at[last]+1] == letters[last+1]; last++ {
		at[last+1] = at[last] + 1
	}
	a.slide(at, last)
}

// byChance is how many letters are easily the same; more of them stand where they stand.
const byChance = 2

// slide moves the passage's last letters, up to one of them, to where those before them
// stand, if they do as well there.
func (a *alignment) slide(at []int, last int) {
	first, letters := last, a.pattern.letters
	for first > a.pattern.start && at[first-1] >= 0 && at[first-1] == at[first]-1 {
		first--
	}
	if first == a.pattern.start || at[first] < 0 || at[first-1] < 0 {
		return
	}
	to, n := at[first-1]+1, last+1-first
	if n > byChance || !slices.Equal(a.text[to:to+n], letters[first:last+1]) {
		return
	}
	for i := first; i <= last; i++ {
		at[i] = to + i - first
	}
}

// place is where the passage stands by an alignment, and what each part scores.
func (a *alignment) place(at []int) place {
	p := a.pattern
	found := place{
		score: a.score(at, 0, len(at)), passage: a.score(at, p.start, p.end),
		before: side{score: a.score(at, 0, p.start)}, after: side{score: a.score(at, p.end, len(at))},
	}
	i, j := middle(at, 0, p.start), middle(at, p.end, len(at))
	if p.start == p.end {
		found.after.away = at[j] - at[i] - (j - i)
		return found
	}
	first, last := ends(at, p.start, p.end)
	found.start, found.end = at[first], at[last]+1
	found.before.away = at[first] - at[i] - (first - i)
	found.after.away = at[j] - at[last] - (j - last)
	found.before.touch = a.touch(at, p.start, -1)
	found.after.touch = a.touch(at, p.end-1, 1)
	return found
}

// touch is how many letters follow one of the pattern, in one direction, right as they
// do in the text.
func (a *alignment) touch(at []int, from, step int) (n int) {
	for i := from + step; i >= 0 && i < len(at) && at[i] >= 0 && at[i] == at[i-step]+step && a.text[at[i]] == a.pattern.letters[i]; i += step {
		n++
	}
	return n
}

// ends are the first and the last letter of a part of the pattern that were not lost; its
// own ends where all were.
func ends(at []int, from, to int) (first, last int) {
	first, last = from, to-1
	for first < last && at[first] < 0 {
		first++
	}
	for last > first && at[last] < 0 {
		last--
	}
	return first, last
}

// middle is the middle one of a part's letters that were not lost. The outermost ones
// say little of where the part stands: one letter is soon found anywhere.
func middle(at []int, from, to int) int {
	var there []int
	for i := from; i < to; i++ {
		if at[i] >= 0 {
			there = append(there, i)
		}
	}
	if len(there) == 0 {
		return min(from, len(at)-1)
	}
	return there[len(there)/2]
}

// score is what a part of the pattern scores, in letters; gaps between parts are
// nobody's.
func (a *alignment) score(at []int, from, to int) float64 {
	sum, last := 0, -1
	for i := from; i < to; i++ {
		switch j := at[i]; {
		case j < 0 && (i == from || at[i-1] >= 0):
			sum += gap + lost
		case j < 0:
			sum += lost
		default:
			if last >= 0 && j > last+1 {
				sum += gap + between*(j-last-1)
			}
			if last = j; a.text[j] == a.pattern.letters[i] {
				sum += same
			} else {
				sum += unlike
			}
		}
	}
	return float64(sum) / same
}
