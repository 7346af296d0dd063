package ascribe_test

import (
	"testing"

	"github.com/ascribe-project/ascribe"
)

type halves struct {
	r ascribe.Reliability
	c ascribe.Credibility
}

func allGrades() (all []halves) {
	for r := 'A'; r <= 'F'; r++ {
		for c := '1'; c <= '6'; c++ {
			all = append(all, halves{ascribe.Reliability(r), ascribe.Credibility(c)})
		}
	}
	return all
}

func TestGradesPack(t *testing.T) {
	seen := map[ascribe.Grade]bool{0: true}
	for _, h := range allGrades() {
		g := ascribe.NewGrade(h.r, h.c)
		if seen[g] {
			t.Errorf("%s%s has the number of another grade: %d", h.r, h.c, g)
		}
		seen[g] = true
		if g.Reliability() != h.r || g.Credibility() != h.c || g.String() != string(h.r)+string(h.c) {
			t.Errorf("%s%s comes out as %s", h.r, h.c, g)
		}
		if text, err := g.MarshalText(); err != nil || string(text) != g.String() {
			t.Errorf("%s is marshalled as %s, %v", g, text, err)
		}
		if !h.r.Valid() || !h.c.Valid() {
			t.Errorf("%s is not valid", g)
		}
	}
}

// The order of grades: by the weaker half, then credibility, then reliability.
func TestGradesOrder(t *testing.T) {
	better := func(a, b halves) bool {
		ar, ac, br, bc := int(a.r[0]-'A'), int(a.c[0]-'1'), int(b.r[0]-'A'), int(b.c[0]-'1')
		aw, bw := max(ar, ac), max(br, bc)
		if aw != bw {
			return aw < bw
		}
		if ac != bc {
			return ac < bc
		}
		return ar < br
	}
	sign := map[bool]int{true: 1}
	for _, a := range allGrades() {
		for _, b := range allGrades() {
			ga, gb := ascribe.NewGrade(a.r, a.c), ascribe.NewGrade(b.r, b.c)
			want := sign[better(b, a)] - sign[better(a, b)]
			if got := ga.Compare(gb); got != want {
				t.Errorf("%s.Compare(%s) = %d, want %d", ga, gb, got, want)
			}
			if (ga < gb) != better(a, b) {
				t.Errorf("%s is packed as %d, %s as %d", ga, ga, gb, gb)
			}
		}
	}
}

func TestGradesWithoutAHalf(t *testing.T) {
	for _, test := range []struct {
		halves
		want string
	}{{halves{"", ""}, "F6"}, {halves{"B", ""}, "B6"}, {halves{"", "2"}, "F2"}} {
		if g := ascribe.NewGrade(test.r, test.c); g.String() != test.want {
			t.Errorf("%q and %q make %s, want %s", test.r, test.c, g, test.want)
		}
	}
	var none ascribe.Grade
	if none.String() != "" || none.Reliability() != "" || none.Credibility() != "" {
		t.Errorf("no grade is written %q", none)
	}
	for _, h := range allGrades() {
		if g := ascribe.NewGrade(h.r, h.c); none.Compare(g) <= 0 || g.Compare(none) >= 0 {
			t.Errorf("no grade is better than %s", g)
		}
	}
}

func TestInvalidHalves(t *testing.T) {
	for _, s := range []string{"G", "a", "AB", "1", "0", "7", " ", "É", "A "} {
		if ascribe.Reliability(s).Valid() {
			t.Errorf("%q is a reliability", s)
		}
		if s != "1" && ascribe.Credibility(s).Valid() {
			t.Errorf("%q is a credibility", s)
		}
	}
	if !ascribe.Reliability("").Valid() || !ascribe.Credibility("").Valid() {
		t.Error("an empty half is not valid")
	}
}
