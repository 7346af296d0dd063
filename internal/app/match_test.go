package app_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// theirs is a file as others might have made it of the sample's incidents, among
// incidents of their own, and which of its rows is which of ours.
type theirs struct {
	text  []byte
	truth map[string]string // ours, by their id
}

// othersOf writes each incident of which the sample knows a day and a country: with
// the place in their spelling, the point moved, the day at times off by one, the
// figures at times other ones. Of each there are decoys: another day in the same
// town, and another town on the same day.
func othersOf(t *testing.T, a *point.App, seed uint64) *theirs {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 16)) //nolint:gosec // it is for a test
	places, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Places, nil)
	if err != nil {
		t.Fatal(err)
	}
	o := &theirs{truth: map[string]string{}}
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	n := 0
	row := func(day ascribe.Day, country, city string, lat, lon float64, killed int, group string) string {
		n++
		id := strconv.Itoa(200_000 + n)
		if err := w.Write([]string{id, day.String(), country, city, fmt.Sprintf("%.3f", lat), fmt.Sprintf("%.3f", lon), strconv.Itoa(killed), group}); err != nil {
			t.Fatal(err)
		}
		return id
	}
	if err := w.Write([]string{"eventid", "date", "country", "city", "latitude", "longitude", "nkill", "gname"}); err != nil {
		t.Fatal(err)
	}
	groups := []string{"Unknown", "Islamic State of Iraq and the Levant (ISIL)", "Jihadi-inspired extremists", "Al-Qaida", "Left-wing activists"}
	for _, s := range append(places.Rows, places.InCountry...) {
		d, err := ascribe.ParseDate(s.Date)
		if err != nil || d.First() != d.Last() {
			continue
		}
		day := d.First()
		if r.IntN(6) == 0 {
			day = day.Add(1 - 2*r.IntN(2))
		}
		city := s.Place
		if r.IntN(3) == 0 {
			city, _, _ = strings.Cut(city, ",")
		}
		if r.IntN(10) > 0 {
			o.truth[row(day, s.Country, city, s.Lat+r.Float64()*0.04, s.Lon+r.Float64()*0.04, r.IntN(5), groups[r.IntN(2)])] = s.Incident
		}
		for range 6 {
			row(d.First().Add(20+r.IntN(900)), s.Country, s.Place, s.Lat, s.Lon, r.IntN(5), groups[r.IntN(5)])
			row(d.First(), s.Country, "Elsewhere "+strconv.Itoa(r.IntN(99)), s.Lat+2+r.Float64()*4, s.Lon+2+r.Float64()*4, r.IntN(5), groups[r.IntN(5)])
		}
	}
	for range 3000 {
		row(ascribe.NewDay(2001, 1, 1).Add(r.IntN(9000)), []string{"FR", "DE", "US", "AU", "GB", "IQ"}[r.IntN(6)], "Town "+strconv.Itoa(r.IntN(400)), r.Float64()*60, r.Float64()*60, r.IntN(9), groups[r.IntN(5)])
	}
	w.Flush()
	o.text = buf.Bytes()
	return o
}

const othersMapping = `mapping: others
title: Others
format: csv
id: eventid
columns:
  date:
    type: date
    role: event_date
  country:
    type: country
    role: country
  city:
    role: place
  nkill:
    type: number
    role: killed
derived:
  point:
    role: point
    latitude: latitude
    longitude: longitude
`

// Of the proposals for files of others, at 80 of 100 that there are, 98 of 100 are
// right.
func TestMatchFindsOthers(t *testing.T) {
	for seed := range uint64(2) {
		a := loaded(t)
		o := othersOf(t, a, seed)
		m, err := dataset.ParseMapping("others.yaml", []byte(othersMapping))
		if err != nil {
			t.Fatal(err)
		}
		importEdition(t, a, edition(t, "others", "1", "2026-06-01", "others.csv", o.text, m))
		found, err := apptest.At2(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Match, "others", 0)
		if err != nil {
			t.Fatal(err)
		}
		right, best := 0, 0.0
		for i, row := range found.Rows {
			if o.truth[strings.TrimPrefix(row.Theirs, "others:")] == row.Incident.ID {
				right++
			} else {
				t.Logf("%d wrong: %s %s %.3f %v", i, row.Incident.ID, row.Theirs, row.Score, row.Why)
			}
			if 10*right >= 8*len(o.truth) && best == 0 {
				best = float64(right) / float64(i+1)
			}
		}
		if best < 0.98 {
			t.Errorf("seed %d: %d of %d are found among %d; at a recall of 0.8 the precision is %.3f", seed, right, len(o.truth), found.Total, best)
		}
	}
}
