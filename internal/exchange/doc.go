// Package exchange reads and writes the forms in which a record travels.
//
// A casebook is a folder, or a zip of one: a Data Package (v2) of CSV files,
// one for each kind of noun. [OpenCasebook] finds its files, and
// [Casebook.Nouns] yields what they hold, a row at a time, with the place of
// each; [WriteCasebook] writes it. Reading what was written gives the same
// nouns, to the byte.
//
// What can be seen in the rows themselves is checked here, and every fault is
// reported. What needs the store (does the source exist, is the value one of
// the codebook's) is for the caller, who says where with [Placed.Problem].
//
// The package opens nothing by itself: it is given an [fs.FS] to read and a
// [Sink] to write to.
package exchange
