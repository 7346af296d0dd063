package main

import (
	"cmp"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/bench/gen"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// categories are the labels of the codebook, by the numbers that the
// benchmark's definition gives them.
var categories = []string{"undetermined", "directed", "remote_controlled", "inspired", "none"}

// q1Day is 2020-12-31.
var q1Day = gen.Day(2020, 12, 31)

func query(days ...int32) timeline.Query {
	q := timeline.Query{By: []string{"year", "label"}}
	for _, d := range days {
		q.Days = append(q.Days, epoch+ascribe.Day(d))
	}
	return q
}

// The questions of one day, and of every month-end.
var oneDay, allMonths = query(q1Day), query(gen.MonthEnds()...)

// A cell is one line of an answer.
type cell struct{ day, year, category, n int }

func cells(a timeline.Answer, days []int32) (list []cell) {
	for d, day := range days {
		for _, r := range a.Rows {
			if r.N[d] == 0 {
				continue
			}
			year, _ := strconv.Atoi(r.Values[0])
			list = append(list, cell{int(day), year, slices.Index(categories, r.Values[1]), r.N[d]})
		}
	}
	slices.SortFunc(list, compareCells)
	return list
}

func compareCells(a, b cell) int {
	return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.year, b.year), cmp.Compare(a.category, b.category))
}

// lines writes an answer as the definition says.
func lines(list []cell, withDay bool) string {
	var b strings.Builder
	for _, c := range list {
		if withDay {
			fmt.Fprintf(&b, "%d,", c.day)
		}
		fmt.Fprintf(&b, "%d,%d,%d\n", c.year, c.category, c.n)
	}
	return b.String()
}

func checksum(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}
