package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/ascribe-project/ascribe/bench/gen"
	"github.com/ascribe-project/ascribe/internal/table"
)

// files has DuckDB write the statements, which it holds as texts, to Parquet,
// and us the same rows. Both files must hold the same.
func (b *run) files(e engine) error {
	if _, _, err := e.ask(saidTable()); err != nil {
		return err
	}
	rows := saidRows(b.data)
	own, other := filepath.Join(b.dir, "ours.parquet"), filepath.Join(b.dir, "theirs.parquet")
	f := figure{question: "files", engine: e.name(), way: "COPY"}
	for i := range b.runs + 1 {
		_, took, err := e.ask("COPY said TO '" + other + "' (FORMAT parquet)")
		if err != nil {
			return err
		}
		begin := time.Now()
		if err := writeFile(own, rows); err != nil {
			return err
		}
		if i > 0 { // the first warms both up
			b.ours["files"] = append(b.ours["files"], time.Since(begin))
			f.times = append(f.times, took)
		}
	}
	b.note(f)
	differing, _, err := e.ask(fmt.Sprintf("SELECT count(*) FROM (FROM read_parquet('%[1]s') EXCEPT ALL FROM read_parquet('%[2]s') UNION ALL (FROM read_parquet('%[2]s') EXCEPT ALL FROM read_parquet('%[1]s')))", own, other))
	if err != nil {
		return err
	}
	if strings.TrimSpace(differing) != "0" {
		return fmt.Errorf("%s rows of the two files differ", strings.TrimSpace(differing))
	}
	sizes := [2]int64{}
	for i, name := range []string{own, other} {
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		sizes[i] = info.Size()
	}
	ours, theirs := median(b.ours["files"]), f.median()
	b.measured(fmt.Sprintf("%s statements in memory, to Parquet", thousands(len(b.data.Statements))),
		fmt.Sprintf("%s, %.1f MB (DuckDB: %s, %.1f MB)", duration(ours), float64(sizes[0])/1e6, duration(theirs), float64(sizes[1])/1e6), "as long as DuckDB", ours <= theirs)
	return nil
}

func writeFile(name string, t *table.Table) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := table.ByName(table.Formats, "parquet").Write(f, t); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// saidColumns are those of the statements, as both write them.
var saidColumns = []table.Column{
	{Name: "id", Unique: true},
	{Name: "incident"},
	{Name: "variable"},
	{Name: "value"},
	{Name: "source"},
	{Name: "said", Type: table.TypeDate},
	{Name: "credibility", Type: table.TypeInteger},
	{Name: "corrected", Type: table.TypeDate},
}

// saidRows holds the statements in memory, with each text that they have.
func saidRows(d *gen.Data) *table.Table {
	type said struct {
		id, incident, variable, value, source, said, corrected string
		credibility                                            int64
	}
	known := map[string]string{} // so that a text is held once
	once := func(s string) string {
		if _, there := known[s]; !there {
			known[s] = s
		}
		return known[s]
	}
	list := make([]said, len(d.Statements))
	for i := range d.Statements {
		from := &d.Statements[i]
		s := statement(i+1, from)
		list[i] = said{id: s.ID, incident: once(s.Subject), variable: s.Variable, value: once(s.Value), source: once(s.Source), said: once(s.Said.String()), credibility: int64(from.Grade)}
		if from.Retracted != 0 {
			list[i].corrected = once(onDay(from.Retracted))
		}
	}
	t := &table.Table{Name: "said", Columns: saidColumns}
	t.Rows = func(yield func(table.Row, error) bool) {
		row := make(table.Row, len(saidColumns))
		for i := range list {
			s := &list[i]
			row[0], row[1], row[2], row[3], row[4] = table.Text(s.id), table.Text(s.incident), table.Text(s.variable), table.Text(s.value), table.Text(s.source)
			row[5], row[6], row[7] = table.Date(s.said), table.Integer(s.credibility), table.Date(s.corrected)
			if !yield(row, nil) {
				return
			}
		}
	}
	return t
}

// saidTable has DuckDB make the same of its own table.
func saidTable() string {
	var names, codes []string
	for _, v := range gen.Variables {
		names, codes = append(names, "'"+v.Name+"'"), append(codes, fmt.Sprint(v.Codes))
	}
	list := func(items []string) string { return "[" + strings.Join(slices.Clip(items), ",") + "]" }
	day := func(column string) string { return "strftime(DATE '2000-01-01' + " + column + ", '%Y-%m-%d')" }
	return `CREATE TABLE said AS SELECT 's' || id AS id, 'i' || incident_id AS incident, ` + list(names) + `[variable + 1] AS variable,
  CASE WHEN value = ` + list(codes) + `[variable + 1] THEN 'unclear' ELSE 'c' || value END AS value, 'source-' || source_id AS source,
  ` + day("published_at") + ` AS said, CAST(grade AS BIGINT) AS credibility, ` + day("retracted_at") + ` AS corrected FROM statement ORDER BY statement.id`
}
