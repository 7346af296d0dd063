package ask

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/store"
)

// SourceAnswer is a source as of a point: what it is, what it said of the team's own
// incidents, and what would fall with it.
type SourceAnswer struct {
	point.Asked
	Codebook    point.BookName      `json:"codebook"`
	Source      string              `json:"source"`
	Title       string              `json:"title"`
	Publisher   string              `json:"publisher"`
	URL         string              `json:"url"`
	ArchivedURL string              `json:"archived_url"`
	Published   ascribe.Date        `json:"published"`
	Kind        string              `json:"kind"`
	Language    string              `json:"language"`
	Reliability ascribe.Reliability `json:"reliability"` // as it stands
	Grades      []GradeChange       `json:"grades"`      // how it came to, in the order of the ledger
	Out         bool                `json:"out"`         // whether it had come out by then
	Statements  int                 `json:"statements"`  // said by then
	Later       int                 `json:"later"`       // said after it
	Incidents   int                 `json:"incidents"`   // of which it speaks, itself or through their links
	Rows        []SourceStatement   `json:"rows"`        // a page of its statements
	Next        int64               `json:"next"`        // the record to ask for those after; 0: none
	RestsOn     []SourceTie         `json:"rests_on"`    // what it repeats, directly and through others; those that are not shown are one, "(not shown)"
	RestedOn    []SourceTie         `json:"rested_on"`   // what repeats it, directly and through others
	Falls       []Fall              `json:"falls"`       // the incidents that would have another answer without it
	// Read is how many incidents Falls was looked for in, of how many that the
	// source, and what rests on it alone, speaks of.
	Read    int     `json:"read"`
	Spoken  int     `json:"spoken"`
	Written Writing `json:"written"`
	// Version is the last entry that touched it by then, for If-Match.
	Version int64 `json:"version"`
	// Documents are the copies of it that are kept.
	Documents []disclose.Document `json:"documents,omitempty"`
}

// GradeChange is a reliability that a source was given: when it was written
// down, and later ones each time that it was judged anew.
type GradeChange struct {
	Reliability ascribe.Reliability `json:"reliability"`
	Entry       int64               `json:"entry"`
	Time        time.Time           `json:"time"`
	Reason      string              `json:"reason"`
}

// SourceStatement is one statement of a source, with what it is about.
type SourceStatement struct {
	Record   int64               `json:"record"`
	Entry    int64               `json:"entry"`
	Subject  string              `json:"subject"`
	Of       ascribe.SubjectKind `json:"of"`
	Incident string              `json:"incident"` // the subject, or the link's; empty for an actor
	About    string              `json:"about"`    // the incident's title, or the actor's name
	disclose.Evidence
}

// SourceTie is a source that rests on another, or on which it rests.
type SourceTie struct {
	Source     string       `json:"source"`
	Title      string       `json:"title"`
	Publisher  string       `json:"publisher"`
	Language   string       `json:"-"` // of the title, for pages
	Published  ascribe.Date `json:"published"`
	Directly   bool         `json:"directly"`
	Statements int          `json:"statements"` // said by then
}

// Fall is an incident whose answer a source holds up.
type Fall struct {
	Incident string          `json:"incident"`
	Title    string          `json:"title"`
	Answer   ascribe.Outcome `json:"answer"`
	Without  ascribe.Outcome `json:"without"`
}

// maxFalls is how many incidents are read to find what falls with a source.
const maxFalls = 500

// Source answers what stands on a source. Its statements are those in records
// after one (0: all), up to a limit (0: DefaultPage).
func Source(ctx context.Context, asked *point.Point, id string, after int64, limit int) (*SourceAnswer, error) {
	p, err := asked.In(ctx, ascribe.Main) // the same sources are for all datasets; the statements are the team's
	if err != nil {
		return nil, err
	}
	names, err := disclose.To(ctx, p)
	if err != nil {
		return nil, err
	}
	out := &SourceAnswer{
		Asked: p.Asked, Codebook: point.NameOf(p.Book), Grades: []GradeChange{}, Rows: []SourceStatement{},
		RestsOn: []SourceTie{}, RestedOn: []SourceTie{}, Falls: []Fall{},
	}
	source, err := p.View.Source(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := p.Recorded("source", id, source.Entry); err != nil {
		return nil, err
	}
	if out.Written, err = writtenRecord(ctx, p, source.Record, source.Entry); err != nil {
		return nil, err
	}
	r := &sourceReader{ctx: ctx, p: p, names: names}
	if r.upTo, err = p.Record(ctx); err != nil {
		return nil, err
	}
	if out.Version, err = p.View.LastTouch(ctx, source.Record, r.upTo); err != nil {
		return nil, err
	}
	if out.Documents, err = documentsOf(ctx, p, source.Record); err != nil {
		return nil, err
	}
	return out, r.read(out, source, after, pageSize(limit))
}

// A sourceReader reads what one source says.
type sourceReader struct {
	ctx   context.Context
	p     *point.Point
	names *disclose.Naming
	upTo  int64 // the last record that counts
}

func (r *sourceReader) read(out *SourceAnswer, p *ascribe.Provenance, after int64, limit int) error {
	s := &p.Noun
	out.Source, out.Title, out.Publisher, out.URL, out.ArchivedURL = s.ID, s.Title, s.Publisher, s.URL, s.ArchivedURL
	out.Published, out.Kind, out.Language = s.Published, s.Kind, s.Language
	out.Reliability = p.Reliability(r.p.AsOf.Recorded)
	said, err := r.said(p.Record)
	if err != nil {
		return err
	}
	out.Statements, out.Later = said.now, said.later
	out.Out = !s.Published.IsZero() && s.Published.Last() <= r.p.AsOf.Known || said.now > 0 || r.p.AsOf.Known == ascribe.Forever
	incidents, err := r.incidents(said.subjects)
	if err != nil {
		return err
	}
	counted := map[string]bool{}
	for _, id := range incidents {
		counted[r.names.IncidentIs(id)] = true
	}
	out.Incidents = len(counted)
	if err := r.grades(out, p); err != nil {
		return err
	}
	if err := r.page(out, p, after, limit); err != nil {
		return err
	}
	return r.ties(out, p)
}

func (r *sourceReader) grades(out *SourceAnswer, p *ascribe.Provenance) error {
	note := func(reliability ascribe.Reliability, n int64, reason string) error {
		e, err := r.p.View.Entry(r.ctx, n)
		out.Grades = append(out.Grades, GradeChange{reliability, n, e.Time, reason})
		return err
	}
	if err := note(p.Noun.Reliability, p.Entry, ""); err != nil {
		return err
	}
	for _, g := range p.Regrades {
		if g.Entry > r.p.AsOf.Recorded {
			continue
		}
		if err := note(g.Noun.Reliability, g.Entry, g.Noun.Reason); err != nil {
			return err
		}
	}
	return nil
}

// spoken is what a source has said: how much by the day and after it, and the
// records of the subjects of the former, in their order.
type spoken struct {
	now, later int
	subjects   []int64
}

func (r *sourceReader) said(source int64) (spoken, error) {
	gone, err := r.gone(source)
	if err != nil {
		return spoken{}, err
	}
	citations, err := r.p.View.Citations(r.ctx, source, r.upTo)
	var s spoken
	for _, c := range citations {
		switch until, withdrawn := gone[c.Record]; {
		case withdrawn && until <= r.p.AsOf.Known:
		case c.Day > r.p.AsOf.Known:
			s.later++
		default:
			s.now++
			s.subjects = append(s.subjects, c.Subject)
		}
	}
	slices.Sort(s.subjects)
	s.subjects = slices.Compact(s.subjects)
	return s, err
}

// gone is the day from which each withdrawn statement of a source no longer
// counts: of a struck one, MinDay.
func (r *sourceReader) gone(source int64) (map[int64]ascribe.Day, error) {
	d, err := r.p.View.Withdrawn(r.ctx, source)
	if err != nil {
		return nil, err
	}
	gone := map[int64]ascribe.Day{}
	for i := range d.Statements {
		gone[d.Statements[i].Record] = ascribe.MinDay
	}
	for _, e := range classify.Read(r.p.Book, d, r.p.AsOf.Recorded).Evidence() {
		gone[e.Record] = e.Until
	}
	return gone, nil
}

// incidents are those that subjects are or, of links, are of.
func (r *sourceReader) incidents(subjects []int64) ([]string, error) {
	var ids []string
	for _, n := range subjects {
		x, err := r.p.View.Record(r.ctx, n)
		if ascribe.KindOf(err) == ascribe.ErrNotFound {
			continue // erased
		}
		if err != nil {
			return nil, err
		}
		switch noun := x.Noun.(type) {
		case *ascribe.Incident:
			ids = append(ids, noun.ID)
		case *ascribe.Link:
			ids = append(ids, noun.Incident)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

func (r *sourceReader) page(out *SourceAnswer, p *ascribe.Provenance, after int64, limit int) error {
	d, more, err := r.p.View.Cited(r.ctx, p.Record, after, r.upTo, r.p.AsOf.Known, limit)
	if err != nil {
		return err
	}
	entries := map[int64]int64{}
	for i := range d.Statements {
		entries[d.Statements[i].Record] = d.Statements[i].Entry
	}
	if more {
		out.Next = d.Statements[limit-1].Record
	}
	for _, e := range classify.Read(r.p.Book, d, r.p.AsOf.Recorded).Evidence() {
		row := SourceStatement{Record: e.Record, Entry: entries[e.Record]}
		if err := about(r.ctx, r.names, r.p.View, &row, d, &e); err != nil {
			return err
		}
		out.Rows = append(out.Rows, row)
	}
	slices.SortFunc(out.Rows, func(a, b SourceStatement) int { return cmp.Compare(a.Record, b.Record) })
	return nil
}

// about fills in what a statement is about, as the reader may see it.
func about(ctx context.Context, n *disclose.Naming, v *store.View, row *SourceStatement, d *ascribe.Dossier, e *classify.Evidence) error {
	subject := e.Statement.Subject
	row.Subject = n.SubjectID(subject)
	who := n.Subject(subject)
	row.Evidence = n.Evidence(d, e, who)
	link := n.Links[subject]
	switch {
	case link != nil:
		row.Of, row.Incident = ascribe.OfLink, link.Noun.Incident
	case who != nil:
		row.Of, row.About = ascribe.OfActor, n.PublicName(who, n.Roles(who)...)
		return nil
	default:
		row.Of, row.Incident = ascribe.OfIncident, subject
	}
	x, err := v.Subject(ctx, ascribe.Main, row.Incident)
	if err != nil {
		return err
	}
	row.About = follow.TitleOf(x.Noun)
	return nil
}
