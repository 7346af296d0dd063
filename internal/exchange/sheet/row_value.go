package sheet

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/country"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

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
