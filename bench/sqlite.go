package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// sqlite is the program sqlite3 on a file.
type sqlite struct {
	*child
	release string
}

func startSQLite(dir string) (engine, error) {
	path, err := exec.LookPath("sqlite3")
	if err != nil {
		return nil, fmt.Errorf("%w: there is no sqlite3", errMissing)
	}
	c, err := start(path, "-batch", "-bail", filepath.Join(dir, "lite.db"))
	if err != nil {
		return nil, err
	}
	e := &sqlite{child: c}
	if _, _, err := e.ask(".mode csv\n.separator , \"\\n\"\nPRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-2000000; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=4000000000; PRAGMA threads=2;"); err != nil {
		return nil, err
	}
	e.release, _, err = e.ask("SELECT sqlite_version();")
	return e, err
}

func (e *sqlite) name() string    { return "SQLite" }
func (e *sqlite) version() string { return "SQLite " + strings.TrimSpace(e.release) }

func (e *sqlite) dialect() dialect {
	return dialect{
		Small:        "INTEGER",
		Materialized: "MATERIALIZED",
		Key:          " PRIMARY KEY",
		PointKey:     ", PRIMARY KEY(incident_id, t)",
		Clustered:    " WITHOUT ROWID",
		Place:        "(1 << (3*variable))",
		DeltaOfDays:  "(code - lag(code,1,0) OVER (PARTITION BY incident_id, variable ORDER BY key)) * (1 << (3*variable))",
		Carry:        "sum(d)",
		Delta:        "(code - lag(code,1,0) OVER (PARTITION BY incident_id, variable ORDER BY m)) * (1 << (3*variable))",
	}
}

func (e *sqlite) load(dir string) error {
	_, _, err := e.ask(e.dialect().ask("V1").render("schema.sql") + "\n" +
		".import " + dir + "/incident.csv incident\n" +
		".import " + dir + "/statement.csv statement\n" +
		"UPDATE statement SET retracted_at = NULL WHERE retracted_at = '';\n" + calendar() + "\n" +
		"CREATE INDEX statement_incident ON statement(incident_id, published_at, grade, variable, value, retracted_at);\n" +
		"ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);")
	return err
}

func (e *sqlite) ways(question string) []string { return sqlWays(question) }

// ask takes the time from writing the text to reading the last row: what the
// program prints of its own time has too few digits for short answers.
func (e *sqlite) ask(sql string) (string, time.Duration, error) {
	begin := time.Now()
	if _, err := fmt.Fprintf(e.in, "%s\n.print ==\n", terminated(sql)); err != nil {
		return "", 0, err
	}
	rows, err := e.until("==")
	return rows, time.Since(begin), err
}

func terminated(sql string) string {
	if sql = strings.TrimSpace(sql); strings.HasSuffix(sql, ";") || strings.HasPrefix(sql, ".") {
		return sql
	}
	return sql + ";"
}
