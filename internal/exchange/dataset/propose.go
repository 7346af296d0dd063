package dataset

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/country"
	"github.com/ascribe-project/ascribe/internal/exchange/text"
)

// sampleRows is how many rows a proposal looks at.
const sampleRows = 5000

// ProposeMapping writes a mapping for a file that nobody has mapped, from its
// header and its first few thousand rows: a beginning, with comments where it
// guesses. It can be parsed, and the file opened under it.
func ProposeMapping(name string, r io.ReaderAt, size int64) ([]byte, error) {
	m := &Mapping{}
	t := &Table{name: name, mapping: m}
	t.total = size
	var err error
	if err = t.sniff(r, size); err != nil {
		return nil, err
	}
	if t.format == CSV {
		if err := t.guessText(r, size); err != nil {
			return nil, err
		}
	}
	if t.open, err = openers[t.format](t, r, size); err != nil {
		return nil, err
	}
	var problems ascribe.Problems
	g, err := t.open(&problems)
	if err != nil {
		return nil, err
	}
	defer g.close()
	header, err := g.header()
	if err != nil {
		return nil, err
	}
	if err := problems.Err(name, ""); err != nil {
		return nil, err
	}
	p := newProposal(name, t.format, m, header)
	p.guessed = t.guessed
	for p.rows < sampleRows {
		ok, err := g.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		p.look(g)
	}
	return p.write(), nil
}

// guessText finds the encoding and delimiter of a CSV file.
func (t *Table) guessText(r io.ReaderAt, size int64) error {
	source, err := t.source(r, size)
	if err != nil {
		return err
	}
	m := t.mapping
	m.Encoding = UTF8
	switch {
	case text.IsUTF16(source.Sample):
		m.Encoding = UTF16
	case !text.Valid(source.Sample, source.Whole):
		if t.guessed = text.Guess(source.Sample); t.guessed.Best != "" {
			m.Encoding = t.guessed.Best
		}
	}
	source.Declared = m.Encoding
	m.Delimiter = delimiterOf(m, source)
	return nil
}

// A proposal is what was seen of a file.
type proposal struct {
	name    string
	format  Format
	mapping *Mapping
	header  []heading
	guessed text.Guessed // the encoding, where it is no UTF-8
	names   []string     // as ownNames gives them
	seen    []seen
	rows    int
}

// seen is what was seen in one column.
type seen struct {
	filled    int
	values    map[string]int // at most maxSeen
	numbers   int            // whole, not negative
	decimals  int
	dates     map[DateOrder]int
	countries int
	sentinels map[string]int
	longest   int
	small     int // numbers up to 31
	counted   int // rows so far whose number from 0, or from 1, it was
	from      int // 0 or 1
}

const maxSeen = sampleRows

// usualSentinels are what datasets write for unknown.
var usualSentinels = []string{"-9", "-99", "-88", "-999", "-9999", "-9.0", "-99.0", "Unknown", "unknown", "UNKNOWN", "NA", "N/A", "n/a", "NULL", "null", "None", "nan", "NaN"}

func newProposal(name string, f Format, m *Mapping, header []heading) *proposal {
	p := &proposal{name: name, format: f, mapping: m, header: header, names: ownNames(header), seen: make([]seen, len(header))}
	for i := range p.seen {
		p.seen[i] = seen{values: map[string]int{}, dates: map[DateOrder]int{}, sentinels: map[string]int{}}
	}
	return p
}

func (p *proposal) look(g grid) {
	tags := p.rows == 0
	for i := range p.names {
		text := bytes.TrimSpace(g.text(i))
		tags = tags && (len(text) == 0 || text[0] == '#')
	}
	if tags {
		return
	}
	p.rows++
	for i := range p.names {
		s := string(bytes.TrimSpace(g.text(i)))
		if s == "" {
			continue
		}
		p.seen[i].add(s)
		p.seen[i].count(s, p.rows)
	}
}

func (c *seen) add(s string) {
	if slices.Contains(usualSentinels, s) {
		c.sentinels[s]++
		return
	}
	c.filled++
	c.longest = max(c.longest, len(s))
	if len(s) > 200 {
		s = s[:200]
	}
	if _, known := c.values[s]; known || len(c.values) < maxSeen {
		c.values[s]++
	}
	if n, ok := numberOf(s); ok {
		c.numbers++
		if len(n) < 2 || len(n) == 2 && n <= "31" {
			c.small++
		}
	}
	if isDecimal(s) {
		c.decimals++
		return
	}
	if len(s) < 6 || len(s) > 40 {
		if _, ok := country.Code(s); ok {
			c.countries++
		}
		return
	}
	for _, o := range DateOrders {
		if _, ok := dateOf(s, o); ok {
			c.dates[o]++
		}
	}
	if _, ok := country.Code(s); ok {
		c.countries++
	}
}

// count notes whether the value is the number of the row.
func (c *seen) count(s string, row int) {
	if row == 1 && s == "0" {
		c.from = 1
	}
	if c.counted == row-1 && plainWhole(s) == strconv.Itoa(row-c.from) {
		c.counted = row
	}
}

// most reports whether nearly all of the column's values are such.
func (c *seen) most(n int) bool { return c.filled > 0 && n*20 >= c.filled*19 }

// order is how the column's dates are written, and whether that is a guess;
// false where they are no dates.
func (c *seen) order() (o DateOrder, guess, ok bool) {
	ymd, dmy, mdy := c.dates[YearFirst], c.dates[DayFirst], c.dates[MonthFirst]
	switch best := max(ymd, dmy, mdy); {
	case !c.most(best):
		return "", false, false
	case ymd == best:
		return "", false, true
	case dmy == mdy:
		return DayFirst, true, true
	case dmy == best:
		return DayFirst, false, true
	}
	return MonthFirst, false, true
}

var (
	latitudeName  = regexp.MustCompile(`^(?i)(.*_)?(lat|latitude|y_coord)$`)
	longitudeName = regexp.MustCompile(`^(?i)(.*_)?(lon|lng|long|longitude|x_coord)$`)
	yearName      = regexp.MustCompile(`^(?i)(i|event_?)?year$`)
	monthName     = regexp.MustCompile(`^(?i)(i|event_?)?month$`)
	dayName       = regexp.MustCompile(`^(?i)(i|event_?)?day$`)
	startName     = regexp.MustCompile(`^(?i)(date_?start|start_?date)$`)
	endName       = regexp.MustCompile(`^(?i)(date_?end|end_?date)$`)
	killedName    = regexp.MustCompile(`^(?i)(n?kill(ed)?|fatalities|deaths|total_?killed|best)$`)
	injuredName   = regexp.MustCompile(`^(?i)(n?wound(ed)?|injur(ed|ies)|total_?injured)$`)
	placeName     = regexp.MustCompile(`^(?i)(city|town|location|place(_?name)?|where_coordinates)$`)
	sourceName    = regexp.MustCompile(`^(?i)(sources?|scite[0-9]|source_article|references?|url)$`)
)

// named is the first column of such a name whose values are as wanted; -1
// where there is none.
func (p *proposal) named(name *regexp.Regexp, fits func(*seen) bool) int {
	return slices.IndexFunc(p.names, func(n string) bool {
		i := slices.Index(p.names, n)
		return name.MatchString(n) && fits(&p.seen[i])
	})
}

func whole(c *seen) bool { return c.most(c.numbers) }
func small(c *seen) bool { return c.most(c.small) }
func full(c *seen) bool  { return c.filled > 0 }

// id is the column that tells rows apart, and whether it does.
func (p *proposal) id() (column int, sure bool) {
	best, score := 0, -1
	for i := range p.names {
		c := &p.seen[i]
		name := strings.ToLower(p.names[i])
		if p.header[i].unnamed() || p.numbersRows(i) {
			continue
		}
		s := 0
		if c.filled == p.rows && len(c.values) == p.rows && p.rows > 0 {
			s += 4
		}
		switch {
		case name == "id":
			s += 3
		case strings.HasSuffix(name, "id") || strings.HasPrefix(name, "id"):
			s += 2
		case strings.Contains(name, "id"):
			s++
		}
		if s > score {
			best, score = i, s
		}
	}
	return best, score >= 4
}
