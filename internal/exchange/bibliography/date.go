package bibliography

import (
	"regexp"
	"strconv"
	"strings"
)

var calendar = regexp.MustCompile(`^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?([~?%]?)$`)

// dateParts are the year, month and day, as far as they are given, of an EDTF
// date or of both ends of an interval, and whether one is approximate or
// uncertain. Other dates have none.
func dateParts(edtf string) (parts [][]int, circa, ok bool) {
	for end := range strings.SplitSeq(edtf, "/") {
		m := calendar.FindStringSubmatch(end)
		if m == nil {
			return nil, false, false
		}
		var numbers []int
		for _, digits := range m[1:4] {
			if digits != "" {
				n, _ := strconv.Atoi(digits)
				numbers = append(numbers, n)
			}
		}
		parts, circa = append(parts, numbers), circa || m[4] != ""
	}
	return parts, circa, true
}
