// Command dist makes what people download, into bin/dist: an archive for each
// system, their checksums, Debian packages, and what a container is made of. It
// says how large each is, and what the largest modules in it weigh. make dist
// runs it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

// The program is to stay small enough to be mailed and kept.
const (
	maxBinary  = 60 << 20
	maxArchive = 22 << 20
)

// targets are the systems that there are archives for.
var targets = []target{
	{"linux", "amd64"},
	{"linux", "arm64"},
	{"darwin", "amd64"},
	{"darwin", "arm64"},
	{"windows", "amd64"},
	{"windows", "arm64"},
}

type target struct{ system, arch string }

func (t target) String() string { return t.system + "-" + t.arch }

// binary is the name of the program there.
func (t target) binary() string {
	if t.system == "windows" {
		return "ascribe.exe"
	}
	return "ascribe"
}

func main() {
	version := flag.String("version", "devel", "the `version` that the program says it is")
	into := flag.String("into", filepath.Join("bin", "dist"), "the `folder` that is made anew")
	only := flag.String("only", "", "this `SYSTEM-ARCH` alone")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := makeAll(ctx, *into, *version, *only); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

func makeAll(ctx context.Context, into, version, only string) error {
	if err := scriptsAreThere(); err != nil {
		return err
	}
	if err := os.RemoveAll(into); err != nil {
		return err
	}
	manual := filepath.Join(into, "manual")
	if err := makeManual(ctx, manual, version); err != nil {
		return err
	}
	for _, t := range targets {
		if only != "" && only != t.String() {
			continue
		}
		if err := makeOne(ctx, into, version, t); err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
	}
	if err := copyFile(filepath.Join(into, "Containerfile"), filepath.Join("packaging", "Containerfile")); err != nil {
		return err
	}
	if err := weigh(ctx, os.Stdout); err != nil {
		return err
	}
	return checksums(into)
}

// makeOne makes the archive of one system and, for Linux, the Debian package.
func makeOne(ctx context.Context, into, version string, t target) error {
	folder := filepath.Join(into, t.String())
	binary := filepath.Join(folder, t.binary())
	if err := build(ctx, binary, version, t); err != nil {
		return err
	}
	archive := filepath.Join(into, fmt.Sprintf("ascribe-%s-%s.%s", version, t, ending(t)))
	if err := pack(archive, binary, filepath.Join(into, "manual"), t); err != nil {
		return err
	}
	if t.system == "linux" {
		if err := debian(ctx, into, version, t); err != nil {
			return err
		}
	}
	return measure(os.Stdout, t, binary, archive)
}

// measure prints how large the program and its archive are, and refuses what
// is too large.
func measure(out *os.File, t target, binary, archive string) error {
	b, err := os.Stat(binary)
	if err != nil {
		return err
	}
	a, err := os.Stat(archive)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%-14s %5.1f MB, %5.1f MB compressed\n", t, float64(b.Size())/1e6, float64(a.Size())/1e6) //nolint:errcheck // it is told on the terminal
	if b.Size() > maxBinary || a.Size() > maxArchive {
		return fmt.Errorf("the program may have %d MiB, and its archive %d MiB", maxBinary>>20, maxArchive>>20)
	}
	return nil
}
