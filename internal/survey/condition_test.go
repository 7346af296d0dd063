package survey

import (
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// TestParseCondition reads what is written, and writes it again so that it reads
// as itself.
func TestParseCondition(t *testing.T) {
	v := func(texts ...string) (list []Value) {
		for _, s := range texts {
			inner, quoted := strings.CutPrefix(s, "'")
			list = append(list, Value{inner, quoted})
		}
		return list
	}
	for text, want := range map[string]Condition{
		"country=DE":               {Dimension: "country", Op: Equal, Values: v("DE")},
		" country = DE ":           {Dimension: "country", Op: Equal, Values: v("DE")},
		"country!=DE":              {Dimension: "country", Op: NotEqual, Values: v("DE")},
		"killed<3":                 {Dimension: "killed", Op: Less, Values: v("3")},
		"killed<=3":                {Dimension: "killed", Op: AtMost, Values: v("3")},
		"killed>3":                 {Dimension: "killed", Op: Greater, Values: v("3")},
		"killed >= 3":              {Dimension: "killed", Op: AtLeast, Values: v("3")},
		"killed=3..5":              {Dimension: "killed", Op: Equal, Values: v("3..5")},
		"country in=DE, FR":        {Dimension: "country", Op: In, Values: v("DE", "FR")},
		"country  in = DE,FR":      {Dimension: "country", Op: In, Values: v("DE", "FR")},
		`place in="a, b",c,"d""e"`: {Dimension: "place", Op: In, Values: v("'a, b", "c", `'d"e`)},
		"place~=train station":     {Dimension: "place", Op: Words, Values: v("train station")},
		`outcome="unknown"`:        {Dimension: "outcome", Op: Equal, Values: v("'unknown")},
		`place=" a ""b"" "`:        {Dimension: "place", Op: Equal, Values: v(`' a "b" `)},
		" @big-ones":               {Kept: "big-ones"},
		"level=":                   {Dimension: "level", Op: Equal, Values: v("")},
		"place=a=b<c":              {Dimension: "place", Op: Equal, Values: v("a=b<c")},
		"place=a,b":                {Dimension: "place", Op: Equal, Values: v("a,b")},
		"place=5 \" pipe":          {Dimension: "place", Op: Equal, Values: v(`5 " pipe`)},
		"main=yes":                 {Dimension: "main", Op: Equal, Values: v("yes")},
		"a~b!c=d":                  {Dimension: "a~b!c", Op: Equal, Values: v("d")},
		"Mu\u0308nchen=e\u0301":    {Dimension: "München", Op: Equal, Values: v("é")},
	} {
		got, err := ParseCondition(text)
		if err != nil || got.Dimension != want.Dimension || got.Kept != want.Kept || got.Op != want.Op || !slices.Equal(got.Values, want.Values) {
			t.Errorf("%s is read as %+v, %v", text, got, err)
			continue
		}
		if again, err := ParseCondition(got.String()); err != nil || again.String() != got.String() || !slices.Equal(again.Values, got.Values) {
			t.Errorf("%s is written as %s, which is %+v, %v", text, got, again, err)
		}
	}
	for text, want := range map[string]string{
		"@":                "@ cannot be the name of a filter",
		"@Two words":       "@Two words cannot be the name of a filter",
		"country":          `"country" is not a condition`,
		"country!DE":       `"country!DE" is not a condition`,
		"=DE":              `"=DE" does not say what is to be compared`,
		`place="a`:         `the quotes of "a do not end`,
		`place="a"b`:       `something stands behind the quotes of "a"b`,
		`place="a",b`:      `something stands behind the quotes of "a",b`,
		`place in="a" b,c`: `something stands behind the quotes of "a" b,c`,
	} {
		if c, err := ParseCondition(text); err == nil || err.Error() != want || ascribe.KindOf(err) != ascribe.ErrUsage {
			t.Errorf("%s is read as %+v, %v", text, c, err)
		}
	}
}

const book = `
codebook: things
version: 1.0.0
variables:
  killed: {type: number, policy: highest, definition: A.}
  when: {type: date, role: event_date, policy: best, definition: A.}
  place: {type: text, policy: latest, definition: A.}
  weapon: {type: code, several: true, policy: latest, definition: A., values: {gun: {definition: A.}, knife: {definition: B.}}}
  harm: {type: code, policy: highest, definition: A., values: {small: {definition: A.}, middling: {definition: B.}, great: {definition: C.}}}
  means: {type: code, policy: latest, definition: A., values: {car: {definition: A.}, unknown: {definition: B.}, inadequate: {definition: C.}}}
labels:
  some: {definition: A., levels: {high: {definition: A.}}}
  other: {definition: B.}
rows:
  - {id: one, label: some, level: high, when: 'harm == "great"', explanation: A.}
  - {id: two, label: other, explanation: B.}
`

func things(t *testing.T) *codebook.Book {
	t.Helper()
	b, err := codebook.Compile("things.yaml", []byte(strings.TrimPrefix(book, "\n")))
	if err != nil {
		t.Fatalf("%+v", err)
	}
	return b
}

// filterOf is conditions made ready.
func filterOf(t *testing.T, b *codebook.Book, texts ...string) (Filter, error) {
	t.Helper()
	var where []Condition
	for _, text := range texts {
		c, err := ParseCondition(text)
		if err != nil {
			t.Fatal(err)
		}
		where = append(where, c)
	}
	return NewFilter(b, where)
}

// TestPass holds what passes to what is written of it.
func TestPass(t *testing.T) {
	b := things(t)
	for _, c := range []struct {
		where  string // separated by " & "
		values string // all that a dimension may be; those that pass have a + before them
	}{
		{"killed=3", "+3 4 unknown! inadequate! not_examined! none_found!"},
		{"killed!=3", "3 +4 unknown! inadequate! not_examined! none_found!"},
		{"killed<3", "+0 +2 3 4 unknown! inadequate! not_examined!"},
		{"killed<=3", "+2 +3 4"},
		{"killed>9", "9 +10 +100"},
		{"killed>=9", "8 +9 +10 none_found!"},
		{"killed=2..4", "1 +2 +3 +4 5 unknown!"},
		{"killed=1 & killed=3", "+1 2 +3"},
		{"killed=1 & killed=unknown", "+1 2 +unknown! +inadequate! not_examined!"},
		{"killed>=2 & killed!=3 & killed<5", "1 +2 3 +4 5"},
		{"killed=1 & killed=7 & killed>3", "1 +7 8"},
		{"killed in=1,3,unknown", "+1 2 +3 +unknown!"},
		{"killed=unknown", "3 +unknown! +inadequate! not_examined! none_found!"},
		{"killed!=unknown", "+3 unknown! inadequate! not_examined! none_found!"},
		{"killed=inadequate", "unknown! +inadequate! not_examined!"},
		{"killed=not_examined", "unknown! inadequate! +not_examined! none_found!"},
		{"killed=none_found", "not_examined! +none_found!"},
		{"when=2016-07", "+2016-07 2016-07-01 2016"},
		{"when<2016-07-15", "+2016-07-14 2016-07-15 2016-07 +2016-06 +2015 unknown!"},
		{"when<=2016-07", "+2016-07-31 +2016-07 2016 2016-08-01"},
		{"when>2016-07", "2016-07-31 +2016-08-01 2016"},
		{"when>=2016-07", "2016-06-30 +2016-07-01 +2016-07 2016"},
		{"when=2016-07..2016-08-15", "2016-06-30 +2016-07-01 +2016-08-15 2016-08 2016 +2016-07 2016-08-16"},
		{"when=2016-07-18/..", "+2016-07-18/.. 2016-07-18"},
		{"place=a..b", "+a..b a b"},
		{"place~=railway sta", "+Railway_station railway +stations_of_the_railway unknown!"},
		{"weapon=gun", "+gun +gun;knife knife unknown! none_found!"},
		{"weapon!=gun", "gun gun;knife +knife unknown! none_found!"},
		{"weapon=gun & weapon=knife", "+gun +knife +gun;knife unknown!"},
		{"weapon=gun & weapon!=knife", "+gun gun;knife knife"},
		{"harm>=middling", "small +middling +great unknown! not_examined!"},
		{"harm<great", "+small +middling great"},
		{"means=unknown", "car +unknown +unknown! +inadequate!"},
		{`means="unknown"`, "car +unknown unknown! inadequate!"},
		{"means=inadequate", "inadequate unknown! +inadequate!"},
		{`means="inadequate"`, "+inadequate unknown! inadequate!"},
		{"means!=car", "car +unknown +inadequate unknown!"},
		{"year>=2015", "2014 +2015 +2016 unknown!"},
		{"year=2014..2015", "+2014 +2015 2016"},
		{"year=unknown", "2014 +unknown!"},
		{"label!=some", "some +other"},
		{"label~=som", "+some other"},
		{"level=", "+ high"},
		{"settled=no", "+no yes"},
	} {
		f, err := filterOf(t, b, strings.Split(c.where, " & ")...)
		if err != nil || len(f) != 1 {
			t.Errorf("%s: %v", c.where, err)
			continue
		}
		for value := range strings.SplitSeq(c.values, " ") {
			value, want := strings.CutPrefix(value, "+")
			state := ascribe.StateKnown
			values := strings.Split(strings.ReplaceAll(value, "_", " "), ";")
			if name, ok := strings.CutSuffix(value, "!"); ok {
				state, values = ascribe.State(name), []string{name}
				if state == ascribe.StateInadequate {
					values = []string{Unknown}
				}
			}
			if got := f[0].Pass(state, values); got != want {
				t.Errorf("%s, of %s: %t", c.where, value, got)
			}
		}
	}
}

// TestRefused says in one sentence why a filter cannot hold.
func TestRefused(t *testing.T) {
	b := things(t)
	for where, want := range map[string]string{
		"killed=20..10":                 "killed=20..10: the range is the wrong way round; write killed=10..20",
		"when=2017..2016":               "when=2017..2016: the range is the wrong way round; write when=2016..2017",
		"killed=10..":                   `killed=10..: "10.." is a range with one end; write killed>=10`,
		"killed=many":                   `killed=many: "many" is not a value of killed, which takes whole numbers in plain digits`,
		"killed>many":                   `killed>many: "many" is not a number`,
		"killed>unknown":                `killed>unknown: "unknown" is not a number`,
		"when>soon":                     `when>soon: "soon" is not a day; write it as 2016-07-20, 2016-07 or 2016`,
		"when>2016/..":                  `when>2016/..: "2016/.." has an open end`,
		"harm=small..great":             `harm=small..great: "small..great" is not a value of harm; its values are small, middling, great; there are ranges of numbers and days alone`,
		"harm>unknown":                  `harm>unknown: "unknown" is not a value of harm; its values are small, middling, great`,
		"harm>not_examined":             `harm>not_examined: "not_examined" has no place in the order of harm`,
		"means>car":                     "means>car: means has no order to be compared by: numbers, days and ranked codes have one",
		"place<m":                       "place<m: place has no order to be compared by: numbers, days and ranked codes have one",
		"label>some":                    "label>some: label has no order to be compared by: numbers, days and ranked codes have one",
		"means=bike":                    `means=bike: "bike" is not a value of means; its values are car, unknown, inadequate`,
		`harm="unknown"`:                `harm="unknown": "unknown" is not a value of harm; its values are small, middling, great`,
		"means in=car,bike":             `means in=car,bike: "bike" is not a value of means; its values are car, unknown, inadequate`,
		"killed~=three":                 "killed~=three: killed has no words",
		"place~=...":                    "place~=...: there is no word to be found",
		"settled=maybe":                 "settled=maybe: there is no such value of settled; it is one of yes, no",
		"label=unknown":                 "label=unknown: there is no such value of label; it is one of some, other",
		"year=soon":                     "year=soon: a year is a number, or unknown",
		"year=inadequate":               "year=inadequate: a year is a number, or unknown; ask for when=inadequate",
		"killed<3 & killed>5":           "killed<3 and killed>5 cannot hold together",
		"killed<3 & killed>=3":          "killed<3 and killed>=3 cannot hold together",
		"killed=3 & killed>5":           "killed=3 and killed>5 cannot hold together",
		"killed=unknown & killed>5":     "killed=unknown and killed>5 cannot hold together",
		"killed=1..3 & killed=5..7":     "killed=1..3 and killed=5..7 cannot hold together",
		"when<2016 & when>2016-06":      "when<2016 and when>2016-06 cannot hold together",
		"harm!=great & harm>middling":   "harm!=great and harm>middling cannot hold together",
		"harm>great":                    "harm>great can hold of nothing",
		"harm=none_found & harm!=great": "harm=none_found and harm!=great cannot hold together",
		"settled!=yes & settled!=no":    "settled!=yes and settled!=no cannot hold together",
	} {
		if _, err := filterOf(t, b, strings.Split(where, " & ")...); err == nil || err.Error() != want || ascribe.KindOf(err) != ascribe.ErrInvalid {
			t.Errorf("%s: %v", where, err)
		}
	}
	for _, where := range []string{"killed<=3 & killed>=3", "when<=2016 & when>2016-06", "weapon!=gun & weapon!=knife", "means=unknown & means!=car", "label!=some & label!=other", "place!=a & place~=b"} {
		if _, err := filterOf(t, b, strings.Split(where, " & ")...); err != nil {
			t.Errorf("%s: %v", where, err)
		}
	}
}

// TestIs asks for what a count has in a row, whatever it is called.
func TestIs(t *testing.T) {
	for value, want := range map[string]string{
		"DE": "country=DE", "unknown": "country=unknown", "inadequate": `country="inadequate"`, ` a`: `country=" a"`, `"a"`: `country="""a"""`, "a,b": "country=a,b",
	} {
		if got := Is("country", value).String(); got != want {
			t.Errorf("%q is asked for as %s", value, got)
		}
		if c, err := ParseCondition(Is("country", value).String()); err != nil || c.Values[0].Text != value {
			t.Errorf("%q is asked for as %+v, %v", value, c, err)
		}
	}
}
