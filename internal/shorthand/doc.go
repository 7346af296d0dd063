// Package shorthand reads what a coder types in a line:
//
//	variable value [stance] [grade] [day] [basis] [locator] "note"
//
// A variable and a value are enough of their beginning to tell them from others, part
// by part (p_l for public_label), or as they are printed; a value may be its number in
// the codebook, too. A stance is a letter. A day is in any order that is plain. What is
// none of these is where it stands in the source. What fits two is told with both.
package shorthand
