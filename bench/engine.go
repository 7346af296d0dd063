package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// An engine answers what it is asked, in lines.
type engine interface {
	name() string
	version() string
	dialect() dialect
	// load fills the tables from the files of a folder.
	load(dir string) error
	// ask runs a text of its language. took is the engine's own time from the
	// text to the last row; a text with several statements gives the rows of
	// the last.
	ask(text string) (rows string, took time.Duration, err error)
	// ways are the names of the texts that answer a question: the fastest one
	// counts.
	ways(question string) []string
	close()
}

// errMissing is the error of an engine that is not installed.
var errMissing = errors.New("not installed")

// A child is a program that reads from us and answers line by line.
type child struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	err *tail
}

func start(name string, args ...string) (*child, error) {
	c := &child{cmd: exec.Command(name, args...), err: &tail{}}
	c.cmd.Stderr = c.err
	in, err := c.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.in, c.out = in, bufio.NewReaderSize(out, 1<<20)
	return c, c.cmd.Start()
}

// until reads lines up to one that is a mark.
func (c *child) until(mark string) (string, error) {
	var b strings.Builder
	for {
		line, err := c.out.ReadString('\n')
		if err != nil {
			return "", fmt.Errorf("%s ended: %s", c.cmd.Path, c.err)
		}
		if strings.TrimSuffix(line, "\n") == mark {
			return b.String(), nil
		}
		b.WriteString(line)
	}
}

func (c *child) close() {
	c.in.Close()
	done := make(chan error, 1)
	go func() { done <- c.cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		c.cmd.Process.Kill()
		<-done
	}
}

// tail keeps the end of what was written to it.
type tail struct{ text []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.text = append(t.text, p...)
	if n := len(t.text); n > 4096 {
		t.text = t.text[n-4096:]
	}
	return len(p), nil
}

func (t *tail) String() string { return string(t.text) }

// asRoot reports whether we are who a database server refuses to be.
func asRoot() bool { return os.Geteuid() == 0 }
