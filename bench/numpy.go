package main

import (
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// numpy is pandas to read, and numpy to count, in Python.
type numpy struct {
	*child
	release string
}

func startNumPy(string) (engine, error) {
	// Debian's own Python has Debian's pandas, whichever is first in the path.
	for _, name := range []string{"/usr/bin/python3", "python3"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		if exec.Command(path, "-c", "import pandas").Run() != nil {
			continue
		}
		c, err := start(path, "bench/numpy/run.py")
		if err != nil {
			return nil, err
		}
		e := &numpy{child: c}
		e.release, _, err = e.ask("version")
		return e, err
	}
	return nil, fmt.Errorf("%w: no python3 has pandas", errMissing)
}

func (e *numpy) name() string     { return "numpy" }
func (e *numpy) version() string  { return strings.TrimSpace(e.release) }
func (e *numpy) dialect() dialect { return dialect{} }

func (e *numpy) load(dir string) error {
	_, _, err := e.ask("load " + dir)
	return err
}

func (e *numpy) ways(question string) []string {
	switch question {
	case "q1":
		return []string{"q1"}
	case "q2", "q5", "q5cel":
		return []string{"q2"}
	}
	return nil
}

func (e *numpy) ask(text string) (rows string, took time.Duration, err error) {
	if _, err := fmt.Fprintln(e.in, text); err != nil {
		return "", 0, err
	}
	var b strings.Builder
	for {
		line, err := e.out.ReadString('\n')
		if err != nil {
			return "", 0, fmt.Errorf("python ended: %s", e.err)
		}
		if rest, ok := strings.CutPrefix(line, "= "); ok {
			seconds, err := strconv.ParseFloat(strings.TrimSpace(rest), 64)
			return b.String(), time.Duration(seconds * float64(time.Second)), err
		}
		b.WriteString(line)
	}
}
