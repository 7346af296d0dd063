package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// passagesOf are where a statement stands in documents, by its record.
func passagesOf(ctx context.Context, p *point.Point, statement int64) ([]disclose.Passage, error) {
	anchors, err := p.View.AnchorsOf(ctx, []int64{statement})
	if err != nil {
		return nil, err
	}
	var list []disclose.Passage
	for i := range anchors {
		x := &anchors[i].Noun
		d, err := p.View.Document(ctx, x.Document)
		if ascribe.KindOf(err) == ascribe.ErrNotFound {
			continue // it was struck
		}
		if err != nil {
			return nil, err
		}
		passage, err := disclose.PassageOf(p, &d.Noun, &anchors[i])
		if err != nil {
			return nil, err
		}
		list = append(list, passage)
	}
	return list, nil
}

// marked is a passage of the text of a document that is shown, by the id of its
// anchor; nil: there is none of it.
func marked(ctx context.Context, p *point.Point, d *ascribe.Noted[ascribe.Document], id string) (*disclose.Passage, error) {
	anchors, err := p.View.AnchorsIn(ctx, d.Record)
	if err != nil {
		return nil, err
	}
	for i := range anchors {
		if disclose.AnchorID(p.Viewer, &anchors[i]) == id {
			passage, err := disclose.PassageOf(p, &d.Noun, &anchors[i])
			return &passage, err
		}
	}
	return nil, nil
}

// standing gives the evidence of an incident where it stands in documents that whoever
// asks may see: of each statement the last that was marked.
func standing(ctx context.Context, p *point.Point, statements []ascribe.Noted[ascribe.Statement], lists ...[]disclose.Evidence) error {
	records := make([]int64, len(statements))
	for i := range statements {
		records[i] = statements[i].Record
	}
	anchors, err := p.View.AnchorsOf(ctx, records)
	if err != nil {
		return err
	}
	of := map[string]*disclose.Passage{}
	for i := range anchors {
		d, err := p.View.Document(ctx, anchors[i].Noun.Document)
		switch {
		case ascribe.KindOf(err) == ascribe.ErrNotFound:
		case err != nil:
			return err
		case disclose.OpensDocument(p.Viewer, &d.Noun):
			of[anchors[i].Noun.Statement] = disclose.PassageIn(p.Viewer, &anchors[i])
		}
	}
	for _, list := range lists {
		for i := range list {
			list[i].Passage = of[list[i].Statement]
		}
	}
	return nil
}
