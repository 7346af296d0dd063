package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/ascribe-project/ascribe/internal/exchange"
)

// fullDisk has room for so many bytes more; whether the last of them fit is
// known when a file is closed.
type fullDisk struct {
	exchange.Sink
	room *int
	late bool
}

type fullFile struct {
	io.WriteCloser
	disk *fullDisk
	name string
}

func (d *fullDisk) Create(name string) (io.WriteCloser, error) {
	f, err := d.Sink.Create(name)
	return &fullFile{f, d, name}, err
}

func (f *fullFile) fault() error {
	return &fs.PathError{Op: "write", Path: f.name, Err: syscall.ENOSPC}
}

func (f *fullFile) Write(p []byte) (int, error) {
	*f.disk.room -= len(p)
	if *f.disk.room < 0 && !f.disk.late {
		return 0, f.fault()
	}
	return f.WriteCloser.Write(p)
}

func (f *fullFile) Close() error {
	err := f.WriteCloser.Close()
	if *f.disk.room < 0 && f.disk.late {
		return f.fault()
	}
	return err
}

// An export onto a disk that is full, or becomes so, says that it could not be
// written, and leaves nothing behind.
func TestExportOntoAFullDisk(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("ASCRIBE_STORE", filepath.Join(dir, "a.db"))
	t.Setenv("ASCRIBE_CACHE", t.TempDir())
	must(t, "init")
	must(t, "import", "../../casebooks/remote-direction")
	table := filepath.Join(dir, "a.csv")
	put(t, table, "id,date\n1,2016-07-18\n")
	must(t, "import", table, "--dataset", "d", "--edition", "1", "--published", "2020-01-01")
	env := &environment{out: newTerminal(io.Discard), err: newTerminal(io.Discard), store: filepath.Join(dir, "a.db")}
	a, err := env.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Store.Close()
	for _, dataset := range []string{"main", "d"} {
		c := &Export{Dataset: dataset}
		err := c.with(t.Context(), a, func(write func(exchange.Sink) error) error {
			size := sizeOf(t, write, filepath.Join(t.TempDir(), "whole"))
			for _, name := range []string{"book", "empty", "book.zip"} {
				for _, room := range []int{0, 1, size / 2, size - 1} {
					for _, late := range []bool{false, true} {
						t.Run(fmt.Sprint(dataset, " ", name, " ", room, " ", late), func(t *testing.T) {
							into := filepath.Join(t.TempDir(), name)
							if name == "empty" {
								if err := os.Mkdir(into, 0o755); err != nil {
									t.Fatal(err)
								}
							}
							left := room
							err := export(func(s exchange.Sink) error { return write(&fullDisk{s, &left, late}) }, into)
							if err == nil {
								t.Fatal("it was written")
							}
							var said strings.Builder
							if code := (&environment{err: newTerminal(&said)}).fail(err); code != exitOf(t, unwritten("", io.EOF)) {
								t.Errorf("it ends with %d", code)
							}
							if text := said.String(); !strings.Contains(text, into+" could not be written: no space left on device") {
								t.Error(text)
							}
							if _, err := os.Stat(into); os.IsNotExist(err) == (name == "empty") {
								t.Errorf("the place itself: %v", err)
							}
							if files, _ := os.ReadDir(into); len(files) > 0 {
								t.Errorf("%d files are left", len(files))
							}
						})
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// sizeOf is how many bytes an export has.
func sizeOf(t *testing.T, write func(exchange.Sink) error, into string) (size int) {
	t.Helper()
	if err := export(write, into); err != nil {
		t.Fatal(err)
	}
	err := filepath.Walk(into, func(_ string, info fs.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			size += int(info.Size())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return size
}

func exitOf(t *testing.T, err error) int {
	t.Helper()
	return (&environment{err: newTerminal(io.Discard)}).fail(err)
}
