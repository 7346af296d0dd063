package desk

import (
	"context"
	"net/url"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// codingSheet is the form of a statement; where it is coded from a document, beside the
// text of that, with the answer about the incident above.
func codingSheet(ctx context.Context, v *kit.View, given url.Values) (*kit.Sheet, error) {
	s, err := statementSheet(ctx, v, given)
	id := given.Get("document")
	if err != nil || id == "" {
		return s, err
	}
	d, err := ask.Document(ctx, v.At, id, "")
	if err != nil {
		return nil, err
	}
	s.Beside = &kit.Beside{Title: d.Title, To: v.To("/documents/" + url.PathEscape(id))}
	if d.Text != nil {
		s.Beside.Text = strings.ReplaceAll(d.Text.Text, "\f", "\n")
	}
	for i := range s.Fields {
		if s.Fields[i].Name == "source" {
			s.Fields[i].Value = d.Source
		}
	}
	if s.Asks {
		return s, nil
	}
	s.Fields = append([]kit.Field{
		{Name: "document", Kind: kit.HiddenField, Value: id},
		{Name: "passage", Label: "The passage", Kind: kit.AreaField, Hint: "Mark the words in the text, copy them, and paste them here. They have to stand in it once.", Required: true},
	}, s.Fields...)
	told, err := answerNow(ctx, v, given.Get("subject"))
	s.Told = append(told, s.Told...)
	return s, err
}

// answerNow is the answer about an incident as it stands; of anything else there is
// none.
func answerNow(ctx context.Context, v *kit.View, subject string) ([]kit.Told, error) {
	kind, err := kindOf(ctx, v.At, subject)
	if err != nil || kind != ascribe.OfIncident {
		return nil, err
	}
	shown, err := ask.Show(ctx, v.At, subject)
	if ascribe.KindOf(err) == ascribe.ErrNotFound || err == nil && (shown.Attribution == nil || shown.Label == "") {
		return nil, nil // nothing has been said of it
	}
	if err != nil {
		return nil, err
	}
	return []kit.Told{{Title: shown.Title, Lines: []string{"As it stands: " + labelOf(shown.Attribution) + "."}}}, nil
}
