package datasets

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// doubt looks at what the file lacks, once all of its rows are read.
func (in *datasetImporter) doubt(ctx context.Context) error {
	if in.asked.Although {
		return nil
	}
	listed, gone := 0, 0
	for i := range in.known.rows {
		if r := &in.known.rows[i]; r.listed {
			listed++
			if r.line == 0 {
				gone++
			}
		}
	}
	if gone == 0 {
		return nil
	}
	if err := in.spoilt(ctx); err != nil {
		return err
	}
	if in.asked.Part || gone*2 <= listed {
		return nil
	}
	return &acts.Doubt{Part: true, Reason: ascribe.Errorf(ascribe.ErrUsage, "of the %d incidents of %s, %d are not in %s, and would no longer be listed", listed, in.asked.Name, gone, in.asked.FileName).
		WithHint("if the file is only a part of the dataset, add --part, which ends no listing; if its ids come from another column or are new ones, correct the id in the mapping, or import into a new dataset; if they are gone, add --although")}
}

// spoilt is a doubt where ids that are gone are there again, written otherwise.
func (in *datasetImporter) spoilt(ctx context.Context) error {
	if len(in.known.fresh) == 0 {
		return nil
	}
	slices.Sort(in.known.fresh)
	n, was, is := 0, "", ""
	at := 0 // both are in the order of the ledger
	for x, err := range in.tx.View().Subjects(ctx, in.asked.Name, ascribe.OfIncident) {
		if err != nil {
			return err
		}
		id := x.Noun.(*ascribe.Incident).ID
		if at == len(in.known.rows) || in.known.rows[at].record != x.Record { // it is new, or was taken back
			if x.Record >= in.tx.First() && n > 0 && is == "" && looseID(id) == looseID(was) {
				is = id
			}
			continue
		}
		r := &in.known.rows[at]
		at++
		if !r.listed || r.line != 0 {
			continue
		}
		if _, again := slices.BinarySearch(in.known.fresh, in.known.id(looseID(id))); again {
			n++
			if was == "" {
				was = id
			}
		}
	}
	if n == 0 {
		return nil
	}
	many := "ids that are gone from %[2]s are"
	if n == 1 {
		many = "id that is gone from %[2]s is"
	}
	return &acts.Doubt{Reason: ascribe.Errorf(ascribe.ErrUsage, "%[1]d "+many+" there again with other %[3]s, as %[4]q is now %[5]q", n, in.asked.Name, idDifference(was, is), was, is).
		WithHint("a spreadsheet or another program may have changed them: mend the column (in a spreadsheet, import it as text) and import again; if they are other incidents, add --although")}
}

var (
	leadingZeros = regexp.MustCompile(`(^|[^0-9])0+([0-9])`)
	pointZero    = regexp.MustCompile(`\.0+$`)
)

// idLooseners take away from an id what programs change in one.
var idLooseners = []struct {
	what  string
	loose func(string) string
}{
	{"large and small letters", strings.ToLower},
	{"spaces", func(s string) string { return strings.Join(strings.Fields(s), "") }},
	{".0", func(s string) string { return pointZero.ReplaceAllString(s, "") }},
	{"leading zeros", func(s string) string { return leadingZeros.ReplaceAllString(s, "$1$2") }},
}

// looseID is an id without its large letters, spaces, .0 and leading zeros.
func looseID(id string) string { return loosened(id, "") }

// loosened is an id that was loosened in all ways but one.
func loosened(id, but string) string {
	for _, l := range idLooseners {
		if l.what != but {
			id = l.loose(id)
		}
	}
	return id
}

// idDifference says in which ways two ids differ that are one when loosened.
func idDifference(a, b string) string {
	var parts []string
	for _, l := range idLooseners {
		if loosened(a, l.what) != loosened(b, l.what) {
			parts = append(parts, l.what)
		}
	}
	return strings.Join(parts, " and ")
}

// givenAnew is an error where ids seem to have been given anew: most incidents
// that were there before have another date, another place and other words, of
// what the file has of these.
func (in *datasetImporter) givenAnew() error {
	if in.asked.SameIDs || in.anew < 2 || in.anew*2 <= in.met {
		return nil
	}
	return ascribe.Errorf(ascribe.ErrInvalid, "the ids of %s seem to have been given anew: of %d incidents that %s had before, %d have another date, place and words at once, as %q has", in.asked.FileName, in.met, in.asked.Name, in.anew, in.anewID).
		WithHint("import the edition into a new dataset, or find the column that stayed and name it under id in a mapping; if these are revisions of the same incidents, say so with --same-ids")
}

// rewrittenWhole reports whether a row has another date, place and words than
// its id had before, of what the file has of these: at least two.
func (in *datasetImporter) rewrittenWhole(before, now map[string]string) bool {
	if in.wordColumns == nil {
		in.findFacets()
	}
	kinds := 0
	for i, variables := range in.facets[:2] {
		if len(variables) == 0 {
			continue
		}
		kinds++
		if !in.facetChanged(i, before, now) {
			return false
		}
	}
	told, changed := 0, 0
	for _, v := range in.wordColumns {
		if before[v] == "" || now[v] == "" {
			continue
		}
		told++
		if !sameText(before[v], now[v]) {
			changed++
		}
	}
	if len(in.wordColumns) > 0 {
		kinds++
		if changed*2 <= told {
			return false
		}
	}
	return kinds > 1
}

// findFacets finds the columns of date, place and actors, and those of other
// words.
func (in *datasetImporter) findFacets() {
	in.facets = [][]string{dateFacet.columns(in.columns), placeFacet.columns(in.columns), actorFacet.columns(in.columns)}
	apart := slices.Concat(in.facets[0], in.facets[1], in.asked.Table.IDVariables(), []string{"year"})
	in.wordColumns = []string{}
	for i := range in.columns {
		c := &in.columns[i]
		if c.Type == ascribe.TypeText && !c.Derived() && !slices.Contains(apart, c.Variable) {
			in.wordColumns = append(in.wordColumns, c.Variable)
		}
	}
}

// facetChanged reports whether a row says something else of a facet than was
// said before. What one of the two does not say has not changed.
func (in *datasetImporter) facetChanged(facet int, before, now map[string]string) bool {
	variables := in.facets[facet]
	same := sameText
	if facet == 0 && len(variables) == 1 {
		same = sameTime
	}
	return slices.ContainsFunc(variables, func(v string) bool {
		return before[v] != "" && now[v] != "" && !same(before[v], now[v])
	})
}

// checkCovers refuses a day that the edition cannot cover.
func (d *DatasetImport) checkCovers() error {
	switch {
	case d.Covers.IsZero():
		return nil
	case d.Covers.OpenEnded():
		return ascribe.Errorf(ascribe.ErrInvalid, "%s is open at an end, and an edition covers events up to a day", d.Covers).
			WithHint("give the last day, as in: --covers 2019-12-31")
	case d.Covers.Last() > d.Published.Last():
		return ascribe.Errorf(ascribe.ErrInvalid, "the edition %s would cover events up to %s, and came out %s", d.Edition, d.Covers, d.Published).
			WithHint("give the last day of which it has all events, as in: --covers 2019-12-31")
	}
	return nil
}

// otherMapping reports whether an edition that is there was read under another
// mapping than the one at hand. The first version kept none.
func otherMapping(e *ask.EditionBefore, origin string) bool {
	if e.Mapping == "" && origin == dataset.OriginGED {
		return false
	}
	return e.Mapping != origin
}
