package exchange_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// Each fault is named with its place.
func TestFaults(t *testing.T) {
	const good = "s1,i1,v,x,asserts,,src,,2016-07-18,,,,,\n"
	long := strings.Repeat("x", exchange.MaxField)
	tests := []struct {
		name, file, text string
		want             []string // how each begins
	}{
		{"none", "statements.csv", statementsHeader + good, nil},
		{"no line end at the end", "statements.csv", statementsHeader + strings.TrimSpace(good), nil},
		{"empty lines", "statements.csv", statementsHeader + "\n\r\n" + good + "\n", nil},
		{"a field as long as can be", "statements.csv", statementsHeader + "s1,i1,v,x,,,src,,,,,,," + long + "\n", nil},

		{"empty file", "incidents.csv", "", []string{"incidents.csv:1:1: the file is empty: its first line is id,title"}},
		{"too few fields", "incidents.csv", "id,title\na\nb,B\n", []string{"incidents.csv:2:1: the row has 1 fields, and the header 2"}},
		{"too many fields", "incidents.csv", "id,title\na,Ä,B,C\n", []string{"incidents.csv:2:5: the row has 4 fields, and the header 2"}},
		{"missing column", "incidents.csv", "id\na\n", []string{`incidents.csv:1:1: the column "title" is missing`}},
		{"unknown column", "incidents.csv", "id,Title,title\na,b,c\n", []string{`incidents.csv:1:4: "Title" is not a column of incidents.csv; did you mean "title"?`}},
		{"column twice", "incidents.csv", "id,title,id\na,b,c\n", []string{`incidents.csv:1:10: the column "id" is there twice`}},
		{"blank row", "incidents.csv", "id,title\n,\n", []string{"incidents.csv:2:1: the row is empty"}},
		{"no encoding", "incidents.csv", "id,title\na,\x81\n", []string{`incidents.csv:2:3: line 2 is not UTF-8, and its letters fit no encoding that is known here: save the file as CSV UTF-8`}},
		{"Windows-1251", "incidents.csv", "id,title\na,\xC2\xEE\xEB\xE3\xEE\xE3\xF0\xE0\xE4\n", []string{`incidents.csv:2:3: line 2 is not UTF-8; it looks like windows-1251`}},
		{"two encodings", "incidents.csv", "id,title\na,W\xc3\xbcrzburg\nb,M\xfcnchen\n", []string{`incidents.csv:3:4: line 3 is not UTF-8, and what stands before it is`}},
		{"two encodings, the other way round", "incidents.csv", "id,title\na,M\xfcnchen\nb,W\xc3\xbcrzburg\n", []string{`incidents.csv:`}},
		{"a spreadsheet", "incidents.csv", "PK\x03\x04", []string{"incidents.csv:1:1: the file is a zip or a spreadsheet, not CSV"}},
		{"a header cut short", "statements.csv", "id,subject,variable,value,source", []string{`statements.csv:1:1: the column "stance" is missing`, `statements.csv:1:1: the column "basis" is missing`, `statements.csv:1:1: the column "locator"`, `statements.csv:1:1: the column "said"`, `statements.csv:1:1: the column "reliability"`, `statements.csv:1:1: the column "credibility"`, `statements.csv:1:1: the column "coder"`, `statements.csv:1:1: the column "quote"`, `statements.csv:1:1: the column "note"`}},
		{"NUL", "incidents.csv", "id,title\na,x\x00y\x00\n", []string{"incidents.csv:2:4: there is a NUL byte"}},
		{"long field", "incidents.csv", "id,title\na," + long + "x\nb,B\n,c\n", []string{
			"incidents.csv:2:3: the field is longer than 1048576 bytes",
			"incidents.csv:4:1: the id is missing",
		}},
		{"unclosed quote", "incidents.csv", "id,title\na,\"B\nc,C\n", []string{"incidents.csv:2:3: the quote that opens here is never closed"}},
		{"cut short", "statements.csv", statementsHeader + good + "s2,i1,v", []string{"statements.csv:3:1: the file ends within this row: it has 3 fields, and the header 14"}},
		{"text after a quote", "incidents.csv", "id,title\na,\"B\" C \"D\"\nb,B\n", []string{"incidents.csv:2:6: there is text after the closing quote"}},
		{"quote in a bare field", "incidents.csv", "id,title\na,B \"C\"\n", []string{"incidents.csv:2:5: there is a quote in a field"}},
		{"carriage return alone", "incidents.csv", "id,title\na,B\rC\n", []string{"incidents.csv:2:4: a carriage return stands alone"}},

		{"id", "incidents.csv", "id,title\nWürzburg,W\n.a,b\n" + strings.Repeat("a", 81) + ",c\n", []string{
			`incidents.csv:2:1: "Würzburg" is not an id`, `incidents.csv:3:1: ".a" is not an id`, `incidents.csv:4:1: "` + strings.Repeat("a", 60) + `"... is not an id`,
		}},
		{"no title", "incidents.csv", "id,title\na,\n", []string{"incidents.csv:2:3: the title is missing"}},
		{"kind of actor", "actors.csv", "id,kind,name\na,group,G\nb,,\n", []string{
			`actors.csv:2:3: "group" is not a kind of actor: person, organisation or persona`,
			`actors.csv:3:3: the kind is missing: person, organisation or persona`,
		}},
		{"link", "links.csv", "id,incident,actor,role\nl,a,a,handler\nm,,b,\n", []string{
			`links.csv:2:5: "a" is both the incident and the actor`, "links.csv:3:3: the incident is missing", "links.csv:3:6: the role is missing",
		}},
		{"source", "sources.csv", sourcesHeader + "a,A,,ftp://x/y,javascript:alert(1),2016/..,,,G,a;b;b;;C\n", []string{
			`sources.csv:2:6: "ftp://x/y" is not an http or https address`,
			`sources.csv:2:16: "javascript:alert(1)" is not an http or https address`,
			`sources.csv:2:36: "2016/.." is open-ended`,
			`sources.csv:2:46: "G" is not a reliability: A to F`,
			`sources.csv:2:48: a source cannot rest on itself`, // the first fault of a field
		}},
		{"addresses", "sources.csv", sourcesHeader + "a,A,,https:///y,http://x/a b,,,,,\n", []string{
			`sources.csv:2:6: "https:///y" names no host`, `sources.csv:2:17: "http://x/a b" is not an address`,
		}},
		{"regrade", "regrades.csv", "id,source,reliability,reason\n,a,,\n,a,G,\n", []string{
			"regrades.csv:2:4: the reliability is missing", `regrades.csv:3:4: "G" is not a reliability`,
		}},
		{"statement", "statements.csv", statementsHeader + ",I,,,says,hearsay,,,2016-02-30,B2,7,,,\n", []string{
			`statements.csv:2:2: "I" is not an id`, "statements.csv:2:4: the variable is missing", "statements.csv:2:5: the value is missing",
			`statements.csv:2:6: "says" is not a stance: asserts, denies or raises`,
			`statements.csv:2:11: "hearsay" is not a basis: seen, document, told or inferred`,
			"statements.csv:2:19: the source is missing",
			`statements.csv:2:21: "2016-02-30" is not a date: February 2016 has no day 30`,
			`statements.csv:2:32: "B2" is not a reliability: A to F; of the grade B2, write "B" under reliability and "2" under credibility`,
			`statements.csv:2:35: "7" is not a credibility: 1 to 6`,
		}},
		{"open-ended said", "statements.csv", statementsHeader + "s,i,v,x,,,src,,2016-07-18/,,,,,\nt,i,v,x,,,src,,../2016,,,,,\n", []string{
			`statements.csv:2:16: "2016-07-18/" is open-ended`, `statements.csv:3:16: "../2016" is open-ended`,
		}},
		{"settles itself", "statements.csv", strings.TrimSpace(statementsHeader) + ",settles\n" + strings.TrimSpace(good) + ",s1\n", []string{"statements.csv:2:41: a statement cannot settle itself"}},
		{"withdrawal", "withdrawals.csv", "id,statement,kind,said,source,reason\nw,w,strike,2016,,\nx,,undo,,,\ny,s,correction,,,\nz,s,correction,soon,,\n", []string{
			"withdrawals.csv:2:3: a withdrawal cannot withdraw itself", "withdrawals.csv:2:12: a strike has no day",
			"withdrawals.csv:3:3: the statement is missing", `withdrawals.csv:3:4: "undo" is not a kind of withdrawal: correction or strike`,
			"withdrawals.csv:4:16: a correction needs its day", `withdrawals.csv:5:16: "soon" is not a date`,
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, faults := read(t, folder(map[string]string{test.file: test.text}))
			if len(faults) != len(test.want) {
				t.Fatalf("faults:\n%s\nwant:\n%s", strings.Join(faults, "\n"), strings.Join(test.want, "\n"))
			}
			for i, f := range faults {
				if !strings.HasPrefix(f, test.want[i]) {
					t.Errorf("fault %q, want %q", f, test.want[i])
				}
			}
		})
	}
}

// A faulty row does not hide the good ones, nor the faults after the first
// hundred their number.
func TestReadingGoesOn(t *testing.T) {
	var s strings.Builder
	s.WriteString(incidentsHeader)
	for i := range 300 {
		if i%2 == 0 {
			fmt.Fprintf(&s, "i-%d,title\n", i)
		} else {
			fmt.Fprintf(&s, "I-%d,title\n", i)
		}
	}
	c, err := exchange.OpenCasebook(folder(map[string]string{"incidents.csv": s.String(), "actors.csv": "id\n"}), "casebook")
	if err != nil {
		t.Fatal(err)
	}
	var problems ascribe.Problems
	n := 0
	for _, err := range c.Nouns(&problems) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	var e *ascribe.Error
	if !errors.As(problems.Err("casebook", ""), &e) || n != 150 || len(e.Problems) != 100 || e.More != 51 {
		t.Fatalf("%d nouns, %v", n, e)
	}
	if read, total := c.Progress(); read != total || total == 0 {
		t.Errorf("Progress: %d of %d", read, total)
	}
}

// The forms in which the same rows can stand give the same nouns and ids.
func TestForms(t *testing.T) {
	said, _ := ascribe.ParseDate("2016-07")
	want := []ascribe.Noun{
		&ascribe.Statement{
			Subject: "i", Variable: "v", Value: "x", Stance: ascribe.Asserts, Source: "src", Said: said,
			Quote: "two\nlines", Note: "a \"b\", c",
		},
	}
	want[0].(*ascribe.Statement).ID = exchange.IDOf(&ascribe.Statement{
		Subject: "i", Variable: "v", Value: "x", Source: "src", Said: said, Quote: "two\nlines", Note: "a \"b\", c",
	})
	lf := statementsHeader + ",i,v,x,,,src,,2016-07,,,,\"two\nlines\",\"a \"\"b\"\", c\"\n"
	for name, text := range map[string]string{
		"LF":           lf,
		"CRLF":         strings.ReplaceAll(lf, "\n", "\r\n"),
		"BOM":          "\uFEFF" + lf,
		"quoted":       "\"" + strings.Replace(lf, "id,", "id\",", 1),
		"other order":  "note,quote,coder,credibility,reliability,said,locator,source,basis,stance,value,variable,subject,id\n\"a \"\"b\"\", c\",\"two\nlines\",,,,2016-07,,src,,,x,v,i,\n",
		"with settles": "settles," + strings.Replace(lf, "\n,i", "\n,,i", 1),
	} {
		t.Run(name, func(t *testing.T) {
			got, faults := read(t, folder(map[string]string{"statements.csv": text}))
			if len(faults) > 0 || !same(got, want) {
				t.Errorf("faults %q\n%s", faults, cmp.Diff(want, got, cmp.Comparer(func(a, b ascribe.Date) bool { return a == b })))
			}
		})
	}
}

// Only in a file whose rows end in LF is a CRLF in quotes part of the text.
func TestCarriageReturnsInText(t *testing.T) {
	got, faults := read(t, folder(map[string]string{"incidents.csv": "id,title\na,\"x\r\ny\r\"\n"}))
	if len(faults) > 0 || got[0].(*ascribe.Incident).Title != "x\r\ny\r" {
		t.Errorf("%q, %v", faults, got)
	}
	got, faults = read(t, folder(map[string]string{"incidents.csv": "id,title\r\na,\"x\r\ny\r\"\r\n"}))
	if len(faults) > 0 || got[0].(*ascribe.Incident).Title != "x\ny\r" {
		t.Errorf("%q, %v", faults, got)
	}
}

// The caller's own faults stand at their field.
func TestPlacedProblem(t *testing.T) {
	c, err := exchange.OpenCasebook(folder(map[string]string{
		"statements.csv": statementsHeader + "s,\"i\",v,x,,,src,,,,,,\"a\nb\",ü\n",
	}), "casebook")
	if err != nil {
		t.Fatal(err)
	}
	var problems ascribe.Problems
	for p, err := range c.Nouns(&problems) {
		if err != nil {
			t.Fatal(err)
		}
		for field, want := range map[string]string{
			"subject": "statements.csv:2:3: no i", "variable": "statements.csv:2:7: no i", "note": "statements.csv:3:4: no i", "": "statements.csv:2: no i",
		} {
			if got := p.Problem(field, "no %s", "i").String(); got != want {
				t.Errorf("%s: %q, want %q", field, got, want)
			}
		}
	}
}

func TestOpenCasebook(t *testing.T) {
	resources := func(s string) map[string]string {
		return map[string]string{"datapackage.json": `{"resources": [` + s + `]}`, "data/i.csv": "id,title\na,A\n"}
	}
	tests := []struct {
		name string
		fsys fs.FS
		want []string
	}{
		{"empty folder", fstest.MapFS{}, []string{"casebook is no casebook: it has no incidents.csv"}},
		{"no statements", fstest.MapFS{"incidents.csv": {Data: []byte(incidentsHeader)}}, []string{"casebook is no casebook: it has no statements.csv"}},
		{"folder for a file", folder(map[string]string{"actors.csv/x": ""}), []string{"actors.csv is not a plain file"}},
		{"not JSON", folder(map[string]string{"datapackage.json": "{\n  \"resources\": [}"}), []string{"datapackage.json:2:17: this is not JSON"}},
		{"another type", folder(map[string]string{"datapackage.json": `{"resources": "x"}`}), []string{`datapackage.json:1:17: "resources" cannot be a JSON string`}},
		{"paths", folder(resources(`
{"name": "a", "path": "../x.csv"},
{"name": "b", "path": "/etc/passwd"},
{"name": "c", "path": "data\\i.csv"},
{"name": "d", "path": "C:/x.csv"},
{"name": "e", "path": "https://example.org/x.csv"},
{"name": "f", "path": "data/../../x"},
{"name": "g", "path": "nothing.csv"},
{"name": "h", "path": ["data/i.csv", "data/j.csv"]},
{"name": "i", "data": [1]},
{"name": "j", "path": ""},
{"name": "k", "path": "data"},
{"name": "l", "path": "data/i.csv", "encoding": "windows-1252"},
{"name": "l", "path": "data/i.csv"},
{"name": "m", "path": "file:///x"}`)), []string{
			`datapackage.json:2:23: the path "../x.csv" of the resource "a" leaves the folder`,
			`datapackage.json:3:23: the path "/etc/passwd" of the resource "b" is absolute`,
			`datapackage.json:4:23: the path "data\\i.csv" of the resource "c" has a backslash`,
			`datapackage.json:5:23: the path "C:/x.csv" of the resource "d" names a drive`,
			`datapackage.json:6:23: the path "https://example.org/x.csv" of the resource "e" is an address`,
			`datapackage.json:7:23: the path "data/../../x" of the resource "f" leaves the folder`,
			`datapackage.json:8:23: the file "nothing.csv" of the resource "g" is not there`,
			`datapackage.json:9:10: the resource "h" has no path of one file`,
			`datapackage.json:10:10: the resource "i" has no path of one file`,
			`datapackage.json:11:23: the path "" of the resource "j" is empty`,
			`datapackage.json:12:23: the file "data" of the resource "k" is not a plain file`,
			`datapackage.json:13:23: "data/i.csv" is declared to be "windows-1252"`,
			`datapackage.json:14:23: there are two resources "l"`,
			`datapackage.json:15:23: the path "file:///x" of the resource "m" is an address`,
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := exchange.OpenCasebook(test.fsys, "casebook")
			if ascribe.KindOf(err) != ascribe.ErrInvalid {
				t.Fatalf("error %v of kind %s", err, ascribe.KindOf(err))
			}
			got := faultsOf(err)
			if len(got) == 0 {
				got = []string{err.Error()}
			}
			if len(got) != len(test.want) {
				t.Fatalf("faults:\n%s", strings.Join(got, "\n"))
			}
			for i := range got {
				if !strings.HasPrefix(got[i], test.want[i]) {
					t.Errorf("fault %q, want %q", got[i], test.want[i])
				}
			}
		})
	}
	t.Run("a path elsewhere in the folder", func(t *testing.T) {
		got, faults := read(t, folder(resources(`{"name": "incidents", "path": "./data/i.csv"}`)))
		if len(faults) > 0 || !same(got, []ascribe.Noun{&ascribe.Incident{ID: "a", Title: "A"}}) {
			t.Errorf("%q, %v", faults, got)
		}
	})
}

// A link that leads out of the folder is not followed, one within it is.
func TestSymbolicLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	dir := t.TempDir()
	inside := filepath.Join(dir, "casebook")
	for name, text := range map[string]string{
		"secret.csv": "id,title\na,A\n", "casebook/incidents.csv": "id,title\nb,B\n", "casebook/statements.csv": statementsHeader,
	} {
		if err := os.MkdirAll(inside, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	open := func() error {
		root, err := os.OpenRoot(inside)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { root.Close() })
		_, err = exchange.OpenCasebook(root.FS(), "casebook")
		return err
	}
	if err := open(); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("incidents.csv", filepath.Join(inside, "codebook.yaml")); err != nil {
		t.Fatal(err)
	}
	if err := open(); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../secret.csv", filepath.Join(inside, "links.csv")); err != nil {
		t.Fatal(err)
	}
	if err := open(); ascribe.KindOf(err) != ascribe.ErrInvalid || err.Error() != "links.csv in casebook cannot be opened" {
		t.Errorf("a link out of the folder: %v", err)
	}
}

// A casebook comes in as spreadsheet programs save it, and with the columns
// alone that it needs.
func TestCasebookAsSaved(t *testing.T) {
	incidents := "id;title\r\nmuc;\"München; Größe\"\r\n"
	statements := "subject;variable;value;source\r\nmuc;place;Würzburg, Süd – West;s\r\n"
	sources := "id;title\r\ns;Zürcher Blatt\r\n"
	want := ""
	for name, encode := range map[string]func(string) string{
		"UTF-8": func(s string) string { return s },
		"marks": func(s string) string { return "\ufeff" + s },
		"ANSI": func(s string) string {
			b, err := charmap.Windows1252.NewEncoder().String(s)
			if err != nil {
				t.Fatal(err)
			}
			return b
		},
		"UTF-16": func(s string) string {
			b, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
			if err != nil {
				t.Fatal(err)
			}
			return b
		},
		"tabs": func(s string) string { return strings.NewReplacer("; ", "; ", ";", "\t").Replace(s) },
		"commas": func(s string) string {
			return strings.NewReplacer("Würzburg, Süd", `"Würzburg, Süd`, "West;", `West",`, "; ", "; ", ";", ",").Replace(s)
		},
	} {
		nouns, faults := read(t, folder(map[string]string{"incidents.csv": encode(incidents), "statements.csv": encode(statements), "sources.csv": encode(sources)}))
		if len(faults) > 0 {
			t.Errorf("%s: %q", name, faults)
		}
		got := ""
		for _, n := range nouns {
			b, err := json.Marshal(n)
			if err != nil {
				t.Fatal(err)
			}
			got += string(b) + "\n"
		}
		if want == "" {
			want = got
		}
		if got != want || !strings.Contains(got, "München; Größe") || !strings.Contains(got, "Süd – West") {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
	// Far into a file, too.
	far := "id,title\n" + strings.Repeat("a,plain\n", 40_000) + "b,M\xfcnchen\n" + strings.Repeat("a,plain\n", 40_000) + "c,Caf\xe9\n"
	nouns, faults := read(t, folder(map[string]string{"incidents.csv": far}))
	if b, _ := json.Marshal(nouns[len(nouns)-1]); len(faults) > 0 || len(nouns) != 80_002 || !strings.Contains(string(b), "Café") {
		t.Errorf("%d nouns, %q", len(nouns), faults)
	}
}
