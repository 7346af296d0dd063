package kit

import (
	"net/url"
	"strings"
)

// A Fetch is how a program fetches what a page shows, in lines to be copied.
type Fetch struct{ Title, Lines string }

// Fetches are the lines for R, Python and DuckDB. They ask for exactly this view: of a
// list for all of it, as a table where the answer is one.
func (f *Frame) Fetches() []Fetch {
	address, err := url.Parse(f.Cite())
	if err != nil {
		return nil // the address of a page that was asked for is one
	}
	query := address.Query()
	for _, name := range pageNames {
		query.Del(name)
	}
	lines := fetchJSON
	if f.Tabular {
		query.Set(FormatName, "csv-programs")
		lines = fetchTable
	}
	to := f.Origin + Address(APIRoot+APIPath(f.path), query)
	to = strings.ReplaceAll(to, "'", "%27")
	var list []Fetch
	for _, l := range lines {
		list = append(list, Fetch{l.Title, strings.ReplaceAll(l.Lines, "ADDRESS", to)})
	}
	return list
}

var fetchTable = []Fetch{
	{"R", `answer <- read.csv("ADDRESS", na.strings = "", encoding = "UTF-8")`},
	{"Python", `import csv, io, urllib.request

with urllib.request.urlopen("ADDRESS") as answer:
    rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8", newline="")))`},
	{"DuckDB", `FROM read_csv('ADDRESS', all_varchar = true);`},
}

var fetchJSON = []Fetch{
	{"R", `answer <- jsonlite::fromJSON("ADDRESS")`},
	{"Python", `import json, urllib.request

with urllib.request.urlopen("ADDRESS") as answer:
    answer = json.load(answer)`},
	{"DuckDB", `FROM read_json('ADDRESS');`},
}
