package app_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/store"
)

// manyEvents are two editions of a GED-like file of 45 columns: the events of
// the oldest one for Ukraine over and over, with ids of their own. In the later
// edition one row in fifty is revised, one in a hundred is gone, and one in
// fifty is new.
func manyEvents(t testing.TB, rows int) (first, later []byte) {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(ukraineFile(t, "19.1"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header, events := records[0], records[2:]
	deaths := 0
	for i, name := range header {
		if name == "best" {
			deaths = i
		}
	}
	var one, two bytes.Buffer
	a, b := csv.NewWriter(&one), csv.NewWriter(&two)
	write := func(w *csv.Writer, record []string) {
		if err := w.Write(record); err != nil {
			t.Fatal(err)
		}
	}
	write(a, header[:45])
	write(b, header[:45])
	for i := range rows + rows/50 {
		event := append([]string(nil), events[i%len(events)][:45]...)
		event[0] = strconv.Itoa(1_000_000 + i)
		if i < rows {
			write(a, event)
		}
		if i < rows && i%100 == 7 {
			continue
		}
		if i%50 == 3 {
			event[deaths] = strconv.Itoa(i)
		}
		write(b, event)
	}
	a.Flush()
	b.Flush()
	return one.Bytes(), two.Bytes()
}

// BenchmarkEditions imports a first and a later edition into a new store. Where
// pandas is there, its time to read the two files and to join them by id, which
// is what a user would do otherwise, stands beside.
func BenchmarkEditions(b *testing.B) {
	const rows = 50_000
	first, later := manyEvents(b, rows)
	b.Logf("%d rows, %.1f and %.1f MB", rows, float64(len(first))/1e6, float64(len(later))/1e6)
	var took [2]time.Duration
	var size int64
	for b.Loop() {
		b.StopTimer()
		a := newApp(b)
		for i, data := range [][]byte{first, later} {
			d := edition(b, "d", fmt.Sprint(i), fmt.Sprint(2000+i), "ged.csv", data, dataset.GED())
			b.StartTimer()
			start := time.Now()
			done := importEdition(b, a, d)
			took[i] += time.Since(start)
			b.StopTimer()
			if want := [2]int{rows, rows / 50}[i]; done.New != want {
				b.Fatalf("%+v", done)
			}
			if i == 0 {
				size = storeSize(b, a.Store)
			}
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(rows)*float64(b.N)/took[0].Seconds(), "first-rows/s")
	b.ReportMetric(float64(rows)*float64(b.N)/took[1].Seconds(), "later-rows/s")
	b.ReportMetric(float64(size)/rows, "B/row")
	b.Log(besidePandas(b, first, later))
}

// storeSize is that of a copy, which has nothing beside the file.
func storeSize(t testing.TB, s *store.Store) int64 {
	t.Helper()
	name := filepath.Join(t.TempDir(), "copy.db")
	if _, err := s.Backup(context.Background(), name); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

const joinScript = `
import sys, time
try:
    import pandas
except ImportError:
    print("pandas is not there: its time is left out (apt-get install python3-pandas)")
    sys.exit()
t = time.perf_counter()
a = pandas.read_csv(sys.argv[1], low_memory=False)
b = pandas.read_csv(sys.argv[2], low_memory=False)
read = time.perf_counter() - t
m = a.merge(b, on="id", how="outer", suffixes=("_a", "_b"), indicator=True)
n = 0
for c in a.columns[1:]:
    x, y = m[c + "_a"], m[c + "_b"]
    n += int(((x != y) & ~(x.isna() & y.isna()) & (m["_merge"] == "both")).sum())
joined = time.perf_counter() - t - read
print("pandas %s reads the two files in %.2f s, joins and compares them in %.2f s (%d changed cells), and keeps nothing" % (pandas.__version__, read, joined, n))
`

// besidePandas says how long pandas takes over the two files.
func besidePandas(t testing.TB, first, later []byte) string {
	t.Helper()
	dir := t.TempDir()
	args := []string{"-c", joinScript}
	for i, data := range [][]byte{first, later} {
		name := filepath.Join(dir, strconv.Itoa(i)+".csv")
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	// The system's own interpreter has the package of the distribution.
	python := "/usr/bin/python3"
	if _, err := os.Stat(python); err != nil {
		python = "python3"
	}
	out, err := exec.Command(python, args...).CombinedOutput()
	if err != nil {
		return "pandas could not be asked: " + err.Error() + ": " + strings.TrimSpace(string(out))
	}
	return strings.TrimSpace(string(out))
}
