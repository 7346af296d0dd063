package dataset_test

import (
	"bytes"
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
