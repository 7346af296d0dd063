package dataset

import "github.com/ascribe-project/ascribe/internal/pattern"

// withSign are the numbers that show which sign is the decimal one: a fraction
// that is not of three digits, or thousands parted by the other sign more than
// once or before a fraction.
var withSign = map[Decimal]*pattern.Pattern{
	Point: pattern.New(`^[-+]?\d+\.(\d{1,2}|\d{4,})$|^\d{1,3}(,\d{3}){2,}$|^\d{1,3}(,\d{3})+\.\d+$`),
	Comma: pattern.New(`^[-+]?\d+,(\d{1,2}|\d{4,})$|^\d{1,3}(\.\d{3}){2,}$|^\d{1,3}(\.\d{3})+,\d+$`),
}

// noteSign notes which decimal sign a number shows, or that it leaves it open.
func (c *seen) noteSign(s string) {
	if twoReadings.MatchString(s) {
		c.open++
		c.either = s
		return
	}
	for _, d := range Decimals {
		if withSign[d].MatchString(s) {
			c.signs[d]++
			return
		}
	}
}

// countable reports whether the numbers are whole ones, in one reading at least.
func (c *seen) countable() bool { return c.most(c.numbers + c.open) }

// numeric reports whether nearly all values are numbers of some kind.
func (c *seen) numeric() bool {
	return !c.isDate() && (c.degrees() || c.most(c.numbers+c.open+c.signs[Point]+c.signs[Comma]))
}

// decimal is the sign that the columns of numbers show, "" where they show none
// or both; and a number that cannot be read without it, "" where there is none.
func (p *proposal) decimal() (sign Decimal, asked string) {
	for _, role := range countRoles {
		if i := p.counts[role]; i >= 0 && p.seen[i].open > 0 {
			asked = p.seen[i].either
		}
	}
	shown := map[Decimal]int{}
	for i := range p.seen {
		if c := &p.seen[i]; !p.passedOver(i) && c.numeric() {
			for d, n := range c.signs {
				shown[d] += n
			}
		}
	}
	switch {
	case shown[Point] > 0 && shown[Comma] == 0:
		return Point, asked
	case shown[Comma] > 0 && shown[Point] == 0:
		return Comma, asked
	}
	return "", asked
}

// writeDecimal says which sign is the decimal one, where numbers cannot be read
// without, or asks.
func (p *proposal) writeDecimal(d *draft) {
	switch sign, asked := p.decimal(); {
	case asked == "":
	case sign != "":
		d.line("decimal: %q # guess: as the other numbers of the file have it; %s could be read either way", string(sign), asked)
	default:
		d.line("# Is %s a thousand and more, or a fraction? Until decimal: \".\" or decimal: \",\" says so, such counts are left empty.", asked)
	}
}
