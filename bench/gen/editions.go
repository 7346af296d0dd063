package gen

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe/internal/country"
)

// Editions are those of a dataset with the columns of UCDP's events, made up. From
// one to the next some rows come, a few go, and of one row in twenty some cells
// change.
type Editions struct {
	Rows    int // of the last one
	Columns int // of the file; fewer than UCDP's lack the last of those that nobody asks about
	N       int
}

// An editionColumn is how many values a column has; 0: one for each row. Texts are
// so long.
type editionColumn struct {
	name   string
	values int
	kind   func(n uint64) string
}

func wholeNumber(n uint64) string { return strconv.FormatUint(n, 10) }

func named(what string) func(n uint64) string {
	return func(n uint64) string { return fmt.Sprintf("%s %d", what, n) }
}

func longText(n uint64) string {
	return fmt.Sprintf("Report %d of what was seen near place %d and what was said of it by office %d on that day", n, n%30011, n%401)
}

func decimalDegrees(n uint64) string { return fmt.Sprintf("%d.%06d", n%70, n*7919%1_000_000) }

// few is a number that is mostly small.
func few(n uint64) string {
	n %= 1000
	switch {
	case n < 500:
		return "0"
	case n < 950:
		return wholeNumber(n % 10)
	}
	return wholeNumber(n)
}

// countries are those whose names a CSV file has without quotes.
var countries = plainCountries(120)

func plainCountries(n int) (names []string) {
	for _, c := range country.All() {
		if !strings.ContainsAny(c.Name, `,"`) {
			names = append(names, c.Name)
		}
	}
	return names[:n]
}

// editionColumns are those of UCDP GED, in its order, but for the id, the year and
// the days, which stay what they are.
var editionColumns = []editionColumn{
	{"active_year", 2, wholeNumber},
	{"start_year", 30, func(n uint64) string { return wholeNumber(1989 + n) }},
	{"end_year", 30, func(n uint64) string { return wholeNumber(1989 + n) }},
	{"type_of_violence", 3, func(n uint64) string { return wholeNumber(1 + n) }},
	{"conflict_new_id", 300, wholeNumber},
	{"conflict_name", 300, named("Conflict")},
	{"dyad_new_id", 800, wholeNumber},
	{"dyad_name", 800, named("Dyad")},
	{"side_a_new_id", 200, wholeNumber},
	{"gwnoa", 100, wholeNumber},
	{"side_a", 200, named("Side")},
	{"side_b_new_id", 600, wholeNumber},
	{"gwnob", 50, wholeNumber},
	{"side_b", 600, named("Group")},
	{"number_of_sources", 12, wholeNumber},
	{"source_article", 0, longText},
	{"source_office", 400, named("Office")},
	{"source_date", 3000, func(n uint64) string { return fmt.Sprintf("20%02d-%02d-%02d", n%20, 1+n%12, 1+n%28) }},
	{"source_headline", 0, named("Headline number")},
	{"source_original", 2000, named("Witness")},
	{"where_prec", 7, func(n uint64) string { return wholeNumber(1 + n) }},
	{"where_coordinates", 30000, named("Place")},
	{"adm_1", 2000, named("Province")},
	{"adm_2", 12000, named("District")},
	{"latitude", 30000, decimalDegrees},
	{"longitude", 30000, decimalDegrees},
	{"geom_wkt", 30000, func(n uint64) string { return "POINT (" + decimalDegrees(n) + " " + decimalDegrees(n+1) + ")" }},
	{"priogrid_gid", 8000, wholeNumber},
	{"country", len(countries), func(n uint64) string { return countries[n] }},
	{"country_id", 120, wholeNumber},
	{"iso3", 120, func(n uint64) string { return fmt.Sprintf("C%02d", n%100) }},
	{"region", 5, named("Region")},
	{"event_clarity", 2, func(n uint64) string { return wholeNumber(1 + n) }},
	{"date_prec", 5, func(n uint64) string { return wholeNumber(1 + n) }},
	{"deaths_a", 0, few},
	{"deaths_b", 0, few},
	{"deaths_civilians", 0, few},
	{"deaths_unknown", 0, few},
	{"low", 0, few},
	{"best", 0, few},
	{"high", 0, few},
}

// asked are the columns that questions are about.
var asked = []string{
	"type_of_violence", "conflict_name", "dyad_name", "side_a", "side_b", "source_headline",
	"where_prec", "adm_1", "adm_2", "priogrid_gid", "country", "region", "best",
}

// columns are those of the file, beside the id and the days, by their places.
func (e *Editions) columns() (at []int) {
	for i := range editionColumns {
		at = append(at, i)
	}
	for i := len(at) - 1; i >= 0 && len(at)+4 > e.Columns; i-- {
		if !slices.Contains(asked, editionColumns[at[i]].name) {
			at = slices.Delete(at, i, i+1)
		}
	}
	return at
}

// hash is a number that follows from some others.
func hash(list ...int) uint64 {
	h := fnv.New64a()
	for _, n := range list {
		fmt.Fprint(h, n, ",")
	}
	return h.Sum64() >> 3
}

// rows is how many ids there have been up to an edition.
func (e *Editions) rows(edition int) int { return e.Rows * (100 - 2*(e.N-1-edition)) / 100 }

// gone reports whether an edition lacks a row that those before had.
func (e *Editions) gone(row, edition int) bool { return edition > e.N/2 && row%331 == 7 }

// WriteCSV writes an edition, counted from 0, into a folder, and gives the file's
// name.
func (e *Editions) WriteCSV(dir string, edition int) (string, error) {
	name := filepath.Join(dir, fmt.Sprintf("edition-%d.csv", edition))
	return name, write(name, func(w *bufio.Writer) {
		names := []string{"id", "year", "date_start", "date_end"}
		columns := e.columns()
		for _, i := range columns {
			names = append(names, editionColumns[i].name)
		}
		fmt.Fprintln(w, strings.Join(names, ","))
		for row := range e.rows(edition) {
			if e.gone(row, edition) {
				continue
			}
			var changes []int // the editions at which something of the row changed
			for k := 1; k <= edition; k++ {
				if hash(row, k)%20 == 0 {
					changes = append(changes, k)
				}
			}
			seed := hash(row)
			year := 1989 + seed%30
			day := fmt.Sprintf("%d-%02d-%02d", year, 1+seed%12, 1+seed%28)
			fmt.Fprintf(w, "%d,%d,%s,%s", 100_000+row, year, day, day)
			for _, i := range columns {
				c, version := &editionColumns[i], 0
				for _, k := range changes {
					if hash(row, k, i)%4 == 0 {
						version = k
					}
				}
				n := (seed + uint64(i)*0x9e3779b97f4a7c15 + uint64(version)*0xd6e8feb86659fd93) >> 7
				if c.values > 0 {
					n %= uint64(c.values)
				}
				w.WriteByte(',')
				w.WriteString(c.kind(n % 1_000_000_007))
			}
			w.WriteByte('\n')
		}
	})
}
