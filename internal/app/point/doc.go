// Package point is the floor of the program over one store: what it has around
// it, and from which point of the two times, under which codebook and for whom
// something is asked.
package point
