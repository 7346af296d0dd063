package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/foreign"
)

// foreignBlock is a block of a page about another program: commands, or a
// program of its own, with what it prints below it.
var foreignBlock = regexp.MustCompile("(?s)```(console|r|python|sql)\n(.*?)```(?:\n+```text\n(.*?)```)?")

// between is printed after each block of a program, so that one process runs all
// of a page.
const between = "-- the next block --"

// TestForeignDocs runs the pages that say how others read our tables, each in a
// folder of its own with the sample casebook in a store, and holds what is printed
// to what stands there. UPDATE_DOCS=1 writes it anew.
func TestForeignDocs(t *testing.T) {
	for _, name := range []string{"from-r", "from-python", "from-duckdb", "in-qgis", "in-excel"} {
		t.Run(name, func(t *testing.T) {
			page := "../../docs/" + name + ".md"
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			dir := sampleFolder(t)
			blocks := foreignBlock.FindAllStringSubmatch(string(text), -1)
			printed := runBlocks(t, dir, blocks)
			at := 0
			updated := foreignBlock.ReplaceAllStringFunc(string(text), func(block string) string {
				kind, program, want := blocks[at][1], blocks[at][2], blocks[at][3]
				got := printed[at]
				at++
				if kind == "console" || !strings.Contains(block, "```text") {
					return block
				}
				if os.Getenv("UPDATE_DOCS") == "" && got != want {
					t.Errorf("%s\ngives\n%s\nand %s says\n%s", program, got, page, want)
				}
				return "```" + kind + "\n" + program + "```\n\n```text\n" + got + "```"
			})
			if os.Getenv("UPDATE_DOCS") != "" && updated != string(text) {
				if err := os.WriteFile(page, []byte(updated), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			switch name {
			case "in-qgis":
				holdGeoJSON(t, filepath.Join(dir, "events.geojson"))
			case "in-excel":
				holdWorkbook(t, filepath.Join(dir, "incidents.xlsx"))
			}
		})
	}
}

// sampleFolder is a folder with the sample casebook in a store.
func sampleFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	docsFolder(t, dir)
	shell(t, dir, "ascribe init")
	shell(t, dir, "ascribe import casebooks/remote-direction --why sample")
	return dir
}

// runBlocks is what each block prints: commands one by one, SQL too, and the
// blocks of R or Python in one process.
func runBlocks(t *testing.T, dir string, blocks [][]string) []string {
	t.Helper()
	printed := make([]string, len(blocks))
	var program strings.Builder
	var in []int // the program
	kind := ""
	for i, block := range blocks {
		switch block[1] {
		case "console":
			for _, step := range steps(block[2]) {
				if out := shell(t, dir, step.command); !wrote.MatchString(out) {
					t.Fatalf("$ %s\n%s", step.command, out)
				}
			}
		case "sql":
			printed[i] = foreign.DuckDB(t, "SET file_search_path = '"+dir+"'; "+block[2])
		case "r":
			kind = "r"
			program.WriteString(block[2] + "cat(\"" + between + "\\n\")\n")
			in = append(in, i)
		case "python":
			kind = "python"
			program.WriteString(block[2] + "print(\"" + between + "\")\n")
			in = append(in, i)
		}
	}
	var out string
	switch kind {
	case "r":
		out = foreign.R(t, []string{"survival"}, "setwd(commandArgs(TRUE)[1])\noptions(width = 90)\n"+program.String(), dir)
	case "python":
		out = foreign.Python(t, nil, "import os, sys\nos.chdir(sys.argv[1])\n"+program.String(), dir)
	default:
		return printed
	}
	parts := strings.Split(out, between+"\n")
	if len(parts) != len(in)+1 {
		t.Fatalf("the program prints\n%s", out)
	}
	for n, i := range in {
		printed[i] = trailing.ReplaceAllString(parts[n], "")
	}
	return printed
}

// wrote is how one is told that an act or a file is done.
var wrote = regexp.MustCompile(`(?m)^(Wrote|Entry) `)

// trailing are the spaces with which R ends lines.
var trailing = regexp.MustCompile(`(?m) +$`)

// holdGeoJSON holds a file to RFC 7946, as far as points go.
func holdGeoJSON(t *testing.T, file string) {
	t.Helper()
	out := foreign.Python(t, []string{"json"}, `
import json, sys
with open(sys.argv[1], encoding="utf-8") as f:
    c = json.load(f)
assert c["type"] == "FeatureCollection" and "crs" not in c
points, ids = 0, set()
for f in c["features"]:
    assert f["type"] == "Feature" and isinstance(f["properties"], dict) and "geometry" in f
    ids.add(f["properties"]["id"])
    if f["geometry"] is None:
        continue
    points += 1
    assert f["geometry"]["type"] == "Point"
    longitude, latitude = f["geometry"]["coordinates"]
    assert -180 <= longitude <= 180 and -90 <= latitude <= 90
assert len(ids) == len(c["features"])
print(len(ids), points)
`, file)
	if out != "1167 1167\n" { // the rows of the file, which all have a point
		t.Errorf("events, and those with a point: %s", out)
	}
}

// holdWorkbook holds a workbook to what the page says of it.
func holdWorkbook(t *testing.T, file string) {
	t.Helper()
	out := foreign.Python(t, []string{"openpyxl"}, `
import datetime, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet, about = book.worksheets[0], book.worksheets[1]
header = [c.value for c in sheet[1]]
def column(name):
    return [r[header.index(name)].value for r in sheet.iter_rows(min_row=2)]
assert sheet.freeze_panes and sheet.freeze_panes.endswith("2"), sheet.freeze_panes
assert all(v is None or isinstance(v, (int, float)) for v in column("killed"))
dates = column("date")
assert all(v is None or isinstance(v, (datetime.date, str)) for v in dates), dates
assert not any(c.data_type == "f" for r in sheet.iter_rows() for c in r)
defined = {r[0].value for r in about.iter_rows()}
missing = [h for h in header if h not in defined]
print(sheet.max_row - 1, sum(isinstance(v, datetime.date) for v in dates) > 20, missing)
`, file)
	if out != "44 True []\n" {
		t.Errorf("rows, dates that are dates, columns without a definition: %s", out)
	}
}
