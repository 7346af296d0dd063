package datasets

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// A facet is one of the things that tell an incident from others, with the
// columns that datasets have for it, by role or by name. Of several lists the
// first of which the file has a column counts.
type facet struct {
	role  ascribe.Role
	lists [][]string
}

var (
	dateFacet = facet{ascribe.RoleEventDate, [][]string{
		{"event_date"}, {"date"}, {"date_start"}, {"start_date"}, {"iyear", "imonth", "iday"}, {"year", "month", "day"},
	}}
	placeFacet = facet{ascribe.RolePoint, [][]string{
		{"point"},
		{"latitude", "longitude"},
		{"lat", "lon"},
		{"lat", "lng"},
		{"where_coordinates", "place", "location", "city", "town"},
		{"adm_2", "admin3", "admin2"},
		{"adm_1", "admin1", "provstate", "region"},
		{"country_code", "country", "country_txt"},
	}}
	actorFacet = facet{"", [][]string{
		{"side_a", "side_b", "actor", "actor1", "actor2", "assoc_actor_1", "assoc_actor_2", "gname", "gname2", "gname3", "perpetrator", "perpetrators", "group", "group_name"},
		{"dyad_name"},
	}}
)

// columns are the facet's in a file; none where it has no such column.
func (f *facet) columns(all []dataset.Column) (variables []string) {
	for i := range all {
		if f.role != "" && all[i].Role == f.role {
			return []string{all[i].Variable}
		}
	}
	for _, list := range f.lists {
		for i := range all {
			if slices.Contains(list, all[i].Variable) {
				variables = append(variables, all[i].Variable)
			}
		}
		if variables != nil {
			return variables
		}
	}
	return nil
}

// otherMeaning is a fault of a row whose date, place and actors are all others
// than those that its id had: datasets that number anew do that. What one of
// the two does not say has not changed, nor has a date that overlaps with the
// one before, or a name that is only written otherwise.
func (in *datasetImporter) otherMeaning(r *dataset.Row, before map[string]string) (p ascribe.Problem, other bool) {
	if in.facets == nil {
		in.findFacets()
	}
	now := make(map[string]string, len(r.Cells))
	for _, c := range r.Cells {
		now[c.Variable] = c.Value
	}
	if in.rewrittenWhole(before, now) {
		if in.anew++; in.anew == 1 {
			in.anewID = r.ID
		}
	}
	for i := range in.facets {
		if !in.facetChanged(i, before, now) {
			return p, false
		}
	}
	date, place, actors := in.facets[0][0], in.facets[1][0], in.facets[2]
	actor := actors[0]
	for _, v := range actors {
		if !sameText(before[v], now[v]) {
			actor = v
			break
		}
	}
	return r.Problem(date, "the id %q has another meaning than in the editions before: its date, place and actors all changed (%s from %s to %s, %s from %s to %s, %s from %s to %s); if these are revisions of the same incident, say so with --same-ids", r.ID,
		date, before[date], now[date], place, ask.Brief(before[place]), ask.Brief(now[place]), actor, ask.Brief(before[actor]), ask.Brief(now[actor])), true
}

// metAnother is a fault of a row whose id met that of another incident, in a
// dataset whose ids are made of small Latin letters: there А-1 and Б-1 are one.
func (in *datasetImporter) metAnother(r *dataset.Row, before map[string]string) (p ascribe.Problem, met bool) {
	if in.form != ascribe.IDsFolded {
		return p, false
	}
	for _, variable := range in.asked.Table.IDVariables() {
		at := slices.IndexFunc(r.Cells, func(c ascribe.Cell) bool { return c.Variable == variable })
		was, is := before[variable], r.Cells[at].Value
		if was != "" && is != "" && !sameText(norm.NFC.String(was), norm.NFC.String(is)) {
			return r.Problem(variable, "the id %q is that of %q in the editions before, and of %q here: the ids of this dataset are made of small Latin letters, as when it was first imported, and the two meet; import the editions into a new dataset, where ids keep their letters", r.ID, was, is), true
		}
	}
	return p, false
}

// sameTime reports whether two dates can be of one day.
func sameTime(a, b string) bool {
	x, err1 := ascribe.ParseDate(a)
	y, err2 := ascribe.ParseDate(b)
	if err1 != nil || err2 != nil {
		return sameText(a, b)
	}
	return x.First() <= y.Last() && y.First() <= x.Last()
}

// sameText reports whether two texts are the same number, or have the same
// letters and digits.
func sameText(a, b string) bool {
	return a == b || sameNumber(a, b) || lettersOf(a) == lettersOf(b)
}

// sameNumber reports whether two texts are one number, as 369.0 and 369 are.
func sameNumber(a, b string) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err1 == nil && err2 == nil && x == y
}

// lettersOf is a text's letters and digits, in small letters.
func lettersOf(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}
