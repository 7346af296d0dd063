// Package dataset reads other people's datasets of incidents: tables of CSV,
// of a spreadsheet, of JSON Lines, GeoJSON or Parquet, and logs of changed
// cells.
//
// [OpenTable] reads a table under a [Mapping], which says what its columns
// mean: [GED] for UCDP's georeferenced events, [ParseMapping] for one from a
// file, none for a table that has the columns id and date. [ProposeMapping]
// writes one for a file that nobody has mapped. [OpenCellLog] reads a log.
//
// Every column of a file is kept, under a name made from its own. What a
// column holds is its text, with space around it taken away; it is empty where
// the cell is, or holds one of the mapping's sentinels. Where a mapping gives
// a column a type, its cells are held to it, and a cell that does not fit is a
// fault. What a mapping derives from columns (a date from its parts, a point
// from a latitude and a longitude) stands beside them as a column of its own,
// and is empty where it cannot be made: that is remarked on, and no fault, so
// that one wrong cell of a quarter of a million does not keep the rest out.
//
// The package opens nothing by itself, and memory does not grow with a file
// but for the texts that a spreadsheet shares between its cells.
package dataset
