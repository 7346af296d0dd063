package exchange

import (
	"strings"

	"github.com/ascribe-project/ascribe"
)

// table is one of a casebook's CSV files: which columns it has, and how a row
// of it is a noun.
type table struct {
	kind    ascribe.RecordKind
	name    string // of the resource
	columns []string
	needs   []string // those of the columns that a file cannot be without
	// spare is a column that may be missing, and is written only where some
	// row needs it. It comes last.
	spare  string
	needed bool // whether a casebook must have the file
	madeID bool // whether an empty id is made from the other fields
	// carried: a casebook has what another record wrote; nobody adds it by itself.
	carried bool
	decode  func(r *row) ascribe.Noun
	encode  func(n ascribe.Noun) []string
}

func (t *table) file() string { return t.name + ".csv" }

// all are the columns, with the spare one.
func (t *table) all() []string {
	if t.spare == "" {
		return t.columns
	}
	return append(t.columns[:len(t.columns):len(t.columns)], t.spare)
}

// tables are a casebook's files in the order in which they are read and
// written: what is referred to comes first.
var tables = []*table{incidents, actors, links, sources, documents, notes, amendments, distinctions, regrades, statements, settlements, anchors, withdrawals}

var incidents = &table{
	kind: ascribe.RecordIncident, name: "incidents", needed: true,
	columns: []string{"id", "title"},
	needs:   []string{"id", "title"},
	decode: func(r *row) ascribe.Noun {
		return &ascribe.Incident{ID: r.text(0), Title: r.text(1)}
	},
	encode: func(n ascribe.Noun) []string {
		i := n.(*ascribe.Incident)
		return []string{i.ID, i.Title}
	},
}

var actors = &table{
	kind: ascribe.RecordActor, name: "actors",
	columns: []string{"id", "kind", "name"},
	needs:   []string{"id", "kind"},
	decode: func(r *row) ascribe.Noun {
		return &ascribe.Actor{ID: r.text(0), Kind: ascribe.ActorKind(r.text(1)), Name: r.text(2)}
	},
	encode: func(n ascribe.Noun) []string {
		a := n.(*ascribe.Actor)
		return []string{a.ID, string(a.Kind), a.Name}
	},
}

var links = &table{
	kind: ascribe.RecordLink, name: "links",
	columns: []string{"id", "incident", "actor", "role"},
	needs:   []string{"id", "incident", "actor", "role"},
	decode: func(r *row) ascribe.Noun {
		return &ascribe.Link{ID: r.text(0), Incident: r.text(1), Actor: r.text(2), Role: r.text(3)}
	},
	encode: func(n ascribe.Noun) []string {
		l := n.(*ascribe.Link)
		return []string{l.ID, l.Incident, l.Actor, l.Role}
	},
}

var sources = &table{
	kind: ascribe.RecordSource, name: "sources",
	columns: []string{
		"id", "title", "publisher", "url", "archived_url", "published", "kind", "language", "reliability", "rests_on",
	},
	needs: []string{"id", "title"},
	decode: func(r *row) ascribe.Noun {
		return &ascribe.Source{
			ID: r.text(0), Title: r.text(1), Publisher: r.text(2), URL: r.text(3), ArchivedURL: r.text(4),
			Published: r.date(5), Kind: r.text(6), Language: r.text(7),
			Reliability: ascribe.Reliability(r.text(8)), RestsOn: splitIDs(r.text(9)),
		}
	},
	encode: func(n ascribe.Noun) []string {
		s := n.(*ascribe.Source)
		return []string{
			s.ID, s.Title, s.Publisher, s.URL, s.ArchivedURL, s.Published.String(), s.Kind, s.Language,
			string(s.Reliability), joinIDs(s.RestsOn),
		}
	},
}

var notes = &table{
	kind: ascribe.RecordNote, name: "notes", madeID: true, carried: true,
	columns: []string{"id", "said", "text", "source"},
	needs:   []string{"said", "text"},
	decode: func(r *row) ascribe.Noun {
		return &ascribe.Note{ID: r.text(0), Dataset: ascribe.Main, Said: r.date(1), Text: r.text(2), Source: r.text(3)}
	},
	encode: func(n ascribe.Noun) []string {
		x := n.(*ascribe.Note)
		return []string{x.ID, x.Said.String(), x.Text, x.Source}
	},
}

var amendments = &table{
	kind: ascribe.RecordAmendment, name: "amendments", madeID: true,
	columns: []string{"id", "target", "field", "value", "reason"},
	needs:   []string{"target", "field", "value"},
	spare:   "erased",
	decode: func(r *row) ascribe.Noun {
		a := &ascribe.Amendment{ID: r.text(0), Field: r.text(2), Value: r.text(3), Reason: r.text(4), Erased: r.yes(5)}
		a.Of, a.Target = splitTarget(r.text(1))
		return a
	},
	encode: func(n ascribe.Noun) []string {
		a := n.(*ascribe.Amendment)
		return []string{a.ID, joinTarget(a.Of, a.Target), a.Field, a.Value, a.Reason, map[bool]string{true: "yes"}[a.Erased]}
	},
}

var distinctions = &table{
	kind: ascribe.RecordDistinction, name: "distinctions", madeID: true,
	columns: []string{"id", "one", "other", "reason"},
	needs:   []string{"one", "other"},
	decode: func(r *row) ascribe.Noun {
		return &ascribe.Distinction{ID: r.text(0), One: r.text(1), Other: r.text(2), Reason: r.text(3)}
	},
	encode: func(n ascribe.Noun) []string {
		d := n.(*ascribe.Distinction)
		return []string{d.ID, d.One, d.Other, d.Reason}
	},
}

var regrades = &table{
	kind: ascribe.RecordRegrade, name: "regrades", madeID: true,
	columns: []string{"id", "source", "reliability", "reason"},
	needs:   []string{"source", "reliability"},
	decode: func(r *row) ascribe.Noun {
		return &ascribe.Regrade{
			ID: r.text(0), Source: r.text(1), Reliability: ascribe.Reliability(r.text(2)), Reason: r.text(3),
		}
	},
	encode: func(n ascribe.Noun) []string {
		g := n.(*ascribe.Regrade)
		return []string{g.ID, g.Source, string(g.Reliability), g.Reason}
	},
}

var statements = &table{
	kind: ascribe.RecordStatement, name: "statements", needed: true, madeID: true,
	columns: []string{
		"id", "subject", "variable", "value", "stance", "basis", "source", "locator", "said",
		"reliability", "credibility", "coder", "quote", "note",
	},
	needs: []string{"subject", "variable", "value", "source"},
	spare: "settles",
	decode: func(r *row) ascribe.Noun {
		return &ascribe.Statement{
			ID: r.text(0), Subject: r.text(1), Variable: r.text(2), Value: r.text(3),
			Stance: ascribe.Stance(r.text(4)), Basis: ascribe.Basis(r.text(5)),
			Source: r.text(6), Locator: r.text(7), Said: r.date(8),
			Reliability: ascribe.Reliability(r.text(9)), Credibility: ascribe.Credibility(r.text(10)),
			Coder: r.text(11), Quote: r.text(12), Note: r.text(13), Settles: splitIDs(r.text(14)),
		}
	},
	encode: func(n ascribe.Noun) []string {
		s := n.(*ascribe.Statement)
		return []string{
			s.ID, s.Subject, s.Variable, s.Value, string(s.Stance), string(s.Basis), s.Source, s.Locator,
			s.Said.String(), string(s.Reliability), string(s.Credibility), s.Coder, s.Quote, s.Note,
			joinIDs(s.Settles),
		}
	},
}

var settlements = &table{
	kind: ascribe.RecordSettlement, name: "settlements", carried: true,
	columns: []string{"id", "settles"},
	needs:   []string{"id", "settles"},
	decode: func(r *row) ascribe.Noun {
		return &ascribe.Settlement{ID: r.text(0), Settles: splitIDs(r.text(1))}
	},
	encode: func(n ascribe.Noun) []string {
		s := n.(*ascribe.Settlement)
		return []string{s.ID, joinIDs(s.Settles)}
	},
}

var withdrawals = &table{
	kind: ascribe.RecordWithdrawal, name: "withdrawals", madeID: true,
	columns: []string{"id", "statement", "kind", "said", "source", "reason"},
	needs:   []string{"kind"},
	spare:   "target",
	decode: func(r *row) ascribe.Noun {
		w := &ascribe.Withdrawal{
			ID: r.text(0), Statement: r.text(1), Kind: ascribe.WithdrawalKind(r.text(2)),
			Said: r.date(3), Source: r.text(4), Reason: r.text(5),
		}
		w.Of, w.Target = splitTarget(r.text(6))
		return w
	},
	encode: func(n ascribe.Noun) []string {
		w := n.(*ascribe.Withdrawal)
		return []string{w.ID, w.Statement, string(w.Kind), w.Said.String(), w.Source, w.Reason, joinTarget(w.Of, w.Target)}
	},
}

// tableOf is the table of a noun, or nil where a casebook has none for it.
func tableOf(n ascribe.Noun) *table {
	for _, t := range tables {
		if t.kind == n.Record() {
			return t
		}
	}
	return nil
}

// What is amended or struck is written with what it is before its id, as in
// actor:ID; where only one thing has the id, the id is enough.

func splitTarget(s string) (of ascribe.RecordKind, id string) {
	if kind, id, found := strings.Cut(s, ":"); found {
		return ascribe.RecordKind(kind), id
	}
	return "", s
}

func joinTarget(of ascribe.RecordKind, id string) string {
	if of == "" {
		return id
	}
	return string(of) + ":" + id
}

// A list of ids is written with semicolons, and without spaces.

func splitIDs(s string) []string { return ascribe.SplitIDs(s) }

func joinIDs(ids []string) string { return strings.Join(ids, ";") }
