package acts

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store"
)

// checkAnchor holds an anchor to its statement and its document, which are of one
// source.
func (r *recorder) checkAnchor(x *ascribe.Anchor, fault fault) error {
	statement, err := r.statement(x.Statement)
	if err != nil {
		return err
	}
	if statement == nil {
		r.absent++
		fault("statement", "there is no statement %s%s", x.Statement, r.didYouMean(store.SpaceStatement, "", x.Statement))
	}
	_, body, found, err := r.tx.Find(store.SpaceDocument, ascribe.Main, x.Document)
	if err != nil {
		return err
	}
	if !found {
		r.absent++
		fault("document", "there is no document %s%s", x.Document, r.didYouMean(store.SpaceDocument, "", x.Document))
		return nil
	}
	noun, err := ledger.Parse(body)
	if err != nil {
		return err
	}
	if d, ok := noun.(*ascribe.Document); ok && statement != nil && d.Source != statement.Source {
		fault("document", "the document %s is a copy of %s, and the statement is by %s", d.ID, d.Source, statement.Source)
	}
	return nil
}
