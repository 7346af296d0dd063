package dataset

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/pattern"
)

// maxValues is how many different values a column of codes has at most.
const maxValues = 12

// A draft is a mapping as it is written.
type draft struct{ bytes.Buffer }

func (d *draft) line(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

// write is the proposal as YAML.
func (p *proposal) write() []byte {
	d := &draft{}
	p.heading(d)
	p.file(d)
	d.line("")
	p.identity(d)
	if s := p.common(); len(s) > 0 {
		d.line("# guess: these stand for unknown; a column can have a list of its own")
		d.line("sentinels: [%s]", yamlList(s))
	}
	if p.namibia {
		d.line("# %s has NA: is it Namibia, or unknown? It is read as Namibia; if it is unknown, give the column", oneLine(p.names[p.country]))
		d.line("# sentinels: [NA]. Where another column has NA, it is taken for unknown.")
	}
	d.line("reliability: B")
	d.line("credibility: 2")
	if o, guess := p.dateOrder(); o != "" {
		d.line("# how dates of three numbers are written")
		d.line("date_format: %s%s", o, guessed(guess, "mdy is possible too"))
	}
	p.writeDecimal(d)
	p.derived(d)
	p.columns(d)
	return d.Bytes()
}

func (p *proposal) heading(d *draft) {
	rows := "rows"
	if p.rows == 1 {
		rows = "row"
	}
	d.line("# A mapping for %s, proposed from its header and its first %d %s.", oneLine(p.name), p.rows, rows)
	d.line("# Look at every line that says guess. Columns that are not listed are kept as text.")
	d.line("# The format is described in docs/mappings.md.")
	base := path.Base(strings.ReplaceAll(p.name, `\`, "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	id, wrong := makeID(base)
	if wrong != "" {
		id = "dataset"
	}
	d.line("mapping: %s", yamlText(id))
	d.line("title: %s", yamlText(base))
	d.line("# publisher: who brings the dataset out")
	d.line("# licence: its name")
	d.line("# licence_note: what it allows, above all whether rows may be passed on")
}

// file says what the file is, and where in it the table lies.
func (p *proposal) file(d *draft) {
	d.line("format: %s", p.format)
	if p.format == CSV || p.mapping.Encoding != UTF8 && p.mapping.Encoding != "" {
		d.line("encoding: %s", p.mapping.Encoding)
	}
	if p.guessed.Best != "" {
		d.line("# guess: it is not UTF-8, and by its letters looks like %s; look at them in what is imported", p.guessed)
	}
	if p.format == CSV {
		said := ""
		if p.layout.said {
			said = " # as the first line says, which is passed over"
		}
		d.line("delimiter: %s%s", yamlText(string(p.mapping.Delimiter)), said)
	}
	if p.mapping.Sheet != "" {
		why := "# the first that is shown"
		if p.layout.noFirst {
			why = "# guess: it has the largest table"
		}
		if len(p.layout.others) == 0 {
			why = ""
		} else {
			why += "; there are " + oneLine(strings.Join(p.layout.others, ", ")) + " too"
		}
		d.line("sheet: %s %s", yamlText(p.mapping.Sheet), why)
	}
	switch {
	case p.layout.above > 0:
		d.line("header_row: %d # guess: the columns are named there; what stands above is passed over", p.mapping.HeaderRow)
	case p.mapping.HeaderRow > 0:
		d.line("header_row: %d", p.mapping.HeaderRow)
	}
}

// identity says what tells rows apart, and what they are called.
func (p *proposal) identity(d *draft) {
	switch {
	case len(p.ids) == 0:
		d.line("# guess: no columns were seen that tell all rows apart. Rows are numbered, so that editions cannot be")
		d.line("# compared; name the columns that together are an incident's, as in [country, number]")
		d.line("id: row")
	case len(p.ids[0]) > 1:
		d.line("# guess: no two rows have the same of these together")
		d.line("id: [%s]", yamlList(p.namesOf(p.ids[0])))
	case p.idNamed && strings.EqualFold(p.names[p.ids[0][0]], "id"):
		d.line("id: %s", yamlText(p.names[p.ids[0][0]]))
	case p.idNamed:
		d.line("# guess: by its name, and no two rows have the same")
		d.line("id: %s", yamlText(p.names[p.ids[0][0]]))
	default:
		d.line("# guess: no two rows have the same")
		d.line("id: %s", yamlText(p.names[p.ids[0][0]]))
	}
	if title := p.title(); title != "" {
		d.line("# guess: what an incident is called")
		d.line("row_title: %s", yamlText(title))
	}
	if len(p.sources) > 0 {
		d.line("# guess: by their names")
		d.line("sources: [%s]", yamlList(p.namesOf(p.sources)))
	}
}

func (p *proposal) namesOf(columns []int) (list []string) {
	for _, i := range columns {
		list = append(list, p.names[i])
	}
	return list
}

// unknowns are what stands for unknown in a column. Degrees have none: -99 can
// be a longitude.
func (p *proposal) unknowns(i int) (list []string) {
	for _, s := range usualSentinels {
		if p.seen[i].sentinels[s] > 0 && (!p.isDegrees(i) || !isDecimal(s)) && !(s == "NA" && p.namibia && i == p.country) {
			list = append(list, s)
		}
	}
	return list
}

func (p *proposal) isDegrees(i int) bool {
	m, _ := meansOf(p.names[i])
	return m == meansLatitude || m == meansLongitude
}

// common are what stands for unknown in all columns.
func (p *proposal) common() (list []string) {
	found := map[string]bool{}
	for i := range p.seen {
		for _, s := range p.unknowns(i) {
			found[s] = true
		}
	}
	for _, s := range usualSentinels {
		if found[s] && !(s == "NA" && p.namibia) {
			list = append(list, s)
		}
	}
	return list
}

// ownUnknowns are what stands for unknown in a column that needs a list of its
// own, and whether it does.
func (p *proposal) ownUnknowns(i int) (list []string, own bool) {
	c := &p.seen[i]
	list = p.unknowns(i)
	switch {
	case p.isDegrees(i):
		for s := range c.sentinels {
			own = own || isDecimal(s)
		}
	case p.namibia && i != p.country:
		own = c.sentinels["NA"] > 0
	}
	return list, own
}

// dateOrder is how the columns that are the event's date write it.
func (p *proposal) dateOrder() (o DateOrder, guess bool) {
	i := p.date.column
	if i < 0 {
		i = p.date.start
	}
	if i < 0 {
		return "", false
	}
	o, guess, _ = p.seen[i].order()
	return o, guess
}

// promised reports whether the date is a column of its own type: every value
// is a date.
func (p *proposal) promised() bool {
	return p.date.column >= 0 && !p.careful && p.seen[p.date.column].allDates()
}

const derivedDate = "event_date"

func (p *proposal) title() string {
	var parts []string
	if p.place >= 0 {
		parts = append(parts, p.names[p.place])
	}
	if p.country >= 0 {
		parts = append(parts, p.names[p.country])
	}
	switch {
	case p.promised():
		parts = append(parts, p.names[p.date.column])
	case p.date.column >= 0 || p.date.start >= 0 || p.date.year >= 0:
		parts = append(parts, p.free()(derivedDate))
	}
	for i, s := range parts {
		if strings.ContainsAny(s, "{}") {
			return ""
		}
		parts[i] = "{" + s + "}"
	}
	return strings.Join(parts, ", ")
}

// free gives derived columns names that no column of the file has.
func (p *proposal) free() func(name string) string {
	used := map[string]bool{}
	for i, name := range p.names {
		if !p.passedOver(i) {
			used[variableName(name)] = true
		}
	}
	return func(name string) string {
		if used[name] && (name == string(ascribe.RoleKilled) || name == string(ascribe.RoleInjured)) {
			name += "_number"
		}
		return unique(name, used)
	}
}

// derived writes what can be made from columns.
func (p *proposal) derived(d *draft) {
	out := &draft{}
	name := p.free()
	one := func(own, comment string, role ascribe.Role, typ ascribe.Type, from int) {
		out.line("  %s: # guess%s", name(own), comment)
		out.line("    role: %s", role)
		out.line("    type: %s", typ)
		out.line("    from: [%s]", yamlText(p.names[from]))
	}
	switch e := &p.date; {
	case e.column >= 0 && !p.promised():
		one(derivedDate, ": some values of it may be no dates", ascribe.RoleEventDate, ascribe.TypeDate, e.column)
	case e.start >= 0:
		out.line("  %s: # guess", name(derivedDate))
		out.line("    role: event_date")
		out.line("    start: %s", yamlText(p.names[e.start]))
		if e.end >= 0 {
			out.line("    end: %s", yamlText(p.names[e.end]))
		}
	case e.year >= 0:
		out.line("  %s: # guess: a month or day of 0 is unknown", name(derivedDate))
		out.line("    role: event_date")
		out.line("    year: %s", yamlText(p.names[e.year]))
		if e.month >= 0 {
			out.line("    month: %s", yamlText(p.names[e.month]))
		}
		if e.day >= 0 {
			out.line("    day: %s", yamlText(p.names[e.day]))
		}
	}
	if p.country >= 0 {
		one("country_code", "", ascribe.RoleCountry, ascribe.TypeCountry, p.country)
	}
	if p.lat >= 0 {
		out.line("  %s: # guess", name("point"))
		out.line("    role: point")
		out.line("    latitude: %s", yamlText(p.names[p.lat]))
		out.line("    longitude: %s", yamlText(p.names[p.lon]))
	}
	for _, role := range countRoles {
		if i := p.counts[role]; i >= 0 && !p.counted(role) {
			one(string(role), "", role, ascribe.TypeNumber, i)
		}
	}
	if out.Len() > 0 {
		d.line("\nderived:")
		d.Write(out.Bytes())
	}
}

var countRoles = []ascribe.Role{ascribe.RoleKilled, ascribe.RoleInjured}

// counted reports whether a column is itself the number of a role: it is
// called so, and holds whole numbers alone.
func (p *proposal) counted(role ascribe.Role) bool {
	i := p.counts[role]
	if i < 0 || p.careful || variableName(p.names[i]) != string(role) {
		return false
	}
	c := &p.seen[i]
	sign, _ := p.decimal()
	return c.numbers == c.filled || sign != "" && c.numbers+c.open == c.filled
}

var plainText = pattern.New(`^[A-Za-z][A-Za-z0-9_.]*( [A-Za-z0-9_.]+)*$`)

func yamlList(all []string) string {
	list := make([]string, len(all))
	for i, s := range all {
		list[i] = yamlText(s)
	}
	return strings.Join(list, ", ")
}

// yamlText writes a text as YAML reads it back.
func yamlText(s string) string {
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf":
	default:
		if plainText.MatchString(s) {
			return s
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b) // JSON's quotes are among YAML's
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}

// oneLine makes a text fit for a comment.
func oneLine(s string) string {
	return shorten(strings.Join(strings.FieldsFunc(s, func(c rune) bool { return c < ' ' || c == '\u0085' || c == '\u2028' || c == '\u2029' || c == '\ufeff' }), " "), 200)
}
