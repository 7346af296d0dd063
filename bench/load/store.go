package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/bench/gen"
)

func (l *load) store() string {
	return filepath.Join(l.dir, fmt.Sprintf("load-%d.db", l.incidents))
}

// makeStore makes the store, unless it was made before: the benchmark's data,
// in the words of the codebook that ships.
func (l *load) makeStore(ctx context.Context) error {
	made := l.store() + ".made"
	if _, err := os.Stat(made); err == nil {
		return nil
	}
	for _, name := range []string{l.store(), strings.TrimSuffix(l.store(), ".db") + ".key"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) { // of a run that was stopped
			return err
		}
	}
	casebook := filepath.Join(l.dir, "casebook")
	if err := os.MkdirAll(casebook, 0o755); err != nil {
		return err
	}
	defer os.RemoveAll(casebook) //nolint:errcheck // it lies in a folder that can go
	if err := writeCasebook(casebook, gen.New(l.incidents)); err != nil {
		return err
	}
	fmt.Printf("making a store of %s incidents …\n", thousands(l.incidents))
	begin := time.Now()
	for _, args := range [][]string{{"init"}, {"import", casebook}} {
		if out, err := l.command(ctx, args...).Output(); err != nil {
			return fmt.Errorf("%s: %w\n%s", args[0], err, out)
		}
	}
	fmt.Printf("made in %s\n", time.Since(begin).Round(time.Second))
	return os.WriteFile(made, nil, 0o644)
}

// coded are the variables of the shipped codebook that the benchmark's take
// turns to mean.
var coded = []struct {
	variable string
	codes    []string
}{
	{"claim", []string{"made", "competing"}},
	{"contact", []string{"member_remotely", "member", "outsider"}},
	{"training", []string{"organisation", "home"}},
	{"travel", []string{"never", "tried_and_failed", "fought"}},
	{"support", []string{"money", "goods", "people"}},
	{"guidance", []string{"encouragement", "target", "step_by_step", "timing"}},
	{"directive", []string{"online_planner", "cadre", "top", "general_call"}},
	{"membership", []string{"member", "claimed"}},
	{"pledge", []string{"public_before", "private", "during"}},
	{"propaganda", []string{"yes"}},
	{"evidence_state", []string{"partly", "exhausted", "closed"}},
	{"contact_span", []string{"single_exchange", "sustained"}},
}

var (
	countries = []string{"FR", "DE", "GB", "BE", "IN", "AU", "US", "ID", "TR", "EG", "NG", "KE", "PK", "ES", "AT", "SE"}
	outcomes  = []string{"completed", "failed", "foiled", "abandoned"}
	stages    = []string{"attack", "attempt", "plot", "plan"}
)

func writeCasebook(dir string, d *gen.Data) error {
	incident := func(n int) string { return fmt.Sprintf("i%d", n) }
	source := func(n int) string { return fmt.Sprintf("source-%d", n) }
	on := func(day int32) string { return (ascribe.NewDay(2000, 1, 1) + ascribe.Day(day)).String() }
	return errors.Join(
		gen.Table(dir, "incidents.csv", "id,title", func(row func(...string)) {
			for i := range d.Incidents {
				row(incident(i+1), fmt.Sprintf("Attack %d in a town of %s", i+1, countries[i%len(countries)]))
			}
		}),
		gen.Table(dir, "sources.csv", "id,title,publisher,url,archived_url,published,kind,language,reliability,rests_on", func(row func(...string)) {
			for i := range d.Sources {
				row(source(i+1), fmt.Sprintf("Report %d on an attack and what came after", i+1), fmt.Sprintf("Publisher %d", i%500), "", "", "2005-01-01", "press", "en", "A", "")
			}
		}),
		gen.Table(dir, "statements.csv", "id,subject,variable,value,stance,basis,source,locator,said,reliability,credibility,coder,quote,note", func(row func(...string)) {
			own := func(i int, variable, value string) {
				x := d.Incidents[i]
				row(fmt.Sprintf("%s%d", variable, i+1), incident(i+1), variable, value, "asserts", "", source(i%d.Sources+1), "", on(x.Day+1), "", "1", "", "", "")
			}
			for i, x := range d.Incidents {
				own(i, "date", on(x.Day))
				own(i, "country", countries[i%len(countries)])
				own(i, "stage", stages[i%7%len(stages)])
				own(i, "outcome", outcomes[i%7%len(outcomes)])
			}
			for i, s := range d.Statements {
				v := coded[int(s.Variable)%len(coded)]
				row(fmt.Sprintf("s%d", i+1), incident(int(s.Incident)), v.variable, v.codes[int(s.Value)%len(v.codes)], "asserts", "", source(int(s.Source)), "p. 12", on(s.Published),
					"", string("123456"[s.Grade-1]), "", "", "Coded from the text itself.")
			}
		}),
		gen.Table(dir, "withdrawals.csv", "id,statement,kind,said,source,reason", func(row func(...string)) {
			for i, s := range d.Statements {
				if s.Retracted != 0 {
					row(fmt.Sprintf("w%d", i+1), fmt.Sprintf("s%d", i+1), "correction", on(s.Retracted), "", "")
				}
			}
		}),
	)
}
