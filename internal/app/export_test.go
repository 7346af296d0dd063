package app_test

import (
	"context"
	"io"
	"os"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// A writingSink is a folder, into whose record somebody writes whenever a file of
// it is begun.
type writingSink struct {
	dir   string
	write func(name string)
}

func (s *writingSink) Create(name string) (io.WriteCloser, error) {
	s.write(name)
	return os.Create(s.dir + "/" + name)
}

// TestExportIsOneState: what is written meanwhile is not in it, not even in a
// part, so that it can be read again; and it says up to which entry it goes.
func TestExportIsOneState(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	add(t, a, &ascribe.Actor{ID: "before", Kind: ascribe.Organisation, Name: "Before"})
	before := t.TempDir()
	if err := exported(ctx, a, &writingSink{before, func(string) {}}); err != nil {
		fatal(t, err)
	}
	during := t.TempDir()
	err := exported(ctx, a, &writingSink{during, func(name string) {
		id := "during-" + name[:3]
		add(t, a, &ascribe.Incident{ID: id, Title: "During"}, &ascribe.Actor{ID: id + "-a", Kind: ascribe.Organisation, Name: "During"},
			&ascribe.Link{ID: id + "-l", Incident: id, Actor: id + "-a", Role: "handler"},
			&ascribe.Source{ID: id, Title: "During", Reliability: "B", Published: dated(t, "2020-01-01")},
			&ascribe.Statement{Subject: id, Variable: "contact", Value: "member", Source: id, Stance: ascribe.Asserts, Credibility: "2"})
	}})
	if err != nil {
		fatal(t, err)
	}
	files, err := os.ReadDir(before)
	if err != nil || len(files) < 6 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		want, _ := os.ReadFile(before + "/" + f.Name())
		got, err := os.ReadFile(during + "/" + f.Name())
		if err != nil || string(got) != string(want) {
			t.Errorf("%s has something that was written meanwhile (%v)", f.Name(), err)
		}
	}
	c, err := exchange.OpenCasebook(os.DirFS(during), during)
	if err != nil {
		fatal(t, err)
	}
	if _, err := acts.Import(ctx, newApp(t), point.By{Who: "Anna"}, c, "again"); err != nil {
		fatal(t, err)
	}
}

func exported(ctx context.Context, a *point.App, sink exchange.Sink) error {
	return a.Here(ctx, point.Team, func(p *point.Point) error { return ask.Export(ctx, p, sink, nil) })
}
