package bibliography_test

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/casebooks"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/bibliography"
)

// The references are made for the test, in the forms that the formats' own
// documentation describes.
const bib = `This is a comment, with an address: somebody@example.org.
@string{paper = "The Paper"}
@comment{@misc{no, title = {Not a reference}}}
@article{smith2016,
  author  = {Smith, A. and M{\"u}ller, B.},
  title   = {On {P}lots and \'Etudes: W{\"u}rzburg \& Elsewhere},
  journal = "Journal of " # {Examples},
  year    = 2016, month = jul, day = 3,
  doi     = {https://doi.org/10.1234/ABC.5},
  langid  = {english},
}

@online{m2017, title = {A page}, organization = paper, url = {https://www.example.org/a\_b?utm_source=x}, date = {2017-02}}
@Misc(plain, title = "With {"}quotes{"}", howpublished = {\url{https://example.org/q}}, year = {2018})
@report{r, title={Who}, institution={An Office}, date={2019-03-01/2019-03-04}}
`

const csl = `[
  {"id": "smith2016", "type": "article-newspaper", "title": "A headline", "container-title": "The Paper", "publisher": "A House", "URL": "https://example.org/1", "issued": {"date-parts": [[2016, 7, 19]]}, "language": "en"},
  {"id": 7, "type": "report", "title": "A report", "publisher": "An Office", "DOI": "10.1234/XYZ", "issued": {"date-parts": [["2017", "2"], [2017, 4]]}},
  {"id": "case", "type": "legal_case", "title": "A v. B", "authority": "A Court", "issued": {"raw": "2018"}}
]`

const ris = "TY  - NEWS\r\nID  - n1\r\nTI  - A headline that\r\n goes on\r\nT2  - The Paper\r\nDA  - 2016/07/19/\r\nUR  - https://example.org/1\r\nLA  - en\r\nER  - \r\n\r\n" +
	"TY  - JOUR\nT1  - A study\nJO  - Journal of Examples\nPY  - 2017\nDO  - 10.1234/xyz\nER  -\n"

func read(t *testing.T, format bibliography.Format, text string) []string {
	t.Helper()
	var problems ascribe.Problems
	var list []string
	for _, e := range bibliography.Read("f", format, []byte(text), &problems) {
		s := e.Source
		list = append(list, fmt.Sprintf("%d %s | %s | %s | %s | %s | %s | %s | %s", e.Line, e.Key, e.DOI, s.Title, s.Publisher, s.URL, s.Published, s.Kind, s.Language))
	}
	if err := problems.Err("f", ""); err != nil {
		for _, p := range err.(*ascribe.Error).Problems { //nolint:errorlint,forcetypeassert // it is one
			list = append(list, p.String())
		}
	}
	return list
}

func TestFormats(t *testing.T) {
	for _, c := range []struct {
		format bibliography.Format
		text   string
		want   []string
	}{
		{bibliography.BibTeX, bib, []string{
			"4 smith2016 | 10.1234/abc.5 | On Plots and Études: Würzburg & Elsewhere | Journal of Examples | https://doi.org/10.1234/abc.5 | 2016-07-03 | research | en",
			"13 m2017 |  | A page | The Paper | https://www.example.org/a_b?utm_source=x | 2017-02 |  | ",
			`14 plain |  | With "quotes" |  | https://example.org/q | 2018 |  | `,
			"15 r |  | Who | An Office |  | 2019-03-01/2019-03-04 | research | ",
		}},
		{bibliography.CSLJSON, csl, []string{
			"2 smith2016 |  | A headline | The Paper | https://example.org/1 | 2016-07-19 | press | en",
			"3 7 | 10.1234/xyz | A report | An Office | https://doi.org/10.1234/xyz | 2017-02/2017-04 | research | ",
			"4 case |  | A v. B | A Court |  | 2018 | court_record | ",
		}},
		{bibliography.RIS, ris, []string{
			"1 n1 |  | A headline that goes on | The Paper | https://example.org/1 | 2016-07-19 | press | en",
			"11  | 10.1234/xyz | A study | Journal of Examples | https://doi.org/10.1234/xyz | 2017 | research | ",
		}},
		{bibliography.CSLJSON, `{"title": "One alone"}`, []string{"1  |  | One alone |  |  |  |  | "}},
		{bibliography.CSLJSON, "[\n{\"title\": }]", []string{"f:2: this is not JSON: invalid character '}' looking for beginning of value"}},
		{bibliography.CSLJSON, `[{"title": "", "id": "x"}]`, []string{`f:1: the reference "x" has no title`}},
		{bibliography.BibTeX, "@misc{a, title = {A}\n", []string{`f:1: the entry "a" does not end: a brace is missing, or the file is cut short`}},
		{bibliography.BibTeX, "@misc{a, title {A}}\n@misc{b, title = {B}}", []string{"2 b |  | B |  |  |  |  | ", `f:1: the entry "a" has something here that is no field: a field is name = {value}`}},
		{bibliography.BibTeX, "@misc{a, title = {A}, year = {in press}}", []string{`f:1: the reference "a": "in press" is not a date: write it as in 2016-07-18, 2016-07, 2016, 201X or 2016-07-18/2016-07-20`}},
		{bibliography.RIS, "TY  - NEWS\nTI  - A\n", []string{"f:1: the reference does not end with a line ER: the file seems to be cut short"}},
		{bibliography.RIS, "hello\n", []string{"f:1: this is no line of RIS, which begins with a tag, as in TY  - NEWS"}},
	} {
		if diff := cmp.Diff(c.want, read(t, c.format, c.text)); diff != "" {
			t.Errorf("%s:\n%s", c.format, diff)
		}
	}
}

// What is written is read as it was, but for what the formats have no place for.
func TestReadWhatIsWritten(t *testing.T) {
	c, err := exchange.OpenCasebook(casebooks.RemoteDirection(), "remote-direction")
	if err != nil {
		t.Fatal(err)
	}
	var problems ascribe.Problems
	var want []ascribe.Source
	all := func(yield func(*ascribe.Source, error) bool) {
		for p, err := range c.Nouns(&problems) {
			if err != nil {
				t.Fatal(err)
			}
			if s, ok := p.Noun.(*ascribe.Source); ok && !yield(s, nil) {
				return
			}
		}
	}
	for s := range all {
		want = append(want, ascribe.Source{Title: strings.Join(strings.Fields(s.Title), " "), Publisher: s.Publisher, URL: s.URL, Published: s.Published, Kind: s.Kind, Language: s.Language})
	}
	for format, write := range map[bibliography.Format]func(io.Writer, iter.Seq2[*ascribe.Source, error]) error{
		bibliography.CSLJSON: bibliography.WriteCSL, bibliography.BibTeX: bibliography.WriteBibTeX,
	} {
		var text bytes.Buffer
		if err := write(&text, all); err != nil {
			t.Fatal(err)
		}
		var have []ascribe.Source
		for _, e := range bibliography.Read("f", format, text.Bytes(), &problems) {
			have = append(have, e.Source)
		}
		if diff := cmp.Diff(want, have, cmp.Comparer(func(a, b ascribe.Date) bool { return a.String() == b.String() })); diff != "" || len(have) < 100 {
			t.Errorf("%s: %s", format, diff)
		}
	}
	if err := problems.Err("f", ""); err != nil {
		t.Error(err)
	}
}

func TestAddress(t *testing.T) {
	for a, b := range map[string]string{
		"https://www.example.org/a/":                   "http://example.org/a",
		"https://example.org/a?utm_source=x&id=3#part": "https://m.example.org/a?id=3",
		"https://EXAMPLE.org/a?b=2&a=1&fbclid=q":       "https://example.org/a?a=1&b=2",
		"https://example.org":                          "https://example.org/",
	} {
		if bibliography.Address(a) != bibliography.Address(b) {
			t.Errorf("%s is %s, and %s is %s", a, bibliography.Address(a), b, bibliography.Address(b))
		}
	}
	if a, b := bibliography.Address("https://example.org/a?id=1"), bibliography.Address("https://example.org/a?id=2"); a == b {
		t.Errorf("two pages are %s", a)
	}
	if bibliography.Address("") != "" || bibliography.DOIOf("https://dx.doi.org/10.1000/Xy.(3)") != "10.1000/xy.(3)" {
		t.Error(bibliography.Address(""), bibliography.DOIOf("https://dx.doi.org/10.1000/Xy.(3)"))
	}
}

// Whatever a file holds, it is read to its end or refused.
func FuzzRead(f *testing.F) {
	for _, s := range []string{bib, csl, ris, "@", "@a{", "@a{b,c={", `@a{b,c="`, "@string(", "{\\", "TY  - \nER  - "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, format := range bibliography.Formats {
			var problems ascribe.Problems
			for _, e := range bibliography.Read("f", format, []byte(s), &problems) {
				if strings.TrimSpace(e.Source.Title) == "" {
					t.Errorf("%+v", e)
				}
			}
		}
	})
}
