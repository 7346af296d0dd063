package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/bench/gen"
)

// writeCasebook writes the data as a casebook. With full text, each statement
// has a quote, a note and a place in its source.
func writeCasebook(dir string, d *gen.Data, fullText bool) error {
	locator, quote, note := "", "", ""
	if fullText {
		locator = "p. 12, second paragraph"
		quote = "According to the record, messages were exchanged between the account and a contact abroad in the weeks before the day in question, " +
			"and the court took the view that the plan had been made by the accused alone."
		note = "Read against the translation of the second source, which has the same passage in other words; the coder holds both to rest on one report."
	}
	return errors.Join(
		os.WriteFile(filepath.Join(dir, "codebook.yaml"), v1, 0o644),
		gen.Table(dir, "incidents.csv", "id,title", func(row func(...string)) {
			for i := range d.Incidents {
				row(incidentID(i+1), fmt.Sprintf("Incident %d", i+1))
			}
		}),
		gen.Table(dir, "sources.csv", "id,title,publisher,url,archived_url,published,kind,language,reliability,rests_on", func(row func(...string)) {
			for i := range d.Sources {
				row(sourceID(i+1), fmt.Sprintf("Report %d", i+1), "A publisher", "", "", "2005-01-01", "press", "en", "A", "")
			}
		}),
		gen.Table(dir, "statements.csv", "id,subject,variable,value,stance,basis,source,locator,said,reliability,credibility,coder,quote,note", func(row func(...string)) {
			for i, x := range d.Incidents {
				day := onDay(x.Day)
				row(fmt.Sprintf("d%d", i+1), incidentID(i+1), "day", day, "asserts", "", sourceID(1), "", day, "", "1", "", "", "")
			}
			for i := range d.Statements {
				s := statement(i+1, &d.Statements[i])
				row(s.ID, s.Subject, s.Variable, s.Value, string(s.Stance), "", s.Source, locator, s.Said.String(), "", string(s.Credibility), "", quote, note)
			}
		}),
		gen.Table(dir, "withdrawals.csv", "id,statement,kind,said,source,reason", func(row func(...string)) {
			for i, s := range d.Statements {
				if s.Retracted != 0 {
					row(fmt.Sprintf("w%d", i+1), fmt.Sprintf("s%d", i+1), "correction", onDay(s.Retracted), "", "")
				}
			}
		}),
	)
}

func incidentID(n int) string { return fmt.Sprintf("i%d", n) }
func sourceID(n int) string   { return fmt.Sprintf("source-%d", n) }

func onDay(day int32) string { return (epoch + ascribe.Day(day)).String() }

// statement is one of the data's as the record has it.
func statement(n int, s *gen.Statement) *ascribe.Statement {
	v := &gen.Variables[s.Variable]
	return &ascribe.Statement{
		ID: fmt.Sprintf("s%d", n), Subject: incidentID(int(s.Incident)), Variable: v.Name, Value: code(v, int(s.Value)), Stance: ascribe.Asserts,
		Source: sourceID(int(s.Source)), Said: ascribe.OnDay(epoch + ascribe.Day(s.Published)), Credibility: credibility(s.Grade),
	}
}
