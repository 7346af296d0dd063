package ask

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/store"
)

// StatementAnswer is one statement, where it comes from and where it matters, as of
// a point. The id in its evidence is permanent; a cell of an imported dataset
// has for one the number of its row's record and its column, as in 34#deaths.
type StatementAnswer struct {
	point.Asked
	Codebook point.BookName      `json:"codebook"`
	Dataset  string              `json:"dataset"`
	Record   int64               `json:"record"`
	Written  Writing             `json:"written"`
	Subject  string              `json:"subject"`
	Of       ascribe.SubjectKind `json:"of"`
	Incident string              `json:"incident"` // the subject, or the link's; empty for an actor
	About    string              `json:"about"`    // the incident's title, or the actor's name
	disclose.Evidence
	Settles []string `json:"settles"` // as an adjudication
	// SettledBy are the adjudications by which it no longer counts.
	SettledBy   []string     `json:"settled_by"`
	Withdrawals []Withdrawal `json:"withdrawals"`
	Out         bool         `json:"out"`    // whether it had been said by then
	Struck      bool         `json:"struck"` // whether the source never said it
	// Finding is the value of its variable: null where the codebook has none
	// of that name. Picked is whether that stands on the statement.
	Finding *ascribe.Finding `json:"finding"`
	Picked  bool             `json:"picked"`
	// Answer is that about its incident, null of an actor or a link. Decides is
	// whether the label stands on the statement.
	Answer  *ascribe.Belief `json:"answer"`
	Decides bool            `json:"decides"`
	// Passages are where it stands in copies of its source.
	Passages []disclose.Passage `json:"passages,omitempty"`

	telling bool // whether the record as it was written tells what the reader may not know: a person, or who coded it
}

// Withdrawal is what took a statement back.
type Withdrawal struct {
	Withdrawal string                 `json:"withdrawal"`
	Kind       ascribe.WithdrawalKind `json:"kind"`
	Said       ascribe.Date           `json:"said"` // of a correction
	Source     string                 `json:"source"`
	Reason     string                 `json:"reason"`
	Written    Writing                `json:"written"`
	Struck     bool                   `json:"struck"` // whether it was itself taken back
}

// Provable reports whether the reader can have the proof of the statement, which
// has the record as it was written. Where that tells who coded it or, with the id
// of what it settles, of a person who may not be named, the public has none.
func (s *StatementAnswer) Provable() bool { return !s.telling }

// Statement answers where a statement comes from and where it matters, by its
// id or by its neutral reference, as in statement-214.
func Statement(ctx context.Context, asked *point.Point, id string) (*StatementAnswer, error) {
	at, err := placeOf(ctx, asked.View, id)
	if err != nil {
		return nil, err
	}
	p, err := asked.In(ctx, at.dataset)
	if err != nil {
		return nil, err
	}
	if err := disclose.Rows(ctx, p); err != nil {
		return nil, err
	}
	r := &statementReader{p: p, found: at}
	if at.dataset == ascribe.Main {
		everybody, err := disclose.Everybody(ctx, p)
		if err != nil {
			return nil, err
		}
		if tellsByID(everybody, at, id) { // before anything is said of it
			return nil, noStatement(id)
		}
		if r.names, err = disclose.To(ctx, p); err != nil {
			return nil, err
		}
	}
	if err := p.Recorded("statement", id, at.Entry); err != nil {
		return nil, err
	}
	out := &StatementAnswer{
		Asked: p.Asked, Codebook: point.NameOf(p.Book), Dataset: at.dataset, Record: at.Record,
		Settles: []string{}, SettledBy: []string{}, Withdrawals: []Withdrawal{},
	}
	if at.dataset == ascribe.Main {
		if out.Passages, err = passagesOf(ctx, p, at.Record); err != nil {
			return nil, err
		}
	}
	return out, r.read(ctx, p.View, out)
}

// found is a statement with its record, and the dataset that it is of.
type found struct {
	ascribe.Noted[ascribe.Statement]
	dataset string
}

func noStatement(id string) error {
	return ascribe.NotThere(ascribe.Absence{Space: ascribe.SpaceStatement, Kind: ascribe.RecordStatement, ID: id})
}

// placeOf finds a statement by its id, its neutral reference, or as a cell.
func placeOf(ctx context.Context, v *store.View, id string) (*found, error) {
	n, _, ok, err := v.Find(ctx, store.SpaceStatement, ascribe.Main, id)
	if err != nil {
		return nil, err
	}
	record, column, isCell := strings.Cut(id, "#")
	switch {
	case ok:
	case isCell:
		if n, err = strconv.ParseInt(record, 10, 64); err != nil {
			return nil, noStatement(id)
		}
	default:
		n = disclose.RecordOf(id, disclose.StatementRef)
	}
	x, err := v.Record(ctx, n)
	if ascribe.KindOf(err) == ascribe.ErrNotFound {
		return nil, noStatement(id)
	}
	if err != nil {
		return nil, err
	}
	at := &found{ascribe.Noted[ascribe.Statement]{Record: x.Record, Entry: x.Entry}, ascribe.Main}
	switch noun := x.Noun.(type) {
	case *ascribe.Statement:
		if !isCell {
			at.Noun = *noun
			return at, nil
		}
	case *ascribe.Row:
		if value, ok := noun.Cells[column]; ok && isCell {
			at.dataset = noun.Dataset
			at.Noun = ascribe.Statement{ID: id, Subject: noun.Incident, Variable: column, Value: value, Source: noun.Source}
			return at, nil
		}
	}
	return nil, noStatement(id)
}

// tellsByID reports whether an id is one that a reader may not know: that of a
// statement about a person who may not be named on any day.
func tellsByID(n *disclose.Naming, at *found, id string) bool {
	always := *n
	always.Known = ascribe.Forever
	about := n.Subject(at.Noun.Subject)
	return id == at.Noun.ID && always.StatementID(&at.Noun, at.Record, about) != id
}

type statementReader struct {
	p     *point.Point
	names *disclose.Naming // nil of an imported dataset
	*found
}

func (r *statementReader) read(ctx context.Context, v *store.View, out *StatementAnswer) error {
	var err error
	if out.Written, err = written(ctx, r.p, r.Entry); err != nil {
		return err
	}
	d, err := v.Dossier(ctx, r.dataset, r.Noun.Subject)
	if err != nil {
		return err
	}
	if r.names != nil {
		if err := disclose.WithKin(ctx, r.p, d); err != nil {
			return err
		}
	}
	reading := classify.Read(r.p.Book, d, r.p.AsOf.Recorded)
	e, counts := r.find(reading)
	if !counts { // as it was when it was written down
		out.Struck = true
		before := *d
		before.Withdrawals = slices.DeleteFunc(slices.Clone(d.Withdrawals), func(w ascribe.Noted[ascribe.Withdrawal]) bool {
			return w.Noun.Statement == r.Noun.ID // the strike may be of the same entry
		})
		if e, counts = r.find(classify.Read(r.p.Book, &before, r.Entry)); !counts {
			return ascribe.Errorf(ascribe.ErrInternal, "the statement %s is not in what is said of %s", r.Noun.ID, r.Noun.Subject)
		}
	}
	out.Out = e.Day <= r.p.AsOf.Known
	s := e.Statement
	if err := r.about(ctx, v, out, d, &e); err != nil {
		return err
	}
	ids := r.ids(d)
	out.telling = out.Evidence.Statement != s.ID || out.Evidence.Coder != s.Coder
	for _, id := range s.Settles {
		out.Settles = append(out.Settles, ids(id))
		out.telling = out.telling || ids(id) != id
	}
	for _, other := range reading.Evidence() {
		if other.Day <= r.p.AsOf.Known && slices.Contains(other.Statement.Settles, s.ID) {
			out.SettledBy = append(out.SettledBy, ids(other.Statement.ID))
		}
	}
	r.matters(out, reading)
	return r.withdrawals(ctx, out, d)
}

func (r *statementReader) find(reading *classify.Reading) (classify.Evidence, bool) {
	variable := r.Noun.Variable
	if v := r.p.Book.Var(variable); v != nil {
		variable = v.Name // it may have had another when the statement was written down
	}
	for _, e := range reading.Evidence() {
		if e.Record == r.Record && e.Statement.Variable == variable {
			return e, true
		}
	}
	return classify.Evidence{}, false
}

// about fills in what the statement is about and what it says.
func (r *statementReader) about(ctx context.Context, v *store.View, out *StatementAnswer, d *ascribe.Dossier, e *classify.Evidence) error {
	if r.names == nil {
		out.Subject, out.Incident, out.Of, out.About, out.Evidence = d.Subject, d.Subject, ascribe.OfIncident, d.Title, disclose.EvidenceOf(r.p.Viewer, d, e)
		return nil
	}
	var row SourceStatement
	if err := about(ctx, r.names, v, &row, d, e); err != nil {
		return err
	}
	out.Subject, out.Incident, out.Of, out.About, out.Evidence = row.Subject, row.Incident, row.Of, row.About, row.Evidence
	return nil
}

// ids gives the ids of the dossier's statements as the reader may see them.
func (r *statementReader) ids(d *ascribe.Dossier) func(id string) string {
	return func(id string) string {
		i := slices.IndexFunc(d.Statements, func(s ascribe.Noted[ascribe.Statement]) bool { return s.Noun.ID == id })
		if r.names == nil || i < 0 {
			return id
		}
		s := &d.Statements[i]
		return r.names.StatementID(&s.Noun, s.Record, r.names.Subject(d.Subject))
	}
}

// matters fills in what stands on the statement.
func (r *statementReader) matters(out *StatementAnswer, reading *classify.Reading) {
	known := r.p.AsOf.Known
	reading = reading.On(known) // it may be of one that is the same as another
	d := reading.Dossier()
	if r.p.Book.Var(r.Noun.Variable) != nil {
		f := reading.Value(r.Noun.Variable, known)
		out.Picked = reading.Among(f.Statements, r.Noun.ID, known)
		out.Finding = &f
		if r.names != nil {
			out.Finding = r.names.Finding(d, &f, func(subject string) *disclose.ActorRecord { return r.names.Subject(subject) })
		}
	}
	if out.Of != ascribe.OfIncident || len(r.p.Book.Rows) == 0 || !reading.Present(known) {
		return
	}
	a := reading.Attribute(known)
	out.Answer = &a.Belief
	for _, reason := range a.Reasons {
		for _, v := range reason.Variables {
			out.Decides = out.Decides || reading.Among(v.Statements, r.Noun.ID, known)
		}
	}
}

// withdrawals fills in what took the statement back by the entry, and what
// took that back.
func (r *statementReader) withdrawals(ctx context.Context, out *StatementAnswer, d *ascribe.Dossier) error {
	withdrawn := d.Withdrawn(nil)
	for i := range d.Withdrawals {
		w := &d.Withdrawals[i]
		if w.Noun.Statement != r.Noun.ID || w.Entry > r.p.AsOf.Recorded {
			continue
		}
		at, err := written(ctx, r.p, w.Entry)
		if err != nil {
			return err
		}
		row := Withdrawal{
			Withdrawal: w.Noun.ID, Kind: w.Noun.Kind, Source: w.Noun.Source, Reason: w.Noun.Reason,
			Written: at, Struck: withdrawn.Struck(w.Noun.ID, r.p.AsOf.Recorded),
		}
		if w.Noun.Kind == ascribe.Correction {
			row.Said = d.Sources[w.Noun.Source].Said(w.Noun.Said)
		}
		if out.Evidence.Statement != r.Noun.ID {
			row.Withdrawal, row.Reason = disclose.Neutral(disclose.StatementRef, w.Record), ""
		}
		out.Withdrawals = append(out.Withdrawals, row)
	}
	return nil
}
