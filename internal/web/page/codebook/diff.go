package codebook

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type codebookDiffInput struct {
	kit.Asked
	From  string `query:"from" doc:"The older version. Left out, the one adopted before the newer." example:"1.1.0"`
	To    string `query:"to" doc:"The newer version. Left out, the last one adopted." example:"1.1.0"`
	After string `query:"after" doc:"The cursor of the next page of labels that differ."`
	Limit int    `query:"limit" default:"50" minimum:"1" maximum:"500" doc:"How many of these."`
}

// codebookDiffAnswer is what differs between two adopted versions, null where
// there are no two.
type codebookDiffAnswer struct {
	Versions []point.Adoption  `json:"versions"`
	Diff     *ask.VersionsDiff `json:"diff"`
}

func askCodebookDiff(ctx context.Context, v *kit.View, in *codebookDiffInput) (*codebookDiffAnswer, error) {
	adopted, err := v.At.Codebooks(ctx)
	if err != nil {
		return nil, err
	}
	a := &codebookDiffAnswer{Versions: adopted.Rows}
	last := len(a.Versions) - 1
	if in.To == "" && last >= 0 {
		in.To = a.Version(last)
	}
	for i := 1; in.From == "" && i <= last; i++ {
		if a.Is(i, in.To) {
			in.From = a.Version(i - 1)
		}
	}
	if in.From == "" || in.To == "" {
		return a, kit.Unpaged(in.After)
	}
	a.Diff, err = ask.DiffVersions(ctx, v.At, in.From, in.To, in.After, in.Limit)
	return a, err
}

// Version is how an adopted version is asked for.
func (a *codebookDiffAnswer) Version(i int) string { return versionName(a.Versions, i) }

// Is reports whether an adopted version is the one asked for.
func (a *codebookDiffAnswer) Is(i int, asked string) bool {
	return asked == a.Versions[i].Version || asked == a.Versions[i].ID+" "+a.Versions[i].Version
}
