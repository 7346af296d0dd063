package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// endingRead ends a context with its so manyth read, and counts those after.
type endingRead struct {
	io.ReaderAt
	left  atomic.Int64
	end   func()
	after atomic.Int64
}

func (e *endingRead) ReadAt(p []byte, at int64) (int, error) {
	switch n := e.left.Add(-1); {
	case n == 0:
		e.end()
	case n < 0:
		e.after.Add(1)
	}
	return e.ReaderAt.ReadAt(p, at)
}

// Whatever reads a file reads nothing more once it was interrupted.
func TestAnEndedReadingStops(t *testing.T) {
	var text strings.Builder
	text.WriteString("id,date,place\n")
	for i := range 300_000 {
		fmt.Fprintf(&text, "%d,2016-07-18,Somewhere\n", i)
	}
	for name, read := range map[string]func(io.ReaderAt) error{
		"map": func(r io.ReaderAt) error {
			_, err := dataset.ProposeMapping("a.csv", r, int64(text.Len()), dataset.Place{})
			return err
		},
		"import": func(r io.ReaderAt) error {
			table, err := dataset.OpenTable("a.csv", r, int64(text.Len()), &dataset.Mapping{})
			if err != nil {
				return err
			}
			for _, err := range table.Rows(&ascribe.Problems{}) {
				if err != nil {
					return err
				}
			}
			return nil
		},
	} {
		for _, reads := range []int64{1, 2, 4} {
			ctx, end := context.WithCancel(t.Context())
			file := &endingRead{ReaderAt: strings.NewReader(text.String()), end: end}
			file.left.Store(reads)
			if err := read(heeding{ctx, file}); !errors.Is(err, context.Canceled) {
				t.Errorf("%s, interrupted in read %d: %v", name, reads, err)
			}
			if n := file.after.Load(); n > 0 {
				t.Errorf("%s, interrupted in read %d: it read %d times more", name, reads, n)
			}
			end()
		}
	}
}

// A command that was interrupted ends with the code for that.
func TestInterruptedCommands(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("ASCRIBE_STORE", filepath.Join(dir, "a.db"))
	t.Setenv("ASCRIBE_CACHE", t.TempDir())
	must(t, "init")
	must(t, "import", "../../casebooks/remote-direction")
	table := filepath.Join(dir, "a.csv")
	put(t, table, "id,date\n1,2016-07-18\n")
	over, end := context.WithCancel(t.Context())
	end()
	for _, args := range [][]string{
		{"map", table},
		{"import", table, "--dataset", "d", "--edition", "1", "--published", "2020-01-01"},
		{"import", "../../casebooks/remote-direction"},
		{"list"},
		{"list", "--where", "settled=no"},
		{"count", "--by", "contact"},
		{"count", "--recorded", "2", "--codebook", "../../codebooks/direction.yaml"},
		{"series", "--from", "2016-01-01", "--to", "2017-01-01"},
		{"drift"},
		{"export", filepath.Join(dir, "book")},
		{"table", "-o", filepath.Join(dir, "wide.parquet")},
		{"spans", "--as", "jsonl"},
		{"sources", "--wide", "-o", filepath.Join(dir, "sources.bib")},
	} {
		var said strings.Builder
		if code := run(over, args, nil, io.Discard, &said); code != 130 || !strings.Contains(said.String(), "interrupted") {
			t.Errorf("ascribe %s: %d, %s", strings.Join(args, " "), code, said.String())
		}
	}
}

// A question at a terminal is given up where it was interrupted.
func TestAnInterruptedQuestion(t *testing.T) {
	silent, nobody := io.Pipe()
	defer nobody.Close()
	env := &environment{stdin: silent, err: newTerminal(io.Discard)}
	over, end := context.WithCancel(t.Context())
	end()
	if answer := env.choose(over, &ascribe.Error{}, []choice{goOn}); answer != "" {
		t.Errorf("the answer is %q", answer)
	}
	env.stdin = strings.NewReader(" A\n")
	if answer := env.choose(t.Context(), &ascribe.Error{}, []choice{goOn}); answer != goOn.key {
		t.Errorf("the answer is %q", answer)
	}
}
