package exchange_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

func TestWrittenBytes(t *testing.T) {
	published, _ := ascribe.ParseDate("2016-07-19")
	m := write(t, exchange.About{Name: "n", Title: "T"}, []ascribe.Noun{
		&ascribe.Incident{ID: "i", Title: "=cmd|' /C calc'!A0"},
		&ascribe.Source{ID: "src", Title: "A, \"B\"", Published: published, URL: "https://example.org/", RestsOn: []string{"x", "y"}},
		&ascribe.Statement{ID: "s", Subject: "i", Variable: "v", Value: "x", Stance: ascribe.Raises, Source: "src", Quote: "a\r\nb"},
	})
	want := map[string]string{
		"incidents.csv":  incidentsHeader + "i,=cmd|' /C calc'!A0\n",
		"sources.csv":    sourcesHeader + "src,\"A, \"\"B\"\"\",,https://example.org/,,2016-07-19,,,,x;y\n",
		"statements.csv": statementsHeader + "s,i,v,x,raises,,src,,,,,,\"a\r\nb\",\n",
	}
	for name, text := range want {
		if got := m[name].String(); got != text {
			t.Errorf("%s:\n%q, want\n%q", name, got, text)
		}
	}
	if got := slices.Sorted(maps.Keys(m)); !slices.Equal(got, []string{"datapackage.json", "incidents.csv", "sources.csv", "statements.csv"}) {
		t.Errorf("files %v", got)
	}
}

func TestEmptyCasebook(t *testing.T) {
	m := write(t, exchange.About{Name: "n"}, nil)
	if m["incidents.csv"].String() != incidentsHeader || m["statements.csv"].String() != statementsHeader || len(m) != 3 {
		t.Errorf("%v", m)
	}
	if nouns, faults := read(t, m.folder()); len(nouns)+len(faults) > 0 {
		t.Errorf("%v, %q", nouns, faults)
	}
}

// The descriptor has what Data Package v2 requires of a package, a resource, a
// schema and a key, and says the truth about the files.
func TestDescriptor(t *testing.T) {
	nouns := []ascribe.Noun{
		&ascribe.Incident{ID: "i", Title: "I"},
		&ascribe.Actor{ID: "a", Kind: ascribe.Person},
		&ascribe.Link{ID: "l", Incident: "i", Actor: "a", Role: "handler"},
		&ascribe.Source{ID: "src", Title: "S"},
		&ascribe.Regrade{ID: "r", Source: "src", Reliability: "B"},
		&ascribe.Statement{ID: "s", Subject: "i", Variable: "v", Value: "x", Stance: ascribe.Asserts, Source: "src", Settles: []string{"t"}},
		&ascribe.Withdrawal{ID: "w", Statement: "s", Kind: ascribe.Strike},
	}
	m := write(t, exchange.About{
		Name: "n", Title: "T <i>", Settles: true, Codebook: []byte("id: x\n"),
		Licences: []exchange.Licence{{Name: "CC-BY-4.0", Path: "https://creativecommons.org/licenses/by/4.0/"}},
	}, nouns)
	var d struct {
		Schema    string `json:"$schema"`
		Name      string
		Title     string
		Licenses  []struct{ Name, Path string }
		Resources []struct {
			Name, Type, Path, Format, MediaType, Encoding, Hash string
			Bytes                                               int
			Schema                                              *struct {
				Fields []struct {
					Name, Type string
				}
				PrimaryKey    []string
				MissingValues []string
				ForeignKeys   []struct {
					Fields    []string
					Reference struct {
						Resource string
						Fields   []string
					}
				}
			}
		}
	}
	decoder := json.NewDecoder(m["datapackage.json"])
	if err := decoder.Decode(&d); err != nil {
		t.Fatal(err)
	}
	if d.Schema != "https://datapackage.org/profiles/2.0/datapackage.json" || d.Name != "n" || d.Title != "T <i>" || len(d.Licenses) != 1 {
		t.Errorf("package %+v", d)
	}
	types := []string{"string", "number", "integer", "boolean", "object", "array", "list", "datetime", "date", "time", "year", "yearmonth", "duration", "geopoint", "geojson", "any"}
	resources, fields := map[string]bool{}, map[string][]string{}
	var keys []string
	for _, r := range d.Resources {
		if r.Name == "" || resources[r.Name] || !regexp.MustCompile(`^[a-z0-9._-]+$`).MatchString(r.Name) {
			t.Errorf("resource name %q", r.Name)
		}
		resources[r.Name] = true
		text := m[r.Path]
		if text == nil {
			t.Fatalf("no file %q", r.Path)
		}
		sum := sha256.Sum256(text.Bytes())
		if r.Bytes != text.Len() || r.Hash != "sha256:"+hex.EncodeToString(sum[:]) || r.Encoding != "utf-8" {
			t.Errorf("%s: %+v", r.Path, r)
		}
		if r.Schema == nil {
			if r.Name != "codebook" {
				t.Errorf("%s has no schema", r.Name)
			}
			continue
		}
		if r.Type != "table" || r.Format != "csv" || r.MediaType != "text/csv" || !slices.Equal(r.Schema.MissingValues, []string{""}) {
			t.Errorf("%s: %+v", r.Path, r)
		}
		for _, f := range r.Schema.Fields {
			if f.Name == "" || !slices.Contains(types, f.Type) {
				t.Errorf("%s: field %+v", r.Name, f)
			}
			fields[r.Name] = append(fields[r.Name], f.Name)
		}
		header, _, _ := strings.Cut(text.String(), "\n")
		if got := strings.Join(fields[r.Name], ","); got != header {
			t.Errorf("%s: fields %s, header %s", r.Name, got, header)
		}
		if !slices.Equal(r.Schema.PrimaryKey, []string{"id"}) {
			t.Errorf("%s: key %v", r.Name, r.Schema.PrimaryKey)
		}
		for _, k := range r.Schema.ForeignKeys {
			if len(k.Fields) != 1 || !slices.Contains(fields[r.Name], k.Fields[0]) || !slices.Equal(k.Reference.Fields, []string{"id"}) || !resources[k.Reference.Resource] {
				t.Errorf("%s: foreign key %+v", r.Name, k)
			}
			keys = append(keys, r.Name+"."+k.Fields[0])
		}
	}
	want := []string{"links.incident", "links.actor", "regrades.source", "statements.source", "withdrawals.source"}
	if diff := cmp.Diff(want, keys); diff != "" {
		t.Error(diff)
	}
}

func TestWriteErrors(t *testing.T) {
	incident := &ascribe.Incident{ID: "i", Title: "I"}
	broken := errors.New("broken")
	failing := func(yield func(ascribe.Noun, error) bool) { _ = yield(incident, nil) && yield(nil, broken) }
	tests := []struct {
		name  string
		nouns iter.Seq2[ascribe.Noun, error]
		kind  ascribe.ErrorKind
		want  string
	}{
		{"the caller's", failing, ascribe.ErrInternal, "broken"},
		{"out of order", sequence([]ascribe.Noun{&ascribe.Source{ID: "s"}, incident}), ascribe.ErrInternal, "the incidents of a casebook must come together, and before the sources"},
		{"no such file", sequence([]ascribe.Noun{&ascribe.Reason{}}), ascribe.ErrInternal, `a casebook has no file for a record of kind "reason"`},
		{"NUL", sequence([]ascribe.Noun{&ascribe.Incident{ID: "i", Title: "a\x00"}}), ascribe.ErrInvalid, `the title of the incident "i" has a NUL byte, and so cannot be exported`},
		{"settles", sequence([]ascribe.Noun{&ascribe.Statement{ID: "s", Settles: []string{"t"}}}), ascribe.ErrInternal, `the statement "s" has a settles, and the casebook was begun without that column`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := exchange.WriteCasebook(memory{}, exchange.About{}, test.nouns)
			if err == nil || ascribe.KindOf(err) != test.kind || err.Error() != test.want {
				t.Errorf("%v, want %s", err, test.want)
			}
		})
	}
	if err := exchange.WriteCasebook(full{}, exchange.About{}, sequence([]ascribe.Noun{incident})); !errors.Is(err, errFull) {
		t.Errorf("a full disk: %v", err)
	}
}

var errFull = errors.New("no space left")

// full is a disk that takes the files and nothing in them.
type full struct{}

func (full) Create(string) (io.WriteCloser, error) { return full{}, nil }
func (full) Write([]byte) (int, error)             { return 0, errFull }
func (full) Close() error                          { return nil }
