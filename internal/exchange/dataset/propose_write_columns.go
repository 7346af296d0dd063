package dataset

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

func guessed(guess bool, why string) string {
	if !guess {
		return ""
	}
	return " # guess: " + why
}

// columns writes those of the file that are more than text, and in comments
// what the others hold.
func (p *proposal) columns(d *draft) {
	live, notes := &draft{}, &draft{}
	for i, name := range p.names {
		if p.numbersRows(i) {
			live.line("  %s: # guess: it numbers the rows", yamlText(name))
			live.line("    leave_out: true")
		}
		if p.passedOver(i) {
			continue
		}
		c := &draft{}
		if i == p.date.column && p.promised() {
			c.line("    type: date")
			c.line("    role: event_date%s", guessed(true, dateReason(p.date.rivals)))
		}
		if p.undated(i) {
			c.line("    type: text # guess: %s", p.noDates(i))
		}
		for _, role := range countRoles {
			if i == p.counts[role] && p.counted(role) {
				c.line("    type: number")
				c.line("    role: %s # guess", role)
			}
		}
		if own, needed := p.ownUnknowns(i); needed {
			c.line("    sentinels: [%s] # guess: its own, for those of all columns do not fit it", yamlList(own))
		}
		if p.coded(i) {
			c.line("    optional: true")
			c.line("    codes: # guess: what they mean can be written here")
			for _, v := range p.values(i) {
				c.line("      %s: %q", yamlText(v), "")
			}
		}
		switch {
		case c.Len() > 0:
			live.line("  %s:", yamlText(name))
			live.Write(c.Bytes())
		case p.doubled(i):
			live.line("  %s: {} # there is another column of this name", yamlText(name))
		case p.few(i):
			notes.line("# %s has %d values: %s", oneLine(name), len(p.seen[i].values), oneLine(strings.Join(p.values(i), ", ")))
		}
	}
	if live.Len() > 0 {
		d.line("\ncolumns:")
		d.Write(live.Bytes())
	}
	if notes.Len() > 0 {
		d.line("")
		d.Write(notes.Bytes())
	}
}

// undated reports whether this is the column that would be read as the event's
// date by its name alone, and is none.
func (p *proposal) undated(i int) bool {
	none := p.date.column < 0 && p.date.start < 0 && p.date.year < 0
	return none && strings.EqualFold(p.names[i], "date") && p.seen[i].any()
}

// noDates says why the column's values are no dates.
func (p *proposal) noDates(i int) string {
	if c := &p.seen[i]; c.whole() {
		for v := range c.values {
			if len(v) == 5 && v > "20000" && v < "60000" {
				return "its values look like the serial numbers of a spreadsheet: show them there as dates, and save the file again"
			}
		}
	}
	return "too few of its values are dates"
}

// doubled reports whether the column has the name of another before it.
func (p *proposal) doubled(i int) bool {
	return norm.NFC.String(strings.TrimSpace(p.header[i].name)) != p.names[i]
}

func dateReason(rivals bool) string {
	if rivals {
		return "there are other columns of dates"
	}
	return "by its values"
}

func (p *proposal) values(i int) []string { return slices.Sorted(maps.Keys(p.seen[i].values)) }

// few reports whether a column has a few values again and again.
func (p *proposal) few(i int) bool {
	c := &p.seen[i]
	return len(c.values) <= maxValues && len(c.values) > 1 && p.rows >= 20 && c.longest <= 40 && c.filled >= 4*len(c.values)
}

// coded reports whether the few values are numbers that stand for something.
// Counts, and parts of a date or of a place, stand for themselves.
func (p *proposal) coded(i int) bool {
	c := &p.seen[i]
	if namedMeaning(p.names[i]) != "" || namesID(p.names[i]) > 0 || !p.few(i) || !c.whole() || c.numbers < c.filled || c.zero && len(c.values) > 2 {
		return false
	}
	for _, w := range nameWords(p.names[i]) {
		if countWords()[w] {
			return false
		}
	}
	return true
}

// countWords are in the names of columns that count something.
var countWords = sync.OnceValue(func() map[string]bool {
	set := foldedSet(`number, num, n, nr, total, count, sum, anzahl, zahl, gesamt, nombre, cantidad, quantidade, numero, victims, casualties, perps, perpetrators, hostages, arrested, missing, year, years,
		month, day, days, hours, week, age, low, high, min, max, best, amount, value, opfer, verletzt, victimes, victimas, vitimas, vittime, ضحايا, عدد, жертвы, жертв, количество, число, кількість`)
	for _, m := range []meaning{meansKilled, meansInjured, meansYear, meansMonth, meansDay} {
		for w := range strings.SplitSeq(columnWords[m], ",") {
			for _, part := range nameWords(w) {
				set[part] = true
			}
		}
	}
	return set
})
