package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/country"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// coded is what a text of a cell says.
type coded struct {
	value  string
	stance ascribe.Stance // empty: as the row says
	note   string
}

// A boundRule is a rule bound to the table and the codebook.
type boundRule struct {
	*Rule
	columns                         []int
	coded                           *ascribe.Variable
	unknown, notExamined, noneFound words
	order                           dataset.DateOrder
	decimal                         dataset.Decimal
	means                           map[string]Meaning // by folded text
	codes                           map[string]string  // by what they can be written as
	saying                          boundSaying
	link                            int // -1: of the incident
	actor                           bool
	gaps                            map[string]*gap
}

// A gap is a text that is no code, and for which the mapping has none.
type gap struct {
	text  string
	count int
	first dataset.Spot
}

// variable is one of the codebook, or nil with the fault noted.
func (p *planner) variable(at yamltext.Place, name string) *ascribe.Variable {
	v := p.book.Variable(name)
	if v == nil {
		var names []string
		for i := range p.book.Variables {
			names = append(names, p.book.Variables[i].Name)
		}
		end := among("it has", names)
		if meant := near.Word(name, names); meant != "" {
			end = ": is it " + dataset.Quote(meant) + "?"
		}
		p.problems.Add(p.mapping.fault(at, "the codebook %s %s has no variable %s%s", p.book.ID, p.book.Version, dataset.Quote(name), end))
	}
	return v
}

func codesOf(v *ascribe.Variable) (codes []string) {
	for i := range v.Values {
		codes = append(codes, v.Values[i].Code)
	}
	return codes
}

// bindRule joins a rule to the table and the codebook; false where it cannot be.
func (p *planner) bindRule(c *Rule) (boundRule, bool) {
	whole := &p.mapping.Reading
	b := boundRule{Rule: c, link: -1, gaps: map[string]*gap{}, means: map[string]Meaning{}, codes: map[string]string{}}
	usable := true
	for _, name := range c.Columns {
		i := p.binder.column(c.at, name, "the variable "+c.Variable)
		usable = usable && i >= 0
		b.columns = append(b.columns, i)
	}
	b.unknown = newWords(orElse(c.Reading.Unknown, whole.Unknown))
	b.notExamined = newWords(orElse(c.Reading.NotExamined, whole.NotExamined))
	b.noneFound = newWords(orElse(c.Reading.NoneFound, whole.NoneFound))
	b.order, b.decimal = cmp.Or(c.Reading.DateFormat, whole.DateFormat), cmp.Or(c.Reading.Decimal, whole.Decimal)
	b.saying = p.bindSaying(&c.Saying, "the variable "+c.Variable)
	if b.coded = p.variable(or(c.variableAt, c.at), c.Variable); b.coded == nil {
		return b, false
	}
	if name, ofActor := strings.CutPrefix(c.Of, ActorOf); c.Of != "" {
		b.link, b.actor = p.mapping.link(name), ofActor
	}
	if kind := b.subjectKind(); !slices.Contains(subjectsOf(b.coded), kind) {
		p.problems.Add(p.mapping.fault(or(c.ofAt, c.at), "%s is coded of %s, and not of %s: say of which link, as in of: handler, or of: actor of handler", c.Variable, kindsIn(subjectsOf(b.coded)), kindsIn([]ascribe.SubjectKind{kind})))
		usable = false
	}
	if len(b.columns) > 1 && !slices.Contains([]ascribe.Type{ascribe.TypeDate, ascribe.TypePoint, ascribe.TypeText}, b.coded.Type) {
		p.problems.Add(p.mapping.fault(c.at, "%s is a %s, and only a date, a point or a text is made of several columns", c.Variable, b.coded.Type))
		usable = false
	}
	if c.Several != "" && !b.coded.Several && b.coded.Type == ascribe.TypeCode {
		p.problems.Add(p.mapping.fault(c.at, "%s takes one value, and the mapping parts several", c.Variable))
		usable = false
	}
	return b, p.bindMeanings(&b) && usable
}

func orElse(own, whole []string) []string {
	if own != nil {
		return own
	}
	return whole
}

func subjectsOf(v *ascribe.Variable) []ascribe.SubjectKind {
	if len(v.Of) == 0 {
		return []ascribe.SubjectKind{ascribe.OfIncident}
	}
	return v.Of
}

func kindsIn(kinds []ascribe.SubjectKind) string {
	var names []string
	for _, k := range kinds {
		names = append(names, string(k)+"s")
	}
	return strings.Join(names, " and ")
}

func (b *boundRule) subjectKind() ascribe.SubjectKind {
	switch {
	case b.link < 0:
		return ascribe.OfIncident
	case b.actor:
		return ascribe.OfActor
	}
	return ascribe.OfLink
}

// bindMeanings prepares what texts of the column mean, and holds it to the
// codebook.
func (p *planner) bindMeanings(b *boundRule) bool {
	usable := true
	for _, m := range b.Values {
		stance, value := stanceOf(m.Means)
		if b.coded.Type == ascribe.TypeCode && value != "" && !anyVariableHas(value) && b.coded.Value(value) == nil {
			if meant := near.Word(value, codesOf(b.coded)); meant != "" {
				p.problems.Add(p.mapping.fault(m.at, "%s has no value %s: is it %s?", b.coded.Name, dataset.Quote(value), dataset.Quote(meant)))
			} else {
				p.problems.Add(p.mapping.fault(m.at, "%s has no value %s%s", b.coded.Name, dataset.Quote(value), among("it has", codesOf(b.coded))))
			}
			usable = false
		}
		if value == "" && stance != "" {
			p.problems.Add(p.mapping.fault(m.at, "%s needs a value behind it, as in %s yes", stance, stance))
			usable = false
		}
		b.means[dataset.Fold(m.Text)] = m
	}
	for i := range b.coded.Values {
		v := &b.coded.Values[i]
		for _, written := range append([]string{v.Code, v.Says}, v.Was...) {
			if key := plainly(written); key != "" {
				if _, taken := b.codes[key]; !taken {
					b.codes[key] = v.Code
				}
			}
		}
	}
	return usable
}

func anyVariableHas(value string) bool {
	return value == ascribe.NotExamined || value == ascribe.NoneFound
}

// stanceOf parts "raises yes" into the stance and the value.
func stanceOf(means string) (ascribe.Stance, string) {
	first, rest, _ := strings.Cut(means, " ")
	for _, s := range ascribe.Stances {
		if first == string(s) {
			if s == ascribe.Asserts {
				s = ""
			}
			return s, strings.TrimSpace(rest)
		}
	}
	return "", means
}

// plainly is a code as people write it: remote_controlled, remote-controlled and
// "Remote controlled" are one.
func plainly(text string) string {
	return dataset.Fold(strings.NewReplacer("_", " ", "-", " ").Replace(text))
}

// rule plans what the row says of a variable.
func (r *rowReader) rule(b *boundRule) {
	texts := make([]string, len(b.columns))
	filled := false
	for n, i := range b.columns {
		texts[n] = r.line.Texts[i]
		if b.unknown.has(texts[n]) {
			texts[n] = ""
		}
		filled = filled || texts[n] != ""
	}
	if !filled {
		return
	}
	at := r.line.Spot(b.columns[0])
	var values []coded
	if len(texts) > 1 {
		values = r.joined(b, texts, at)
	} else {
		for _, one := range parted(texts[0], b.Several) {
			if c, ok := r.value(b, one, at); ok && (c.value != "") {
				values = append(values, c)
			}
		}
	}
	if len(values) == 0 {
		return
	}
	for _, subject := range r.subjects(b, at) {
		for _, c := range values {
			r.say(&b.saying, b.coded.Name, subject, c, at)
		}
	}
}

// subjects are what a rule is about in this row.
func (r *rowReader) subjects(b *boundRule, at dataset.Spot) []string {
	if b.link < 0 {
		return []string{r.incident}
	}
	part := r.parts[b.link]
	list := part.links
	if b.actor {
		list = part.actors
	}
	switch len(list) {
	case 1:
		return list
	case 0:
		r.fault(at, "the cell says something of the link %s, and the row names no actor for it", dataset.Quote(r.mapping.Links[b.link].Name))
	default:
		r.fault(at, "the cell says something of the link %s, and the row names %d actors for it: which is meant? Give each a row of its own", dataset.Quote(r.mapping.Links[b.link].Name), len(list))
	}
	return nil
}

// value is what a text says; ok is false where that could not be understood,
// which is told. A text that says nothing has no value.
func (r *rowReader) value(b *boundRule, text string, at dataset.Spot) (c coded, ok bool) {
	if m, listed := b.means[dataset.Fold(text)]; listed {
		c.stance, c.value = stanceOf(m.Means)
		return c, true
	}
	switch {
	case b.unknown.has(text):
		return c, true
	case b.notExamined.has(text):
		return coded{value: ascribe.NotExamined}, true
	case b.noneFound.has(text):
		return coded{value: ascribe.NoneFound}, true
	}
	number := r.line.Number(b.columns[0])
	switch b.coded.Type {
	case ascribe.TypeCode:
		code, known := b.codes[plainly(text)]
		if !known && anyVariableHas(underscored(text)) {
			code, known = underscored(text), true
		}
		if !known {
			b.gap(text, at)
			return c, false
		}
		return coded{value: code}, true
	case ascribe.TypeNumber:
		return r.number(b, text, number, at)
	case ascribe.TypeDate:
		return r.dateValue(b, text, at)
	case ascribe.TypeCountry:
		code, known := country.Code(text)
		if !known {
			b.gap(text, at)
			return c, false
		}
		return coded{value: code}, true
	case ascribe.TypePoint:
		return r.point(text, at)
	case ascribe.TypeID:
		id := slug(text)
		if i, _, has := strings.Cut(text, ":"); has && ascribe.ValidID(i) {
			id = text // an incident of a dataset
		}
		return coded{value: id}, id != ""
	}
	return coded{value: text}, true
}

// point reads a latitude and a longitude, and perhaps how exact they are.
func (r *rowReader) point(text string, at dataset.Spot) (coded, bool) {
	degrees, class := strings.ReplaceAll(text, ";", " "), ""
	if i := strings.LastIndexByte(degrees, ' '); i > 0 && !strings.ContainsAny(degrees[i:], "0123456789") {
		degrees, class = degrees[:i], degrees[i:]
	}
	point, is := dataset.ReadPoint(strings.TrimSpace(degrees))
	if !is {
		r.fault(at, "%s is not a latitude and a longitude in degrees", dataset.Quote(text))
	}
	return coded{value: point + class}, is
}

// joined is the value of several columns that are read together.
func (r *rowReader) joined(b *boundRule, texts []string, at dataset.Spot) []coded {
	get := func(i int) string {
		if i < len(texts) {
			return texts[i]
		}
		return ""
	}
	switch b.coded.Type {
	case ascribe.TypeDate:
		if len(texts) == 2 && len(get(0)+get(1)) > 8 {
			return r.interval(b, get(0), get(1), at)
		}
		date, wrong := dataset.DateOf(get(0), get(1), get(2))
		if wrong != "" {
			r.fault(at, "%s: %s", b.coded.Name, wrong)
			return nil
		}
		if date == "" {
			return nil
		}
		return []coded{{value: date}}
	case ascribe.TypePoint:
		if get(0) == "" || get(1) == "" {
			return nil
		}
		point, ok := dataset.PointOf(get(0), get(1))
		if !ok {
			r.fault(at, "%s and %s are not a latitude and a longitude in degrees", dataset.Quote(get(0)), dataset.Quote(get(1)))
			return nil
		}
		if p := get(2); p != "" {
			m, listed := b.means[dataset.Fold(p)]
			if !listed {
				b.gap(p, r.line.Spot(b.columns[2]))
				return nil
			}
			point = strings.TrimSpace(point + " " + m.Means)
		}
		return []coded{{value: point}}
	}
	texts = slices.DeleteFunc(texts, func(s string) bool { return s == "" })
	return []coded{{value: strings.Join(texts, ", ")}}
}

// interval is the date from a start to an end: a day where they are the same, or
// only one is known.
func (r *rowReader) interval(b *boundRule, start, end string, at dataset.Spot) []coded {
	from, ok1 := r.dateValue(b, cmp.Or(start, end), at)
	to, ok2 := r.dateValue(b, cmp.Or(end, start), at)
	switch {
	case !ok1 || !ok2:
		return nil
	case from.value == to.value:
		return []coded{from}
	}
	whole := from.value + "/" + to.value
	if _, err := ascribe.ParseDate(whole); err != nil {
		r.fault(at, "%s: it would end before it begins, from %s to %s", b.coded.Name, from.value, to.value)
		return nil
	}
	return []coded{{value: whole, note: joinNotes(from.note, to.note)}}
}

func (b *boundRule) gap(text string, at dataset.Spot) {
	key := dataset.Fold(text)
	if g, known := b.gaps[key]; known {
		g.count++
		return
	}
	b.gaps[key] = &gap{text: text, count: 1, first: at}
}

// gaps tells what the mapping has no meaning for, each text once.
func (p *planner) gaps() {
	for i := range p.rules {
		b := &p.rules[i]
		for _, g := range b.gaps {
			cells := "1 cell"
			if g.count > 1 {
				cells = fmt.Sprintf("%d cells, of which this is the first", g.count)
			}
			p.fault(g.first, "%s %s (%s): say what it means under values of %s in the mapping", dataset.Quote(g.text), b.whyGap(g.text), cells, dataset.Quote(strings.Join(b.Columns, ", ")))
		}
	}
}

func (b *boundRule) whyGap(text string) string {
	if b.coded.Type == ascribe.TypeCountry {
		return country.WhyNot(text)
	}
	if b.coded.Type == ascribe.TypePoint {
		return "is no class of precision"
	}
	if meant := near.Word(plainly(text), codesOf(b.coded)); meant != "" {
		return "is no value of " + b.coded.Name + "; perhaps " + meant
	}
	return "is no value of " + b.coded.Name + ", which has " + strings.Join(codesOf(b.coded), ", ")
}
