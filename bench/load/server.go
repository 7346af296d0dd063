package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A server is the program, serving.
type server struct {
	cmd     *exec.Cmd
	address string
}

var opened = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// open starts the program, at an address of this machine only.
func (l *load) open(ctx context.Context) (*server, error) {
	r := &server{cmd: l.command(ctx, "serve", "--listen", "127.0.0.1:0")}
	r.cmd.Cancel = func() error { return r.cmd.Process.Signal(os.Interrupt) }
	r.cmd.WaitDelay = 10 * time.Second
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := r.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if r.address = opened.FindString(lines.Text()); r.address != "" {
			return r, nil
		}
	}
	return nil, fmt.Errorf("the program does not serve: %w", r.cmd.Wait())
}

// command is the program over the store.
func (l *load) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, l.program, args...)
	cmd.Env = append(os.Environ(), "ASCRIBE_STORE="+l.store(), "ASCRIBE_CACHE="+filepath.Join(l.dir, "cache"), "ASCRIBE_WHO=load")
	cmd.Stderr = os.Stderr
	return cmd
}

func (r *server) close() {
	r.cmd.Process.Signal(os.Interrupt) //nolint:errcheck // it may have ended
	r.cmd.Wait()                       //nolint:errcheck // nothing is left to be told
}

// memory is what the server holds of the machine's, in megabytes.
func (r *server) memory() (int, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", r.cmd.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("memory can be read on Linux only: %w", err)
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	kilobytes, err := strconv.Atoi(strings.Fields(rest + " ?")[0])
	return kilobytes / 1024, err
}

// worked is how much of the processors' time the server has taken.
func (r *server) worked() (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", r.cmd.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("the processors' time can be read on Linux only: %w", err)
	}
	_, rest, _ := strings.Cut(string(text), ") ") // the name may have spaces
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, fmt.Errorf("the processors' time is not told: %q", text)
	}
	own, err := strconv.Atoi(fields[11])
	if err != nil {
		return 0, err
	}
	system, err := strconv.Atoi(fields[12])
	return time.Duration(own+system) * time.Second / 100, err // the kernel counts in hundredths
}
