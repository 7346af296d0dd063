package dataset

import "github.com/ascribe-project/ascribe/internal/pattern"

// rowNumberName are names that programs give to a column of row numbers.
var rowNumberName = pattern.New(`^(?i)(|#|x|x1|v1|\.\.\.1|unnamed: ?0|rows?|rownames?|row[_ ]?(names?|num(ber)?|no|id)|_?index_?)$`)

// numbersRows reports whether a column counts the rows, from 0 or 1, and has
// no name that means something: it is no part of what the file says.
func (p *proposal) numbersRows(i int) bool {
	return rowNumberName.MatchString(p.header[i].name) && p.rows > 1 && p.seen[i].counted == p.rows
}

// passedOver reports whether nothing is made of a column: it has no name, or
// only numbers the rows.
func (p *proposal) passedOver(i int) bool { return p.header[i].unnamed() || p.numbersRows(i) }
