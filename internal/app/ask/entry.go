package ask

import (
	"context"
	"encoding/hex"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// EntryAnswer is an entry with a page of its records.
type EntryAnswer struct {
	EntryRow
	Lines []RecordLine `json:"lines"`
	// Next is the number of the last record listed, to ask for those after
	// it; 0 where there are none.
	Next int64 `json:"next"`
}

// RecordLine is one record in a line.
type RecordLine struct {
	Record int64 `json:"record"`
	// Noun is the kind of what it holds; empty where it was erased.
	Noun    ascribe.RecordKind `json:"noun"`
	Dataset string             `json:"dataset"`
	ID      string             `json:"id"` // empty where the noun has none
	Text    string             `json:"text"`
	Hash    string             `json:"hash"` // in hex; empty where it commits to what is not shown
	Erased  bool               `json:"erased"`
	Struck  bool               `json:"struck"` // and what it holds is not there any more
	Fallen  bool               `json:"fallen"` // what it hangs on was erased, and nothing tells of it any more
}

// Entry answers what was written down in an entry: its records with numbers
// after one (0: all), up to a limit (0: DefaultPage). Of the question it reads
// whether it is public, and the point as of which persons may be named.
func Entry(ctx context.Context, p *point.Point, n, after int64, limit int) (*EntryAnswer, error) {
	names, err := disclose.Everybody(ctx, p)
	if err != nil {
		return nil, err
	}
	// Of whom an entry tells that came this moment is not known yet.
	if n > names.Recorded {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "there is no entry %d: the last is %d", n, names.Recorded)
	}
	e, err := p.View.Entry(ctx, n)
	if err != nil {
		return nil, err
	}
	rows, err := entryRows(ctx, p, []ascribe.Entry{e})
	if err != nil {
		return nil, err
	}
	out := &EntryAnswer{EntryRow: rows[0], Lines: []RecordLine{}}
	lines, err := p.View.Lines(ctx, e, after, pageSize(limit))
	if err != nil {
		return nil, err
	}
	for i := range lines {
		line, err := line(ctx, names, p.View, &lines[i])
		if err != nil {
			return nil, err
		}
		if err := withhold(ctx, p, lines[i].Noun, &line); err != nil {
			return nil, err
		}
		if line.Noun == ascribe.RecordReason && !disclose.TellsReason(p.Viewer, e.Kind) {
			line.Text = ""
		}
		out.Lines = append(out.Lines, line)
	}
	if len(lines) > 0 && lines[len(lines)-1].Record < e.First+e.Count-1 {
		out.Next = lines[len(lines)-1].Record
	}
	return out, nil
}

// line says in a line what a record holds, as the reader may see it.
func line(ctx context.Context, n *disclose.Naming, v *store.View, l *store.Line) (RecordLine, error) {
	out := RecordLine{Record: l.Record, Hash: hex.EncodeToString(l.Hash[:]), Erased: l.Noun == nil && !l.Struck && !l.Orphan, Struck: l.Struck, Fallen: l.Orphan}
	if l.Noun == nil {
		return out, nil
	}
	key := l.Noun.Key()
	out.Noun, out.Dataset, out.ID, out.Text = l.Noun.Record(), key.Dataset, key.ID, l.Noun.Line()
	switch x := l.Noun.(type) {
	case *ascribe.Actor:
		if who := n.ByRecord[l.Record]; who != nil {
			out.ID, out.Text = n.ActorID(who), n.PublicName(who, n.Roles(who)...)
		}
	case *ascribe.Link:
		seen := *x
		seen.Actor = n.SubjectID(x.Actor)
		out.ID, out.Text = n.SubjectID(x.ID), seen.Line()
	case *ascribe.Statement:
		out.ID, out.Text = statementLine(n, x, l.Record)
	case *ascribe.Withdrawal:
		return out, withdrawalLine(ctx, n, v, &out, x)
	case *ascribe.Amendment:
		if keptForTeam(n, x.Of) {
			out.ID, out.Text = disclose.Neutral(disclose.StatementRef, l.Record), "of "+ascribe.WithArticle(string(x.Of))
		}
	case *ascribe.Document:
		out.Text = n.DocumentLine(x)
	case *ascribe.Anchor:
		if !n.NamesAll() { // its statement's id may tell of whom it is
			out.ID, out.Text = disclose.Neutral(disclose.StatementRef, l.Record), "in "+x.Document
		}
	case *ascribe.Source:
		if slices.Contains(x.RestsOn, ascribe.NotShown) {
			out.Hash = ""
		}
	case *ascribe.Dataset:
		out.Dataset = x.ID
	}
	return out, nil
}

// withhold takes from a line what is a row of a dataset whose rows are withheld, or
// was made of one.
func withhold(ctx context.Context, p *point.Point, noun ascribe.Noun, line *RecordLine) error {
	switch noun.(type) {
	case *ascribe.Row, *ascribe.Incident:
		withheld, err := disclose.WithheldOf(ctx, p, line.Dataset)
		if withheld {
			line.ID, line.Text = "", "withheld: the licence does not let it be passed on"
		}
		return err
	}
	return nil
}

// statementLine is the id of a statement and what it says in a line.
func statementLine(n *disclose.Naming, s *ascribe.Statement, record int64) (id, text string) {
	about := n.Subject(s.Subject)
	id = n.StatementID(s, record, about)
	seen := *s
	seen.Subject = n.SubjectID(s.Subject)
	value, withheld := n.Value(s.Variable, s.Value, about)
	if seen.Value = value; withheld {
		seen.Value = "withheld"
	}
	return id, seen.Line()
}

// keptForTeam reports whether what was put right of such a noun is for the team
// alone: what an actor or a link was before.
func keptForTeam(n *disclose.Naming, of ascribe.RecordKind) bool {
	return !n.NamesAll() && (of == ascribe.RecordActor || of == ascribe.RecordLink)
}

// withdrawalLine says what a withdrawal withdraws: its own id and reason tell
// no more than the statement's may.
func withdrawalLine(ctx context.Context, n *disclose.Naming, v *store.View, out *RecordLine, w *ascribe.Withdrawal) error {
	id, hidden, err := withdrawn(ctx, n, v, w)
	if err != nil {
		return err
	}
	seen := *w
	if seen.Statement = id; w.Of != "" {
		seen.Statement, seen.Target = "", id
	}
	if out.ID = w.ID; hidden {
		out.ID, seen.Reason = disclose.Neutral(disclose.StatementRef, out.Record), ""
	}
	out.Text = seen.Line()
	return nil
}

// withdrawn is the id of what a withdrawal takes back as the reader may see
// it, and whether its own is hidden.
func withdrawn(ctx context.Context, n *disclose.Naming, v *store.View, w *ascribe.Withdrawal) (id string, hidden bool, err error) {
	if w.Of != "" {
		if keptForTeam(n, w.Of) {
			return ascribe.WithArticle(string(w.Of)), true, nil
		}
		return w.Target, false, nil
	}
	record, _, found, err := v.Find(ctx, store.SpaceStatement, ascribe.Main, w.Statement)
	if err != nil {
		return "", false, err
	}
	if !found { // it was struck with what it was of
		return "what was struck", !n.NamesAll(), nil
	}
	x, err := v.Record(ctx, record)
	if ascribe.KindOf(err) == ascribe.ErrNotFound { // it was erased, and so is what it was about
		return disclose.Neutral(disclose.StatementRef, record), !n.NamesAll(), nil
	}
	if err != nil {
		return "", false, err
	}
	switch target := x.Noun.(type) {
	case *ascribe.Statement:
		id, _ = statementLine(n, target, record)
	case *ascribe.Withdrawal:
		if _, hidden, err = withdrawn(ctx, n, v, target); err != nil {
			return "", false, err
		}
		if id = w.Statement; hidden {
			id = disclose.Neutral(disclose.StatementRef, record)
		}
	case *ascribe.Amendment:
		if id = w.Statement; keptForTeam(n, target.Of) {
			id = disclose.Neutral(disclose.StatementRef, record)
		}
	}
	return id, id != w.Statement, nil
}
