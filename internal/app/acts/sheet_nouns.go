package acts

import (
	"context"
	"fmt"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/exchange/sheet"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// A sheetImporter imports one sheet within one entry.
type sheetImporter struct {
	*SheetImport
	*recorder
	name     string
	done     *SheetImported
	before   sheetBefore
	days     dated
	examples map[string]int
	// ofUnkeyed is what statements stand in the place of, of a sheet whose rows
	// had no ids before.
	ofUnkeyed map[*sheet.Statement]*lostStatement

	open                        int // changes of which it is not said what they mean
	faults, changed, gone, kept ascribe.Problems
}

func (i *sheetImporter) run(ctx context.Context) error {
	if err := i.look(ctx); err != nil {
		return err
	}
	for _, list := range [][]sheet.Noun{i.Plan.Incidents, i.Plan.Actors, i.Plan.Links, i.Plan.Sources} {
		for n := range list {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := i.noun(ctx, &list[n]); err != nil {
				return err
			}
		}
	}
	return i.rows(ctx)
}

// noun writes a noun that is not there. Of one that is, what the sheet itself
// brought stays as it was written; of what others did, it may say nothing else.
func (i *sheetImporter) noun(ctx context.Context, n *sheet.Noun) error {
	key := n.Noun.Key()
	record, body, found, err := i.tx.Find(key.Space, ascribe.Main, key.ID)
	if err != nil {
		return err
	}
	if !found {
		return i.write(n.Noun, n.Problem)
	}
	before, err := ledger.Parse(body)
	if err != nil {
		return err
	}
	kind := string(n.Noun.Record())
	differs := nounDiffers(before, n.Noun)
	switch {
	case len(differs) == 0:
		i.done.Unchanged[kind]++
		return nil
	case before.Record() != n.Noun.Record() || !i.before.wrote(record):
		_, err := i.record(n.Noun, func(field, format string, args ...any) { i.faults.Add(n.Problem(field, format, args...)) })
		return err
	}
	i.done.Unchanged[kind]++
	if source, ok := n.Noun.(*ascribe.Source); ok {
		if differs, err = i.regrade(ctx, source, differs, n.Problem); err != nil {
			return err
		}
	}
	if len(differs) > 0 {
		i.kept.Add(n.At.Problem("the %s %s stays as it was first written: the sheet has another %s now", kind, key.ID, strings.Join(differs, ", ")))
	}
	return nil
}

// regrade writes another reliability of a source down, and gives back the other
// fields that differ.
func (i *sheetImporter) regrade(ctx context.Context, s *ascribe.Source, differs []string, at placer) (others []string, err error) {
	for _, field := range differs {
		if field != "reliability" {
			others = append(others, field)
			continue
		}
		is, err := i.tx.View().Source(ctx, s.ID)
		if err != nil {
			return nil, err
		}
		if s.Reliability == "" || is.Reliability(ascribe.Latest) == s.Reliability {
			continue
		}
		g := &ascribe.Regrade{Source: s.ID, Reliability: s.Reliability, Reason: fmt.Sprintf("the sheet %s has it since entry %d", i.name, i.tx.Entry())}
		if err := i.write(g, at); err != nil {
			return nil, err
		}
	}
	return others, nil
}

// write writes a noun down that is not there.
func (i *sheetImporter) write(noun ascribe.Noun, at placer) error {
	exchange.Complete(noun)
	written, err := i.record(noun, func(field, format string, args ...any) { i.faults.Add(at(field, format, args...)) })
	if err != nil || !written {
		return err
	}
	i.done.New[string(noun.Record())]++
	i.example(noun)
	return i.days.look(i.recorder, noun, at)
}

// in is a placer of what stands in one cell.
func in(at dataset.Spot) placer {
	return func(_, format string, args ...any) ascribe.Problem { return at.Problem(format, args...) }
}

// nounDiffers names the fields of a noun in which the record has it otherwise.
// What is written alike but for capitals is the same, and what the sheet says
// nothing of stays.
func nounDiffers(before, now ascribe.Noun) (fields []string) {
	differs := func(field, was, is string) {
		if is != "" && !dataset.Alike(was, is) {
			fields = append(fields, field)
		}
	}
	switch n := now.(type) {
	case *ascribe.Incident:
		if was, ok := before.(*ascribe.Incident); ok {
			differs("title", was.Title, n.Title)
			return fields
		}
	case *ascribe.Actor:
		if was, ok := before.(*ascribe.Actor); ok {
			differs("name", was.Name, n.Name)
			differs("kind", string(was.Kind), string(n.Kind))
			return fields
		}
	case *ascribe.Link:
		if was, ok := before.(*ascribe.Link); ok {
			differs("incident", was.Incident, n.Incident)
			differs("actor", was.Actor, n.Actor)
			differs("role", was.Role, n.Role)
			return fields
		}
	case *ascribe.Source:
		if was, ok := before.(*ascribe.Source); ok {
			differs("title", was.Title, n.Title)
			differs("publisher", was.Publisher, n.Publisher)
			differs("url", was.URL, n.URL)
			differs("archived_url", was.ArchivedURL, n.ArchivedURL)
			differs("published", was.Published.String(), n.Published.String())
			differs("kind", was.Kind, n.Kind)
			differs("language", was.Language, n.Language)
			differs("reliability", string(was.Reliability), string(n.Reliability))
			differs("rests_on", strings.Join(was.RestsOn, ";"), strings.Join(n.RestsOn, ";"))
			return fields
		}
	}
	return []string{"kind"}
}
