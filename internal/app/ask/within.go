package ask

import (
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// Within is what asks for the incidents behind one row of a count that was narrowed
// by some conditions: these, with the value of the row in the place of the equalities
// on its dimension, of which one was enough. ok is false where no conditions say it:
// of a variable that takes several values, two cannot be asked for at once.
func Within(book *codebook.Book, where []Condition, dimension, value string) (list []Condition, ok bool) {
	own, err := newDimension(book, dimension)
	if err != nil {
		return nil, false
	}
	ok = true
	for _, c := range printed(book, where) {
		if !isKept(c) && c.Equality(book) {
			if d, err := newDimension(book, c.Dimension); err == nil && d.by == own.by {
				v := book.Var(own.by)
				ok = ok && (v == nil || !v.Several || c.String() == Is(dimension, value).String())
				continue
			}
		}
		list = append(list, c)
	}
	return append(list, Is(dimension, value)), ok
}
