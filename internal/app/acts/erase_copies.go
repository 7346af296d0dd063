package acts

import (
	"context"

	"github.com/ascribe-project/ascribe"
)

// takeCopies has erased with a source its documents, and with a document or a
// statement the words that were marked: they are the document's.
func (e *eraser) takeCopies(ctx context.Context, n int64, noun ascribe.Noun) error {
	switch x := noun.(type) {
	case *ascribe.Source:
		documents, err := e.p.View.DocumentsOf(ctx, n)
		for i := range documents {
			if err == nil {
				err = e.take(ctx, documents[i].Record)
			}
		}
		return err
	case *ascribe.Document:
		e.files = append(e.files, x.SHA256)
	case *ascribe.Statement:
	default:
		return nil
	}
	anchors, err := e.p.View.AnchorsHanging(ctx, n)
	for i := range anchors {
		if err == nil {
			err = e.take(ctx, anchors[i].Record)
		}
	}
	return err
}
