package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// weigh prints what the five largest modules take of the program: the sizes of
// their code and data, by the table of symbols of one that is not stripped.
func weigh(ctx context.Context, out io.Writer) error {
	dir, err := os.MkdirTemp("", "ascribe-dist-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // it is a temporary folder
	binary := filepath.Join(dir, "ascribe")
	if err := command(ctx, []string{"CGO_ENABLED=0"}, "go", "build", "-trimpath", "-o", binary, "./cmd/ascribe"); err != nil {
		return err
	}
	symbols, err := exec.CommandContext(ctx, "go", "tool", "nm", "-size", binary).Output()
	if err != nil {
		return err
	}
	about, err := exec.CommandContext(ctx, "go", "version", "-m", binary).Output()
	if err != nil {
		return err
	}
	for _, m := range heaviest(string(symbols), modules(string(about)), 5) {
		fmt.Fprintf(out, "%5.1f MB %s\n", float64(m.size)/1e6, m.name) //nolint:errcheck // it is told on the terminal
	}
	return nil
}

// modules are those that a program is made of, as go version -m lists them.
func modules(about string) (names []string) {
	for line := range strings.Lines(about) {
		if f := strings.Fields(line); len(f) > 1 && (f[0] == "dep" || f[0] == "mod") {
			names = append(names, f[1])
		}
	}
	return names
}

type weight struct {
	name string
	size int
}

// heaviest sums the symbols, as go tool nm lists them, by module. What is of
// none is Go's own. What is only reserved takes no room in the file: it lies from
// runtime.bss on, also where nm calls it data.
func heaviest(symbols string, modules []string, n int) []weight {
	sizes := map[string]int{}
	reserved := addressOf(symbols, "runtime.bss")
	for line := range strings.Lines(symbols) {
		f := strings.Fields(line)
		if len(f) < 4 || !strings.ContainsAny(f[2], "TtRrDd") || address(f[0]) >= reserved {
			continue
		}
		size, err := strconv.Atoi(f[1])
		if err != nil {
			continue
		}
		sizes[moduleOf(strings.Join(f[3:], " "), modules)] += size
	}
	var list []weight
	for name, size := range sizes {
		list = append(list, weight{name, size})
	}
	slices.SortFunc(list, func(a, b weight) int { return cmp.Or(b.size-a.size, cmp.Compare(a.name, b.name)) })
	return list[:min(n, len(list))]
}

// addressOf is where a symbol lies; the end of all addresses, where it is not
// listed.
func addressOf(symbols, name string) uint64 {
	for line := range strings.Lines(symbols) {
		if f := strings.Fields(line); len(f) == 4 && f[3] == name {
			return address(f[0])
		}
	}
	return math.MaxUint64
}

// address is one as nm writes it, in hex; 0 where it is none.
func address(s string) uint64 {
	n, _ := strconv.ParseUint(s, 16, 64) //nolint:errcheck // 0 says so
	return n
}

// moduleOf is the module that a symbol is of: the one with the longest name
// that its package begins with.
func moduleOf(symbol string, modules []string) string {
	symbol = strings.TrimLeft(strings.TrimPrefix(symbol, "type:"), "*.")
	of := "Go's own packages and runtime"
	longest := 0
	for _, m := range modules {
		if rest, ok := strings.CutPrefix(symbol, m); ok && len(m) > longest && (rest == "" || rest[0] == '.' || rest[0] == '/') {
			of, longest = m, len(m)
		}
	}
	return of
}
