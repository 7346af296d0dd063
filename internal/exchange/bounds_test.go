package exchange_test

import (
	"io"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// endless is a file system of which one file is begun by a text and goes on
// with another for a long time.
type endless struct {
	fstest.MapFS
	name, begin, on string
	size            int
}

func (e endless) Open(name string) (fs.File, error) {
	f, err := e.MapFS.Open(name)
	if err != nil || name != e.name {
		return f, err
	}
	return &endlessFile{f, io.MultiReader(strings.NewReader(e.begin), io.LimitReader(repeat(strings.Repeat(e.on, 1<<12)), int64(e.size)))}, nil
}

type endlessFile struct {
	fs.File
	r io.Reader
}

func (f *endlessFile) Read(p []byte) (int, error) { return f.r.Read(p) }

// repeat is a text over and over, for readers with more room than it is long.
type repeat []byte

func (r repeat) Read(p []byte) (n int, err error) {
	for len(p)-n >= len(r) {
		n += copy(p[n:], r)
	}
	return n, nil
}

// Reading takes no more memory for a larger file, whatever is in it.
func TestMemoryIsBounded(t *testing.T) {
	const size = 12 << 20
	for name, f := range map[string]struct{ begin, on, fault string }{
		"a field without end":   {statementsHeader + "s,i,v,", "x", "statements.csv:2:7: the field is longer"},
		"a quote without end":   {statementsHeader + "s,i,v,\"", "x\n", "statements.csv:2:7: the quote that opens here"},
		"a row without end":     {statementsHeader + "s,i,v,", ",", "statements.csv:2:18: the row has 12582916 fields"},
		"a header without end":  {"", "a,", "statements.csv:1:1: "},
		"a column without end":  {"", "a", "statements.csv:1:1: the field is longer"},
		"a file of empty lines": {statementsHeader, "\r\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := exchange.OpenCasebook(endless{folder(nil), "statements.csv", f.begin, f.on, size}, "casebook")
			if err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			var problems ascribe.Problems
			for p, err := range c.Nouns(&problems) {
				t.Fatal(p.Noun, err)
			}
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
				t.Errorf("%d MiB were used", used>>20)
			}
			faults := faultsOf(problems.Err("casebook", ""))
			if f.fault == "" && len(faults) > 0 || f.fault != "" && (len(faults) == 0 || !strings.HasPrefix(faults[0], f.fault)) {
				t.Errorf("faults %q", faults)
			}
		})
	}
}

// A file that was cut short anywhere gives a fault, or ends where a row does
// or within the last, bare field of one. Of the latter, the descriptor tells.
func TestCutShort(t *testing.T) {
	whole := write(t, exchange.About{Name: "n"}, []ascribe.Noun{
		&ascribe.Statement{ID: "s1", Subject: "i", Variable: "v", Value: "x", Stance: ascribe.Asserts, Source: "src", Quote: "ü \"a\"\r\nb", Note: "one"},
		&ascribe.Statement{ID: "s2", Subject: "i", Variable: "v", Value: "y", Stance: ascribe.Denies, Source: "src", Note: "a, b"},
		&ascribe.Statement{ID: "s3", Subject: "i", Variable: "v", Value: "y", Stance: ascribe.Denies, Source: "src", Note: "three"},
	}).folder()
	text := whole["statements.csv"].Data
	for n := range len(text) {
		cut := fstest.MapFS{
			"incidents.csv": whole["incidents.csv"], "datapackage.json": whole["datapackage.json"],
			"statements.csv": {Data: text[:n]},
		}
		_, faults := read(t, cut)
		atRowEnd := n > 0 && text[n-1] == '\n' && !strings.HasSuffix(string(text[:n]), "\r\n")
		atHeaderEnd := n == len(statementsHeader)-1
		if (len(faults) == 0) != (atRowEnd || atHeaderEnd) {
			t.Errorf("cut to %q: faults %q", text[:n], faults)
		}
	}
}

// A disk that fails is not the file's fault, and nothing of the row is told.
func TestFailingDisk(t *testing.T) {
	c, err := exchange.OpenCasebook(failing{folder(nil)}, "casebook")
	if err != nil {
		t.Fatal(err)
	}
	var problems ascribe.Problems
	n := 0
	for _, err := range c.Nouns(&problems) {
		if n++; ascribe.KindOf(err) != ascribe.ErrInternal || err.Error() != "incidents.csv in casebook could not be read to its end" {
			t.Error(err)
		}
	}
	if n != 1 || problems.Len() > 0 {
		t.Errorf("%d errors, %v", n, faultsOf(problems.Err("", "")))
	}
}

type failing struct{ fstest.MapFS }

func (e failing) Open(name string) (fs.File, error) {
	f, err := e.MapFS.Open(name)
	if name == "." || err != nil {
		return f, err
	}
	return &endlessFile{f, io.MultiReader(strings.NewReader("id,title\na,\"b"), badDisk{})}, nil
}

type badDisk struct{}

func (badDisk) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: "x", Err: io.ErrClosedPipe}
}
