package app_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/mappings"
)

// Each mapping that ships makes a codebook of every column of the file that it
// is for.
func TestMappedCodebooks(t *testing.T) {
	text, err := os.ReadFile("../exchange/dataset/testdata/headers.json")
	if err != nil {
		t.Fatal(err)
	}
	var headers map[string][]string
	if err := json.Unmarshal(text, &headers); err != nil {
		t.Fatal(err)
	}
	rows := map[string]struct {
		header string
		cells  map[string]string
		id     string
	}{
		"acled": {"acled_2023", map[string]string{"event_id_cnty": "UKR1", "event_date": "01 March 2022", "country": "Ukraine", "fatalities": "2", "latitude": "50.45", "longitude": "30.52"}, "UKR1"},
		"gtd":   {"gtd_0718dist", map[string]string{"eventid": "201601010001", "iyear": "2016", "imonth": "1", "iday": "0", "country_txt": "France", "nkill": "2", "gname": "Unknown"}, "201601010001"},
		"pirus": {"pirus_cleaned", map[string]string{"subject_id": "1001", "date_exposure": "1/15/2005 0:00", "age": "-99"}, "1001"},
	}
	for _, name := range mappings.Names() {
		t.Run(name, func(t *testing.T) {
			row, header := rows[name], headers[rows[name].header]
			text, _ := mappings.Get(name)
			m, err := dataset.ParseMapping(name+".yaml", text)
			if err != nil {
				fatal(t, err)
			}
			line := make([]string, len(header))
			for i, column := range header {
				line[i] = row.cells[column]
			}
			a := newApp(t)
			d := edition(t, name, "1", "2022", name+".csv", []byte(strings.Join(header, ",")+"\n"+strings.Join(line, ",")+"\n"), m)
			if done := importEdition(t, a, d); done.New != 1 {
				t.Errorf("%+v", done)
			}
			checkStates(t, a, name, d.Published.Last(), d.Table)
			book := bookOf(t, a, name)
			if len(book.Vars) != len(d.Table.Columns()) {
				t.Errorf("%d variables of %d columns", len(book.Vars), len(d.Table.Columns()))
			}
			wantWords(t, book.Description, "Licence: "+m.Licence)
			if _, err := a.Store.Subject(t.Context(), name, row.id); err != nil {
				fatal(t, err)
			}
		})
	}
}
