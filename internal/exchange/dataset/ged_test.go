package dataset_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

func ukraine(t testing.TB, edition string) []byte {
	t.Helper()
	text, err := os.ReadFile("../testdata/ucdp/ged_ukr_v" + edition + "_hdx.csv")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestGEDEditions(t *testing.T) {
	for _, test := range []struct {
		edition string
		rows    int
		columns int
		deaths  int // in 2014
	}{{"19.1", 993, 45, 4423}, {"20.1", 1167, 52, 4423}, {"22.1", 2989, 50, 4528}} {
		t.Run(test.edition, func(t *testing.T) {
			table, rows, faults := read(t, "ged.csv", ukraine(t, test.edition), dataset.GED())
			wantFaults(t, faults)
			if len(rows) != test.rows {
				t.Errorf("%d rows, want %d", len(rows), test.rows)
			}
			columns := table.Columns()
			if n := slices.IndexFunc(columns, func(c dataset.Column) bool { return c.Derived() }); n != test.columns || len(columns) != n+3 {
				t.Errorf("%d columns of the file and %d in all, want %d and three", n, len(columns), test.columns)
			}
			if n := table.Remarks().Len(); n > 0 {
				t.Errorf("remarks %v", table.Remarks())
			}
			ids := dataset.IDs{}
			deaths := 0
			for _, r := range rows {
				if fault, again := ids.Again(r); again {
					t.Error(fault)
				}
				if cell(t, r, "country_code") != "UA" || r.Title == "" {
					t.Errorf("row %d: %s", r.Line, cells(r))
				}
				if _, err := ascribe.ParseDate(cell(t, r, "event_date")); err != nil {
					t.Error(err)
				}
				if cell(t, r, "year") == "2014" {
					n, _ := strconv.Atoi(cell(t, r, "best"))
					deaths += n
				}
			}
			if read, total := table.Progress(); read != total || total != int64(len(ukraine(t, test.edition))) {
				t.Errorf("progress %d of %d", read, total)
			}
			if deaths != test.deaths {
				t.Errorf("%d deaths in 2014, want %d", deaths, test.deaths)
			}
		})
	}
}

func TestGEDRow(t *testing.T) {
	table, rows, _ := read(t, "ged.csv", ukraine(t, "19.1"), dataset.GED())
	r := rows[1]
	if r.ID != "155052" || r.Line != 4 || r.Title != "Government of Ukraine - DPR, Donetsk town, 2014-08-14/2014-08-15" {
		t.Errorf("%s, line %d, %s", r.ID, r.Line, r.Title)
	}
	want := map[string]string{
		"latitude": "48.0", "date_start": "2014-08-14", "event_date": "2014-08-14/2014-08-15", "best": "2",
		"gwnob": "", "gwnoa": "369.0", "point": "48 37.805278 town",
	}
	for variable, value := range want {
		if got := cell(t, r, variable); got != value {
			t.Errorf("%s is %q, want %q", variable, got, value)
		}
	}
	roles := map[ascribe.Role]string{}
	for _, c := range table.Columns() {
		if c.Role != "" {
			roles[c.Role] = c.Variable + " " + string(c.Type)
		}
	}
	if got := fmt.Sprint(roles); got != "map[country:country_code country event_date:event_date date killed:best number place:where_coordinates text point:point point]" {
		t.Error(got)
	}
	p := r.Problem("best", "is %d", 2)
	if p.String() != "ged.csv:4:"+strconv.Itoa(p.Column)+": is 2" || p.Column < 500 {
		t.Error(p)
	}
}

// What the editions changed, counted as issue 4 says it is: the readers keep
// what that needs.
func TestGEDChanges(t *testing.T) {
	type counts struct{ common, removed, added, cells, events, best, adm1, cosmetic int }
	rows := map[string]map[string]map[string]string{}
	for _, e := range []string{"19.1", "20.1", "22.1"} {
		table, list, _ := read(t, "ged.csv", ukraine(t, e), dataset.GED())
		rows[e] = map[string]map[string]string{}
		for _, r := range list {
			byName := map[string]string{}
			for i, c := range table.Columns() {
				if !c.Derived() {
					byName[c.Name] = r.Cells[i].Value
				}
			}
			rows[e][r.ID] = byName
		}
	}
	for _, test := range []struct {
		from, to string
		want     counts
	}{
		{"19.1", "20.1", counts{common: 993, added: 174, cells: 10, events: 3}},
		{"20.1", "22.1", counts{common: 1073, removed: 94, added: 1916, cells: 4505, best: 59, adm1: 949, cosmetic: 920}},
	} {
		got := counts{}
		for id, before := range rows[test.from] {
			after, common := rows[test.to][id]
			if !common {
				got.removed++
				continue
			}
			got.common++
			changed := 0
			for column, a := range before {
				b, both := after[column]
				if !both || comparable(column, a) == comparable(column, b) {
					continue
				}
				changed++
				switch column {
				case "best":
					got.best++
				case "adm_1":
					got.adm1++
					if letters(a) == letters(b) {
						got.cosmetic++
					}
				}
			}
			got.cells += changed
			if changed > 0 {
				got.events++
			}
		}
		got.added = len(rows[test.to]) - got.common
		if test.want.events == 0 {
			test.want.events = got.events
		}
		if test.want.best == 0 {
			got.best, got.adm1, got.cosmetic = 0, 0, 0
		}
		if got != test.want {
			t.Errorf("%s to %s: %+v\n want %+v", test.from, test.to, got, test.want)
		}
	}
}

func comparable(column, s string) string {
	f, err := strconv.ParseFloat(s, 64)
	switch {
	case err != nil:
		return s
	case column == "latitude" || column == "longitude":
		return strconv.FormatFloat(f, 'f', 6, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}

// gedValues are the cells of one event that every layout can have.
var gedValues = map[string]string{
	"id": "7", "relid": "CAR-2023-1-1", "year": "2023", "date_start": "2023-03-01", "date_end": "2023-03-01",
	"latitude": "4.366667", "longitude": "18.583333", "country": "Central African Republic", "best": "3", "high": "4", "low": "2",
	"where_coordinates": "Bangui town", "where_prec": "1", "dyad_name": "A - B", "type_of_violence": "1",
}

func TestGEDLayouts(t *testing.T) {
	for _, key := range []string{"ged_19.1_hdx", "ged_20.1_hdx", "ged_22.1_hdx", "ged_syria_652.1601.1911"} {
		for _, capitals := range []bool{false, true} {
			columns := headers(t, key)
			var values []string
			for _, c := range columns {
				values = append(values, gedValues[c])
			}
			if capitals {
				columns = slices.Clone(columns)
				for i, c := range columns {
					columns[i] = strings.ToUpper(c[:1]) + c[1:]
				}
			}
			text := strings.Join(columns, ",") + "\n" + strings.Join(values, ",") + "\n"
			_, rows, faults := read(t, "ged.csv", []byte(text), dataset.GED())
			wantFaults(t, faults)
			if len(rows) != 1 || rows[0].ID != "7" || rows[0].Title != "A - B, Bangui town, 2023-03-01" ||
				cell(t, rows[0], "event_date") != "2023-03-01" || cell(t, rows[0], "country_code") != "CF" ||
				cell(t, rows[0], "point") != "4.366667 18.583333 town" || cell(t, rows[0], "best") != "3" {
				t.Errorf("%s, capitals %t: %v", key, capitals, rows)
			}
		}
	}
}

func TestGEDGeoJSON(t *testing.T) {
	var properties []string
	for _, c := range headers(t, "ged_23.1_caf_geojson_properties") {
		value := strconv.Quote(gedValues[c])
		switch {
		case gedValues[c] == "":
			value = "null"
		case c == "id" || c == "best":
			value = gedValues[c]
		}
		properties = append(properties, fmt.Sprintf("%q: %s", c, value))
	}
	text := `{"type": "FeatureCollection", "name": "ged", "crs": {"properties": {"name": "x"}},
"features": [
{ "type": "Feature", "properties": {` + strings.Join(properties, ", ") + `}, "geometry": { "type": "Point", "coordinates": [ 18.583333, 4.366667 ] } }
]}`
	table, rows, faults := read(t, "ged.geojson", []byte(text), dataset.GED())
	wantFaults(t, faults)
	if table.Format() != dataset.GeoJSON || len(rows) != 1 {
		t.Fatal(table.Format(), rows)
	}
	r := rows[0]
	if r.ID != "7" || r.Line != 3 || cell(t, r, "latitude") != "4.366667" || cell(t, r, "point") != "4.366667 18.583333 town" || cell(t, r, "best") != "3" {
		t.Error(r.Line, cells(r))
	}
	if n := len(table.Columns()); n != 46+2+3 {
		t.Errorf("%d columns", n)
	}
}
