// Package sheet reads a team's own spreadsheet into the record: a table whose
// rows are incidents, or what one source says of one.
//
// A [Mapping] says what the columns mean, and [Read] makes a [Plan] of the table:
// the incidents, actors, links, sources and statements that it holds, each with
// the cell that it came from, and everything that could not be understood, by
// cell. [Propose] writes a mapping for a table that nobody has mapped, by the
// likeness of its columns and values to a codebook.
//
// The package knows no record: what a plan changes in one is for who writes.
package sheet
