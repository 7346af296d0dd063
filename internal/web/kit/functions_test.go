package kit

import (
	"testing"

	"github.com/ascribe-project/ascribe"
)

func TestShare(t *testing.T) {
	for _, c := range []struct {
		n, base int
		want    string
	}{
		{0, 0, "–"}, {0, 10, "0\u202f%"}, {1, 993, "<\u202f1\u202f%"}, {5, 10, "50\u202f%"}, {992, 993, ">\u202f99\u202f%"}, {993, 993, "100\u202f%"},
	} {
		if got := share(c.n, c.base); got != c.want {
			t.Errorf("share(%d, %d) = %q, want %q", c.n, c.base, got, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1\u202f000", -1000: "-1\u202f000", 1234567: "1\u202f234\u202f567", -123: "-123"} {
		if got := Number(n); got != want {
			t.Errorf("number(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestDateWords(t *testing.T) {
	for iso, want := range map[string]string{
		"2016-07-20": "20\u00a0July\u00a02016", "2016-07": "July\u00a02016", "2016": "2016", "2016-07-20/2016-08": "2016-07-20/2016-08",
		"2016-13": "2016-13", "2016-07~": "2016-07~", "": "",
	} {
		if got := DateWords(iso); got != want {
			t.Errorf("dateWords(%q) = %q, want %q", iso, got, want)
		}
	}
}

func TestGradeWords(t *testing.T) {
	if got := gradeWords(ascribe.NewGrade("B", "2")); got != "a usually reliable source; probably true" {
		t.Error(got)
	}
}
