package ask

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// An end is where a question about changes begins or ends, as it was written:
// an entry (12), a day (2016-07-20), or both (2016-07-20@12).
type end struct {
	name  string // of what says it
	text  string
	day   *ascribe.Day // nil: none was written
	entry *int64       // nil: none was written
	at    ascribe.AsOf // once it is found
}

var digits = regexp.MustCompile(`^[0-9]+$`)

// parseEnd reads an end. A bare number is an entry, and a bare day is written in
// full, so that 2016 is never taken for both; before an @ a month or a year
// counts from its end.
func parseEnd(name, text string) (end, error) {
	e := end{name: name, text: text}
	day, entry, both := strings.Cut(text, "@")
	var err error
	switch {
	case text == "":
		return e, e.wrong("says nothing")
	case both && text == "@":
		return e, e.wrong("has neither a day nor an entry")
	case both && entry != "" && !digits.MatchString(entry):
		return e, e.wrong("has no entry's number after the @")
	case both:
		if day != "" {
			e.day, err = e.imprecise(day)
		}
		if err == nil && entry != "" {
			e.entry, err = e.number(entry)
		}
	case digits.MatchString(text):
		e.entry, err = e.number(text)
	default:
		e.day, err = e.full(text)
	}
	return e, err
}

// wrong says what is wrong with how an end is written.
func (e *end) wrong(what string) *ascribe.Error {
	if e.text == "" {
		what = e.name + " " + what
	} else {
		what = e.name + ": " + strconv.Quote(e.text) + " " + what
	}
	return ascribe.Errorf(ascribe.ErrUsage, "%s", what).
		WithHint("write an entry as 12, a day as 2016-07-20, a month or year as 2016-07@ or 2016@, or a day and an entry as 2016-07-20@12")
}

func (e *end) number(digits string) (*int64, error) {
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return nil, e.wrong("is greater than any entry's number")
	}
	return &n, nil
}

// full is a day of which year, month and day are written.
func (e *end) full(text string) (*ascribe.Day, error) {
	day, err := ascribe.ParseDay(text)
	if err == nil {
		return &day, nil
	}
	if date, wrong := ascribe.ParseDate(text); wrong == nil && !date.OpenEnded() {
		return nil, e.wrong("is not a full day").
			WithHint("write it as %s@, which counts from its end, or a day as 2016-07-20", text)
	}
	if len(text) == len("2016-07-20") && strings.Count(text, "-") == 2 {
		return nil, e.wrong("is not a day of the calendar")
	}
	return nil, e.wrong("is neither an entry nor a day")
}

// imprecise is the last day of a day, month or year.
func (e *end) imprecise(text string) (*ascribe.Day, error) {
	date, err := ascribe.ParseDate(text)
	switch {
	case err != nil:
		return nil, e.wrong("has no day before the @")
	case date.OpenEnded():
		return nil, e.wrong("has no last day")
	}
	day := date.Last()
	return &day, nil
}

// form says what an end consists of.
func (e *end) form() string {
	switch {
	case e.entry == nil:
		return "a day"
	case e.day == nil:
		return "an entry"
	}
	return "a day and an entry"
}

// parseEnds reads both ends of a question about changes, and finds where they are
// in a ledger of so many entries. Neither time may run backwards.
func parseEnds(in *ChangesInput, last int64) (from, to end, err error) {
	if from, err = parseEnd("from", in.From); err != nil {
		return from, to, err
	}
	if in.To == "" {
		return from, from.untilNow(last), from.find(last)
	}
	if to, err = parseEnd("to", in.To); err != nil {
		return from, to, err
	}
	if from.form() != to.form() {
		return from, to, ascribe.Errorf(ascribe.ErrUsage, "from is %s, and to is %s", from.form(), to.form()).
			WithHint("write both alike: two days, two entries, or a day and an entry twice, as in 2016-07-20@12")
	}
	if err = cmp.Or(from.find(last), to.find(last)); err != nil {
		return from, to, err
	}
	switch a, b := from.at, to.at; {
	case b.Known < a.Known:
		err = ascribe.Errorf(ascribe.ErrUsage, "to is before from: %s is before %s", b.Known, a.Known).
			WithHint("name the earlier day first")
	case b.Recorded < a.Recorded:
		err = ascribe.Errorf(ascribe.ErrUsage, "to is before from: entry %d is before entry %d", b.Recorded, a.Recorded).
			WithHint("name the earlier entry first")
	}
	return from, to, err
}

// everything is from where to where every step goes, as known and recorded at a
// point.
func everything(at ascribe.AsOf, last int64) (from, to end) {
	from.at, to.at = ascribe.AsOf{Known: at.Known}, ascribe.AsOf{Known: at.Known, Recorded: min(at.Recorded, last)}
	from.entry, to.entry = &from.at.Recorded, &to.at.Recorded
	if at.Known != ascribe.Forever {
		from.day, to.day = &from.at.Known, &to.at.Known
	}
	return from, to
}

// untilNow is the other end, where none is written: all that is known and
// recorded.
func (e *end) untilNow(last int64) end {
	now := end{at: ascribe.AsOf{Known: ascribe.Forever, Recorded: last}}
	if e.entry != nil {
		now.entry = &last
	}
	return now
}

// find looks where the end is: a day alone is as of the last entry, and an entry
// alone has no limit of what was known.
func (e *end) find(last int64) error {
	e.at = ascribe.AsOf{Known: ascribe.Forever, Recorded: last}
	if e.day != nil {
		e.at.Known = *e.day
	}
	if e.entry == nil {
		return nil
	}
	e.at.Recorded = *e.entry
	if e.at.Recorded <= last {
		return nil
	}
	hint := "name one of its entries"
	if e.day == nil && len(e.text) == len("2016") {
		hint += ", or write " + e.text + "@ for the year"
	}
	return ascribe.Errorf(ascribe.ErrNotFound, "%s: the ledger has no entry %d: its last is %d", e.name, e.at.Recorded, last).WithHint("%s", hint)
}
