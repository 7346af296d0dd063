package ask

import (
	"context"
	"maps"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Tried is what nouns would do to what is known of a subject, were they written
// down. Nothing is.
type Tried struct {
	Subject string `json:"subject"`
	point.Asked
	Codebook point.BookName `json:"codebook"`
	// Before and After are the answer without and with them; null where nothing had
	// been said of the subject by then. Of an actor or a link it has no label.
	Before *ascribe.Attribution `json:"before"`
	After  *ascribe.Attribution `json:"after"`
	Fates  []TriedFate          `json:"fates"`  // of the statements, in their order
	Values []TriedValue         `json:"values"` // the variables of which another value is picked
	Days   []TriedDays          `json:"days"`   // on which another label, level or settledness would hold
}

// TriedFate is what would become of a statement.
type TriedFate struct {
	Statement string        `json:"statement"`
	Grade     ascribe.Grade `json:"grade"` // with the reliability of its source, where it has none
	Fate      classify.Fate `json:"fate"`  // empty: it would come out after the day that is asked for
}

// TriedValue is a variable with what is picked of it without and with them.
type TriedValue struct {
	Variable string          `json:"variable"`
	Before   ascribe.Finding `json:"before"`
	After    ascribe.Finding `json:"after"`
}

// TriedDays is a stretch of days with what was believed of an incident without and
// with them; null where it was not counted.
type TriedDays struct {
	From   ascribe.Day     `json:"from"`
	To     ascribe.Day     `json:"to" nullable:"true"` // the first day after it
	Before *ascribe.Belief `json:"before"`
	After  *ascribe.Belief `json:"after"`
}

// Try answers what typed nouns would do to what is known of a subject, were they
// written down after given ones that are to be written as well: sources, statements
// and what withdraws these count, and nothing is checked. The subject may be one of
// them itself. It is asked by those who keep the record.
func Try(ctx context.Context, p *point.Point, subject string, given, typed []ascribe.Noun) (*Tried, error) {
	if !p.Viewer.NamesAll() {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "statements are tried by those who keep the record")
	}
	d, err := p.View.Dossier(ctx, ascribe.Main, subject)
	switch {
	case ascribe.KindOf(err) == ascribe.ErrNotFound && slices.ContainsFunc(append(slices.Clip(given), typed...), func(n ascribe.Noun) bool {
		return n.Key() == ascribe.Key{Space: ascribe.SpaceSubject, ID: subject}
	}):
		d = &ascribe.Dossier{Subject: subject, Sources: map[string]*ascribe.Provenance{}}
	case err != nil:
		return nil, err
	}
	x := &trying{ctx: ctx, p: p, made: map[string]*ascribe.Provenance{}}
	if x.last, err = p.View.LastRecord(ctx, p.Last); err != nil {
		return nil, err
	}
	isIncident, err := x.isIncident(subject, given, typed)
	if err != nil {
		return nil, err
	}
	if isIncident {
		if d, err = x.kin(d, given, typed); err != nil {
			return nil, err
		}
	}
	if d, err = x.with(d, given); err != nil {
		return nil, err
	}
	before := classify.Read(p.Book, d, p.AsOf.Recorded)
	if d, err = x.with(d, typed); err != nil {
		return nil, err
	}
	after := classify.Read(p.Book, d, p.AsOf.Recorded)
	return tried(p, subject, before, after, typed, isIncident), nil
}

// trying adds nouns to dossiers as if they had been written down.
type trying struct {
	ctx  context.Context
	p    *point.Point
	last int64 // the number of the last record, theirs among them
	made map[string]*ascribe.Provenance
}

// isIncident reports whether the subject is an incident, of which there is a label.
func (x *trying) isIncident(subject string, lists ...[]ascribe.Noun) (bool, error) {
	for _, list := range lists {
		for _, n := range list {
			if n.Key() == (ascribe.Key{Space: ascribe.SpaceSubject, ID: subject}) {
				return n.Record() == ascribe.RecordIncident, nil
			}
		}
	}
	s, err := x.p.View.Subject(x.ctx, ascribe.Main, subject)
	if err != nil {
		return false, err
	}
	return s.Noun.Record() == ascribe.RecordIncident, nil
}

// kin is a dossier with its kin: also those that are named only now.
func (x *trying) kin(d *ascribe.Dossier, lists ...[]ascribe.Noun) (*ascribe.Dossier, error) {
	ids := []string{d.Subject}
	if v := classify.SameAs(x.p.Book); v != nil {
		for _, noun := range slices.Concat(lists...) {
			if s, ok := noun.(*ascribe.Statement); ok && s.Subject == d.Subject && s.Variable == v.Name {
				ids = append(ids, s.Value)
			}
		}
	}
	own := *d
	var err error
	if own.Kin, err = disclose.KinOf(x.ctx, x.p, ids); err != nil {
		return nil, err
	}
	own.Kin = slices.DeleteFunc(own.Kin, func(kin *ascribe.Dossier) bool { return kin.Subject == d.Subject })
	return &own, nil
}

// with is a dossier with nouns added; the one given stays as it is.
func (x *trying) with(d *ascribe.Dossier, nouns []ascribe.Noun) (*ascribe.Dossier, error) {
	grown := *d
	grown.Statements, grown.Withdrawals = slices.Clone(d.Statements), slices.Clone(d.Withdrawals)
	grown.Sources = maps.Clone(d.Sources)
	var cited []string
	for _, noun := range nouns {
		x.last++
		switch n := noun.(type) {
		case *ascribe.Source:
			x.made[n.ID] = &ascribe.Provenance{Noted: at(x, *n)}
		case *ascribe.Statement:
			if n.Subject == d.Subject && !slices.ContainsFunc(grown.Statements, func(s ascribe.Noted[ascribe.Statement]) bool { return s.Noun.ID == n.ID }) {
				grown.Statements, cited = append(grown.Statements, at(x, *n)), append(cited, n.Source)
			}
		case *ascribe.Withdrawal:
			if n.Statement != "" {
				grown.Withdrawals, cited = append(grown.Withdrawals, at(x, *n)), append(cited, n.Source)
			}
		}
	}
	return &grown, x.cite(&grown, cited)
}

// at gives a noun the place that it would have.
func at[N any](x *trying, noun N) ascribe.Noted[N] {
	return ascribe.Noted[N]{Record: x.last, Entry: x.p.AsOf.Recorded, Noun: noun}
}

// cite adds sources to a dossier, with all that they rest on.
func (x *trying) cite(d *ascribe.Dossier, ids []string) error {
	for len(ids) > 0 {
		var written []string
		for _, id := range ids {
			if id != "" && id != ascribe.NotShown && d.Sources[id] == nil && x.made[id] == nil {
				written = append(written, id)
			}
		}
		known, err := x.p.View.SourcesOf(x.ctx, written)
		if err != nil {
			return err
		}
		var more []string
		for _, id := range ids {
			if id == "" || id == ascribe.NotShown || d.Sources[id] != nil {
				continue
			}
			source := x.made[id]
			if source == nil {
				source = known[id]
			}
			if source == nil {
				return ascribe.NotThere(ascribe.Absence{Space: store.SpaceSource, Dataset: ascribe.Main, ID: id})
			}
			d.Sources[id] = source
			more = append(more, source.Noun.RestsOn...)
		}
		ids = more
	}
	return nil
}

func tried(p *point.Point, subject string, before, after *classify.Reading, typed []ascribe.Noun, isIncident bool) *Tried {
	known := p.AsOf.Known
	t := &Tried{
		Subject: subject, Asked: p.Asked, Codebook: point.NameOf(p.Book),
		Fates: []TriedFate{}, Values: []TriedValue{}, Days: []TriedDays{},
	}
	answer := func(r *classify.Reading) *ascribe.Attribution {
		if r = r.On(known); !r.Present(known) { // as one with others, where it is
			return nil
		}
		a := r.Answer(known)
		if !isIncident {
			a.Belief = ascribe.Belief{}
		}
		return a
	}
	t.Before, t.After = answer(before), answer(after)
	fates := after.Fates(known)
	for _, noun := range typed {
		s, ok := noun.(*ascribe.Statement)
		if !ok || s.Subject != subject {
			continue
		}
		fate := TriedFate{Statement: s.ID}
		if i := slices.IndexFunc(fates, func(f classify.Fated) bool { return f.Statement.ID == s.ID }); i >= 0 {
			fate.Grade, fate.Fate = fates[i].Grade, fates[i].Fate
		}
		t.Fates = append(t.Fates, fate)
	}
	for i := range p.Book.Vars {
		name := p.Book.Vars[i].Name
		b, a := before.Value(name, known), after.Value(name, known)
		if b.Value != a.Value || b.State != a.State {
			t.Values = append(t.Values, TriedValue{name, b, a})
		}
	}
	if isIncident {
		t.Days = movedDays(before.History(), after.History())
	}
	return t
}

// movedDays are the stretches of days on which two histories differ.
func movedDays(before, after []ascribe.Span) []TriedDays {
	var days []ascribe.Day
	for _, s := range append(slices.Clone(before), after...) {
		days = append(days, s.From, s.To)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	moved := []TriedDays{}
	for i, day := range days {
		b, a := believed(before, day), believed(after, day)
		if day == ascribe.Forever || same(b, a) {
			continue
		}
		if n := len(moved); n > 0 && moved[n-1].To == day && same(moved[n-1].Before, b) && same(moved[n-1].After, a) {
			moved[n-1].To = days[i+1]
			continue
		}
		moved = append(moved, TriedDays{day, days[i+1], b, a})
	}
	return moved
}

// believed is what a history says of a day; nil before it begins.
func believed(spans []ascribe.Span, day ascribe.Day) *ascribe.Belief {
	for i := range spans {
		if spans[i].From <= day && day < spans[i].To {
			return &spans[i].Belief
		}
	}
	return nil
}

func same(a, b *ascribe.Belief) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}
