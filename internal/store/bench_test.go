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
		Value: []string{"two_way", "top", "target", "12", "Würzburg"}[i%5], Stance: ascribe.Asserts, Basis: ascribe.Document,
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
