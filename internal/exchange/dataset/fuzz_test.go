package dataset_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// Whatever a file holds, it ends in rows and faults, and no error is ours.
func FuzzTable(f *testing.F) {
	var columnar bytes.Buffer
	w := parquet.NewGenericWriter[struct {
		ID   string `parquet:"id"`
		Date int32  `parquet:"date,date"`
	}](&columnar)
	w.Close()
	for _, data := range [][]byte{
		[]byte("id,date\n1,2016\n"), []byte("id;date\n#id;#date\n\"a\"\"b\";x\n"), []byte("\xFF\xFEi\x00d\x00\n\x001\x00"),
		[]byte(`{"id": 1, "date": null}` + "\n{"), []byte(`{"type": "FeatureCollection", "features": [{"properties": {"id": 1}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}`),
		[]byte(`{"n": 1, "data": [{"id": 1}, {"id": "2"}]}`), []byte("\x1e{\"type\": \"Feature\", \"properties\": {\"id\": 1}, \"geometry\": null}\n"),
		[]byte(`{"a": {"date": "2016"}, "b": {"id": 1}}`), []byte("id,n\n=\"1\",\"=\"\"2\"\"\"\nid,n\n"), []byte("id,town\n1,\xc2\xee\xeb\xe3\xee\xe3\xf0\xe0\xe4\n"),
		workbook(f, [][]string{{"id", "date"}, {"1", "2016"}}, nil), columnar.Bytes(), []byte("caf\xe9"),
	} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, m := range []*dataset.Mapping{nil, dataset.GED()} {
			table, err := open("f", data, m)
			if err != nil {
				if ascribe.KindOf(err) != ascribe.ErrInvalid {
					t.Errorf("%v", faultsOf(err))
				}
				continue
			}
			var problems ascribe.Problems
			for r, err := range table.Rows(&problems) {
				if err != nil {
					if ascribe.KindOf(err) != ascribe.ErrInvalid {
						t.Errorf("%v", faultsOf(err))
					}
					break
				}
				if !ascribe.ValidDatasetID(r.ID) || r.Title == "" || len(r.Cells) != len(table.Columns()) {
					t.Errorf("%q %q %d cells", r.ID, r.Title, len(r.Cells))
				}
			}
		}
		text, err := dataset.ProposeMapping("f", bytes.NewReader(data), int64(len(data)), dataset.Place{})
		if err != nil {
			return
		}
		if _, err := dataset.ParseMapping("p", text); err != nil {
			t.Errorf("%q: a proposal that cannot be parsed: %q\n%s", data, faultsOf(err), text)
		}
	})
}

func FuzzMapping(f *testing.F) {
	f.Add("id: a\ncolumns: {a: {type: number}}\nderived: {b: {from: [a], type: date}}\n")
	f.Add("row_title: \"{a}\"\nsentinels: [-9]\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := dataset.ParseMapping("m.yaml", []byte(text))
		if err != nil {
			if ascribe.KindOf(err) != ascribe.ErrInvalid {
				t.Error(err)
			}
			return
		}
		_, _ = open("f.csv", []byte("id,a\n1,2\n"), m)
	})
}

func FuzzCellLog(f *testing.F) {
	f.Add("2019-06-01,a,+,,,\n2019-06-01,a,=,c,,1\n")
	f.Fuzz(func(t *testing.T, text string) {
		log, err := dataset.OpenCellLog("l", bytes.NewReader([]byte("time,id,op,column,old,new\n"+text)), int64(26+len(text)))
		if err != nil {
			return
		}
		var problems ascribe.Problems
		last := ascribe.MinDay
		for c, err := range log.Changes(&problems) {
			if err != nil || c.Day < last || !ascribe.ValidDatasetID(c.ID) || c.Op == dataset.SetCell && c.Variable == "" {
				t.Errorf("%+v, %v", c, err)
			}
			last = c.Day
		}
	})
}

// A date is a date of EDTF, or has a sentence; whatever stands in the cell.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"2016-07-18", "2/26/20", "4-Jan-18", "20160613", "2019/12/31 17:25:00", "7/18/2016 2:05 PM", "0000-00-00", "42569", "٢٠١٦-٠٧-١٨", "2016–2017", "[2016..]", "Q3 2016"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, err := json.Marshal(map[string]string{"id": "a", "date": s})
		if err != nil {
			return
		}
		for _, order := range append(dataset.DateOrders, "") {
			_, rows, faults := read(t, "f.jsonl", text, &dataset.Mapping{DateFormat: order})
			switch {
			case len(rows) == 1 && len(faults) == 0:
				if d := cell(t, rows[0], "date"); d != "" {
					if _, err := ascribe.ParseDate(d); err != nil {
						t.Errorf("%q is %q", s, d)
					}
				}
			case len(faults) != 1:
				t.Errorf("%q: %v %q", s, rows, faults)
			}
		}
	})
}
