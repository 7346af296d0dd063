package app_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/datasets"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// TestNumberedAnew has UCDP's oldest edition again, with one id given to
// another event, as an edition to come.
func TestNumberedAnew(t *testing.T) {
	records, err := csv.NewReader(bytes.NewReader(ukraineFile(t, "19.1"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := func(name string) int { return slices.Index(records[0], name) }
	set := func(changes map[string]string) []byte {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		for i, r := range records {
			if r[0] == "239008" {
				r = slices.Clone(r)
				for name, value := range changes {
					r[at(name)] = value
				}
			}
			if i != 1 {
				w.Write(r) //nolint:errcheck // into memory
			}
		}
		w.Flush()
		return b.Bytes()
	}
	a := newApp(t)
	importEdition(t, a, edition(t, "d", "1", "2019-06", "ged.csv", set(nil), dataset.GED()))
	other := map[string]string{"date_start": "2018-05-06", "date_end": "2018-05-06", "latitude": "49.5", "side_b": "LPR"}
	text := refused(t, a, edition(t, "d", "2", "2020-06", "ged.csv", set(other), dataset.GED()), ascribe.ErrInvalid)
	wantWords(t, text, "ged.csv:2:", `the id "239008" has another meaning`, "event_date from 2017-01-30 to 2018-05-06", "side_b from DPR to LPR", "--same-ids")
	// What only two of the three say is a revision.
	for name := range other {
		if name == "date_start" || name == "date_end" {
			continue
		}
		two := map[string]string{}
		for n, v := range other {
			if n != name {
				two[n] = v
			}
		}
		if done := importEdition(t, a, edition(t, "d", "2-"+name, "2020-06", "ged.csv", set(two), dataset.GED())); done.Changed != 1 {
			t.Errorf("without %s: %+v", name, done)
		}
		importEdition(t, a, edition(t, "d", "3-"+name, "2020-06", "ged.csv", set(nil), dataset.GED()))
	}
}

// TestImportInterrupted stops an import in its midst: nothing is written, and
// the same import goes through afterwards.
func TestImportInterrupted(t *testing.T) {
	a := newApp(t)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	d := edition(t, "d", "19.1", "2019-06", "ged.csv", ukraineFile(t, "19.1"), dataset.GED())
	d.Rows = new(atomic.Int64)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for d.Rows.Load() < 50 {
		}
		stop()
	}()
	_, err := datasets.ImportDataset(ctx, a, anna, d)
	<-stopped
	wantError(t, err, ascribe.ErrInterrupted)
	if all, err := apptest.At(context.Background(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Datasets); err != nil || len(all.Rows) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	if done := importEdition(t, a, edition(t, "d", "19.1", "2019-06", "ged.csv", ukraineFile(t, "19.1"), dataset.GED())); done.New != 993 {
		t.Errorf("%+v", done)
	}
	all, err := apptest.At(context.Background(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Datasets)
	if err != nil || len(all.Rows) != 1 || all.Rows[0].Incidents != 993 || all.Rows[0].Editions[0].New != 993 {
		t.Errorf("%+v, %v", all, err)
	}
}

// An id is found however its accents are encoded, and with space around it.
func TestIDsAsTyped(t *testing.T) {
	a := newApp(t)
	importEdition(t, a, edition(t, "d", "1", "2022", "d.csv", []byte("id,town\nü1,Ulm\nu1,Ulm\n"), nil))
	for _, typed := range []string{"ü1", "u\u03081", " ü1 "} {
		x, err := a.Store.Subject(t.Context(), "d", typed)
		if err != nil {
			fatal(t, err)
		}
		if id := x.Noun.(*ascribe.Incident).ID; id != "ü1" {
			t.Errorf("%q is %q", typed, id)
		}
	}
}
