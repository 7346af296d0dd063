package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/bench/gen"
	"github.com/ascribe-project/ascribe/casebooks"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/datasets"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// An editionBench is a dataset in eight editions, in a store and in DuckDB.
type editionBench struct {
	*run
	data  gen.Editions
	files []string
	app   *point.App
	took  map[string]time.Duration // the last question, by engine
}

// published is the day of an edition.
func published(edition int) ascribe.Day { return ascribe.NewDay(2015+edition, 6, 30) }

// editions asks the same questions about a dataset's editions of ourselves, of
// DuckDB and of pandas.
func (b *run) editions(wanted []string) error {
	var sizes [3]int
	for i, x := range []struct{ name, otherwise, what string }{
		{"ROWS", "350000", "how many rows the last edition has"},
		{"COLUMNS", "45", "how many columns the file has"},
		{"EDITIONS", "8", "how many editions there are"},
	} {
		var err error
		if sizes[i], err = strconv.Atoi(environment(x.name, x.otherwise)); err != nil || sizes[i] < 1 {
			return fmt.Errorf("%s=%s: it is %s", x.name, os.Getenv(x.name), x.what)
		}
	}
	return b.editionsOf(gen.Editions{Rows: sizes[0], Columns: sizes[1], N: sizes[2]}, wanted)
}

func (b *run) editionsOf(data gen.Editions, wanted []string) error {
	x := &editionBench{run: b, data: data, took: map[string]time.Duration{}}
	fmt.Fprintf(b.out, "a dataset of %s rows of %d columns in %d editions:\n", thousands(data.Rows), data.Columns, data.N)
	ctx := context.Background()
	if err := x.make(ctx); err != nil {
		return err
	}
	defer x.app.Store.Close()
	if err := x.first(ctx, filepath.Join(b.dir, "editions", "cache")); err != nil {
		return err
	}
	if err := x.overHTTP(ctx); err != nil {
		return err
	}
	if err := x.beside(ctx, wanted, x.questions()); err != nil {
		return err
	}
	return x.matches(ctx)
}

// make writes the files, and makes a store of them.
func (x *editionBench) make(ctx context.Context) error {
	for i := range x.data.N {
		name, err := x.data.WriteCSV(x.dir, i)
		if err != nil {
			return err
		}
		x.files = append(x.files, name)
	}
	dir := filepath.Join(x.dir, "editions")
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	var err error
	if x.app, err = newStore(ctx, dir); err == nil {
		err = x.imports(ctx)
	}
	return err
}

// imports brings the editions in.
func (x *editionBench) imports(ctx context.Context) error {
	var rates [2][]float64 // of the first edition, and of later ones
	for i, name := range x.files {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		table, err := dataset.OpenTable("edition.csv", strings.NewReader(string(text)), int64(len(text)), dataset.GED())
		if err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		begin := time.Now()
		done, err := datasets.ImportDataset(ctx, x.app, point.By{Who: "bench"}, datasets.DatasetImport{
			Name: "events", Edition: strconv.Itoa(i), Published: ascribe.OnDay(published(i)), Table: table, SHA256: hex.EncodeToString(sum[:]), FileName: "edition.csv",
		})
		if e, ok := err.(*ascribe.Error); ok && len(e.Problems) > 0 {
			return fmt.Errorf("%w: %v", err, e.Problems[0])
		}
		if err != nil {
			return err
		}
		rates[min(i, 1)] = append(rates[min(i, 1)], float64(done.Rows)/time.Since(begin).Seconds())
	}
	x.measured("import of a first edition", thousands(int(rates[0][0]))+" rows a second", "17,000 rows a second", rates[0][0] >= 17_000)
	if len(rates[1]) == 0 {
		return nil
	}
	slices.Sort(rates[1])
	later := rates[1][len(rates[1])/2]
	x.measured("import of a later edition", thousands(int(later))+" rows a second", "40,000 rows a second", later >= 40_000)
	return nil
}

// at asks a question of the dataset, as known on a day.
func (x *editionBench) at(ctx context.Context, a *point.App, known ascribe.Day, question func(*point.Point) error) error {
	return a.At(ctx, &point.Question{Dataset: "events", AsOf: ascribe.AsOf{Known: known, Recorded: ascribe.Latest}, Viewer: point.Team}, question)
}

// first times the first question without a cache and with one, and measures the
// memory that ten columns take.
func (x *editionBench) first(ctx context.Context, cache string) error {
	fresh := func() (time.Duration, *point.App, error) {
		a := &point.App{Store: x.app.Store, Now: x.app.Now, Rand: x.app.Rand, Signer: x.app.Signer, Cache: cache}
		begin := time.Now()
		_, err := x.count(ctx, a, ascribe.Forever)
		return time.Since(begin), a, err
	}
	without, _, err := fresh()
	if err != nil {
		return err
	}
	with, a, err := fresh()
	if err != nil {
		return err
	}
	x.measured("first question about the dataset, no cache", duration(without), "8 s", without <= 8*time.Second)
	x.measured("the same with the cache", duration(with), "300 ms", with <= 300*time.Millisecond)
	x.app = a
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, column := range []string{"adm_1", "region", "side_a", "side_b", "dyad_name", "conflict_name", "where_prec", "adm_2", "priogrid_gid", "source_headline"} {
		err := x.at(ctx, a, ascribe.Forever, func(p *point.Point) error {
			_, err := ask.Count(ctx, p, []string{"year"}, []ask.Condition{ask.Is(column, "unknown")})
			return err
		})
		if err != nil {
			return err
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	memory := float64(after.HeapAlloc-min(before.HeapAlloc, after.HeapAlloc)) / 1e6
	x.measured("memory of ten columns", fmt.Sprintf("%.0f MB", memory), "400 MB", memory <= 400)
	return nil
}

// count is the counts by two columns as known on a day, a line each.
func (x *editionBench) count(ctx context.Context, a *point.App, known ascribe.Day) (rows *ask.CountAnswer, err error) {
	err = x.at(ctx, a, known, func(p *point.Point) (err error) {
		rows, err = ask.Count(ctx, p, []string{"country", "type_of_violence"}, nil)
		return err
	})
	return rows, err
}

// matches times which of the dataset's incidents are the same as those of the sample
// that ships.
func (x *editionBench) matches(ctx context.Context) error {
	sample, err := exchange.OpenCasebook(casebooks.RemoteDirection(), "remote-direction")
	if err != nil {
		return err
	}
	newest := codebooks.Shipped[len(codebooks.Shipped)-1]
	if _, err := acts.Adopt(ctx, x.app, point.By{Who: "bench"}, point.File{Name: newest.Name(), Text: newest.Text}); err != nil {
		return err
	}
	if _, err := acts.Import(ctx, x.app, point.By{Who: "bench", Although: true}, sample, "remote-direction"); err != nil {
		return err
	}
	return x.app.At(ctx, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, func(p *point.Point) error {
		begin := time.Now()
		found, err := ask.Match(ctx, p, "events", 0)
		if err != nil {
			return err
		}
		took := time.Since(begin)
		x.measured(fmt.Sprintf("matching the sample with the dataset, %d proposals", found.Total), duration(took), "60 s", took <= time.Minute)
		return nil
	})
}
