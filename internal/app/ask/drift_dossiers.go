package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// driftFromDossiers reads the incidents one by one. It is what the index is
// held to, and what answers where that cannot.
func driftFromDossiers(ctx context.Context, p *point.Point, g *gatherer) error {
	known := p.AsOf.Known
	for s, err := range disclose.Present(ctx, p) {
		if err != nil {
			return err
		}
		event := ""
		if date := p.Book.WithRole(ascribe.RoleEventDate); date != nil {
			event = s.Value(date.Name, known).Value
		}
		spans := cut(s.History(), known)
		now := g.move(event, spans)
		for i := 1; i < len(spans); i++ {
			if spans[i].Label != spans[i-1].Label {
				g.cause(causeOf(s, p.Book, spans[i]))
			}
		}
		for _, e := range s.Evidence() {
			if st := e.Statement; st.Variable == g.public && st.Stance == ascribe.Asserts && e.Day <= known {
				g.hear(speakersOf(s.Dossier, st.Source), st.Value, now)
			}
		}
	}
	return nil
}

// causeOf is what kind of evidence began a span: the statement that the span
// names, if some row of the table reads its variable, and else the last of that
// day that some row reads. A change for want of evidence has none.
func causeOf(s disclose.Subject, book *codebook.Book, span ascribe.Span) DriftCause {
	var found *ascribe.Statement
	for _, e := range s.Evidence() {
		named := e.Statement.ID == span.Because.Statement
		if (named || e.Day == span.From && e.Adequate) && book.Reads(e.Statement.Variable) {
			found = e.Statement
			if named {
				break
			}
		}
	}
	if found == nil {
		return DriftCause{}
	}
	c := DriftCause{Basis: found.Basis, Variable: found.Variable}
	if p := s.Dossier.Sources[found.Source]; p != nil {
		c.SourceKind = p.Noun.Kind
	}
	return c
}

// speakersOf are the publishers of what a source rests on in the end.
func speakersOf(d *ascribe.Dossier, source string) []string {
	var names []string
	for _, id := range classify.Roots(d, source) {
		name := id
		if p := d.Sources[id]; p != nil && p.Noun.Publisher != "" {
			name = p.Noun.Publisher
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
