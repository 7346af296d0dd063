package exchange_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

var hostile = rapid.OneOf(
	rapid.StringN(0, 30, -1).Filter(func(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }),
	rapid.SampledFrom([]string{
		"", "\"", "\"\"", "a,b", "\r", "\n", "\r\n", "a\r\nb", "\n\"\r", "\uFEFF", "\uFEFFid", " lead", "trail ", "\t",
		"=1+1", "+1", "-1", "@x", "\\.", "'", ";", "\u202Eabc", "مرحبا, \"بالعالم\"", "👩‍👩‍👧", "\u2028", "\x1f", "\x7f", "\uFFFD",
		"a\x0bb", "\u0085", "\u00a0x", "\"a\"b", "#x",
	}),
)

var (
	someID   = rapid.StringMatching(`[a-z0-9][a-z0-9._-]{0,12}`)
	someText = hostile
	given    = hostile.Filter(func(s string) bool { return s != "" })
	someDate = rapid.Map(rapid.SampledFrom([]string{
		"", "2016-07-18", "2016-07", "2016", "201X", "2016-21", "2016-07-18/2016-07-20", "2016-07-18~", "-0044-03-15", "Y-17000", "1985-04-12T23:20:30Z",
	}), func(s string) (d ascribe.Date) {
		if err := d.UnmarshalText([]byte(s)); err != nil {
			panic(err)
		}
		return d
	})
	someReliability = rapid.SampledFrom([]ascribe.Reliability{"", "A", "B", "C", "D", "E", "F"})
	someCredibility = rapid.SampledFrom([]ascribe.Credibility{"", "1", "2", "3", "4", "5", "6"})
	someIDs         = rapid.Map(rapid.SliceOfNDistinct(someID, 0, 3, rapid.ID[string]), func(ids []string) []string {
		if len(ids) == 0 {
			return nil
		}
		return ids
	})
	someAddress = rapid.SampledFrom([]string{"", "https://example.org/a?b=c,d#e", "http://example.org/%22"})
)

// other draws ids other than one.
func other(t *rapid.T, id string) []string {
	return someIDs.Filter(func(ids []string) bool { return !slices.Contains(ids, id) }).Draw(t, "others")
}

func drawNouns(t *rapid.T) (nouns []ascribe.Noun) {
	some := func(draw func() ascribe.Noun) {
		for range rapid.IntRange(0, 3).Draw(t, "n") {
			nouns = append(nouns, draw())
		}
	}
	id := func() string { return someID.Draw(t, "id") }
	text := func() string { return someText.Draw(t, "text") }
	some(func() ascribe.Noun { return &ascribe.Incident{ID: id(), Title: given.Draw(t, "title")} })
	some(func() ascribe.Noun {
		return &ascribe.Actor{ID: id(), Kind: rapid.SampledFrom(ascribe.ActorKinds).Draw(t, "kind"), Name: text()}
	})
	some(func() ascribe.Noun {
		return &ascribe.Link{ID: id(), Incident: "i-" + id(), Actor: "a-" + id(), Role: given.Draw(t, "role")}
	})
	some(func() ascribe.Noun {
		own := id()
		return &ascribe.Source{
			ID: own, Title: given.Draw(t, "title"), Publisher: text(),
			URL: someAddress.Draw(t, "url"), ArchivedURL: someAddress.Draw(t, "url"), Published: someDate.Draw(t, "date"),
			Kind: text(), Language: text(), Reliability: someReliability.Draw(t, "reliability"), RestsOn: other(t, own),
		}
	})
	some(func() ascribe.Noun {
		return &ascribe.Regrade{
			ID: id(), Source: id(), Reason: text(),
			Reliability: someReliability.Filter(func(r ascribe.Reliability) bool { return r != "" }).Draw(t, "reliability"),
		}
	})
	some(func() ascribe.Noun {
		own := id()
		return &ascribe.Statement{
			ID: own, Subject: id(), Variable: given.Draw(t, "variable"), Value: given.Draw(t, "value"),
			Stance: rapid.SampledFrom(ascribe.Stances).Draw(t, "stance"),
			Basis:  rapid.SampledFrom(append([]ascribe.Basis{""}, ascribe.Bases...)).Draw(t, "basis"),
			Source: id(), Locator: text(), Said: someDate.Draw(t, "said"),
			Reliability: someReliability.Draw(t, "reliability"), Credibility: someCredibility.Draw(t, "credibility"),
			Coder: text(), Quote: text(), Note: text(), Settles: other(t, own),
		}
	})
	some(func() ascribe.Noun {
		w := &ascribe.Withdrawal{ID: "w-" + id(), Statement: id(), Kind: ascribe.Strike, Reason: text()}
		if rapid.Bool().Draw(t, "correction") {
			w.Kind, w.Source, w.Said = ascribe.Correction, id(), someDate.Draw(t, "said")
		}
		return w
	})
	return nouns
}

func TestReadingGivesWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		nouns := drawNouns(rt)
		about := exchange.About{Name: "casebook", Settles: true, Codebook: []byte("id: x\r\n")}
		m := write(t, about, nouns)
		got, faults := read(t, m.folder())
		if len(faults) > 0 {
			rt.Fatalf("faults: %q", faults)
		}
		if !same(got, nouns) {
			rt.Fatalf("read other nouns than written:\n%s", cmp.Diff(nouns, got, cmp.Comparer(func(a, b ascribe.Date) bool { return a == b })))
		}
		// And again through a zip, which gives the same bytes each time.
		var once, twice bytes.Buffer
		for _, b := range []*bytes.Buffer{&once, &twice} {
			z := exchange.NewZipSink(b)
			if err := exchange.WriteCasebook(z, about, sequence(nouns)); err != nil {
				rt.Fatal(err)
			}
			if err := z.Close(); err != nil {
				rt.Fatal(err)
			}
		}
		if !bytes.Equal(once.Bytes(), twice.Bytes()) {
			rt.Fatal("two zips of the same nouns differ")
		}
		fsys, err := exchange.ZipFS(bytes.NewReader(once.Bytes()), int64(once.Len()))
		if err != nil {
			rt.Fatal(err)
		}
		c, err := exchange.OpenCasebook(fsys, "casebook.zip")
		if err != nil {
			rt.Fatal(err)
		}
		if text, ok := c.Codebook(); !ok || string(text) != "id: x\r\n" {
			rt.Fatalf("codebook %q, %v", text, ok)
		}
		var problems ascribe.Problems
		i := 0
		for p, err := range c.Nouns(&problems) {
			if err != nil {
				rt.Fatal(err)
			}
			if !same([]ascribe.Noun{p.Noun}, nouns[i:i+1]) {
				rt.Fatalf("noun %d from the zip is %v", i, p.Noun)
			}
			i++
		}
		if i != len(nouns) {
			rt.Fatalf("the zip held %d nouns of %d", i, len(nouns))
		}
	})
}

func FuzzRoundTrip(f *testing.F) {
	for _, s := range []string{"", "\"", "a\r\nb", "\uFEFF", "\u202E", "👩‍👩‍👧", "=1", ",", "\r", "\x00", "\xff"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, quote, note string) {
		s := &ascribe.Statement{
			ID: "s", Subject: "i", Variable: "v", Value: "x", Stance: ascribe.Asserts, Source: "src", Quote: quote, Note: note,
		}
		readable := true
		for _, text := range []string{quote, note} {
			readable = readable && utf8.ValidString(text) && !strings.ContainsRune(text, 0) && len(text) <= exchange.MaxField
		}
		m := memory{}
		err := exchange.WriteCasebook(m, exchange.About{Name: "f"}, sequence([]ascribe.Noun{s}))
		if !readable {
			if ascribe.KindOf(err) != ascribe.ErrInvalid {
				t.Fatalf("what cannot be read back was written: %v", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		got, faults := read(t, m.folder())
		if len(faults) > 0 || !same(got, []ascribe.Noun{s}) {
			t.Fatalf("%q, %v", faults, got)
		}
	})
}

// FuzzRead reads any bytes: it never panics, a fault has a place in the file,
// and what is read without one survives being written and read.
func FuzzRead(f *testing.F) {
	f.Add([]byte(statementsHeader + "s,i,v,x,asserts,,src,,2016,,,,,\n"))
	f.Add([]byte("\uFEFF" + strings.ReplaceAll(statementsHeader, "\n", "\r\n") + ",i,v,x,,,src,,2016,B,2,,\"a\r\nb\",\"\"\"\"\r\n"))
	f.Add([]byte(statementsHeader + "s,i,v,\"x"))
	f.Add([]byte(statementsHeader + "s,i,\x00,\xff\"\r"))
	f.Fuzz(func(t *testing.T, file []byte) {
		nouns, faults := read(t, fstest.MapFS{
			"incidents.csv":  {Data: []byte(incidentsHeader)},
			"statements.csv": {Data: file},
		})
		for _, s := range faults {
			if !strings.HasPrefix(s, "statements.csv:") || !utf8.ValidString(s) {
				t.Fatalf("a fault without its place, or not text: %q", s)
			}
		}
		again, faults := read(t, write(t, exchange.About{Name: "f", Settles: true}, nouns).folder())
		if len(faults) > 0 || !same(again, nouns) {
			t.Fatalf("%q\nfirst %v\nthen  %v", faults, nouns, again)
		}
	})
}
