// Package survey asks questions about many incidents: how many there are of
// each kind, which they are, and how the answers about them moved.
//
// A [Survey] answers them for one dataset, as recorded at one entry and under
// one codebook. There are two: the index in package timeline, which holds the
// team's own record in memory, and the one in package plain, which goes through
// the readings of incidents one by one. They give the same answers; the second
// is the reference that the first is held to, and answers where there is no
// index, as of imported datasets.
package survey
