package ask

import (
	"context"
	"iter"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/table"
)

// Long is the table with a row for each statement that had been said by the day,
// with what became of it: first those about the incidents that pass and then,
// where all are asked for, those about actors and links. Those that were struck
// are the team's.
func Long(ctx context.Context, p *point.Point, sel *Selection) (*table.Table, error) {
	if err := disclose.Rows(ctx, p); err != nil {
		return nil, err
	}
	chosen, err := selected(ctx, p, sel)
	if err != nil {
		return nil, err
	}
	all := len(sel.Where) == 0 && sel.Search == "" && sel.Limit == 0 && p.About() == ascribe.Main
	t := &table.Table{Name: "statements", Title: "Statements, a row each", Columns: longColumns, Point: constants(p)}
	t.Rows = func(yield func(table.Row, error) bool) {
		row := make(table.Row, len(longColumns))
		for s, err := range chain(ofIncidents(p, chosen), ofOthers(ctx, p, all)) {
			if err != nil {
				yield(nil, err)
				return
			}
			s.fill(row)
			if !yield(row, nil) {
				return
			}
		}
	}
	return t, nil
}

var longColumns = []table.Column{
	{Name: "id", Unique: true},
	{Name: "subject", Definition: "What the statement is about."},
	{Name: "subject_kind", Values: []table.Value{{Code: "incident"}, {Code: "actor"}, {Code: "link"}}},
	{Name: "variable"},
	{Name: "value", Definition: "As it was coded."},
	{Name: "stance", Values: []table.Value{
		{Code: string(ascribe.Asserts), Definition: "It is so."},
		{Code: string(ascribe.Denies), Definition: "It is not so."},
		{Code: string(ascribe.Raises), Definition: "It may be so, or is being looked into."},
	}},
	{Name: "basis"},
	{Name: "became", Definition: "What became of it.", Values: []table.Value{
		{Code: string(classify.Picked), Definition: "The value is its own: of those for it, the one that ranks first."},
		{Code: string(classify.For), Definition: "It asserts the picked value too."},
		{Code: string(classify.Against), Definition: "It asserts another value, or denies the picked one."},
		{Code: string(classify.Beside), Definition: "It raises a value, denies another, or says that nobody looked."},
		{Code: string(classify.Inadequate), Definition: "Its grade cannot count."},
		{Code: string(classify.Corrected), Definition: "Its source took it back."},
		{Code: string(classify.Settled), Definition: "An adjudication settled it."},
		{Code: string(classify.Struck), Definition: "The coder had misread: the source never said it."},
		{Code: string(classify.Uncoded), Definition: "The codebook does not have its variable or value."},
	}},
	{Name: "said", Type: table.TypeDate, Definition: "When it was said."},
	{Name: "said_by", Type: table.TypeDate, Definition: "The day from which it counts: the last one that said can mean."},
	{Name: "corrected", Type: table.TypeDate, Definition: "The day on which its source took it back."},
	{Name: "grade", Definition: "Reliability of the source, A to F, and credibility, 1 to 6."},
	{Name: "adequate", Type: table.TypeBoolean, Definition: "Whether its grade can move a label."},
	{Name: "source"},
	{Name: "source_title"},
	{Name: "publisher"},
	{Name: "locator", Definition: "Where in the source it stands."},
	{Name: "quote", Unique: true},
	{Name: "note", Unique: true},
	{Name: "coder", Definition: "Who coded it; for the team alone."},
	{Name: "recorded_entry", Type: table.TypeInteger, Definition: "The entry in which it was written down."},
}

// A said is a statement of the table.
type said struct {
	disclose.Evidence
	subject string
	kind    ascribe.SubjectKind
	fated   *classify.Fated
}

func (s *said) fill(row table.Row) {
	corrected := table.Unknown
	if s.Corrected != nil {
		corrected = dayCell(*s.Corrected)
	}
	copy(row, table.Row{
		table.Text(s.Statement), table.Text(s.subject), table.Text(string(s.kind)), table.Text(s.Variable), table.Text(s.Value),
		table.Text(string(s.Stance)), table.Text(string(s.Basis)), table.Text(string(s.fated.Fate)),
		table.Date(s.Said.String()), dayCell(s.fated.Day), corrected, table.Text(s.Grade.String()), table.Boolean(s.Adequate),
		table.Text(s.Source), table.Text(s.Title), table.Text(s.Publisher), table.Text(s.Locator), table.Text(s.Quote), table.Text(s.Note),
		table.Text(s.Coder), table.Integer(s.fated.Entry),
	})
}

// ofIncidents are the statements about incidents.
func ofIncidents(p *point.Point, chosen iter.Seq2[disclose.Subject, error]) iter.Seq2[*said, error] {
	return func(yield func(*said, error) bool) {
		for s, err := range chosen {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, f := range fates(p, s.Reading) {
				x := &said{Evidence: disclose.EvidenceOf(p.Viewer, s.Dossier, &f.Evidence), subject: s.Dossier.Subject, kind: ascribe.OfIncident, fated: f}
				if !yield(x, nil) {
					return
				}
			}
		}
	}
}

// fates are what became of the statements that the viewer may see.
func fates(p *point.Point, r *classify.Reading) (list []*classify.Fated) {
	all := r.Fates(p.AsOf.Known)
	for i := range all {
		if all[i].Fate != classify.Struck || p.Viewer.NamesAll() {
			list = append(list, &all[i])
		}
	}
	return list
}

// ofOthers are the statements about actors and links, if all are asked for.
func ofOthers(ctx context.Context, p *point.Point, all bool) iter.Seq2[*said, error] {
	return func(yield func(*said, error) bool) {
		if !all {
			return
		}
		n, err := disclose.To(ctx, p)
		if err != nil {
			yield(nil, err)
			return
		}
		about := func(kind ascribe.SubjectKind, id string, d *ascribe.Dossier, r *classify.Reading, actor *disclose.ActorRecord) bool {
			for _, f := range fates(p, r) {
				x := &said{Evidence: n.Evidence(d, &f.Evidence, actor), subject: id, kind: kind, fated: f}
				if !yield(x, nil) {
					return false
				}
			}
			return true
		}
		for _, x := range n.Actors {
			if !about(ascribe.OfActor, n.ActorID(x), x.Dossier, x.Reading, x) {
				return
			}
		}
		for _, x := range n.Actors {
			for _, l := range n.LinksOf(x) {
				if !about(ascribe.OfLink, n.LinkID(l), l.Dossier, l.Reading, x) {
					return
				}
			}
		}
	}
}

// chain is one sequence after another.
func chain[T any](sequences ...iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, s := range sequences {
			for x, err := range s {
				if !yield(x, err) || err != nil {
					return
				}
			}
		}
	}
}
