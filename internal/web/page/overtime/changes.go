package overtime

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// changesInput has both ends instead of a point.
type changesInput struct {
	From      string `query:"from" required:"true" doc:"Where to begin: an entry (12), a day (2016-07-20; 2016-07@ or 2016@ counts from its end), or both (2016-07-20@12)." example:"2016-07-01"`
	To        string `query:"to" required:"true" doc:"Where to end, written alike." example:"2017-06-30"`
	Steps     bool   `query:"steps" doc:"1: every step is a row. Left out, what came of them is, a row an incident."`
	Variables bool   `query:"variables" doc:"1: the values of variables, too. Those of an imported dataset always are there."`
	Codebook  string `query:"codebook" doc:"Under this version of the codebook. Left out, those adopted on the way." example:"1.1.0"`
	Dataset   string `query:"dataset" doc:"About this dataset. Left out, the record itself." example:"main"`
}

// AskedFrom is a point without limits: the ends say the days and entries.
func (in changesInput) AskedFrom() kit.Asked {
	return kit.Asked{Codebook: in.Codebook, Dataset: in.Dataset}
}

func askChanges(ctx context.Context, v *kit.View, in *changesInput) (*ask.ChangesAnswer, error) {
	return ask.Changes(ctx, v.At, &ask.ChangesInput{From: in.From, To: in.To, Steps: in.Steps, Values: in.Variables})
}
