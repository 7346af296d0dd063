package codebook

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/country"
)

const openVariables = `codebook: open
version: "1"
variables:
  date: {type: date, open: true}
  place: {type: text, open: true}
  country: {type: country, open: true}
  point: {type: point, open: true}
  who: {type: id, open: true}
  killed: {type: number, open: true}
labels: {yes: {}, no: {}}
`

// open is a codebook over those variables, of which each condition makes a row.
func open(t testing.TB, conditions ...string) *Book {
	b, err := compile("open.yaml", []byte(openVariables+rowsOf(conditions)), false)
	if err != nil {
		t.Fatal(faults(err))
	}
	return b
}

// What is said of a row whose condition orders an open variable, and the truth
// of the condition over all values that it can have.
func TestConditionsOverAllValues(t *testing.T) {
	for _, c := range []struct {
		when  string
		reach int
		want  Truth
	}{
		{`date < "2016-07"`, reachable, Depends},
		{`date < "2016" || date >= "2016"`, reachable, True},
		{`date < "2016" && date >= "2016"`, neverHolds, False},
		{`date > "2016-07-31" && date < "2016-08"`, reachable, Depends}, // 2016-07-31/2016-08-02
		{`date > "Z"`, neverHolds, False},                               // no date is written so
		{`date >= "Y" && date < "Z"`, reachable, Depends},               // Y17000
		{`date.startsWith("2016-07")`, reachable, Depends},
		{`date.startsWith("2016-13")`, neverHolds, False},
		{`date.startsWith("-0002/..")`, reachable, Depends}, // that one alone
		{`date.startsWith("Y20000/Y3")`, reachable, Depends},
		{`date in ["2016-07", "2016-08"] && date > "2016-08"`, neverHolds, False},
		{`place < "M"`, reachable, Depends},
		{`place < ""`, neverHolds, False},
		{`place >= ""`, reachable, True},
		{`!(place < "M") && !(place >= "M")`, neverHolds, False},
		{`place.startsWith("")`, reachable, True},
		{`country < "FR"`, reachable, Depends},
		{`country < "AD"`, neverHolds, False},
		{`country > "FR" && country < "GA"`, neverHolds, False},
		{`country > "FR" && country < "GB"`, reachable, Depends}, // GA
		{`country in ["FR", "DE"] && country in ["BE", "NL"]`, neverHolds, False},
		{`size(country) == 2`, reachable, True},
		{`country.endsWith("Q")`, reachable, Depends},
		{`country.contains("XX")`, neverHolds, False},
		{`point < "5"`, reachable, Depends},
		{`point < "-" || point > "."`, reachable, Depends},
		{`point > "9 "`, reachable, Depends},
		{`point > "A"`, neverHolds, False},
		{`who < "m"`, reachable, Depends},
		{`who < "0"`, neverHolds, False},
		{`who > "zz"`, reachable, Depends},
		{`who > "{"`, neverHolds, False},
		{`killed < 1`, reachable, Depends},
		{`killed < 0`, neverHolds, False},
		{`killed >= 0`, reachable, True},
		{`killed > 2 && killed < 3`, neverHolds, False},
		{`(killed in [1, 3]) || !(killed in [1, 3])`, reachable, True},
		{`killed % 2 == 0`, reachable, Depends},
		{`place.contains("a")`, reachable, Depends},
	} {
		b := open(t, c.when)
		if got := b.unreachable(0, newBudget()); got != c.reach {
			t.Errorf("%s: unreachable says %d, not %d", c.when, got, c.reach)
		}
		vals := make([]Values, len(b.Vars))
		for i := range vals {
			vals[i] = Values{Any: true}
		}
		if got := b.Rows[0].Truth(vals); got != c.want {
			t.Errorf("%s: over all values %v, not %v", c.when, got, c.want)
		}
	}
}

// What was ruled out is none of the values that a variable could have.
func TestConditionsOverWhatIsNotRuledOut(t *testing.T) {
	for _, c := range []struct {
		when, ruledOut string
		want           Truth
	}{
		{`killed == 2`, "2", False},
		{`killed != 2`, "2", True},
		{`killed == 2`, "3", Depends},
		{`killed > 1 && killed < 4`, "2", Depends},
		{`killed > 1 && killed < 4`, "2 3", False},
		{`killed > 1`, "2", Depends},
		{`killed > 9007199254740988`, "9007199254740989 9007199254740990 9007199254740991", False},
		{`place == "Ansbach"`, "Ansbach", False},
		{`place > "A"`, "Ansbach", Depends},
		{`country == "FR"`, "FR", False},
		{`country > "FR" && country < "GB"`, "GA", False},
		{`country.endsWith("R")`, "FR", Depends},
		{`date == "2016-07"`, "2016-07", False},
	} {
		b := open(t, c.when)
		vals := make([]Values, len(b.Vars))
		for i := range vals {
			vals[i] = Values{Any: true, RuledOut: strings.Fields(c.ruledOut)}
		}
		if got := b.Rows[0].Truth(vals); got != c.want {
			t.Errorf("%s without %s: %v, not %v", c.when, c.ruledOut, got, c.want)
		}
	}
}

// anyOf draws a value of a type, mostly near others.
func anyOf(v *Var) *rapid.Generator[string] {
	digits := rapid.IntRange(0, 12)
	return rapid.Custom(func(t *rapid.T) string {
		switch v.Type {
		case ascribe.TypeNumber:
			return fmt.Sprint(digits.Draw(t, "number"))
		case ascribe.TypeCountry:
			return rapid.SampledFrom(country.Codes()).Draw(t, "country")
		case ascribe.TypeID:
			return rapid.StringMatching(`[ab0z][-._ab0z]{0,3}`).Draw(t, "id")
		case ascribe.TypePoint:
			return rapid.StringMatching(`-?[0-8][0-9]?(\.[0-9]{1,2})? -?[0-9]{1,2}(\.[05])?( (exact|town|region))?`).Draw(t, "point")
		case ascribe.TypeDate:
			point := rapid.StringMatching(`20(1[67X](-(0[1-9]|1[0-2]|2[1-4]))?|16-07-(0[1-9]|[12][0-9]|XX)(T1[0-9]:00:00Z)?)[?~%]?|-00(0[1-9]|1[0-9])(-0[1-9])?|Y[1-4]0{4,6}|XXXX`)
			s := point.Draw(t, "from")
			if rapid.Bool().Draw(t, "interval") {
				s += "/" + rapid.OneOf(point, rapid.SampledFrom([]string{"", ".."})).Draw(t, "to")
			}
			return s
		}
		return rapid.StringMatching(`[ abé\x{10FFFF}]{1,3}`).Draw(t, "text")
	}).Filter(func(s string) bool { return v.problem(s) == "" })
}

// Every beginning of a value is gone on with to its end: only so are there
// samples of each gap between constants.
func TestBeginningsOfValues(t *testing.T) {
	vars := open(t, "true").Vars
	seen := map[string]bool{}
	check := func(v *Var, value string) {
		if v.problem(value) != "" {
			return
		}
		for i := range value {
			if seen[v.Name+value[:i]] {
				continue
			}
			seen[v.Name+value[:i]] = true
			if ended, ok := v.ended(value[:i]); !ok {
				t.Errorf("%s: nothing found that begins with %q, as %q does", v.Name, value[:i], value)
			} else if v.problem(ended) != "" {
				t.Errorf("%s: %q is no value", v.Name, ended)
			}
		}
	}
	years := []string{
		"Y-5000000", "Y-1234567", "Y-12345", "Y-10000", "-9999", "-1234", "-1000", "-0999", "-0100", "-0099", "-0010", "-0009", "-0002", "-0001",
		"0000", "0001", "0099", "1000", "1999", "2000", "2015", "2016", "2019", "2020", "9999", "Y10000", "Y12345", "Y19999", "Y999999", "Y1234567", "Y4999999", "Y5000000",
		"-XXXX", "-0XXX", "-00XX", "-000X", "000X", "201X", "20XX", "2XXX", "XXXX",
	}
	in := []string{"", "-12-31", "-02-29", "-24", "-01", "-21", "-09", "-XX-XX", "-04-30", "-08-31T23:59:59+14:30", "-11-30?"}
	date := &vars[0]
	from, to := []string{"", ".."}, []string{"", ".."}
	for _, year := range years {
		for i, in := range in {
			check(date, year+in)
			if to = append(to, year+in); i < 3 {
				from = append(from, year+in)
			}
		}
	}
	for _, from := range from {
		for _, to := range to {
			check(date, from+"/"+to)
		}
	}
	for _, latitude := range []string{"0", "-0.5", "9.25", "89", "90", "-90", "90.0", "-90.000"} {
		for _, longitude := range []string{"0", "-0.5", "99.9", "179", "180", "-180", "180.0", "-180.00"} {
			for _, precision := range append([]Precision{""}, Precisions...) {
				check(&vars[3], strings.TrimSpace(latitude+" "+longitude+" "+string(precision)))
			}
		}
	}
	for _, id := range []string{"a", "0", "a-b", "a.b", "a_b", "z9-.-_x", strings.Repeat("a", 64)} {
		check(&vars[4], id)
	}
}

// Whatever order a variable is put in, some sample passes as each value does:
// the samples stand for all.
func TestSamplesStandForAllValues(t *testing.T) {
	vars := open(t, "true").Vars
	rapid.Check(t, func(t *rapid.T) {
		v := &vars[rapid.IntRange(0, len(vars)-1).Draw(t, "variable")]
		values := anyOf(v)
		value := values.Draw(t, "value")
		var conditions []string
		for range rapid.IntRange(1, 4).Draw(t, "tests") {
			constant := values.Draw(t, "constant")
			if v.Type != ascribe.TypeNumber {
				cut := rapid.IntRange(0, len(constant)).Draw(t, "cut")
				constant = fmt.Sprintf("%q", strings.ToValidUTF8(constant[:cut], ""))
				if rapid.Bool().Draw(t, "begins") {
					conditions = append(conditions, fmt.Sprintf("%s.startsWith(%s)", v.Name, constant))
					continue
				}
			}
			conditions = append(conditions, fmt.Sprintf("%s %s %s", v.Name, rapid.SampledFrom([]string{"<", "<=", ">", ">="}).Draw(t, "sign"), constant))
		}
		b, err := compile("open.yaml", []byte(openVariables+rowsOf(conditions)), false)
		if err != nil {
			t.Fatal(faults(err))
		}
		var nodes []*Node
		for i := range conditions {
			nodes = append(nodes, b.Rows[i].Test)
		}
		passes := func(text string) (vector string) {
			for _, n := range nodes {
				vector += truth(n.pass(FirstCode, text)).String() + " "
			}
			return vector
		}
		want := passes(value)
		for _, text := range samplesOf(nodes, false) {
			if v.problem(text) != "" {
				t.Fatalf("%q is no value of %s", text, v.Name)
			}
			if passes(text) == want {
				return
			}
		}
		t.Fatalf("%q passes %q as %s, as no sample does", value, conditions, want)
	})
}
