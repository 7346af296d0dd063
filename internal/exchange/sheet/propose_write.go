package sheet

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// The words that columns of sources are called by.
var (
	urlWords       = []string{"url", "urls", "link", "links", "web", "website", "internet", "adresse", "address"}
	publishedWords = []string{"published", "publication", "erschienen", "veroffentlicht", "publie", "publicado", "pubblicato"}
	headlineWords  = []string{"headline", "uberschrift", "schlagzeile", "titre", "titular"}
	publisherWords = []string{"publisher", "medium", "newspaper", "paper", "outlet", "agency", "zeitung", "verlag", "herausgeber", "agentur", "editeur", "journal", "periodico", "editorial", "giornale", "editore", "издание", "видання"}
	sourceWords    = []string{"source", "sources", "quelle", "quellen", "fuente", "fonte", "scite", "источник", "джерело", "مصدر"}
)

// sources proposes what is the source of the rows: on a sheet of its own, from
// columns, or one for all.
func (p *proposal) sources() {
	p.line("sources:")
	if p.joined() {
		return
	}
	url := p.called(urlWords...)
	published := p.datedBy()
	headline, publisher, named := p.called(headlineWords...), p.source(publisherWords), p.source(sourceWords)
	if publisher < 0 {
		publisher = named
	}
	name := dataset.OneLine(strings.Trim(p.sheetName(), `"`))
	p.line("  source:")
	switch {
	case headline >= 0:
		p.line("    title: %s%sits headline", p.braced(headline), guessMark)
	case named >= 0:
		p.line("    title: %s%sits name", p.braced(named), guessMark)
	case publisher >= 0:
		p.line("    title: %s%sits name", p.braced(publisher), guessMark)
	case url >= 0:
		p.line("    title: %s%sits address, for want of a title", p.braced(url), guessMark)
	default:
		p.line("    title: %s%sno column names a source, so that one stands for all", dataset.YAMLText("The sheet "+name), guessMark)
	}
	if publisher >= 0 {
		p.line("    publisher: %s%swho brought it out", p.braced(publisher), guessMark)
	}
	if url >= 0 {
		p.line("    url: %s", p.braced(url))
	}
	if published >= 0 {
		p.line("    published: %s%sthe day on which it came out", p.braced(published), guessMark)
	} else {
		p.line("    %spublished: on which day did it come out? A column, as in \"{printed}\", or a day, as in 2020-06", askMark)
	}
	p.reliability("    ")
	p.line("")
}

// datedBy is the column that says when the source came out.
func (p *proposal) datedBy() int {
	for i := range p.look.Columns {
		if !p.used[i] && p.dates(i) {
			return p.use([]int{i})
		}
	}
	return -1
}

// dates reports whether a column is called the day of a source.
func (p *proposal) dates(i int) bool {
	words := dataset.NameWords(p.column(i))
	has := func(list ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(list, w) })
	}
	return has(publishedWords...) || has("source", "quelle") && has("date", "datum", "day")
}

// source is the column that names what the rows are from, by one of some words.
func (p *proposal) source(words []string) int {
	for i := range p.look.Columns {
		parts := nameParts(p.column(i))
		if c := &p.look.Columns[i]; p.used[i] || c.Whole || c.IsDate || c.Filled == 0 && p.look.Rows > 0 || slices.Contains(parts, "scale") {
			continue
		}
		for _, w := range parts {
			if slices.Contains(words, w) {
				return p.use([]int{i})
			}
		}
	}
	return -1
}

func (p *proposal) reliability(indent string) {
	if i := p.called("reliability", "verlasslichkeit", "zuverlassigkeit", "fiabilite", "fiabilidad"); i >= 0 {
		p.line("%sreliability: %s%sA to F", indent, p.braced(i), guessMark)
		return
	}
	p.line("%sreliability: B%susually reliable; it is the same for all that has none of its own", indent, guessMark)
}

// joined proposes sources on another sheet, whose key a column of the rows has.
func (p *proposal) joined() bool {
	for _, other := range p.others {
		for k := range other.Columns {
			key := &other.Columns[k]
			if !key.Unique || len(key.Values) == 0 {
				continue
			}
			from, several := p.naming(key)
			if from < 0 {
				continue
			}
			q := &proposal{name: p.name, look: other, book: p.book, used: map[int]bool{k: true}}
			p.used[from] = true
			p.line("  %s:", dataset.YAMLText(slug(other.Sheet)))
			p.line("    sheet: %s", dataset.YAMLText(other.Sheet))
			p.line("    key: %s%sits values stand in the column %s", dataset.YAMLText(key.Name), guessMark, dataset.OneLine(p.column(from)))
			p.line("    from: %s", p.braced(from))
			if several != "" {
				p.line("    several: %q", several)
			}
			for _, f := range []struct {
				field string
				at    int
			}{
				{"title", q.called(append([]string{"title", "titel", "titulo"}, headlineWords...)...)},
				{"url", q.called(urlWords...)},
				{"published", q.datedBy()},
				{"publisher", q.source(slices.Concat(publisherWords, sourceWords))},
			} {
				switch {
				case f.at >= 0:
					p.line("    %s: %s%sits name", f.field, q.braced(f.at), guessMark)
				case f.field == "title":
					p.line("    title: %s%sfor want of a title", q.braced(k), guessMark)
				case f.field == "published":
					p.line("    %spublished: on which day did it come out? A column of that sheet, as in \"{printed}\"", askMark)
				}
			}
			p.Write(q.after(func() { q.reliability("    ") }))
			p.line("")
			return true
		}
	}
	return false
}

// after is what something writes.
func (p *proposal) after(write func()) []byte {
	p.Reset()
	write()
	return p.Bytes()
}

// naming is the column whose values are keys, one or several a cell; -1 where
// there is none.
func (p *proposal) naming(key *dataset.LookedAt) (column int, several string) {
	keys := words{}
	for _, v := range key.Values {
		keys[dataset.Fold(v.Text)] = true
	}
	for i := range p.look.Columns {
		if p.used[i] || p.look.Columns[i].Filled == 0 {
			continue
		}
		for _, way := range []string{"", ";", ","} {
			cells, known, parts := 0, 0, false
			for _, v := range p.look.Columns[i].Values {
				list := parted(v.Text, way)
				parts = parts || len(list) > 1
				for _, one := range list {
					cells++
					if keys.has(one) {
						known++
					}
				}
			}
			if cells > 0 && known*10 >= cells*8 && (way == "" || parts) {
				return i, way
			}
		}
	}
	return -1, ""
}

// holdingGrades is the first column that nothing else is proposed for and that holds
// grades, as in B2, and nothing else; -1 where there is none.
func (p *proposal) holdingGrades() int {
	for i := range p.look.Columns {
		values := p.look.Columns[i].Values
		if len(values) > 0 && !slices.ContainsFunc(values, func(v dataset.Seen) bool { return !gradeForm.MatchString(v.Text) }) {
			return p.use([]int{i})
		}
	}
	return -1
}

// saying proposes what is said with every value.
func (p *proposal) saying() {
	if i := p.called("grade", "grading", "bewertung"); i >= 0 {
		p.line("grade: %s%sas in B2", p.braced(i), guessMark)
	} else if i := p.holdingGrades(); i >= 0 {
		p.line("grade: %s%sits values are such, as in B2", p.braced(i), guessMark)
	} else if i := p.called("credibility", "glaubwurdigkeit", "sicherheit", "certainty", "confidence"); i >= 0 {
		p.credibility(i)
	} else {
		p.line("credibility: \"2\"%sprobably true; what has no credibility moves no label", guessMark)
	}
	for _, f := range []struct {
		field, why string
		words      []string
	}{
		{"coder", "who coded it", []string{"coder", "coded", "kodiert", "bearbeiter", "bearbeiterin", "analyst", "codeur"}},
		{"locator", "where in the source it stands", []string{"locator", "page", "pages", "seite", "fundstelle", "paragraph"}},
		{"note", "it goes into the note of each statement", []string{"note", "notes", "remark", "remarks", "comment", "comments", "bemerkung", "bemerkungen", "anmerkung", "anmerkungen", "kommentar", "summary", "description", "beschreibung", "observaciones", "commentaire"}},
	} {
		if i := p.called(f.words...); i >= 0 {
			p.line("%s: %s%s%s", f.field, p.braced(i), guessMark, f.why)
		}
	}
	p.line("")
}

// credibility is a column of it, whose words the team puts on the scale.
func (p *proposal) credibility(i int) {
	var words []string
	for _, v := range p.look.Columns[i].Values {
		if !slices.Contains(ascribe.Credibilities, ascribe.Credibility(v.Text)) {
			words = append(words, v.Text)
		}
	}
	if len(words) == 0 {
		p.line("credibility: %s%sits name", p.braced(i), guessMark)
		return
	}
	p.line("credibility:%sits name", guessMark)
	p.line("  from: %s", p.braced(i))
	p.line("  values:")
	for _, w := range words {
		p.line("    %s%s: \"1\" (confirmed), \"2\" (probably true), \"3\" (possibly true), \"4\" (doubtful), \"5\" (improbable) or \"6\" (cannot be judged)?", askMark, dataset.YAMLText(w))
	}
}

// parts are the words for what somebody did in an incident, and what they say of
// the role and the kind of actor.
var parts = []struct {
	words      []string
	role, kind string
}{
	{[]string{"handler"}, "handler", "persona"},
	{[]string{"recruiter", "anwerber"}, "recruiter", "person"},
	{[]string{"claimant"}, "claimant", "organisation"},
	{[]string{"perpetrator", "perpetrators", "attacker", "attackers", "tater", "suspect", "auteur", "autor"}, "perpetrator", "person"},
	{[]string{"gname", "group", "gruppe", "organisation", "organization", "groupe", "grupo"}, "perpetrator", "organisation"},
	{[]string{"actor", "akteur", "acteur", "side"}, "perpetrator", "organisation"},
}

// links proposes which columns make actors.
func (p *proposal) links() {
	var lines []string
	for _, part := range parts {
		for i := range p.look.Columns {
			words := dataset.NameWords(p.column(i))
			c := &p.look.Columns[i]
			if p.used[i] || c.Whole || c.IsDate || slices.Contains(words, "membership") || slices.Contains(words, "role") || slices.Contains(words, "length") || slices.Contains(words, "certain") {
				continue
			}
			if !slices.ContainsFunc(words, func(w string) bool {
				return slices.Contains(part.words, w) || slices.Contains(part.words, strings.TrimRight(w, "0123456789"))
			}) {
				continue
			}
			p.used[i] = true
			lines = append(lines,
				fmt.Sprintf("  %s:%sit names who had a part; persons only where a source names them, never victims", dataset.YAMLText(slug(p.column(i))), guessMark),
				fmt.Sprintf("    name: %s", p.braced(i)), fmt.Sprintf("    role: %s", part.role), fmt.Sprintf("    kind: %s", part.kind))
			if v := p.ofLinksAlone(); v != nil {
				lines = append(lines, fmt.Sprintf("    variable: %s", v.Name), fmt.Sprintf("    value: %s", dataset.YAMLText(v.Values[0].Code)))
			}
			break
		}
	}
	if len(lines) == 0 {
		return
	}
	p.line("links:")
	for _, l := range lines {
		p.line("%s", l)
	}
	p.line("")
}

// ofLinksAlone is the variable by which a link is dated: of links alone, with one
// value.
func (p *proposal) ofLinksAlone() *ascribe.Variable {
	for i := range p.book.Variables {
		v := &p.book.Variables[i]
		if v.Type == ascribe.TypeCode && len(v.Values) == 1 && len(v.Of) == 1 && v.Of[0] == ascribe.OfLink {
			return v
		}
	}
	return nil
}

// columns writes which column is which variable.
func (p *proposal) columns() {
	if len(p.rules) == 0 {
		p.line("%scolumns: no column is like a variable; name them, as in columns: {dead: {variable: killed}}", askMark)
		return
	}
	p.line("columns:")
	for _, l := range p.rules {
		p.rule(l)
	}
}

func (p *proposal) rule(l likeness) {
	c := &p.look.Columns[l.column]
	name := dataset.YAMLText(c.Name)
	if l.variable.Type != ascribe.TypeCode {
		more := ""
		if l.variable.Type == ascribe.TypeNumber && slices.ContainsFunc(c.Values, func(v dataset.Seen) bool { _, _, ok := inexactNumber(v.Text, p.look.Decimal); return ok }) {
			more = ", inexact: note"
		}
		p.line("  %s: {variable: %s%s}%s%s", name, l.variable.Name, more, guessMark, l.why)
		return
	}
	p.line("  %s:%s%s", name, guessMark, l.why)
	p.line("    variable: %s", l.variable.Name)
	if l.several != "" {
		p.line("    several: %q", l.several)
	}
	p.values(c, l)
}

// values writes what the texts of a column of codes mean, as far as that is not
// plain from the codebook.
func (p *proposal) values(c *dataset.LookedAt, l likeness) {
	known := newWords(slices.Concat(p.look.Unknown, notLooked, emptyHanded))
	counts := map[string]int{}
	var order []string
	for _, v := range c.Values {
		for _, one := range parted(v.Text, l.several) {
			if known.has(one) || codeOf(l.variable, one) != "" || anyVariableHas(underscored(one)) {
				continue
			}
			if counts[one] == 0 {
				order = append(order, one)
			}
			counts[one] += v.Count
		}
	}
	if len(order) == 0 {
		return
	}
	p.line("    values:")
	for _, text := range order {
		key := dataset.YAMLText(text)
		if code := nearestCode(l.variable, text); code != "" {
			p.line("      %s: %s%sthe likest of %s", key, code, guessMark, l.variable.Name)
			continue
		}
		p.line("      %s%s: %s, or nothing (\"\")?", askMark, key, strings.Join(codesOf(l.variable), ", "))
	}
}

// together writes what is read from several columns.
func (p *proposal) together() {
	var lines []string
	write := func(v *ascribe.Variable, columns ...[]int) {
		var names []string
		for _, list := range columns {
			if i := p.use(list); i >= 0 {
				names = append(names, dataset.YAMLText(p.column(i)))
			}
		}
		if v != nil && len(names) > 1 {
			lines = append(lines, fmt.Sprintf("  - {variable: %s, columns: [%s]}%stheir names", v.Name, strings.Join(names, ", "), guessMark))
		}
	}
	date := p.book.WithRole(ascribe.RoleEventDate)
	switch {
	case len(p.look.Start) > 0 && len(p.look.End) > 0:
		write(date, p.look.Start, p.look.End)
	case len(p.look.Year) > 0:
		write(date, p.look.Year, p.look.Month, p.look.Day)
	}
	write(p.book.WithRole(ascribe.RolePoint), p.look.Latitude, p.look.Longitude)
	if len(lines) == 0 {
		return
	}
	p.line("together:")
	for _, l := range lines {
		p.line("%s", l)
	}
}
