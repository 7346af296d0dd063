package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/pattern"
)

// words are texts that stand for something, whatever their capitals and spaces.
type words map[string]bool

func newWords(list []string) words {
	w := words{}
	for _, s := range list {
		w[dataset.Fold(s)] = true
	}
	return w
}

func (w words) has(text string) bool { return len(w) > 0 && w[dataset.Fold(text)] }

// parted are the parts of a text, by what parts them; the whole, where nothing
// does.
func parted(text, several string) (list []string) {
	if several == OnLines {
		several = "\n"
	}
	if several == "" {
		return []string{text}
	}
	for one := range strings.SplitSeq(text, several) {
		if one = strings.TrimSpace(one); one != "" {
			list = append(list, one)
		}
	}
	return list
}

// A rowReader plans what one row says.
type rowReader struct {
	*planner
	line       *dataset.Line
	incident   string
	cited      map[string][]string // by rule of a source
	parts      []actorPart         // by rule of a link
	statements []Statement
}

// An actorPart is what a row makes of a rule of a link.
type actorPart struct{ links, actors []string }

// A boundLink is the rule of a link bound to the table.
type boundLink struct {
	rule                        *LinkRule
	id, role, actor, name, kind filler
}

func (p *planner) bindLink(l *LinkRule) boundLink {
	b, purpose := p.binder, "the link "+l.Name
	bound := boundLink{
		rule: l, id: b.filler(&l.ID, purpose), role: b.filler(&l.Role, purpose), actor: b.filler(&l.Actor, purpose),
		name: b.filler(&l.ActorName, purpose), kind: b.filler(&l.Kind, purpose),
	}
	if l.Variable != "" {
		if v := p.variable(l.at, l.Variable); v != nil && v.Type == ascribe.TypeCode && v.Value(l.Value) == nil {
			p.problems.Add(p.mapping.fault(l.at, "%s has no value %s%s", v.Name, dataset.Quote(l.Value), near.DidYouMeanOr(l.Value, codesOf(v), "it has")))
		}
	}
	return bound
}

// link plans the actors that the row names under a rule, and their parts.
func (r *rowReader) link(b *boundLink) {
	var part actorPart
	defer func() { r.parts = append(r.parts, part) }()
	names := parted(b.name.fill(r.line, r.silent), b.rule.Several)
	ids := parted(b.actor.fill(r.line, r.silent), b.rule.Several)
	names, ids = slices.DeleteFunc(names, r.silent), slices.DeleteFunc(ids, r.silent)
	n := max(len(names), len(ids))
	if n == 0 {
		return
	}
	at := r.line.Spot(max(b.name.column(), b.actor.column()))
	if len(names) > 0 && len(ids) > 0 && len(names) != len(ids) {
		r.fault(at, "the row has %d names and %d ids of actors", len(names), len(ids))
		return
	}
	role := r.field(&b.role, r.line)
	if role == "" {
		r.fault(r.line.Spot(max(b.role.column(), 0)), "the row says nothing of the role that %s had", dataset.Quote(cmp.Or(slices.Concat(names, ids)...)))
		return
	}
	for i := range n {
		var actor ascribe.Actor
		if len(names) > 0 {
			actor.Name = names[i]
			actor.ID = idOf("actor", names[i])
		}
		if len(ids) > 0 {
			actor.ID = slug(ids[i])
		}
		actor.Kind = ascribe.ActorKind(dataset.Fold(r.field(&b.kind, r.line)))
		if b.rule.ActorName.Given() && !r.actor(&actor, b, at) {
			continue
		}
		link := ascribe.Link{Incident: r.incident, Actor: actor.ID, Role: underscored(role)}
		if link.ID = slug(r.field(&b.id, r.line)); link.ID == "" {
			link.ID = linkID(&link)
		}
		r.planLink(&link, at)
		part.links, part.actors = append(part.links, link.ID), append(part.actors, actor.ID)
		if b.rule.Variable != "" {
			r.say(&r.whole, b.rule.Variable, link.ID, coded{value: b.rule.Value}, at)
		}
	}
}

func underscored(role string) string { return strings.ReplaceAll(dataset.Fold(role), " ", "_") }

// actor plans an actor, once.
func (r *rowReader) actor(a *ascribe.Actor, b *boundLink, at dataset.Spot) bool {
	if before, there := r.actors[a.ID]; there {
		was := before.noun.(*ascribe.Actor)
		switch {
		case !dataset.Alike(was.Name, a.Name) && was.Name+a.Name != "":
			r.fault(at, "%s and %s in %s would both be the actor %s: name them alike, or give them ids", dataset.Quote(a.Name), dataset.Quote(was.Name), before.at, a.ID)
		case was.Kind != a.Kind:
			r.fault(r.line.Spot(max(b.kind.column(), b.name.column())), "the actor %s is %s here, and %s in %s", a.ID, orNone(string(a.Kind)), orNone(string(was.Kind)), before.at)
		}
		return true
	}
	ok := true
	exchange.Check(a, func(field, message string) {
		ok = false
		spot := at
		if field == "kind" && b.kind.column() >= 0 {
			spot = r.line.Spot(b.kind.column())
		}
		r.fault(spot, "the actor %s: %s", dataset.Quote(cmp.Or(a.Name, a.ID)), message)
	})
	if ok {
		r.actors[a.ID] = &made{at: at, noun: a}
		r.plan.Actors = append(r.plan.Actors, Noun{Noun: a, At: at})
	}
	return ok
}

// planLink plans a link, once.
func (r *rowReader) planLink(l *ascribe.Link, at dataset.Spot) {
	if before, there := r.links[l.ID]; there {
		if was := before.noun.(*ascribe.Link); *was != *l {
			r.fault(at, "the link %s is of %s in %s here, and of %s in %s in %s: give them ids of their own", l.ID, l.Actor, l.Incident, was.Actor, was.Incident, before.at)
		}
		return
	}
	r.links[l.ID] = &made{at: at, noun: l}
	if r.untitled[l.Incident] {
		return
	}
	exchange.Check(l, func(_, message string) { r.fault(at, "the link: %s", message) })
	r.plan.Links = append(r.plan.Links, Noun{Noun: l, At: at})
}

// field is a field with the row's cells, and what that stands for.
func (p *planner) field(f *filler, l *dataset.Line) string {
	if f.field == nil || !f.field.Given() {
		return ""
	}
	text := f.fill(l, p.silent)
	meaning, ok := f.means(text)
	if !ok {
		p.fault(l.Spot(f.column()), "%s is not among the values that the mapping lists in line %d", dataset.Quote(text), f.field.at.Line)
	}
	return meaning
}

// date is a field that is a date; ok is false where it is none, which is told.
func (p *planner) date(f *filler, l *dataset.Line) (d ascribe.Date, ok bool) {
	text := p.field(f, l)
	if text == "" {
		return d, true
	}
	order := p.mapping.Reading.DateFormat
	edtf, ok := dataset.ReadDate(text, order)
	if ok {
		d, err := ascribe.ParseDate(edtf)
		return d, err == nil
	}
	p.fault(l.Spot(f.column()), "%s", dataset.WhyNoDate(text, order))
	return d, false
}

// A boundSaying is what is said with a value, bound to the table.
type boundSaying struct {
	source                                                                            string
	stance, basis, locator, said, grade, reliability, credibility, coder, quote, note filler
}

func (p *planner) bindSaying(own *Saying, purpose string) boundSaying {
	whole := &p.mapping.Saying
	pick := func(own, whole *Field) filler {
		if own.Given() {
			return p.binder.filler(own, purpose)
		}
		return p.binder.filler(whole, "the mapping")
	}
	s := boundSaying{
		source: cmp.Or(own.Source, whole.Source),
		stance: pick(&own.Stance, &whole.Stance), basis: pick(&own.Basis, &whole.Basis), locator: pick(&own.Locator, &whole.Locator),
		said: pick(&own.Said, &whole.Said), grade: pick(&own.Grade, &whole.Grade), reliability: pick(&own.Reliability, &whole.Reliability),
		credibility: pick(&own.Credibility, &whole.Credibility), coder: pick(&own.Coder, &whole.Coder), quote: pick(&own.Quote, &whole.Quote),
		note: pick(&own.Note, &whole.Note),
	}
	if own.Grade.Given() {
		s.reliability, s.credibility = filler{}, filler{}
	} else if own.Reliability.Given() || own.Credibility.Given() {
		s.grade = filler{}
	}
	return s
}

// at is where a field of a statement stands, or its value.
func (s *boundSaying) at(field string, l *dataset.Line, value dataset.Spot) dataset.Spot {
	f := map[string]*filler{
		"stance": &s.stance, "basis": &s.basis, "locator": &s.locator, "said": &s.said, "coder": &s.coder, "quote": &s.quote, "note": &s.note,
		"reliability": &s.reliability, "credibility": &s.credibility,
	}[field]
	if f != nil && f.column() >= 0 {
		return l.Spot(f.column())
	}
	if (field == "reliability" || field == "credibility") && s.grade.column() >= 0 {
		return l.Spot(s.grade.column())
	}
	return value
}

var gradeForm = pattern.New(`^([A-Fa-f]) ?([1-6])$`)

// graded is the grade of a statement; false where it has a fault, which is told.
func (r *rowReader) graded(s *boundSaying) (ascribe.Reliability, ascribe.Credibility, bool) {
	grade := r.field(&s.grade, r.line)
	if grade == "" {
		return ascribe.Reliability(strings.ToUpper(r.field(&s.reliability, r.line))), ascribe.Credibility(r.field(&s.credibility, r.line)), true
	}
	m := gradeForm.FindStringSubmatch(grade)
	if m == nil {
		why := "is no grade: write it as in B2, A to F and 1 to 6"
		if len(gradeForms.FindAllString(grade, 2)) > 1 {
			why = "is more than one grade, and a statement has one: write the one that holds, or make a row of each"
		}
		r.once(r.line.Spot(s.grade.column()), dataset.Quote(grade)+" "+why)
		return "", "", false
	}
	return ascribe.Reliability(strings.ToUpper(m[1])), ascribe.Credibility(m[2]), true
}

var gradeForms = pattern.New(`[A-Fa-f] ?[1-6]`)

// say plans the statements of one value: one for each source that the row names.
func (r *rowReader) say(s *boundSaying, variable, subject string, c coded, at dataset.Spot) {
	source := s.source
	if source == "" {
		source = r.mapping.Sources[0].Name
	}
	for _, id := range r.cite(source) {
		st := Statement{At: at, Statement: ascribe.Statement{
			Subject: subject, Variable: variable, Value: c.value, Source: id,
			Basis: ascribe.Basis(dataset.Fold(r.field(&s.basis, r.line))), Locator: r.field(&s.locator, r.line),
			Coder: r.field(&s.coder, r.line), Quote: r.field(&s.quote, r.line),
		}}
		st.Stance = c.stance
		if said := ascribe.Stance(dataset.Fold(r.field(&s.stance, r.line))); st.Stance == "" && said != ascribe.Asserts {
			st.Stance = said
		}
		var graded, dated bool
		st.Reliability, st.Credibility, graded = r.graded(s)
		if st.Said, dated = r.date(&s.said, r.line); !dated || !graded {
			continue
		}
		st.Note = joinNotes(r.field(&s.note, r.line), c.note)
		exchange.Complete(&st.Statement)
		ok := true
		exchange.Check(&st.Statement, func(field, message string) {
			ok = false
			r.once(s.at(field, r.line, at), message)
		})
		if m := r.sources.made[id]; m != nil && st.Said.IsZero() && m.noun.(*ascribe.Source).Published.IsZero() {
			if ok = false; r.sources.misdated[id] {
				continue
			}
			r.once(m.at, fmt.Sprintf("the source %s has no day on which it came out, and what it said has none of its own: give published, or said", id))
		}
		if ok && !slices.ContainsFunc(r.statements, func(x Statement) bool { return x.ID == st.ID }) {
			r.statements = append(r.statements, st)
		}
	}
}

// once notes a fault that several values of the row have, once.
func (r *rowReader) once(at dataset.Spot, message string) {
	key := told{at, message}
	if r.told[key] {
		return
	}
	r.told[key] = true
	r.fault(at, "%s", message)
}

type told struct {
	at      dataset.Spot
	message string
}

func joinNotes(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}
