package dataset

import (
	"fmt"
	"strings"
)

// quote writes a text for a sentence: on one line, and not too long.
func quote(s string) string { return fmt.Sprintf("%q", shorten(s, 60)) }

// orList writes "a, b or c".
func orList[S ~string](all []S) string {
	parts := make([]string, len(all))
	for i, s := range all {
		parts[i] = string(s)
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " or " + parts[len(parts)-1]
}

// nearMiss is the end of a sentence about a name that is not among others: the
// one that was probably meant, or some of those that are there.
func nearMiss(name string, all []string) string {
	if best := nearest(name, all); best != "" {
		return fmt.Sprintf(": is it %s?", quote(best))
	}
	const most = 12
	if len(all) > most {
		return fmt.Sprintf(": the file has %s and %d more", strings.Join(all[:most], ", "), len(all)-most)
	}
	return ": the file has " + strings.Join(all, ", ")
}

// nearest is the name that was probably meant by one that is not among them;
// "" where none is close.
func nearest(name string, all []string) string {
	fold := strings.ToLower(name)
	best, least := "", max(1, (len(fold)+1)/3)+1
	for _, a := range all {
		if d := distance(fold, strings.ToLower(a)); a != "" && d < least {
			best, least = a, d
		}
	}
	return best
}

// distance is the number of letters to change, add or leave out.
func distance(a, b string) int {
	if len(a) > 60 || len(b) > 60 {
		return max(len(a), len(b))
	}
	d := make([]int, len(b)+1)
	for j := range d {
		d[j] = j
	}
	for i := range len(a) {
		diagonal := d[0]
		d[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, d[j+1] = d[j+1], min(d[j+1]+1, d[j]+1, diagonal+cost)
		}
	}
	return d[len(b)]
}
