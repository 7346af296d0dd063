package ascribe

import "cmp"

// Reliability of a source by the Admiralty code, "A" to "F". "F" and "" mean
// that there is no basis to judge, not that it is worst.
type Reliability string

// Credibility of a piece of information by the Admiralty code, "1" to "6".
// "6" and "" mean that there is no basis to judge.
type Credibility string

// Valid reports whether r is empty or one of the code's letters.
func (r Reliability) Valid() bool {
	return r == "" || len(r) == 1 && 'A' <= r[0] && r[0] <= 'F'
}

// Valid reports whether c is empty or one of the code's digits.
func (c Credibility) Valid() bool {
	return c == "" || len(c) == 1 && '1' <= c[0] && c[0] <= '6'
}

// Reliabilities and Credibilities list the two halves of a grade in the order
// of the code.
var (
	Reliabilities = []Reliability{"A", "B", "C", "D", "E", "F"}
	Credibilities = []Credibility{"1", "2", "3", "4", "5", "6"}
)

// Meaning is what the letter says of a source.
func (r Reliability) Meaning() string {
	return [...]string{
		"a reliable source", "a usually reliable source", "a fairly reliable source",
		"a source that is not usually reliable", "an unreliable source", "a source that cannot be judged",
	}[r.Number()-1]
}

// Meaning is what the digit says of a piece of information.
func (c Credibility) Meaning() string {
	return [...]string{"confirmed by others", "probably true", "possibly true", "doubtful", "improbable", "cannot be judged"}[c.Number()-1]
}

// Number is 1 for A to 6 for F; an empty reliability is F.
func (r Reliability) Number() int {
	if r == "" {
		return 6
	}
	return int(r[0]-'A') + 1
}

// Number is 1 to 6; an empty credibility is 6.
func (c Credibility) Number() int {
	if c == "" {
		return 6
	}
	return int(c[0] - '0')
}

// Grade is an Admiralty grade packed into a byte in the order of grades, so
// that of two grades the smaller number is the better one: compared by the
// weaker half, then credibility, then reliability. The zero Grade is none.
type Grade uint8

// NewGrade joins the halves; an empty half counts as F or 6.
func NewGrade(r Reliability, c Credibility) Grade {
	weaker := max(r.Number(), c.Number())
	return Grade((weaker-1)*36 + (c.Number()-1)*6 + r.Number())
}

// Reliability is the letter of the grade, "" for none.
func (g Grade) Reliability() Reliability {
	if g == 0 {
		return ""
	}
	return Reliability('A' + rune(g-1)%6)
}

// Credibility is the digit of the grade, "" for none.
func (g Grade) Credibility() Credibility {
	if g == 0 {
		return ""
	}
	return Credibility('1' + rune(g-1)/6%6)
}

// String writes the grade as in "B2"; "" for none.
func (g Grade) String() string { return string(g.Reliability()) + string(g.Credibility()) }

// Compare is negative where g is the better grade. None is worse than all.
func (g Grade) Compare(o Grade) int { return cmp.Compare(g-1, o-1) }

// MarshalText writes the grade as in "B2".
func (g Grade) MarshalText() ([]byte, error) { return []byte(g.String()), nil }
