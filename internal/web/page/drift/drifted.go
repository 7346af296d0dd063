package drift

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type driftedInput struct {
	kit.Asked
	First      string `query:"first" doc:"Only incidents that had this label first; none: no label." example:"inspired"`
	Now        string `query:"now" doc:"Only those that have this label as of the point; none: no label." example:"remote_controlled"`
	Revised    string `query:"revised" enum:"yes,no" doc:"yes: only those whose label was revised; no: only the others."`
	Dated      string `query:"dated" enum:"yes,no" doc:"yes: only those of which the day is known on which they happened; no: only the others."`
	Revision   int    `query:"revision" default:"-1" minimum:"-1" doc:"Only dated incidents with at least so many revisions; 0 is the first label."`
	SourceKind string `query:"source_kind" doc:"Only those with a revision that came from a source of this kind; none: of a kind that is not said." example:"press"`
	Basis      string `query:"basis" doc:"And on this basis; none: on one that is not said." example:"told"`
	Variable   string `query:"variable" doc:"And from a statement about this variable." example:"contact"`
	TakenBack  bool   `query:"taken_back" doc:"1: only those with a revision that came from no statement, since evidence was taken back."`
	Speaker    string `query:"speaker" doc:"Only those that this publisher gave a label of its own."`
	Held       string `query:"held" enum:"yes,no" doc:"With speaker: yes, where that label corresponds to the one as of the point; no, where it does not."`
	After      string `query:"after" doc:"The cursor of the next page."`
	Limit      int    `query:"limit" default:"50" minimum:"1" maximum:"500" doc:"How many."`
}

func askDrifted(ctx context.Context, v *kit.View, in *driftedInput) (*ask.DriftedAnswer, error) {
	return ask.Drifted(ctx, v.At, &ask.DriftedInput{
		First: in.First, Now: in.Now, Revised: in.Revised, Dated: in.Dated, Revision: in.Revision,
		SourceKind: in.SourceKind, Basis: in.Basis, Variable: in.Variable, TakenBack: in.TakenBack,
		Speaker: in.Speaker, Held: in.Held, Paging: ask.Paging{After: in.After, Limit: in.Limit},
	})
}

// AllAtOnce asks for all rows: they take hardly longer than a page of them.
func (in *driftedInput) AllAtOnce() { in.Limit = kit.MaxTableRows }

// driftedPage is what the template of the list is given.
type driftedPage struct {
	*kit.Page[driftedInput, ask.DriftedAnswer]
}

// An asked is a condition on the list, in words, and where it leads without it.
type asked struct{ Text, Without string }

// Conditions are those that are asked for.
func (f driftedPage) Conditions() []asked {
	var list []asked
	add := func(text string, names ...string) {
		var pairs []string
		for _, name := range names {
			pairs = append(pairs, name, "")
		}
		list = append(list, asked{text, f.With(pairs...)})
	}
	now := nowWords(f.Frame)
	label := func(value string) string { return labelWords(strings.TrimPrefix(value, ask.NoneSaid)) }
	in := f.In
	if in.First != "" {
		add("first label: "+label(in.First), "first")
	}
	if in.Now != "" {
		add("label "+now+": "+label(in.Now), "now")
	}
	if in.Revised != "" {
		add(map[string]string{"yes": "label was revised", "no": "label was never revised"}[in.Revised], "revised")
	}
	if in.Dated != "" {
		add(map[string]string{"yes": "happened on a day that is known", "no": "happened on a day that is not known"}[in.Dated], "dated")
	}
	switch {
	case in.Revision == 0:
		add("happened on a day that is known", "revision")
	case in.Revision == 1:
		add("happened on a day that is known, and the label was revised", "revision")
	case in.Revision > 1:
		add("happened on a day that is known, and the label was revised "+strconv.Itoa(in.Revision)+" times at least", "revision")
	}
	if in.TakenBack {
		add("revised when evidence was taken back", "taken_back")
	}
	if in.SourceKind+in.Basis+in.Variable != "" {
		add("revised by "+evidenceWords(f.Frame, in.SourceKind, in.Basis, in.Variable), "source_kind", "basis", "variable")
	}
	if in.Speaker != "" {
		add("labelled by "+in.Speaker+map[string]string{"yes": ", whose label held", "no": ", whose label did not hold"}[in.Held], "speaker", "held")
	}
	return list
}

// evidenceWords is a kind of evidence in words.
func evidenceWords(f *kit.Frame, kind, basis, variable string) string {
	text := "evidence"
	switch {
	case kind == ask.NoneSaid:
		text = "a source of a kind that is not said"
	case kind != "":
		text = kit.Words(kind)
	}
	if variable != "" {
		text += " on " + f.DimensionTitle(variable)
	}
	switch basis {
	case "":
	case ask.NoneSaid:
		text += " (basis not said)"
	default:
		text += " (" + kit.Words(basis) + ")"
	}
	return text
}

// Rows are the incidents, as the table has them.
func (f driftedPage) Table() driftedTable {
	return driftedTable{f.Frame, f.Answer.Rows, f.days(), f.In.Speaker}
}

// days says what the column of days counts, where that is asked for.
func (f driftedPage) days() string {
	switch {
	case f.In.Revision == 0:
		return "First label after"
	case f.In.Revision > 0:
		return "Revision " + strconv.Itoa(f.In.Revision) + " after"
	}
	return ""
}

// A driftedTable is incidents with how their labels were revised.
type driftedTable struct {
	*kit.Frame
	Rows    []ask.DriftedRow
	Days    string // the head of the column of days; empty: there is none
	Speaker string // whose labels are shown; empty: nobody's
}

// Drifted are incidents as a table.
func (f driftPage) Drifted(rows []ask.DriftedRow) driftedTable {
	return driftedTable{Frame: f.Frame, Rows: rows}
}

// NowWords are the day of the last column in words.
func (t driftedTable) NowWords() string { return nowWords(t.Frame) }

// Because is what a revision came from.
func (t driftedTable) Because(r ask.Revision) string {
	if r.Variable == "" {
		return "evidence was taken back"
	}
	return evidenceWords(t.Frame, cmp.Or(r.SourceKind, ask.NoneSaid), cmp.Or(string(r.Basis), ask.NoneSaid), r.Variable)
}

// ToThen is the incident as it stood on the day of a revision.
func (t driftedTable) ToThen(row ask.DriftedRow, r ask.Revision) string {
	on := *t.View
	on.Asked.Known = r.Day.String()
	return on.ToIncident(row.Incident)
}

// After is a number of days in words.
func (t driftedTable) After(days *int) string {
	if days == nil {
		return ""
	}
	return driftPage{}.DaysWords(float64(*days))
}
