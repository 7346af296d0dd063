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
		end := near.DidYouMeanOr(name, names, "it has")
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
			p.problems.Add(p.mapping.fault(m.at, "%s has no value %s%s", b.coded.Name, dataset.Quote(value), near.DidYouMeanOr(value, codesOf(b.coded), "it has")))
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
