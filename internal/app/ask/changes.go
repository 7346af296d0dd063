package ask

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/analysis"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/survey"
	"github.com/ascribe-project/ascribe/internal/survey/plain"
)

// ChangesInput is from where to where changes are asked for, each an entry (12),
// a day (2016-07-20) or both (2016-07-20@12). Without a To they go on to what is
// there now. Without either they are every step, entry by entry, with no limit of
// what was known, the newest first.
type ChangesInput struct {
	From, To string
	Steps    bool // every step is a row; else what came of them, a row an incident
	// Values has the picked values, too. Of an imported dataset, which may have
	// no labels, they always are.
	Values bool

	Where    []Condition // only incidents that pass, at the end
	Incident string      // this one alone; empty: all
	Source   string      // only what this source brought; empty: all
	Cause    string      // only what came by it, one of Causes; empty: all
}

// Causes are what a change can come by.
var Causes = []string{string(classify.ByEvidence), string(classify.ByCorrection), string(classify.ByReading), string(classify.ByCodebook)}

// all reports whether everything is asked for, from the beginning on.
func (in *ChangesInput) all() bool { return in.From == "" && in.To == "" }

// asks reports whether a step is asked for.
func (in *ChangesInput) asks(s *classify.Step) bool {
	return (in.Source == "" || s.Because.Source == in.Source) && (in.Cause == "" || string(s.Reason) == in.Cause)
}

// ChangesAnswer is what changed in the record: first from entry to entry as known
// on the first day, then from day to day as recorded by the last entry.
type ChangesAnswer struct {
	Dataset   string       `json:"dataset"`
	From      ChangesEnd   `json:"from"`
	To        ChangesEnd   `json:"to"`
	Incidents int          `json:"incidents"` // how many have a row
	Steps     int          `json:"steps"`     // of all rows
	Revised   int          `json:"revised"`   // how many of these incidents had their label revised
	Revisions int          `json:"revisions"` // and how many times in all
	Rows      []ChangeRow  `json:"rows"`      // in the order in which they came, entries before days
	Notes     []MethodNote `json:"notes"`     // those that had been said by the last day

	values bool
}

// ChangesEnd is one end, and the codebook that counts there; null: none had been
// adopted.
type ChangesEnd struct {
	point.Asked
	Codebook *point.BookName `json:"codebook"`
}

// ChangeRow is one step or, net, what came of all steps of an incident: then day,
// entry, cause, statement and source are those of the last one.
type ChangeRow struct {
	Incident  string                `json:"incident"`
	Title     string                `json:"title"`
	Day       *ascribe.Day          `json:"day"`   // null: it came with an entry
	Entry     *int64                `json:"entry"` // null: it came on a day
	Old       ChangeSide            `json:"old"`
	New       ChangeSide            `json:"new"`
	Cause     classify.ChangeReason `json:"cause"`
	Statement string                `json:"statement"` // "" where none brought it
	Source    string                `json:"source"`
	Steps     int                   `json:"steps"`
	Presence  Presence              `json:"presence,omitempty"`
	// Trail is every step that the row is made of.
	Trail []ChangeStep `json:"-"`
	// By is the title of the source; empty: it is not known.
	By string `json:"-"`

	struck bool // the statement is, as recorded at the end
	gone   bool // the incident is not there at the end
}

// ChangeStep is a step of a row: when it came, as a row has it, and what was held
// from then on; Counted is false where the incident no longer is.
type ChangeStep struct {
	Day     *ascribe.Day
	Entry   *int64
	New     ascribe.Belief
	Counted bool
}

// ChangeSide is what was held before or after; empty of an incident that is not
// counted there. Values are those that differ, where they are asked for: "" is
// unknown.
type ChangeSide struct {
	ascribe.Belief
	Values map[string]string `json:"values,omitempty"`
}

// Presence says that an incident began or ceased to be counted.
type Presence string

// The presences.
const (
	Began  Presence = "began"
	Ceased Presence = "ceased"
)

// Changes answers what changed in the record between two points of its times. It
// is asked from a point without limits, but where every step is asked for, as
// known and recorded at the point.
func Changes(ctx context.Context, p *point.Point, in *ChangesInput) (*ChangesAnswer, error) {
	if err := disclose.Rows(ctx, p); err != nil {
		return nil, err
	}
	from, to := everything(p.AsOf, p.Last)
	if !in.all() {
		if err := unlimited(p); err != nil {
			return nil, err
		}
		var err error
		if from, to, err = parseEnds(in, p.Last); err != nil {
			return nil, err
		}
	}
	var err error
	move := &classify.Move{From: from.at, To: to.at}
	if in.Values || p.About() != ascribe.Main {
		move.Compared = analysis.Normal
	}
	if move.Books, err = booksOn(ctx, p); err != nil {
		return nil, err
	}
	c := &ChangesAnswer{
		Dataset: p.About(), From: endAnswer(move, &from), To: endAnswer(move, &to),
		Rows: []ChangeRow{}, Notes: []MethodNote{}, values: move.Compared != nil,
	}
	if c.To.Codebook == nil { // nothing could be asked yet
		return c, nil
	}
	last, err := p.Of(ctx, point.Question{Dataset: p.Dataset, AsOf: to.at, Version: p.Version, Draft: p.Draft})
	if err != nil {
		return nil, err
	}
	if c.Notes, err = notes(ctx, last, to.at.Known); err != nil {
		return nil, err
	}
	filter, err := filterOf(ctx, last, in.Where)
	if err != nil {
		return nil, err
	}
	if err := c.travel(ctx, last, move, filter, in); err != nil {
		return nil, err
	}
	if in.all() {
		slices.SortStableFunc(c.Rows, newestFirst)
	} else {
		slices.SortStableFunc(c.Rows, inOrder)
	}
	return c, nil
}

// unlimited refuses a point that has limits of its own beside the ends.
func unlimited(p *point.Point) error {
	if p.Asked.Known == nil && p.Asked.Recorded == nil {
		return nil
	}
	return ascribe.Errorf(ascribe.ErrUsage, "known and recorded do not go with from and to").
		WithHint("write the day and the entry into the ends, as in from=2016-07-20@12")
}

// travel adds the rows of all incidents that are asked for.
func (c *ChangesAnswer) travel(ctx context.Context, last *point.Point, move *classify.Move, filter survey.Filter, in *ChangesInput) error {
	w, err := newWay(ctx, last, move)
	if err != nil {
		return err
	}
	c.From.Codebook = bookAt(w.stretches[0].Books, move.From.Recorded)
	ids := []string{in.Incident}
	if in.Incident == "" {
		if ids, err = w.touched(ctx); err != nil {
			return err
		}
	}
	found := false
	err = w.incidents(ctx, ids, func(t *traveller) error {
		found = true
		if t.reading == nil && in.all() {
			return nil // what was struck leaves what is told of all steps
		}
		// Of what is not there at the end nothing passes a filter.
		if len(filter) > 0 && (t.reading == nil || !plain.Passes(last.Book, t.reading, filter, last.AsOf.Known)) {
			return nil
		}
		return c.add(ctx, last, move, t, in)
	})
	if err == nil && !found && in.Incident != "" {
		_, err = disclose.Read(ctx, last, in.Incident)
	}
	return err
}

func endAnswer(move *classify.Move, e *end) ChangesEnd {
	return ChangesEnd{Asked: point.Asked{Known: e.day, Recorded: e.entry}, Codebook: bookAt(move.Books, e.at.Recorded)}
}

// bookAt is the version that counts at an entry; nil: there is none yet.
func bookAt(books []classify.Adopted, entry int64) *point.BookName {
	if book := (&classify.Move{Books: books}).Book(entry); book != nil {
		return new(point.NameOf(book))
	}
	return nil
}

// booksOn are the versions of the codebook that count on the way: the one asked
// for, or else those adopted.
func booksOn(ctx context.Context, p *point.Point) ([]classify.Adopted, error) {
	if p.Version != "" || p.Draft != nil {
		return []classify.Adopted{{Book: p.Book}}, nil
	}
	all, err := p.View.Adoptions(ctx, p.About())
	if err != nil {
		return nil, err
	}
	var books []classify.Adopted
	for i := range all {
		noun := &all[i].Noun
		book, err := p.Compile(noun.ID+" "+noun.Version, []byte(noun.Text))
		if err != nil {
			return nil, err
		}
		books = append(books, classify.Adopted{Entry: all[i].Entry, Book: book})
	}
	return books, nil
}

// add adds the rows of an incident.
func (c *ChangesAnswer) add(ctx context.Context, p *point.Point, move *classify.Move, t *traveller, in *ChangesInput) error {
	d, steps := t.dossier, t.steps
	changed := in.changed(move, steps)
	if len(changed) == 0 {
		return nil
	}
	c.Incidents++
	if n := revisions(steps); n > 0 {
		c.Revised++
		c.Revisions += n
	}
	for i := range changed {
		row := changeRow(d, &changed[i])
		c.Steps += row.Steps
		if err := listedBy(ctx, p, d, &row); err != nil {
			return err
		}
		if p := d.Source(row.Source); p != nil {
			row.By = p.Noun.Title
		}
		row.struck, row.gone = t.struck(row.Statement), t.reading == nil
		c.Rows = append(c.Rows, row)
	}
	return nil
}

// struck reports whether a statement is not there any more at the end of the way, or
// was struck.
func (t *traveller) struck(statement string) bool {
	if statement == "" {
		return false
	}
	if t.reading == nil {
		return true
	}
	for _, d := range t.dossier.All() {
		if slices.ContainsFunc(d.Statements, func(s ascribe.Noted[ascribe.Statement]) bool { return s.Noun.ID == statement }) {
			return d.Withdrawn(nil).Struck(statement, t.recorded)
		}
	}
	return true
}

// A change is what a row tells: a step, or what came of several.
type change struct {
	classify.Step
	trail []classify.Step
}

// changed are the changes that are asked for among the steps of an incident.
func (in *ChangesInput) changed(move *classify.Move, steps []classify.Step) (list []change) {
	for i := range steps {
		if in.asks(&steps[i]) {
			list = append(list, change{steps[i], steps[i : i+1]})
		}
	}
	if in.Steps || in.all() || len(list) == 0 {
		return list
	}
	if net, differs := move.Net(steps); differs {
		return []change{{net, steps}}
	}
	return nil
}

// revisions is how many of the steps change the label of an incident that is
// counted before and after.
func revisions(steps []classify.Step) (n int) {
	for i := range steps {
		if s := &steps[i]; s.Old.Counted && s.New.Counted && s.Old.Label != s.New.Label {
			n++
		}
	}
	return n
}

func changeRow(d *ascribe.Dossier, s *change) ChangeRow {
	row := ChangeRow{
		Incident: d.Subject, Title: d.Title, Cause: s.Reason, Statement: s.Because.Statement, Source: s.Because.Source,
		Old: ChangeSide{Belief: s.Old.Belief}, New: ChangeSide{Belief: s.New.Belief}, Steps: len(s.trail),
	}
	row.Day, row.Entry = whenOf(&s.Step)
	switch {
	case !s.Old.Counted:
		row.Presence = Began
	case !s.New.Counted:
		row.Presence = Ceased
	}
	for _, name := range s.Old.Differ(s.New) {
		if row.Old.Values == nil {
			row.Old.Values, row.New.Values = map[string]string{}, map[string]string{}
		}
		row.Old.Values[name] = strings.Join(s.Old.Values[name], ";")
		row.New.Values[name] = strings.Join(s.New.Values[name], ";")
	}
	for i := range s.trail {
		t := &s.trail[i]
		day, entry := whenOf(t)
		row.Trail = append(row.Trail, ChangeStep{Day: day, Entry: entry, New: t.New.Belief, Counted: t.New.Counted})
	}
	return row
}

// whenOf is the day or the entry with which a step came.
func whenOf(s *classify.Step) (*ascribe.Day, *int64) {
	if s.Entry == 0 {
		return &s.Day, nil
	}
	return nil, &s.Entry
}

// listedBy gives the source of a row of a dataset that lists the incident, or no
// longer does, where no cell of it brought the change.
func listedBy(ctx context.Context, p *point.Point, d *ascribe.Dossier, row *ChangeRow) error {
	if row.Source != "" || row.Cause != classify.ByEvidence {
		return nil
	}
	for i := range slices.Backward(d.Listings) {
		l := &d.Listings[i]
		if row.Day != nil && l.Noun.Day != *row.Day || row.Entry != nil && l.Entry != *row.Entry || l.Entry > p.AsOf.Recorded {
			continue
		}
		x, err := p.View.AsWritten().Record(ctx, l.Record) // it may have been taken back since
		if err != nil {
			return err
		}
		if written, ok := x.Noun.(*ascribe.Row); ok {
			row.Source = written.Source
		}
		return nil
	}
	return nil
}

// inOrder has what came with entries before what came on days.
func inOrder(a, b ChangeRow) int {
	switch {
	case a.Entry != nil && b.Entry != nil:
		return cmp.Or(cmp.Compare(*a.Entry, *b.Entry), cmp.Compare(a.Incident, b.Incident))
	case a.Day != nil && b.Day != nil:
		return cmp.Or(cmp.Compare(*a.Day, *b.Day), cmp.Compare(a.Incident, b.Incident))
	case a.Entry != nil:
		return -1
	}
	return 1
}

// newestFirst has what came with the last entry first; no row came on a day.
func newestFirst(a, b ChangeRow) int {
	return cmp.Or(cmp.Compare(*b.Entry, *a.Entry), cmp.Compare(a.Incident, b.Incident))
}
