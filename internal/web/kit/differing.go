package kit

import (
	"slices"
	"strings"
	"unicode"
)

// A Piece is a part of a value.
type Piece struct {
	Text    string
	Differs bool // from the other value
}

// mostCompared is how many words of two values are compared with one another at most:
// of longer ones, only where they begin and end alike.
const mostCompared = 400

// A Difference is two values, the old and the new, in their pieces.
type Difference struct{ Old, New []Piece }

// Differing is two values with what differs marked.
func Differing(old, new string) (d Difference) {
	d.Old, d.New = differing(old, new)
	return d
}

// differing parts two values into what both have and what only one has, by words.
func differing(old, new string) (a, b []Piece) {
	x, y := tokens(old), tokens(new)
	head := 0
	for head < min(len(x), len(y)) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < min(len(x), len(y))-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	inX, inY := shared(x[head:len(x)-tail], y[head:len(y)-tail])
	return pieces(x, head, tail, inX), pieces(y, head, tail, inY)
}

// shared says of the words of two lists which are in the longest list that both have.
func shared(x, y []string) (inX, inY []bool) {
	inX, inY = make([]bool, len(x)), make([]bool, len(y))
	if len(x) > mostCompared || len(y) > mostCompared {
		return inX, inY
	}
	// length[i][j] is how long that list is of what comes from i and j on.
	length := make([][]int, len(x)+1)
	for i := range length {
		length[i] = make([]int, len(y)+1)
	}
	for i, word := range slices.Backward(x) {
		for j := range slices.Backward(y) {
			if word == y[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			inX[i], inY[j] = true, true
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return inX, inY
}

// pieces joins words that are alike in whether they differ.
func pieces(words []string, head, tail int, in []bool) (list []Piece) {
	for i, word := range words {
		differs := i >= head && i < len(words)-tail && !in[i-head]
		if n := len(list); n > 0 && list[n-1].Differs == differs {
			list[n-1].Text += word
			continue
		}
		list = append(list, Piece{word, differs})
	}
	return list
}

// tokens are the words of a text, and what stands between them, each sign by itself.
func tokens(text string) (list []string) {
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			list = append(list, word.String())
			word.Reset()
		}
	}
	for _, c := range text {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) {
			word.WriteRune(c)
			continue
		}
		end()
		list = append(list, string(c))
	}
	end()
	return list
}
