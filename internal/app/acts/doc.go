// Package acts changes the record: one act, one file, one entry of the ledger.
// What is refused leaves nothing behind.
package acts
