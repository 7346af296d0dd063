// Package table has the one table that everything tabular leaves as: named,
// typed columns, each with its definition, and rows as a stream. The terminal,
// the pages and every kind of file are made from it; [Formats] has the kinds of
// file, one Go file each.
//
// A table is written while its rows come, in bounded memory, and the same rows
// give the same bytes.
package table
