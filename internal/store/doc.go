// Package store keeps the ledger in a database, and answers from it.
//
// Its tables are of three classes. Those of the ledger are what was written
// down: triggers let nothing be changed or taken away. Derived tables are
// made from the records by one function, the same while writing, while
// rebuilding and while verifying. Local tables hold what is not evidence,
// and are never exported.
//
// The text of all SQL that databases share lies in the folder sql, one file for
// each noun. What differs from one to another is its dialect's: today SQLite's.
package store
