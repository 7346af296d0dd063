package acts

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/anchor"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// Marking is a passage that was marked in a document: by its place in the text, or by
// its words alone, where they stand there once.
type Marking struct {
	Document   string
	Words      string
	Start, End int // in code points of the text; End is 0: by the words
}

// AddMarked writes a statement down with the passage in which it is said, as one
// entry. A statement without a source has that of the document.
func AddMarked(ctx context.Context, a *point.App, by point.By, s *ascribe.Statement, m *Marking) (*Added, error) {
	var d ascribe.Noted[ascribe.Document]
	err := a.Here(ctx, point.Team, func(p *point.Point) (err error) {
		d, err = p.View.Document(ctx, m.Document)
		return err
	})
	if err != nil {
		return nil, err
	}
	read, err := a.Documents().Text(d.Noun.SHA256)
	if err != nil {
		return nil, err
	}
	if read == nil || read.Text == "" {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "the document %s has no text in which a passage could be marked", m.Document).
			WithHint("say where it stands with the locator instead")
	}
	where, err := m.in(read.Text)
	if err != nil {
		return nil, err
	}
	if s.Source == "" {
		s.Source = d.Noun.Source
	}
	book, err := a.CurrentBook(ctx)
	if err != nil {
		return nil, err
	}
	asPrinted(book, s)
	exchange.Complete(s)
	passage := &ascribe.Anchor{
		Statement: s.ID, Document: d.Noun.ID, Exact: where.Exact, Prefix: where.Prefix, Suffix: where.Suffix,
		Start: where.Start, End: where.End, Page: pageOf(read.Text, where.Start),
	}
	return add(ctx, a, by, s, passage)
}

// in is where the passage stands in a text.
func (m *Marking) in(text string) (anchor.Selector, error) {
	start, end := m.Start, m.End
	switch n := strings.Count(text, m.Words); {
	case end != 0:
	case m.Words == "":
		return anchor.Selector{}, marked("no words were marked")
	case n == 0:
		return anchor.Selector{}, marked("the words do not stand in the document as they were given")
	case n > 1:
		return anchor.Selector{}, marked("the words stand %d times in the document: mark more of the sentence", n)
	default:
		start = utf8.RuneCountInString(text[:strings.Index(text, m.Words)])
		end = start + utf8.RuneCountInString(m.Words)
	}
	if start < 0 || start >= end || end > utf8.RuneCountInString(text) {
		return anchor.Selector{}, marked("the passage from %d to %d does not lie in the document", start, end)
	}
	where := anchor.Make(text, start, end)
	if m.Words != "" && where.Exact != m.Words {
		return anchor.Selector{}, marked("other words stand there by now: load the page again, and mark them anew")
	}
	return where, nil
}

// marked is what is wrong with a passage.
func marked(format string, args ...any) error {
	var problems ascribe.Problems
	problem := ascribe.Errorf(ascribe.ErrInvalid, format, args...)
	problems.Add(ascribe.Problem{Field: "passage", Message: "passage: " + problem.Message})
	return problems.ErrOf(ascribe.ErrInvalid, "the passage", "nothing was written")
}

// pageOf is the page on which a place of a text lies; 0 of one without pages.
func pageOf(text string, start int) int {
	pages := 1
	for i, r := range []rune(text) {
		if i == start && strings.ContainsRune(text, '\f') {
			return pages
		}
		if r == '\f' {
			pages++
		}
	}
	return 0
}
