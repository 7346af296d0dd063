package dataset

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/country"
)

// seen is what was seen in one column.
type seen struct {
	filled    int            // but for what stands for unknown
	values    map[string]int // at most maxSeen
	numbers   int            // whole, not negative
	decimals  int
	signs     map[Decimal]int // numbers that show which sign is the decimal one
	open      int             // numbers that leave it open,
	either    string          // and one of them
	dates     map[DateOrder]int
	codes     int // of countries
	countries int // names of countries
	sentinels map[string]int
	longest   int
	small     int // numbers up to 31, and names of months
	zero      bool
	noID      bool // a value cannot be an id
	counted   int  // rows so far whose number from 0, or from 1, it was
	from      int  // 0 or 1
}

const maxSeen = sampleRows

// usualSentinels are what datasets write for unknown, in several languages.
var usualSentinels = strings.Split(strings.Join([]string{
	"-9|-99|-88|-999|-9999|-9.0|-99.0|?|??|-|--|–|—|.|..|...|NA|N/A|n/a|n.a.|N.A.|#N/A|NULL|null|None|none|nan|NaN",
	"Unknown|unknown|UNKNOWN|not known|Not known|not available|Not available|unspecified|Unspecified|TBD",
	"k.A.|k. A.|k.a.|keine Angabe|unbekannt|Unbekannt", "inconnu|Inconnu|non renseigné|Non renseigné|n.d.|N.D.|nd|ND",
	"s.d.|S.D.|s/d|S/D|sin datos|Sin datos|desconocido|Desconocido|n/d|N/D", "desconhecido|Desconhecido|sem dados|Sem dados",
	"sconosciuto|Sconosciuto", "غير معروف|غير محدد|لا يوجد", "неизвестно|Неизвестно|н/д|н.д.|нет данных", "невідомо|Невідомо|немає даних",
}, "|"), "|")

func newSeen() seen {
	return seen{values: map[string]int{}, dates: map[DateOrder]int{}, signs: map[Decimal]int{}, sentinels: map[string]int{}}
}

func (c *seen) add(s string) {
	if slices.Contains(usualSentinels, s) {
		c.sentinels[s]++
		return
	}
	c.filled++
	c.longest = max(c.longest, len(s))
	if _, wrong := keptID([]string{s}); wrong != "" {
		c.noID = true
	}
	c.kind(s)
	if len(s) > 200 {
		s = s[:200]
	}
	if _, known := c.values[s]; known || len(c.values) < maxSeen {
		c.values[s]++
	}
}

// count notes whether the value is the number of the row.
func (c *seen) count(s string, row int) {
	if row == 1 && s == "0" {
		c.from = 1
	}
	if c.counted == row-1 && ascribe.PlainWhole(s) == strconv.Itoa(row-c.from) {
		c.counted = row
	}
}

// kind notes what the text can be read as.
func (c *seen) kind(s string) {
	if n, ok := numberOf(s, ""); ok {
		c.numbers++
		if len(n) < 2 || len(n) == 2 && n <= "31" {
			c.small++
		}
		c.zero = c.zero || n == "0"
	} else if monthNumber(s) != "" {
		c.small++
	}
	c.noteSign(s)
	if isDecimal(s) {
		c.decimals++
		return
	}
	if _, ok := country.Code(s); ok {
		if country.IsCode(s) {
			c.codes++
		} else {
			c.countries++
		}
	}
	if len(s) < 6 || len(s) > 40 {
		return
	}
	for _, o := range DateOrders {
		if _, ok := dateOf(s, o); ok {
			c.dates[o]++
		}
	}
}

// most reports whether nearly all of the column's values are such.
func (c *seen) most(n int) bool { return c.filled > 0 && n*20 >= c.filled*19 }

// order is how the column's dates are written, and whether that is a guess;
// false where fewer than 85 in a hundred are dates. One that is none does not
// hide a small column.
func (c *seen) order() (o DateOrder, guess, ok bool) {
	ymd, dmy, mdy := c.dates[YearFirst], c.dates[DayFirst], c.dates[MonthFirst]
	best := max(ymd, dmy, mdy)
	if best == 0 || best*20 < c.filled*17 && (best < 2 || c.filled-best > 1) {
		return "", false, false
	}
	switch best {
	case ymd:
		return "", false, true
	case dmy:
		return DayFirst, dmy == mdy, true
	}
	return MonthFirst, false, true
}

func (c *seen) isDate() bool { _, _, ok := c.order(); return ok }

// allDates reports whether every value is a date.
func (c *seen) allDates() bool {
	o, _, ok := c.order()
	if o == "" {
		o = YearFirst
	}
	return ok && c.dates[o] == c.filled
}

func (c *seen) whole() bool   { return c.most(c.numbers) }
func (c *seen) degrees() bool { return c.most(c.decimals) }
func (c *seen) any() bool     { return c.filled > 0 }

// year reports whether the numbers are years.
func (c *seen) year() bool {
	for v := range c.values {
		if n, ok := numberOf(v, ""); ok && n != "0" && (len(n) != 4 || n < "1000" || n > "2199") {
			return false
		}
	}
	return c.whole()
}

// part reports whether the values are days or months.
func (c *seen) part() bool { return c.most(c.small) }

// yesOrNo reports whether the values are answers, and so no codes of Norway
// and others.
func (c *seen) yesOrNo() bool {
	for v := range c.values {
		switch strings.ToLower(v) {
		case "yes", "no", "y", "n", "ja", "nein", "oui", "non", "si", "sí", "sim", "não", "да", "нет", "так", "ні", "نعم", "لا", "true", "false":
		default:
			return false
		}
	}
	return true
}

// unique reports whether every row has a value of its own.
func (c *seen) unique(rows int) bool {
	return rows > 0 && c.filled == rows && len(c.values) == rows && !c.noID
}
