package incidents

import "github.com/ascribe-project/ascribe/internal/app/ask"

// An example is an incident whose strip is drawn large, for whoever sees the list for
// the first time.
type example struct {
	Row   *ask.IncidentRow
	Strip bigStrip
}

// Example is the incident on the page that was revised most often; nil, where the
// list was narrowed or goes on, since then it is read by somebody who knows it.
func (f incidentsPage) Example() *example {
	if f.In.Q != "" || len(f.In.Where) > 0 || f.In.After != "" || f.Dataset() != "" || len(f.Palette.Labels) == 0 {
		return nil
	}
	var most *ask.IncidentRow
	for i := range f.Answer.Rows {
		if r := &f.Answer.Rows[i]; most == nil || len(r.Spans) > len(most.Spans) {
			most = r
		}
	}
	if most == nil {
		return nil
	}
	strip := bigStrip{Palette: f.Palette, Spans: most.Spans, Ticks: most.Ticks}
	if most.Event != nil {
		strip.Event = &most.Event.To
	}
	return &example{most, strip}
}
