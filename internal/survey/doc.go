// Package survey asks questions about many incidents: how many there are of
// each kind, which they are, and how the answers about them moved.
//
// A [Survey] answers them for one dataset, as recorded at one entry and under
// one codebook. There are three: the index in package timeline, which holds the
// team's own record in memory; package columns, which holds imported datasets;
// and package plain, which goes through the readings of incidents one by one.
// They give the same answers: the last is the reference that the others are held
// to, and answers what they do not.
package survey
