package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

// duckDB runs in a Node process, in memory or, where writes are to be durable,
// in a file.
type duckDB struct {
	*child
	release string
}

func startDuckDB(dir string) (engine, error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, fmt.Errorf("%w: there is no node", errMissing)
	}
	if _, err := os.Stat("bench/duckdb/node_modules/@duckdb/node-api"); err != nil {
		return nil, fmt.Errorf("%w: npm ci in bench/duckdb installs it", errMissing)
	}
	c, err := start(node, "bench/duckdb/run.mjs", filepath.Join(dir, "duck.db"), fmt.Sprint(runtime.NumCPU()))
	if err != nil {
		return nil, err
	}
	e := &duckDB{child: c}
	a, err := e.read()
	e.release = a.Version
	return e, err
}

type duckAnswer struct {
	Version, Rows, Error string
	MS                   float64
}

func (e *duckDB) read() (a duckAnswer, err error) {
	line, err := e.out.ReadBytes('\n')
	if err != nil {
		return a, fmt.Errorf("node ended: %s", e.err)
	}
	if err := json.Unmarshal(line, &a); err != nil {
		return a, err
	}
	if a.Error != "" {
		return a, errors.New(a.Error)
	}
	return a, nil
}

func (e *duckDB) name() string    { return "DuckDB" }
func (e *duckDB) version() string { return "DuckDB " + e.release }

func (e *duckDB) dialect() dialect {
	return dialect{
		Small:        "SMALLINT",
		Materialized: "MATERIALIZED",
		Place:        "(CAST(1 AS BIGINT) << CAST(3*variable AS BIGINT))",
		DeltaOfDays:  "xor(code, lag(code,1,CAST(0 AS BIGINT)) OVER (PARTITION BY incident_id, variable ORDER BY key)) * (CAST(1 AS BIGINT) << CAST(3*variable AS BIGINT))",
		Carry:        "bit_xor(d)",
		Delta:        "(code - lag(code,1,CAST(0 AS BIGINT)) OVER (PARTITION BY incident_id, variable ORDER BY m)) * (CAST(1 AS BIGINT) << CAST(3*variable AS BIGINT))",
	}
}

func (e *duckDB) load(dir string) error {
	for _, sql := range []string{
		e.dialect().ask("V1").render("schema.sql"),
		fmt.Sprintf("COPY incident FROM '%s/incident.csv' (HEADER false)", dir),
		fmt.Sprintf("COPY statement FROM '%s/statement.csv' (HEADER false)", dir),
		calendar(),
		"CREATE INDEX statement_incident ON statement(incident_id)",
		"ANALYZE",
	} {
		if _, _, err := e.ask(sql); err != nil {
			return err
		}
	}
	return nil
}

func (e *duckDB) ways(question string) []string { return sqlWays(question) }

func (e *duckDB) ask(sql string) (string, time.Duration, error) {
	text, err := json.Marshal(map[string]string{"sql": sql})
	if err != nil {
		return "", 0, err
	}
	if _, err := e.in.Write(append(text, '\n')); err != nil {
		return "", 0, err
	}
	a, err := e.read()
	return a.Rows, time.Duration(a.MS * float64(time.Millisecond)), err
}

// prepare has the history planned once, for any incident.
func (e *duckDB) prepare(name, text string) (prepare, execute string) {
	a := e.dialect().ask("V1")
	a.Incident = "$1"
	return "PREPARE " + name + " AS " + a.render(text), "EXECUTE " + name + "(%d)"
}
