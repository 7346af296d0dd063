// Package timeline answers questions about all incidents on all days.
//
// An [Index] holds what was said of every incident in columns, sorted by
// incident and day. One sweep over an incident gives its spans: the stretches
// of days on which its label, level, whether they are settled, and its year
// stayed the same. Counts by label and year are kept for every day; any other
// dimension is read from spans of its own. A new statement re-sweeps the
// incident that it is about, and no other.
//
// Package classify is the reference for what follows from the statements. For
// simple variables this package takes a shorter way to the same answer.
package timeline
