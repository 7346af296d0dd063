package acts

import (
	"context"
	"errors"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/bibliography"
	"github.com/ascribe-project/ascribe/internal/exchange/sheet"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Referenced is what a bibliography came to.
type Referenced struct {
	Imported
	Sources []Reference `json:"sources"` // in the order of the bibliography
}

// Reference is the source that an entry of a bibliography is.
type Reference struct {
	Line  int    `json:"line"`
	Key   string `json:"key"` // by which the bibliography cites it
	ID    string `json:"id"`
	There bool   `json:"there"` // whether the record had it already
}

// AddReferences writes the sources of a bibliography down as one entry. One that
// the record has already, by its DOI or its address, is joined to that.
func AddReferences(ctx context.Context, a *point.App, by point.By, entries []bibliography.Entry, problems *ascribe.Problems, name string) (*Referenced, error) {
	done := &Referenced{Imported: newImported(), Sources: []Reference{}}
	in := &importer{problems: problems, done: &done.Imported, days: dated{today: a.Today()}}
	entry, _, err := Act(ctx, a, by, ascribe.EntryEvidence, func(tx *store.Tx) error {
		in.recorder = newRecorder(tx, nil)
		known, err := sourcesThere(ctx, tx.View())
		if err != nil {
			return err
		}
		for i := range entries {
			if err := ctx.Err(); err != nil {
				return err
			}
			ref, err := in.reference(&entries[i], known, name)
			if err != nil {
				return err
			}
			done.Sources = append(done.Sources, ref)
		}
		if problems.Len() > 0 {
			return ErrFaults
		}
		if err := in.days.doubt(by, name); err != nil {
			return err
		}
		done.Twins, err = in.twins(ctx, by, nil)
		return err
	})
	if errors.Is(err, ErrFaults) {
		return nil, problems.ErrOf(in.kind(problems.Len()), name, "nothing was written; mend the faults and import again")
	}
	if err != nil {
		return nil, err
	}
	done.Entry = entry.N
	return done, nil
}

// references are sources by their DOIs and addresses: of one that quotes others, the
// quoted ones have the same address.
type references map[string][]*ascribe.Source

// sourcesThere are the record's sources.
func sourcesThere(ctx context.Context, v *store.View) (references, error) {
	known := references{}
	for p, err := range v.Sources(ctx) {
		if err != nil {
			return nil, err
		}
		for _, url := range []string{p.Noun.URL, p.Noun.ArchivedURL} {
			known.remember(&p.Noun, bibliography.DOIOf(url), url)
		}
	}
	return known, nil
}

// remember notes by what a source is found again.
func (r references) remember(s *ascribe.Source, doi, url string) {
	for _, key := range []string{doi, bibliography.Address(url)} {
		if key != "" {
			r[key] = append(r[key], s)
		}
	}
}

// find is the id of the source that an entry is: of several, the one that is called
// the same, or else the first.
func (r references) find(e *bibliography.Entry) string {
	for _, key := range []string{e.DOI, bibliography.Address(e.Source.URL)} {
		there := r[key]
		if key == "" || len(there) == 0 {
			continue
		}
		for _, s := range there {
			if strings.EqualFold(strings.TrimSpace(s.Title), strings.TrimSpace(e.Source.Title)) {
				return s.ID
			}
		}
		return there[0].ID
	}
	return ""
}

// reference writes the source of an entry down, unless it is there.
func (in *importer) reference(e *bibliography.Entry, known references, name string) (Reference, error) {
	ref := Reference{Line: e.Line, Key: e.Key}
	if id := known.find(e); id != "" {
		ref.ID, ref.There = id, true
		in.done.Unchanged[string(ascribe.RecordSource)]++
		return ref, nil
	}
	s := e.Source
	sheet.GiveID(&s)
	ref.ID = s.ID
	p := exchange.Placed{Noun: &s, File: name, Line: e.Line}
	before, new := in.problems.Len(), in.done.New[string(ascribe.RecordSource)]
	exchange.Check(&s, func(field, message string) { in.problems.Add(p.Problem(field, "%s: %s", field, message)) })
	if in.problems.Len() > before {
		return ref, nil
	}
	err := in.place(p)
	ref.There = in.done.New[string(ascribe.RecordSource)] == new
	known.remember(&s, e.DOI, s.URL)
	return ref, err
}
