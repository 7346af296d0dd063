package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// scriptsAreThere refuses to hand out a program whose pages lack their scripts.
func scriptsAreThere() error {
	found, err := filepath.Glob(filepath.Join("internal", "web", "asset", "built", "*.js"))
	if err == nil && len(found) == 0 {
		err = errors.New("the scripts of the pages are not made: make deps, then make islands")
	}
	return err
}

// build makes the stripped program for one system, without C.
func build(ctx context.Context, binary, version string, t target) error {
	return command(ctx, []string{"CGO_ENABLED=0", "GOOS=" + t.system, "GOARCH=" + t.arch},
		"go", "build", "-trimpath", "-ldflags", "-s -w -X main.version="+version, "-o", binary, "./cmd/ascribe")
}

// makeManual has the program write its manual and completions, and packs the
// pages as Debian wants them.
func makeManual(ctx context.Context, manual, version string) error {
	if err := os.MkdirAll(filepath.Dir(manual), 0o755); err != nil {
		return err
	}
	if err := command(ctx, nil, "go", "run", "-ldflags", "-X main.version="+version, "./cmd/ascribe", "manual", manual); err != nil {
		return err
	}
	pages, err := filepath.Glob(filepath.Join(manual, "man1", "*.1"))
	if err != nil {
		return err
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			return err
		}
		var packed bytes.Buffer
		to, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		if _, err := to.Write(text); err != nil {
			return err
		}
		if err := to.Close(); err != nil {
			return err
		}
		if err := os.WriteFile(page+".gz", packed.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// debian makes the package of one architecture.
func debian(ctx context.Context, into, version string, t target) error {
	return command(ctx, []string{"VERSION=" + debianVersion(version), "ARCH=" + t.arch, "FROM=" + filepath.ToSlash(filepath.Join(into, t.String())), "MANUAL=" + filepath.ToSlash(filepath.Join(into, "manual"))},
		"go", "tool", "-modfile=tools.mod", "nfpm", "package", "--config", filepath.Join("packaging", "nfpm.yaml"), "--packager", "deb", "--target", into)
}

// debianVersion is a version as packages have it: it begins with a digit.
func debianVersion(version string) string {
	version = strings.TrimPrefix(version, "v")
	if version == "" || version[0] < '0' || version[0] > '9' || !strings.Contains(version, ".") {
		return "0.0.0+" + strings.ReplaceAll(version, "-", ".")
	}
	return version
}

func command(ctx context.Context, env []string, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), env...)
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, said)
	}
	return nil
}
