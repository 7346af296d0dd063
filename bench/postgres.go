package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// postgres is a cluster of its own, in a folder, reached through psql.
type postgres struct {
	*child
	bin, dir string
	release  string
}

// postgresUser is who runs the server where we are root, which it refuses.
const postgresUser = "postgres"

func startPostgres(dir string) (_ engine, err error) {
	e := &postgres{dir: filepath.Join(dir, "pg")}
	if e.bin = postgresBin(); e.bin == "" {
		return nil, fmt.Errorf("%w: there is no initdb", errMissing)
	}
	if err := os.Mkdir(e.dir, 0o755); err != nil {
		return nil, err
	}
	if asRoot() {
		if err := command("chown", postgresUser, e.dir); err != nil {
			return nil, err
		}
		// The server's user must be able to come by.
		for d := dir; d != filepath.Dir(d) && d != os.TempDir(); d = filepath.Dir(d) {
			if err := os.Chmod(d, 0o755); err != nil {
				return nil, err
			}
		}
	}
	data := filepath.Join(e.dir, "data")
	if err := e.server("initdb", "-D", data, "-U", postgresUser, "-A", "trust", "--no-locale", "-E", "UTF8"); err != nil {
		return nil, err
	}
	settings := []string{
		"listen_addresses=''", "unix_socket_directories='" + e.dir + "'", "shared_buffers=1GB", "work_mem=512MB", "hash_mem_multiplier=4",
		"maintenance_work_mem=1GB", "effective_cache_size=8GB", "max_parallel_workers_per_gather=2", "max_parallel_workers=2",
		"max_wal_size=8GB", "checkpoint_timeout=1h", "random_page_cost=1.1", "autovacuum=off", "jit=off",
	}
	conf := "\n" + strings.Join(settings, "\n") + "\n"
	name := filepath.Join(data, "postgresql.auto.conf")
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	_, err = f.WriteString(conf)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	if err := e.server("pg_ctl", "-D", data, "-w", "-s", "-l", filepath.Join(e.dir, "log"), "start"); err != nil {
		return nil, err
	}
	c, err := start(filepath.Join(e.bin, "psql"), "-h", e.dir, "-U", postgresUser, "-d", "postgres", "-X", "-q", "-A", "-t", "-F", ",", "-v", "ON_ERROR_STOP=1")
	if err != nil {
		return nil, err
	}
	e.child = c
	if _, err := fmt.Fprintln(c.in, `\timing on`); err != nil {
		return nil, err
	}
	e.release, _, err = e.ask("SHOW server_version")
	return e, err
}

func postgresBin() string {
	list, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(list) == 0 {
		if path, err := exec.LookPath("initdb"); err == nil {
			return filepath.Dir(path)
		}
		return ""
	}
	slices.Sort(list)
	return filepath.Dir(list[len(list)-1])
}

func command(name string, args ...string) error {
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

// server runs a program of the server's, as the server's user.
func (e *postgres) server(program string, args ...string) error {
	name := filepath.Join(e.bin, program)
	if asRoot() {
		args = append([]string{"-u", postgresUser, "--", name}, args...)
		name = "runuser"
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = e.dir
	// The server outlives pg_ctl: its output must not hold a pipe open.
	log, err := os.Create(filepath.Join(e.dir, program+".out"))
	if err != nil {
		return err
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(log.Name())
		return fmt.Errorf("%s: %w: %s", program, err, said)
	}
	return nil
}

func (e *postgres) name() string { return "PostgreSQL" }

func (e *postgres) version() string {
	return "PostgreSQL " + strings.Fields(e.release + " ?")[0]
}

func (e *postgres) dialect() dialect {
	return dialect{
		Small:        "SMALLINT",
		Materialized: "MATERIALIZED",
		Place:        "(CAST(1 AS BIGINT) << (3*variable))",
		DeltaOfDays:  "(code # lag(code,1,CAST(0 AS BIGINT)) OVER (PARTITION BY incident_id, variable ORDER BY key)) << (3*variable)",
		Carry:        "bit_xor(d)",
		Delta:        "(code - lag(code,1,CAST(0 AS BIGINT)) OVER (PARTITION BY incident_id, variable ORDER BY m)) << (3*variable)",
	}
}

func (e *postgres) load(dir string) error {
	for _, sql := range []string{
		e.dialect().ask("V1").render("schema.sql"),
		`\copy incident FROM '` + dir + `/incident.csv' (FORMAT csv)`,
		`\copy statement FROM '` + dir + `/statement.csv' (FORMAT csv)`,
		calendar(),
		"ALTER TABLE statement ADD PRIMARY KEY (id); CREATE INDEX statement_incident ON statement (incident_id, published_at);",
		"VACUUM (ANALYZE, FREEZE) incident;", "VACUUM (ANALYZE, FREEZE) statement;", "ANALYZE calendar;", "ANALYZE cut;", "CHECKPOINT;",
	} {
		if _, _, err := e.ask(sql); err != nil {
			return err
		}
	}
	return nil
}

func (e *postgres) ways(question string) []string { return sqlWays(question) }

// ask takes the time that psql prints, over all statements of the text.
func (e *postgres) ask(sql string) (string, time.Duration, error) {
	if _, err := fmt.Fprintf(e.in, "%s\n\\echo ==\n", pgTerminated(sql)); err != nil {
		return "", 0, err
	}
	out, err := e.until("==")
	if err != nil {
		return "", 0, err
	}
	var took time.Duration
	var rows strings.Builder
	for line := range strings.Lines(out) {
		if rest, ok := strings.CutPrefix(line, "Time: "); ok {
			ms, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			if err != nil {
				return "", 0, err
			}
			took += time.Duration(ms * float64(time.Millisecond))
			continue
		}
		rows.WriteString(line)
	}
	return rows.String(), took, nil
}

func pgTerminated(sql string) string {
	if strings.HasPrefix(sql, `\`) {
		return sql
	}
	return terminated(sql)
}

func (e *postgres) close() {
	if e.child != nil {
		e.child.close()
	}
	e.server("pg_ctl", "-D", filepath.Join(e.dir, "data"), "-m", "immediate", "-s", "stop")
}

// prepare has the history planned once, for any incident.
func (e *postgres) prepare(name, text string) (prepare, execute string) {
	a := e.dialect().ask("V1")
	a.Incident = "$1"
	return "SET plan_cache_mode = force_generic_plan; PREPARE " + name + "(int) AS " + a.render(text), "EXECUTE " + name + "(%d)"
}
