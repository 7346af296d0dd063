package overtime

import (
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		first, last string
		want        ask.Every
	}{
		{"2016-07-18", "2016-07-18", ask.EveryDay},
		{"2016-07-18", "2016-08-18", ask.EveryDay},
		{"2016-01-01", "2016-12-31", ask.EveryWeek},
		{"2012-01-01", "2016-12-31", ask.EveryMonth},
		{"2000-01-01", "2016-12-31", ask.EveryQuarter},
		{"1990-01-01", "2024-12-31", ask.EveryYear},
		{"1500-01-01", "2024-12-30", ask.EveryYear},
	} {
		first, last := day(t, c.first), day(t, c.last)
		every, ends := periods(first, last)
		if every != c.want || len(ends) > maxPeriods || ends[len(ends)-1] != last {
			t.Errorf("periods(%s, %s) are %d of a %s up to %s, want those of a %s", c.first, c.last, len(ends), every, ends[len(ends)-1], c.want)
		}
		for i := range ends[1:] {
			if ends[i] >= ends[i+1] {
				t.Errorf("periods(%s, %s): %s is before %s", c.first, c.last, ends[i], ends[i+1])
			}
		}
	}
}

func day(t *testing.T, text string) ascribe.Day {
	t.Helper()
	d, err := ascribe.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
