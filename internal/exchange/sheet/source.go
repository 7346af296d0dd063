package sheet

import (
	"maps"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/near"
)

// A sourceBook has the sources of a plan, once each.
type sourceBook struct {
	made  map[string]*made
	order []string
	keys  map[string]map[string]string // by rule of a sheet: the ids by the sheet's keys
	// misdated are those whose day is a fault, which has been told.
	misdated map[string]bool
}

func newSourceBook() *sourceBook {
	return &sourceBook{made: map[string]*made{}, keys: map[string]map[string]string{}, misdated: map[string]bool{}}
}

// A boundSource is a rule bound to the columns of its table.
type boundSource struct {
	rule                                                                                        *SourceRule
	from, id, title, publisher, url, archivedURL, published, kind, language, reliability, rests filler
}

// source binds the fields of a rule to its own table: of a rule with a sheet,
// only what names the source in a row is of the table of cases.
func (b *binder) source(s *SourceRule) *boundSource {
	purpose := "the source " + s.Name
	bound := &boundSource{rule: s, from: b.filler(&s.From, purpose)}
	if s.Sheet == "" {
		bound.fields(b)
	}
	return bound
}

func (s *boundSource) fields(b *binder) {
	purpose, r := "the source "+s.rule.Name, s.rule
	s.id, s.title, s.publisher = b.filler(&r.ID, purpose), b.filler(&r.Title, purpose), b.filler(&r.Publisher, purpose)
	s.url, s.archivedURL = b.filler(&r.URL, purpose), b.filler(&r.ArchivedURL, purpose)
	s.published, s.kind, s.language = b.filler(&r.Published, purpose), b.filler(&r.Kind, purpose), b.filler(&r.Language, purpose)
	s.reliability, s.rests = b.filler(&r.Reliability, purpose), b.filler(&r.RestsOn, purpose)
}

// at is where a field of the source stands in a row.
func (s *boundSource) at(l *dataset.Line, field string) dataset.Spot {
	f := map[string]*filler{
		"id": &s.id, "title": &s.title, "publisher": &s.publisher, "url": &s.url, "archived_url": &s.archivedURL, "published": &s.published,
		"kind": &s.kind, "language": &s.language, "reliability": &s.reliability, "rests_on": &s.rests,
	}[field]
	column := s.title.column()
	if f != nil && f.column() >= 0 {
		column = f.column()
	}
	return l.Spot(column)
}

// readSources reads the sources that stand on sheets of their own.
func (p *planner) readSources() error {
	for i := range p.mapping.Sources {
		rule := &p.mapping.Sources[i]
		table := p.sheets[rule.Name]
		if table == nil {
			continue
		}
		b := newBinder(p.mapping, table, p.problems)
		bound := &boundSource{rule: rule}
		bound.fields(b)
		key := b.column(rule.at, rule.Key, "the source "+rule.Name)
		if key < 0 {
			continue
		}
		if err := p.readSheet(table, bound, key); err != nil {
			return err
		}
	}
	return nil
}

func (p *planner) readSheet(table *dataset.Table, s *boundSource, key int) error {
	keys := map[string]string{}
	p.sources.keys[s.rule.Name] = keys
	type resting struct {
		source *ascribe.Source
		on     []string
		at     dataset.Spot
	}
	var rest []resting
	first := map[string]dataset.Spot{}
	for l, err := range table.Lines(p.problems) {
		if err != nil {
			return err
		}
		at := l.Spot(key)
		k := dataset.Fold(l.Texts[key])
		if k == "" {
			p.fault(at, "the source has no %s, by which the rows name it", dataset.Quote(s.rule.Key))
			continue
		}
		if before, again := first[k]; again {
			p.fault(at, "the source %s is there twice, first in %s", dataset.Quote(l.Texts[key]), before)
			continue
		}
		first[k] = at
		source := p.makeSource(s, l, l.Texts[key])
		if source == nil {
			continue
		}
		keys[k] = source.ID
		if len(source.RestsOn) > 0 {
			rest = append(rest, resting{source, source.RestsOn, s.at(l, "rests_on")})
		}
	}
	for _, r := range rest { // by keys of the sheet; else they are ids
		for i, on := range r.on {
			if id, ok := keys[dataset.Fold(on)]; ok {
				r.source.RestsOn[i] = id
			} else if !ascribe.ValidID(on) {
				p.fault(r.at, "there is no source %s on the sheet %s", dataset.Quote(on), s.rule.Sheet)
			}
		}
	}
	return nil
}

// makeSource is the source of a row, made once; nil, with the fault noted, where
// it cannot be. key is what names it on a sheet of its own, else "".
func (p *planner) makeSource(s *boundSource, l *dataset.Line, key string) *ascribe.Source {
	get := func(f *filler) string { return p.field(f, l) }
	source := &ascribe.Source{
		Title: get(&s.title), Publisher: get(&s.publisher), URL: get(&s.url), ArchivedURL: get(&s.archivedURL), Kind: get(&s.kind),
		Language: get(&s.language), Reliability: ascribe.Reliability(strings.ToUpper(get(&s.reliability))),
	}
	var dated bool
	source.Published, dated = p.date(&s.published, l)
	for on := range strings.FieldsFuncSeq(get(&s.rests), func(c rune) bool { return c == ';' || c == '\n' }) {
		if on = strings.TrimSpace(on); on != "" {
			source.RestsOn = append(source.RestsOn, on)
		}
	}
	said := get(&s.id)
	switch {
	case said != "":
		source.ID = slug(said)
	case key != "" && !s.rule.ID.Given():
		source.ID = idOf("source", key)
	default:
		source.ID = madeSourceID(source)
	}
	if source.ID == "" {
		p.fault(s.at(l, "id"), "no id can be made of %s", dataset.Quote(said))
		return nil
	}
	at := s.at(l, "title")
	if before, there := p.sources.made[source.ID]; there {
		p.sameSource(before, source, s, l)
		return before.noun.(*ascribe.Source)
	}
	p.sources.misdated[source.ID] = !dated
	exchange.Check(source, func(field, message string) {
		if field == "rests_on" && key != "" {
			return // those are keys of the sheet
		}
		p.fault(s.at(l, field), "the source %s: %s", source.ID, message)
	})
	p.sources.made[source.ID] = &made{at: at, noun: source, fields: map[string]dataset.Spot{}}
	for _, field := range []string{"published", "url", "reliability", "rests_on"} {
		p.sources.made[source.ID].fields[field] = s.at(l, field)
	}
	p.sources.order = append(p.sources.order, source.ID)
	return source // what has faults, too: what it says can still be looked at
}

// madeSourceID is an id for a source that is given none: its publisher and day,
// for people, and a hash of what it is, so that it is the same again.
func madeSourceID(s *ascribe.Source) string {
	if s.Title == "" {
		return ""
	}
	name := slug(s.Publisher)
	if name == "" {
		name = slug(s.Title)
	}
	if len(name) > 40 {
		name = strings.TrimRight(name[:40], "-._")
	}
	parts := []string{}
	if name != "" {
		parts = append(parts, name)
	}
	if day := slug(s.Published.String()); day != "" && len(day) <= 21 {
		parts = append(parts, day)
	}
	hash := hashOf(strings.Join([]string{dataset.Fold(s.Title), dataset.Fold(s.Publisher), s.URL, s.Published.String()}, "\x00"))
	return strings.Join(append(parts, hash[:8]), "-")
}

// sameSource holds a source that is there again to what was said of it first.
func (p *planner) sameSource(before *made, now *ascribe.Source, s *boundSource, l *dataset.Line) {
	was := before.noun.(*ascribe.Source)
	for _, f := range []struct{ field, was, now string }{
		{"title", was.Title, now.Title},
		{"publisher", was.Publisher, now.Publisher},
		{"url", was.URL, now.URL},
		{"archived_url", was.ArchivedURL, now.ArchivedURL},
		{"published", was.Published.String(), now.Published.String()},
		{"kind", was.Kind, now.Kind},
		{"language", was.Language, now.Language},
		{"reliability", string(was.Reliability), string(now.Reliability)},
		{"rests_on", strings.Join(was.RestsOn, ";"), strings.Join(now.RestsOn, ";")},
	} {
		if !dataset.Alike(f.was, f.now) && f.was+f.now != "" {
			p.fault(s.at(l, f.field), "the source %s has the %s %s here, and %s in %s: one of them is wrong, or they are two sources", now.ID,
				strings.ReplaceAll(f.field, "_", " "), orNone(f.now), orNone(f.was), before.at)
		}
	}
}

func orNone(s string) string {
	if s == "" {
		return "(none)"
	}
	return dataset.Quote(s)
}

// sorted are the sources, each after those that it rests on.
func (b *sourceBook) sorted(problems *ascribe.Problems) (list []Noun) {
	rests := map[string][]string{}
	for id, m := range b.made {
		rests[id] = m.noun.(*ascribe.Source).RestsOn
	}
	if circle := exchange.FindCircle(rests); circle != nil {
		problems.Add(b.made[circle[0]].at.Problem("the sources rest on one another in a circle: %s", circle))
		rests = nil
	}
	done := map[string]bool{}
	var add func(id string)
	add = func(id string) {
		m, ours := b.made[id]
		if !ours || done[id] {
			return
		}
		done[id] = true
		for _, on := range rests[id] {
			add(on)
		}
		list = append(list, Noun{m.noun, m.at, m.fields})
	}
	for _, id := range b.order {
		add(id)
	}
	return list
}

// sourceKeys are the keys of a sheet, for a sentence.
func (b *sourceBook) sourceKeys(rule string) []string {
	return slices.Sorted(maps.Keys(b.keys[rule]))
}

// cite is the ids of the sources that the row names under a rule; none, with the
// fault noted, where it names none that there is.
func (r *rowReader) cite(rule string) []string {
	if ids, done := r.cited[rule]; done {
		return ids
	}
	s := r.inRows[rule]
	var ids []string
	switch named := s.from.fill(r.line, r.silent); {
	case !s.rule.From.Given() && s.title.fill(r.line, r.silent) == "":
		r.fault(r.line.Spot(s.title.column()), "the row names no source for what it says")
	case !s.rule.From.Given():
		if source := r.makeSource(s, r.line, ""); source != nil {
			ids = []string{source.ID}
		}
	case named == "":
		r.fault(r.line.Spot(s.from.column()), "the row names no source for what it says")
	default:
		for _, one := range parted(named, s.rule.Several) {
			if id := r.named(s, one); id != "" {
				ids = append(ids, id)
			}
		}
	}
	r.cited[rule] = ids
	return ids
}

// named is the id of a source that a row names.
func (r *rowReader) named(s *boundSource, name string) string {
	if meaning, ok := s.from.means(name); ok {
		name = meaning
	}
	if s.rule.Sheet == "" {
		if id := slug(name); id != "" {
			return id
		}
	} else if id, ok := r.sources.keys[s.rule.Name][dataset.Fold(name)]; ok {
		return id
	}
	r.fault(r.line.Spot(s.from.column()), "there is no source %s on the sheet %s%s", dataset.Quote(name), s.rule.Sheet, near.DidYouMean(dataset.Fold(name), r.sources.sourceKeys(s.rule.Name)))
	return ""
}
