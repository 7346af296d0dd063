package store

import (
	"context"
	"iter"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// Each question to a store is asked of a view of its own.

// Last is the number of the last entry, 0 where there is none.
func (s *Store) Last(ctx context.Context) (int64, error) {
	return see(ctx, s, func(v *View) (int64, error) { return v.Last(ctx) })
}

// EntryAt is the number of the last entry at a time, 0 where there is none.
func (s *Store) EntryAt(ctx context.Context, t time.Time) (int64, error) {
	return see(ctx, s, func(v *View) (int64, error) { return v.EntryAt(ctx, t) })
}

// Entry is the entry of a number.
func (s *Store) Entry(ctx context.Context, n int64) (ascribe.Entry, error) {
	return see(ctx, s, func(v *View) (ascribe.Entry, error) { return v.Entry(ctx, n) })
}

// Entries is all entries in their order.
func (s *Store) Entries(ctx context.Context) iter.Seq2[ascribe.Entry, error] {
	return stream(ctx, s, func(v *View) iter.Seq2[ascribe.Entry, error] { return v.Entries(ctx) })
}

// Person is the name of a person in the ledger.
func (s *Store) Person(ctx context.Context, id string) (string, error) {
	return see(ctx, s, func(v *View) (string, error) { return v.Person(ctx, id) })
}

// Find is the record that gave an id, with its body as Encode wrote it.
func (s *Store) Find(ctx context.Context, space Space, dataset, id string) (record int64, body []byte, ok bool, err error) {
	err = s.View(ctx, func(v *View) error {
		record, body, ok, err = v.Find(ctx, space, dataset, id)
		return err
	})
	return record, body, ok, err
}

// Subject is the incident, actor or link of an id.
func (s *Store) Subject(ctx context.Context, dataset, id string) (ascribe.Noted[ascribe.Noun], error) {
	return see(ctx, s, func(v *View) (ascribe.Noted[ascribe.Noun], error) { return v.Subject(ctx, dataset, id) })
}

// Subjects is all subjects of a kind in the order of the ledger.
func (s *Store) Subjects(ctx context.Context, dataset string, kind ascribe.SubjectKind) iter.Seq2[ascribe.Noted[ascribe.Noun], error] {
	return stream(ctx, s, func(v *View) iter.Seq2[ascribe.Noted[ascribe.Noun], error] { return v.Subjects(ctx, dataset, kind) })
}

// Links is the links of an incident or of an actor.
func (s *Store) Links(ctx context.Context, subject string) ([]ascribe.Noted[ascribe.Link], error) {
	return see(ctx, s, func(v *View) ([]ascribe.Noted[ascribe.Link], error) { return v.Links(ctx, subject) })
}

// Dossier is all that was written down about one subject.
func (s *Store) Dossier(ctx context.Context, dataset, id string) (*ascribe.Dossier, error) {
	return see(ctx, s, func(v *View) (*ascribe.Dossier, error) { return v.Dossier(ctx, dataset, id) })
}

// Dossiers is the dossiers of all incidents, in the order of the ledger.
func (s *Store) Dossiers(ctx context.Context, dataset string) iter.Seq2[*ascribe.Dossier, error] {
	return stream(ctx, s, func(v *View) iter.Seq2[*ascribe.Dossier, error] { return v.Dossiers(ctx, dataset) })
}

// Source is a source, with how it was judged anew.
func (s *Store) Source(ctx context.Context, id string) (*ascribe.Provenance, error) {
	return see(ctx, s, func(v *View) (*ascribe.Provenance, error) { return v.Source(ctx, id) })
}

// Sources is all sources in the order of the ledger.
func (s *Store) Sources(ctx context.Context) iter.Seq2[*ascribe.Provenance, error] {
	return stream(ctx, s, func(v *View) iter.Seq2[*ascribe.Provenance, error] { return v.Sources(ctx) })
}

// StatementsFrom is the statements of a source.
func (s *Store) StatementsFrom(ctx context.Context, source string) ([]ascribe.Noted[ascribe.Statement], error) {
	return see(ctx, s, func(v *View) ([]ascribe.Noted[ascribe.Statement], error) { return v.StatementsFrom(ctx, source) })
}

// HasStatements reports whether there is any statement at all.
func (s *Store) HasStatements(ctx context.Context) (bool, error) {
	return see(ctx, s, func(v *View) (bool, error) { return v.HasStatements(ctx) })
}

// Adoptions is the codebooks of a dataset in the order of their adoption.
func (s *Store) Adoptions(ctx context.Context, dataset string) ([]ascribe.Noted[ascribe.Adoption], error) {
	return see(ctx, s, func(v *View) ([]ascribe.Noted[ascribe.Adoption], error) { return v.Adoptions(ctx, dataset) })
}

// Records is the nouns of all records from a number on, in the order of the
// ledger. Erased ones are left out.
func (s *Store) Records(ctx context.Context, from int64) iter.Seq2[ascribe.Noted[ascribe.Noun], error] {
	return stream(ctx, s, func(v *View) iter.Seq2[ascribe.Noted[ascribe.Noun], error] { return v.Records(ctx, from) })
}

// Checkpoint is the last signed checkpoint.
func (s *Store) Checkpoint(ctx context.Context) ([]byte, error) {
	return see(ctx, s, func(v *View) ([]byte, error) { return v.Checkpoint(ctx) })
}

// Proof proves a record to anyone who has the public key.
func (s *Store) Proof(ctx context.Context, record int64) (ledger.Bundle, error) {
	return see(ctx, s, func(v *View) (ledger.Bundle, error) { return v.Proof(ctx, record) })
}

// LastRecord is the number of the last record of an entry; 0 for entry 0.
func (s *Store) LastRecord(ctx context.Context, entry int64) (int64, error) {
	return see(ctx, s, func(v *View) (int64, error) { return v.LastRecord(ctx, entry) })
}

// Nouns is what is written in records. Erased ones are left out.
func (s *Store) Nouns(ctx context.Context, records []int64) (map[int64]ascribe.Noun, error) {
	return see(ctx, s, func(v *View) (map[int64]ascribe.Noun, error) { return v.Nouns(ctx, records) })
}
