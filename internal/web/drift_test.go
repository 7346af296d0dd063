package web

import (
	"testing"
)

func TestDrift(t *testing.T) {
	s := serve(t, sampleRecord(t))
	page := get(t, s, "/drift", 200)
	contains(t, page, "<strong>13</strong> of 52 incidents", `<svg class="flow"`, "Of 52 incidents, 40 have the label that they had first; 4 went from undetermined to inspired",
		"Median of days from the event", "Whose first labels held", "of 19")
	contains(t, get(t, s, "/drift?known=2016-07-20", 200), "Label on 20\u00a0July\u00a02016")
	contains(t, get(t, s, "/drift?known=1999-01-01", 200), "Nothing was known of any incident")
	contains(t, get(t, serve(t, emptyRecord(t)), "/drift", 200), "There is no incident yet")
}
