package dataset

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
)

// maxValues is how many different values a column of codes has at most.
const maxValues = 12

func (p *proposal) write() []byte {
	var b bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# A mapping for %s, proposed from its header and its first %d rows.", oneLine(p.name), p.rows)
	line("# Look at every line that says guess. Columns that are not listed are kept as text.")
	base := path.Base(strings.ReplaceAll(p.name, `\`, "/"))
	id, wrong := makeID(strings.TrimSuffix(base, path.Ext(base)))
	if wrong != "" {
		id = "dataset"
	}
	line("mapping: %s", yamlText(id))
	line("title: %s", yamlText(strings.TrimSuffix(base, path.Ext(base))))
	line("# publisher: who brings the dataset out")
	line("# licence: its name")
	line("# licence_note: what it allows, above all whether rows may be passed on")
	line("format: %s", p.format)
	if p.format == CSV {
		line("encoding: %s", p.mapping.Encoding)
		if p.guessed.Best != "" {
			line("# guess: it is not UTF-8, and by its letters looks like %s; look at them in what is imported", p.guessed)
		}
		line("delimiter: %s", yamlText(string(p.mapping.Delimiter)))
	}
	line("")
	at, sure := p.id()
	if !sure {
		line("# guess: no column was seen that tells all rows apart; several can, as in [country, number]")
	} else if !strings.Contains(strings.ToLower(p.names[at]), "id") {
		line("# guess: no two rows have the same")
	}
	line("id: %s", yamlText(p.nameOf(at)))
	if title := p.title(); title != "" {
		line("row_title: %s", yamlText(title))
	}
	if s := p.sources(); len(s) > 0 {
		line("sources: [%s]", strings.Join(s, ", "))
	}
	if s := p.sentinels(); s != "" {
		line("# guess: these stand for unknown; a column can have a list of its own")
		line("sentinels: [%s]", s)
	}
	line("reliability: B")
	line("credibility: 2")
	p.derived(&b)
	p.columns(&b)
	return b.Bytes()
}

func (p *proposal) nameOf(i int) string {
	if i < len(p.names) && p.names[i] != "" {
		return p.names[i]
	}
	return "id"
}

func (p *proposal) sources() (out []string) {
	for _, n := range p.names {
		if sourceName.MatchString(n) {
			out = append(out, yamlText(n))
		}
	}
	return out
}

func (p *proposal) sentinels() string {
	found := map[string]bool{}
	for i := range p.seen {
		for s := range p.seen[i].sentinels {
			found[s] = true
		}
	}
	var out []string
	for _, s := range usualSentinels {
		if found[s] {
			out = append(out, yamlText(s))
		}
	}
	return strings.Join(out, ", ")
}

// doubled reports whether the column has the name of another before it.
func (p *proposal) doubled(i int) bool {
	return !p.header[i].unnamed() && norm.NFC.String(strings.TrimSpace(p.header[i].name)) != p.names[i]
}

// eventDate is the column of the event's date; -1 where it has to be made
// from several, or is not seen.
func (p *proposal) eventDate() int {
	best, score := -1, 0
	for i, name := range p.names {
		_, _, ok := p.seen[i].order()
		if !ok || name == "" {
			continue
		}
		s := 1
		switch fold := strings.ToLower(name); {
		case fold == "date":
			s = 4
		case fold == "event_date" || fold == "eventdate":
			s = 3
		case strings.Contains(fold, "date") && !strings.Contains(fold, "source") && !strings.Contains(fold, "publi"):
			s = 2
		}
		if s > score {
			best, score = i, s
		}
	}
	return best
}

// dated is how the event's date is made: of a start and an end, of parts, or
// as one column.
func (p *proposal) dated() (start, end, year, month, day, column int) {
	isDate := func(c *seen) bool { _, _, ok := c.order(); return ok }
	start, end = p.named(startName, isDate), p.named(endName, isDate)
	year, month, day = p.named(yearName, whole), p.named(monthName, small), p.named(dayName, small)
	return start, end, year, month, day, p.eventDate()
}

func (p *proposal) title() string {
	var parts []string
	if i := p.named(placeName, full); i >= 0 {
		parts = append(parts, p.names[i])
	}
	if i := p.country(); i >= 0 {
		parts = append(parts, p.names[i])
	}
	start, _, year, month, _, date := p.dated()
	switch {
	case start >= 0 || year >= 0 && month >= 0:
		parts = append(parts, "event_date")
	case date >= 0 && p.allDates(date):
		parts = append(parts, p.names[date])
	case date >= 0:
		parts = append(parts, "event_date")
	}
	for i, s := range parts {
		if strings.ContainsAny(s, "{}") {
			return ""
		}
		parts[i] = "{" + s + "}"
	}
	return strings.Join(parts, ", ")
}

// country is the column of countries by name or code.
func (p *proposal) country() int {
	best, score := -1, 0
	for i, name := range p.names {
		c := &p.seen[i]
		if c.filled == 0 || c.countries*10 < c.filled*8 || name == "" {
			continue
		}
		s := 1
		if strings.Contains(strings.ToLower(name), "country") {
			s = 2
		}
		if s > score {
			best, score = i, s
		}
	}
	return best
}

// derived writes what can be made from columns.
func (p *proposal) derived(b *bytes.Buffer) {
	var out bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&out, "  "+format+"\n", args...) }
	used := map[string]bool{} // a derived column never has the name of one in the file
	for i, h := range p.header {
		if !h.unnamed() && !p.numbersRows(i) {
			used[variableName(p.names[i])] = true
		}
	}
	name := func(s string) string { return unique(s, used) }
	start, end, year, month, day, date := p.dated()
	switch {
	case start >= 0:
		line("%s:", name("event_date"))
		line("  role: event_date")
		line("  start: %s", yamlText(p.names[start]))
		if end >= 0 {
			line("  end: %s", yamlText(p.names[end]))
		}
		if o, guess, _ := p.seen[start].order(); o != "" {
			line("  date_format: %s%s", o, guessed(guess, "mdy is possible too"))
		}
	case year < 0 || month < 0:
		if date >= 0 && !p.allDates(date) {
			line("%s: # some values of it are no dates", name("event_date"))
			line("  role: event_date")
			line("  type: date")
			line("  from: [%s]", yamlText(p.names[date]))
			if o, guess, _ := p.seen[date].order(); o != "" {
				line("  date_format: %s%s", o, guessed(guess, "mdy is possible too"))
			}
		}
	default:
		line("%s: # a month or day of 0 is unknown", name("event_date"))
		line("  role: event_date")
		line("  year: %s", yamlText(p.names[year]))
		line("  month: %s", yamlText(p.names[month]))
		if day >= 0 {
			line("  day: %s", yamlText(p.names[day]))
		}
	}
	if i := p.country(); i >= 0 {
		line("%s: # guess", name("country_code"))
		line("  role: country")
		line("  type: country")
		line("  from: [%s]", yamlText(p.names[i]))
	}
	isDegrees := func(c *seen) bool { return c.most(c.decimals) }
	if lat, lon := p.named(latitudeName, isDegrees), p.named(longitudeName, isDegrees); lat >= 0 && lon >= 0 {
		line("%s:", name("point"))
		line("  role: point")
		line("  latitude: %s", yamlText(p.names[lat]))
		line("  longitude: %s", yamlText(p.names[lon]))
	}
	for _, r := range []struct {
		role ascribe.Role
		name *regexp.Regexp
	}{{ascribe.RoleKilled, killedName}, {ascribe.RoleInjured, injuredName}} {
		if i := p.named(r.name, whole); i >= 0 {
			own := string(r.role)
			if used[own] {
				own += "_number"
			}
			line("%s: # guess", name(own))
			line("  role: %s", r.role)
			line("  type: number")
			line("  from: [%s]", yamlText(p.names[i]))
		}
	}
	if out.Len() > 0 {
		b.WriteString("\nderived:\n")
		b.Write(out.Bytes())
	}
}

func guessed(guess bool, why string) string {
	if !guess {
		return ""
	}
	return " # guess: " + why
}

// columns writes those that are more than text: the date, degrees with
// sentinels of their own, and those that have few values.
func (p *proposal) columns(b *bytes.Buffer) {
	var out bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	start, _, year, month, day, date := p.dated()
	made := start >= 0 || year >= 0 && month >= 0 || date >= 0 && !p.allDates(date)
	at, _ := p.id()
	for i, name := range p.names {
		c := &p.seen[i]
		switch {
		case p.numbersRows(i):
			line("  %s: # it numbers the rows", yamlText(name))
			line("    leave_out: true")
		case p.doubled(i):
			line("  %s: {} # there are two columns of this name", yamlText(name))
		case i == at:
		case i == date && !made:
			o, guess, _ := c.order()
			line("  %s:", yamlText(name))
			line("    type: date")
			line("    role: event_date%s", guessed(len(p.dateColumns()) > 1, "there are other columns of dates"))
			if o != "" {
				fmt.Fprintf(b, "\n# how dates of three numbers are written\ndate_format: %s%s\n", o, guessed(guess, "mdy is possible too"))
			}
		case latitudeName.MatchString(name) || longitudeName.MatchString(name):
			if len(c.sentinels) > 0 {
				line("  %s: # -99 can be a longitude", yamlText(name))
				line("    sentinels: []")
			}
		case i == year || i == month || i == day:
		case len(c.values) <= maxValues && len(c.values) > 1 && p.rows >= 20 && c.longest <= 40 && c.filled >= 4*len(c.values):
			if c.most(c.numbers) {
				line("  %s: # guess: codes, whose meanings can be written here", yamlText(name))
				line("    codes:")
				for _, v := range slices.Sorted(maps.Keys(c.values)) {
					line("      %s: %q", yamlText(v), "")
				}
				continue
			}
			line("  # %s has %d values: %s", oneLine(name), len(c.values), oneLine(strings.Join(slices.Sorted(maps.Keys(c.values)), ", ")))
		}
	}
	if written.Match(out.Bytes()) {
		b.WriteString("\ncolumns:\n")
	} else if out.Len() > 0 {
		b.WriteString("\n# columns:\n")
	}
	b.Write(out.Bytes())
}

// written is a line that is no comment.
var written = regexp.MustCompile(`(?m)^ *[^ #\n]`)

// allDates reports whether every value of a column is a date.
func (p *proposal) allDates(column int) bool {
	o, _, _ := p.seen[column].order()
	if o == "" {
		o = YearFirst
	}
	return p.seen[column].dates[o] == p.seen[column].filled
}

func (p *proposal) dateColumns() (out []int) {
	for i := range p.seen {
		if _, _, ok := p.seen[i].order(); ok {
			out = append(out, i)
		}
	}
	return out
}

var plainText = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.]*( [A-Za-z0-9_.]+)*$`)

// yamlText writes a text as YAML reads it back.
func yamlText(s string) string {
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf":
	default:
		if plainText.MatchString(s) {
			return s
		}
	}
	quoted, err := json.Marshal(s) // JSON's quotes are among YAML's
	if err != nil {
		return `""`
	}
	return string(quoted)
}

// oneLine makes a text fit for a comment.
func oneLine(s string) string {
	return shorten(strings.Join(strings.FieldsFunc(s, func(c rune) bool { return c < ' ' || c == '\u0085' || c == '\u2028' || c == '\u2029' || c == '\ufeff' }), " "), 200)
}
