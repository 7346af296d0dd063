package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestPictureOfEditions draws the plot in docs/histories.md from the CSV that
// the command on that page prints, and holds the file to it. UPDATE_DOCS=1
// writes it anew.
func TestPictureOfEditions(t *testing.T) {
	store := filepath.Join(t.TempDir(), "ascribe.db")
	command := func(args ...string) string {
		var out, failure bytes.Buffer
		if code := run(t.Context(), append([]string{"--store", store}, args...), strings.NewReader(""), &out, &failure); code != 0 {
			t.Fatalf("%v: %s", args, failure.String())
		}
		return out.String()
	}
	command("init")
	command(importUCDP("19.1", "2019-06")...)
	command(importUCDP("20.1", "2020-06")...)
	command(importUCDP("22.1", "2022-06")...)
	text := command("series", "--dataset", "ged-ukr", "--sum", "best", "--every", "year", "--from", "2019", "--to", "2022", "--csv")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := drawSums(rows[1:], []string{"2019-12-31", "2020-12-31", "2022-12-31"})
	const name = "../../docs/pictures/editions.svg"
	if os.Getenv("UPDATE_DOCS") != "" {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the program draws (%v): UPDATE_DOCS=1 go test -run Picture ./cmd/ascribe", name, err)
	}
}

func importUCDP(edition, published string) []string {
	file := "../../internal/exchange/testdata/ucdp/ged_ukr_v" + edition + "_hdx.csv"
	return []string{"import", file, "--format", "ucdp-ged", "--dataset", "ged-ukr", "--edition", edition, "--published", published}
}

// drawSums draws, for each year, a bar for each day: rows of known, year, n,
// base, sum and without. The colours differ for colour-blind readers as well
// (after Okabe and Ito, 2008), and the bars stand in the order of the legend.
func drawSums(rows [][]string, days []string) []byte {
	const (
		width, height           = 720, 360
		left, right, top, below = 56, 8, 64, 40
	)
	colours := []string{"#56b4e9", "#e69f00", "#0b3c5d"}
	sums := map[string]map[string]int{}
	most := 0
	for _, r := range rows {
		n, _ := strconv.Atoi(r[4])
		if sums[r[1]] == nil {
			sums[r[1]] = map[string]int{}
		}
		sums[r[1]][r[0]] = n
		most = max(most, n)
	}
	years := slices.Sorted(maps.Keys(sums))
	y := func(n int) float64 { return height - below - float64(n)*float64(height-top-below)/float64(most) }
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" role="img">`+"\n", width, height)
	fmt.Fprintf(&b, "<title>Deaths by year of the event, as known on three days</title>\n<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", width, height)
	fmt.Fprintf(&b, "<text x=\"%d\" y=\"18\" font-size=\"14\" font-weight=\"bold\">Deaths (best) by year of the event, Ukraine, as known on</text>\n", left)
	for i, day := range days {
		fmt.Fprintf(&b, "<rect x=\"%d\" y=\"30\" width=\"12\" height=\"12\" fill=\"%s\"/><text x=\"%d\" y=\"40\">%s</text>\n", left+i*120, colours[i], left+16+i*120, day)
	}
	for n := 0; n <= most; n += 1000 {
		fmt.Fprintf(&b, "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>\n", left, y(n), width-right, left-6, y(n)+4, n)
	}
	group := float64(width-left-right) / float64(len(years))
	bar := group * 0.8 / float64(len(days))
	for i, year := range years {
		x := left + group*(float64(i)+0.1)
		for j, day := range days {
			if n, ok := sums[year][day]; ok {
				fmt.Fprintf(&b, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s, as known on %s: %d</title></rect>\n",
					x+bar*float64(j), y(n), bar, y(0)-y(n), colours[j], year, day, n)
			}
		}
		fmt.Fprintf(&b, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", left+group*(float64(i)+0.5), height-below+18, year)
	}
	fmt.Fprintf(&b, "<text x=\"%d\" y=\"%d\" fill=\"#555\">UCDP GED 19.1, 20.1 and 22.1, Uppsala Conflict Data Program, CC BY 4.0</text>\n</svg>\n", left, height-6)
	return b.Bytes()
}
