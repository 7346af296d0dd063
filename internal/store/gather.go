package store

import (
	"context"
	"database/sql"
	"iter"
	"maps"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe"
)

// A gathering reads the dossiers of many subjects at once: each of its steps is
// one or two statements of SQL, however many subjects there are.
type gathering struct {
	view     *View
	dossiers []*ascribe.Dossier
	subject  map[int64]*ascribe.Dossier // by the record of what it is about
	of       map[int64]*ascribe.Dossier // by the record of a statement, row or withdrawal in it
	listed   []listing
}

// A listing is a row whose day is not known before its source is.
type listing struct {
	dossier *ascribe.Dossier
	at      int // in the dossier's listings
	row     *ascribe.Row
}

func newGathering(v *View, subjects []ascribe.Noted[ascribe.Noun]) *gathering {
	g := &gathering{view: v, subject: make(map[int64]*ascribe.Dossier, len(subjects)), of: map[int64]*ascribe.Dossier{}}
	for _, s := range subjects {
		if d := g.subject[s.Record]; d != nil { // it was asked for twice
			g.dossiers = append(g.dossiers, d)
			continue
		}
		d := newDossier(s.Noun.Key().ID)
		d.Record = s.Record
		if incident, ok := s.Noun.(*ascribe.Incident); ok {
			d.Title = incident.Title
		}
		g.dossiers = append(g.dossiers, d)
		g.subject[s.Record] = d
	}
	return g
}

func newDossier(subject string) *ascribe.Dossier {
	return &ascribe.Dossier{Subject: subject, Sources: make(map[string]*ascribe.Provenance)}
}

// statements reads what was said of the subjects.
func (g *gathering) statements(ctx context.Context) error {
	for _, d := range g.dossiers {
		d.Statements = []ascribe.Noted[ascribe.Statement]{}
	}
	return g.each(ctx, "statement.of", func(d *ascribe.Dossier, n int64, body []byte) error {
		s, err := read[ascribe.Statement](g.view, n, body)
		d.Statements = append(d.Statements, s)
		return err
	})
}

// rows reads what the rows of imported incidents say: each cell as a statement,
// and whether the incident is listed.
func (g *gathering) rows(ctx context.Context) error {
	return g.each(ctx, "row.of these", func(d *ascribe.Dossier, n int64, body []byte) error {
		r, err := read[ascribe.Row](g.view, n, body)
		if err != nil {
			return err
		}
		row := &r.Noun
		g.listed = append(g.listed, listing{d, len(d.Listings), row})
		d.Listings = append(d.Listings, ascribe.Noted[ascribe.Listing]{Record: r.Record, Entry: r.Entry, Noun: ascribe.Listing{Unlisted: row.Unlisted}})
		prefix := strconv.FormatInt(r.Record, 10) + "#"
		for _, variable := range slices.Sorted(maps.Keys(row.Cells)) {
			d.Statements = append(d.Statements, ascribe.Noted[ascribe.Statement]{
				Record: r.Record, Entry: r.Entry,
				Noun: ascribe.Statement{
					ID: prefix + variable, Subject: row.Incident, Variable: variable, Value: row.Cells[variable], Stance: ascribe.Asserts,
					Source: row.Source, Said: row.Said, Reliability: row.Reliability, Credibility: row.Credibility,
				},
			})
		}
		return nil
	})
}

// each calls add for the rows of a query that takes the records of the
// subjects, and gives a subject, a record and its body.
func (g *gathering) each(ctx context.Context, name string, add func(d *ascribe.Dossier, n int64, body []byte) error) error {
	subjects := slices.Sorted(maps.Keys(g.subject))
	return g.view.scan(ctx, name, []any{listOf(subjects)}, func(rows *sql.Rows) error {
		var subject, n int64
		var body sql.RawBytes
		if err := rows.Scan(&subject, &n, &body); err != nil {
			return err
		}
		d := g.subject[subject]
		g.of[n] = d
		return add(d, n, body)
	})
}

// withdrawals reads what withdrew the statements, what withdrew that, and so on; and
// what settled them and was erased. Each comes after what it acts on.
func (g *gathering) withdrawals(ctx context.Context, withdrawn map[int64]bool) error {
	targets := slices.Sorted(maps.Keys(g.of))
	if withdrawn != nil {
		targets = slices.DeleteFunc(targets, func(n int64) bool { return !withdrawn[n] })
	}
	if len(targets) == 0 {
		return nil
	}
	return g.view.scan(ctx, "withdrawal.upon", []any{listOf(targets)}, func(rows *sql.Rows) error {
		var target, n int64
		var body sql.RawBytes
		if err := rows.Scan(&target, &n, &body); err != nil {
			return err
		}
		d := g.of[target]
		if n <= target || d == nil {
			return ascribe.Errorf(ascribe.ErrUnverified, "record %d acts on what comes after it", n).WithHint("look with: ascribe verify")
		}
		if g.of[n] == d { // a settlement is here once for each statement that it settles
			return nil
		}
		g.of[n] = d
		return g.ending(ctx, d, n, body)
	})
}

// ending adds to a dossier a withdrawal, or a settlement; of an erased one there is no
// body.
func (g *gathering) ending(ctx context.Context, d *ascribe.Dossier, n int64, body []byte) error {
	noun, err := g.view.nounOf(ctx, n, body)
	if err == nil {
		err = g.view.mended(noun)
	}
	if err != nil {
		return err
	}
	x, err := noted(g.view, n, noun)
	if err != nil {
		return err
	}
	switch w := noun.(type) {
	case *ascribe.Withdrawal:
		d.Withdrawals = append(d.Withdrawals, ascribe.Noted[ascribe.Withdrawal]{Record: x.Record, Entry: x.Entry, Noun: *w})
	case *ascribe.Settlement:
		d.Settlements = append(d.Settlements, ascribe.Noted[ascribe.Settlement]{Record: x.Record, Entry: x.Entry, Noun: *w})
	default:
		return unexpected(n, noun)
	}
	return nil
}

// sources adds the sources of the statements and withdrawals, and all that they
// rest on.
func (g *gathering) sources(ctx context.Context) error {
	ids := map[string]bool{}
	for _, d := range g.dossiers {
		for id := range sourcesOf(d) {
			ids[id] = true
		}
	}
	for _, l := range g.listed {
		ids[l.row.Source] = true
	}
	delete(ids, "") // of a strike
	known, err := g.view.provenances(ctx, slices.Sorted(maps.Keys(ids)))
	if err != nil {
		return err
	}
	for _, d := range g.dossiers {
		for id := range sourcesOf(d) {
			if err := addSource(d, known, id); err != nil {
				return err
			}
		}
	}
	for _, l := range g.listed {
		if err := addSource(l.dossier, known, l.row.Source); err != nil {
			return err
		}
		l.dossier.Listings[l.at].Noun.Day = l.dossier.Sources[l.row.Source].Said(l.row.Said).Last()
	}
	return nil
}

// sourcesOf is the ids of the sources of a dossier's statements and withdrawals,
// "" among them.
func sourcesOf(d *ascribe.Dossier) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range d.Statements {
			if !yield(d.Statements[i].Noun.Source) {
				return
			}
		}
		for i := range d.Withdrawals {
			if !yield(d.Withdrawals[i].Noun.Source) {
				return
			}
		}
	}
}

// addSource adds the source of an id to the dossier, and all that it rests on.
func addSource(d *ascribe.Dossier, known map[string]*ascribe.Provenance, id string) error {
	if id == "" || id == ascribe.NotShown || d.Sources[id] != nil {
		return nil
	}
	p := known[id]
	if p == nil {
		return ascribe.Errorf(ascribe.ErrUnverified, "the derived tables know no source %s, and records name it", id).
			WithHint("make them anew with: ascribe rebuild")
	}
	d.Sources[id] = p
	for _, on := range p.Noun.RestsOn {
		if err := addSource(d, known, on); err != nil {
			return err
		}
	}
	return nil
}

// allWithdrawn is the records that something withdraws.
func (v *View) allWithdrawn(ctx context.Context) (map[int64]bool, error) {
	all := map[int64]bool{}
	err := v.scan(ctx, "withdrawal.targets", nil, func(rows *sql.Rows) error {
		var target int64
		err := rows.Scan(&target)
		all[target] = true
		return err
	})
	return all, err
}
