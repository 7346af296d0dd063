// Command bench asks ascribe and other engines the same questions about the
// same data, in one run on one machine, and prints how long each took. Unequal
// answers are a failure.
//
//	SIZE=M ENGINES=duckdb,sqlite,postgres,numpy RUNS=5 go run ./bench
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe/bench/gen"
)

// sizes are how many incidents there are; there are ten statements for each.
var sizes = map[string]int{"S": 10_000, "M": 200_000, "L": 1_000_000}

// expected are the checksums of the answers that the benchmark's definition
// gives, by size and question.
var expected = map[string]map[string]string{
	"S": {"q1": "9d99a447be3728684ea2cb930500aac7", "q2": "12fab2ab05d5aee61a6bf052024b3b1d", "q5": "d646391f4e17f81eb6c89e6110d6930e"},
	"M": {"q1": "928645289fdae1901482e1367d2c4da4", "q2": "808bf6cc18196fb4665b6535b89cd1ec", "q5": "3a1643841f809062033e5317dad7f921"},
	"L": {"q1": "d76a90eb424859e3fb84be73637e6b4d", "q2": "9a815841c4ddd16fc91aadb2003f461b", "q5": "8ab05069f223f849dcc2121872fd3fb6"},
}

var starters = []struct {
	name  string
	start func(dir string) (engine, error)
}{
	{"duckdb", startDuckDB},
	{"sqlite", startSQLite},
	{"postgres", startPostgres},
	{"numpy", startNumPy},
}

func main() {
	if err := bench(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func environment(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

func bench(out io.Writer) (err error) {
	size := environment("SIZE", "M")
	incidents, ok := sizes[size]
	if !ok {
		return fmt.Errorf("SIZE=%s: it is S, M or L", size)
	}
	runs, err := strconv.Atoi(environment("RUNS", "5"))
	if err != nil || runs < 1 {
		return fmt.Errorf("RUNS=%s: it is how often each question is asked", os.Getenv("RUNS"))
	}
	wanted := strings.Split(environment("ENGINES", "duckdb,sqlite,postgres,numpy"), ",")
	parts := strings.Split(environment("PARTS", "questions,write,files,beside,editions,rows,growth"), ",")

	dir, err := os.MkdirTemp("", "ascribe-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Fprintf(out, "ascribe's benchmark, size %s: %s incidents, %s statements; medians of %d\n", size, thousands(incidents), thousands(10*incidents), runs)
	fmt.Fprintf(out, "%s\n", machine())

	b := &run{out: out, dir: dir, size: size, runs: runs, data: gen.New(incidents)}
	if err := b.begin(); err != nil {
		return err
	}
	if slices.ContainsFunc([]string{"questions", "write", "files"}, func(part string) bool { return slices.Contains(parts, part) }) {
		if err := b.data.WriteCSV(dir); err != nil {
			return err
		}
		if slices.Contains(parts, "write") {
			if err := b.ownWrites(); err != nil {
				return err
			}
		}
		for _, s := range starters {
			if !slices.Contains(wanted, s.name) {
				continue
			}
			if err := b.against(s.name, s.start, parts); err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
		}
		b.table()
	}
	if slices.Contains(parts, "beside") {
		if err := b.beside(); err != nil {
			return err
		}
	}
	if err := b.beyond(parts, wanted); err != nil {
		return err
	}
	if len(b.measures) > 0 {
		b.besides()
	}
	return nil
}

// beyond asks about imported datasets, and how cost grows.
func (b *run) beyond(parts, wanted []string) error {
	if slices.Contains(parts, "editions") {
		if err := b.editions(wanted); err != nil {
			return fmt.Errorf("editions: %w", err)
		}
	}
	if slices.Contains(parts, "rows") {
		if err := b.growEditions(wanted); err != nil {
			return fmt.Errorf("rows: %w", err)
		}
	}
	if slices.Contains(parts, "growth") {
		for _, s := range starters {
			if slices.Contains(wanted, s.name) {
				if err := b.grow(s.name, s.start); err != nil {
					return fmt.Errorf("%s: %w", s.name, err)
				}
			}
		}
		if err := os.WriteFile("docs/pictures/performance.svg", []byte(overIncidents.plot(b.growth)), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// against asks one engine everything, and ourselves beside it.
func (b *run) against(name string, start func(string) (engine, error), parts []string) error {
	dir := filepath.Join(b.dir, name)
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	e, err := start(dir)
	if errors.Is(err, errMissing) {
		fmt.Fprintf(b.out, "%s is left out: %s\n", name, err)
		return nil
	}
	if err != nil {
		return err
	}
	defer e.close()
	fmt.Fprintf(b.out, "%s: ", e.version())
	if err := e.load(b.dir); err != nil {
		return err
	}
	fmt.Fprintln(b.out, "loaded")
	if slices.Contains(parts, "questions") {
		for _, q := range []string{"q1", "q2", "q5", "q5cel"} {
			if err := b.question(e, q); err != nil {
				return fmt.Errorf("%s: %w", q, err)
			}
		}
		if err := b.byDays(e); err != nil {
			return err
		}
		if err := b.monthByMonth(e); err != nil {
			return err
		}
		if err := b.histories(e); err != nil {
			return err
		}
	}
	if slices.Contains(parts, "files") && e.name() == "DuckDB" {
		if err := b.files(e); err != nil {
			return err
		}
	}
	if slices.Contains(parts, "write") {
		return b.writes(e)
	}
	return nil
}

func machine() string {
	model := ""
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == "model name" {
				model = strings.TrimSpace(v)
				break
			}
		}
	}
	return fmt.Sprintf("%s, %d processors, %s, %s/%s", model, runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
