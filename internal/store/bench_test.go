package store

import (
	"fmt"
	"os"
	"testing"

	"github.com/ascribe-project/ascribe"
)

// benchStatement is a statement as coders write them.
func benchStatement(i int) *ascribe.Statement {
	return &ascribe.Statement{
		ID: fmt.Sprintf("s-%012x", i*2654435761%(1<<48)), Subject: fmt.Sprintf("incident-%05d", i/20), Variable: []string{"contact", "directive", "guidance", "killed", "place"}[i%5],
		Value: []string{"two_way", "top", "target", "12", "Würzburg"}[i%5], Stance: ascribe.Asserts, Basis: ascribe.Documented,
		Source: fmt.Sprintf("source-%04d", i/100), Locator: "p. 4", Credibility: "2", Coder: "ck",
	}
}

func benchNouns(statements int) []ascribe.Noun {
	var nouns []ascribe.Noun
	for i := range statements/100 + 1 {
		nouns = append(nouns, &ascribe.Source{ID: fmt.Sprintf("source-%04d", i), Title: "A source", Publisher: "A paper", Published: ascribe.OnDay(ascribe.Day(17000 + i)), Kind: "press", Reliability: "B"})
	}
	for i := range statements/20 + 1 {
		nouns = append(nouns, &ascribe.Incident{ID: fmt.Sprintf("incident-%05d", i), Title: "An incident"})
	}
	return nouns
}

func BenchmarkAppend(b *testing.B) {
	f := newFixture(b)
	f.write(benchNouns(b.N)...)
	before := fileSize(b, f)
	b.ResetTimer()
	if _, _, err := f.Write(b.Context(), f.act(ascribe.EntryImport), func(t *Tx) error {
		for i := range b.N {
			if _, err := t.Append(benchStatement(i)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "statements/s")
	b.ReportMetric(float64(fileSize(b, f)-before)/float64(b.N), "file-B/statement")
}

// BenchmarkAppendRows writes an incident and a row of 45 cells each time, as
// the first edition of a dataset is written; a row's cells are as long as those
// of UCDP's georeferenced events are on average.
func BenchmarkAppendRows(b *testing.B) {
	f := newFixture(b)
	f.write(&ascribe.Source{ID: "ged-20.1", Title: "GED", Published: date(b, "2020-06"), Reliability: "B"}, &ascribe.Dataset{ID: "ged"})
	before := fileSize(b, f)
	b.ResetTimer()
	if _, _, err := f.Write(b.Context(), f.act(ascribe.EntryImport), func(t *Tx) error {
		for i := range b.N {
			id := fmt.Sprint(100_000 + i)
			if _, err := t.Append(&ascribe.Incident{Dataset: "ged", ID: id, Title: "Government of Ukraine - DPR, Donetsk, 2017-01-29"}); err != nil {
				return err
			}
			row := &ascribe.Row{Dataset: "ged", Incident: id, Edition: "20.1", Source: "ged-20.1", Credibility: "2", Cells: make(map[string]string, 45)}
			for c := range 45 {
				row.Cells[fmt.Sprintf("some_column_%02d", c)] = fmt.Sprintf("value %06d", i)
			}
			if _, err := t.Append(row); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(fileSize(b, f)-before)/float64(b.N), "file-B/row")
}

func fileSize(tb testing.TB, f *fixture) int64 {
	if _, err := f.writer.Exec("pragma wal_checkpoint(truncate)"); err != nil {
		tb.Fatal(err)
	}
	info, err := os.Stat(f.path)
	if err != nil {
		tb.Fatal(err)
	}
	return info.Size()
}

func BenchmarkDossiers(b *testing.B) {
	f := newFixture(b)
	const statements = 20_000
	f.write(benchNouns(statements)...)
	nouns := make([]ascribe.Noun, statements)
	for i := range nouns {
		nouns[i] = benchStatement(i)
	}
	f.write(nouns...)
	for b.Loop() {
		n := 0
		for d, err := range f.Dossiers(b.Context(), ascribe.Main) {
			if err != nil {
				b.Fatal(err)
			}
			n += len(d.Statements)
		}
		if n != statements {
			b.Fatalf("%d statements", n)
		}
	}
	b.ReportMetric(float64(statements*b.N)/b.Elapsed().Seconds(), "statements/s")
}

func BenchmarkVerify(b *testing.B) {
	f := newFixture(b)
	const statements = 100_000
	f.write(benchNouns(statements)...)
	nouns := make([]ascribe.Noun, statements)
	for i := range nouns {
		nouns[i] = benchStatement(i)
	}
	f.write(nouns...)
	b.Run("verify", func(b *testing.B) {
		for b.Loop() {
			if _, err := f.Verify(b.Context(), nil); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(statements*b.N)/b.Elapsed().Seconds(), "statements/s")
	})
	b.Run("rebuild", func(b *testing.B) {
		for b.Loop() {
			if err := f.Rebuild(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(statements*b.N)/b.Elapsed().Seconds(), "statements/s")
	})
}
