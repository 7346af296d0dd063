package incidents

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type countsInput struct {
	kit.Asked
	By    []string `query:"by,explode" doc:"What the incidents are counted by: label, level, settled, year, or variables, each as a parameter of its own. Left out, the label or, under a codebook that gives none, the year, else the country." example:"[\"country\"]"`
	Where []string `query:"where,explode" doc:"Only those of which this holds: NAME OP VALUE, as in killed>=10, or @NAME, as of /incidents." example:"[\"label=inspired\"]"`
	Sum   string   `query:"sum" doc:"A variable of numbers: what it comes to in each row." example:"killed"`
}

// maxBy is by how many dimensions a reader counts at most.
const maxBy = 4

func askCounts(ctx context.Context, v *kit.View, in *countsInput) (*ask.CountAnswer, error) {
	if len(in.By) == 0 {
		by, err := kit.NeedsBy(ctx, v, "")
		if err != nil {
			return nil, err
		}
		in.By = []string{by}
	}
	if len(in.By) > maxBy {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "by: incidents are counted by at most %d things at once, not %d", maxBy, len(in.By)).
			WithHint("take the table, and count there")
	}
	where, err := ask.ParseConditions(in.Where)
	if err != nil {
		return nil, err
	}
	return ask.CountSum(ctx, v.At, in.By, where, in.Sum)
}
