package exchange_test

import (
	"bytes"
	"io"
	"iter"
	"reflect"
	"testing"
	"testing/fstest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

const (
	incidentsHeader  = "id,title\n"
	sourcesHeader    = "id,title,publisher,url,archived_url,published,kind,language,reliability,rests_on\n"
	statementsHeader = "id,subject,variable,value,stance,basis,source,locator,said,reliability,credibility,coder,quote,note\n"
)

// folder is a casebook in memory: at least its two needed files, with what is
// given in their place or beside them.
func folder(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{
		"incidents.csv":  {Data: []byte(incidentsHeader)},
		"statements.csv": {Data: []byte(statementsHeader)},
	}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// read gives the nouns of a casebook and its faults, one string each.
func read(t testing.TB, m fstest.MapFS) (nouns []ascribe.Noun, faults []string) {
	t.Helper()
	c, err := exchange.OpenCasebook(m, "casebook")
	if err != nil {
		t.Fatalf("OpenCasebook: %v", err)
	}
	var problems ascribe.Problems
	for p, err := range c.Nouns(&problems) {
		if err != nil {
			t.Fatalf("Nouns: %v", err)
		}
		nouns = append(nouns, p.Noun)
	}
	return nouns, faultsOf(problems.Err("casebook", ""))
}

func faultsOf(err error) (faults []string) {
	if e, ok := err.(*ascribe.Error); ok && e != nil {
		for _, p := range e.Problems {
			faults = append(faults, p.String())
		}
	}
	return faults
}

// memory is a sink in memory.
type memory map[string]*bytes.Buffer

func (m memory) Create(name string) (io.WriteCloser, error) {
	m[name] = new(bytes.Buffer)
	return closer{m[name]}, nil
}

type closer struct{ io.Writer }

func (closer) Close() error { return nil }

func (m memory) folder() fstest.MapFS {
	f := fstest.MapFS{}
	for name, b := range m {
		f[name] = &fstest.MapFile{Data: b.Bytes()}
	}
	return f
}

func sequence(nouns []ascribe.Noun) iter.Seq2[ascribe.Noun, error] {
	return func(yield func(ascribe.Noun, error) bool) {
		for _, n := range nouns {
			if !yield(n, nil) {
				return
			}
		}
	}
}

func write(t testing.TB, about exchange.About, nouns []ascribe.Noun) memory {
	t.Helper()
	m := memory{}
	if err := exchange.WriteCasebook(m, about, sequence(nouns)); err != nil {
		t.Fatalf("WriteCasebook: %v", err)
	}
	return m
}

func same(a, b []ascribe.Noun) bool {
	return len(a) == len(b) && (len(a) == 0 || reflect.DeepEqual(a, b))
}
