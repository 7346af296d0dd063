package ascribe

import (
	"encoding/json"
	"testing"
)

// TestSpanInJSON: the last span ends on no day, and what began one is left out
// where it was not asked for.
func TestSpanInJSON(t *testing.T) {
	day := NewDay(2016, 7, 18)
	belief := Belief{Outcome: Outcome{Label: "linked"}, Settled: true}
	for want, span := range map[string]Span{
		`{"from":"2016-07-18","to":null,"label":"linked","level":"","settled":true}`: {From: day, To: Forever, Belief: belief},
		`{"from":"2016-07-18","to":"2016-07-19","label":"linked","level":"","settled":true,"because":{"entry":3,"statement":"s1","source":"a"}}`: {
			From: day, To: day + 1, Belief: belief, Because: Cause{Entry: 3, Record: 9, Statement: "s1", Source: "a"},
		},
	} {
		got, err := json.Marshal(span)
		if err != nil || string(got) != want {
			t.Errorf("%s, %v\nwant %s", got, err, want)
		}
	}
}
