// Package ledger is the arithmetic of the record: the bytes of records and
// entries, the trees over them, signed checkpoints, and proofs that anyone
// can check without the store. It knows no clock, disk or randomness.
//
// There are two levels of tree, both of RFC 6962. The leaves of an entry's
// tree are the hashes of its records, those of the ledger's tree the texts of
// its entries. So an act of two million records is one leaf, and a record can
// be proved, or erased, by itself.
//
// docs/ledger.md gives every byte.
package ledger
