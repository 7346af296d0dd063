package acts

import (
	"context"
	"fmt"
	"slices"
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

// noun writes a noun that is not there. One that the sheet itself brought is amended
// where the sheet has it otherwise now; of what others did, it may say nothing else.
func (i *sheetImporter) noun(ctx context.Context, n *sheet.Noun) error {
	key := n.Noun.Key()
	record, body, found, err := i.tx.Find(key.Space, ascribe.Main, key.ID)
	if err != nil {
		return err
	}
	if !found {
		return i.write(n.Noun, n.Problem)
	}
	first, err := ledger.Parse(body)
	if err != nil {
		return err
	}
	present, struckBy, err := i.tx.Present(record)
	if err != nil {
		return err
	}
	kind := string(n.Noun.Record())
	others := nounDiffers(present, n.Noun)
	switch {
	case len(others) == 0:
		i.done.Unchanged[kind]++
		return nil
	case present.Record() != n.Noun.Record() || !i.before.wrote(record):
		_, err := i.record(n.Noun, func(field, format string, args ...any) { i.faults.Add(n.Problem(field, format, args...)) })
		return err
	}
	i.done.Unchanged[kind]++
	if struckBy != "" {
		return nil
	}
	for _, d := range others {
		if err := i.amend(ctx, record, first, d, n); err != nil {
			return err
		}
	}
	return nil
}

// amend gives a field of what the sheet brought the value that the sheet has now. What
// somebody else gave it meanwhile stays, and so does what cannot be amended.
func (i *sheetImporter) amend(ctx context.Context, record int64, first ascribe.Noun, d differing, n *sheet.Noun) error {
	key, kind := n.Noun.Key(), n.Noun.Record()
	if source, ok := n.Noun.(*ascribe.Source); ok && d.field == "reliability" {
		return i.regrade(ctx, source, n.Problem)
	}
	if !slices.Contains(ascribe.AmendableFields(kind), d.field) {
		i.kept.Add(n.At.Problem("the %s %s stays as it was first written: the sheet has another %s now", kind, key.ID, d.field))
		return nil
	}
	last, err := i.tx.LastAmended(record, d.field)
	if err != nil {
		return err
	}
	if last != 0 && !i.before.wrote(last) {
		if !slices.ContainsFunc(nounDiffers(first, n.Noun), func(x differing) bool { return x.field == d.field }) {
			return nil // the sheet has what it always had
		}
		i.kept.Add(n.At.Problem("the %s of the %s %s was amended by hand, and stays %s: the sheet has %s", d.field, kind, key.ID, dataset.Quote(d.was), dataset.Quote(d.is)))
		return nil
	}
	i.changed.Add(n.At.Problem("the %s of the %s %s was %s, and is amended to %s", d.field, kind, key.ID, dataset.Quote(d.was), dataset.Quote(d.is)))
	a := &ascribe.Amendment{Of: kind, Target: key.ID, Field: d.field, Value: d.is, Reason: fmt.Sprintf("the sheet %s has it since entry %d", i.name, i.tx.Entry())}
	return i.write(a, n.Problem)
}

// regrade writes another reliability of a source down.
func (i *sheetImporter) regrade(ctx context.Context, s *ascribe.Source, at placer) error {
	is, err := i.tx.View().Source(ctx, s.ID)
	if err != nil || s.Reliability == "" || is.Reliability(ascribe.Latest) == s.Reliability {
		return err
	}
	return i.write(&ascribe.Regrade{Source: s.ID, Reliability: s.Reliability, Reason: fmt.Sprintf("the sheet %s has it since entry %d", i.name, i.tx.Entry())}, at)
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

// differing is a field in which the record has a noun otherwise than the sheet.
type differing struct{ field, was, is string }

// nounDiffers is the fields of a noun in which the record has it otherwise.
// What is written alike but for capitals is the same, and what the sheet says
// nothing of stays.
func nounDiffers(before, now ascribe.Noun) (fields []differing) {
	differs := func(field, was, is string) {
		if is != "" && !dataset.Alike(was, is) {
			fields = append(fields, differing{field, was, is})
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
	return []differing{{field: "kind"}}
}
