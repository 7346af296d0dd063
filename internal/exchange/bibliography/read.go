package bibliography

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
)

// Format is a form of bibliographies.
type Format string

const (
	CSLJSON Format = "csl-json"
	BibTeX  Format = "bibtex"
	RIS     Format = "ris"
)

// Formats lists the formats.
var Formats = []Format{CSLJSON, BibTeX, RIS}

// An Entry is one reference: the source that it is, and where it stands.
type Entry struct {
	Source ascribe.Source
	Key    string // by which it is cited; empty: it has none
	DOI    string
	Line   int
}

// Read reads a bibliography. What it has and a source has no place for (pages,
// volumes, authors) is left out. Faults go to problems, each with its line; an entry
// that has one is not among those that it gives.
func Read(name string, format Format, text []byte, problems *ascribe.Problems) []Entry {
	text = []byte(strings.TrimPrefix(string(text), "\uFEFF"))
	fault := func(line int, format string, args ...any) {
		problems.Add(ascribe.Problem{File: name, Line: line, Message: fmt.Sprintf(format, args...)})
	}
	var found []reference
	switch format {
	case BibTeX:
		found = readBibTeX(string(text), fault)
	case RIS:
		found = readRIS(string(text), fault)
	case CSLJSON:
		found = readCSL(text, fault)
	}
	var entries []Entry
	for i := range found {
		if e, ok := found[i].entry(fault); ok {
			entries = append(entries, e)
		}
	}
	return entries
}

// A reference is what any of the formats says of one.
type reference struct {
	line                                                 int
	key, typ, kind, title, doi, url, language, published string
	publishers                                           []string // the likeliest first
}

// entry is the source that a reference is.
func (r *reference) entry(fault func(int, string, ...any)) (Entry, bool) {
	e := Entry{Key: r.key, Line: r.line, DOI: plainDOI(r.doi)}
	if e.DOI == "" {
		e.DOI = plainDOI(r.url)
	}
	title := strings.Join(strings.Fields(r.title), " ")
	if title == "" {
		fault(r.line, "the reference %q has no title", cmp.Or(r.key, r.url, r.doi))
		return e, false
	}
	e.Source = ascribe.Source{Title: title, URL: r.url, Language: r.language, Kind: cmp.Or(ownKind.FindString(r.kind), kindOf(r.typ))}
	for _, p := range r.publishers {
		if e.Source.Publisher == "" {
			e.Source.Publisher = strings.Join(strings.Fields(p), " ")
		}
	}
	if e.Source.URL == "" && e.DOI != "" {
		e.Source.URL = "https://doi.org/" + e.DOI
	}
	if r.published != "" {
		day, err := ascribe.ParseDate(r.published)
		if err != nil {
			fault(r.line, "the reference %q: %s", cmp.Or(r.key, title), err)
			return e, false
		}
		e.Source.Published = day
	}
	return e, true
}

// kinds of sources, by the types that the formats have.
var kinds = map[string][]string{
	"press":        {"article-newspaper", "article-magazine", "broadcast", "news", "mgzn"},
	"research":     {"article-journal", "book", "chapter", "paper-conference", "report", "thesis", "dataset", "article", "inbook", "incollection", "inproceedings", "phdthesis", "mastersthesis", "techreport", "jour", "chap", "conf", "rprt", "thes", "data"},
	"court_record": {"legal_case", "case", "jurisdiction"},
}

func kindOf(typ string) string {
	for kind, types := range kinds {
		if slices.Contains(types, strings.ToLower(typ)) {
			return kind
		}
	}
	return ""
}

// ownKind is a kind of source as a record has it.
var ownKind = regexp.MustCompile(`^[a-z]+(?:_[a-z]+)*$`)

var doiForm = regexp.MustCompile(`10\.\d{4,9}/[^\s"<>]+`)

// plainDOI is the DOI in a text, without what stands before it; "" of none.
func plainDOI(text string) string {
	return strings.ToLower(strings.TrimRight(doiForm.FindString(text), ".,;"))
}

var (
	trackers = regexp.MustCompile(`^(?:utm_.*|fbclid|gclid|mc_cid|mc_eid|ref|cmpid|ocid|smid)$`)
	mobile   = regexp.MustCompile(`^(?:www|m|mobile|amp)\.`)
)

// Address is what two addresses of one page have in common: without the scheme, a
// leading www, a fragment, what only follows readers, and a slash at the end.
func Address(url string) string {
	_, rest, found := strings.Cut(url, "://")
	if !found {
		rest = url
	}
	rest, _, _ = strings.Cut(rest, "#")
	path, query, _ := strings.Cut(rest, "?")
	host, path, _ := strings.Cut(path, "/")
	var kept []string
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if pair != "" && !trackers.MatchString(strings.ToLower(name)) {
			kept = append(kept, pair)
		}
	}
	out := mobile.ReplaceAllString(strings.ToLower(host), "") + "/" + strings.TrimSuffix(path, "/")
	if len(kept) > 0 {
		slices.Sort(kept)
		out += "?" + strings.Join(kept, "&")
	}
	if out == "/" {
		return ""
	}
	return norm.NFC.String(out)
}

// DOIOf is the DOI that an address is of; "" of none.
func DOIOf(url string) string { return plainDOI(url) }

// edtfOf is a year, month and day in digits as EDTF; what is empty, or 0, is
// unknown.
func edtfOf(year, month, day string) string {
	out := strings.TrimSpace(year)
	if out == "" {
		return ""
	}
	for _, part := range []string{month, day} {
		part = strings.TrimLeft(strings.TrimSpace(part), "0")
		if part == "" {
			return out
		}
		out += "-" + strings.Repeat("0", max(0, 2-len(part))) + part
	}
	return out
}
