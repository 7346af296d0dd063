// Package ascribe documents who was behind an attack or a plot: what was
// said, by whom, on which day, how far it is to be believed, and what follows
// from it under an explicit codebook.
//
// This package is the vocabulary. It knows no disk, network, clock or
// database, and imports nothing of the program.
//
// Everything that anyone writes down is a [Noun], kept in a [Record]; one act
// of one person is an [Entry] of one or many records; the entries in order
// are the ledger, and nothing changes outside it:
//
//	Incident, Actor, Link, Source   what statements are about and come from
//	Statement                       this source said this, on this day
//	Document, Anchor                a copy of a source, and where in it a statement stands
//	Withdrawal, Regrade             a statement taken back, a source judged anew
//	Dataset, Edition, Row, Note     other people's incidents, with their history
//	Adoption, Reason, Erasure       which codebook counts, why an entry was made, what was taken away
//
// A question is asked [AsOf] a day of knowledge and an entry of the record. A
// [Codebook] turns the [Dossier] of an incident into an [Attribution], and
// its [Span] values are the history of that answer.
package ascribe
