package incidents

import (
	"net/url"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// ToOther is the page of the incident as a dataset has it, from the same point.
func (f incidentPage) ToOther(o *ask.Other) string {
	return kit.Address("/incidents/"+url.PathEscape(o.Incident), f.Asked.Of(o.Dataset).Values())
}

// otherRows are some of a dataset's values, under its editions.
type otherRows struct {
	incidentPage
	Other  *ask.Other
	Values []ask.OtherValue
	Beside bool // the record's values stand beside them
}

// Beside are the values that stand beside the record's, and Alone the rest.
func (f incidentPage) Beside(o *ask.Other) otherRows { return f.otherRows(o, true) }
func (f incidentPage) Alone(o *ask.Other) otherRows  { return f.otherRows(o, false) }

func (f incidentPage) otherRows(o *ask.Other, beside bool) otherRows {
	r := otherRows{incidentPage: f, Other: o, Beside: beside}
	for _, v := range o.Values {
		if (v.Variable != "") == beside {
			r.Values = append(r.Values, v)
		}
	}
	return r
}
