package store

import (
	"context"
	"encoding/hex"

	"github.com/ascribe-project/ascribe"
)

func (d *deriver) document(n int64, x *ascribe.Document) error {
	if !ascribe.ValidSHA256(x.SHA256) {
		return ascribe.Errorf(ascribe.ErrInvalid, "document %s: %q is no SHA-256", x.ID, x.SHA256).WithHint("write it as 64 digits in hex, in small letters")
	}
	sum, err := hex.DecodeString(x.SHA256)
	if err != nil {
		return err
	}
	if err := d.name(n, SpaceDocument, 0, x.ID); err != nil {
		return err
	}
	source, err := d.refer(n, SpaceSource, 0, x.Source)
	if err != nil {
		return err
	}
	if err := d.emit("document", n, source, sum); err != nil {
		return err
	}
	return d.hang(n, source)
}

func (d *deriver) anchor(n int64, x *ascribe.Anchor) error {
	if err := d.name(n, SpaceStatement, 0, x.ID); err != nil {
		return err
	}
	statement, err := d.refer(n, SpaceStatement, 0, x.Statement)
	if err != nil {
		return err
	}
	if is, err := d.number("statement.is", statement); err != nil || is == 0 {
		if err == nil {
			err = ascribe.Errorf(ascribe.ErrInvalid, "anchor %s: %s is no statement", x.ID, x.Statement).WithHint("name a statement")
		}
		return err
	}
	document, err := d.refer(n, SpaceDocument, 0, x.Document)
	if err != nil {
		return err
	}
	if err := d.emit("anchor", n, statement, document); err != nil {
		return err
	}
	return d.hang(n, statement, document)
}

// Document is the document of an id.
func (v *View) Document(ctx context.Context, id string) (ascribe.Noted[ascribe.Document], error) {
	x, err := v.must(ctx, SpaceDocument, "", id)
	if err != nil {
		return ascribe.Noted[ascribe.Document]{}, err
	}
	d, ok := x.Noun.(*ascribe.Document)
	if !ok {
		return ascribe.Noted[ascribe.Document]{}, explain(ctx, unexpected(x.Record, x.Noun))
	}
	return ascribe.Noted[ascribe.Document]{Record: x.Record, Entry: x.Entry, Noun: *d}, nil
}

// Documents is all documents, in the order of the ledger.
func (v *View) Documents(ctx context.Context) ([]ascribe.Noted[ascribe.Document], error) {
	if v.store.version < 3 { // it has none
		return nil, nil
	}
	return list[ascribe.Document](ctx, v, "document.list")
}

// DocumentsOf is the documents of a source by its record, in the order of the
// ledger.
func (v *View) DocumentsOf(ctx context.Context, source int64) ([]ascribe.Noted[ascribe.Document], error) {
	if v.store.version < 3 {
		return nil, nil
	}
	return list[ascribe.Document](ctx, v, "document.of", source)
}

// Having is the documents that have the bytes of a SHA-256.
func (v *View) Having(ctx context.Context, sha256 string) ([]ascribe.Noted[ascribe.Document], error) {
	sum, err := hex.DecodeString(sha256)
	if err != nil || v.store.version < 3 {
		return nil, nil //nolint:nilerr // nothing has what is no hash
	}
	return list[ascribe.Document](ctx, v, "document.having", sum)
}

// AnchorsOf is where statements stand, by their records, in the order of the
// ledger.
func (v *View) AnchorsOf(ctx context.Context, statements []int64) ([]ascribe.Noted[ascribe.Anchor], error) {
	if v.store.version < 3 || len(statements) == 0 {
		return nil, nil
	}
	return v.standing(ctx, "anchor.of", listOf(statements))
}

// AnchorsIn is what stands in a document by its record, in the order of the ledger.
func (v *View) AnchorsIn(ctx context.Context, document int64) ([]ascribe.Noted[ascribe.Anchor], error) {
	if v.store.version < 3 {
		return nil, nil
	}
	return v.standing(ctx, "anchor.in", document)
}

// AnchorsHanging is the anchors of a statement or in a document, by its record:
// those that were struck, too.
func (v *View) AnchorsHanging(ctx context.Context, record int64) ([]ascribe.Noted[ascribe.Anchor], error) {
	if v.store.version < 3 {
		return nil, nil
	}
	return list[ascribe.Anchor](ctx, v, "anchor.hanging", record)
}

// standing is the anchors of a query, without those that were struck by where the
// view stands.
func (v *View) standing(ctx context.Context, query string, args ...any) ([]ascribe.Noted[ascribe.Anchor], error) {
	all, err := list[ascribe.Anchor](ctx, v, query, args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	records := make([]int64, len(all))
	for i := range all {
		records[i] = all[i].Record
	}
	upTo := int64(ascribe.Latest)
	if s := v.prepared.stands; s != nil {
		upTo = s.Record
	}
	struck, err := v.struckAmong(ctx, records, upTo)
	if err != nil {
		return nil, err
	}
	acting := all[:0]
	for _, x := range all {
		if !struck(x.Record) {
			acting = append(acting, x)
		}
	}
	return acting, nil
}
