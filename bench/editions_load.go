package main

import (
	"fmt"
	"os"
	"strings"
)

func makeFolder(name string) error { return os.MkdirAll(name, 0o755) }

// loadDuckDB makes both schemas: a table an edition, and for each column that is
// asked about a table of cells with the days from and to which they held. Texts
// of few values are enums.
func (x *editionBench) loadDuckDB(e engine) error {
	var tables, every []string
	for i, name := range x.files {
		tables = append(tables, fmt.Sprintf("CREATE TABLE raw%d AS FROM read_csv('%s', all_varchar = true)", i, name))
		every = append(every, fmt.Sprintf("SELECT country, type_of_violence FROM raw%d", i))
	}
	all := strings.Join(every, " UNION ALL ")
	for _, column := range []string{"country", "type_of_violence"} {
		tables = append(tables, fmt.Sprintf("CREATE TYPE k_%[1]s AS ENUM (SELECT DISTINCT %[1]s FROM (%[2]s) ORDER BY 1)", column, all))
	}
	for i := range x.files {
		tables = append(
			tables, fmt.Sprintf("CREATE TABLE e%[1]d AS SELECT * REPLACE (CAST(id AS INTEGER) AS id, CAST(year AS SMALLINT) AS year, CAST(best AS INTEGER) AS best, CAST(country AS k_country) AS country, CAST(type_of_violence AS k_type_of_violence) AS type_of_violence) FROM raw%[1]d", i),
			fmt.Sprintf("DROP TABLE raw%d", i),
		)
	}
	tables = append(tables, "CREATE TABLE days (e INTEGER, day INTEGER)")
	for i := range x.files {
		tables = append(tables, fmt.Sprintf("INSERT INTO days VALUES (%d, %d)", i, int(published(i))))
	}
	for _, column := range []string{"country", "type_of_violence", "year", "best"} {
		var cells []string
		for i := range x.files {
			cells = append(cells, fmt.Sprintf("SELECT id, %d AS e, %s AS v FROM e%d", i, column, i))
		}
		tables = append(tables, fmt.Sprintf(`CREATE TABLE c_%s AS
WITH cells AS (%s),
marked AS (SELECT *, coalesce(v <> lag(v) OVER w OR e <> lag(e) OVER w + 1, true) AS begins FROM cells WINDOW w AS (PARTITION BY id ORDER BY e)),
runs AS (SELECT *, sum(CAST(begins AS INTEGER)) OVER (PARTITION BY id ORDER BY e) AS run FROM marked)
SELECT id, any_value(v) AS v, (SELECT day FROM days WHERE days.e = min(runs.e)) AS since, coalesce((SELECT day FROM days WHERE days.e = max(runs.e) + 1), 1000000) AS until
FROM runs GROUP BY id, run ORDER BY id, since`, column, strings.Join(cells, " UNION ALL ")))
	}
	for _, sql := range append(tables, "ANALYZE") {
		if _, _, err := e.ask(sql); err != nil {
			return fmt.Errorf("%s: %w", sql[:min(len(sql), 60)], err)
		}
	}
	return nil
}

func (x *editionBench) loadPandas(e engine) error {
	_, _, err := e.ask("editions load " + strings.Join(x.files, " "))
	return err
}
