// Package columns answers questions about an imported dataset from its columns,
// held in memory: for each cell that a row gave a value, which incident it is of,
// and a number for the value.
//
// A row says something from its day on, as an entry of the ledger wrote it down.
// What rows of one entry say of one day is a [moment]. A column is its cells in
// the order of moments, so that what was known on a day is what a beginning of
// it comes to, and what changed between two days is what stands between them.
//
// There are no labels here, and no sources that differ: the last row that gives
// a cell a value has it, as the codebooks of imported datasets say. What else a
// codebook might ask for, package plain answers.
package columns
